import type {Sandbox} from '../src/index.js';
import {CALLBACK, call, CLIENT_ID, CLIENT_SECRET, flowUrl, sandboxWithUsers, todaysUrl} from './world.js';

/** An instruction as the documentation of today writes it. */
export const INSTRUCTION = {
  label: 'Order 1042',
  amount: 49.9,
  currency: 'EUR',
  execution_date_type: 'first_open_day',
  beneficiary: {scheme_name: 'iban', identification: 'FR7690018000010302764174446', label: 'ACME Corp.'},
  beneficiary_identity: {kind: 'corporate', org_name: 'ACME Corp.'},
};

/** A payment as the documentation of today writes it. */
export const ORDER = {
  client_redirect_uri: CALLBACK,
  client_state: 'a b',
  instructions: [INSTRUCTION],
  payer_identity: {kind: 'corporate', org_name: 'Ateliers Martin'},
};

/** Asks for a service token. */
export async function askToken(
  sandbox: Sandbox,
  body: Readonly<Record<string, unknown>>,
): Promise<Awaited<ReturnType<typeof call>>> {
  const credentials = {client_id: CLIENT_ID, client_secret: CLIENT_SECRET};
  return call(sandbox, 'POST', '/2.0/auth/token', {
    body: {grant_type: 'client_credentials', ...credentials, ...body},
  });
}

/** Returns a service token. */
export async function serviceToken(sandbox: Sandbox, scope = 'payments:admin', body = {}): Promise<string> {
  const {status, json} = await askToken(sandbox, {scope, ...body});
  if (status !== 200) throw new Error(`A service token was answered with ${status}.`);
  return json['token'] as unknown as string;
}

/** A payment that a back end has created, with the parameters of its flow. */
export interface Created {
  readonly id: number;
  readonly code: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Creates a payment through the API, as a back end does. */
export async function createPayment(sandbox: Sandbox, order: object = ORDER): Promise<Created> {
  const token = await serviceToken(sandbox);
  const {json} = await call(sandbox, 'POST', '/2.0/payments', {token, body: order});
  const id = json['id'] as unknown as number;
  const scoped = await call(sandbox, 'POST', `/2.0/payments/${id}/scopedtoken`, {
    token,
    body: {scope: ['payments:validate']},
  });
  const code = scoped.json['token'] as unknown as string;
  const state = json['client_state'] as unknown as string | null;
  return {id, code, parameters: {code, payment_id: String(id), ...(state !== null && {state})}};
}

/** Reads a payment through the API. */
export async function readPayment(sandbox: Sandbox, id: number): Promise<Readonly<Record<string, unknown>>> {
  const token = await serviceToken(sandbox, 'payments:read-only');
  return (await call(sandbox, 'GET', `/2.0/payments/${id}`, {token})).json;
}

/** Both addresses of the webview. */
export const ADDRESSES = [
  ['the documented address', flowUrl],
  ['today’s address', todaysUrl],
] as const;

export {sandboxWithUsers};
