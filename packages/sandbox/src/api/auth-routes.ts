import type {SandboxClient} from '../options.js';
import {CODE_LIFETIME} from '../world/tokens.js';
import type {World} from '../world/world.js';
import {ApiError} from './api-error.js';
import {bodyOf, textOf} from './body.js';
import {bearerOf, type Call} from './call.js';
import type {Json} from './representations.js';

/** Answers `POST /auth/init`: adds an anonymous user. */
export async function initUser({request, world}: Call): Promise<Json> {
  const body = await bodyOf(request);
  const id = textOf(body, 'client_id');
  const secret = textOf(body, 'client_secret');
  if (id === undefined && secret === undefined) {
    const userId = world.newUser();
    const {text} = world.tokens.mintCode(userId);
    return {auth_token: text, type: 'temporary', expires_in: CODE_LIFETIME, id_user: userId};
  }
  authenticatedClient(world, id, secret);
  const userId = world.newUser();
  return {auth_token: world.tokens.mint(userId).text, type: 'permanent', id_user: userId};
}

/** Answers `GET /auth/token/code`: issues a temporary code for the user of a permanent token. */
export function mintCode(call: Call): Json {
  const type = call.url.searchParams.get('type');
  if (type !== null && type !== 'singleAccess') {
    throw new ApiError(400, 'invalidValue', `type must be singleAccess or absent, not “${type}”.`);
  }
  const {kind, userId} = bearerOf(call);
  if (kind === 'temporary') {
    throw new ApiError(
      403,
      'invalidToken',
      'A temporary code cannot issue another code. Send the permanent token.',
    );
  }
  const {text, access} = call.world.tokens.mintCode(userId, type === null ? 'standard' : 'single');
  return {code: text, type: 'temporary', access, expires_in: CODE_LIFETIME};
}

/** Answers `POST /auth/token/access`: exchanges a temporary code for a permanent token, once. */
export async function exchangeCode({request, world}: Call): Promise<Json> {
  const body = await bodyOf(request);
  const code = textOf(body, 'code');
  const grant = textOf(body, 'grant_type');
  authenticatedClient(world, textOf(body, 'client_id'), textOf(body, 'client_secret'));
  if (code === undefined) throw new ApiError(400, 'missingParameter', 'code is missing.');
  if (grant !== undefined && grant !== 'authorization_code') {
    throw new ApiError(
      400,
      'invalidValue',
      `grant_type must be authorization_code or absent, not “${grant}”.`,
    );
  }
  const token = world.tokens.find(code);
  if (token === 'unknown') {
    const hint = code.includes(' ') ? ' It contains a space, so a + was not percent-encoded.' : '';
    throw new ApiError(403, 'invalidGrant', `This code is unknown.${hint}`);
  }
  if (token === 'used') throw new ApiError(403, 'invalidGrant', 'This code was already used or exchanged.');
  if (token === 'expired') throw new ApiError(403, 'invalidGrant', 'This code is older than 1,800 s.');
  if (token.kind === 'permanent') {
    throw new ApiError(403, 'invalidGrant', 'This is a permanent token, not a temporary code.');
  }
  return {access_token: world.tokens.exchange(token).text, token_type: 'Bearer'};
}

/** Returns the client with this id and secret, or throws the error to answer with. */
function authenticatedClient(
  world: World,
  id: string | undefined,
  secret: string | undefined,
): SandboxClient {
  if (id === undefined) throw new ApiError(400, 'missingParameter', 'client_id is missing.');
  if (secret === undefined) throw new ApiError(400, 'missingParameter', 'client_secret is missing.');
  const client = world.clients.get(id);
  if (client?.secret !== secret) {
    throw new ApiError(403, 'invalidClient', 'No client has this client_id and client_secret.');
  }
  return client;
}
