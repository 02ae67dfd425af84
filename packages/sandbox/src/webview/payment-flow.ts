import {paymentReviewPage} from '../pages/payment-pages.js';
import type {Payment} from '../world/payments.js';
import type {Answer} from './callback.js';
import {bankStep, chosenConnector, unreached} from './connection-steps.js';
import {confirmationStep, signInSteps} from './sign-in-steps.js';
import type {Step, Visit} from './step.js';

/** Has a prepared payment made from a bank of the user's choice. Ends with its id and its state. */
export function paymentFlow(visit: Visit): readonly Step[] {
  const {session, texts} = visit;
  const {payment, onlyConnector} = session.entry;
  const {connector} = session.draft;
  if (!payment) throw new Error('There is a payment to be made.');
  return [
    ...(onlyConnector ? [] : [bankStep(visit)]),
    ...(connector
      ? signInSteps(visit, {
          connector,
          heading: texts.signIn.heading(connector.name),
          finish: () => undefined,
        })
      : [unreached('sign-in')]),
    reviewStep(visit, payment),
    confirmationStep(visit, 'payment-code', texts.payment, () => paymentMade(payment)),
  ];
}

/** Makes the payment, and says so. */
export function paymentMade(payment: Payment): Answer {
  payment.state = 'done';
  return {payment_id: String(payment.id), payment_state: payment.state};
}

function reviewStep(visit: Visit, payment: Payment): Step {
  const {session} = visit;
  return {
    name: 'review',
    done: session.reviewed,
    page: () => paymentReviewPage(visit, {payment, connector: chosenConnector(visit)}),
    submit: () => {
      session.reviewed = true;
      return undefined;
    },
  };
}
