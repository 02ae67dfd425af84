/**
 * Whether a browser sends a request from a page of another origin. Only browsers send these headers.
 *
 * Developers browse the web while a sandbox runs, and any page can send requests to it.
 */
export function isForeign({headers}: Request, {origin}: URL): boolean {
  const site = headers.get('sec-fetch-site');
  const from = headers.get('origin');
  return (site !== null && site !== 'same-origin' && site !== 'none') || (from !== null && from !== origin);
}
