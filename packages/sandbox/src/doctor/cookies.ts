/** A cookie as a header `Set-Cookie` describes it. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** The attributes, by their names in lower case. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The address that set it. */
  readonly setBy: URL;
}

/** Reads the headers `Set-Cookie` of an answer. */
export function readSetCookies(headers: Headers, setBy: URL): readonly SetCookie[] {
  return headers.getSetCookie().map((line) => {
    const [pair = '', ...rest] = line.split(';');
    const [name, value] = halves(pair);
    const attributes = new Map(rest.map(halves).map(([key, text]) => [key.toLowerCase(), text] as const));
    return {name, value, attributes, setBy};
  });
}

/** Returns for how many seconds a browser keeps a cookie. `Infinity` until it is closed. */
export function lifetimeOf({attributes}: SetCookie): number {
  const seconds = attributes.get('max-age');
  if (seconds !== undefined) return Number(seconds);
  const end = attributes.get('expires');
  return end === undefined ? Infinity : (Date.parse(end) - Date.now()) / 1000;
}

/** Returns the path below which a browser sends a cookie. */
export function pathOf({attributes, setBy}: SetCookie): string {
  const path = attributes.get('path') ?? '';
  return path.startsWith('/') ? path : setBy.pathname.replace(/\/[^/]*$/, '') || '/';
}

/** Whether a path is a cookie's path, or below it. */
export function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}

/** Whether a cookie's domain covers a host. */
export function coversHost({attributes, setBy}: SetCookie, {hostname}: URL): boolean {
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase() ?? '';
  if (domain === '') return setBy.hostname === hostname;
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

/** Whether this machine is meant: browsers keep secure cookies of it on http, except for Safari. */
export function isLocal({hostname}: URL): boolean {
  return /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** The cookies of a browser: it keeps and sends them as RFC 6265bis says. */
export class CookieJar {
  readonly #cookies = new Map<string, SetCookie>();

  /** Keeps a cookie, if a browser would. */
  keep(cookie: SetCookie): void {
    const key = `${cookie.name};${pathOf(cookie)};${cookie.attributes.get('domain') ?? ''}`;
    if (lifetimeOf(cookie) <= 0) this.#cookies.delete(key);
    else if (isAccepted(cookie)) this.#cookies.set(key, cookie);
  }

  /** Returns what a browser sends to an address, when another site leads there or not. */
  for(url: URL, from: 'same-origin' | 'cross-site'): string {
    return [...this.#cookies.values()]
      .filter((cookie) => coversHost(cookie, url) && isBelow(url.pathname, pathOf(cookie)))
      .filter(({attributes}) => !attributes.has('secure') || url.protocol === 'https:' || isLocal(url))
      .filter(({attributes}) => from === 'same-origin' || !/^strict$/i.test(attributes.get('samesite') ?? ''))
      .map(({name, value}) => `${name}=${value}`)
      .join('; ');
  }
}

function isAccepted(cookie: SetCookie): boolean {
  const {name, attributes, setBy} = cookie;
  const isSecure = attributes.has('secure');
  if (isSecure && setBy.protocol !== 'https:' && !isLocal(setBy)) return false;
  if (/^none$/i.test(attributes.get('samesite') ?? '') && !isSecure) return false;
  if (/^__(host|secure)-/i.test(name) && !isSecure) return false;
  if (/^__host-/i.test(name) && (attributes.has('domain') || attributes.get('path') !== '/')) return false;
  return coversHost(cookie, setBy);
}

function halves(text: string): readonly [string, string] {
  const index = text.indexOf('=');
  return index < 0 ? [text.trim(), ''] : [text.slice(0, index).trim(), text.slice(index + 1).trim()];
}
