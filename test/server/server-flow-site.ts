import {createSandbox, type Sandbox} from '../../packages/sandbox/src/index.js';
import type {FlowEnding} from '../../packages/sandbox/src/index.js';
import {endFlow, fetchFrom} from '../../packages/sandbox/src/testing.js';
import {type Backend, type BackendOptions, createBackend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {Browser} from './browser.js';
import {CLIENT} from './todays-service.js';
import {listen, type Listening} from './upstream.js';

export const ORIGIN = 'https://app.example';
export const MOUNT = `${ORIGIN}/api/budgea`;

/** A result as `onResult` got it. */
export interface Told {
  readonly result: Parameters<NonNullable<BackendOptions['onResult']>>[0];
  readonly user: unknown;
  readonly url: string;
  readonly repeated: boolean;
}

/** A server-rendered site behind a proxy, in front of the emulated service. Its session cookie names the user. */
export class FlowSite implements AsyncDisposable {
  readonly sandbox: Sandbox = createSandbox();
  /** The permanent token of each user. */
  readonly tokens = new Map<string, string>();
  readonly told: Told[] = [];
  /** The paths and queries that the service received. */
  readonly asked: string[] = [];
  readonly errors: unknown[] = [];
  readonly #options: Partial<BackendOptions>;
  #listening: Listening | undefined;

  private constructor(options: Partial<BackendOptions>) {
    this.#options = options;
  }

  /** Starts a site on a free port. */
  static async start(options: Partial<BackendOptions> = {}): Promise<FlowSite> {
    const site = new FlowSite(options);
    const routes = nodeListener(site.backend());
    site.#listening = await listen((request, response) => {
      if (request.url?.startsWith('/api/budgea/')) routes(request, response);
      else response.end(`page ${request.url ?? ''}`);
    });
    return site;
  }

  /** Creates a back end of the site. */
  backend(options: Partial<BackendOptions> = this.#options): Backend {
    const send = fetchFrom(this.sandbox);
    return createBackend({
      domain: 'demo',
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      publicUrl: MOUNT,
      getUser: ({headers}) => {
        const [, id] = /(?:^|; )session=(\w+)/.exec(headers.get('cookie') ?? '') ?? [];
        return id === undefined ? null : {id, token: this.tokens.get(id)};
      },
      saveToken: ({id}, token) => void this.tokens.set(String(id), token ?? ''),
      onResult: (result, user, {url}, {repeated}) => {
        this.told.push({result, user, url, repeated});
        return null;
      },
      onError: (error) => void this.errors.push(error),
      fetch: (...request) => {
        const {pathname, search} = new URL(new Request(...request).url);
        this.asked.push(pathname + search);
        return send(...request);
      },
      ...options,
    });
  }

  /** Opens a browser, signed in if a user is named. */
  browser(user?: string, headers?: Readonly<Record<string, string>>): Browser {
    const browser = new Browser(this.#origin, this.#listening?.url ?? '', headers);
    if (user !== undefined) signIn(browser, user);
    return browser;
  }

  /** Starts a flow. Returns the webview's address. */
  async leave(browser: Browser, link = 'start/connect?return_to=/accounts'): Promise<string> {
    const {url, text} = await browser.go(`/api/budgea/${link}`);
    if (url.startsWith(this.#origin)) throw new Error(text);
    return url;
  }

  /** Ends a flow in the webview. Returns the address to come back to. */
  end(webview: string, ending?: FlowEnding): Promise<string> {
    return endFlow(this.sandbox, webview, ending);
  }

  /** Walks through a whole flow. Returns the page of the site that it ends on. */
  async walk(browser: Browser, link?: string, ending?: FlowEnding): Promise<string> {
    const back = await this.end(await this.leave(browser, link), ending);
    return (await browser.go(back, {from: 'cross-site'})).url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#listening?.[Symbol.asyncDispose]();
  }

  get #origin(): string {
    return new URL(this.#options.publicUrl ?? MOUNT).origin;
  }
}

/** Signs a user in. */
export function signIn(browser: Browser, user: string, sameSite: 'Lax' | 'Strict' = 'Lax'): void {
  const attributes = new Map([['samesite', sameSite]]);
  browser.cookies.set('session', {value: user, attributes, endsAt: Infinity});
}
