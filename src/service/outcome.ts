import type {CallbackValues} from './callback.js';
import type {Flow} from './parameters.js';

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
export interface Success extends Partial<ReturnedValues> {
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
