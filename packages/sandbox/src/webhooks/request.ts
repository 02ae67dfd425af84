import {own} from '../own.js';
import {signWebhook} from '../sign-webhook.js';
import type {Webhook} from './webhooks.js';

/** What a request of a webhook holds, and how it is authenticated. */
export interface WebhookRequest {
  readonly webhook: Webhook;
  /** The JSON of the body. */
  readonly body: string;
  /** The permanent token of the user. None for a payment, or if every one is revoked. */
  readonly token: string | undefined;
  /** The date of the signature, in milliseconds. */
  readonly date: number;
}

/**
 * Returns the request of a webhook.
 *
 * It has a signature if the webhook has a secret, and otherwise the permanent token of the user. Assumed: the
 * signature of a compressed body is over the compressed bytes, which are the ones that are sent.
 */
export async function webhookRequest({webhook, body, token, date}: WebhookRequest): Promise<Request> {
  const {url, secret, gzip} = webhook;
  const bytes = gzip ? await compressed(body) : new TextEncoder().encode(body);
  const path = new URL(url).pathname;
  const bearer = token === undefined ? {} : {authorization: `Bearer ${token}`};
  const authentication = secret === undefined ? bearer : await signWebhook({path, body: bytes, secret, date});
  const headers = own({
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Budgea API/2.0',
    ...(gzip && {'content-encoding': 'gzip'}),
    ...authentication,
  });
  // a redirect is no success: whoever answers it has not received the data
  return new Request(url, own({method: 'POST', headers, body: bytes, redirect: 'manual' as const}));
}

/** Returns a text as gzip compresses it. */
export async function compressed(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
