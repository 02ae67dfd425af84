import {ownProperties} from '../service/options.js';
import {BackendError, type BackendErrorCode} from './backend-error.js';
import {type JsonObject, parseJsonObject, readBytes} from './body.js';
import {isErrorEnvelope, type ServiceAnswer} from './service-answers.js';
import {unreachableReason} from './unreachable.js';
import {withTimeout} from './with-timeout.js';

/** How much of an answer is read by default, in bytes. The answers to most calls are far smaller. */
const MAX_ANSWER_BYTES = 256 * 1024;

/** How long to wait before a call is repeated, in ms. */
const RETRY_DELAY = 200;

/** The longest wait that is passed on, in seconds. A longer one is a mistake, or a maintenance that people handle. */
const MAX_RETRY_AFTER = 3600;

/** The errors that may be gone a moment later. */
const TEMPORARY_ERRORS: readonly BackendErrorCode[] = [
  'service-unreachable',
  'service-unavailable',
  'service-failed',
];

/** The statuses that the service may send without a body: after a deletion, and refusals as documented in 2019. */
const BARE_STATUSES: readonly number[] = [204, 400, 401, 403];

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
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path below `/2.0/`. */
  readonly path: string;
  /** A user's permanent token or a service token, sent as `Authorization`. */
  readonly token?: string;
  /** Sent as JSON. */
  readonly body?: object;
  /** Whether a second call does no harm. */
  readonly isRepeatable: boolean;
  /** How much of the answer is read, in bytes, if it may be long. */
  readonly maxBytes?: number;
}

/**
 * Calls the service. Repeats the call once if that is safe and may help.
 *
 * @throws {BackendError} `token-refused`, or one of the `service-…` codes. Errors of `fetch` are not passed on, since
 * they may quote what was sent.
 */
export function callService(client: ServiceClient, call: ServiceCall): Promise<ServiceAnswer> {
  return withTimeout(client.timeLimit, 'service-timeout', (signal) => callUntil(signal, client, call));
}

/** Does the same as `callService` until a signal aborts, so that several calls can share one time limit. */
export async function callUntil(
  signal: AbortSignal,
  client: ServiceClient,
  wanted: ServiceCall,
): Promise<ServiceAnswer> {
  const call = ownProperties(wanted) as ServiceCall;
  try {
    return await callOnce(client, call, signal);
  } catch (error) {
    if (!call.isRepeatable || !isTemporary(error)) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
  return {...(await callOnce(client, call, signal)), isRepeated: true};
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
  // the host's own `fetch` may ignore the signal
  signal.throwIfAborted();
  const response = await send(client, call, signal);
  const {status, ok} = response;
  if (!ok && (status < 400 || status === 429 || status >= 500)) {
    void response.body?.cancel().catch(() => undefined);
    throw new BackendError(failureOf(status), {retryAfter: retryAfter(response)});
  }
  const bytes = await readBytes(response.body, call.maxBytes ?? MAX_ANSWER_BYTES, signal).catch(
    throwUnreachable,
  );
  const isBare = bytes?.byteLength === 0 && BARE_STATUSES.includes(status);
  const body = isBare ? ownProperties<JsonObject>({}) : bytes && parseJsonObject(bytes);
  if (!body || !(ok || isBare || isErrorEnvelope(body))) throw new BackendError('service-unreadable');
  if (status === 405) throw new BackendError('service-incompatible');
  return {status, body, isRepeated: false};
}

function failureOf(status: number): BackendErrorCode {
  if (status === 429) return 'service-busy';
  if (status === 503) return 'service-unavailable';
  return status >= 500 ? 'service-failed' : 'service-unreadable';
}

async function send(client: ServiceClient, call: ServiceCall, signal: AbortSignal): Promise<Response> {
  const headers = {
    accept: 'application/json',
    ...(call.token !== undefined && {authorization: bearer(call.token)}),
    ...(call.body && {'content-type': 'application/json'}),
  };
  const body = call.body ? JSON.stringify(call.body) : null;
  try {
    const init: RequestInit = ownProperties({
      method: call.method,
      headers,
      body,
      // a redirect would carry secrets to another address; Workers do not know 'error'
      redirect: 'manual',
      signal,
    });
    return await client.fetch(`${client.origin}/2.0/${call.path}`, init);
  } catch (error) {
    return throwUnreachable(error);
  }
}

/** Tells whether a header can hold a token. One with a line break at its end, for example, cannot be sent. */
export function isSendable(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}

function bearer(token: string): string {
  if (!isSendable(token)) throw new BackendError('token-refused');
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
  if (isTimeout) throw new BackendError('service-timeout');
  throw new BackendError('service-unreachable', {detail: unreachableReason(error)});
}
