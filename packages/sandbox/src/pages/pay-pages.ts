import {type Html, html} from '../html.js';
import type {Visit} from '../session/visit.js';
import type {Transfer} from '../world/transfers.js';
import {actions, cancelLabel, facts, money, stepForm} from './parts.js';
import type {StepContent} from './step-page.js';
import {dayText, ibanText} from './transfer-pages.js';

/** Lists the user's transfers, newest first. */
export function transfersPage(visit: Visit, transfers: readonly Transfer[]): StepContent {
  const {texts, session} = visit;
  return {
    heading: texts.pay.heading,
    body: html`${transfers.length === 0 && html`<p>${texts.pay.none}</p>`}
${stepForm(
  visit,
  html`${transfers.length > 0 && html`<ul class="connections">${transfers.toReversed().map((transfer) => transferItem(visit, transfer))}</ul>`}
<div class="actions">
<button class="primary" name="action" value="new">${texts.pay.add}</button>
${session.entry.redirectUri !== undefined && html`<button class="secondary" name="action" value="close">${texts.manage.close}</button>`}
</div>`,
)}`,
  };
}

/** Shows one transfer. The user can confirm it if it is not at the bank yet. */
export function transferPage(visit: Visit, transfer: Transfer): StepContent {
  const {texts, session} = visit;
  const {account, recipient, amount, label, execDate, state} = transfer;
  const canLeave = session.opened !== undefined || session.entry.redirectUri !== undefined;
  const leave =
    session.opened === undefined
      ? html`<button class="primary" name="action" value="close">${texts.manage.close}</button>`
      : html`<button class="primary" name="action" value="cancel">${cancelLabel(visit, texts.back)}</button>`;
  return {
    heading: texts.pay.transferHeading,
    body: html`<p class="sum">${money(amount, visit)}</p>
${facts([
  [texts.pay.state, texts.pay.states[state] ?? state],
  [
    texts.transfer.from,
    html`<span lang="fr">${account.name}</span> ${account.iban !== null && ibanText(account.iban)}`,
  ],
  [texts.transfer.to, html`<span lang="fr">${recipient.label}</span> ${ibanText(recipient.iban)}`],
  [texts.transfer.labelTerm, label],
  [texts.transfer.date, dayText(execDate, visit)],
])}
${
  state === 'created'
    ? stepForm(visit, actions(visit, texts.transfer.reviewSubmit))
    : canLeave && stepForm(visit, html`<div class="actions">${leave}</div>`)
}`,
  };
}

function transferItem(visit: Visit, {id, amount, label, recipient, state, execDate}: Transfer): Html {
  const {pay, manage} = visit.texts;
  return html`<li class="connection transfer">
<div class="connection-text">
<p class="connection-name">${money(amount, visit)} <span class="details" lang="fr">${recipient.label}</span></p>
<p class="details">${label}, ${dayText(execDate, visit)}</p>
<p class="details">${pay.states[state] ?? state}</p>
</div>
<div class="connection-actions">
<button class="secondary" name="action" value="open:${id}">${pay.open}<span class="visually-hidden"> ${recipient.label}, ${manage.number(id)}</span></button>
</div>
</li>`;
}
