import {CODE_LIFETIME} from '../world/tokens.js';
import {ApiError} from './api-error.js';
import {type Body, bodyOf, flagOf, textOf} from './body.js';
import {type Call, tokenOf} from './call.js';
import {clientOf, hasSecret} from './client-credentials.js';
import type {Json} from './representations.js';

/** Answers `POST /auth/init`: adds a user, which is permanent if a client sends its secret. */
export async function initUser(call: Call): Promise<Json> {
  const {request, world} = call;
  const body = await bodyOf(request);
  if (hasSecret(call, body)) {
    clientOf(call, body);
    const userId = world.newUser();
    const {text} = world.tokens.mint(userId);
    return {auth_token: text, type: 'permanent', id_user: userId, expires_in: null};
  }
  const userId = world.newUser();
  const {text} = world.tokens.mintCode(userId);
  return {auth_token: text, type: 'temporary', id_user: userId, expires_in: CODE_LIFETIME};
}

/** Answers `GET /auth/token/code`: issues a temporary code for the user of a permanent token. */
export function mintCode(call: Call): Json {
  const type = call.url.searchParams.get('type') ?? 'requestAccess';
  if (type !== 'requestAccess' && type !== 'singleAccess') {
    throw new ApiError(400, 'invalidValue', `type must be singleAccess or requestAccess, not “${type}”.`);
  }
  const {kind, userId} = tokenOf(call);
  if (kind === 'temporary') {
    throw new ApiError(
      403,
      'forbidden',
      'A temporary code cannot issue another code. Send the permanent token.',
    );
  }
  const {text, access} = call.world.tokens.mintCode(userId, type === 'singleAccess' ? 'single' : 'standard');
  return {code: text, type: 'temporary', access, expires_in: CODE_LIFETIME};
}

/** Answers `POST /auth/token/access`: exchanges a temporary code for a permanent token, once. */
export async function exchangeCode(call: Call): Promise<Json> {
  const {request, world} = call;
  const body = await bodyOf(request);
  const code = textOf(body, 'code');
  clientOf(call, body);
  if (code === undefined) throw new ApiError(400, 'missingParameter', 'code is missing.');
  checkGrant(body, 'authorization_code');
  const token = world.tokens.find(code);
  if (token === 'unknown') {
    const hint = code.includes(' ') ? ' It contains a space, so a + was not percent-encoded.' : '';
    throw invalidGrant(`This code is unknown.${hint}`);
  }
  if (token === 'used') throw invalidGrant('This code was already used or exchanged.');
  if (token === 'expired') throw invalidGrant('This code is older than 1,800 s.');
  if (token === 'user-deleted') throw invalidGrant('The user of this code is deleted.');
  if (token.kind === 'permanent') throw invalidGrant('This is a permanent token, not a temporary code.');
  return bearerAnswer(world.tokens.exchange(token).text);
}

/** Answers `POST /auth/renew`: issues another permanent token for a user. */
export async function renewToken(call: Call): Promise<Json> {
  const {request, world} = call;
  const body = await bodyOf(request);
  clientOf(call, body);
  checkGrant(body, 'client_credentials');
  const id = textOf(body, 'id_user');
  if (id === undefined) throw new ApiError(400, 'missingParameter', 'id_user is missing.');
  const userId = world.userIds.find((known) => String(known) === id);
  if (userId === undefined) throw new ApiError(404, 'notFound', `There is no user ${id}.`);
  if (flagOf(body, 'revoke_previous')) world.tokens.revokePermanent(userId);
  return bearerAnswer(world.tokens.mint(userId).text);
}

/** Answers `DELETE /auth/token`: revokes the token in use. */
export function revokeToken(call: Call): undefined {
  call.world.tokens.revoke(tokenOf(call));
}

function checkGrant(body: Body, expected: string): void {
  const grant = textOf(body, 'grant_type');
  if (grant === undefined || grant === expected) return;
  throw new ApiError(400, 'invalidValue', `grant_type must be ${expected} or absent, not “${grant}”.`);
}

function bearerAnswer(token: string): Json {
  return {access_token: token, token_type: 'Bearer'};
}

function invalidGrant(description: string): ApiError {
  return new ApiError(400, 'invalidGrant', description);
}
