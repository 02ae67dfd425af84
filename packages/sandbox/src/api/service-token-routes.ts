import type {SandboxClient} from '../options.js';
import type {World} from '../world/world.js';
import {ApiError} from './api-error.js';
import {bodyOf, textOf} from './body.js';
import type {Call} from './call.js';
import {readScopes} from './payment-tokens.js';
import type {Json} from './representations.js';

/** Answers `POST /auth/token`: issues a service token, with the client’s credentials in the body or by HTTP Basic. */
export async function createServiceToken({request, world}: Call): Promise<Json> {
  const body = await bodyOf(request);
  const client = authenticatedClient(world, basicCredentials(request) ?? credentialsOf(body));
  const grant = textOf(body, 'grant_type');
  if (grant === undefined) throw new ApiError(400, 'missingParameter', 'grant_type is missing.');
  if (grant !== 'client_credentials') {
    throw new ApiError(400, 'invalidValue', `grant_type must be client_credentials, not “${grant}”.`);
  }
  const scope = body.get('scope');
  return {token: world.paymentTokens.mintService(client.id, readScopes(scope)).text, scope};
}

interface Credentials {
  readonly id: string | undefined;
  readonly secret: string | undefined;
}

function credentialsOf(body: ReadonlyMap<string, unknown>): Credentials {
  return {id: textOf(body, 'client_id'), secret: textOf(body, 'client_secret')};
}

function basicCredentials({headers}: Request): Credentials | undefined {
  const encoded = /^basic +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = decoded(encoded).split(':');
  return {id, secret: secret.join(':')};
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

function authenticatedClient(world: World, {id, secret}: Credentials): SandboxClient {
  if (id === undefined) throw new ApiError(400, 'missingParameter', 'client_id is missing.');
  if (secret === undefined) throw new ApiError(400, 'missingParameter', 'client_secret is missing.');
  const client = world.clients.get(id);
  if (client?.secret !== secret) {
    throw new ApiError(403, 'invalidClient', 'No client has this client_id and client_secret.');
  }
  return client;
}
