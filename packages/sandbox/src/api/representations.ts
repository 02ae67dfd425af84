import {type Language, labelIn} from '../language.js';
import type {SandboxConnector, SandboxField} from '../options.js';
import type {Account, Recipient} from '../world/accounts.js';
import type {Connection} from '../world/connections.js';
import type {Transfer} from '../world/transfers.js';
import type {World} from '../world/world.js';

/** A resource as JSON. */
export type Json = Readonly<Record<string, unknown>>;

const EURO = {id: 'EUR', symbol: '€', prefix: false};

/** The messages of a bank. That of `webauthRequired` contains a link, as on the service. */
const ERROR_MESSAGES: Readonly<Record<string, string>> = {
  wrongpass: 'The bank refused the sign-in details.',
  passwordExpired: 'The password has expired.',
  actionNeeded: 'Please read and accept the new terms on the bank’s website.',
  websiteUnavailable: 'The bank’s website is under maintenance.',
  webauthRequired: 'https://bank.example/authorize?session=7f1c',
};

export function connectorJson(connector: SandboxConnector, language: Language, withFields: boolean): Json {
  const {id, uuid, name, color, capabilities, hidden = false, fields} = connector;
  return {
    id,
    uuid,
    name,
    color,
    capabilities,
    hidden,
    charged: true,
    ...(withFields && {fields: fields.map((field) => fieldJson(field, language))}),
  };
}

export function connectionJson(
  world: World,
  connection: Connection,
  {language, expand}: {readonly language: Language; readonly expand: ReadonlySet<string>},
): Json {
  const {id, userId, connector, error, lastUpdate} = connection;
  const connectorPart = connectorJson(connector, language, false);
  return {
    id,
    id_user: userId,
    id_bank: connector.id,
    id_connector: connector.id,
    connector_uuid: connector.uuid,
    state: error,
    error,
    error_message: error === null ? null : (ERROR_MESSAGES[error] ?? null),
    expire: null,
    last_update: dateTime(lastUpdate),
    active: true,
    ...(expand.has('bank') && {bank: connectorPart}),
    ...(expand.has('connector') && {connector: connectorPart}),
    ...(expand.has('accounts') && {
      accounts: world.accounts
        .of(userId)
        .filter((account) => account.connectionId === id)
        .map((account) => accountJson(account, lastUpdate)),
    }),
  };
}

export function accountJson(account: Account, lastUpdate: number): Json {
  return {
    id: account.id,
    id_user: account.userId,
    id_connection: account.connectionId,
    name: account.name,
    original_name: account.name,
    type: account.type,
    usage: account.usage,
    iban: account.iban,
    number: account.number,
    balance: account.balance,
    formatted_balance: euros(account.balance),
    currency: EURO,
    able_to_transfer: account.ableToTransfer,
    display: true,
    deleted: null,
    error: null,
    last_update: dateTime(lastUpdate),
  };
}

export function recipientJson(recipient: Recipient): Json {
  return {
    id: recipient.id,
    id_account: recipient.accountId,
    id_target_account: recipient.targetAccountId,
    label: recipient.label,
    category: recipient.category,
    bank_name: recipient.bankName,
    iban: recipient.iban,
    deleted: null,
    expire: null,
  };
}

export function transferJson(transfer: Transfer): Json {
  return {
    id: transfer.id,
    id_account: transfer.account.id,
    id_recipient: transfer.recipient.id,
    account_iban: transfer.account.iban,
    recipient_iban: transfer.recipient.iban,
    amount: transfer.amount,
    formatted_amount: euros(transfer.amount),
    currency: EURO,
    label: transfer.label,
    exec_date: transfer.execDate,
    register_date: dateTime(transfer.registeredAt),
    fees: null,
    state: transfer.state,
    webid: transfer.state === 'created' ? null : `ZZ10C4FKSNP${transfer.id}`,
  };
}

function fieldJson(field: SandboxField, language: Language): Json {
  const {name, label, type, regex = null, values} = field;
  return {
    name,
    label: labelIn(label, language),
    type,
    regex,
    required: true,
    ...(values && {values: values.map((one) => ({label: labelIn(one.label, language), value: one.value}))}),
  };
}

function euros(amount: number): string {
  return new Intl.NumberFormat('fr-FR', {style: 'currency', currency: 'EUR'}).format(amount);
}

function dateTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
