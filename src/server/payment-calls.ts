import {BackendError} from './backend-error.js';
import {idFrom} from './connection.js';
import type {PaymentDetails, Payment, PaymentAccess, PaymentFields} from './payment.js';
import {errorCode, type ServiceAnswer, successOf, textFrom} from './service-answers.js';
import {callUntil, type ServiceClient} from './service-client.js';
import {withTimeout} from './with-timeout.js';

/**
 * Creates a payment, and the code that lets a payer confirm it. Follows `POST /auth/token`, `POST /payments` and
 * `POST /payments/{id}/scopedtoken`. All of them share one time limit.
 *
 * @throws {BackendError} `payment-refused`, `payments-forbidden`, `misconfigured-client`, or one of the `service-…`
 * codes.
 */
export function createPayment(
  client: ServiceClient,
  payment: PaymentDetails,
  {state, redirectUri}: PaymentFields,
): Promise<PaymentAccess> {
  return withTimeout(client.timeLimit, 'service-timeout', async (signal) => {
    const token = await serviceToken(signal, client, 'payments:admin');
    const answer = await callUntil(signal, client, {
      method: 'POST',
      path: 'payments',
      token,
      body: {...payment, client_redirect_uri: redirectUri, client_state: state},
      // the payment may exist even if the answer got lost
      isRepeatable: false,
    });
    if ([400, 422].includes(answer.status)) throw new BackendError('payment-refused');
    const created = paymentFrom(answer);
    const access = await callUntil(signal, client, {
      method: 'POST',
      path: `payments/${created.id}/scopedtoken`,
      token,
      body: {scope: ['payments:validate']},
      // a token that got lost does no harm
      isRepeatable: true,
    });
    return {payment: created, code: textFrom(allowed(access), 'token')};
  });
}

/**
 * Reads a payment. Returns `undefined` if there is no payment with that id. Follows `GET /payments/{id}`.
 *
 * @throws {BackendError} `payments-forbidden`, `misconfigured-client`, or one of the `service-…` codes.
 */
export function readPayment(client: ServiceClient, id: string): Promise<Payment | undefined> {
  return withTimeout(client.timeLimit, 'service-timeout', async (signal) => {
    const token = await serviceToken(signal, client, 'payments:read-only');
    const answer = await callUntil(signal, client, {
      method: 'GET',
      path: `payments/${id}`,
      token,
      isRepeatable: true,
    });
    if (answer.status === 404) return undefined;
    const payment = paymentFrom(answer);
    if (idFrom(payment.id) !== id) throw new BackendError('service-unreadable');
    return payment;
  });
}

/** Takes a token of the client itself, which no user's token replaces. Follows `POST /auth/token`. */
async function serviceToken(signal: AbortSignal, client: ServiceClient, scope: string): Promise<string> {
  const answer = await callUntil(signal, client, {
    method: 'POST',
    path: 'auth/token',
    body: {
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
      scope,
    },
    // a token that got lost does no harm
    isRepeatable: true,
  });
  const code = errorCode(answer);
  if (/client/i.test(code) || answer.status === 401) throw new BackendError('misconfigured-client');
  if (/scope/i.test(code) || answer.status === 403) throw new BackendError('payments-forbidden');
  return textFrom(answer, 'token');
}

/** Returns the payment in an answer. */
function paymentFrom(answer: ServiceAnswer): Payment {
  const body = successOf(allowed(answer));
  if (idFrom(body['id']) === undefined || typeof body['state'] !== 'string') {
    throw new BackendError('service-unreadable');
  }
  return body as Payment;
}

/** Refuses an answer about the rights of a service token, which the service gave a moment ago. */
function allowed(answer: ServiceAnswer): ServiceAnswer {
  if (answer.status === 401) throw new BackendError('service-failed');
  if (answer.status === 403) throw new BackendError('payments-forbidden');
  return answer;
}
