import {paymentReviewPage} from '../pages/payment-pages.js';
import type {Visit} from '../session/visit.js';
import type {Payment, PaymentFault} from '../world/payments.js';
import type {Answer} from './callback.js';
import {bankSteps, chosenBank, chosenBankSteps} from './connection-steps.js';
import {confirmationStep} from './sign-in-steps.js';
import type {Step} from './step.js';

/** Makes a payment from a bank that the user chooses. */
export function paymentFlow(visit: Visit): readonly Step[] {
  const {payment} = visit.session.entry;
  if (!payment) throw new Error('The payment flow needs a payment.');
  return [
    ...bankSteps(visit),
    ...chosenBankSteps(visit),
    reviewStep(visit, payment),
    confirmationStep(visit, 'payment-code', visit.texts.payment, () => returnFromBank(payment, 'done')),
  ];
}

/**
 * Ends a payment at the bank, and returns the answer.
 *
 * A payment that has ended elsewhere in the meantime keeps its state.
 */
export function returnFromBank(payment: Payment, state: string, fault: PaymentFault = {}): Answer {
  if (payment.state === 'created' && state !== 'created') payment.change(state, fault);
  const {errorCode, bankMessage} = payment.fault;
  return {
    id_payment: String(payment.id),
    ...(errorCode !== undefined && {error_code: errorCode}),
    ...(bankMessage !== undefined && {bank_message: bankMessage}),
    payment_state: payment.state,
  };
}

/** Returns the answer if the user leaves in the webview, or if the webview fails. The payment stays as it is. */
export function leavePayment({id}: Payment, error: string): Answer {
  return {id_payment: String(id), error};
}

function reviewStep(visit: Visit, payment: Payment): Step {
  const {session} = visit;
  return {
    name: 'review',
    isDone: () => session.reviewed,
    page: () => paymentReviewPage(visit, {payment, connector: chosenBank(visit)}),
    submit: () => {
      session.reviewed = true;
      return undefined;
    },
  };
}
