import {own} from '../own.js';
import {CookieJar, readSetCookies} from './cookies.js';
import {type Answer, isAnswer, type NoAnswer, type Send} from './send.js';

/** How a browser came to an address. */
export interface Arrival {
  readonly from?: 'same-origin' | 'cross-site';
  /** Whether the browser only fetches the page in advance. */
  readonly prefetch?: boolean;
  /** Whether it sends the cookies that it was given on the way. */
  readonly withCookies?: boolean;
}

/** A browser of a signed-in user. */
export class Visitor {
  readonly jar = new CookieJar();
  readonly #send: Send;
  readonly #headers: Readonly<Record<string, string>>;

  /** @param headers what the user's browser sends, such as the cookie of a session. */
  constructor(send: Send, headers: Readonly<Record<string, string>>) {
    this.#send = send;
    const pairs = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    this.#headers = own(Object.fromEntries(pairs) as Record<string, string>);
  }

  /** The names of the cookies that the user has from the beginning. */
  get ownCookies(): readonly string[] {
    return (this.#headers['cookie'] ?? '').split(';').map((pair) => pair.split('=', 1).join().trim());
  }

  /**
   * Opens an address as a page.
   *
   * It follows a page that only reloads itself, and no redirect.
   */
  async open(url: URL, arrival: Arrival = {}): Promise<Answer | NoAnswer> {
    const answer = await this.#navigate(url, arrival);
    const next = isAnswer(answer) ? reloadOf(answer, url) : undefined;
    return next ? this.#navigate(next, {...arrival, from: 'same-origin'}) : answer;
  }

  /** Sends a request of a script. `from` is where its page is. */
  async call(
    method: string,
    url: URL,
    options: {readonly body?: object; readonly origin?: string; readonly site?: string} = {},
  ): Promise<Answer | NoAnswer> {
    const {body, origin, site} = own(options);
    const sent = own({
      ...this.#headers,
      accept: 'application/json',
      'sec-fetch-mode': 'cors',
      'sec-fetch-dest': 'empty',
      ...(body && {'content-type': 'application/json'}),
      ...(site !== undefined && {'sec-fetch-site': site}),
      ...(origin !== undefined && {origin}),
    });
    return this.#send({url, method, headers: sent, ...(body && {body: JSON.stringify(body)})});
  }

  async #navigate(url: URL, arrival: Arrival): Promise<Answer | NoAnswer> {
    const {from = 'same-origin', prefetch = false, withCookies = true} = own(arrival);
    const cookies = [this.#headers['cookie'] ?? '', withCookies ? this.jar.for(url, from) : ''];
    const cookie = cookies.filter(Boolean).join('; ');
    const headers = own({
      accept: 'text/html,application/xhtml+xml',
      ...this.#headers,
      'sec-fetch-site': from,
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
      ...(prefetch && {'sec-purpose': 'prefetch'}),
      ...(cookie !== '' && {cookie}),
    });
    const answer = await this.#send({url, method: 'GET', headers});
    if (isAnswer(answer) && withCookies) {
      for (const set of readSetCookies(answer.headers, url)) this.jar.keep(set);
    }
    return answer;
  }
}

/** Returns where a page goes by itself, if that is the same route again. */
function reloadOf({text}: Answer, url: URL): URL | undefined {
  const [, address] = /<meta http-equiv="refresh" content="0;url=([^"]*)"/.exec(text) ?? [];
  const next = address === undefined ? undefined : new URL(address.replaceAll('&amp;', '&'), url);
  return next?.origin === url.origin && next.pathname === url.pathname ? next : undefined;
}
