import type {ConnectionErrorSource} from '../service/connection-errors.js';
import {BackendError} from './backend-error.js';
import {errorCode, isFrom2019, type ServiceAnswer, successOf} from './service-answers.js';
import {callUntil, type ServiceClient} from './service-client.js';
import {withTimeout} from './with-timeout.js';

/**
 * A connection as the service describes it, with all that `describeConnectionError` needs. It may hold further fields.
 */
export interface Connection extends ConnectionErrorSource {
  readonly id: number;
  readonly id_user?: number | null;
  readonly id_connector?: number | null;
  /** The same as `id_connector` under its older name. */
  readonly id_bank?: number | null;
  readonly connector_uuid?: string | null;
  /** When the credentials expire. */
  readonly expire?: string | null;
  /** Whether the service synchronises it regularly. */
  readonly active?: boolean;
  readonly [field: string]: unknown;
}

/** Returns whether a text is an id of the service: a whole number from 1 on. Such a text is safe in a path. */
export function isId(text: string): boolean {
  return /^[1-9]\d{0,15}$/.test(text);
}

/** Returns an id in parsed JSON as a text, or `undefined` for any other value. An object may have no text at all. */
export function idFrom(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return isId(text) ? text : undefined;
}

/**
 * Reads one of a user's connections. Returns `undefined` if this user has no connection with that id.
 * Follows `GET /users/me/connections/{id}`.
 *
 * @throws {BackendError} `token-refused`, `token-forbidden`, or one of the `service-…` codes.
 */
export function readConnection(
  client: ServiceClient,
  token: string,
  id: string,
): Promise<Connection | undefined> {
  return withTimeout(client.timeLimit, 'service-timeout', (signal) =>
    readConnectionUntil(signal, client, token, id),
  );
}

/** Does the same as `readConnection` until a signal aborts. */
export async function readConnectionUntil(
  signal: AbortSignal,
  client: ServiceClient,
  token: string,
  id: string,
): Promise<Connection | undefined> {
  const answer = await callUntil(signal, client, {
    method: 'GET',
    path: `users/me/connections/${id}`,
    token,
    isRepeatable: true,
  });
  if (!isFound(answer)) return undefined;
  const body = successOf(answer);
  if (idFrom(body['id']) !== id) throw new BackendError('service-unreadable');
  return body as Connection;
}

/**
 * Tells whether a call found the connection of a user that its path names.
 *
 * @throws {BackendError} `token-refused` or `token-forbidden`.
 */
export function isFound(answer: ServiceAnswer): boolean {
  const {status} = answer;
  if (status === 401) throw new BackendError('token-refused');
  if (status === 403) checkToken(answer);
  return status !== 403 && status !== 404;
}

/** In 2019 a 403 could also be about the id: a forged id must not make the host forget a valid token. */
function checkToken(answer: ServiceAnswer): void {
  if (!isFrom2019(answer)) throw new BackendError('token-forbidden');
  if (/token|unauthorized/i.test(errorCode(answer))) throw new BackendError('token-refused');
}
