import type {BankAccount} from '../bank-accounts.js';
import type {AccountObstacle} from '../entry/account-filter.js';
import {type Html, html} from '../html.js';
import {spacedIban} from '../iban.js';
import type {SandboxConnector} from '../options.js';
import type {Problem} from '../session/session.js';
import type {Visit} from '../session/visit.js';
import {wayTo} from '../way-to.js';
import {actions, bankHeader, bankMark, choiceGroup, money, stepForm} from './parts.js';
import type {StepContent} from './step-page.js';

/** A shorter list of banks needs no list of the most used ones. */
const LONG_LIST = 6;

/** Shows the list of banks, or those that a search finds. */
export function bankPage(visit: Visit): StepContent {
  const {texts, session, url} = visit;
  const offered = session.entry.connectors;
  const search = url.searchParams.get('q')?.trim() ?? '';
  const mostUsed = search === '' && !session.entry.client.disableConnectorHints ? mostUsedOf(offered) : [];
  const found = offered.filter(({name}) => searchKey(name).includes(searchKey(search)));
  const onlyDocuments = session.entry.capabilities.every((capability) => capability === 'document');
  const heading = onlyDocuments ? texts.bank.headingDocuments : texts.bank.heading;
  if (offered.length === 0) {
    return {
      heading,
      body: html`<p>${texts.bank.noneOffered}</p>${stepForm(visit, actions(visit, undefined))}`,
    };
  }
  return {
    heading,
    body: html`<form method="get" action="${wayTo(url.pathname, url)}" role="search" class="search">
<label for="q">${texts.bank.search}</label>
<div class="search-row"><input id="q" name="q" type="search" value="${search}" autocomplete="off" spellcheck="false" data-filter="banks"><button class="secondary">${texts.bank.searchButton}</button></div>
<p class="hint" role="status" id="banks-count" data-one="${texts.bank.found(1)}" data-many="${texts.bank.found(2)}" data-none="${texts.bank.none}">${found.length === 0 ? texts.bank.none : texts.bank.found(found.length)}</p>
</form>
${stepForm(
  visit,
  html`${
    mostUsed.length > 0 &&
    html`<div id="banks-hints"><h2 class="hints" id="most-used">${texts.bank.mostUsed}</h2>
<ul class="banks" aria-labelledby="most-used">${mostUsed.map((connector) => bankItem(connector, texts.bank.mostUsed))}</ul>
<h2 class="hints">${texts.bank.list}</h2></div>`
  }<ul class="banks" id="banks" aria-label="${texts.bank.list}">${found.map((connector) => bankItem(connector))}</ul>
${actions(visit, undefined)}`,
)}`,
  };
}

/** Asks whether the user wants to add another connection. */
export function anotherPage(visit: Visit): StepContent {
  const {texts, session} = visit;
  const {another} = texts;
  const last = session.added.at(-1);
  return {
    heading: another.heading,
    body: html`${last && html`<p class="notice" role="status">${another.added(last.connector.name)}</p>`}
<p>${another.intro(session.entry.maxConnections - session.added.length)}</p>
${stepForm(
  visit,
  html`<div class="actions">
<button class="primary">${another.finish}</button>
<button class="secondary" name="action" value="add">${another.add}</button>
</div>`,
)}`,
  };
}

/** Shows the terms, which the user accepts or declines. */
export function termsPage(visit: Visit, connector: SandboxConnector): StepContent {
  const {texts, clientName, session} = visit;
  const {terms} = texts;
  const points = session.entry.flow === 'transfer' ? terms.pointsTransfer : terms.points;
  return {
    heading: terms.heading,
    body: html`${bankHeader(connector)}
<p>${terms.intro(clientName, connector.name)}</p>
<ul class="points">${points.map((point) => html`<li>${point}</li>`)}</ul>
${stepForm(
  visit,
  actions(
    visit,
    terms.accept,
    html`<button class="secondary" name="action" value="decline">${terms.decline}</button>`,
  ),
)}`,
  };
}

/** Asks which accounts the user shares. Those that the application did not ask for are disabled. */
export function accountsPage(
  visit: Visit,
  {
    connector,
    choices,
    problem,
  }: {
    readonly connector: SandboxConnector;
    readonly choices: readonly {
      readonly account: BankAccount;
      readonly obstacle: AccountObstacle | undefined;
      readonly checked: boolean;
    }[];
    readonly problem: Problem | undefined;
  },
): StepContent {
  const {texts, clientName} = visit;
  const error = problem?.errors['account'];
  const selectable = choices.some(({obstacle}) => !obstacle);
  return {
    heading: texts.accounts.heading,
    body: html`${bankHeader(connector)}
<p>${selectable ? texts.accounts.intro(clientName) : texts.accounts.noneSelectable}</p>
${stepForm(
  visit,
  html`${choiceGroup({
    type: 'checkbox',
    name: 'account',
    legend: texts.accounts.legend,
    choices: choices.map(({account, obstacle, checked}) => ({
      value: account.number,
      label: account.name,
      labelLanguage: 'fr',
      details: [
        obstacle ? texts.accounts.obstacles[obstacle] : texts.accountTypes[account.type],
        ibanText(account),
      ],
      amount: money(account.balance, visit),
      checked: checked && !obstacle && !problem,
      disabled: obstacle !== undefined,
    })),
    error: error && texts.errors[error],
  })}
${actions(visit, selectable ? texts.continue : undefined)}`,
)}`,
  };
}

/** Shows what the user is about to share, so that the user can confirm it. */
export function confirmPage(
  visit: Visit,
  {
    connector,
    shared,
  }: {readonly connector: SandboxConnector; readonly shared: readonly BankAccount[] | undefined},
): StepContent {
  const {texts, clientName} = visit;
  return {
    heading: texts.confirm.heading,
    body: html`${bankHeader(connector)}
<p>${texts.confirm.intro(clientName, connector.name)}</p>
${
  shared &&
  html`<h2>${texts.confirm.accounts}</h2>
<ul class="shared">${shared.map(
    (account) =>
      html`<li><span lang="fr">${account.name}</span> <span class="details">${ibanText(account)}</span></li>`,
  )}</ul>`
}
${connector.capabilities.includes('document') && html`<p>${texts.confirm.documents}</p>`}
${stepForm(visit, actions(visit, texts.confirm.submit))}`,
  };
}

/** Returns the most used banks, if the list is long. */
function mostUsedOf(offered: readonly SandboxConnector[]): readonly SandboxConnector[] {
  return offered.length < LONG_LIST ? [] : offered.filter(({mostUsed}) => mostUsed);
}

/** Shows a bank in a list. A bank can be in two lists, so `list` tells screen readers which of the two this is. */
function bankItem(connector: SandboxConnector, list?: string): Html {
  return html`<li data-name="${searchKey(connector.name)}"><button name="connector" value="${connector.id}">${bankMark(connector)}<span>${connector.name}</span>${list !== undefined && html`<span class="visually-hidden">, ${list}</span>`}</button></li>`;
}

function ibanText({iban}: BankAccount): Html | undefined {
  return iban === null ? undefined : html`<span class="iban">${spacedIban(iban)}</span>`;
}

/** Returns a name as the search compares it: in lower case, without accents, with straight apostrophes. */
function searchKey(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}
