import {
  type Attempt,
  type AttemptStore,
  forgetAttempt,
  newState,
  reachStore,
  rememberAttempt,
} from './attempts.js';
import {FlowError, invalid, missing} from '../service/flow-error.js';
import {ownOptions, withoutPrototype} from '../service/own-options.js';
import {
  type Flow,
  type FlowOptions,
  isGiven,
  type Optional,
  PARAMETERS,
  PRIVATE,
  type RequiredParameter,
} from '../service/parameters.js';
import {sameOriginPath} from './return-to.js';
import {addressOf} from './webview-url.js';

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | {readonly [key: string]: Json};

/** Asks for a temporary code at the last moment; `null`, and nothing else, where there is no user yet. */
export type CodeSource = () => string | null | Promise<string | null>;

interface WithCode {
  /** A temporary code for the user, or what is asked for one at the last moment. */
  readonly code: string | CodeSource;
}

type CodeOption<F extends Flow> = 'code' extends RequiredParameter<F> ? WithCode : Optional<WithCode>;

/** What a flow starts from: the options of its address without `state`, and what to remember. */
export type StartOptions<F extends Flow> = FlowOptions<F, 'code' | 'state'> &
  CodeOption<F> & {
    /** Given back by `finishFlow`. It stays in the browser's storage, so keep secrets out of it. */
    readonly context?: Json | undefined;
    /** Where the user goes on afterwards: an address of this origin, given back as a path by `finishFlow`. */
    readonly returnTo?: string | null | undefined;
    /** Where the attempt is remembered. Default: `localStorage`, since a bank's app may return in another tab. */
    readonly store?: AttemptStore | null | undefined;
    /** Leaves the page. Default: `location.assign`. */
    readonly navigate?: ((url: string) => void | Promise<void>) | null | undefined;
    /** Gives the start up, as long as the page was not left. */
    readonly signal?: AbortSignal | null | undefined;
  };

/** Stands for a code that is still to be asked for while the other options are checked. */
const CODE_TO_COME = 'code';
const ABOUT: ReadonlySet<string> = new Set(
  Object.keys(PARAMETERS).filter((name) => !['clientId', 'redirectUri', ...PRIVATE].includes(name)),
);

/**
 * Starts a flow: makes its state, remembers the attempt, and leaves the page for the webview.
 *
 * It does not read the answer: `finishFlow` does, on the page the webview returns to. All options are checked before
 * the code is asked for, and nothing is stored when one is refused. Manage without `redirectUri` has no callback, so
 * nothing is remembered of it.
 *
 * @throws {FlowError} (as a rejection) what `webviewUrl` throws; `no-storage` where the attempt cannot be remembered;
 * `code-unavailable` where no code is to be had (the `cause` says why); `aborted`.
 */
export async function startFlow<F extends Flow>(flow: F, options: StartOptions<F>): Promise<void> {
  const {code, context, returnTo, store: chosen, navigate, signal, ...given} = ownOptions(options);
  const parameters: Readonly<Record<string, unknown>> = withoutPrototype(given);
  if (isGiven(parameters['state'])) {
    throw new FlowError(
      'unknown-parameter',
      '`startFlow` makes its own `state`: keep your data in `context`.',
    );
  }
  const leave = wayOut(navigate);
  const urlWith = (sent: unknown, state?: string): string =>
    addressOf(flow, withoutPrototype({...parameters, code: sent, state}));
  const isAsked = typeof code === 'function';
  if (isAsked) urlWith(CODE_TO_COME);
  const hasCallback = isGiven(parameters['redirectUri']);
  const kept = checkKept(hasCallback, context, returnTo);
  const store = hasCallback ? reachStore(chosen) : undefined;
  if (hasCallback && !store) throw noStorage();
  throwIfAborted(signal);
  const sent = isAsked ? await askForCode(code, signal) : code;

  const state = store && guarded(() => newState(store));
  const url = isAsked && sent === null ? urlWithoutCode(urlWith, state) : urlWith(sent, state);
  if (store && state) {
    const attempt: Omit<Attempt, 'time'> = {
      state,
      flow,
      about: aboutOf(parameters),
      codeSent: isGiven(sent),
      isWhole: !PRIVATE.some((name) => isGiven(parameters[name])),
      ...kept,
    };
    guarded(() => {
      rememberAttempt(store, attempt);
    });
  }
  try {
    await leave(url);
  } catch (error) {
    if (store && state) forgetAttempt(store, state);
    throw error;
  }
}

/** What a storage throws, in words. */
function guarded<T>(use: () => T): T {
  try {
    return use();
  } catch (cause) {
    throw noStorage(cause);
  }
}

function wayOut(navigate: unknown): (url: string) => void | Promise<void> {
  if (typeof navigate === 'function') return navigate as (url: string) => void;
  if (isGiven(navigate) || typeof location === 'undefined') {
    throw invalid('navigate', navigate, 'give a function that leaves for an address');
  }
  return (url) => {
    location.assign(url);
  };
}

/** What a flow is about: its parameters, but for those that are private and those that say whose flow it is. */
function aboutOf(parameters: Readonly<Record<string, unknown>>): Attempt['about'] {
  const about: Record<string, unknown> = {};
  for (const name in parameters) if (ABOUT.has(name)) about[name] = parameters[name];
  return about;
}

/** What is given back by `finishFlow`, checked: a flow without a callback could not give anything back. */
function checkKept(
  hasCallback: boolean,
  context: unknown,
  returnTo: unknown,
): Pick<Attempt, 'context' | 'returnTo'> {
  const kept: {context?: unknown; returnTo?: string} = {};
  if (context !== undefined) {
    if (!isJson(context)) {
      throw invalid('context', context, 'give a value that JSON can hold');
    }
    kept.context = context;
  }
  if (isGiven(returnTo)) {
    const path = sameOriginPath(returnTo);
    if (path === undefined) {
      throw invalid('returnTo', returnTo, "give an address of this page's own origin, such as '/accounts'");
    }
    kept.returnTo = path;
  }
  if (!hasCallback && Object.keys(kept).length > 0) {
    throw missing('redirectUri', 'it brings `context` and `returnTo` back');
  }
  return kept;
}

function isJson(value: unknown): boolean {
  try {
    return typeof JSON.stringify(value) === 'string';
  } catch {
    return false;
  }
}

async function askForCode(code: CodeSource, signal: AbortSignal | null | undefined): Promise<string | null> {
  let asked: unknown;
  try {
    asked = await untilAborted(code, signal);
  } catch (cause) {
    if (cause instanceof FlowError) throw cause;
    throw new FlowError('code-unavailable', 'The temporary code could not be had: see the `cause`.', {cause});
  }
  throwIfAborted(signal);
  if (asked !== null && (typeof asked !== 'string' || asked === '')) {
    throw new FlowError(
      'code-unavailable',
      '`code` gave none: give it as a text, or null where there is no user yet.',
    );
  }
  return asked;
}

function urlWithoutCode(
  urlWith: (code: undefined, state?: string) => string,
  state: string | undefined,
): string {
  try {
    return urlWith(undefined, state);
  } catch (cause) {
    throw new FlowError(
      'code-unavailable',
      'This flow needs a code, and there is no user to have one: sign the user in first.',
      {cause},
    );
  }
}

/** Waits for a code, but no longer than until the signal. */
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
  return new FlowError('aborted', 'The start was given up.');
}

function noStorage(cause?: unknown): FlowError {
  return new FlowError(
    'no-storage',
    'The storage is blocked or full, so the answer could not be verified: ask the user to allow site data, or give a `store`.',
    {cause},
  );
}
