import {type JsonObject, parseJsonObject} from './body.js';
import {WebhookError} from './webhook-error.js';
import {
  isWebhookEvent,
  type WebhookEvent,
  type WebhookPayload,
  type WebhookPayloads,
} from './webhook-events.js';

/** A payload with its event. `known` tells whether the service documents the event, and `event` tells payloads apart. */
export type Webhook =
  | {
      readonly [Event in WebhookEvent]: {
        readonly known: true;
        readonly event: Event;
        readonly payload: WebhookPayloads[Event];
        /** The service's id of the delivery, the payload's `id_webhook_data`. */
        readonly deliveryId: string | undefined;
      };
    }[WebhookEvent]
  | {
      readonly known: false;
      readonly event: string;
      readonly payload: WebhookPayload;
      readonly deliveryId: string | undefined;
    };

/**
 * Parses the body of a webhook. It verifies nothing, so give it only what `verifyWebhook` returned.
 *
 * No object in the payload has a prototype, so a polluted `Object.prototype` adds nothing to it.
 *
 * @param bytes The decompressed body.
 * @example
 * ```ts
 * import {parseWebhook} from 'budgea-webview/server';
 *
 * const webhook = parseWebhook('CONNECTION_SYNCED', '{"connection": {"id": 46}, "id_webhook_data": 7}');
 * if (webhook.known && webhook.event === 'CONNECTION_SYNCED') console.log(webhook.payload.connection.id);
 * ```
 *
 * @throws {WebhookError} `invalid-json`.
 */
export function parseWebhook(event: string, bytes: Uint8Array | string): Webhook {
  return toWebhook(event, parsePayload(bytes));
}

/** Puts an event and its payload together. */
export function toWebhook(event: string, payload: JsonObject): Webhook {
  return {known: isWebhookEvent(event), event, payload, deliveryId: deliveryIdOf(payload)} as Webhook;
}

/**
 * Parses a JSON object. No object in it has a prototype, and none has a field `__proto__`.
 *
 * @throws {WebhookError} `failure` if it is not one.
 */
export function parsePayload(
  bytes: Uint8Array | string,
  failure: 'invalid-json' | 'not-json' = 'invalid-json',
): JsonObject {
  const payload = parseJsonObject(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  if (!payload) throw new WebhookError(failure);
  // a list of what is left to do, because a payload may be deeper than the stack
  const rest: unknown[] = [payload];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) {
      Object.setPrototypeOf(value, null);
      // copied into another object, it would become a prototype
      Reflect.deleteProperty(value, '__proto__');
    }
    for (const field of Object.values(value)) rest.push(field);
  }
  return payload;
}

function deliveryIdOf({id_webhook_data: id}: JsonObject): string | undefined {
  const isId = Number.isSafeInteger(id) || (typeof id === 'string' && id !== '');
  return isId ? String(id) : undefined;
}
