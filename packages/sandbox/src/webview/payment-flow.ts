import {paymentReviewPage} from '../pages/payment-pages.js';
import type {Visit} from '../session/visit.js';
import type {Payment} from '../world/payments.js';
import type {Answer} from './callback.js';
import {bankSteps, chosenBank, chosenBankSteps} from './connection-steps.js';
import {confirmationStep} from './sign-in-steps.js';
import type {Step} from './step.js';

/** Makes a prepared payment from a bank that the user chooses. */
export function paymentFlow(visit: Visit): readonly Step[] {
  const {payment} = visit.session.entry;
  if (!payment) throw new Error('The payment flow needs a payment.');
  return [
    ...bankSteps(visit),
    ...chosenBankSteps(visit),
    reviewStep(visit, payment),
    confirmationStep(visit, 'payment-code', visit.texts.payment, () => makePayment(payment)),
  ];
}

/** Makes the payment, and returns the answer. */
export function makePayment(payment: Payment): Answer {
  payment.state = 'done';
  return {payment_id: String(payment.id), payment_state: payment.state};
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
