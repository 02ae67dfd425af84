import {pageUrl, preferredLanguage, sameOriginPath, warnIfInsecure} from '../service/addresses.js';
import {buildUrl} from '../service/build-url.js';
import {fail, FlowError, invalid, missing} from '../service/flow-error.js';
import {check, isGiven, isValid, ownProperties, parseUrl} from '../service/options.js';
import {type Flow, FLOWS, SENSITIVE, SETTINGS} from '../service/parameters.js';
import {checkStore, forgetAttempt, openStore, saveAttempt} from './attempts.js';
import {isCode, isNewPayment} from './new-payment.js';
import {newState} from './new-state.js';
import type {
  AnyStartOptions,
  CodeAnswer,
  CodeSource,
  NewPayment,
  PaymentStart,
  StartOptions,
} from './start-options.js';

type Signal = AbortSignal | null | undefined;
type CodeAndOwner = Exclude<CodeAnswer, string | null>;

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
    owner: givenOwner,
    store: givenStore,
    navigate,
    signal,
    state: ownState,
    ...given
  } = ownProperties(options as unknown as AnyStartOptions);
  const parameters: Record<string, unknown> = ownProperties(given);
  const createPayment = flow === 'payment' && given.createPayment;
  if (createPayment) {
    if (isGiven(ownState) || isGiven(code) || isGiven(parameters['paymentId']))
      invalid('createPayment', 'given without paymentId, code and state', 'conflicting-parameters');
    delete parameters['createPayment'];
  } else if (flow === 'payment') {
    if (!isGiven(ownState)) missing('state');
  } else if (isGiven(ownState)) invalid('state', 'left to startFlow', 'unknown-parameter');
  const leave = navigateWith(navigate);
  checkStore(givenStore);
  // today's service always needs a language
  if (parameters['service'] === 'powens') parameters['language'] ||= preferredLanguage();
  const urlWith = (sent: object): string => buildUrl(flow, ownProperties({...parameters, ...sent}));
  // all options are checked before anything is asked for, with any text in its place
  urlWith(createPayment ? {code: '-', paymentId: '-'} : {code: typeof code === 'function' ? '-' : code});
  if (!isJson(context)) invalid('context', 'JSON');
  const path = isGiven(returnTo) ? sameOriginPath(returnTo) : undefined;
  if (isGiven(returnTo) && path === undefined) invalid('returnTo', 'a URL of this origin');
  let owner = isGiven(givenOwner) ? check('owner', 'string', givenOwner) : undefined;
  let codeOwner = owner;
  const hasCallback = isGiven(parameters['redirectUri']);
  if (!hasCallback && (context !== undefined || path !== undefined)) missing('redirectUri');
  const store = hasCallback ? openStore(givenStore) : undefined;
  throwIfAborted(signal);
  const state = isGiven(ownState) ? check('state', 'string', ownState) : store && newState();
  let sent: Partial<NewPayment> | {readonly code: typeof code} = {code};
  if (createPayment) {
    const start = {state, redirectUri: parameters['redirectUri'], context} as PaymentStart;
    sent = await askForPayment(() => createPayment(start), signal);
  } else if (typeof code === 'function') {
    const answer = await askForCode(flow, code, signal);
    sent = {code: answer.code};
    codeOwner = answer.owner || owner;
    owner ??= codeOwner;
  }
  throwIfAborted(signal);
  const url = urlWith({...sent, state});
  warnIfInsecure(url);
  if (!store || state === undefined) return leave(url);
  const kept = Object.entries({...parameters, ...sent}).filter(([name]) => !NOT_KEPT.includes(name));
  saveAttempt(store, {
    state,
    flow,
    time: Date.now(),
    parameters: Object.fromEntries(kept),
    codeSent: isGiven(sent.code),
    // the same payment is never sent again
    canRetry: flow !== 'payment' && !SENSITIVE.some((name) => isGiven(parameters[name])),
    context,
    returnTo: path,
    owner,
    codeOwner: codeOwner === owner ? undefined : codeOwner,
  });
  if (!isGiven(givenStore)) warnIfElsewhere(parameters['redirectUri']);
  try {
    await leave(url);
  } catch (error) {
    forgetAttempt(store, state);
    throw error;
  }
}

/** Warns if the page of a redirect URI cannot read this page's `localStorage`. */
function warnIfElsewhere(redirectUri: unknown): void {
  // an app's own scheme has no origin, and opens the app
  const [callback, page] = [redirectUri, pageUrl()].map((url) => parseUrl(url)?.origin);
  if (callback === page || !callback?.startsWith('http') || !page?.startsWith('http')) return;
  // eslint-disable-next-line no-console -- the result comes too late to say so
  console.warn(
    "redirectUri is on another origin than this page, so its page cannot read this page's localStorage: the answer will be unverified.",
  );
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

async function askForCode(flow: Flow, source: CodeSource, signal: Signal): Promise<Partial<CodeAndOwner>> {
  const canDoWithout = FLOWS[flow].code === 'string';
  const isComplete = (given: unknown): boolean => {
    const {code, owner} = readCodeAnswer(given as CodeAnswer);
    return (isCode(code) || (code === null && canDoWithout)) && (!isGiven(owner) || isValid('string', owner));
  };
  return readCodeAnswer((await ask('code', 'a string', source, isComplete, signal)) as CodeAnswer);
}

function readCodeAnswer(answer: CodeAnswer): Partial<CodeAndOwner> {
  return isValid('object', answer) ? ownProperties(answer as CodeAndOwner) : {code: answer as string | null};
}

async function askForPayment(source: () => unknown, signal: Signal): Promise<NewPayment> {
  const wanted = 'code and paymentId';
  const {code, paymentId} = (await ask('createPayment', wanted, source, isNewPayment, signal)) as NewPayment;
  return {code, paymentId};
}

/**
 * Asks a function of the page for what only it can give.
 *
 * @throws {FlowError} `code-unavailable`, `aborted`, or the function's own `FlowError`.
 */
async function ask(
  option: string,
  wanted: string,
  source: () => unknown,
  isComplete: (given: unknown) => boolean,
  signal: Signal,
): Promise<unknown> {
  let cause: unknown;
  try {
    const given = await untilAborted(source, signal);
    if (isComplete(given)) return given;
  } catch (error) {
    if (error instanceof FlowError) throw error;
    cause = error;
  }
  return fail('code-unavailable', `${option} must give ${wanted}`, {option, cause});
}

function untilAborted(source: () => unknown, signal: Signal): Promise<unknown> {
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

function throwIfAborted(signal: Signal): void {
  if (signal?.aborted) throw aborted();
}

function aborted(): FlowError {
  return new FlowError('aborted', 'The start was aborted');
}
