import {sameOriginPath} from './addresses.js';
import {
  type CallbackValues,
  type Cancelled,
  type Failed,
  type Incomplete,
  type MalformedAnswer,
  type NoAnswer,
  type Outcome,
  type Returned,
  type ReturnedValues,
  toOutcome,
} from './callback.js';
import type {Json} from './json.js';
import {frozenCopy, isValid} from './options.js';
import type {Flow, RequiredParameter} from './parameters.js';

/** How long an attempt may take, in ms: longer than a code lives (30 minutes), and longer than a slow bank login. */
export const ATTEMPT_LIFETIME = 3_600_000;

/** What an address claims; told apart by `kind`. */
export type ClaimedAnswer = Outcome & {
  readonly flow?: Flow;
  /** The state of the address, not verified. */
  readonly state?: string;
};

interface Remembered {
  /** The `context` that you gave to `startFlow`. */
  readonly context?: Json;
  /** The `returnTo` that you gave to `startFlow`, as a path of this origin. */
  readonly returnTo?: string;
}

interface OfOwner {
  /** Who the `code` is for, if that is known: hand it to your back end with the code. */
  readonly owner?: string;
}

interface OfFlow extends Remembered {
  readonly flow: Flow;
}

/** The flow succeeded; told apart further by `flow`. */
export type SuccessResult = {
  [F in Flow]: Remembered &
    OfOwner & {readonly kind: 'success'; readonly flow: F} & Returned<F> &
    // these ids are known from the start
    Pick<ReturnedValues, Extract<RequiredParameter<F>, 'connectionId' | 'paymentId'>>;
}[Flow];

/** The user said no. */
export interface CancelledResult extends OfFlow, Cancelled {}

/** The service could not finish the flow. */
export interface FailedResult extends OfFlow, Failed {}

/** The answer is verified and has no error, but the id that the flow always returns is missing. */
export interface IncompleteResult extends OfFlow, Incomplete {}

/** Nothing here proves that the answer belongs to a flow of this browser, or of the `owner`. */
export interface UnverifiedResult {
  readonly kind: 'unverified';
  readonly reason: 'missing-state' | 'unknown-state' | 'expired' | 'no-storage' | 'other-owner';
  /** What the address claims. Your back end must check it before you believe it. */
  readonly answer: ClaimedAnswer;
}

/** A success of this flow was handled before. */
export interface ReplayedResult {
  readonly kind: 'replayed';
  readonly flow: Flow;
  readonly returnTo?: string;
}

/** How a flow ended; told apart by `kind`. */
export type FlowResult =
  | NoAnswer
  | SuccessResult
  | CancelledResult
  | FailedResult
  | IncompleteResult
  | UnverifiedResult
  | ReplayedResult
  | MalformedAnswer;

/** A flow that was started, as far as it decides what an answer means. */
export interface StartedAttempt {
  readonly flow: Flow;
  /** When it started, in ms since the epoch. */
  readonly time: number;
  /** The flow's parameters. They fill in an id that the answer leaves out. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Whether a code was sent: the service then returns none. */
  readonly codeSent: boolean;
  readonly context?: unknown;
  readonly returnTo?: string | undefined;
  /** Who started it. */
  readonly owner?: string | undefined;
  /** Who a received code is for, if that is another text than `owner`. */
  readonly codeOwner?: string | undefined;
  /** Whether a success used it up. */
  readonly used?: boolean | undefined;
}

/** Tells whether an attempt is over: older than an hour, or from the future of a clock that was set back. */
export function isExpired({time}: Pick<StartedAttempt, 'time'>): boolean {
  return Math.abs(Date.now() - time) > ATTEMPT_LIFETIME;
}

/** Returns what an answer means to the attempt of its state, for an owner if one is given. */
export function verdictOf(
  values: CallbackValues,
  attempt: StartedAttempt | undefined,
  owner: string | undefined,
): FlowResult {
  if (!attempt) return unverified(values, 'unknown-state');
  if (isExpired(attempt)) return unverified(values, 'expired');
  if (owner !== undefined && attempt.owner !== owner) return unverified(values, 'other-owner');
  const {flow, context, used, codeOwner = attempt.owner} = attempt;
  const outcome = used ? ({kind: 'replayed'} as const) : toOutcome(values, flow, attempt);
  const hasCode = Object.hasOwn(outcome, 'code');
  // the storage is no more trusted than an address
  const returnTo = sameOriginPath(attempt.returnTo);
  return frozenCopy({
    ...outcome,
    flow,
    ...(context !== undefined && {context}),
    ...(returnTo !== undefined && {returnTo}),
    ...(hasCode && isValid('string', codeOwner) && {owner: codeOwner}),
  }) as FlowResult;
}

/** Returns the result of an answer that nothing vouches for. */
export function unverified(values: CallbackValues, reason: UnverifiedResult['reason']): UnverifiedResult {
  return frozenCopy({kind: 'unverified', reason, answer: claimedAnswer(values)});
}

/** Returns what the callback's parameters claim. Only a payment tells its flow by itself. */
export function claimedAnswer(
  values: CallbackValues,
  flow: Flow | undefined = 'id_payment' in values ? 'payment' : undefined,
): ClaimedAnswer {
  return frozenCopy({
    ...toOutcome(values, flow),
    ...(flow && {flow}),
    ...(values.state && {state: values.state}),
  });
}
