import {FlowError} from '../../service/flow-error.js';
import {fromPage} from './resolve-url.js';

/** How long the host's back end may take, in ms: longer than it waits for the service itself. */
const TIME_LIMIT = 10_000;

/** The statuses that say of a code itself that it is of no use; after any other one it may be handed over again. */
const REFUSED: readonly number[] = [400, 410, 422];

/** The back end looked at what it was sent, and will not have it. */
export class RefusedError extends FlowError {}

/**
 * Asks the host's back end for a temporary code; `null` where it answers 204, having no user yet.
 *
 * @throws {FlowError} `code-unavailable`, or `aborted`.
 */
export async function requestCode(codeUrl: string, signal: AbortSignal): Promise<string | null> {
  const {status, text} = await post(codeUrl, {}, signal);
  if (status === 204) return null;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // without its cause, which quotes what may be a code
    throw failure(codeUrl, 'did not answer JSON');
  }
  const code = (body as {code?: unknown} | null)?.code;
  if (typeof code !== 'string' || code === '') throw failure(codeUrl, 'answered without a `code`');
  return code;
}

/**
 * Hands a received code to the host's back end, which exchanges it; the request outlives the page.
 *
 * @throws {FlowError} `code-unavailable`; as a `RefusedError` where the same code will never be taken.
 */
export async function sendCode(tokenUrl: string, code: string): Promise<void> {
  await post(tokenUrl, {code});
}

async function post(
  url: string,
  body: object,
  signal?: AbortSignal,
): Promise<{readonly status: number; readonly text: string}> {
  const limit = new AbortController();
  const onAbort = (): void => {
    limit.abort();
  };
  signal?.addEventListener('abort', onAbort, {once: true});
  const timer = setTimeout(onAbort, TIME_LIMIT);
  try {
    const response = await fetch(fromPage(url), {
      method: 'POST',
      headers: {accept: 'application/json', 'content-type': 'application/json'},
      body: JSON.stringify(body),
      credentials: 'same-origin',
      // injected markup must not send a code elsewhere
      mode: 'same-origin',
      // a redirect, to a sign-in page say, would look like an answer, or carry the code elsewhere
      redirect: 'error',
      keepalive: !signal,
      // Firefox names the page of such a request as it was before the answer left its address
      referrerPolicy: 'strict-origin',
      signal: limit.signal,
    });
    if (REFUSED.includes(response.status)) {
      const what = `${url} answered ${response.status}: it will not take what it was sent`;
      throw new RefusedError('code-unavailable', `${what}, so to send the same again is of no use.`);
    }
    if (!response.ok) throw failure(url, `answered ${response.status}`);
    return {status: response.status, text: await response.text()};
  } catch (cause) {
    if (cause instanceof FlowError) throw cause;
    if (signal?.aborted) throw new FlowError('aborted', `The request to ${url} was given up.`);
    const what = limit.signal.aborted ? `did not answer within ${TIME_LIMIT / 1000} s` : 'was not reached';
    throw failure(url, what, cause);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function failure(url: string, what: string, cause?: unknown): FlowError {
  const advice = "it has to answer from the page's own origin, without a redirect, as the documentation says";
  return new FlowError('code-unavailable', `${url} ${what}: ${advice}.`, {cause});
}
