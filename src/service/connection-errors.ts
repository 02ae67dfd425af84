/*
 * What each error of a connection, or of an account, asks of the user. Types, remedies and which of the bank's messages
 * may be shown derive from the two tables here.
 */

/**
 * The errors known today: who has to act, what helps, and whether the bank's own words may be shown beside it. They may
 * not where they are for developers (`bug`) or hold a link that still works (`webauthRequired`).
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
  bug: {who: 'provider', action: 'wait', bankMessage: false},
} as const;

/** The remedies where no error known today tells what to do. */
const OTHERWISE = {
  none: {kind: 'none', who: 'nobody', action: 'none'},
  'first-sync': {kind: 'first-sync', who: 'nobody', action: 'wait'},
  unknown: {kind: 'unknown', who: 'unknown', action: 'unknown'},
} as const;

type KnownRow = (typeof CONNECTION_ERRORS)[ConnectionErrorCode];
type OtherRow = (typeof OTHERWISE)[keyof typeof OTHERWISE];

/** The error codes of a connection or an account that are known today, as the service spells them. */
export type ConnectionErrorCode = keyof typeof CONNECTION_ERRORS;

/** Who has to act. The `provider` is the service itself, which was told already. */
export type RemedyActor = (KnownRow | OtherRow)['who'];

/**
 * What helps:
 *
 * - `reconnect`: the reconnect flow of the webview;
 * - `visit-bank`: the bank's own site or app, and reconnecting does not help;
 * - `visit-bank-then-reconnect`: the bank first, the reconnect flow after it;
 * - `wait`: it is tried again by itself;
 * - `none`: there is nothing to do;
 * - `unknown`: nobody can tell, so promise nothing.
 */
export type RemedyAction = (KnownRow | OtherRow)['action'];

/** What is read of a connection or an account, named as the service names it. Anything else in it is ignored. */
export interface ConnectionErrorSource {
  /** The error code. `null` and `''` are none. */
  readonly error?: ConnectionErrorCode | (string & {}) | null | undefined;
  /** The bank's own words. */
  readonly error_message?: string | null | undefined;
  /** When it was last synchronised; `null` is never yet. Left out, it says nothing. */
  readonly last_update?: string | null | undefined;
  /** The same code under its newer name; read where there is no `error`. */
  readonly state?: ConnectionErrorCode | (string & {}) | null | undefined;
}

/** Nothing is wrong. */
export interface NoRemedy {
  readonly kind: 'none';
  readonly who: 'nobody';
  readonly action: 'none';
}

/** Nothing is wrong, but nothing is there yet: the first synchronisation is still running. */
export interface FirstSyncRemedy {
  readonly kind: 'first-sync';
  readonly who: 'nobody';
  readonly action: 'wait';
}

/** The remedy for an error known today; told apart further by `error`. */
export type KnownErrorRemedy = {
  [E in ConnectionErrorCode]: {
    readonly kind: 'known';
    readonly error: E;
    readonly who: (typeof CONNECTION_ERRORS)[E]['who'];
    readonly action: (typeof CONNECTION_ERRORS)[E]['action'];
    /** The bank's own words, in the bank's own language: text, never markup. Only where they are safe to show. */
    readonly message?: string;
  };
}[ConnectionErrorCode];

/** The generic remedy for an error not known today, or for something that is no connection at all. */
export interface UnknownErrorRemedy {
  readonly kind: 'unknown';
  /** As received; left out where it is no text. For logs: it means nothing to the user. */
  readonly error?: string;
  readonly who: 'unknown';
  readonly action: 'unknown';
}

/** What a connection's error asks of the user; told apart by `kind`. */
export type Remedy = NoRemedy | FirstSyncRemedy | KnownErrorRemedy | UnknownErrorRemedy;

/**
 * What the error of a connection or of an account asks of the user: who has to act and what helps.
 *
 * It takes the object as the service gives it, or its error code alone, and gives a frozen remedy for any input
 * whatever; nothing is thrown. No error gives `none`, or `first-sync` where the object's `last_update` is `null`. A code
 * not known today gives `unknown`. The bank's own words are given only with an error whose words are safe, and never
 * where they hold a link. Follows 'List of synchronization errors' of the documentation, and adds `rateLimiting` and
 * `validating` of today's service.
 */
export function describeConnectionError(error: ConnectionErrorSource | string | null | undefined): Remedy {
  return Object.freeze(remedyFor(error));
}

function remedyFor(source: unknown): Remedy {
  if (source === undefined || source === null || source === '') return {...OTHERWISE.none};
  if (typeof source === 'string') return codeRemedy(source);
  try {
    return typeof source === 'object' && !Array.isArray(source)
      ? sourceRemedy(source)
      : {...OTHERWISE.unknown};
  } catch {
    // a getter may throw, and a revoked proxy at every touch: nothing is known then
    return {...OTHERWISE.unknown};
  }
}

function sourceRemedy(source: Partial<Record<keyof ConnectionErrorSource, unknown>>): Remedy {
  const {error, state, error_message: message, last_update: lastUpdate} = source;
  const code = isNone(error) ? state : error;
  if (isNone(code)) return lastUpdate === null ? {...OTHERWISE['first-sync']} : {...OTHERWISE.none};
  // the two names may disagree: what the one forbids to show, the other does not allow
  const mayShow = [error, state].every(
    (name) => isNone(name) || (isKnown(name) && CONNECTION_ERRORS[name].bankMessage),
  );
  return codeRemedy(code, mayShow ? message : undefined);
}

function codeRemedy(error: unknown, message?: unknown): Remedy {
  if (!isKnown(error)) return {...OTHERWISE.unknown, ...(typeof error === 'string' && {error})};
  const {who, action} = CONNECTION_ERRORS[error];
  const words = typeof message === 'string' && !message.includes('://') && message.trim();
  return {kind: 'known', error, who, action, ...(words && {message: words})} as KnownErrorRemedy;
}

function isNone(code: unknown): boolean {
  return code === undefined || code === null || code === '';
}

function isKnown(code: unknown): code is ConnectionErrorCode {
  return typeof code === 'string' && Object.hasOwn(CONNECTION_ERRORS, code);
}
