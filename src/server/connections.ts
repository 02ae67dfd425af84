import {describeConnectionError} from '../service/connection-errors.js';
import {BackendError} from './backend-error.js';
import {type Connection, isFound, readConnectionUntil} from './connection.js';
import {errorCode, successOf, userAnswer} from './service-answers.js';
import {callService, callUntil, type ServiceClient} from './service-client.js';
import {withTimeout} from './with-timeout.js';

/** How many connections the service gives at once, at most. */
const PAGE_SIZE = 1000;

/** How many pages are read, at most. No user has so many connections. */
const MAX_PAGES = 10;

/** How long a page may be, in bytes. An account is about 1 KB. */
const MAX_PAGE_BYTES = 16 * 1024 * 1024;

/**
 * Reads all connections of a user, with their connectors, their sources and the accounts that the user shares. All pages
 * share one time limit. Follows `GET /users/me/connections`.
 *
 * @throws {BackendError} `token-refused`, `token-forbidden`, `user-deleted`, or one of the `service-…` codes.
 */
export function listConnections(client: ServiceClient, token: string): Promise<readonly unknown[]> {
  return withTimeout(client.timeLimit, 'service-timeout', async (signal) => {
    const all: unknown[] = [];
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const offset = page * PAGE_SIZE;
      const answer = await callUntil(signal, client, {
        method: 'GET',
        // not all_accounts: an account that is disabled is not read, so its error says nothing
        path: `users/me/connections?expand=connector,sources,accounts&limit=${PAGE_SIZE}&offset=${offset}`,
        token,
        isRepeatable: true,
        maxBytes: MAX_PAGE_BYTES,
      });
      const {connections} = userAnswer(answer);
      if (!Array.isArray(connections) || connections.length > PAGE_SIZE)
        throw new BackendError('service-unreadable');
      all.push(...(connections as unknown[]));
      if (connections.length < PAGE_SIZE) break;
    }
    return all;
  });
}

/**
 * Deletes one of a user's connections, with its accounts. Returns whether there was one, as far as the service
 * says. Follows `DELETE /users/me/connections/{id}`.
 *
 * @throws {BackendError} `token-refused`, `token-forbidden`, or one of the `service-…` codes.
 */
export async function deleteConnection(client: ServiceClient, token: string, id: string): Promise<boolean> {
  const answer = await callService(client, {
    method: 'DELETE',
    path: `users/me/connections/${id}`,
    token,
    isRepeatable: true,
  });
  // the first call may have deleted it
  if (!isFound(answer)) return answer.status === 404 && answer.isRepeated;
  successOf(answer);
  return true;
}

/**
 * Asks the service to fetch the data of one of a user's connections. Returns whether there is one. Does nothing if it
 * is being fetched. Follows `PUT /users/me/connections/{id}`, after a look at the connection: an attempt with a wrong
 * password could lock the user out of the bank. Both calls share one time limit.
 *
 * @throws {BackendError} `action-needed`, `token-refused`, `token-forbidden`, or one of the `service-…` codes.
 */
export function refreshConnection(client: ServiceClient, token: string, id: string): Promise<boolean> {
  return withTimeout(client.timeLimit, 'service-timeout', async (signal) => {
    const connection = await readConnectionUntil(signal, client, token, id);
    if (!connection) return false;
    checkRepaired(connection);
    const answer = await callUntil(signal, client, {
      method: 'PUT',
      path: `users/me/connections/${id}`,
      token,
      // a second call is refused while the first one's data is being fetched
      isRepeatable: true,
    });
    if (!isFound(answer)) return false;
    checkRepaired(errorCode(answer));
    if (answer.status !== 409) checkRepaired(successOf(answer));
    return true;
  });
}

/** Refuses a connection, or an error of one, that only the reconnect flow can repair. */
function checkRepaired(connection: Connection | string | Readonly<Record<string, unknown>>): void {
  const {action} = describeConnectionError(connection);
  if (action === 'reconnect' || action === 'visit-bank-then-reconnect') {
    throw new BackendError('action-needed');
  }
}
