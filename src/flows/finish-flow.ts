import {
  type Attempt,
  type AttemptStore,
  findHandled,
  type HandledAttempt,
  isExpired,
  reachStore,
  takeAttempt,
  tidyUp,
} from './attempts.js';
import {cleanAddress} from './clean-address.js';
import {missing} from './flow-error.js';
import {ownOptions} from './own-options.js';
import {type Flow, isGiven} from './parameters.js';
import {
  type CancelError,
  type ClaimedAnswer,
  claimedAnswer,
  type Ids,
  type MalformedAnswer,
  type NoAnswer,
  readCallback,
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
export interface SuccessResult extends Remembered, Ids {
  readonly kind: 'success';
  /** For the back end to exchange; only if none was sent. */
  readonly code?: string;
}

/** The user said no. */
export interface CancelledResult extends Remembered {
  readonly kind: 'cancelled';
  readonly error: CancelError;
}

/** The service could not finish the flow. */
export interface FailedResult extends Remembered {
  readonly kind: 'failed';
  /** As received. */
  readonly error: string;
  /** Whether the code is one of today's documentation. */
  readonly known: boolean;
  /** For logs alone: never show it to the user. */
  readonly description?: string;
}

/** Verified and without error, yet without the id that the flow always returns. */
export interface IncompleteResult extends Remembered {
  readonly kind: 'incomplete';
}

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
  readonly attempt?: Attempt;
}

interface Memory extends FinishedFlow {
  readonly store: AttemptStore | undefined;
  /** The history entry whose cleaned address it was; any entry for the address of the callback itself. */
  readonly entry?: unknown;
}

/** The latest results of this page by address: asking again gives the very same object. */
const memories = new Map<string, Memory>();
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
  const finished = recall(url, store) ?? verify(url, store);
  if (finished.result.kind === 'none') return finished;
  remember(url, {...finished, store});
  if (url === page && clean !== false && isOurs(finished.result)) {
    cleanAddress(url);
    if (location.href !== url) remember(location.href, {...finished, store, entry: currentEntry()});
  }
  return finished;
}

/** What this page knows of an address already. A cleaned address may be somewhere else's, at another time. */
function recall(url: string, store: AttemptStore | undefined): FinishedFlow | undefined {
  const memory = memories.get(url);
  const isSame = memory?.store === store && (memory?.entry === undefined || memory.entry === currentEntry());
  return isSame ? memory : undefined;
}

/** Tells the entries of the session history apart; where a browser names none, their number has to do. */
function currentEntry(): unknown {
  const {navigation} = globalThis as {navigation?: {readonly currentEntry?: {readonly key: string} | null}};
  return navigation?.currentEntry?.key ?? history.length;
}

function remember(url: string, memory: Memory): void {
  memories.delete(url);
  memories.set(url, memory);
  const [oldest = url] = memories.keys();
  if (memories.size > MOST_MEMORIES) memories.delete(oldest);
}

function verify(url: string, store: AttemptStore | undefined): FinishedFlow {
  const read = readCallback(url);
  if ('kind' in read) return {result: Object.freeze(read)};
  const {values} = read;
  const unverified = (reason: UnverifiedResult['reason']): FinishedFlow => ({
    result: Object.freeze({kind: 'unverified', reason, answer: Object.freeze(claimedAnswer(values))}),
  });
  if (!values.state) return unverified('missing-state');
  let attempt: Attempt | undefined;
  let handled: HandledAttempt | undefined;
  try {
    attempt = store && takeAttempt(store, values.state);
    if (!attempt) handled = store && findHandled(store, values.state);
  } catch {
    store = undefined;
  }
  if (!store) return unverified('no-storage');
  if (!attempt || isExpired(attempt)) {
    tidyUp(store);
    if (attempt) return {...unverified('expired'), attempt};
    if (!handled) return unverified('unknown-state');
    return {result: Object.freeze({kind: 'replayed', flow: handled.flow, ...returnToOf(handled)})};
  }
  const {state, flow, time} = attempt;
  tidyUp(store, {state, flow, time, ...returnToOf(attempt)});
  return {result: Object.freeze(verified(claimedAnswer(values, flow), attempt)), attempt};
}

/** A claim that an attempt vouches for: what it says, and what is remembered. */
function verified({state, ...claim}: ClaimedAnswer, attempt: Attempt): FlowResult {
  const {flow, codeSent, context} = attempt;
  const remembered = {
    flow,
    ...(context !== undefined && {context: context as Json}),
    ...returnToOf(attempt),
  };
  if (claim.kind !== 'success') return {...claim, ...remembered};
  // nobody asked for a code where one was sent
  const {code, ...said} = claim;
  return {...idsOf(attempt), ...said, ...remembered, ...(code && !codeSent && {code})};
}

/** What a flow was started for: a callback does not always name it. */
function idsOf({about}: Attempt): Ids {
  const ids: Record<string, string> = {};
  for (const name of ['connectionId', 'paymentId'] as const) {
    const id = about[name];
    if (typeof id === 'string' || typeof id === 'number') ids[name] = String(id);
  }
  return ids;
}

/** Where to go on, checked again: what stands in a storage is no more trusted than an address. */
function returnToOf({returnTo}: HandledAttempt): {returnTo?: string} {
  const path = sameOriginPath(returnTo);
  return path === undefined ? {} : {returnTo: path};
}

/** Whether a result's state was made here, so that its address is ours to clean. */
function isOurs(result: FlowResult): boolean {
  return result.kind === 'unverified' ? result.reason === 'expired' : result.kind !== 'malformed';
}
