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

interface Account {
  readonly id: number;
  readonly name: string;
  readonly balance: number;
}

interface Connection {
  readonly id: number;
  readonly error: string | null;
  readonly bank: {readonly name: string; readonly color?: string} | null;
  readonly accounts?: readonly Account[];
}

interface Transfer {
  readonly id: number;
  readonly label: string;
  readonly amount: number;
  readonly state: string;
}

interface Money {
  readonly connections: readonly Connection[];
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

const main = document.querySelector('main') as HTMLElement;
showHeader(document.querySelector('header') as HTMLElement);
showLog(document.querySelector('#log') as HTMLElement);
await load();
main.removeAttribute('aria-busy');

async function load(): Promise<void> {
  const response = await fetch('/api/money');
  if (response.ok) show((await response.json()) as Money);
  else render(html`<p class="card" role="alert">${t.failedToLoad}</p>`, main);
}

async function post(path: string, body: object = {}): Promise<void> {
  await fetch(path, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });
  await load();
}

async function forget(): Promise<void> {
  await post('/api/forget');
  // the button that had the focus is gone
  main.querySelector('h1')?.focus();
}

function euros(amount: number): string {
  return amount.toLocaleString(language(), {style: 'currency', currency: 'EUR'});
}

function show(money: Money): void {
  render(money.connections.length > 0 ? overview(money) : welcome(money), main);
}

function welcome({orders}: Money): TemplateResult {
  return html`
    <section class="hero welcome">
      <h1 tabindex="-1">${t.tagline}</h1>
      <p>${t.empty}</p>
      <ol class="steps">${t.steps.map((step) => html`<li>${step}</li>`)}</ol>
      ${connectButton()}
      <p class="note">${t.emptyNote}</p>
    </section>
    ${payments(orders.map(orderRow), orderButton())}
  `;
}

function overview({connections, transfers, orders}: Money): TemplateResult {
  const accounts = connections.flatMap((connection) => connection.accounts ?? []);
  const total = accounts.reduce((sum, {balance}) => sum + balance, 0);
  return html`
    <section class="hero">
      <h1><span class="eyebrow">${t.total}</span> <span class="total">${euros(total)}</span></h1>
      <p class="note">${t.accounts(accounts.length)}</p>
      <div class="actions">
        ${connectButton()}
        <budgea-manage class="plain"></budgea-manage>
      </div>
    </section>
    <section aria-labelledby="connections">
      <div class="section-head"><h2 id="connections">${t.connections}</h2></div>
      <ul class="cards">${connections.map(connectionCard)}</ul>
    </section>
    ${payments(
      [...transfers.map(transferRow), ...orders.map(orderRow)],
      html`
        <budgea-transfer class="plain">${t.transferNew}</budgea-transfer>
        <button class="quiet" @click=${() => post('/api/transfer')}>${t.prepare}</button>
        ${orderButton()}
      `,
    )}
    <p class="footer"><button class="quiet" @click=${forget}>${t.forget}</button></p>
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

/** Orders something. Paying for it needs no connected bank. */
function orderButton(): TemplateResult {
  return html`<button class="quiet" @click=${() => post('/api/order')}>${t.order}</button>`;
}

function connectButton(): TemplateResult {
  return html`<budgea-connect></budgea-connect>`;
}

/** Adds the thing to a label, for users who do not see the card around it. */
function labelFor(label: string, thing: string): TemplateResult {
  return html`${label}<span class="visually-hidden"> ${thing}</span>`;
}

function connectionCard({id, error, bank, accounts = []}: Connection): TemplateResult {
  const name = bank?.name ?? String(id);
  const onError = (event: Event): void => {
    void post('/api/break', {id, error: (event.target as HTMLSelectElement).value || null});
  };
  return html`
    <li class="card">
      <div class="card-head">
        <span class="badge" style="--color: #${bank?.color ?? '667'}" aria-hidden="true">${name.slice(0, 1)}</span>
        <h3>${name}</h3>
        <span class="state ${error ? 'bad' : 'good'}">${error ? t.broken(error) : t.fine}</span>
      </div>
      <ul class="rows">
        ${accounts.map((account) => html`<li><span>${account.name}</span> <b>${euros(account.balance)}</b></li>`)}
      </ul>
      <div class="card-foot">
        <budgea-connection error=${error ?? ''} connection-id=${id}>${labelFor(t.reconnect, name)}</budgea-connection>
        <select class="quiet" aria-label=${t.breakLabel(name)} @change=${onError}>
          <option value="" ?selected=${!error}>${error ? t.noError : t.breakIt}</option>
          ${ERRORS.map((code) => html`<option ?selected=${code === error}>${code}</option>`)}
        </select>
      </div>
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
