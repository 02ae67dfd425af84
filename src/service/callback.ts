import {ANSWERS, CALLBACK_PARAMETERS, type CallbackParameter} from './callback-parameters.js';
import type {Flow} from './parameters.js';
import {frozenCopy, ownProperties} from './options.js';
import {PAYMENT_ERRORS, paymentMeaning, type PaymentState} from './payments.js';

const ID = /^[\w-]{0,64}$/;

/** The shapes of the values. An empty value means 'none', except for an error: that would be no answer at all. */
const SHAPES = ownProperties<Partial<Record<CallbackParameter, RegExp>>>({
  error: /./s,
  connection_id: ID,
  connection_ids: /^([\w-]{1,64}(,(?!$)|$))*$/,
  transfer_id: ID,
  id_payment: ID,
  id_connection: ID,
  code: /^[ -~]*$/,
  connection_deleted: /^(true|false|)$/,
});

/** The texts of the service and of the bank, which are only for logs. */
const FOR_LOGS: readonly CallbackParameter[] = ['error_description', 'bank_message'];

/** The callback's parameters as an address has them, decoded once. */
export type CallbackValues = Readonly<Partial<Record<CallbackParameter, string>>>;

/** The address is not a callback. */
export interface NoAnswer {
  readonly kind: 'none';
}

/** The address is a callback that no service sends. */
export interface MalformedAnswer {
  readonly kind: 'malformed';
  readonly reason: 'repeated-parameter' | 'invalid-value' | 'escaped-name';
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

/** Returns the name of a pair of a query, decoded. */
function nameOf(pair: string): string {
  return decodeOnce(pair.split('=', 1).join()) ?? '';
}

/** What HTML makes of the `&` before a name, if a page escapes an address that it should not. */
const ESCAPED = /^(amp;)+/i;

/** Returns the callback's parameter that a pair of a query names, if it names one. */
export function parameterOf(pair: string): CallbackParameter | undefined {
  const name = nameOf(pair).replace(ESCAPED, '');
  return CALLBACK_PARAMETERS.find((parameter) => parameter === name);
}

/** The address is a callback, with these values. */
interface ReadCallback {
  readonly kind: 'callback';
  readonly values: CallbackValues;
}

/** Reads the callback's parameters of an address, or says why there are none. */
export function readCallback(url: string): NoAnswer | MalformedAnswer | ReadCallback {
  const values: Partial<Record<CallbackParameter, string>> = ownProperties({});
  let malformed: MalformedAnswer | undefined;
  // a number in place of `amp` would move the rest into the fragment
  const address = url.replace(/&#(0*38|x0*26);/gi, '&amp;');
  for (const pair of (QUERY.exec(address)?.[2] ?? '').split('&')) {
    const parameter = parameterOf(pair);
    if (!parameter) continue;
    const decoded = decodeOnce(pair.replace(/^[^=]*=?/, ''));
    // a text for logs that cannot be decoded must not hide its error
    const value = decoded ?? (FOR_LOGS.includes(parameter) ? '' : undefined);
    const isValid = value !== undefined && (SHAPES[parameter]?.test(value) ?? true);
    const reason = ESCAPED.test(nameOf(pair))
      ? 'escaped-name'
      : parameter in values
        ? 'repeated-parameter'
        : !isValid && 'invalid-value';
    if (reason) malformed ??= frozenCopy({kind: 'malformed', reason, parameter});
    values[parameter] = value ?? '';
  }
  const isCallback = ANSWERS.some((name) => name in values);
  return isCallback ? (malformed ?? {kind: 'callback', values}) : frozenCopy({kind: 'none'});
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

/** What each flow returns: `true` always, `false` in some cases. */
export const RETURNED = {
  connect: {connectionId: true, connectionIds: false, code: false},
  reconnect: {connectionId: false},
  manage: {connectionId: false, connectionDeleted: false},
  transfer: {transferId: true, code: false},
  payment: {paymentId: false, paymentState: false, settled: true},
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
  /** The payment that the user confirmed. */
  readonly paymentId: string;
  /** The payment's state as received, if the bank sent the user back. It may change: ask your back end. */
  readonly paymentState: PaymentState | (string & {});
  /** Whether the payment is final and good. If not, it was only not refused so far. */
  readonly settled: boolean;
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

type Cancels<Errors> = {[E in keyof Errors]: Errors[E] extends 'cancelled' ? E : never}[keyof Errors];

/** The error codes of a user who said no. */
export type CancelError = Cancels<typeof ERRORS> | Cancels<typeof PAYMENT_ERRORS>;

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
  /** The payment, if it is one. */
  readonly paymentId?: string;
  /** The payment's state as received. */
  readonly paymentState?: PaymentState | (string & {});
  /** `true` if the payment was refused or has expired, so nothing was paid. Otherwise nobody knows before you check. */
  readonly refused?: true;
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
 *
 * An error that contradicts a payment's state proves nothing: whoever read that nothing was paid might pay twice.
 */
export function toOutcome(values: CallbackValues, flow?: Flow, started?: Started): Outcome {
  const isPayment = flow === 'payment';
  const state = (isPayment && values.payment_state) || undefined;
  const meaning = paymentMeaning(state);
  // of several payments in one, the code tells why some were refused
  const code = values.error || (meaning !== 'partial' && values.error_code);
  const isOver = meaning === 'rejected' || meaning === 'expired';
  const error = code || ((isOver || meaning === 'unknown') && state);
  if (!error) {
    return meaning === 'created' ? {kind: 'incomplete'} : toSuccess(values, flow, started);
  }
  const errors: Readonly<Record<string, string>> = isPayment ? {...ERRORS, ...PAYMENT_ERRORS} : ERRORS;
  const verdict = Object.hasOwn(errors, error) ? errors[error] : undefined;
  const isUnpaid = isOver || !meaning || meaning === 'created';
  if (verdict === 'cancelled' && isUnpaid) return {kind: verdict, error: error as CancelError};
  const description = values.error_description || values.bank_message;
  const paymentId = isPayment && paymentIdOf(values, started);
  return {
    kind: 'failed',
    error,
    known: Boolean(verdict),
    ...(description && {description}),
    ...(paymentId && {paymentId}),
    ...(state && {paymentState: state}),
    ...((isOver || (isUnpaid && verdict === 'refused')) && {refused: true as const}),
  };
}

function toSuccess(values: CallbackValues, flow?: Flow, started?: Started): Success | Incomplete {
  const ids = values.connection_ids ? values.connection_ids.split(',') : undefined;
  const returned: Readonly<Record<string, unknown>> = {
    connectionId:
      values.connection_id || values.id_connection || (ids?.[0] ?? idOf(started?.parameters['connectionId'])),
    connectionIds: ids,
    connectionDeleted: values.connection_deleted && values.connection_deleted === 'true',
    transferId: values.transfer_id,
    paymentId: paymentIdOf(values, started),
    paymentState: values.payment_state,
    settled: flow === 'payment' ? paymentMeaning(values.payment_state) === 'done' : undefined,
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

/** Returns the id of a payment. An address cannot change which payment was started. */
function paymentIdOf(values: CallbackValues, started?: Started): string | undefined {
  return idOf(started?.parameters['paymentId']) ?? values.id_payment;
}

/** Returns an id as text. The record of an attempt may have been tampered with, so anything else is no id. */
function idOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
