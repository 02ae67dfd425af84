import {invalid} from '../service/flow-error.js';
import {BackendError} from './backend-error.js';
import {idFrom, isId} from './connection.js';
import {checkClient, type ServiceAnswer, textFrom, userAnswer} from './service-answers.js';
import {callService, isSendable, type ServiceClient} from './service-client.js';

/** A user of the service, with a permanent token. */
export interface ServiceUser {
  readonly token: string;
  /** The service's id of the user, if the answer has it. */
  readonly userId?: string | undefined;
}

/** Options of `renewToken`. */
export interface RenewOptions {
  /** Revokes the user's other permanent tokens. Default: they stay valid. */
  readonly revokePrevious?: boolean | null | undefined;
}

/** Tells whether a call failed because a token works no more. Such a token counts as none. */
export function isTokenOver(error: unknown): error is BackendError {
  return error instanceof BackendError && (error.code === 'token-refused' || error.code === 'user-deleted');
}

/**
 * Returns the service's id of the user of a token. Follows `GET /users/me`.
 *
 * @throws {BackendError} `token-refused`, `token-forbidden`, `user-deleted`, or one of the `service-…` codes.
 */
export async function readUserId(client: ServiceClient, token: string): Promise<string> {
  const answer = await callService(client, {method: 'GET', path: 'users/me', token, isRepeatable: true});
  const id = idFrom(userAnswer(answer)['id']);
  if (id === undefined) throw new BackendError('service-unreadable');
  return id;
}

/**
 * Creates a user who is permanent from the start. Follows `POST /auth/init`.
 *
 * @throws {BackendError} `misconfigured-client`, or one of the `service-…` codes.
 */
export async function createUser(client: ServiceClient): Promise<ServiceUser> {
  const answer = await callService(client, {
    method: 'POST',
    path: 'auth/init',
    body: {client_id: client.clientId, client_secret: client.clientSecret},
    // the user may exist even if the answer got lost
    isRepeatable: false,
  });
  checkClient(answer);
  const token = tokenFrom(answer, 'auth_token');
  const {type, id_user: id} = answer.body;
  // a temporary user is deleted after 30 minutes, with all connections
  if (type === 'temporary') throw new BackendError('misconfigured-client');
  return {token, userId: idFrom(id)};
}

/**
 * Deletes the user of a token, with all connections. Does nothing if the user is gone. Follows `DELETE /users/me`.
 *
 * @throws {BackendError} `token-forbidden`, or one of the `service-…` codes.
 */
export async function deleteUser(client: ServiceClient, token: string): Promise<void> {
  try {
    userAnswer(await callService(client, {method: 'DELETE', path: 'users/me', token, isRepeatable: true}));
  } catch (error) {
    if (!isTokenOver(error)) throw error;
  }
}

/**
 * Issues another permanent token for a user. Follows `POST /auth/renew`.
 *
 * @throws {FlowError} `invalid-parameter` if the id is not one.
 * @throws {BackendError} `user-deleted`, `misconfigured-client`, or one of the `service-…` codes.
 */
export async function renewToken(
  client: ServiceClient,
  userId: string | number,
  {revokePrevious}: RenewOptions,
): Promise<string> {
  if (!isId(String(userId))) invalid('userId', 'an id of the service: a whole number from 1 on');
  const answer = await callService(client, {
    method: 'POST',
    path: 'auth/renew',
    body: {
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
      id_user: Number(userId),
      revoke_previous: revokePrevious === true,
    },
    // a token that got lost does no harm
    isRepeatable: true,
  });
  checkClient(answer);
  if (answer.status === 404) throw new BackendError('user-deleted');
  return tokenFrom(answer, 'access_token');
}

/** Returns a permanent token in an answer. One that cannot be sent is of no use. */
function tokenFrom(answer: ServiceAnswer, name: string): string {
  const token = textFrom(answer, name);
  if (!isSendable(token)) throw new BackendError('service-unreadable');
  return token;
}
