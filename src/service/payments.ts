/*
 * What the states and the errors of a payment mean. Outcomes, types and sentences derive from the two tables here.
 */

/**
 * The states known today, and what each means for the payer. `done` is final and good, and so is the bank's mere
 * acceptance. `rejected` and `expired` are final, and nothing was paid. The others may still change.
 */
export const PAYMENT_STATES = {
  created: 'created',
  validating: 'processing',
  pending: 'processing',
  done: 'done',
  accepted: 'done',
  partial: 'partial',
  rejected: 'rejected',
  expired: 'expired',
} as const;

/**
 * The errors known today, as the service spells them, and the states that are told as one. After a refusal or a
 * cancellation nothing was paid.
 */
export const PAYMENT_ERRORS = {
  cancelled: 'cancelled',
  CancelledByUser: 'cancelled',
  CancelledByClient: 'refused',
  insufficientFunds: 'refused',
  noAnswerFromCustomer: 'refused',
  authenticationFailed: 'refused',
  regulatoryReason: 'refused',
  invalidBeneficiary: 'refused',
  bankMessage: 'refused',
  rejected: 'refused',
  expired: 'refused',
  bug: 'failed',
} as const;

/** A state of a payment that is known today. */
export type PaymentState = keyof typeof PAYMENT_STATES;

/** What a payment's state means; `unknown` if the state is not known today. */
export type PaymentMeaning = (typeof PAYMENT_STATES)[PaymentState] | 'unknown';

/** Returns what a state means, or `undefined` if no state is given. */
export function paymentMeaning(state: string | undefined): PaymentMeaning | undefined {
  if (!state) return undefined;
  return Object.hasOwn(PAYMENT_STATES, state) ? PAYMENT_STATES[state as PaymentState] : 'unknown';
}
