/** Parses a URL. Returns `undefined` if it is not one. */
export function parseUrl(url: unknown, base?: string): URL | undefined {
  try {
    return new URL(String(url), base);
  } catch {
    return undefined;
  }
}

/** Returns the page's URL, or `undefined` outside a browser. */
export function pageUrl(): string | undefined {
  return (globalThis as {readonly location?: Location}).location?.href;
}
