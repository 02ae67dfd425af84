import type {RemedyAction, RemedyActor} from '../../service/connection-errors.js';
import {ownProperties} from '../../service/options.js';

/** What an error asks of the user, as far as the page reads it. */
export interface ReadRemedy {
  readonly kind: string;
  /** The error as the service names it. Empty if there is none. */
  readonly error: string;
  readonly who: RemedyActor | (string & {});
  readonly action: RemedyAction | (string & {});
  /** The bank's own words. Empty if there are none. */
  readonly message: string;
  /** Whether the user's consent ends soon, or is over. */
  readonly consentEndsSoon: boolean;
  /** In ms since the epoch. `NaN` if nobody knows, as all times here. */
  readonly consentEndsAt: number;
}

/** What is wrong with a connection or with one of its accounts, if anything is. */
export interface Problem {
  /** The account's name. Empty for the connection itself. */
  readonly account: string;
  readonly remedy: ReadRemedy;
}

/** A connection of the answer. Times are in ms since the epoch, and `NaN` if nobody knows. */
export interface ReadConnection {
  readonly id: string;
  /** The bank's name. Empty if the answer has none. */
  readonly name: string;
  /** The bank's colour as six hexadecimal digits. Empty if the answer has none. */
  readonly color: string;
  readonly remedy: ReadRemedy;
  readonly accounts: number;
  /** Its own remedy, and those of its accounts that have an error. */
  readonly problems: readonly Problem[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly nextTryAt: number;
  readonly isFetching: boolean;
  /** Whether some of its sources have a problem, and others have none. */
  readonly isPartial: boolean;
  readonly sameBankAs: readonly unknown[];
}

type Mutable<T> = {-readonly [P in keyof T]: T[P]};

/** An id that is safe in a path and in the name of a slot. */
const ID = /^[\w-]{1,64}$/;

const COLOR = /^[\da-f]{6}$/i;

/**
 * Reads the connections of an answer, or returns `undefined` if it has none. Nothing in it is trusted: only own properties
 * of the right type count, and a connection without a valid id is left out.
 */
export function readConnections(answer: unknown): readonly ReadConnection[] | undefined {
  const {connections} = fieldsOf(answer);
  if (!Array.isArray(connections)) return undefined;
  const byId = new Map<string, ReadConnection>();
  for (const connection of connections.map(readConnection)) {
    if (ID.test(connection.id) && !byId.has(connection.id)) byId.set(connection.id, connection);
  }
  return [...byId.values()];
}

function readConnection(value: unknown): ReadConnection {
  const fields = fieldsOf(value);
  const bank = fieldsOf(fields.bank);
  const accounts = fieldsOf(fields.accounts);
  const color = textOf(bank.color);
  const isFetching = fields.isFetching === true;
  const remedy = readRemedy(fields.remedy);
  // the data of a connection that is not active is never fetched
  if (remedy.kind === 'first-sync' && !isFetching) remedy.kind = 'unknown';
  const states = listOf(fields.sources).map((source) => textOf(fieldsOf(source).state));
  return {
    id: textOf(fields.id),
    name: textOf(bank.name),
    color: COLOR.test(color) ? color : '',
    remedy,
    accounts: Number.isSafeInteger(accounts.count) ? Number(accounts.count) : 0,
    problems: [{account: '', remedy}, ...listOf(accounts.errors).map(readAccountError)],
    createdAt: timeOf(fields.createdAt),
    updatedAt: timeOf(fields.updatedAt),
    nextTryAt: timeOf(fields.nextTryAt),
    isFetching,
    isPartial: states.includes('') && states.some(Boolean),
    sameBankAs: listOf(fields.sameBankAs),
  };
}

function readAccountError(value: unknown): Problem {
  const {name, remedy} = fieldsOf(value);
  return {account: textOf(name), remedy: readRemedy(remedy)};
}

function readRemedy(value: unknown): Mutable<ReadRemedy> {
  const {kind, error, who, action, message, consentEndsSoon, consentEndsAt} = fieldsOf(value);
  return {
    kind: textOf(kind),
    error: textOf(error),
    who: textOf(who),
    action: textOf(action),
    message: textOf(message),
    consentEndsSoon: consentEndsSoon === true,
    consentEndsAt: timeOf(consentEndsAt),
  };
}

/** Copies an object's own fields. Anything else gives no fields. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return ownProperties(typeof value === 'object' ? (value as Record<string, unknown> | null) : null);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function timeOf(value: unknown): number {
  return Date.parse(textOf(value));
}
