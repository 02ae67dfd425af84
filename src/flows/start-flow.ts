import {pageUrl, sameOriginPath} from '../service/addresses.js';
import {fail, FlowError, invalid, missing} from '../service/flow-error.js';
import {isGiven, ownOptions} from '../service/options.js';
import {
  type Flow,
  type FlowOptions,
  FLOWS,
  type Optional,
  type RequiredParameter,
  SENSITIVE,
  SETTINGS,
} from '../service/parameters.js';
import {type AttemptStore, forgetAttempt, newState, openStore, saveAttempt} from './attempts.js';
import {buildUrl} from './webview-url.js';

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | {readonly [key: string]: Json};

/** Gives a temporary code at the last moment, or `null` if there is no user yet. */
export type CodeSource = () => string | null | Promise<string | null>;

interface WithCode {
  /** A temporary code for the user, or a function that gives one at the last moment. */
  readonly code: string | CodeSource;
}

type CodeOption<F extends Flow> = 'code' extends RequiredParameter<F> ? WithCode : Optional<WithCode>;

/** The options of `startFlow`: those of the flow's URL without `state`, and what to remember. */
export type StartOptions<F extends Flow> = FlowOptions<F, 'code' | 'state'> &
  CodeOption<F> & {
    /** Given back by `finishFlow`. It stays in the browser's storage, so keep secrets out of it. */
    readonly context?: Json | undefined;
    /** Where the user goes on afterwards: a URL of this origin. `finishFlow` gives it back as a path. */
    readonly returnTo?: string | null | undefined;
    /** Where the attempt is stored. Default: `localStorage`, since a bank's app may return in another tab. */
    readonly store?: AttemptStore | null | undefined;
    /** Leaves the page. Default: `location.assign`. */
    readonly navigate?: ((url: string) => void | Promise<void>) | null | undefined;
    /** Gives the start up, as long as the page was not left. */
    readonly signal?: AbortSignal | null | undefined;
  };

/** The parameters that are not kept for a retry: secret ones, and those that the page has anyway. */
const NOT_KEPT: readonly string[] = [...SENSITIVE, ...SETTINGS, 'clientId', 'redirectUri'];

/**
 * Starts a flow: makes its state, remembers the attempt, and leaves the page for the webview.
 *
 * It does not read the answer: `finishFlow` does, on the page that the webview returns to. All options are checked
 * before the code is asked for. Nothing is stored if one is wrong. Manage without `redirectUri` has no callback, so
 * nothing is remembered of it.
 *
 * @example
 * ```ts
 * import {startFlow} from 'budgea-webview/flows';
 *
 * await startFlow('connect', {
 *   domain: 'demo',
 *   clientId: 17473055,
 *   redirectUri: `${location.origin}/callback`,
 *   returnTo: '/accounts',
 * });
 * ```
 *
 * @throws {FlowError} (as a rejection) what `webviewUrl` throws; `no-storage` if the attempt cannot be remembered;
 * `no-crypto` if there is no source of random numbers; `code-unavailable` if there is no code (its `cause` says why);
 * `aborted`.
 */
export async function startFlow<F extends Flow>(flow: F, options: StartOptions<F>): Promise<void> {
  const {code, context, returnTo, store: givenStore, navigate, signal, ...given} = ownOptions(options);
  const parameters: Readonly<Record<string, unknown>> = ownOptions(given);
  if (isGiven(parameters['state'])) invalid('state', 'left to startFlow', 'unknown-parameter');
  const leave = navigateWith(navigate);
  const urlWith = (sent: unknown, state?: string): string =>
    buildUrl(flow, ownOptions({...parameters, code: sent, state}));
  // all options are checked before the code is asked for, with any text in its place
  urlWith(typeof code === 'function' ? 'code' : code);
  if (!isJson(context)) invalid('context', 'JSON');
  const path = isGiven(returnTo) ? sameOriginPath(returnTo) : undefined;
  if (isGiven(returnTo) && path === undefined) invalid('returnTo', 'a URL of this origin');
  const hasCallback = isGiven(parameters['redirectUri']);
  if (!hasCallback && (context !== undefined || path !== undefined)) missing('redirectUri');
  const store = hasCallback ? openStore(givenStore) : undefined;
  throwIfAborted(signal);
  const sent = typeof code === 'function' ? await askForCode(flow, code, signal) : code;
  if (!store) return leave(urlWith(sent));
  const state = newState();
  const url = urlWith(sent, state);
  const kept = Object.entries(parameters).filter(([name]) => !NOT_KEPT.includes(name));
  saveAttempt(store, {
    state,
    flow,
    time: Date.now(),
    parameters: Object.fromEntries(kept),
    codeSent: isGiven(sent),
    canRetry: !SENSITIVE.some((name) => isGiven(parameters[name])),
    context,
    returnTo: path,
  });
  try {
    await leave(url);
  } catch (error) {
    forgetAttempt(store, state);
    throw error;
  }
}

function navigateWith(navigate: unknown): (url: string) => void | Promise<void> {
  if (typeof navigate === 'function') return navigate as (url: string) => void;
  if (isGiven(navigate) || pageUrl() === undefined) invalid('navigate', 'a function');
  return (url) => {
    location.assign(url);
  };
}

function isJson(value: unknown): boolean {
  try {
    // `undefined` for a function, in spite of its type
    return value === undefined || typeof JSON.stringify(value) === 'string';
  } catch {
    return false;
  }
}

async function askForCode(
  flow: Flow,
  code: CodeSource,
  signal: AbortSignal | null | undefined,
): Promise<string | null> {
  let given: unknown;
  let cause: unknown;
  try {
    given = await untilAborted(code, signal);
  } catch (error) {
    if (error instanceof FlowError) throw error;
    cause = error;
  }
  throwIfAborted(signal);
  const isCode = typeof given === 'string' && given !== '';
  const canDoWithout = given === null && FLOWS[flow].code === 'string';
  return isCode || canDoWithout
    ? (given as string | null)
    : fail('code-unavailable', 'code must give a string', {option: 'code', cause});
}

/** Waits for the code until the signal aborts. */
function untilAborted(code: CodeSource, signal: AbortSignal | null | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(aborted());
    };
    signal?.addEventListener('abort', onAbort);
    Promise.resolve()
      .then(code)
      .then(resolve, reject)
      .finally(() => signal?.removeEventListener('abort', onAbort));
  });
}

function throwIfAborted(signal: AbortSignal | null | undefined): void {
  if (signal?.aborted) throw aborted();
}

function aborted(): FlowError {
  return new FlowError('aborted', 'The start was aborted');
}
