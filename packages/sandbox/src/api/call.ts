import type {Token} from '../world/tokens.js';
import type {World} from '../world/world.js';
import {ApiError} from './api-error.js';
import type {Json} from './representations.js';

/** A request to a route of the API. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** The values of the placeholders in the route's path. */
  readonly path: Readonly<Record<string, string>>;
  readonly world: World;
}

/** Answers a request. */
export type Handler = (call: Call) => Json | Promise<Json>;

/**
 * Returns the bearer token of a call, and uses it.
 *
 * @throws {ApiError} with 403 if there is no valid token.
 */
export function bearerOf({request, world}: Call): Token {
  const header = request.headers.get('authorization');
  const text = header === null ? undefined : /^bearer +(\S+)$/i.exec(header)?.[1];
  if (text === undefined) {
    throw new ApiError(403, 'unauthorized', 'Send the header “Authorization: Bearer” with a token.');
  }
  const token = world.tokens.find(text);
  if (token === 'unknown') throw new ApiError(403, 'invalidToken', 'This token is unknown.');
  if (token === 'used') throw new ApiError(403, 'invalidToken', 'This token was already used or exchanged.');
  if (token === 'expired')
    throw new ApiError(403, 'expiredToken', 'This temporary code is older than 1,800 s.');
  world.tokens.use(token);
  return token;
}

/** Returns the user of the bearer token. If the path names a user, it must be the same one. */
export function userOf(call: Call): number {
  const {userId} = bearerOf(call);
  const named = call.path['user'];
  if (named !== undefined && named !== 'me' && named !== String(userId)) {
    throw new ApiError(
      403,
      'forbidden',
      'The token belongs to another user. Write “me” for the user of the token.',
    );
  }
  return userId;
}

/**
 * Returns the item that a placeholder of the path names.
 *
 * @throws {ApiError} with 404 if `find` does not find it.
 */
export function named<Item>(call: Call, name: string, find: (id: number) => Item | undefined): Item {
  const text = call.path[name] ?? '';
  const item = /^\d+$/.test(text) ? find(Number(text)) : undefined;
  if (item === undefined) throw new ApiError(404, 'notFound', `The user has no ${name} ${text}.`);
  return item;
}

/** Returns the names in the parameter `expand`, without nested ones. */
export function expandOf({url}: Call): ReadonlySet<string> {
  let expand = url.searchParams.get('expand') ?? '';
  while (/\[[^[\]]*\]/.test(expand)) expand = expand.replace(/\[[^[\]]*\]/g, '');
  return new Set(expand.split(',').map((name) => name.trim()));
}

/** Returns the part of a list that `offset` and `limit` ask for, with the total length. */
export function pageOf({url}: Call, name: string, items: readonly Json[]): Json {
  const offset = count(url, 'offset') ?? 0;
  const limit = count(url, 'limit') ?? items.length;
  return {[name]: items.slice(offset, offset + limit), total: items.length};
}

function count(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name);
  if (text === null) return undefined;
  if (!/^\d+$/.test(text))
    throw new ApiError(400, 'invalidValue', `${name} must be a number, not “${text}”.`);
  return Number(text);
}
