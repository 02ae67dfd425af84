/** The headers by which browsers and proxies say that nobody has asked for a page yet. */
const PREFETCH_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;

/**
 * Tells whether a request is a person's navigation of the whole page.
 *
 * A prefetch, a preload, a frame, an image or a `fetch` is not. No page can forge `Sec-Fetch-Dest` or `Sec-Fetch-Mode`. A
 * browser too old to send them navigates.
 */
export function isTopLevelNavigation({method, headers}: Request): boolean {
  const isEarly = PREFETCH_HEADERS.some((name) =>
    /prefetch|prerender|preview/i.test(headers.get(name) ?? ''),
  );
  const destination = headers.get('sec-fetch-dest') ?? 'document';
  const mode = headers.get('sec-fetch-mode') ?? 'navigate';
  return method === 'GET' && !isEarly && destination === 'document' && mode === 'navigate';
}

/** Tells whether another site sent the browser here, as far as the browser says so. */
export function isFromElsewhere({headers}: Request): boolean {
  return ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '');
}

/** Tells whether a page of this very origin sent the browser here, so that it sent all cookies. */
export function isFromThisOrigin({headers}: Request): boolean {
  return headers.get('sec-fetch-site') === 'same-origin';
}

/** Returns the languages that a browser asks for, the preferred one first. */
export function languagesOf({headers}: Request): readonly string[] {
  return (headers.get('accept-language') ?? '')
    .split(',')
    .map((language) => language.split(';', 1).join().trim());
}
