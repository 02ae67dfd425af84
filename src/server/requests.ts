import {BackendError} from './backend-error.js';
import {jsonObject, type JsonObject, readBytes} from './json.js';
import {within} from './within.js';

/** The most that a body may hold, in bytes. */
const MOST_BYTES = 4096;

/** How long a body may take to come, in ms. One that was read elsewhere never comes, and nothing would tell. */
const BODY_TIME_LIMIT = 1_500;

/**
 * Refuses what a page of this very origin would not send: other methods, other content types, other origins.
 *
 * `Sec-Fetch-Site` cannot be forged by a page; a browser too old to send it sends `Origin`. What sends neither is no
 * browser, so no user's cookies can be misused.
 *
 * @throws {BackendError} `method-not-allowed`, `cross-site` or `unsupported-content-type`.
 */
export function refuseForeign({method, url, headers}: Request): void {
  if (method !== 'POST') throw new BackendError('method-not-allowed');
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  // a framework behind a proxy may know its own address better than the header does
  const hosts = [headers.get('host'), new URL(url).host].filter(Boolean);
  const isForeign =
    site === null ? origin !== null && !hosts.includes(hostOf(origin)) : site !== 'same-origin';
  if (isForeign) throw new BackendError('cross-site');
  const [type] = (headers.get('content-type') ?? '').split(';', 1);
  if (type?.trim().toLowerCase() !== 'application/json') throw new BackendError('unsupported-content-type');
}

/** Hosts alone are compared: behind a proxy that ends TLS the request's own scheme is not the browser's. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}

/**
 * Reads a small body to its end.
 *
 * @throws {BackendError} `too-large` or `unreadable-body`.
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const bytes = await within(BODY_TIME_LIMIT, 'unreadable-body', (signal) =>
    readBytes(request.body, MOST_BYTES, signal),
  ).catch(() => {
    throw new BackendError('unreadable-body');
  });
  if (!bytes) throw new BackendError('too-large');
  return bytes;
}

/**
 * A small JSON object.
 *
 * @throws {BackendError} `invalid-json`.
 */
export function parseBody(bytes: Uint8Array): JsonObject {
  const body = jsonObject(bytes);
  if (!body) throw new BackendError('invalid-json');
  return body;
}
