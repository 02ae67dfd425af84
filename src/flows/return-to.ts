import {pageUrl, parseUrl} from '../service/url.js';

/**
 * Returns the path, query and hash of an address of this page's origin, or `undefined` for any other.
 *
 * Only a path is kept and given back, so whatever it holds cannot lead to another origin.
 */
export function sameOriginPath(address: unknown): string | undefined {
  const page = pageUrl() ?? 'http://localhost/';
  const url = typeof address === 'string' ? parseUrl(address, page) : undefined;
  // a path such as //host would lead to another origin
  return url?.origin === new URL(page).origin && !url.pathname.startsWith('//')
    ? url.pathname + url.search + url.hash
    : undefined;
}
