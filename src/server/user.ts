import {isGiven} from '../service/options.js';
import {BackendError} from './backend-error.js';

/** A signed-in user, or the session of a visitor. Only `id` and `token` are read. */
export interface User {
  /** Your own id of the user or of the visitor's session. It never reaches the browser as it is. */
  readonly id: string | number;
  /** The user's permanent token, if there is one. */
  readonly token?: string | null | undefined;
}

/**
 * Returns the user that `getUser` found, or `undefined` if it found nobody.
 *
 * @throws {BackendError} `invalid-user`.
 */
export function checkUser(user: unknown): User | undefined {
  if (user === null || user === undefined) return undefined;
  const {id, token} = user as Partial<Record<keyof User, unknown>>;
  const isKnown = (typeof id === 'string' && id !== '') || (typeof id === 'number' && Number.isFinite(id));
  if (!isKnown || (isGiven(token) && typeof token !== 'string')) throw new BackendError('invalid-user');
  return user as User;
}
