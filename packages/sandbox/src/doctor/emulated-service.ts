import {own} from '../own.js';
import {type RemoteSandbox, sandboxAt} from '../sandbox-at.js';

/** What the webview did with an address. */
export type Opened =
  | {readonly kind: 'opened'}
  /** The flow is over. */
  | {readonly kind: 'ended'; readonly callback: URL}
  /** `refusal` is such as `unknown-client`. */
  | {readonly kind: 'refused'; readonly refusal: string};

/** How many redirects the webview makes at most. */
const MAX_REDIRECTS = 5;

/** The emulated service, as the user's bank and as a witness of what the back end asks for. */
export class EmulatedService {
  readonly url: URL;
  readonly #fetch: typeof globalThis.fetch;
  readonly #control: RemoteSandbox;

  constructor(url: URL, fetch: typeof globalThis.fetch) {
    this.url = url;
    this.#fetch = fetch;
    this.#control = sandboxAt(url, {fetch});
  }

  /** Whether it answers. */
  async isThere(): Promise<boolean> {
    return this.#control.users().then(
      () => true,
      () => false,
    );
  }

  /** Whether an address is the webview's. */
  has(address: URL): boolean {
    const base = this.url.pathname.replace(/\/$/, '');
    return address.origin === this.url.origin && address.pathname.startsWith(`${base}/`);
  }

  /** Opens an address of the webview, and leaves the user on its first page. */
  async open(address: URL): Promise<Opened> {
    let url = address;
    for (let redirects = 0; redirects < MAX_REDIRECTS; redirects += 1) {
      const response = await this.#fetch(url, own({redirect: 'manual' as const}));
      const location = response.headers.get('location');
      if (location === null) {
        const [, refusal = `${response.status}`] =
          /<meta name="sandbox-refusal" content="(.*?)"/.exec(await response.text()) ?? [];
        return {kind: 'refused', refusal: refusal.split(':', 1).join()};
      }
      void response.body?.cancel().catch(() => undefined);
      if (URL.canParse(location)) return {kind: 'ended', callback: new URL(location)};
      url = new URL(location, url);
      if (url.pathname.includes('/session/')) return {kind: 'opened'};
    }
    return {kind: 'refused', refusal: 'too many redirects'};
  }

  /** Connects a bank as the user would. Use it only with an address that the webview opens. */
  async connect(address: URL): Promise<Opened> {
    await this.#control.endNextFlow('success');
    return this.open(address);
  }

  /** Returns how often a code was exchanged, or tried to be, since the flow of a state was opened. */
  async exchangesSince(state: string): Promise<number> {
    const requests = await this.#control.received();
    const start = requests.findLastIndex(
      ({query}) => Object.hasOwn(query, 'state') && query['state'] === state,
    );
    return requests.slice(start + 1).filter(({path}) => path.endsWith('/auth/token/access')).length;
  }
}
