import {pageUrl, preferredLanguage, sameOriginPath} from '../service/addresses.js';
import {fail, FlowError, invalid, missing} from '../service/flow-error.js';
import {check, isGiven, isValid, ownOptions} from '../service/options.js';
import {type Flow, FLOWS, SENSITIVE, SETTINGS} from '../service/parameters.js';
import {forgetAttempt, newState, openStore, saveAttempt} from './attempts.js';
import type {AnyStartOptions, CodeSource, NewPayment, PaymentSource, StartOptions} from './start-options.js';
import {buildUrl} from './webview-url.js';

/** The parameters that are not kept for a retry: secret ones, and those that the page has anyway. */
const NOT_KEPT: readonly string[] = [...SENSITIVE, ...SETTINGS, 'clientId', 'redirectUri'];

/**
 * Starts a flow: makes its state, remembers the attempt, and leaves the page for the webview.
 *
 * It does not read the answer: `finishFlow` does, on the page that the webview returns to. All options are checked
 * before the code is asked for. Nothing is stored if one is wrong. Manage without `redirectUri` has no callback, so
 * nothing is remembered of it. `powens` always gets a language: the given one, or the page's, or the browser's.
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
 * `no-crypto` if there is no source of random numbers; `code-unavailable` if there is no code or
 * no payment (its `cause` says why); `aborted`.
 */
export async function startFlow<F extends Flow>(flow: F, options: StartOptions<F>): Promise<void> {
  const {
    code,
    context,
    returnTo,
    store: givenStore,
    navigate,
    signal,
    createPayment,
    state: givenState,
    ...given
  } = ownOptions(options as AnyStartOptions);
  checkStateAndPayment(flow, {createPayment, paymentId: given.paymentId, code, state: givenState});
  const parameters: Readonly<Record<string, unknown>> = ownOptions(given);
  const leave = navigateWith(navigate);
  const language =
    parameters['service'] === 'powens' && !isGiven(parameters['language'])
      ? preferredLanguage()
      : parameters['language'];
  const urlWith = (sent: object): string => buildUrl(flow, ownOptions({...parameters, language, ...sent}));
  // all options are checked before anything is asked for, with any text in its place
  urlWith({
    code: typeof code === 'function' || createPayment ? 'code' : code,
    ...(createPayment && {paymentId: 'id'}),
  });
  if (!isJson(context)) invalid('context', 'JSON');
  const path = isGiven(returnTo) ? sameOriginPath(returnTo) : undefined;
  if (isGiven(returnTo) && path === undefined) invalid('returnTo', 'a URL of this origin');
  const hasCallback = isGiven(parameters['redirectUri']);
  if (!hasCallback && (context !== undefined || path !== undefined)) missing('redirectUri');
  const store = hasCallback ? openStore(givenStore) : undefined;
  throwIfAborted(signal);
  const state = isGiven(givenState) ? check('state', 'string', givenState) : store && newState();
  const asked = createPayment
    ? await askForPayment(createPayment, {state, redirectUri: parameters['redirectUri'], context}, signal)
    : {code: typeof code === 'function' ? await askForCode(flow, code, signal) : code};
  const url = urlWith({...asked, state});
  if (!store || state === undefined) return leave(url);
  const kept = Object.entries({...parameters, ...asked}).filter(([name]) => !NOT_KEPT.includes(name));
  saveAttempt(store, {
    state,
    flow,
    time: Date.now(),
    parameters: Object.fromEntries(kept),
    codeSent: isGiven(asked.code),
    // the same payment is never sent again
    canRetry: flow !== 'payment' && !SENSITIVE.some((name) => isGiven(parameters[name])),
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

/** Checks that the state is ours, or that of a payment that exists. */
function checkStateAndPayment(
  flow: Flow,
  options: Pick<AnyStartOptions, 'createPayment' | 'paymentId' | 'code' | 'state'>,
): void {
  const {createPayment, ...existing} = options;
  if (flow !== 'payment') {
    if (isGiven(existing.state)) invalid('state', 'left to startFlow', 'unknown-parameter');
    if (isGiven(createPayment)) invalid('createPayment', `left out of ${flow}`, 'unknown-parameter');
  } else if (!isGiven(createPayment)) {
    if (!isGiven(existing.state)) missing('state');
  } else {
    if (typeof createPayment !== 'function') invalid('createPayment', 'a function');
    for (const [name, value] of Object.entries(existing)) {
      if (isGiven(value)) invalid(name, 'left out with createPayment', 'conflicting-parameters');
    }
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
  const {given, cause} = await ask(code, signal);
  const isCode = typeof given === 'string' && given !== '';
  const canDoWithout = given === null && FLOWS[flow].code === 'string';
  return isCode || canDoWithout
    ? given
    : fail('code-unavailable', 'code must give a string', {option: 'code', cause});
}

async function askForPayment(
  createPayment: PaymentSource,
  start: object,
  signal: AbortSignal | null | undefined,
): Promise<NewPayment> {
  const {given, cause} = await ask(() => createPayment(start as Parameters<PaymentSource>[0]), signal);
  const {code, paymentId} = ownOptions(given as NewPayment);
  return isGiven(code) &&
    isValid('string', code) &&
    isGiven(paymentId) &&
    isValid('string or number', paymentId)
    ? {code, paymentId}
    : fail('code-unavailable', 'createPayment must give a code and a paymentId', {
        option: 'createPayment',
        cause,
      });
}

/**
 * Asks a function of the page for what a start needs.
 *
 * @throws {FlowError} `aborted`, or the `FlowError` that the function throws. Any other error is returned as the cause.
 */
async function ask(
  source: () => unknown,
  signal: AbortSignal | null | undefined,
): Promise<{readonly given?: unknown; readonly cause?: unknown}> {
  try {
    const given = await untilAborted(source, signal);
    throwIfAborted(signal);
    return {given};
  } catch (cause) {
    if (cause instanceof FlowError) throw cause;
    throwIfAborted(signal);
    return {cause};
  }
}

/** Waits for a function of the page until the signal aborts. */
function untilAborted(source: () => unknown, signal: AbortSignal | null | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(aborted());
    };
    signal?.addEventListener('abort', onAbort);
    Promise.resolve()
      .then(source)
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
