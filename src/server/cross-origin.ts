import {invalid} from '../service/flow-error.js';
import {isGiven, parseUrl} from '../service/options.js';

/** How long a browser may remember that an origin is allowed, in seconds. */
const MAX_AGE = '600';

/**
 * Returns the origins whose pages may call the routes.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkOrigins(origins: unknown): readonly string[] {
  if (!isGiven(origins)) return [];
  const isValid = Array.isArray(origins) && Array.from<unknown>(origins).every(isOrigin);
  return isValid
    ? [...(origins as string[])]
    : invalid('allowedOrigins', 'an array of origins like https://app.example, without a path');
}

function isOrigin(value: unknown): boolean {
  const url = typeof value === 'string' ? parseUrl(value) : undefined;
  return !!url && /^https?:$/.test(url.protocol) && url.origin === value;
}

/** Tells whether a request comes from a page of one of these origins. No page can forge the header `Origin`. */
export function isFromOneOf(origins: readonly string[], {headers}: Request): boolean {
  return origins.includes(headers.get('origin') ?? '');
}

/** Tells whether a request is a CORS preflight: a browser asks whether a page may send another request. */
export function isPreflight({method, headers}: Request): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method');
}

/** Lets the pages of some origins read a response. The methods of a preflight's answer are those in its `allow`. */
export function allowOrigins(origins: readonly string[], request: Request, {headers}: Response): void {
  if (origins.length === 0) return;
  headers.append('vary', 'Origin');
  if (!isFromOneOf(origins, request)) return;
  headers.set('access-control-allow-origin', request.headers.get('origin') ?? '');
  headers.set('access-control-allow-credentials', 'true');
  if (!isPreflight(request)) {
    headers.set('access-control-expose-headers', 'retry-after');
    return;
  }
  headers.set('access-control-allow-methods', headers.get('allow') ?? '');
  // the routes read no header that a page must not send, and the host's own functions may need any
  headers.set('access-control-allow-headers', request.headers.get('access-control-request-headers') ?? '');
  headers.set('access-control-max-age', MAX_AGE);
}
