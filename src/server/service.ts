import {BackendError, type BackendErrorCode} from './backend-error.js';
import {jsonObject, type JsonObject, readBytes} from './json.js';
import {retryAfter} from './retry-after.js';
import {within} from './within.js';

/** The most that is read of an answer, in bytes: what is asked for here is smaller by far. */
const MOST_BYTES = 256 * 1024;

/** How long a service that failed is left alone before the one retry, in ms. */
const RETRY_DELAY = 200;

/** What may be over a moment later. */
const PASSING: readonly BackendErrorCode[] = ['service-unreachable', 'service-failed'];

/** The sorts of temporary codes that are not the standard one, as the service names them. */
export const CODE_TYPES = ['singleAccess'] as const;

/** The sort of a temporary code: `singleAccess` works once, whatever it is used for. */
export type CodeType = (typeof CODE_TYPES)[number];

/** The service, as one client application reaches it. */
export interface Service {
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What sort of code is minted; `undefined` is the standard one. */
  readonly codeType: CodeType | undefined;
  /** How long an answer may take altogether, in ms. */
  readonly timeLimit: number;
  readonly fetch: typeof globalThis.fetch;
}

/** A call of the service. */
export interface ServiceCall {
  readonly method: 'GET' | 'POST';
  /** Below `/2.0/`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether it may be made twice: it changes nothing, or nothing that matters. */
  readonly isRepeatable: boolean;
}

/** An answer that is a success, or one of the 4xx that mean something here. */
export interface ServiceAnswer {
  readonly status: number;
  /** The JSON object that it holds; empty where a refusal says nothing more. */
  readonly body: JsonObject;
}

/** The statuses by which the service refuses what it was asked, and not the address or the manner. */
const REFUSALS: readonly number[] = [400, 401, 403, 404, 422];

/**
 * Calls the service, a second time where that is safe and may help, all within its time limit.
 *
 * @throws {BackendError} one of those named after the service. What is thrown below is dropped, since it may quote what
 * was sent.
 */
export function callService(service: Service, call: ServiceCall): Promise<ServiceAnswer> {
  return within(service.timeLimit, 'service-timeout', async (signal) => {
    try {
      return await attempt(service, call, signal);
    } catch (error) {
      if (!call.isRepeatable || !mayPass(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
    // a `fetch` of the host's own may not look at its signal
    signal.throwIfAborted();
    return attempt(service, call, signal);
  });
}

function mayPass(error: unknown): boolean {
  return error instanceof BackendError && error.retryAfter === undefined && PASSING.includes(error.code);
}

async function attempt(service: Service, call: ServiceCall, signal: AbortSignal): Promise<ServiceAnswer> {
  const answer = await send(service, call, signal).catch(unreachable);
  const {status, ok} = answer;
  const isRefusal = REFUSALS.includes(status);
  if (!ok && !isRefusal) {
    void answer.body?.cancel().catch(() => undefined);
    if (status === 429) throw new BackendError('service-busy', retryAfter(answer));
    if (status >= 500) throw new BackendError('service-failed', retryAfter(answer));
    throw new BackendError('service-unreadable');
  }
  const bytes = await readBytes(answer.body, MOST_BYTES, signal).catch(unreachable);
  const body = isRefusal && bytes?.byteLength === 0 ? {} : bytes && jsonObject(bytes);
  if (!body) throw new BackendError('service-unreadable');
  return {status, body};
}

async function send(service: Service, call: ServiceCall, signal: AbortSignal): Promise<Response> {
  return service.fetch(`${service.origin}/2.0/${call.path}`, {
    method: call.method,
    headers: {accept: 'application/json', ...call.headers},
    body: call.body ?? null,
    // a redirect would carry secrets elsewhere; and `error`, which says just that, is unknown to Workers
    redirect: 'manual',
    signal,
  });
}

/** What went wrong on the way; a `fetch` of the host's own may have a time limit of its own. */
function unreachable(error: unknown): never {
  throw new BackendError(
    error instanceof Error && error.name === 'TimeoutError' ? 'service-timeout' : 'service-unreachable',
  );
}
