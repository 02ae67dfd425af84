import {WebhookError} from './webhook-error.js';

/** A delivery that a host took for itself. */
export interface WebhookClaim {
  /** Gives the delivery free again. Called if the handler throws, so that the service can send it again. */
  readonly release: () => unknown;
  /** Marks the delivery as handled. Called when the handler is done. */
  readonly done?: (() => unknown) | undefined;
}

/**
 * What `claim` returns: a claim or `true` to handle the delivery now, `false` if it was handled before, and `busy` if
 * another request handles it and may still fail.
 */
export type WebhookClaimAnswer = WebhookClaim | boolean | 'busy';

/** Takes deliveries. */
type ClaimDelivery = ((id: string) => WebhookClaimAnswer | Promise<WebhookClaimAnswer>) | null | undefined;

/** A claim without anything to release. */
const NOTHING: WebhookClaim = {release: () => undefined, done: undefined};

/**
 * Claims a delivery. Returns `undefined` if it was handled before.
 *
 * @throws {WebhookError} `being-handled` or `claim-failed`.
 */
export async function claimDelivery(
  claim: ClaimDelivery,
  id: string | undefined,
): Promise<WebhookClaim | undefined> {
  if (!claim || id === undefined) return NOTHING;
  const answer = await failAs('claim-failed', () => claim(id));
  if (answer === 'busy') throw new WebhookError('being-handled');
  // whatever else is returned must not lose the delivery
  if (answer === false) return undefined;
  return typeof answer === 'object' && typeof answer.release === 'function' ? answer : NOTHING;
}

/** Calls a function of the host. What it throws becomes the cause of a `WebhookError`. */
export async function failAs<T>(
  code: 'claim-failed' | 'handler-failed',
  run: () => T | Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    throw new WebhookError(code, {cause});
  }
}
