import {isValid} from '../service/options.js';
import type {PaymentState} from '../service/payments.js';
import {BackendError} from './backend-error.js';
import type {JsonObject} from './body.js';

/** The longest state of a payment, in characters. */
const MAX_STATE_LENGTH = 2000;

/** The fields of a payment that come from the page. */
export interface PaymentFields {
  /** The state that comes back with the payer. */
  readonly state: string;
  /** Where the payer comes back to. */
  readonly redirectUri: string;
  /** The `context` of the page, such as the id of an order. Anybody can send any value, so check it. */
  readonly context: unknown;
}

/** What the page sends when a user starts a payment, and with which request. */
export interface PaymentStart<Platform = unknown> extends PaymentFields {
  readonly request: Request;
  /** What the back end got as its second argument. */
  readonly platform: Platform;
}

/** An account that pays or is paid, such as `{scheme_name: 'iban', identification: 'FR76…', label: 'ACME'}`. */
export interface PaymentAccount {
  readonly scheme_name: string;
  readonly identification: string;
  readonly label: string;
  readonly [field: string]: unknown;
}

/** Who pays or is paid, such as `{kind: 'corporate', org_name: 'ACME'}`. */
export interface PaymentIdentity {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** One transfer of a payment. */
export interface PaymentInstruction {
  /** What the payer and the beneficiary read on their statements. */
  readonly label: string;
  /** The amount in units of the currency, such as `49.9` euros. */
  readonly amount: number;
  /** The code of the currency, such as `EUR`. */
  readonly currency: string;
  readonly execution_date_type: 'first_open_day' | 'instant' | 'deferred' | (string & {});
  readonly beneficiary: PaymentAccount;
  readonly beneficiary_identity: PaymentIdentity;
  readonly [field: string]: unknown;
}

/** A payment to create, as the service takes it. The route fills in `client_redirect_uri` and `client_state`. */
export interface PaymentDetails {
  readonly instructions: readonly PaymentInstruction[];
  readonly payer_identity: PaymentIdentity;
  readonly client_redirect_uri?: never;
  readonly client_state?: never;
  readonly [field: string]: unknown;
}

/** A payment as the service describes it. It may hold further fields. */
export interface Payment {
  readonly id: number;
  /** The state, known today or not. Only `done` and `accepted` mean that the payment is made. */
  readonly state: PaymentState | (string & {});
  /** Why the payment failed, such as `insufficientFunds`. */
  readonly error_code?: string | null;
  readonly client_redirect_uri?: string | null;
  readonly client_state?: string | null;
  readonly instructions?: readonly PaymentInstruction[];
  readonly [field: string]: unknown;
}

/** The right of a page to let a payer confirm one payment. */
export interface PaymentAccess {
  readonly payment: Payment;
  /** The code for the webview. */
  readonly code: string;
}

/**
 * Reads what the page sends to start a payment.
 *
 * @throws {BackendError} `invalid-payment-start`.
 */
export function paymentFields({state, redirectUri, context}: JsonObject): PaymentFields {
  if (!isState(state) || !isReturnAddress(redirectUri)) throw new BackendError('invalid-payment-start');
  return {state, redirectUri, context};
}

function isState(state: unknown): state is string {
  return typeof state === 'string' && state !== '' && Array.from(state).length <= MAX_STATE_LENGTH;
}

/** The service adds its parameters to the address, so there must be no query. */
function isReturnAddress(uri: unknown): uri is string {
  return typeof uri === 'string' && isValid('absolute URL', uri) && !uri.includes('?');
}
