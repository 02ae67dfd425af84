import {type HtmlValue, html} from '../html.js';
import {spacedIban} from '../iban.js';
import type {SandboxConnector} from '../options.js';
import type {Visit} from '../session/visit.js';
import type {Payment, PaymentInstruction} from '../world/payments.js';
import {actions, bankHeader, facts, stepForm} from './parts.js';
import type {StepContent} from './step-page.js';

type Row = readonly [string, HtmlValue];

/** Shows the payment, so that the user can check it. */
export function paymentReviewPage(
  visit: Visit,
  {payment, connector}: {readonly payment: Payment; readonly connector: SandboxConnector},
): StepContent {
  const {texts, clientName} = visit;
  const {instructions} = payment.order;
  const isBulk = instructions.length > 1;
  const from: Row = [texts.payment.from, connector.name];
  return {
    heading: texts.payment.reviewHeading,
    body: html`${bankHeader(connector)}
<p>${texts.payment.prepared(clientName)}</p>
<p class="sum">${totals(payment, visit).join(' + ')}</p>
${
  isBulk
    ? html`${facts([from])}
<h2 id="instructions">${texts.payment.bulk(instructions.length)}</h2>
<ol class="instructions" aria-labelledby="instructions">${instructions.map((instruction) => html`<li>${facts([amountRow(instruction, visit), ...rowsOf(instruction, visit)])}</li>`)}</ol>`
    : facts([from, ...instructions.flatMap((instruction) => rowsOf(instruction, visit))])
}
${stepForm(visit, actions(visit, texts.payment.reviewSubmit))}`,
  };
}

function rowsOf(instruction: PaymentInstruction, visit: Visit): readonly Row[] {
  const {payment} = visit.texts;
  const {label, beneficiary, executionDateType, executionDate} = instruction;
  const account =
    beneficiary.scheme === 'iban' ? spacedIban(beneficiary.identification) : beneficiary.identification;
  return [
    [payment.to, html`${beneficiary.label} <span class="iban">${account}</span>`],
    [payment.label, label],
    [
      payment.date,
      executionDate === undefined ? payment.dates[executionDateType] : day(executionDate, visit),
    ],
  ];
}

function amountRow({amount, currency}: PaymentInstruction, visit: Visit): Row {
  return [visit.texts.payment.amount, money(amount, currency, visit)];
}

/** Returns the sum of the instructions in each currency. */
function totals({order}: Payment, visit: Visit): readonly string[] {
  const sums = new Map<string, number>();
  for (const {amount, currency} of order.instructions) {
    sums.set(currency, (sums.get(currency) ?? 0) + amount);
  }
  return [...sums].map(([currency, sum]) => money(sum, currency, visit));
}

function money(amount: number, currency: string, {texts}: Visit): string {
  return new Intl.NumberFormat(texts.locale, {style: 'currency', currency}).format(amount);
}

function day(isoDay: string, {texts}: Visit): string {
  return new Intl.DateTimeFormat(texts.locale, {dateStyle: 'long', timeZone: 'UTC'}).format(
    Date.parse(isoDay),
  );
}
