import {FlowError} from '../flows/flow-error.js';

/** How long the host's back end may take, in ms. */
const TIME_LIMIT = 10_000;

/**
 * Asks the host's back end for a temporary code; `null` where it answers 204, having no user yet.
 *
 * @throws {FlowError} `code-unavailable`, or `aborted`.
 */
export async function requestCode(codeUrl: string, signal: AbortSignal): Promise<string | null> {
  const response = await post(codeUrl, {}, signal);
  if (response.status === 204) return null;
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    throw failure(codeUrl, 'did not answer JSON', cause);
  }
  const code = (body as {code?: unknown} | null)?.code;
  if (typeof code !== 'string' || code === '') throw failure(codeUrl, 'answered without a `code`');
  return code;
}

/**
 * Hands a received code to the host's back end, which exchanges it; the request outlives the page.
 *
 * @throws {FlowError} `code-unavailable`.
 */
export async function sendCode(tokenUrl: string, code: string): Promise<void> {
  await post(tokenUrl, {code});
}

async function post(url: string, body: object, signal?: AbortSignal): Promise<Response> {
  const limit = new AbortController();
  const onAbort = (): void => {
    limit.abort();
  };
  signal?.addEventListener('abort', onAbort, {once: true});
  const timer = setTimeout(onAbort, TIME_LIMIT);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {accept: 'application/json', 'content-type': 'application/json'},
      body: JSON.stringify(body),
      credentials: 'same-origin',
      keepalive: !signal,
      signal: limit.signal,
    });
    if (!response.ok) throw failure(url, `answered ${response.status}`);
    // read here: the time limit is for the whole answer
    return new Response(response.status === 204 ? null : await response.blob(), {status: response.status});
  } catch (cause) {
    if (cause instanceof FlowError) throw cause;
    if (signal?.aborted) throw new FlowError('aborted', `The request to ${url} was given up.`);
    throw failure(
      url,
      limit.signal.aborted ? `did not answer within ${TIME_LIMIT / 1000} s` : 'was not reached',
      cause,
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function failure(url: string, what: string, cause?: unknown): FlowError {
  return new FlowError('code-unavailable', `${url} ${what}: see the back end's log.`, {cause});
}
