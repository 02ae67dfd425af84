import type {Token} from '../world/tokens.js';
import type {Webhooks} from '../webhooks/webhooks.js';
import type {World} from '../world/world.js';
import {ApiError} from './api-error.js';
import type {Json} from './representations.js';

/** The most rows of a page. */
const MAX_LIMIT = 1000;

/** A request to a route of the API. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** The values of the placeholders in the route's path. */
  readonly path: Readonly<Record<string, string>>;
  readonly world: World;
  readonly webhooks: Webhooks;
}

/** Answers a request. Without a value, the answer is 204. */
export type Handler = (call: Call) => Json | undefined | Promise<Json | undefined>;

/**
 * Returns the text of the bearer token of a call, which may be of any kind.
 *
 * @throws {ApiError} with 401 without one.
 */
export function bearerOf({request}: Call): string {
  const text = /^bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (text === undefined) throw unauthorized('Send the header “Authorization: Bearer” with a token.');
  return text;
}

/**
 * Returns the user's token or temporary code of a call, and uses it.
 *
 * @throws {ApiError} with 401 if it is not valid, with 403 if it is for payments, and with 404 if its user is deleted.
 */
export function tokenOf(call: Call): Token {
  const {tokens, paymentTokens} = call.world;
  const text = bearerOf(call);
  const token = tokens.find(text);
  if (token === 'unknown' && typeof paymentTokens.find(text) === 'object') {
    throw new ApiError(403, 'forbidden', 'This token is for payments. Send the token of a user.');
  }
  if (token === 'unknown') throw unauthorized('This token is unknown or revoked.');
  if (token === 'used') throw unauthorized('This token was already used or exchanged.');
  if (token === 'expired') throw unauthorized('This temporary code is older than 1,800 s.');
  if (token === 'user-deleted') throw new ApiError(404, 'notFound', 'The user of this token is deleted.');
  tokens.use(token);
  return token;
}

/** Returns the user of the bearer token. If the path names a user, it must be the same one. */
export function userOf(call: Call): number {
  const {userId} = tokenOf(call);
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

/** Returns whether a parameter of the query is set. It needs no value. */
export function hasFlag({url}: Call, name: string): boolean {
  const value = url.searchParams.get(name);
  return value !== null && !/^(false|0)$/i.test(value);
}

/** Returns the part of a list that `offset` and `limit` ask for, with the total length. */
export function pageOf(call: Call, name: string, items: readonly Json[]): Json {
  const {offset, limit} = rangeOf(call);
  return {[name]: items.slice(offset, offset + limit), total: items.length};
}

/** Returns the part of a list that `offset` and `limit` ask for, with links to the parts before and after it. */
export function linkedPageOf(call: Call, name: string, items: readonly Json[]): Json {
  const {offset, limit} = rangeOf(call);
  const linkTo = (start: number): Json => {
    const href = new URL(call.url);
    href.searchParams.set('limit', String(limit));
    href.searchParams.set('offset', String(start));
    return {href: href.href};
  };
  return {
    ...pageOf(call, name, items),
    _links: {
      self: linkTo(offset),
      prev: offset > 0 ? linkTo(Math.max(offset - limit, 0)) : null,
      next: offset + limit < items.length ? linkTo(offset + limit) : null,
    },
  };
}

function rangeOf({url}: Call): {readonly offset: number; readonly limit: number} {
  const offset = count(url, 'offset') ?? 0;
  const limit = count(url, 'limit') ?? MAX_LIMIT;
  if (limit > MAX_LIMIT) {
    throw new ApiError(400, 'invalidValue', `limit must be ${MAX_LIMIT} or below, not ${limit}.`);
  }
  return {offset, limit};
}

function count(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,15}$/.test(text))
    throw new ApiError(400, 'invalidValue', `${name} must be a number, not “${text}”.`);
  return Number(text);
}

/** Returns the error of a token that is not valid. */
export function unauthorized(description: string): ApiError {
  return new ApiError(401, 'unauthorized', description);
}
