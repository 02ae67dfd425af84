/*
 * What each error of a connection, or of an account, asks of the user. Types and remedies derive from the two tables
 * here, and so does the choice of the bank's messages that may be shown.
 */

/**
 * The errors known today: who must act, what helps, and whether the bank's own words may be shown. They may not if they
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
  bug: {who: 'provider', action: 'wait', bankMessage: false},
} as const;

/** The remedies if there is no error, or none that is known today. */
const OTHERWISE = {
  none: {kind: 'none', who: 'nobody', action: 'none'},
  'first-sync': {kind: 'first-sync', who: 'nobody', action: 'wait'},
  unknown: {kind: 'unknown', who: 'unknown', action: 'unknown'},
} as const;

type KnownRow = (typeof CONNECTION_ERRORS)[ConnectionErrorCode];
type OtherRow = (typeof OTHERWISE)[keyof typeof OTHERWISE];

/** The error codes of a connection or an account that are known today, as the service spells them. */
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
 * - `none`: there is nothing to do;
 * - `unknown`: nobody can tell, so promise nothing.
 */
export type RemedyAction = (KnownRow | OtherRow)['action'];

/** The fields of a connection or an account that are read, named as the service names them. The rest is ignored. */
export interface ConnectionErrorSource {
  /** The error code. `null` and `''` mean no error. */
  readonly error?: ConnectionErrorCode | (string & {}) | null | undefined;
  /** The bank's own words. */
  readonly error_message?: string | null | undefined;
  /** When it was last synchronised. `null` means never; a missing field says nothing. */
  readonly last_update?: string | null | undefined;
  /** The same code under its newer name. It is read if there is no `error`. */
  readonly state?: ConnectionErrorCode | (string & {}) | null | undefined;
}

/** Nothing is wrong. */
export interface NoRemedy {
  readonly kind: 'none';
  readonly who: 'nobody';
  readonly action: 'none';
}

/** Nothing is wrong, but there is no data yet: the first synchronisation is still running. */
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
    /** The bank's own words, in the bank's language: text, never markup. They are given only if they are safe to show. */
    readonly message?: string;
  };
}[ConnectionErrorCode];

/** The generic remedy for an error that is not known today, or for something that is not a connection. */
export interface UnknownErrorRemedy {
  readonly kind: 'unknown';
  /** The code as received, if it is a string. Only for logs: it means nothing to the user. */
  readonly error?: string;
  readonly who: 'unknown';
  readonly action: 'unknown';
}

/** What a connection's error asks of the user; told apart by `kind`. */
export type Remedy = NoRemedy | FirstSyncRemedy | KnownErrorRemedy | UnknownErrorRemedy;

/**
 * Describes what the error of a connection or of an account asks of the user: who must act and what helps.
 *
 * It takes the object as the service gives it, or only its error code. Any input gives a frozen remedy, and nothing is
 * thrown. No error gives `none`, or `first-sync` if the object's `last_update` is `null`. A code that is not known today
 * gives `unknown`. The bank's own words are given only if the error's words are safe to show, and never if they hold a
 * link. Follows 'List of synchronization errors' of the documentation, and adds `rateLimiting` and `validating` of
 * today's service.
 *
 * @example
 * ```ts
 * import {describeConnectionError} from 'budgea-webview/flows';
 *
 * describeConnectionError({error: 'wrongpass'});
 * // {kind: 'known', error: 'wrongpass', who: 'user', action: 'reconnect'}
 * ```
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
    // a getter may throw, and a revoked proxy always does: then nothing is known
    return {...OTHERWISE.unknown};
  }
}

function sourceRemedy(source: Partial<Record<keyof ConnectionErrorSource, unknown>>): Remedy {
  const {error, state, error_message: message, last_update: lastUpdate} = source;
  const code = isMissing(error) ? state : error;
  if (isMissing(code)) return lastUpdate === null ? {...OTHERWISE['first-sync']} : {...OTHERWISE.none};
  // if the two names disagree, both must allow the bank's words
  const mayShow = [error, state].every(
    (name) => isMissing(name) || (isKnown(name) && CONNECTION_ERRORS[name].bankMessage),
  );
  return codeRemedy(code, mayShow ? message : undefined);
}

function codeRemedy(error: unknown, message?: unknown): Remedy {
  if (!isKnown(error)) return {...OTHERWISE.unknown, ...(typeof error === 'string' && {error})};
  const {who, action} = CONNECTION_ERRORS[error];
  const words = typeof message === 'string' && !message.includes('://') && message.trim();
  return {kind: 'known', error, who, action, ...(words && {message: words})} as KnownErrorRemedy;
}

function isMissing(code: unknown): boolean {
  return code === undefined || code === null || code === '';
}

function isKnown(code: unknown): code is ConnectionErrorCode {
  return typeof code === 'string' && Object.hasOwn(CONNECTION_ERRORS, code);
}
