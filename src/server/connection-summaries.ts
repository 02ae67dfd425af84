import {describeConnectionError, type Remedy, toTime} from '../service/connection-errors.js';
import type {AccountError, ConnectionSummary, SourceSummary} from '../service/connection-summary.js';
import {isGiven, ownProperties} from '../service/options.js';
import {idFrom} from './connection.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Turns connections, as the service gives them, into what a page may know. What is not a connection is left out.
 *
 * Only these fields are read, so that no IBAN, balance or secret can get through.
 */
export function summarizeConnections(connections: readonly unknown[]): readonly ConnectionSummary[] {
  const all = connections.map(fieldsOf).filter(({id}) => idFrom(id) !== undefined);
  const idsOfBank = new Map<unknown, string[]>();
  for (const connection of all) {
    const bank = connectorOf(connection);
    if (isGiven(bank)) idsOfBank.set(bank, [...(idsOfBank.get(bank) ?? []), String(connection['id'])]);
  }
  return all.map((connection) => {
    const summary = summaryOf(connection);
    const ids = idsOfBank.get(connectorOf(connection)) ?? [];
    return {...summary, sameBankAs: ids.filter((id) => id !== summary.id)};
  });
}

function summaryOf(connection: Fields): Omit<ConnectionSummary, 'sameBankAs'> {
  const remedy = describeConnectionError(connection);
  return {
    id: String(connection['id']),
    bank: bankOf(connection),
    state: errorOf(remedy),
    remedy,
    accounts: accountsOf(connection),
    createdAt: timeFrom(connection['created']),
    updatedAt: timeFrom(connection['last_update']),
    nextTryAt: timeFrom(connection['next_try']),
    // the service never fetches the data of one that is not active
    isFetching: remedy.kind === 'first-sync' && connection['active'] !== false,
    sources: inUse(connection['sources']).map(sourceSummary),
    consentEndsAt: remedy.consentEndsAt ?? null,
  };
}

function bankOf({connector, bank, provider, connector_uuid: ownUuid}: Fields): ConnectionSummary['bank'] {
  const {name, color, uuid} = fieldsOf(connector ?? bank ?? provider);
  const [, digits = null] = /^#?([\da-f]{6})$/i.exec(textFrom(color) ?? '') ?? [];
  return {name: textFrom(name) ?? '', color: digits, uuid: textFrom(uuid) ?? textFrom(ownUuid)};
}

function accountsOf({accounts}: Fields): ConnectionSummary['accounts'] {
  const shared = inUse(accounts);
  return {count: shared.length, errors: shared.filter(({error}) => isGiven(error)).map(accountError)};
}

function accountError({name, original_name: originalName, error}: Fields): AccountError {
  const remedy = describeConnectionError({error: error as string});
  const title = textFrom(name) ?? textFrom(originalName) ?? '';
  return {name: withoutNumbers(title), error: errorOf(remedy) ?? '', remedy};
}

function sourceSummary({name, state, access_expire: end}: Fields): SourceSummary {
  return {name: textFrom(name) ?? '', state: textFrom(state), consentEndsAt: timeFrom(end)};
}

/** Shortens the account numbers in a name, which some banks put there, to their last four digits. */
function withoutNumbers(name: string): string {
  return name.replaceAll(/(?:\d ?){4,}(?=\d(?: ?\d){3})/g, '…');
}

function connectorOf({id_connector: id, id_bank: bank, id_provider: provider}: Fields): unknown {
  return id ?? bank ?? provider;
}

/** Returns the error that a remedy is about. */
function errorOf(remedy: Remedy): string | null {
  return 'error' in remedy ? (remedy.error ?? null) : null;
}

/** Returns the accounts or sources in a list that the service uses. */
function inUse(list: unknown): readonly Fields[] {
  const all = Array.isArray(list) ? (list as unknown[]).map(fieldsOf) : [];
  return all.filter(({disabled, deleted}) => !disabled && !deleted);
}

function timeFrom(date: unknown): string | null {
  const time = toTime(date);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function textFrom(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function fieldsOf(value: unknown): Fields {
  return ownProperties(typeof value === 'object' ? (value as Fields | null) : null);
}
