/**
 * Helpers for the tests of an application that uses the webview.
 *
 * @module budgea-sandbox/testing
 */
import {createSandbox, type Sandbox} from './create-sandbox.js';
import {hostNames} from './allowed-hosts.js';
import type {SandboxOptions} from './options.js';
import {SandboxError} from './sandbox-error.js';
import type {ListenOptions} from './serve.js';
import type {FlowEnding} from './webview/ending.js';

export {doctor} from './doctor.js';
export type {DoctorOptions} from './doctor.js';
export type {Finding, FindingCode} from './doctor/finding.js';
export {sandboxAt} from './sandbox-at.js';
export {signWebhook} from './sign-webhook.js';
export type {WebhookSignature, WebhookToSign} from './sign-webhook.js';

/** The options of {@link startSandbox}. */
export interface StartSandboxOptions extends SandboxOptions, ListenOptions {
  /** Any free port by default, so that tests can run at the same time. */
  readonly port?: number | undefined;
}

/** A sandbox that listens on this machine. */
export interface RunningSandbox extends Sandbox {
  /** The address, such as `http://localhost:40123/`: the `baseUrl` of flows, elements and back end. */
  readonly url: string;
  /** Stops listening, and closes every open connection. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a sandbox on a free port, in Node. Close it at the end of the test.
 *
 * @throws {SandboxError} if an option is not valid.
 * @throws {Error} if it cannot listen.
 *
 * @example
 * ```ts
 * import {startSandbox} from 'budgea-sandbox/testing';
 *
 * const sandbox = await startSandbox({seed: 'my tests'});
 * console.log(sandbox.url); // the base URL of the service
 * await sandbox.close();
 * ```
 */
export async function startSandbox(options: StartSandboxOptions = {}): Promise<RunningSandbox> {
  const {port = 0, host, allowedHosts: names = [], ...sandboxOptions} = options;
  const allowedHosts = hostNames(names, 'options.allowedHosts');
  const sandbox = createSandbox(sandboxOptions);
  // loaded only here: the other helpers also run in a browser
  const {serve} = await import('./serve.js');
  const listening = await serve(sandbox, {
    host,
    port,
    allowedHosts,
    onError: (report) => void process.stderr.write(`${report}\n`),
  });
  return {...sandbox, ...listening};
}

/**
 * Returns a `fetch` that asks a sandbox instead of the network, such as for the option `fetch` of a back end.
 *
 * @example
 * ```ts
 * import {createSandbox} from 'budgea-sandbox';
 * import {fetchFrom} from 'budgea-sandbox/testing';
 *
 * const fetch = fetchFrom(createSandbox());
 * const response = await fetch('http://localhost/2.0/banks');
 * console.log(response.status); // 200
 * ```
 */
export function fetchFrom(sandbox: Pick<Sandbox, 'fetch'>): typeof globalThis.fetch {
  return (input, init) => sandbox.fetch(new Request(input, init));
}

/**
 * Ends a flow as a user would, without a page, and returns the address that the user comes back to.
 *
 * @param url the address of the flow, such as `webviewUrl` returns it or `startFlow` goes to.
 * @param ending `'success'` by default.
 * @throws {SandboxError} if the webview refuses the address, or has no `redirect_uri` to come back to.
 *
 * @example
 * ```ts
 * import {createSandbox} from 'budgea-sandbox';
 * import {endFlow} from 'budgea-sandbox/testing';
 *
 * const url =
 *   'http://localhost/2.0/auth/webview/en/connect?client_id=17473055&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback';
 * console.log(await endFlow(createSandbox(), url, {error: 'access_denied'}));
 * // https://app.example/callback?error=access_denied
 * ```
 */
export async function endFlow(
  sandbox: Pick<Sandbox, 'endNextFlow' | 'fetch'>,
  url: string | URL,
  ending: FlowEnding = 'success',
): Promise<string> {
  sandbox.endNextFlow(ending);
  let address = new URL(url);
  for (;;) {
    const response = await sandbox.fetch(new Request(address));
    const location = response.headers.get('location');
    if (location === null) throw notEnded(await response.text());
    if (URL.canParse(location)) return location;
    // a relative address is another page of the sandbox: the same flow, in the browser's language
    address = new URL(location, address);
  }
}

function notEnded(page: string): SandboxError {
  const [, refusal] = /<meta name="sandbox-refusal" content="(.*?)"/.exec(page) ?? [];
  const reason = refusal === undefined ? 'it ended on a page of the webview' : `it was refused (${refusal})`;
  return new SandboxError('invalid-value', `The flow did not come back: ${reason}.`);
}
