import {BackendError} from './backend-error.js';
import {isId} from './connection.js';
import {isTokenRefused, successOf} from './service-answers.js';
import {callService, isSendable, type ServiceClient} from './service-client.js';

/**
 * Returns the service's id of the user of a token, or `undefined` if the service refuses the token or deleted its user.
 * Follows `GET /users/me`.
 *
 * @throws {BackendError} `token-forbidden`, or one of the `service-…` codes.
 */
export async function readUserId(client: ServiceClient, token: string): Promise<string | undefined> {
  if (!isSendable(token)) return undefined;
  const answer = await callService(client, {method: 'GET', path: 'users/me', token, isRepeatable: true});
  if (isTokenRefused(answer) || answer.status === 404) return undefined;
  if (answer.status === 403) throw new BackendError('token-forbidden');
  const id = String(successOf(answer)['id']);
  if (!isId(id)) throw new BackendError('service-unreadable');
  return id;
}
