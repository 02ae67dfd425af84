import {own} from '../own.js';
import {ACCOUNT_TYPES} from '../bank-accounts.js';
import type {SandboxField} from '../options.js';
import type {Account} from '../world/accounts.js';
import type {Connection} from '../world/connections.js';
import {type Transaction, transactionsOf} from '../world/transactions.js';
import {connectorJson, fieldJson, sourceId} from './connector-json.js';
import {dateTime, EURO, euros, type Json, optionalDateTime, recipientJson} from './representations.js';
import {relation, type View} from './view.js';

/** The messages of a bank. That of `webauthRequired` contains a link, as on the service. */
const ERROR_MESSAGES: ReadonlyMap<string | null, string> = new Map([
  ['wrongpass', 'The bank refused the sign-in details.'],
  ['passwordExpired', 'The password has expired.'],
  ['actionNeeded', 'Please read and accept the new terms on the bank’s website.'],
  ['websiteUnavailable', 'The bank’s website is under maintenance.'],
  ['webauthRequired', 'https://bank.example/authorize?session=7f1c'],
]);

const NO_CATEGORY = {id: 9998, name: 'Indéfini'};

const ONE_TIME_CODE: SandboxField = own({
  name: 'code',
  label: {en: 'Code received by text message', fr: 'Code reçu par SMS'},
  type: 'text',
  regex: '^[0-9]{6}$',
});

/**
 * Returns a connection as JSON.
 *
 * `expand` may have `connector` (or `bank`, `provider`), `sources`, `accounts` and `all_accounts`.
 */
export function connectionJson(connection: Connection, view: View): Json {
  const {id, userId, connector, state} = connection;
  const has = (capability: string): boolean => connector.capabilities.some((one) => one === capability);
  const accounts = view.world.accounts.everyOf(userId).filter((one) => one.connectionId === id);
  const active = accounts.filter(({disabledAt}) => disabledAt === null);
  return {
    id,
    id_user: userId,
    id_connector: connector.id,
    id_bank: has('bank') ? connector.id : null,
    id_provider: has('document') ? connector.id : null,
    connector_uuid: connector.uuid,
    state,
    error: state,
    error_message: ERROR_MESSAGES.get(state) ?? null,
    fields: neededFields(connection).map((field) => fieldJson(field, view)),
    created: dateTime(connection.createdAt),
    last_update: optionalDateTime(connection.lastUpdate),
    last_push: optionalDateTime(connection.lastPush),
    next_try: optionalDateTime(connection.nextTry),
    expire: null,
    active: connection.active,
    ...relation(view, 'connector', (inside) => connectorJson(connector, inside)),
    ...relation(view, 'bank', (inside) => connectorJson(connector, inside)),
    ...relation(view, 'provider', (inside) => connectorJson(connector, inside)),
    ...relation(view, 'sources', () => sourcesJson(connection)),
    ...relation(view, 'accounts', (inside) => active.map((one) => accountJson(one, inside))),
    ...relation(view, 'all_accounts', (inside) => accounts.map((one) => accountJson(one, inside))),
    ...relation(view, 'subscriptions', () => []),
  };
}

/** Returns the sources of a connection as JSON. */
export function sourcesJson(connection: Connection): readonly Json[] {
  return connection.sources.map((source, index) => ({
    id: source.id,
    id_connection: connection.id,
    id_connector_source: sourceId(connection.connector, index),
    name: source.name,
    state: source.state,
    access_expire: optionalDateTime(source.accessExpire),
    created: dateTime(connection.createdAt),
    last_update: optionalDateTime(connection.lastUpdate),
    next_try: optionalDateTime(connection.nextTry),
    disabled: null,
    expire: null,
  }));
}

/** Returns an account as JSON. `expand` may have `transactions`, `connection` and `recipients`. */
export function accountJson(account: Account, view: View): Json {
  const {world} = view;
  const connection = world.connections.find(account.userId, account.connectionId);
  return {
    id: account.id,
    id_user: account.userId,
    id_connection: account.connectionId,
    id_source: connection?.sources[0]?.id ?? null,
    id_parent: null,
    id_type: ACCOUNT_TYPES.indexOf(account.type) + 1,
    name: account.givenName ?? account.name,
    original_name: account.name,
    type: account.type,
    usage: account.usage,
    ownership: 'owner',
    company_name: null,
    iban: account.iban,
    bic: account.iban === null ? null : 'BDGAFRPPXXX',
    number: account.number,
    webid: account.number,
    balance: account.balance,
    formatted_balance: euros(account.balance),
    coming: 0,
    currency: EURO,
    able_to_transfer: account.ableToTransfer,
    display: account.display,
    bookmarked: account.bookmarked,
    disabled: optionalDateTime(account.disabledAt),
    deleted: null,
    error: account.error,
    last_update: account.disabledAt === null ? optionalDateTime(connection?.lastUpdate ?? null) : null,
    loan: null,
    ...relation(view, 'transactions', (inside) =>
      transactionsIn(view, account).map((one) => transactionJson(one, inside)),
    ),
    ...relation(view, 'connection', (inside) => connection && connectionJson(connection, inside)),
    ...relation(view, 'recipients', () => world.accounts.recipientsOf(account).map(recipientJson)),
    ...relation(view, 'investments', () => []),
  };
}

/** Returns the transactions of an account, the newest first. */
export function transactionsIn({world}: Pick<View, 'world'>, account: Account): readonly Transaction[] {
  const connection = world.connections.find(account.userId, account.connectionId);
  return connection ? transactionsOf(account, connection.createdAt, connection.lastUpdate) : [];
}

/** Returns a transaction as JSON. `expand` may have `account` and `category`. */
export function transactionJson(transaction: Transaction, view: View): Json {
  const {id, account, type, wording, value, day, foundAt} = transaction;
  return {
    id,
    id_account: account.id,
    webid: null,
    application_date: day,
    date: day,
    rdate: day,
    vdate: day,
    bdate: day,
    datetime: null,
    value,
    formatted_value: euros(value),
    gross_value: null,
    type,
    nature: type,
    original_wording: wording,
    simplified_wording: wording,
    stemmed_wording: wording,
    wording,
    categories: [],
    id_category: NO_CATEGORY.id,
    id_cluster: null,
    state: 'parsed',
    coming: false,
    active: true,
    new: false,
    comment: null,
    documents_count: 0,
    date_scraped: dateTime(foundAt),
    last_update: dateTime(foundAt),
    deleted: null,
    original_value: null,
    original_gross_value: null,
    original_currency: null,
    commission: null,
    commission_currency: null,
    country: null,
    card: null,
    counterparty: null,
    ...relation(view, 'account', (inside) => accountJson(account, inside)),
    ...relation(view, 'category', () => NO_CATEGORY),
  };
}

/** Returns what the user must enter to repair a connection. */
function neededFields({connector, state}: Connection): readonly SandboxField[] {
  if (state === 'additionalInformationNeeded') return [ONE_TIME_CODE];
  return state === 'wrongpass' ? connector.fields.filter(({type}) => type === 'password') : [];
}
