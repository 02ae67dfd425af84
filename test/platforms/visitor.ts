import {Browser} from '../server/browser.js';

/** A person who is signed in, in a browser of their own. */
export class Visitor {
  readonly origin: string;
  readonly browser: Browser;

  constructor(origin: string) {
    this.origin = origin;
    this.browser = new Browser(origin, origin);
  }

  /** Sends a request as a script of the site's pages does. */
  async send(
    method: string,
    path: string,
    body?: object | string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const url = new URL(this.origin + path);
    const from = 'same-origin';
    return fetch(url, {
      method,
      headers: {
        ...(body !== undefined && {'content-type': 'application/json'}),
        'sec-fetch-site': from,
        origin: this.origin,
        cookie: this.browser.cookiesFor(url, from),
        ...headers,
      },
      ...(body !== undefined && {body: typeof body === 'string' ? body : JSON.stringify(body)}),
      signal: AbortSignal.timeout(20_000),
    });
  }

  /** Sends a request, and returns the status and the JSON of the answer. */
  async ask(...request: Parameters<Visitor['send']>): Promise<readonly [status: number, answer: unknown]> {
    const response = await this.send(...request);
    const text = await response.text();
    return [response.status, text && (JSON.parse(text) as unknown)];
  }
}
