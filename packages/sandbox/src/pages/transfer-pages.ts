import {type Html, html} from '../html.js';
import {spacedIban} from '../iban.js';
import type {Problem} from '../session/session.js';
import type {Visit} from '../session/visit.js';
import type {Account, Recipient} from '../world/accounts.js';
import {actions, choiceGroup, facts, money, stepForm, textField} from './parts.js';
import type {StepContent} from './step-page.js';

/** Asks which account pays. */
export function fromAccountPage(
  visit: Visit,
  accounts: readonly Account[],
  problem: Problem | undefined,
): StepContent {
  const {texts, session, world} = visit;
  if (accounts.length === 0)
    return nothingToChoose(visit, texts.transfer.fromHeading, texts.transfer.noAccount);
  const error = problem?.errors['account'];
  return {
    heading: texts.transfer.fromHeading,
    body: stepForm(
      visit,
      html`${choiceGroup({
        type: 'radio',
        name: 'account',
        legend: texts.transfer.fromLegend,
        choices: accounts.map((account) => ({
          value: String(account.id),
          label: account.name,
          labelLanguage: 'fr',
          details: [
            world.connections.find(account.userId, account.connectionId)?.connector.name,
            account.iban !== null && ibanText(account.iban),
          ],
          amount: money(account.balance, visit),
          checked: account === session.transfer.account,
        })),
        error: error && texts.errors[error],
      })}
${actions(visit, texts.continue)}`,
    ),
  };
}

/** Asks who gets the money. */
export function recipientPage(
  visit: Visit,
  recipients: readonly Recipient[],
  problem: Problem | undefined,
): StepContent {
  const {texts, session} = visit;
  if (recipients.length === 0)
    return nothingToChoose(visit, texts.transfer.toHeading, texts.transfer.noRecipient);
  const error = problem?.errors['recipient'];
  return {
    heading: texts.transfer.toHeading,
    body: stepForm(
      visit,
      html`${choiceGroup({
        type: 'radio',
        name: 'recipient',
        legend: texts.transfer.toLegend,
        choices: recipients.map((recipient) => ({
          value: String(recipient.id),
          label: recipient.label,
          labelLanguage: 'fr',
          details: [recipient.bankName, ibanText(recipient.iban)],
          checked: recipient === session.transfer.recipient,
        })),
        error: error && texts.errors[error],
      })}
${actions(visit, texts.continue)}`,
    ),
  };
}

/** Asks for the amount and the label. */
export function amountPage(visit: Visit, problem: Problem | undefined): StepContent {
  const {texts, session} = visit;
  const {amount, label} = session.transfer;
  const errors = {amount: problem?.errors['amount'], label: problem?.errors['label']};
  return {
    heading: texts.transfer.amountHeading,
    body: stepForm(
      visit,
      html`${textField({
        id: 'amount',
        label: texts.transfer.amount,
        value: problem?.values['amount'] ?? (amount === undefined ? '' : String(amount)),
        hint: texts.transfer.amountHint,
        error: errors.amount && texts.errors[errors.amount],
        inputMode: 'decimal',
      })}
${textField({
  id: 'label',
  label: texts.transfer.label,
  value: problem?.values['label'] ?? label,
  hint: texts.transfer.labelHint,
  error: errors.label && texts.errors[errors.label],
  maxLength: 140,
})}
${actions(visit, texts.continue)}`,
    ),
  };
}

/** Shows the transfer, so that the user can check it. */
export function transferReviewPage(visit: Visit): StepContent {
  const {texts, session, clientName} = visit;
  const {transfer} = texts;
  const {account, recipient, amount, label} = session.transfer;
  const prepared = session.entry.transfer;
  return {
    heading: transfer.reviewHeading,
    body: html`${prepared && html`<p>${transfer.prepared(clientName)}</p>`}
${amount !== undefined && html`<p class="sum">${money(amount, visit)}</p>`}
${facts([
  [
    transfer.from,
    account &&
      html`<span lang="fr">${account.name}</span> ${account.iban !== null && ibanText(account.iban)}`,
  ],
  [transfer.to, recipient && html`<span lang="fr">${recipient.label}</span> ${ibanText(recipient.iban)}`],
  [transfer.labelTerm, label],
  [transfer.date, prepared ? dayText(prepared.execDate, visit) : transfer.today],
])}
${stepForm(visit, actions(visit, transfer.reviewSubmit))}`,
  };
}

function nothingToChoose(visit: Visit, heading: string, reason: string): StepContent {
  return {heading, body: html`<p>${reason}</p>${stepForm(visit, actions(visit, undefined))}`};
}

/** Shows an IBAN in groups of four. */
export function ibanText(iban: string): Html {
  return html`<span class="iban">${spacedIban(iban)}</span>`;
}

/** Writes a day such as 2026-01-31 in the language of the page. */
export function dayText(date: string, {texts}: Visit): string {
  return new Intl.DateTimeFormat(texts.locale, {dateStyle: 'long', timeZone: 'UTC'}).format(new Date(date));
}
