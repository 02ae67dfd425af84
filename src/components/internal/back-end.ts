import type {SuccessResult} from '../../service/results.js';
import {isCode, isNewPayment} from '../../flows/new-payment.js';
import type {CodeAnswer, NewPayment} from '../../flows/start-options.js';
import {fail, FlowError, type FlowErrorCode} from '../../service/flow-error.js';
import {ownProperties, parseUrl} from '../../service/options.js';
import {refusePropertyAttributes} from './property-attributes.js';
import {type Fetch, settingsOf} from './settings.js';
import {refuseSourceTexts} from './source-text.js';

/** How long the host's back end may take, in ms: longer than it waits for the service itself. */
const TIME_LIMIT = 10_000;

/** The code of an error as a back end may answer it. */
const REASON = /^[\w.-]{1,64}$/;

/** What an answer says of the session. Frameworks use 419 if it has ended. */
const SIGNED_OUT: readonly number[] = [401, 419];

const SIGN_IN = 'the user must sign in again';
const CSRF_TOKEN = 'it may want the CSRF token, by the property fetch';

/** What to do about a status. */
const ADVICE: Readonly<Record<number, string>> = {
  401: SIGN_IN,
  403: CSRF_TOKEN,
  404: 'check its path',
  419: SIGN_IN,
  422: CSRF_TOKEN,
  429: 'it must be asked less often',
};

type UrlOption = 'codeUrl' | 'paymentUrl' | 'tokenUrl' | 'connectionsUrl';

/** What is sent to an address, and the code of the error if that fails. */
interface Message {
  readonly failure: FlowErrorCode;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly body?: object | undefined;
}

/** What an answer can have. */
interface Answer {
  readonly code?: unknown;
  readonly owner?: unknown;
  readonly paymentId?: unknown;
  readonly error?: unknown;
}

/**
 * Asks the host's back end for a temporary code and for whom it is. The code is `null` if there is no user yet.
 *
 * @throws {FlowError} `code-unavailable`.
 */
export async function requestCode(
  codeUrl: string,
  needsUser: boolean,
  signal: AbortSignal,
  fetch?: Fetch,
): Promise<CodeAnswer> {
  const text = await send(
    'codeUrl',
    codeUrl,
    {failure: 'code-unavailable', method: 'POST', body: {}},
    fetch,
    signal,
  );
  const answer = text === null ? {code: null} : parse(text);
  if (isCode(answer.code) || (answer.code === null && !needsUser)) return answer as CodeAnswer;
  const wanted = answer.code === null ? 'a code, because this flow needs a user' : 'JSON that has a code';
  fail('code-unavailable', `codeUrl must answer with ${wanted}`, {option: 'codeUrl'});
}

/**
 * Asks the host's back end to create a payment, with the state and the redirect URI that it must have.
 *
 * @throws {FlowError} `code-unavailable`.
 */
export async function requestPayment(
  paymentUrl: string,
  start: object,
  signal: AbortSignal,
  fetch?: Fetch,
): Promise<NewPayment> {
  const payment = parse(
    await send(
      'paymentUrl',
      paymentUrl,
      {failure: 'code-unavailable', method: 'POST', body: start},
      fetch,
      signal,
    ),
  );
  if (isNewPayment(payment)) return payment;
  fail('code-unavailable', 'paymentUrl must answer with JSON that has a code and a paymentId', {
    option: 'paymentUrl',
  });
}

/**
 * Hands a received code over to the host, which exchanges it. The request outlives the page.
 *
 * @throws {FlowError} `exchange-failed`, with the `status` and the `reason` of the answer if there was one;
 * `invalid-parameter` if `tokenUrl` is the text of a function or an object, or `saveCode` or `fetch` an attribute.
 */
export async function saveReceivedCode(element: Element, code: string, result: SuccessResult): Promise<void> {
  // no other property may stand between a code and its hand-over
  refusePropertyAttributes(element, ['saveCode', 'fetch']);
  const {saveCode, tokenUrl, fetch} = settingsOf(element);
  const {owner} = result;
  if (saveCode) {
    try {
      await saveCode(code, {owner, result});
    } catch (cause) {
      if (cause instanceof FlowError) throw cause;
      fail('exchange-failed', 'saveCode must take the code', {option: 'saveCode', cause});
    }
    return;
  }
  if (!tokenUrl) {
    const wanted = 'tokenUrl or saveCode must be given, because the webview returned a code';
    fail('exchange-failed', wanted, {option: 'tokenUrl'});
  }
  refuseSourceTexts({tokenUrl});
  await send('tokenUrl', tokenUrl, {failure: 'exchange-failed', method: 'POST', body: {code, owner}}, fetch);
}

/** Tells whether a back end refused a request because the user's session is over. */
export function isSignedOut({status, reason}: FlowError): boolean {
  return reason === 'signed-out' || SIGNED_OUT.includes(status ?? 0);
}

/** Reads an answer in JSON. Anything else has no fields. */
export function parse(text: string | null): Answer {
  let answer: unknown;
  try {
    answer = JSON.parse(text ?? '');
  } catch {
    // not kept as the cause, because it quotes what may be a code
  }
  return ownProperties(answer as object | undefined);
}

/**
 * Sends a request to the host's back end. Returns the text of the answer, or `null` if it has no content.
 *
 * @throws {FlowError} `failure`, with the `status` and the `reason` of the answer if there was one.
 */
export async function send(
  option: UrlOption,
  url: string,
  {failure, method, body}: Message,
  ownFetch?: Fetch,
  signal?: AbortSignal,
): Promise<string | null> {
  const limit = new AbortController();
  const onAbort = (): void => {
    limit.abort();
  };
  signal?.addEventListener('abort', onAbort);
  const timer = setTimeout(onAbort, TIME_LIMIT);
  try {
    const request = ownFetch ?? sameOriginFetch(option, url, failure);
    const init: RequestInit = ownProperties({
      method,
      headers: {accept: 'application/json', 'content-type': 'application/json'},
      ...(body && {body: JSON.stringify(body)}),
      keepalive: !signal,
      // Firefox sends the page's address as it was before the answer was taken out of it
      referrerPolicy: 'strict-origin',
      signal: limit.signal,
    });
    const response = await request(url, init);
    const {ok, status, type, redirected} = response;
    // always read, because an unread answer keeps the page out of Firefox's back/forward cache
    const text = await response.text();
    // after a redirect, a page in place of an answer is a sign-in page
    const isRedirect = type === 'opaqueredirect' || (redirected && /^\s*</.test(text));
    if (!ok || isRedirect) {
      const {error} = parse(text);
      const own = typeof error === 'string' && REASON.test(error) ? error : undefined;
      const reason = own ?? (isRedirect || SIGNED_OUT.includes(status) ? 'signed-out' : undefined);
      // a route that says why it answers 422 took the request, with its token
      const isOwn422 = status === 422 && own !== undefined;
      const wanted = status === 405 ? `it must take ${method}` : ADVICE[status];
      const advice = (isOwn422 ? '' : wanted) ?? (status >= 500 ? 'see its log' : '');
      const answered = isRedirect
        ? 'a redirect, as to a sign-in page'
        : `${status}${advice && `: ${advice}`}`;
      throw new FlowError(failure, `${option} answered ${answered}`, {
        option,
        ...(status && {status}),
        ...(reason && {reason}),
      });
    }
    return status === 204 ? null : text;
  } catch (cause) {
    if (cause instanceof FlowError) throw cause;
    throw new FlowError(failure, `${option} must answer within ${TIME_LIMIT / 1000} s`, {option, cause});
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/**
 * Returns the platform's `fetch`, for an address of this page's origin. Injected markup must not send a code elsewhere.
 *
 * @throws {FlowError} `failure`.
 */
function sameOriginFetch(option: UrlOption, url: string, failure: FlowErrorCode): Fetch {
  const {protocol, host} = parseUrl(url) ?? {};
  if (protocol !== location.protocol || host !== location.host) {
    fail(failure, `${option} must be on this origin, unless the property fetch is set`, {option});
  }
  return (address, init) =>
    globalThis.fetch(
      address,
      ownProperties<RequestInit>({
        ...init,
        credentials: 'same-origin',
        mode: 'same-origin',
        // a sign-in page would look like an answer, and another address would get the code
        redirect: 'manual',
      }),
    );
}
