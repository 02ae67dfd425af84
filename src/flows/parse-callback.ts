import {ANSWERS, type CallbackParameter, decodeOnce, queryPairs} from '../service/callback-parameters.js';
import {ownOptions} from '../service/own-options.js';
import type {Flow} from '../service/parameters.js';

/** The error codes known today. Any other means the flow failed. */
const ERRORS = {
  access_denied: 'cancelled',
  tos_declined: 'cancelled',
  server_error: 'failed',
  session_expired: 'failed',
} as const;

/** The error codes by which a user says no. */
export type CancelError = {
  [E in keyof typeof ERRORS]: (typeof ERRORS)[E] extends 'cancelled' ? E : never;
}[keyof typeof ERRORS];

/** What a success of each flow brings beside the state: `true` always, `false` in some cases. */
export const RETURNED = {
  connect: {connectionId: true, connectionIds: false, code: false},
  reconnect: {},
  manage: {connectionId: false, connectionDeleted: false},
  transfer: {transferId: true, code: false},
  payment: {paymentId: false},
} as const satisfies Record<Flow, Partial<Record<keyof Ids | 'code', boolean>>>;

/** What a success may name. */
export interface Ids {
  /** The connection that was added; of several, the first. On reconnect and manage, the one it was about. */
  readonly connectionId?: string;
  /** The connections that were added, where more than one was allowed. */
  readonly connectionIds?: readonly string[];
  /** Whether the user removed the connection that manage was about. */
  readonly connectionDeleted?: boolean;
  /** The transfer that was made. */
  readonly transferId?: string;
  /** The payment that was made. */
  readonly paymentId?: string;
}

/** The states of a payment that is on its way. Any other is a refusal, which may come without `error`. */
const PAYMENT_STATES: readonly (string | undefined)[] = [undefined, 'done', 'pending', 'validating'];

interface Origin {
  readonly flow?: Flow;
  /** The state as the address has it, not verified. */
  readonly state?: string;
}

/** The address is no callback. */
export interface NoAnswer {
  readonly kind: 'none';
}

/** The address is a callback that no service sends. */
export interface MalformedAnswer {
  readonly kind: 'malformed';
  readonly reason: 'repeated-parameter' | 'invalid-value';
  /** The parameter at fault, as the address names it. */
  readonly parameter: CallbackParameter;
}

/** The flow ended well. */
export interface Success extends Ids {
  readonly kind: 'success';
  /** Decoded, for the back end to exchange; only if none was sent. */
  readonly code?: string;
}

/** The user said no. */
export interface Cancellation {
  readonly kind: 'cancelled';
  readonly error: CancelError;
}

/** The service could not finish the flow. */
export interface Failure {
  readonly kind: 'failed';
  /** As received. */
  readonly error: string;
  /** Whether the code is one of today's documentation. */
  readonly known: boolean;
  /** For logs alone: never show it to the user. */
  readonly description?: string;
}

/** Without error, yet without the id that the flow always returns. */
export interface Incompletion {
  readonly kind: 'incomplete';
}

/** How a flow ended, by what a callback says. */
export type Ending = Success | Cancellation | Failure | Incompletion;

/** What the address claims; told apart by `kind`. */
export type ClaimedAnswer = Ending & Origin;

/** What an address says, with nothing verified and nothing remembered. */
export type CallbackAnswer = NoAnswer | MalformedAnswer | ClaimedAnswer;

/**
 * Reads what a callback's address says, and verifies none of it: `finishFlow` does.
 *
 * With `flow`, a success without the id that this flow always returns is `incomplete`. An address with none of
 * `state`, `error` and an id is no callback. The names of before 2019 (`id_connection`) are understood. Any text gives
 * an answer; nothing is thrown. Follows 'Callback handling' of the webview's documentation.
 */
export function parseCallback(url: string | URL, options?: {readonly flow?: Flow} | null): CallbackAnswer {
  const read = readCallback(String(url));
  return Object.freeze('kind' in read ? read : claimedAnswer(read.values, ownOptions(options).flow));
}

/** The callback's parameters as an address has them, decoded once. */
export type CallbackValues = Readonly<Partial<Record<CallbackParameter, string>>>;

const ID = /^[\w-]{0,64}$/;

/** What a service may send under a name. An empty value is like none, but an empty `error` would be no answer. */
const SHAPES: Readonly<Partial<Record<CallbackParameter, RegExp>>> = {
  code: /^[ -~]*$/,
  error: /[^]/,
  connection_id: ID,
  connection_ids: /^([\w-]{1,64}(,(?!$)|$))*$/,
  connection_deleted: /^(true|false|)$/,
  transfer_id: ID,
  payment_id: ID,
  id_connection: ID,
};

/** Takes the callback's parameters out of an address, or says why there are none. */
export function readCallback(url: string): NoAnswer | MalformedAnswer | {readonly values: CallbackValues} {
  const values: Partial<Record<CallbackParameter, string>> = {};
  let malformed: MalformedAnswer | undefined;
  for (const {name, value: encoded} of queryPairs(url)) {
    if (!name) continue;
    // a description is for logs alone: one that does not decode must not hide the error it describes
    const value = decodeOnce(encoded) ?? (name === 'error_description' ? '' : undefined);
    if (values[name] !== undefined) {
      malformed ??= {kind: 'malformed', reason: 'repeated-parameter', parameter: name};
    } else if (value === undefined || SHAPES[name]?.test(value) === false) {
      malformed ??= {kind: 'malformed', reason: 'invalid-value', parameter: name};
    }
    values[name] = value ?? '';
  }
  const isCallback = ANSWERS.some((name) => values[name] !== undefined);
  return isCallback ? (malformed ?? {values}) : {kind: 'none'};
}

/** What a callback's parameters claim, by a flow if that is known. */
export function claimedAnswer(values: CallbackValues, flow?: Flow): ClaimedAnswer {
  const origin: Draft<Origin> = {};
  if (flow) origin.flow = flow;
  if (values.state) origin.state = values.state;
  return endingOf(values, flow, origin);
}

/** What is still put together: a property without a value is left out, which takes less time than to spread it. */
export type Draft<T> = T extends unknown ? {-readonly [P in keyof T]: T[P]} : never;

/** How a flow ended, by what a callback's parameters claim; what else is known of it comes first, as it is read. */
export function endingOf<T extends object>(
  values: CallbackValues,
  flow: Flow | undefined,
  known: T,
): Draft<Ending> & T {
  const {payment_state: paymentState} = values;
  // a bank that refuses a payment says so without `error`
  const refusal = PAYMENT_STATES.includes(paymentState) ? undefined : paymentState;
  const error = values.error ?? (values.error_code || refusal);
  const ending = error ? unhappyEnding(error, values.error_description) : happyEnding(values, flow);
  return Object.assign({kind: ending.kind}, known, ending);
}

function unhappyEnding(error: string, description: string | undefined): Draft<Ending> {
  const known = Object.hasOwn(ERRORS, error);
  if (known && ERRORS[error as keyof typeof ERRORS] === 'cancelled') {
    return {kind: 'cancelled', error: error as CancelError};
  }
  const ending: Draft<Failure> = {kind: 'failed', error, known};
  if (description) ending.description = description;
  return ending;
}

function happyEnding(values: CallbackValues, flow: Flow | undefined): Draft<Ending> {
  const {connection_ids: list, connection_deleted: deleted, transfer_id: transferId} = values;
  const ending: Draft<Success> = {kind: 'success'};
  const connectionIds = list ? list.split(',') : undefined;
  const connectionId = values.connection_id || values.id_connection || connectionIds?.[0];
  if (connectionId) ending.connectionId = connectionId;
  if (connectionIds) ending.connectionIds = connectionIds;
  if (deleted) ending.connectionDeleted = deleted === 'true';
  if (transferId) ending.transferId = transferId;
  if (values.payment_id) ending.paymentId = values.payment_id;
  // a temporary code never holds a space: one that arrives is a + that was not encoded
  if (values.code) ending.code = values.code.replaceAll(' ', '+');
  const returned = flow && Object.hasOwn(RETURNED, flow) ? RETURNED[flow] : {};
  const isWhole = Object.entries(returned).every(([name, always]) => !always || name in ending);
  return isWhole ? ending : {kind: 'incomplete'};
}
