import {ANSWERS, CALLBACK_PARAMETERS, type CallbackParameter} from './callback-parameters.js';
import type {Flow} from './parameters.js';

const ID = /^[\w-]{0,64}$/;

/** The shapes of the values. An empty value means 'none', except for an error: that would be no answer at all. */
const SHAPES: Readonly<Partial<Record<CallbackParameter, RegExp>>> = {
  error: /./s,
  connection_id: ID,
  connection_ids: /^([\w-]{1,64}(,(?!$)|$))*$/,
  transfer_id: ID,
  payment_id: ID,
  id_connection: ID,
  code: /^[ -~]*$/,
  connection_deleted: /^(true|false|)$/,
};

/** The callback's parameters as an address has them, decoded once. */
export type CallbackValues = Readonly<Partial<Record<CallbackParameter, string>>>;

/** The address is not a callback. */
export interface NoAnswer {
  readonly kind: 'none';
}

/** The address is a callback that no service sends. */
export interface MalformedAnswer {
  readonly kind: 'malformed';
  readonly reason: 'repeated-parameter' | 'invalid-value';
  /** The parameter that is wrong, as the address names it. */
  readonly parameter: CallbackParameter;
}

/** An address in three parts: up to its `?`, its query, and from its `#` on. */
const QUERY = /^([^?#]*)\?([^#]*)(.*)$/s;

/** Decodes a text of a query once, with `+` as a space. Returns `undefined` if it cannot be decoded. */
export function decodeOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** Returns the callback's parameter that a pair of a query names, if it names one. */
function parameterOf(pair: string): CallbackParameter | undefined {
  const name = decodeOnce(pair.split('=', 1).join());
  return CALLBACK_PARAMETERS.find((parameter) => parameter === name);
}

/** Reads the callback's parameters of an address, or says why there are none. */
export function readCallback(url: string): NoAnswer | MalformedAnswer | {readonly values: CallbackValues} {
  const values = {__proto__: null} as Partial<Record<CallbackParameter, string>>;
  let malformed: MalformedAnswer | undefined;
  for (const pair of (QUERY.exec(url)?.[2] ?? '').split('&')) {
    const parameter = parameterOf(pair);
    if (!parameter) continue;
    const decoded = decodeOnce(pair.replace(/^[^=]*=?/, ''));
    // a description is only for logs: one that cannot be decoded must not hide its error
    const value = decoded ?? (parameter === 'error_description' ? '' : undefined);
    const isValid = value !== undefined && (SHAPES[parameter]?.test(value) ?? true);
    const reason = parameter in values ? 'repeated-parameter' : !isValid && 'invalid-value';
    if (reason) malformed ??= {kind: 'malformed', reason, parameter};
    values[parameter] = value ?? '';
  }
  const isCallback = ANSWERS.some((name) => name in values);
  return isCallback ? (malformed ?? {values}) : {kind: 'none'};
}

/** Returns an address without the callback's parameters. Everything else keeps its order and its spelling. */
export function withoutCallback(url: string): string {
  return url.replace(QUERY, (all, path: string, query: string, hash: string) => {
    const pairs = query.split('&');
    const kept = pairs.filter((pair) => !parameterOf(pair));
    if (kept.length === pairs.length) return all;
    const rest = kept.join('&');
    return path + (rest && `?${rest}`) + hash;
  });
}

/** The error codes known today. Any other code means that the flow failed. */
const ERRORS = {
  access_denied: 'cancelled',
  tos_declined: 'cancelled',
  server_error: 'failed',
  session_expired: 'failed',
} as const;

/** The states of a payment that is on its way. Any other state is a refusal, which may come without `error`. */
const PAYMENT_STATES: readonly string[] = ['done', 'pending', 'validating'];

/** What each flow returns: `true` always, `false` in some cases. */
export const RETURNED = {
  connect: {connectionId: true, connectionIds: false, code: false},
  reconnect: {connectionId: false},
  manage: {connectionId: false, connectionDeleted: false},
  transfer: {transferId: true, code: false},
  payment: {paymentId: false},
} as const satisfies Record<Flow, {readonly [V in keyof ReturnedValues]?: boolean}>;

/** Everything that a success can return. */
export interface ReturnedValues {
  /** The connection that was added; if there are several, the first. On reconnect and manage, the one it was about. */
  readonly connectionId: string;
  /** The connections that were added, if more than one was allowed. */
  readonly connectionIds: readonly string[];
  /** Whether the user removed the connection that manage was about. */
  readonly connectionDeleted: boolean;
  /** The transfer that was made. */
  readonly transferId: string;
  /** The payment that was made. */
  readonly paymentId: string;
  /** The temporary code for your back end to exchange, decoded. It comes only if you sent none. */
  readonly code: string;
}

type Always<F extends Flow> = {
  [V in keyof (typeof RETURNED)[F]]: (typeof RETURNED)[F][V] extends true ? V : never;
}[keyof (typeof RETURNED)[F]] &
  keyof ReturnedValues;

type Sometimes<F extends Flow> = Exclude<keyof (typeof RETURNED)[F] & keyof ReturnedValues, Always<F>>;

/** What a success of a flow returns. The rest is never there, and may be read before the flow is known. */
export type Returned<F extends Flow> = Pick<ReturnedValues, Always<F>> &
  Partial<Pick<ReturnedValues, Sometimes<F>>> & {
    readonly [V in Exclude<keyof ReturnedValues, Always<F> | Sometimes<F>>]?: undefined;
  };

/** The flow succeeded. */
interface Success extends Partial<ReturnedValues> {
  readonly kind: 'success';
}

/** The error codes of a user who said no. */
export type CancelError = {
  [E in keyof typeof ERRORS]: (typeof ERRORS)[E] extends 'cancelled' ? E : never;
}[keyof typeof ERRORS];

/** The user said no. */
export interface Cancelled {
  readonly kind: 'cancelled';
  readonly error: CancelError;
}

/** The service could not finish the flow. */
export interface Failed {
  readonly kind: 'failed';
  /** The code as received. */
  readonly error: string;
  /** Whether the code is one of those known today. */
  readonly known: boolean;
  /** Only for logs: never show it to the user. */
  readonly description?: string;
}

/** There was no error, but the id that the flow always returns is missing. */
export interface Incomplete {
  readonly kind: 'incomplete';
}

/** How a flow ended. */
export type Outcome = Success | Cancelled | Failed | Incomplete;

/** What the flow was started with, as far as it adds to its outcome. */
interface Started {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly codeSent: boolean;
}

/**
 * Tells how a flow ended, from the callback's parameters.
 *
 * A known flow returns only what that flow returns; without a flow, a success has whatever the callback has. What the
 * flow was started with fills in an id that the callback leaves out.
 */
export function toOutcome(values: CallbackValues, flow?: Flow, started?: Started): Outcome {
  const {error_description: description, payment_state: payment = 'done'} = values;
  // a bank that refuses a payment says so without `error`
  const error = values.error ?? (values.error_code || (PAYMENT_STATES.includes(payment) ? '' : payment));
  if (!error) return toSuccess(values, flow, started);
  const meaning = Object.hasOwn(ERRORS, error) ? ERRORS[error as keyof typeof ERRORS] : undefined;
  return meaning === 'cancelled'
    ? {kind: meaning, error: error as CancelError}
    : {kind: 'failed', error, known: Boolean(meaning), ...(description && {description})};
}

function toSuccess(values: CallbackValues, flow?: Flow, started?: Started): Success | Incomplete {
  const ids = values.connection_ids ? values.connection_ids.split(',') : undefined;
  const returned: Readonly<Record<string, unknown>> = {
    connectionId:
      values.connection_id || values.id_connection || (ids?.[0] ?? idOf(started?.parameters['connectionId'])),
    connectionIds: ids,
    connectionDeleted: values.connection_deleted && values.connection_deleted === 'true',
    transferId: values.transfer_id,
    paymentId: values.payment_id || idOf(started?.parameters['paymentId']),
    // a temporary code never has a space: it was a + that nobody encoded
    code: started?.codeSent ? '' : values.code?.replaceAll(' ', '+'),
  } satisfies {[V in keyof ReturnedValues]: ReturnedValues[V] | '' | undefined};
  const expected: Readonly<Record<string, unknown>> =
    flow && Object.hasOwn(RETURNED, flow) ? RETURNED[flow] : returned;
  const success: Record<string, unknown> = {};
  for (const name of Object.keys(expected)) {
    const value = returned[name];
    if (value !== undefined && value !== '') success[name] = value;
    else if (expected[name] === true) return {kind: 'incomplete'};
  }
  return {kind: 'success', ...success};
}

/** Returns an id as text. The record of an attempt may have been tampered with, so anything else is no id. */
function idOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
