import type {SandboxClient} from '../options.js';
import {type PaymentToken, SCOPED_TOKEN_LIFETIME, type Scope} from '../world/payment-tokens.js';
import type {Payment} from '../world/payments.js';
import {ApiError} from './api-error.js';
import {bodyOf} from './body.js';
import {type Call, named, pageOf} from './call.js';
import {readPaymentOrder} from './payment-request.js';
import {forbidden, paymentTokenOf, readScopes} from './payment-tokens.js';
import type {Json} from './representations.js';

/** Answers `POST /payments`. */
export async function createPayment(call: Call): Promise<Json> {
  const client = clientOf(call, paymentTokenOf(call, []));
  return paymentJson(call.world.payments.add(readPaymentOrder(await bodyOf(call.request), client)));
}

/** Answers `GET /payments`: the payments of the client. */
export function listPayments(call: Call): Json {
  const {clientId, paymentId} = paymentTokenOf(call, ['payments:read-only']);
  if (paymentId !== undefined) throw forbidden(OTHER_PAYMENT);
  return pageOf(call, 'payments', call.world.payments.of(clientId).map(paymentJson));
}

/** Answers `GET /payments/{id}`. The token that validates a payment reads it, too. */
export function readPayment(call: Call): Json {
  return paymentJson(paymentOf(call, ['payments:read-only', 'payments:validate']));
}

/** Answers `POST /payments/{id}`: cancels a payment that is not executed yet. */
export async function cancelPayment(call: Call): Promise<Json> {
  const payment = paymentOf(call, ['payments:cancel']);
  const body = await bodyOf(call.request);
  if (body.get('cancel') !== true) {
    throw new ApiError(400, 'invalidValue', 'cancel must be true. A payment is validated in the webview.');
  }
  const isInstant = payment.order.instructions.some(({executionDateType}) => executionDateType === 'instant');
  if (payment.state !== 'created' && !(payment.state === 'pending' && !isInstant)) {
    throw new ApiError(
      409,
      'conflict',
      `A payment that is ${payment.state}${isInstant ? ' and instant' : ''} cannot be cancelled.`,
    );
  }
  payment.change('rejected', {errorCode: 'CancelledByClient'});
  return paymentJson(payment);
}

/** Answers `POST /payments/{id}/scopedtoken`: issues the token that the webview takes as `code`. */
export async function createScopedToken(call: Call): Promise<Json> {
  const payment = paymentOf(call, []);
  const scope = (await bodyOf(call.request)).get('scope');
  readScopes(scope, ['payments:validate']);
  const {text} = call.world.paymentTokens.mintScoped(payment);
  return {token: text, scope, expires_in: SCOPED_TOKEN_LIFETIME, id_payment: payment.id};
}

const OTHER_PAYMENT = 'This token is valid only for its own payment.';

/** Returns the payment that the path names. It must belong to the client of the token. */
function paymentOf(call: Call, scopes: readonly Scope[]): Payment {
  const {clientId, paymentId} = paymentTokenOf(call, scopes);
  if (paymentId !== undefined && String(paymentId) !== call.path['payment']) {
    throw forbidden(OTHER_PAYMENT);
  }
  return named(call, 'payment', (id) => {
    const payment = call.world.payments.get(id);
    return payment?.clientId === clientId ? payment : undefined;
  });
}

function clientOf({world}: Call, {clientId}: Pick<PaymentToken, 'clientId'>): SandboxClient {
  const client = world.clients.get(clientId);
  if (!client) throw new Error('The client of a token exists.');
  return client;
}

/** Returns a payment as JSON. */
export function paymentJson(payment: Payment): Json {
  const {id, state, fault, order} = payment;
  return {
    id,
    state,
    state_detail: null,
    error_code: fault.errorCode ?? null,
    client_redirect_uri: order.redirectUri,
    client_state: order.clientState ?? null,
    validate_uri: null,
    payer_identity: order.payerIdentity,
    instructions: order.instructions.map(({sent}) => sent),
  };
}
