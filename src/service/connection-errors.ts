import {frozenCopy, ownProperties} from './options.js';

/*
 * What each state of a connection, or error of an account, asks of the user. Types and remedies derive from the two
 * tables here, and so does the choice of the bank's messages that may be shown.
 */

/**
 * The states known today: who must act, what helps, and whether the bank's own words may be shown. They may not if they
 * are for developers (`bug`) or hold a live link (`webauthRequired`).
 */
export const CONNECTION_ERRORS = {
  wrongpass: {who: 'user', action: 'reconnect', bankMessage: true},
  additionalInformationNeeded: {who: 'user', action: 'reconnect', bankMessage: true},
  SCARequired: {who: 'user', action: 'reconnect', bankMessage: true},
  decoupled: {who: 'user', action: 'reconnect', bankMessage: true},
  webauthRequired: {who: 'user', action: 'reconnect', bankMessage: false},
  passwordExpired: {who: 'user', action: 'visit-bank-then-reconnect', bankMessage: true},
  actionNeeded: {who: 'user', action: 'visit-bank', bankMessage: true},
  websiteUnavailable: {who: 'nobody', action: 'wait', bankMessage: true},
  rateLimiting: {who: 'nobody', action: 'wait', bankMessage: false},
  validating: {who: 'nobody', action: 'wait', bankMessage: false},
  notSupported: {who: 'nobody', action: 'none', bankMessage: false},
  bug: {who: 'provider', action: 'wait', bankMessage: false},
} as const;

/** The remedies if there is no error, or none that is known today. */
const OTHERWISE = {
  none: {kind: 'none', who: 'nobody', action: 'none'},
  'first-sync': {kind: 'first-sync', who: 'nobody', action: 'wait'},
  unknown: {kind: 'unknown', who: 'unknown', action: 'unknown'},
} as const;

/** A day, in ms. */
const DAY = 86_400_000;

/** A date as the service writes it, or in ISO 8601: the day, the time and the time zone. */
const DATE = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/;

type KnownRow = (typeof CONNECTION_ERRORS)[ConnectionErrorCode];
type OtherRow = (typeof OTHERWISE)[keyof typeof OTHERWISE];

/** The states of a connection and the errors of an account that are known today, as the service spells them. */
export type ConnectionErrorCode = keyof typeof CONNECTION_ERRORS;

/** Who must act. The `provider` is the service itself, which already knows. */
export type RemedyActor = (KnownRow | OtherRow)['who'];

/**
 * What helps:
 *
 * - `reconnect`: the reconnect flow of the webview;
 * - `visit-bank`: the bank's own site or app; reconnecting does not help;
 * - `visit-bank-then-reconnect`: the bank first, then the reconnect flow;
 * - `wait`: the service tries again automatically;
 * - `none`: nothing is needed, or nothing helps;
 * - `unknown`: nobody can tell, so promise nothing.
 */
export type RemedyAction = (KnownRow | OtherRow)['action'];

/** A state or an error as the service gives it: one that is known today, a newer one, or none. */
type StateValue = ConnectionErrorCode | (string & {}) | null | undefined;

/** One of the ways in which the service reads a connection. The rest of its fields is ignored. */
export interface ConnectionSource {
  readonly name?: string | null | undefined;
  /** The state of this source. */
  readonly state?: StateValue;
  /** When the user's consent ends. */
  readonly access_expire?: string | null | undefined;
  /** Since when the source is not used. Then its other fields say nothing. */
  readonly disabled?: string | null | undefined;
}

/** The fields of a connection or an account that are read, named as the service names them. The rest is ignored. */
export interface ConnectionErrorSource {
  /** The state of the connection. `null` and `''` mean no error. */
  readonly state?: StateValue;
  /** The same under its older name, and the error of an account. It is read if there is no `state`. */
  readonly error?: StateValue;
  /** The bank's own words. */
  readonly error_message?: string | null | undefined;
  /** When it was last synchronised. `null` means never; a missing field says nothing. */
  readonly last_update?: string | null | undefined;
  /** The sources of the connection, which the service gives with `expand=sources`. */
  readonly sources?: readonly ConnectionSource[] | null | undefined;
}

/** Options of `describeConnectionError`. */
export interface DescribeOptions {
  /** How many days before its end a consent ends soon. Default: 14. */
  readonly soonDays?: number | undefined;
  /** The time that counts as now, in ms. Default: `Date.now()`. */
  readonly now?: number | undefined;
}

/** The end of the user's consent, which every remedy may have. */
export interface ConsentEnd {
  /** When the first of the user's consents ends or ended, in ISO 8601. Missing if the service does not say. */
  readonly consentEndsAt?: string;
  /** Whether that is soon, or over. The reconnect flow renews a consent at any time. */
  readonly consentEndsSoon?: true;
}

/** Nothing is wrong. */
export interface NoRemedy extends ConsentEnd {
  readonly kind: 'none';
  readonly who: 'nobody';
  readonly action: 'none';
}

/** Nothing is wrong, but there is no data yet: the first synchronisation is still running. */
export interface FirstSyncRemedy extends ConsentEnd {
  readonly kind: 'first-sync';
  readonly who: 'nobody';
  readonly action: 'wait';
}

/** The remedy for an error known today; told apart further by `error`. */
export type KnownErrorRemedy = {
  [E in ConnectionErrorCode]: ConsentEnd & {
    readonly kind: 'known';
    readonly error: E;
    readonly who: (typeof CONNECTION_ERRORS)[E]['who'];
    readonly action: (typeof CONNECTION_ERRORS)[E]['action'];
    /** The bank's own words, in the bank's language: text, never markup. They are given only if they are safe to show. */
    readonly message?: string;
  };
}[ConnectionErrorCode];

/** The generic remedy for an error that is not known today, or for something that is not a connection. */
export interface UnknownErrorRemedy extends ConsentEnd {
  readonly kind: 'unknown';
  /** The code as received, if it is a string. Only for logs: it means nothing to the user. */
  readonly error?: string;
  readonly who: 'unknown';
  readonly action: 'unknown';
}

/** What a connection's error asks of the user; told apart by `kind`. */
export type Remedy = NoRemedy | FirstSyncRemedy | KnownErrorRemedy | UnknownErrorRemedy;

/**
 * Describes what the state of a connection, or the error of an account, asks of the user: who must act and what helps.
 *
 * It takes the object as the service gives it, or only its state. Any input gives a frozen remedy, and nothing is
 * thrown. No state gives `none`, or `first-sync` if the object's `last_update` is `null`. A state that is not known today
 * gives `unknown`. If only a source of the connection has a state, that counts. The bank's own words are given only if
 * the state's words are safe to show, and never if they hold a link.
 *
 * If the sources say when the user's consent ends, the remedy says it too, and whether that is soon. Remind the user then,
 * and offer the reconnect flow, which renews the consent.
 *
 * Follows 'List of synchronization errors' of the documentation, and adds `rateLimiting`, `validating`, `notSupported` and
 * the sources of today's service.
 *
 * @example
 * ```ts
 * import {describeConnectionError} from 'budgea-webview/flows';
 *
 * describeConnectionError({state: 'wrongpass'});
 * // {kind: 'known', error: 'wrongpass', who: 'user', action: 'reconnect'}
 *
 * const sources = [{name: 'openapi', state: null, access_expire: '2026-12-01 08:00:00'}];
 * describeConnectionError({state: null, sources}, {now: Date.UTC(2026, 10, 27)});
 * // {kind: 'none', …, consentEndsAt: '2026-12-01T08:00:00.000Z', consentEndsSoon: true}
 * ```
 */
export function describeConnectionError(
  connection: ConnectionErrorSource | string | null | undefined,
  options?: DescribeOptions,
): Remedy {
  return frozenCopy(remedyFor(connection, options));
}

function remedyFor(source: unknown, options: unknown): Remedy {
  if (isMissing(source)) return OTHERWISE.none;
  if (typeof source === 'string') return codeRemedy(source);
  try {
    return typeof source === 'object' && !Array.isArray(source)
      ? connectionRemedy(ownFields(source), ownFields(options))
      : OTHERWISE.unknown;
  } catch {
    // a getter may throw, and a revoked proxy always does: then nothing is known
    return OTHERWISE.unknown;
  }
}

function connectionRemedy(connection: Fields, options: Fields): Remedy {
  const {state, error, error_message: message, last_update: lastUpdate, sources} = connection;
  const used = (Array.isArray(sources) ? sources : []).map(ownFields).filter(({disabled}) => !disabled);
  const states = [state, error].filter((code) => !isMissing(code));
  const code = states[0] ?? sourceState(used);
  const consent = consentEnd(used, options);
  if (code === undefined) return {...OTHERWISE[lastUpdate === null ? 'first-sync' : 'none'], ...consent};
  // if the two names disagree, both must allow the bank's words
  const mayShow = [code, ...states].every((name) => isKnown(name) && CONNECTION_ERRORS[name].bankMessage);
  return {...codeRemedy(code, mayShow ? message : undefined), ...consent};
}

/** Returns the state of the sources: one that the user can do something about, or else the first. */
function sourceState(sources: readonly Fields[]): unknown {
  const states = sources.map(({state}) => state).filter((state) => !isMissing(state));
  return states.find((state) => isKnown(state) && CONNECTION_ERRORS[state].who === 'user') ?? states[0];
}

function consentEnd(sources: readonly Fields[], {soonDays = 14, now = Date.now()}: Fields): ConsentEnd {
  const times = sources
    .map((source) => toTime(source['access_expire']))
    .filter((time) => !Number.isNaN(time));
  if (times.length === 0) return {};
  const first = Math.min(...times);
  return {
    consentEndsAt: new Date(first).toISOString(),
    ...(first <= Number(now) + Number(soonDays) * DAY && {consentEndsSoon: true}),
  };
}

/** Parses a date the same way in every browser. Without a time zone it is in UTC. Returns `NaN` if it is not a date. */
export function toTime(date: unknown): number {
  const [, day = '', time = '00:00:00', zone = 'Z'] = (typeof date === 'string' && DATE.exec(date)) || [];
  // some engines take the 31st of February for the 3rd of March
  const isDay = new Date(day).getUTCDate() === Number(day.slice(8));
  return isDay ? Date.parse(`${day}T${time}${zone}`) : NaN;
}

function codeRemedy(error: unknown, message?: unknown): Remedy {
  if (!isKnown(error)) return {...OTHERWISE.unknown, ...(typeof error === 'string' && {error})};
  const {who, action} = CONNECTION_ERRORS[error];
  const words = typeof message === 'string' && !message.includes('://') && message.trim();
  return {kind: 'known', error, who, action, ...(words && {message: words})} as KnownErrorRemedy;
}

type Fields = Readonly<Record<string, unknown>>;

/** Copies an object's own fields. Anything else gives no fields. */
function ownFields(value: unknown): Fields {
  return ownProperties(typeof value === 'object' ? (value as Fields | null) : null);
}

function isMissing(code: unknown): boolean {
  return code === undefined || code === null || code === '';
}

function isKnown(code: unknown): code is ConnectionErrorCode {
  return typeof code === 'string' && Object.hasOwn(CONNECTION_ERRORS, code);
}
