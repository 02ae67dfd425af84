import {own} from './own.js';
import {SandboxError} from './sandbox-error.js';
import {webhookUrlFault} from './webhook-url.js';
import {type BackendToExamine, checkBackend} from './doctor/backend-checks.js';
import type {Finding} from './doctor/finding.js';
import {checkWebhooks} from './doctor/webhook-checks.js';

/** What the doctor examines. */
export interface DoctorOptions {
  /** The address of the back end's routes, such as `http://localhost:3000/api/budgea`. Not examined by default. */
  readonly backend?: string;
  /** The headers of a signed-in user, such as `Cookie`, for the back end. None by default. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The address of the webhooks, to which the name of the event is added. Not examined by default. */
  readonly webhooks?: string;
  /** The secret of the webhooks. Required for them. */
  readonly webhookSecret?: string;
  /**
   * The event of the webhooks that it sends. `BUDGEA_DOCTOR` by default, which does not exist, so that nothing is
   * changed: a receiver accepts an event that it does not know. Their data is invented.
   */
  readonly event?: string;
  /** In the place of the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Examines a back end and its receiver of webhooks from outside, as the service and a browser would reach them.
 *
 * It names what a router, a proxy, a body parser or a cookie breaks. It sends requests that a right back end refuses.
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
 * console.log(findings[0]?.ok); // false
 * ```
 */
export async function doctor(options: DoctorOptions): Promise<readonly Finding[]> {
  const {backend, headers = {}, webhooks, webhookSecret: secret = '', event = 'BUDGEA_DOCTOR'} = own(options);
  const {fetch = globalThis.fetch} = own(options);
  const toExamine: BackendToExamine | undefined =
    backend === undefined ? undefined : {url: addressOf(backend, 'backend'), headers, fetch};
  if (webhooks === undefined) return toExamine ? checkBackend(toExamine) : [];
  const url = addressOf(webhooks, 'webhooks');
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${event}`;
  if (secret === '') throw new SandboxError('invalid-value', 'The webhooks need the secret that signs them.');
  const before = toExamine ? await checkBackend(toExamine) : [];
  return [...before, ...(await checkWebhooks({url, secret, fetch}))];
}

function addressOf(text: string, name: string): URL {
  const fault = webhookUrlFault(text);
  if (fault !== undefined) throw new SandboxError('invalid-value', `The address of ${name} ${fault}.`);
  return new URL(text);
}
