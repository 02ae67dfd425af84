import {type Check, flag, number, refuse, refuseNumber, shape, wholeNumber} from '../checks.js';
import {eventName, userKey} from '../option-checks.js';
import {own} from '../own.js';
import type {SandboxWebhook} from '../options.js';
import {SandboxError} from '../sandbox-error.js';
import type {Sender} from '../webhooks/sender.js';
import type {Webhook, Webhooks} from '../webhooks/webhooks.js';
import type {World} from '../world/world.js';
import type {WebhookFaults, WebhookState, WebhookToSend} from './control.js';

const MAX_COPIES = 10;

const copies: Check<number> = (value, at) => {
  const count = wholeNumber(value, at);
  return count >= 1 && count <= MAX_COPIES ? count : refuseNumber(at, `from 1 to ${MAX_COPIES}`, value);
};

const payload: Check<Readonly<Record<string, unknown>>> = (value, at) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? own(value as Readonly<Record<string, unknown>>)
    : refuse(at, 'an object', value);

/** Accepts a webhook to send. */
export const webhookToSend: Check<WebhookToSend> = shape({event: eventName}, {user: userKey, payload});

/** Accepts the faults of the sender. */
export const webhookFaults: Check<WebhookFaults> = shape(
  {},
  {copies, delay: wholeNumber, newestFirst: flag, clockOffset: number, wrongSecret: flag},
);

/** Registers a webhook. */
export function addWebhook(webhooks: Webhooks, wanted: SandboxWebhook): readonly WebhookState[] {
  return webhooks.addAll(wanted).map(webhookState);
}

/** Sends a webhook to every address of its event. */
export function sendWebhook(world: World, sender: Sender, {event, user, payload: body}: WebhookToSend): void {
  const userId = user === undefined ? null : world.userId(user);
  const count = sender.add({event, userId, connection: null, payload: body ?? own({})});
  if (count > 0) return;
  throw new SandboxError('not-found', `No webhook is registered for ${event}. Add one with addWebhook.`);
}

/** Returns a webhook as tests see it. */
export function webhookState({id, event, url, secret, gzip}: Webhook): WebhookState {
  return {id, event, url: url.replace(/[?#].*$/s, ''), signed: secret !== undefined, gzip};
}
