/** Parses a URL. Returns `undefined` if it is not one. */
export function parseUrl(url: unknown, base?: string): URL | undefined {
  try {
    return new URL(String(url), base);
  } catch {
    return undefined;
  }
}
