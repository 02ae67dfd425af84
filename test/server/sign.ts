import {createHmac} from 'node:crypto';

/** The secret of the tests. No error and no log may ever hold it. */
export const SECRET = 'k3y/of+the=service-0123456789';

/** What a test changes about a delivery. */
export interface DeliveryOptions {
  readonly secret?: string;
  /** The path that is signed, if it is not that of the address. */
  readonly path?: string;
  readonly date?: string;
  /** What is signed, if it is not what is sent. */
  readonly signed?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs as the service documents it, with Node's own HMAC. */
export function signature(path: string, date: string, body: string | Uint8Array, secret = SECRET): string {
  return createHmac('sha256', secret).update(`POST.${path}.${date}.`).update(body).digest('base64');
}

/** Returns a signed delivery, as `fetch` and `Request` take it. */
export function delivery(
  address: string,
  body: string | Uint8Array,
  {
    secret,
    path = new URL(address).pathname,
    date = new Date().toISOString(),
    signed,
    headers,
  }: DeliveryOptions = {},
): RequestInit & {readonly headers: Readonly<Record<string, string>>} {
  return {
    method: 'POST',
    body: body as BodyInit,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'bi-signature-date': date,
      'bi-signature': signature(path, date, signed ?? body, secret),
      ...headers,
    },
  };
}
