import {isGiven} from '../service/options.js';
import {BackendError} from './backend-error.js';

/** A signed-in user, or the session of a visitor. Only `id` and `token` are read. */
export interface User {
  /** Your own id of the user or of the visitor's session. It never reaches the browser as it is. */
  readonly id: string | number;
  /** The user's permanent token, if there is one. */
  readonly token?: string | null | undefined;
}

/** A user as `getUser` returned it, with its fields as they were checked. */
export interface CheckedUser {
  readonly user: User;
  readonly id: string | number;
  readonly token: string | undefined;
}

/**
 * Checks the user that `getUser` found. Returns `undefined` if it found nobody.
 *
 * @throws {BackendError} `invalid-user`.
 */
export function checkUser(user: unknown): CheckedUser | undefined {
  if (user === null || user === undefined) return undefined;
  const [id, token] = [fieldOf(user, 'id'), fieldOf(user, 'token')];
  const isKnown = (typeof id === 'string' && id !== '') || (typeof id === 'number' && Number.isFinite(id));
  if (!isKnown || (isGiven(token) && typeof token !== 'string')) throw new BackendError('invalid-user');
  return {user: user as User, id, token: isGiven(token) ? token : undefined};
}

/** Reads a field of an object or of its class, but not of `Object.prototype`, which may be polluted. */
function fieldOf(user: object, name: keyof User): unknown {
  const isInherited = Object.hasOwn(Object.prototype, name) && !Object.hasOwn(user, name);
  return isInherited ? undefined : Reflect.get(Object(user) as object, name);
}
