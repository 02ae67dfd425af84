import type {ConnectionErrorSource} from '../service/connection-errors.js';
import {BackendError} from './backend-error.js';
import {bearer} from './bearer.js';
import {callService, type Service} from './service.js';

/**
 * A connection as the service gives it, with what its error means to `describeConnectionError`. It holds more than is
 * named here, as the service sees fit.
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
  /** Whether it is synchronised by itself. */
  readonly active?: boolean;
  readonly [field: string]: unknown;
}

/** The ids of the service: whole numbers from 1 on, written in one way alone. */
const ID = /^[1-9]\d{0,15}$/;

/** Whether a text, out of an address say, is an id, so that it cannot change the path it is put into. */
export function isId(id: string): boolean {
  return ID.test(id);
}

/**
 * Reads one of a user's own connections; `undefined` where it is none of theirs.
 * Follows `GET /users/me/connections/{id}`.
 *
 * @throws {BackendError} `token-refused`, or one named after the service.
 */
export async function readConnection(
  service: Service,
  token: string,
  id: string,
): Promise<Connection | undefined> {
  const {status, body} = await callService(service, {
    method: 'GET',
    path: `users/me/connections/${id}`,
    headers: bearer(token),
    isRepeatable: true,
  });
  if (status === 401 || (status === 403 && isAboutToken(body['code'])))
    throw new BackendError('token-refused');
  if (status === 403 || status === 404) return undefined;
  if (status >= 300 || String(body['id']) !== id) throw new BackendError('service-unreadable');
  return body as Connection;
}

/** A 403 without such a word may be about the id alone, and a forged id must not make the host forget a good token. */
function isAboutToken(code: unknown): boolean {
  return typeof code === 'string' && /token|unauthorized/i.test(code);
}
