import {BackendError, type BackendErrorCode} from './backend-error.js';
import {type JsonObject, parseJsonObject, readBytes} from './body.js';
import {withTimeout} from './with-timeout.js';

/** How much of an answer is read, in bytes. The answers to these calls are far smaller. */
const MAX_ANSWER_BYTES = 256 * 1024;

/** How long to wait before a call is repeated, in ms. */
const RETRY_DELAY = 200;

/** The longest wait that is passed on, in seconds. A longer one is a mistake, or a maintenance that people handle. */
const MAX_RETRY_AFTER = 3600;

/** The errors that may be gone a moment later. */
const TEMPORARY_ERRORS: readonly BackendErrorCode[] = ['service-unreachable', 'service-failed'];

/** The statuses by which the service refuses the content of a call. Any other 4xx means a wrong address or method. */
const REFUSALS: readonly number[] = [400, 401, 403, 404, 422];

/** How to reach the service's API as one client application. */
export interface ServiceClient {
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How long a call may take, a retry included, in ms. */
  readonly timeLimit: number;
  readonly fetch: typeof globalThis.fetch;
}

/** A call to the service's API. */
export interface ServiceCall {
  readonly method: 'GET' | 'POST';
  /** The path below `/2.0/`. */
  readonly path: string;
  /** The user's permanent token, sent as `Authorization`. */
  readonly token?: string;
  /** Sent as JSON. */
  readonly body?: object;
  /** Whether a second call does no harm. */
  readonly isRepeatable: boolean;
}

/** A success, or a refusal with one of the `REFUSALS`. */
export interface ServiceAnswer {
  readonly status: number;
  /** The JSON object in the answer. Empty if a refusal has no body. */
  readonly body: JsonObject;
}

/**
 * Calls the service. Repeats the call once if that is safe and may help.
 *
 * @throws {BackendError} `token-refused`, or one of the `service-…` codes. Errors of `fetch` are not passed on, since
 * they may quote what was sent.
 */
export function callService(client: ServiceClient, call: ServiceCall): Promise<ServiceAnswer> {
  return withTimeout(client.timeLimit, 'service-timeout', async (signal) => {
    try {
      return await callOnce(client, call, signal);
    } catch (error) {
      if (!call.isRepeatable || !isTemporary(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
    // the host's own `fetch` may ignore the signal
    signal.throwIfAborted();
    return callOnce(client, call, signal);
  });
}

function isTemporary(error: unknown): boolean {
  return (
    error instanceof BackendError && error.retryAfter === undefined && TEMPORARY_ERRORS.includes(error.code)
  );
}

async function callOnce(
  client: ServiceClient,
  call: ServiceCall,
  signal: AbortSignal,
): Promise<ServiceAnswer> {
  const response = await send(client, call, signal);
  const {status, ok} = response;
  const isRefusal = REFUSALS.includes(status);
  if (!ok && !isRefusal) {
    void response.body?.cancel().catch(() => undefined);
    if (status === 429) throw new BackendError('service-busy', retryAfter(response));
    if (status >= 500) throw new BackendError('service-failed', retryAfter(response));
    throw new BackendError('service-unreadable');
  }
  const bytes = await readBytes(response.body, MAX_ANSWER_BYTES, signal).catch(throwUnreachable);
  const body = isRefusal && bytes?.byteLength === 0 ? {} : bytes && parseJsonObject(bytes);
  if (!body) throw new BackendError('service-unreadable');
  return {status, body};
}

async function send(client: ServiceClient, call: ServiceCall, signal: AbortSignal): Promise<Response> {
  const headers = {
    accept: 'application/json',
    ...(call.token !== undefined && {authorization: bearer(call.token)}),
    ...(call.body && {'content-type': 'application/json'}),
  };
  try {
    return await client.fetch(`${client.origin}/2.0/${call.path}`, {
      method: call.method,
      headers,
      body: call.body ? JSON.stringify(call.body) : null,
      // a redirect would carry secrets to another address; Workers do not know 'error'
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    return throwUnreachable(error);
  }
}

/** Refuses a token that no header can hold, such as one with a line break at its end. */
function bearer(token: string): string {
  if (!/^[\x21-\x7e]+$/.test(token)) throw new BackendError('token-refused');
  return `Bearer ${token}`;
}

/** Returns the seconds to wait, from 1 to `MAX_RETRY_AFTER`, if the answer names a number or a date. */
function retryAfter({headers}: Response): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return seconds >= 1 && seconds <= MAX_RETRY_AFTER ? seconds : undefined;
}

function throwUnreachable(error: unknown): never {
  // the host's own `fetch` may have a time limit, too
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  throw new BackendError(isTimeout ? 'service-timeout' : 'service-unreachable');
}
