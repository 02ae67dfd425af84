import {own} from './own.js';

/** What {@link signWebhook} signs. */
export interface WebhookToSign {
  /** The path of the address that gets the webhook, such as `/webhooks/CONNECTION_SYNCED`. */
  readonly path: string;
  /** The body as it is sent: a text, or bytes such as those of a compressed body. */
  readonly body: string | Uint8Array;
  /** The secret of the webhook. */
  readonly secret: string;
  /** When it is sent, in milliseconds or as a `Date`. The time of the platform's clock by default. */
  readonly date?: number | Date | undefined;
}

/** The headers of a signed webhook. */
export interface WebhookSignature {
  /** The HMAC-SHA256 of method, path, date and body, in base64. */
  readonly 'BI-Signature': string;
  /** When it was sent, in ISO 8601. */
  readonly 'BI-Signature-Date': string;
}

/**
 * Signs a webhook as the service does, and returns the two headers of the signature.
 *
 * The signature is over the bytes that are sent: if you compress the body, sign the compressed bytes.
 *
 * @throws {RangeError} if the date is not a valid time.
 *
 * @example
 * ```ts
 * import {signWebhook} from 'budgea-sandbox/testing';
 *
 * const body = JSON.stringify({id: 46, id_user: 1});
 * const signature = await signWebhook({path: '/webhooks/CONNECTION_DELETED', body, secret: 'only here'});
 * const request = new Request('https://app.example/webhooks/CONNECTION_DELETED', {
 *   method: 'POST',
 *   headers: {'content-type': 'application/json', ...signature},
 *   body,
 * });
 * console.log(request.headers.has('BI-Signature')); // true
 * ```
 */
export async function signWebhook(webhook: WebhookToSign): Promise<WebhookSignature> {
  const {path, body, secret, date = Date.now()} = own(webhook);
  const time = new Date(date).toISOString();
  const text = new TextEncoder();
  const start = text.encode(`POST.${path}.${time}.`);
  const sent = typeof body === 'string' ? text.encode(body) : body;
  const signed = new Uint8Array(start.length + sent.length);
  signed.set(start);
  signed.set(sent, start.length);
  const algorithm = {name: 'HMAC', hash: 'SHA-256'};
  const key = await crypto.subtle.importKey('raw', text.encode(secret), algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, signed);
  return {'BI-Signature': base64(new Uint8Array(signature)), 'BI-Signature-Date': time};
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
