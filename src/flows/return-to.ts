/** A path of the same origin; `//host` and `/\host` would lead away from it. */
const PATH = /^\/(?![/\\])/;

/**
 * The path, query and hash of an address of this page's own origin; `undefined` for any other.
 *
 * Only a path is ever kept and given back, so whatever it holds cannot lead to another origin.
 */
export function sameOriginPath(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined;
  const page = typeof location === 'undefined' ? 'http://localhost/' : location.href;
  try {
    const url = new URL(address, page);
    const path = url.pathname + url.search + url.hash;
    return url.origin === new URL(page).origin && PATH.test(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
