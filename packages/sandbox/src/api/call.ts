import type {Token} from '../world/tokens.js';
import type {World} from '../world/world.js';
import {ApiError} from './api-error.js';
import type {Json} from './representations.js';

/** One request to the API. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** What the placeholders of the route's path stand for. */
  readonly path: Readonly<Record<string, string>>;
  readonly world: World;
}

/** Answers a call. */
export type Handler = (call: Call) => Json | Promise<Json>;

/** The token that a call shows, used up if it works once. Without one that works the answer is 403. */
export function bearerOf({request, world}: Call): Token {
  const header = request.headers.get('authorization');
  const text = header === null ? undefined : /^bearer +(\S+)$/i.exec(header)?.[1];
  if (text === undefined) {
    throw new ApiError(403, 'unauthorized', 'Send the header “Authorization: Bearer” with a token.');
  }
  const token = world.tokens.find(text);
  if (token === 'unknown') throw new ApiError(403, 'invalidToken', 'Nobody has this token.');
  if (token === 'used')
    throw new ApiError(403, 'invalidToken', 'This token was already used up or exchanged.');
  if (token === 'expired')
    throw new ApiError(403, 'expiredToken', 'This temporary code is older than 1,800 s.');
  world.tokens.use(token);
  return token;
}

/** The user that a call acts for: its bearer, who has to be the one the path names. */
export function userOf(call: Call): number {
  const {userId} = bearerOf(call);
  const named = call.path['user'];
  if (named !== undefined && named !== 'me' && named !== String(userId)) {
    throw new ApiError(403, 'forbidden', 'The token belongs to another user. Write “me” for its own.');
  }
  return userId;
}

/** What the path's placeholder names, found with `find`, or the answer 404. */
export function named<Thing>(call: Call, name: string, find: (id: number) => Thing | undefined): Thing {
  const text = call.path[name] ?? '';
  const thing = /^\d+$/.test(text) ? find(Number(text)) : undefined;
  if (thing === undefined) throw new ApiError(404, 'notFound', `The user has no ${name} ${text}.`);
  return thing;
}

/** The relations that `expand` asks for. What they expand themselves is left out. */
export function expandOf({url}: Call): ReadonlySet<string> {
  let expand = url.searchParams.get('expand') ?? '';
  while (/\[[^[\]]*\]/.test(expand)) expand = expand.replace(/\[[^[\]]*\]/g, '');
  return new Set(expand.split(',').map((name) => name.trim()));
}

/** The part of a list that `offset` and `limit` ask for, with the length of the whole. */
export function pageOf({url}: Call, name: string, items: readonly Json[]): Json {
  const offset = count(url, 'offset') ?? 0;
  const limit = count(url, 'limit') ?? items.length;
  return {[name]: items.slice(offset, offset + limit), total: items.length};
}

function count(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name);
  if (text === null) return undefined;
  if (!/^\d+$/.test(text))
    throw new ApiError(400, 'invalidValue', `${name} has to be a number, not “${text}”.`);
  return Number(text);
}
