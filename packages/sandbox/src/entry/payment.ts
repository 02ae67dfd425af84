import type {SandboxClient} from '../options.js';
import type {Payment} from '../world/payments.js';
import type {World} from '../world/world.js';
import {refuseNull, unknownCode} from './code.js';
import type {Parameter} from './parameters.js';
import {Refusal} from './refusal.js';
import {readId, type Values} from './values.js';

/**
 * Reads the payment of a request.
 *
 * The code must be a scoped token of exactly this payment, and `redirect_uri` and `state` must be those that the
 * payment was created with.
 *
 * @throws {Refusal} for the first thing that is wrong.
 */
export function readPayment(values: Values, client: SandboxClient, world: World): Payment {
  const id = readId(values, 'payment_id');
  const scoped = readScopedToken(values.get('code') ?? '', world);
  const payment = world.payments.get(scoped);
  if (!payment) throw new Error('The payment of a token exists.');
  if (payment.id !== id) throw new Refusal('other-payment', 'payment_id', {value: String(id)});
  if (payment.clientId !== client.id) throw new Refusal('other-client', 'client_id', {value: client.id});
  const {redirectUri, clientState} = payment.order;
  checkSame(values, 'redirect_uri', redirectUri);
  checkSame(values, 'state', clientState);
  if (payment.state !== 'created') {
    throw new Refusal('payment-settled', 'payment_id', {value: String(payment.id)});
  }
  return payment;
}

/** Returns the id of the payment that the token of a code is for. */
function readScopedToken(code: string, world: World): number {
  refuseNull(code);
  const token = world.paymentTokens.find(code);
  if (token === 'expired') throw new Refusal('expired-payment-token', 'code');
  if (token !== 'unknown') {
    if (token.paymentId === undefined) throw new Refusal('service-token', 'code');
    return token.paymentId;
  }
  const usersToken = world.tokens.find(code);
  if (usersToken === 'unknown') throw unknownCode(code);
  const isPermanent = typeof usersToken !== 'string' && usersToken.kind === 'permanent';
  throw new Refusal(isPermanent ? 'permanent-token' : 'users-code', 'code');
}

function checkSame(values: Values, parameter: Parameter, expected: string | undefined): void {
  const value = values.get(parameter);
  if (value === expected) return;
  throw new Refusal('not-the-payments', parameter, {
    ...(value !== undefined && {value}),
    ...(expected !== undefined && {expected: [expected]}),
  });
}
