import {
  type Attempt,
  type AttemptStore,
  type HandledAttempt,
  isAlive,
  type Past,
  reachStore,
  readPast,
  takeAttempt,
  tidyUp,
} from './attempts.js';
import {cleanAddress} from './clean-address.js';
import {missing} from '../service/flow-error.js';
import {ownOptions} from '../service/own-options.js';
import {type Flow, isGiven} from '../service/parameters.js';
import {
  type CallbackValues,
  type Cancellation,
  type ClaimedAnswer,
  claimedAnswer,
  type Draft,
  endingOf,
  type Failure,
  type Incompletion,
  type MalformedAnswer,
  type NoAnswer,
  readCallback,
  type Success,
} from './parse-callback.js';
import {sameOriginPath} from './return-to.js';
import type {Json} from './start-flow.js';

interface Remembered {
  readonly flow: Flow;
  /** What `startFlow` was given. */
  readonly context?: Json;
  /** A path of this origin, as `startFlow` was given it. */
  readonly returnTo?: string;
}

/** The flow ended well. */
export interface SuccessResult extends Remembered, Success {}

/** The user said no. */
export interface CancelledResult extends Remembered, Cancellation {}

/** The service could not finish the flow. */
export interface FailedResult extends Remembered, Failure {}

/** Verified and without error, yet without the id that the flow always returns. */
export interface IncompleteResult extends Remembered, Incompletion {}

/** Nothing here vouches for the answer. */
export interface UnverifiedResult {
  readonly kind: 'unverified';
  readonly reason: 'missing-state' | 'unknown-state' | 'expired' | 'no-storage';
  /** What the address claims; to be checked by the back end before it is believed. */
  readonly answer: ClaimedAnswer;
}

/** This very callback was handled before. */
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

/** Where the answer is read and what is done with the address. */
export interface FinishOptions {
  /** The callback's address. Default: the page's. */
  readonly url?: string | URL | null | undefined;
  /** Where the attempt is remembered. Default: `localStorage`. */
  readonly store?: AttemptStore | null | undefined;
  /** `false` leaves the address bar alone. Default: the callback's parameters are taken out of it. */
  readonly clean?: boolean | undefined;
}

/** A result with the attempt that vouches for it. */
export interface FinishedFlow {
  readonly result: FlowResult;
  readonly attempt?: Attempt | undefined;
  readonly retry?: (Attempt & {readonly parameters: object}) | undefined;
}

interface Memory extends FinishedFlow {
  readonly url: string;
  readonly store: AttemptStore | undefined;
  /** The history entry whose cleaned address it was; any entry for the address of the callback itself. */
  readonly entry?: unknown;
}

/** The latest results of this page: asking again gives the very same object. */
let memories: readonly Memory[] = [];
const MOST_MEMORIES = 8;

/**
 * Reads the answer on the page that the webview returned to, and verifies that it belongs to a flow started here.
 *
 * It consumes the attempt before anything else can run, so each answer counts once, and takes its parameters out of
 * the address bar where the answer is ours. Within a page the same address gives the very same object. Tabs share the
 * storage, so an answer counts once among them too, but for pages of two processes that load within the same few ms: no
 * synchronous lock spans them, so the back end's exchange of the code, which works once, has the last word.
 *
 * @throws {FlowError} `missing-parameter` outside a browser, where `url` must be given.
 */
export function finishFlow(options?: FinishOptions | null): FlowResult {
  return finish(options).result;
}

/** `finishFlow`, with the attempt: what is needed to start the same flow again. */
export function finish(options?: FinishOptions | null): FinishedFlow {
  const {url: given, store: chosen, clean} = ownOptions(options);
  const page = typeof location === 'undefined' ? undefined : location.href;
  const url = isGiven(given) ? String(given) : page;
  if (url === undefined) throw missing('url', 'give the address of the callback');
  const store = reachStore(chosen);
  const recalled = recall(url, store);
  const {result, attempt} = recalled ?? verify(url, store);
  Object.freeze(result);
  if (!recalled && result.kind !== 'none') remember({url, store, result, attempt});
  // an address whose state was not made here may be somebody else's
  if (url === page && clean !== false && (attempt ?? result.kind === 'replayed')) {
    cleanAddress(url);
    if (location.href !== url) remember({url: location.href, store, result, attempt, entry: currentEntry()});
  }
  const retry = attempt?.isWhole ? {...attempt, parameters: attempt.about} : undefined;
  return {result, attempt, retry};
}

/** What this page knows of an address already. A cleaned address may be somewhere else's, at another time. */
function recall(url: string, store: AttemptStore | undefined): FinishedFlow | undefined {
  return memories.find(
    (memory) =>
      memory.url === url &&
      memory.store === store &&
      (memory.entry === undefined || memory.entry === currentEntry()),
  );
}

/** Tells the entries of the session history apart; where a browser names none, their number has to do. */
function currentEntry(): unknown {
  const {navigation} = globalThis as {navigation?: {readonly currentEntry?: {readonly key: string} | null}};
  return navigation?.currentEntry?.key ?? history.length;
}

function remember(memory: Memory): void {
  memories = [memory, ...memories.slice(0, MOST_MEMORIES - 1)];
}

function verify(url: string, store: AttemptStore | undefined): FinishedFlow {
  const read = readCallback(url);
  if ('kind' in read) return {result: read};
  const {values} = read;
  const unverified = (reason: UnverifiedResult['reason'], attempt?: Attempt): FinishedFlow => ({
    result: {kind: 'unverified', reason, answer: Object.freeze(claimedAnswer(values))},
    attempt,
  });
  if (!values.state) return unverified('missing-state');
  if (!store) return unverified('no-storage');
  let past: Past;
  let attempt: Attempt | undefined;
  try {
    past = readPast(store);
    attempt = takeAttempt(store, values.state);
  } catch {
    return unverified('no-storage');
  }
  tidyUp(store, past, attempt);
  if (!attempt) {
    const handled = past.handled.find(({state}) => state === values.state);
    if (!handled) return unverified('unknown-state');
    return {result: {kind: 'replayed', ...remembered(handled)}};
  }
  if (!isAlive(attempt.time)) return unverified('expired', attempt);
  return {result: verified(values, attempt), attempt};
}

/** An ending that an attempt vouches for, with what is remembered. */
function verified(values: CallbackValues, attempt: Attempt): FlowResult {
  const {flow, about, codeSent, context} = attempt;
  const result = endingOf(values, flow, remembered(attempt, context));
  if (result.kind === 'success') {
    // nobody asked for a code where one was sent
    if (codeSent) delete result.code;
    // a callback does not always name what its flow was started for
    for (const name of ['connectionId', 'paymentId'] as const) {
      const id = about[name];
      const isId = typeof id === 'string' || typeof id === 'number';
      if (isId && !Object.hasOwn(result, name)) result[name] = String(id);
    }
  }
  return result;
}

/** What is given back of an attempt. Where to go on is checked again: a storage is no more trusted than an address. */
function remembered({flow, returnTo}: HandledAttempt, context?: unknown): Remembered {
  const given: Draft<Remembered> = {flow};
  if (context !== undefined) given.context = context as Json;
  const path = sameOriginPath(returnTo);
  if (path !== undefined) given.returnTo = path;
  return given;
}
