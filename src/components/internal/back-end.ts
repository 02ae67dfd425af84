import {isCode, isNewPayment} from '../../flows/new-payment.js';
import type {NewPayment} from '../../flows/start-options.js';
import {fail, FlowError} from '../../service/flow-error.js';
import {ownOptions} from '../../service/options.js';

/** How long the host's back end may take, in ms: longer than it waits for the service itself. */
const TIME_LIMIT = 10_000;

/**
 * Asks the host's back end for a temporary code. Gives `null` if it answers 204, because there is no user yet.
 *
 * @throws {FlowError} `code-unavailable`.
 */
export async function requestCode(codeUrl: string, signal: AbortSignal): Promise<string | null> {
  const text = await post('codeUrl', codeUrl, {}, signal);
  if (text === null) return null;
  const {code} = parse(text);
  if (isCode(code)) return code;
  fail('code-unavailable', 'codeUrl must answer with JSON that has a code', {
    option: 'codeUrl',
  });
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
): Promise<NewPayment> {
  const payment = parse(await post('paymentUrl', paymentUrl, start, signal));
  if (isNewPayment(payment)) return payment;
  fail('code-unavailable', 'paymentUrl must answer with JSON that has a code and a paymentId', {
    option: 'paymentUrl',
  });
}

/**
 * Hands a received code over to the host's back end, which exchanges it. The request outlives the page.
 *
 * @throws {FlowError} `exchange-failed`, with the `status` of the answer if there was one.
 */
export async function sendCode(tokenUrl: string, code: string): Promise<void> {
  await post('tokenUrl', tokenUrl, {code});
}

/** Reads an answer in JSON. Anything else has no fields. */
function parse(text: string | null): {readonly code?: unknown; readonly paymentId?: unknown} {
  let answer: unknown;
  try {
    answer = JSON.parse(text ?? '');
  } catch {
    // not kept as the cause, because it quotes what may be a code
  }
  return ownOptions(answer as object | undefined);
}

async function post(
  option: 'codeUrl' | 'paymentUrl' | 'tokenUrl',
  url: string,
  body: object,
  signal?: AbortSignal,
): Promise<string | null> {
  const failure = option === 'tokenUrl' ? 'exchange-failed' : 'code-unavailable';
  const limit = new AbortController();
  const onAbort = (): void => {
    limit.abort();
  };
  signal?.addEventListener('abort', onAbort);
  const timer = setTimeout(onAbort, TIME_LIMIT);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {accept: 'application/json', 'content-type': 'application/json'},
      body: JSON.stringify(body),
      credentials: 'same-origin',
      // injected markup must not send a code elsewhere
      mode: 'same-origin',
      // a redirect, to a sign-in page for example, would look like an answer or take the code elsewhere
      redirect: 'error',
      keepalive: !signal,
      // Firefox sends the page's address as it was before the answer was taken out of it
      referrerPolicy: 'strict-origin',
      signal: limit.signal,
    });
    const {status} = response;
    // always read, because an unread answer keeps the page out of Firefox's back/forward cache
    const text = await response.text();
    if (!response.ok) fail(failure, `${option} answered ${status}`, {option, status});
    return status === 204 ? null : text;
  } catch (cause) {
    if (cause instanceof FlowError) throw cause;
    const wanted = `on this origin, without a redirect, within ${TIME_LIMIT / 1000} s`;
    fail(failure, `${option} must answer ${wanted}`, {option, cause});
  } finally {
    clearTimeout(timer);
  }
}
