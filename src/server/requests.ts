import {parseUrl} from '../service/options.js';
import {BackendError} from './backend-error.js';
import {readBytes} from './body.js';
import {isFromOneOf} from './cross-origin.js';
import {withTimeout} from './with-timeout.js';

/** How long a body may be, in bytes. */
const MAX_BODY_BYTES = 16_384;

/** How long a body may take to arrive, in ms. A body that a parser already read never arrives. */
const BODY_TIME_LIMIT = 1_500;

/**
 * Checks that a request comes from a page of the same origin, or of an allowed one, and that a `POST` holds JSON.
 *
 * No page can forge `Sec-Fetch-Site`. A browser too old to send it sends `Origin`. A client that sends neither is not
 * a browser, so it has no user's cookies to misuse.
 *
 * @throws {BackendError} `cross-site` or `unsupported-content-type`.
 */
export function checkRequest(request: Request, allowedOrigins: readonly string[]): void {
  if (!isFromOneOf(allowedOrigins, request) && isCrossSite(request)) throw new BackendError('cross-site');
  if (request.method !== 'POST') return;
  const [type] = (request.headers.get('content-type') ?? '').split(';', 1);
  if (type?.trim().toLowerCase() !== 'application/json') throw new BackendError('unsupported-content-type');
}

function isCrossSite({url, headers}: Request): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin';
  const origin = headers.get('origin');
  if (origin === null) return false;
  // behind a proxy, a framework may know the public host although the header does not
  const hosts = [headers.get('host'), new URL(url).host].filter(Boolean);
  // the scheme is not compared: behind a proxy that ends TLS it differs from the browser's
  const page = parseUrl(origin);
  return page?.origin !== origin || !hosts.includes(page.host);
}

/**
 * Reads the body of a `POST` to its end. Other requests have none.
 *
 * @throws {BackendError} `too-large`, `incomplete-body` or `unreadable-body`.
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  if (request.method !== 'POST') return new Uint8Array();
  if (request.bodyUsed) throw new BackendError('unreadable-body');
  const bytes = await withTimeout(BODY_TIME_LIMIT, 'incomplete-body', (signal) =>
    readBytes(request.body, MAX_BODY_BYTES, signal),
  ).catch((error: unknown) => {
    throw error instanceof BackendError ? error : new BackendError('incomplete-body');
  });
  if (!bytes) throw new BackendError('too-large');
  return bytes;
}
