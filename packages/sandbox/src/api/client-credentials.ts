import type {SandboxClient} from '../options.js';
import {ApiError} from './api-error.js';
import {type Body, textOf} from './body.js';
import type {Call} from './call.js';

/**
 * Returns the client application that a request authenticates, by its body or by HTTP Basic.
 *
 * @throws {ApiError} with 400 if the id or the secret is missing, and with 401 if no client has them.
 */
export function clientOf({request, world}: Call, body: Body): SandboxClient {
  const basic = basicCredentials(request);
  const id = textOf(body, 'client_id') ?? basic?.id;
  const secret = textOf(body, 'client_secret') ?? basic?.secret;
  if (id === undefined) throw new ApiError(400, 'missingParameter', 'client_id is missing.');
  if (secret === undefined) throw new ApiError(400, 'missingParameter', 'client_secret is missing.');
  const client = world.clients.get(id);
  if (client?.secret !== secret) {
    throw new ApiError(401, 'invalidClient', 'No client has this client_id and client_secret.');
  }
  return client;
}

/** Whether a request contains the secret of a client. An id by itself authenticates nobody. */
export function hasSecret({request}: Call, body: Body): boolean {
  return textOf(body, 'client_secret') !== undefined || basicCredentials(request) !== undefined;
}

function basicCredentials(request: Request): {readonly id: string; readonly secret: string} | undefined {
  const encoded = /^basic +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  // the vendor's Python client writes a second colon behind the secret
  const [, id, secret] = /^([^:]+):(.*?):?$/s.exec(decoded(encoded)) ?? [];
  return id === undefined || secret === undefined ? undefined : {id, secret};
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
  } catch {
    throw new ApiError(400, 'invalidValue', 'The header “Authorization: Basic” is not base64.');
  }
}
