import {pageUrl, sameOriginPath} from '../service/addresses.js';
import {
  type CallbackValues,
  type Cancelled,
  type Failed,
  type Incomplete,
  type MalformedAnswer,
  type NoAnswer,
  readCallback,
  type Returned,
  type ReturnedValues,
  toOutcome,
  withoutCallback,
} from '../service/callback.js';
import {missing} from '../service/flow-error.js';
import {isGiven, ownOptions} from '../service/options.js';
import type {Flow, RequiredParameter} from '../service/parameters.js';
import {
  type Attempt,
  type AttemptStore,
  isExpired,
  openStore,
  pruneAttempts,
  readAttempt,
  useUp,
} from './attempts.js';
import {type ClaimedAnswer, claimedAnswer} from './parse-callback.js';
import type {Json} from './start-options.js';

interface Remembered {
  /** The `context` that you gave to `startFlow`. */
  readonly context?: Json;
  /** The `returnTo` that you gave to `startFlow`, as a path of this origin. */
  readonly returnTo?: string;
}

interface OfFlow extends Remembered {
  readonly flow: Flow;
}

/** The flow succeeded; told apart further by `flow`. */
export type SuccessResult = {
  [F in Flow]: Remembered & {readonly kind: 'success'; readonly flow: F} & Returned<F> &
    // these ids are known from the start
    Pick<ReturnedValues, Extract<RequiredParameter<F>, 'connectionId' | 'paymentId'>>;
}[Flow];

/** The user said no. */
export interface CancelledResult extends OfFlow, Cancelled {}

/** The service could not finish the flow. */
export interface FailedResult extends OfFlow, Failed {}

/** The answer is verified and has no error, but the id that the flow always returns is missing. */
export interface IncompleteResult extends OfFlow, Incomplete {}

/** Nothing here proves that the answer belongs to a flow of this browser. */
export interface UnverifiedResult {
  readonly kind: 'unverified';
  readonly reason: 'missing-state' | 'unknown-state' | 'expired' | 'no-storage';
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

/** Options of `finishFlow`. */
export interface FinishOptions {
  /** The callback's address. Default: the page's. */
  readonly url?: string | URL | null | undefined;
  /** Where the attempt is stored. Default: `localStorage`. */
  readonly store?: AttemptStore | null | undefined;
  /** `false` leaves the address bar as it is. Default: the callback's parameters are removed from it. */
  readonly clean?: boolean | undefined;
}

/** A result, and the attempt that it is about, if there is one. */
export interface Finished {
  readonly result: FlowResult;
  readonly attempt?: Attempt | undefined;
}

interface Latest extends Finished {
  readonly url: string;
  readonly store: AttemptStore | null | undefined;
  /** Where the page was after its address was cleaned. */
  readonly place?: string | undefined;
}

/** The page's latest result: whoever asks again gets the same object. */
let latest: Latest | undefined;

/**
 * Reads the answer on the page that the webview returned to, and verifies that it belongs to a flow started here.
 *
 * It is synchronous: a success uses its attempt up before anything else can run. If the answer is ours, its parameters
 * are removed from the address bar. Within a page the same address gives the same object. Tabs share the storage, so a
 * success counts once among them too. Only two processes that load the callback within the same few ms can both see it:
 * no storage can prevent that, and the service exchanges a code only once.
 *
 * @example
 * ```ts
 * import {finishFlow} from 'budgea-webview/flows';
 *
 * const result = finishFlow();
 * if (result.kind === 'success' && result.flow === 'connect') console.log(result.connectionId);
 * ```
 *
 * @throws {FlowError} `missing-parameter` without a `url` outside a browser.
 */
export function finishFlow(options?: FinishOptions | null): FlowResult {
  return finish(options).result;
}

/** Finishes a flow. The attempt is what `<budgea-callback>` needs to start the flow again. */
export function finish(options?: FinishOptions | null): Finished {
  const {url: given, store, clean} = ownOptions(options);
  const page = pageUrl();
  const url = isGiven(given) ? String(given) : (page ?? missing('url'));
  const isLatest = (known: Latest): boolean =>
    known.store === store && (known.url === url || (url === page && known.place === currentPlace()));
  const finished = latest && isLatest(latest) ? latest : {...verify(url, store), url, store};
  if (finished.result.kind === 'none') return finished;
  latest = finished;
  // without an attempt, the address may be somebody else's
  if (url === page && finished.attempt && clean !== false) {
    cleanAddress(url);
    latest = {...finished, place: currentPlace()};
  }
  return latest;
}

/** Removes the callback's parameters from the address bar. The history entry keeps its place and the host's state. */
function cleanAddress(url: string): void {
  try {
    const cleaned = withoutCallback(url);
    if (cleaned !== url) history.replaceState(history.state, '', cleaned);
  } catch {
    // a browser may limit or forbid changes of the address: the result matters more
  }
}

/** Returns where the page is: its address in this history entry. The same address may come again in another entry. */
function currentPlace(): string {
  const {navigation} = globalThis as {navigation?: {readonly currentEntry?: {readonly key: string} | null}};
  return `${location.href} ${navigation?.currentEntry?.key ?? history.length}`;
}

function verify(url: string, givenStore: AttemptStore | null | undefined): Finished {
  const read = readCallback(url);
  if ('kind' in read) return {result: Object.freeze(read)};
  const {values} = read;
  if (!values.state) return unverified(values, 'missing-state');
  try {
    const store = openStore(givenStore);
    const finished = useAnswer(store, values, values.state);
    // only now: it takes longer, and another tab may have the same answer
    pruneAttempts(store);
    return finished;
  } catch {
    // a storage that fails cannot prove anything
    return unverified(values, 'no-storage');
  }
}

/**
 * Returns what an answer means to the attempt of its state. A success uses the attempt up.
 *
 * @throws what the storage throws.
 */
function useAnswer(store: AttemptStore, values: CallbackValues, state: string): Finished {
  const attempt = readAttempt(store, state);
  if (!attempt) return unverified(values, 'unknown-state');
  if (isExpired(attempt)) return unverified(values, 'expired', attempt);
  const {flow, context, used} = attempt;
  const outcome = used ? ({kind: 'replayed'} as const) : toOutcome(values, flow, attempt);
  if (outcome.kind === 'success') useUp(store, attempt);
  // the storage is no more trusted than an address
  const returnTo = sameOriginPath(attempt.returnTo);
  const result = {
    ...outcome,
    flow,
    ...(context !== undefined && {context}),
    ...(returnTo !== undefined && {returnTo}),
  };
  return {result: Object.freeze(result) as FlowResult, attempt};
}

function unverified(values: CallbackValues, reason: UnverifiedResult['reason'], attempt?: Attempt): Finished {
  return {result: Object.freeze({kind: 'unverified', reason, answer: claimedAnswer(values)}), attempt};
}
