import {PAYMENT_STATES, type Payment} from '../world/payments.js';
import type {EmulatedEnding} from './emulated-ending.js';
import {leavePayment, returnFromBank} from './payment-flow.js';

/** The documented reasons why a bank, or the user at the bank, refuses a payment. */
const ERROR_CODES = [
  'insufficientFunds',
  'CancelledByUser',
  'CancelledByClient',
  'noAnswerFromCustomer',
  'authenticationFailed',
  'regulatoryReason',
  'invalidBeneficiary',
  'bankMessage',
  'bug',
] as const;

/** A state that no documentation lists. Integrations must handle such states, too. */
const UNKNOWN_STATE = 'on_hold';

/** Returns the ways to end a payment at once. */
export function paymentEndings(payment: Payment, errors: readonly string[]): readonly EmulatedEnding[] {
  return [
    ...errors.map((name) => ({name, end: () => leavePayment(payment, name)})),
    ...ERROR_CODES.map((name) => ({
      name,
      group: 'errorCode' as const,
      end: () => returnFromBank(payment, 'rejected', faultOf(name)),
    })),
    ...[...PAYMENT_STATES, UNKNOWN_STATE].map((name) => ({
      name,
      group: 'paymentState' as const,
      end: () => returnFromBank(payment, name),
    })),
  ];
}

function faultOf(errorCode: (typeof ERROR_CODES)[number]): {
  readonly errorCode: string;
  readonly bankMessage?: string;
} {
  if (errorCode !== 'bankMessage') return {errorCode};
  return {errorCode, bankMessage: 'Emulated: the bank <b>says</b> why & when.'};
}
