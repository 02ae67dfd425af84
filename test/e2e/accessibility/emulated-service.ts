import type {Page} from '@playwright/test';
import {
  createSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxUser,
} from '../../../packages/sandbox/src/index.js';
import {serve} from '../../../packages/sandbox/src/serve.js';

const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';
const CLIENT = {id: '17473055', secret: 'only here'} as const;

/** An emulated service for one test, on an origin of its own. */
export class EmulatedService {
  readonly #url: string;
  readonly sandbox: Sandbox;
  /** The code of the user that the service was started with. */
  readonly code: string = CODE;
  readonly close: () => Promise<void>;

  private constructor(url: string, sandbox: Sandbox, close: () => Promise<void>) {
    this.#url = url;
    this.sandbox = sandbox;
    this.close = close;
  }

  static async start(user: SandboxUser = {}, options: SandboxOptions = {}): Promise<EmulatedService> {
    const sandbox = createSandbox({clients: [CLIENT], users: [{code: CODE, ...user}], ...options});
    const {url, close} = await serve(sandbox, {
      port: 0,
      onError: (report) => {
        throw new Error(report);
      },
    });
    return new EmulatedService(url, sandbox, close);
  }

  /** Opens a page by its path. */
  async open(page: Page, path: string): Promise<void> {
    await page.goto(new URL(path, this.#url).href);
  }

  /** Opens a flow for the user that the service was started with. */
  async openFlow(page: Page, flow: string, query: Readonly<Record<string, string>> = {}): Promise<void> {
    const all = new URLSearchParams({client_id: CLIENT.id, code: CODE, ...query});
    await this.open(page, `2.0/auth/webview/en/${flow}?${all.toString()}`);
  }
}
