import {type IncomingMessage, request as httpRequest} from 'node:http';
import {buffer} from 'node:stream/consumers';

/** A cookie as a browser keeps it. */
interface Cookie {
  value: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly endsAt: number;
}

/** What a browser says about a request. */
export interface Visit {
  /** Where the navigation came from. Default: this site. */
  readonly from?: 'same-origin' | 'cross-site' | 'none';
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A browser without scripts: it keeps cookies as RFC 6265bis says, and follows redirects and refreshes of one site.
 *
 * It reaches the public address of a site at another one, as through a proxy.
 */
export class Browser {
  readonly cookies = new Map<string, Cookie>();
  /** The addresses that it saw, in order. */
  readonly seen: string[] = [];
  readonly #origin: string;
  readonly #server: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(origin: string, server: string, headers: Readonly<Record<string, string>> = {}) {
    this.#origin = origin;
    this.#server = server;
    this.#headers = headers;
  }

  /** Sends one request. */
  async request(
    address: string,
    {from = 'same-origin', method = 'GET', headers = {}}: Visit = {},
  ): Promise<Response> {
    const url = new URL(address, this.#origin);
    if (url.origin !== this.#origin) throw new Error('It is not an address of this site');
    this.seen.push(url.href);
    const response = await send(new URL(url.pathname + url.search, this.#server), method, {
      'sec-fetch-site': from,
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
      cookie: this.cookiesFor(url, from),
      ...this.#headers,
      ...headers,
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Goes to an address, and on as far as this site leads. Returns the last answer or the address of another site. */
  async go(
    address: string,
    visit: Visit = {},
  ): Promise<{readonly url: string; readonly response: Response; readonly text: string}> {
    let {from} = visit;
    let url = new URL(address, this.#origin).href;
    for (let hops = 0; hops < 10; hops += 1) {
      const response = await this.request(url, {...visit, ...(from && {from})});
      const text = await response.text();
      const location = response.headers.get('location');
      const [, refresh] = /<meta http-equiv="refresh" content="0;url=([^"]*)"/.exec(text) ?? [];
      // a page of this site refreshed itself, but a redirect is still the navigation of the other site
      if (refresh !== undefined) from = 'same-origin';
      const next = location ?? refresh?.replaceAll('&amp;', '&');
      if (next === undefined) return {url, response, text};
      url = new URL(next, url).href;
      if (!url.startsWith(`${this.#origin}/`)) return {url, response, text};
    }
    throw new Error('It goes round in circles');
  }

  /** The names of the cookies that keep attempts. */
  get attempts(): readonly string[] {
    this.#forgetOld();
    return [...this.cookies.keys()].filter((name) => name.includes('budgea-attempt-'));
  }

  /** Returns the header `Cookie` of a request to an address, led there from somewhere. */
  cookiesFor(url: URL, from: string): string {
    this.#forgetOld();
    return [...this.cookies]
      .filter(([, {attributes}]) => !attributes.has('secure') || url.protocol === 'https:')
      .filter(([, {attributes}]) => attributes.get('samesite') !== 'Strict' || from !== 'cross-site')
      .map(([name, {value}]) => `${name}=${value}`)
      .join('; ');
  }

  #forgetOld(): void {
    for (const [name, {endsAt}] of this.cookies) if (endsAt <= Date.now()) this.cookies.delete(name);
  }

  #keep(line: string): void {
    const [pair = '', ...rest] = line.split('; ');
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    const attributes = new Map(
      rest.map((attribute) => {
        const [key = '', text = ''] = attribute.split('=', 2);
        return [key.toLowerCase(), text] as const;
      }),
    );
    const isHost = attributes.has('secure') && attributes.get('path') === '/' && !attributes.has('domain');
    if (name.startsWith('__Host-') && !isHost) throw new Error(`A browser refuses ${name}`);
    const seconds = Number(attributes.get('max-age') ?? 1e9);
    this.cookies.set(name, {value, attributes, endsAt: Date.now() + seconds * 1000});
  }
}

/** Sends a request with exactly these headers. The platform's `fetch` says of itself that it is no navigation. */
async function send(url: URL, method: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(url, {method, headers}, resolve).on('error', reject).end();
  });
  const {statusCode: status = 0, headersDistinct} = incoming;
  const received = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) received.append(name, value);
  }
  const body = await buffer(incoming);
  return new Response(status === 204 || method === 'HEAD' ? null : body, {status, headers: received});
}
