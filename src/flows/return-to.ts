/** A path of the same origin; `//host` and `/\host` would lead away from it. */
const PATH = /^\/(?![/\\])/;

/** A path that is what `URL` would make of it: a shortcut, since to parse an address takes longer than all the rest. */
const PLAIN_PATH = /^(?:\/[\w-]+)+(?:\?[\w=&%-]+)?$/;

/**
 * The path, query and hash of an address of this page's own origin; `undefined` for any other.
 *
 * Only a path is ever kept and given back, so whatever it holds cannot lead to another origin.
 */
export function sameOriginPath(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined;
  if (PLAIN_PATH.test(address)) return address;
  const page = typeof location === 'undefined' ? 'http://localhost/' : location.href;
  try {
    const url = new URL(address, page);
    const path = url.pathname + url.search + url.hash;
    return url.origin === new URL(page).origin && PATH.test(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
