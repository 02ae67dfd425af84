import './preferences.js';
import '../src/define.js';
import './languages.js';
import {html, render, type TemplateResult} from 'lit';
import {CONNECTION_ERRORS} from '../src/service/connection-errors.js';
import {showHeader} from './header.js';
import {showLog} from './log.js';
import {type OrderState, PAYABLE, type VerifiedOrder} from './orders.js';
import {language} from './preferences.js';
import {t} from './texts.js';
import type {VisitorsConnection} from './visitors.js';

interface Transfer {
  readonly id: number;
  readonly label: string;
  readonly amount: number;
  readonly state: string;
}

interface Money {
  readonly connections: readonly VisitorsConnection[];
  readonly transfers: readonly Transfer[];
  readonly orders: readonly VerifiedOrder[];
}

const ERRORS = [...Object.keys(CONNECTION_ERRORS), 'nobodyKnowsThis'];

/** How each state of an order is marked. */
const ORDER_MARKS: Readonly<Record<OrderState, 'good' | 'bad' | ''>> = {
  open: '',
  waiting: '',
  paid: 'good',
  partial: 'bad',
  refused: 'bad',
  expired: 'bad',
  unknown: 'bad',
};

let loading = Promise.resolve();
const main = document.querySelector('main') as HTMLElement;
showHeader(document.querySelector('header') as HTMLElement);
showLog(document.querySelector('#log') as HTMLElement);
await load();
main.removeAttribute('aria-busy');
// the panel asks by itself, and the back end tells what a webhook brought
document.addEventListener('budgea-connections', () => void load());
const news = new EventSource('/api/news');
news.addEventListener('message', () => void reload());
// a payment may have changed before it was open, or while it was cut off
news.addEventListener('open', () => void load());

/** Loads one time after the other, so that an older answer never replaces a newer one. */
function load(): Promise<void> {
  loading = loading.then(showMoney);
  return loading;
}

async function showMoney(): Promise<void> {
  const response = await fetch('/api/money').catch(() => undefined);
  if (response?.ok) show((await response.json()) as Money);
  // later, what is shown stays
  else if (main.ariaBusy) render(html`<p class="card" role="alert">${t.failedToLoad}</p>`, main);
}

async function reload(): Promise<void> {
  await Promise.all([load(), main.querySelector('budgea-connections')?.reload()]);
}

async function post(path: string, body: object = {}): Promise<void> {
  await fetch(path, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });
  await reload();
}

async function forget(): Promise<void> {
  await post('/api/forget');
  // the button that had the focus is gone
  main.querySelector('h1')?.focus();
}

function euros(amount: number): string {
  return amount.toLocaleString(language(), {style: 'currency', currency: 'EUR'});
}

function show({connections, transfers, orders}: Money): void {
  const isEmpty = connections.length === 0;
  const isInPanel = document.activeElement?.localName === 'budgea-connections';
  render(
    html`
      ${isEmpty ? welcome() : total(connections)}
      <section aria-labelledby="connections" ?hidden=${isEmpty}>
        <div class="section-head">
          <h2 id="connections">${t.connections}</h2>
          <budgea-manage class="plain small"></budgea-manage>
        </div>
        <budgea-connections class="card">
          ${connections.map(accountList)}
        </budgea-connections>
      </section>
      ${payments(
        [...transfers.map(transferRow), ...orders.map(orderRow)],
        html`${isEmpty ? '' : transferButtons()} ${orderButton()}`,
      )}
      ${isEmpty ? '' : simulation(connections)}
    `,
    main,
  );
  // the panel that had the focus is hidden
  if (isEmpty && isInPanel) main.querySelector('h1')?.focus();
}

function welcome(): TemplateResult {
  return html`
    <section class="hero welcome">
      <h1 tabindex="-1">${t.tagline}</h1>
      <p>${t.empty}</p>
      <ol class="steps">${t.steps.map((step) => html`<li>${step}</li>`)}</ol>
      <budgea-connect></budgea-connect>
      <p class="note">${t.emptyNote}</p>
    </section>
  `;
}

function total(connections: readonly VisitorsConnection[]): TemplateResult {
  const accounts = connections.flatMap((connection) => connection.accounts);
  const sum = accounts.reduce((subtotal, {balance}) => subtotal + balance, 0);
  return html`
    <section class="hero">
      <h1>
        <span class="eyebrow">${t.total}</span>
        <span class="total">${accounts.length > 0 ? euros(sum) : '…'}</span>
      </h1>
      <p class="note">${accounts.length > 0 ? t.accounts(accounts.length) : t.noAccountsYet}</p>
    </section>
  `;
}

/** Shows the accounts of a connection in its row of the panel. */
function accountList({id, accounts}: VisitorsConnection): TemplateResult | '' {
  if (accounts.length === 0) return '';
  return html`
    <ul class="rows accounts" slot="connection-${id}">
      ${accounts.map(({name, balance}) => html`<li><span>${name}</span> <b>${euros(balance)}</b></li>`)}
    </ul>
  `;
}

function payments(rows: readonly TemplateResult[], actions: TemplateResult): TemplateResult {
  return html`
    <section aria-labelledby="payments">
      <div class="section-head"><h2 id="payments">${t.payments}</h2></div>
      <div class="card">
        ${rows.length > 0 ? html`<ul class="rows">${rows}</ul>` : ''}
        <div class="actions">${actions}</div>
      </div>
    </section>
  `;
}

function transferButtons(): TemplateResult {
  return html`
    <budgea-transfer class="plain">${t.transferNew}</budgea-transfer>
    <button class="quiet" @click=${() => post('/api/transfer')}>${t.prepare}</button>
  `;
}

/** Orders something. Paying for it needs no connected bank. */
function orderButton(): TemplateResult {
  return html`<button class="quiet" @click=${() => post('/api/order')}>${t.order}</button>`;
}

/** Adds the thing to a label, for users who do not see the card around it. */
function labelFor(label: string, thing: string): TemplateResult {
  return html`${label}<span class="visually-hidden"> ${thing}</span>`;
}

/** Lets the visitor break a connection, and start over. */
function simulation(connections: readonly VisitorsConnection[]): TemplateResult {
  return html`
    <section class="simulation" aria-labelledby="simulation">
      <div class="section-head"><h2 id="simulation">${t.simulation}</h2></div>
      <ul class="rows">${connections.map(errorRow)}</ul>
      <button class="quiet" @click=${forget}>${t.forget}</button>
    </section>
  `;
}

function errorRow({id, name, state}: VisitorsConnection): TemplateResult {
  const onError = (event: Event): void => {
    void post('/api/break', {id, error: (event.target as HTMLSelectElement).value || null});
  };
  return html`
    <li>
      <span>${name}${state ? html` <span class="note">${t.broken(state)}</span>` : ''}</span>
      <select class="quiet" aria-label=${t.breakLabel(name)} @change=${onError}>
        <option value="" ?selected=${!state}>${state ? t.noError : t.breakIt}</option>
        ${ERRORS.map((code) => html`<option ?selected=${code === state}>${code}</option>`)}
      </select>
    </li>
  `;
}

function transferRow({id, label, amount, state}: Transfer): TemplateResult {
  const button = html`<budgea-transfer class="small" transfer-id=${id}>${labelFor(t.confirm, label)}</budgea-transfer>`;
  return moneyRow(
    label,
    amount,
    state === 'created' ? button : html`<span class="state good">${t.paid}</span>`,
  );
}

/** Shows an order with its verified state, and with a button only if nothing was paid. */
function orderRow({id, label, amount, state, paymentState}: VerifiedOrder): TemplateResult {
  const pay = html`<budgea-payment class="small" .context=${id}>${labelFor(t.pay, label)}</budgea-payment>`;
  const said = paymentState && html`<code lang="en">${paymentState}</code>`;
  return moneyRow(
    label,
    amount,
    html`<span class="row-end">
      <span class="state ${ORDER_MARKS[state]}">${t.orderStates[state]}</span> ${said}
      ${PAYABLE.includes(state) ? pay : ''}
    </span>`,
  );
}

function moneyRow(label: string, amount: number, end: TemplateResult): TemplateResult {
  return html`<li><span>${t.prepared(label, euros(amount))}</span> ${end}</li>`;
}
