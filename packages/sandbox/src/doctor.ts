import {own} from './own.js';
import {SandboxError} from './sandbox-error.js';
import {webhookUrlFault} from './webhook-url.js';
import {DEFAULT_CLIENT} from './world/world.js';
import {checkBackend} from './doctor/backend-checks.js';
import {EmulatedService} from './doctor/emulated-service.js';
import type {Finding} from './doctor/finding.js';
import {fetchSender, type Send} from './doctor/send.js';
import {checkWebhooks} from './doctor/webhook-checks.js';

/** What the doctor examines. */
export interface DoctorOptions {
  /**
   * The address of the back end's routes as browsers reach it, such as `http://localhost:3000/api/budgea`. Not examined
   * by default.
   */
  readonly backend?: string | undefined;
  /** The headers of a signed-in user, such as `Cookie`, for the back end. None by default. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * The address of the emulated service that the back end uses, such as `http://localhost:4001/`. A bank is connected
   * there and disconnected again. Without it, no flow is walked.
   */
  readonly sandbox?: string | undefined;
  /** The client application's id, for a back end without the flow on the server. The sandbox's own by default. */
  readonly clientId?: string | undefined;
  /** The callback page, for a back end without the flow on the server. `/callback` of its origin by default. */
  readonly redirectUri?: string | undefined;
  /** The address of the webhooks, to which the name of the event is added. Not examined by default. */
  readonly webhooks?: string | undefined;
  /** The secret of the webhooks. Required for them. */
  readonly webhookSecret?: string | undefined;
  /**
   * The event of the webhooks that it sends. `BUDGEA_DOCTOR` by default, which does not exist, so that nothing is
   * changed: a receiver accepts an event that it does not know. Their data is invented.
   */
  readonly event?: string | undefined;
  /** How long an answer may take, in ms. 10,000 by default. */
  readonly timeLimit?: number | undefined;
  /**
   * Sends every request. It must leave the headers `Sec-Fetch-…` as they are. By default Node's own client, because the
   * platform's `fetch` changes them.
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** How long an answer may take, in ms. */
const TIME_LIMIT = 10_000;

/**
 * Examines a back end and its receiver of webhooks from outside, as a browser and the service reach them.
 *
 * It names what a router, a proxy, a cache, a body parser or a cookie breaks. It also sends requests that a right back end
 * refuses. With `sandbox` it connects a bank for the user, so use a user of tests.
 *
 * @throws {SandboxError} if an address is not valid, or a secret is missing.
 *
 * @example
 * ```ts
 * import {doctor} from 'budgea-sandbox/testing';
 *
 * const findings = await doctor({
 *   webhooks: 'https://app.example/webhooks',
 *   webhookSecret: 'only here',
 *   fetch: () => Promise.resolve(new Response(null, {status: 404})),
 * });
 * console.log(findings[0]?.code); // not-mounted
 * ```
 */
export async function doctor(options: DoctorOptions): Promise<readonly Finding[]> {
  const {backend, headers = {}, sandbox, webhooks, webhookSecret: secret = ''} = own(options);
  const {event = 'BUDGEA_DOCTOR', timeLimit = TIME_LIMIT, fetch} = own(options);
  const {clientId = DEFAULT_CLIENT.id, redirectUri} = own(options);
  const url = backend === undefined ? undefined : addressOf(backend, 'backend');
  const service = sandbox === undefined ? undefined : addressOf(sandbox, 'sandbox');
  const receiver = webhooks === undefined ? undefined : addressOf(webhooks, 'webhooks');
  if (receiver) receiver.pathname = `${receiver.pathname.replace(/\/$/, '')}/${event}`;
  if (receiver && secret === '') {
    throw new SandboxError('invalid-value', 'The webhooks need the secret that signs them.');
  }
  const send = await senderFor(fetch, timeLimit);
  const emulated = service && new EmulatedService(service, fetch ?? globalThis.fetch);
  const toExamine = url && {
    ...{url, headers, send, service: emulated, clientId},
    redirectUri: redirectUri ?? `${url.origin}/callback`,
  };
  return [
    ...(toExamine ? await checkBackend(toExamine) : []),
    ...(receiver ? await checkWebhooks({url: receiver, secret, send}) : []),
  ];
}

async function senderFor(fetch: DoctorOptions['fetch'], timeLimit: number): Promise<Send> {
  if (fetch) return fetchSender(fetch, timeLimit);
  // loaded only here: the other helpers also run in a browser
  const {nodeSender} = await import('./doctor/node-send.js');
  return nodeSender(timeLimit);
}

function addressOf(text: string, name: string): URL {
  const fault = webhookUrlFault(text);
  if (fault !== undefined) throw new SandboxError('invalid-value', `The address of ${name} ${fault}.`);
  return new URL(text);
}
