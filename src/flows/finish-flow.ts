import {pageUrl} from '../service/addresses.js';
import {type CallbackValues, readCallback} from '../service/callback.js';
import {missing} from '../service/flow-error.js';
import {check, isGiven, ownProperties} from '../service/options.js';
import {type FlowResult, unverified, verdictOf} from '../service/results.js';
import {
  type Attempt,
  type AttemptStore,
  checkStore,
  openStore,
  pruneAttempts,
  readAttempt,
  useUp,
} from './attempts.js';
import {capturedCallback, cleanAddress, keepCallback} from './captured-callback.js';

/** Options of `finishFlow`. */
export interface FinishOptions {
  /** The callback's address. Default: the page's. */
  readonly url?: string | URL | null | undefined;
  /**
   * Who is signed in, as the same text as at the start. An answer to anybody else's attempt is `unverified`, and the
   * attempt stays. Default: nothing is compared.
   */
  readonly owner?: string | null | undefined;
  /** Where the attempt is stored. Default: `localStorage`. */
  readonly store?: AttemptStore | null | undefined;
  /**
   * Whether the callback's parameters are removed from the address bar. `false` leaves them there, `'always'` removes
   * those of any answer. Default: they are removed if the flow was started here.
   */
  readonly clean?: boolean | 'always' | undefined;
}

/** A result, and the attempt that it is about, if there is one. */
export interface Finished {
  readonly result: FlowResult;
  readonly attempt: Attempt | undefined;
}

interface Latest extends Finished {
  readonly url: string;
  readonly owner: string | undefined;
  readonly store: AttemptStore | null | undefined;
  /** Where the page was after its address was cleaned. */
  readonly place: string | undefined;
}

/** The page's latest result: whoever asks again gets the same object. */
let latest: Latest | undefined;

/**
 * Reads the answer on the page that the webview returned to, and verifies that it belongs to a flow started here.
 *
 * It is synchronous: a success uses its attempt up before anything else can run. If the answer is ours, its parameters
 * are removed from the address bar. Within a page the same address gives the same object, until the user goes back or
 * forward. Tabs share the storage, so a success counts once among them too. Only two processes that load the callback
 * within the same few ms can both see it: no storage can prevent that, and the service exchanges a code only once.
 *
 * @example
 * ```ts
 * import {finishFlow} from 'budgea-webview/flows';
 *
 * const result = finishFlow();
 * if (result.kind === 'success' && result.flow === 'connect') console.log(result.connectionId);
 * ```
 *
 * If `budgea-webview/callback` took the answer out of the address bar before, that answer is read, once.
 *
 * @throws {FlowError} `missing-parameter` without a `url` outside a browser; `invalid-parameter` if `owner` is not a
 * text or `store` not a synchronous Web Storage.
 */
export function finishFlow(options?: FinishOptions | null): FlowResult {
  return finish(options).result;
}

/** Finishes a flow. The attempt is what `<budgea-callback>` needs to start the flow again. */
export function finish(options?: FinishOptions | null): Finished {
  const {url: given, owner: givenOwner, store, clean} = ownProperties(options);
  const owner = isGiven(givenOwner) ? check('owner', 'string', givenOwner) : undefined;
  checkStore(store);
  const page = pageUrl();
  const captured = capturedCallback();
  const asked = isGiven(given) ? String(given) : (captured ?? page ?? missing('url'));
  const isLatest = (known: Latest): boolean =>
    known.store === store && (known.url === asked || (asked === page && known.place === currentPlace()));
  const known = latest && isLatest(latest) ? latest : undefined;
  const url = known?.url ?? asked;
  const finished =
    known && countsFor(known, owner)
      ? known
      : {...verify(url, store, owner), url, owner, store, place: undefined};
  const {result, attempt} = finished;
  if (result.kind === 'none') return finished;
  latest = finished;
  if (asked !== page && asked !== captured) return latest;
  // an answer to somebody else's attempt waits until that person is signed in
  keepCallback(isOtherOwner(result) ? url : undefined);
  // without an attempt, the address may be somebody else's
  if (clean === 'always' || (attempt && clean !== false)) cleanAddress(url);
  latest = {...finished, place: currentPlace()};
  (globalThis as {addEventListener?: typeof addEventListener}).addEventListener?.('popstate', onPopState);
  return latest;
}

/** Forgets the latest result when the user goes back or forward: a page that is shown again has nothing new. */
function onPopState({isTrusted}: Event): void {
  // some routers fire this event themselves, for any change of the address
  if (isTrusted) latest = undefined;
}

/** Removes the latest answer from the address bar again, because a router may write it back. */
export function cleanAgain(): void {
  if (latest?.attempt && cleanAddress(latest.url)) latest = {...latest, place: currentPlace()};
}

/** Forgets the answer that was captured, and the latest result. */
export function forgetResult(): void {
  keepCallback(undefined);
  latest = undefined;
}

/** Tells whether a result that was given before counts for an owner, too. */
function countsFor({result, attempt, owner: asked}: Latest, owner: string | undefined): boolean {
  if (isOtherOwner(result)) return owner === asked;
  return result.kind === 'unverified' || owner === undefined || !attempt || attempt.owner === owner;
}

function isOtherOwner(result: FlowResult): boolean {
  return result.kind === 'unverified' && result.reason === 'other-owner';
}

/** Returns where the page is: its address in this history entry. The same address may come again in another entry. */
function currentPlace(): string {
  const {navigation, history} = globalThis as {
    readonly navigation?: {readonly currentEntry?: {readonly key: string} | null};
    readonly history?: History;
  };
  return `${location.href} ${navigation?.currentEntry?.key ?? history?.length}`;
}

function verify(
  url: string,
  givenStore: AttemptStore | null | undefined,
  owner: string | undefined,
): Finished {
  const read = readCallback(url);
  if (read.kind !== 'callback') return {result: read, attempt: undefined};
  const {values} = read;
  if (!values.state) return {result: unverified(values, 'missing-state'), attempt: undefined};
  try {
    const store = openStore(givenStore);
    const finished = useAnswer(store, values, values.state, owner);
    // only now: it takes longer, and another tab may have the same answer
    pruneAttempts(store);
    return finished;
  } catch {
    // a storage that fails cannot prove anything
    return {result: unverified(values, 'no-storage'), attempt: undefined};
  }
}

/**
 * Returns what an answer means to the attempt of its state. A success uses the attempt up.
 *
 * @throws what the storage throws.
 */
function useAnswer(
  store: AttemptStore,
  values: CallbackValues,
  state: string,
  owner: string | undefined,
): Finished {
  const attempt = readAttempt(store, state);
  const result = verdictOf(values, attempt, owner);
  if (attempt && result.kind === 'success') useUp(store, attempt);
  return {result, attempt};
}
