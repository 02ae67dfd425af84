import {html} from '../html.js';
import {spacedIban} from '../iban.js';
import type {SandboxConnector} from '../options.js';
import type {Visit} from '../session/visit.js';
import type {Payment} from '../world/payments.js';
import {actions, bankHeader, facts, money, stepForm} from './parts.js';
import type {StepContent} from './step-page.js';

/** Shows the payment, so that the user can check it. */
export function paymentReviewPage(
  visit: Visit,
  {payment, connector}: {readonly payment: Payment; readonly connector: SandboxConnector},
): StepContent {
  const {texts, clientName} = visit;
  const {amount, label, payee} = payment;
  return {
    heading: texts.payment.reviewHeading,
    body: html`${bankHeader(connector)}
<p>${texts.payment.prepared(clientName)}</p>
<p class="sum">${money(amount, visit)}</p>
${facts([
  [texts.payment.from, connector.name],
  [
    texts.payment.to,
    html`<span lang="fr">${payee.label}</span> <span class="iban">${spacedIban(payee.iban)}</span>`,
  ],
  [texts.payment.label, label],
])}
${stepForm(visit, actions(visit, texts.payment.reviewSubmit))}`,
  };
}
