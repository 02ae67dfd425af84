import {invalid, missing} from '../service/flow-error.js';
import {isGiven, ownProperties} from '../service/options.js';
import {checkFunction, checkNames} from './option-checks.js';
import {parsePayload, toWebhook, type Webhook} from './parse-webhook.js';
import {noContent} from './responses.js';
import {MAX_TIME_LIMIT} from './with-timeout.js';
import {verifyRequest} from './verify-webhook.js';
import {claimDelivery, failAs, type WebhookClaim, type WebhookClaimAnswer} from './webhook-claim.js';
import {WebhookError, type WebhookErrorCode} from './webhook-error.js';
import {
  isWebhookEvent,
  WEBHOOK_EVENTS,
  type WebhookEvent,
  type WebhookPayload,
  type WebhookPayloads,
} from './webhook-events.js';
import {
  checkNumber,
  checkVerification,
  VERIFICATION_OPTIONS,
  type WebhookVerification,
} from './webhook-verification.js';

/** How long a claim and a handler may take by default, in ms. */
const DEFAULT_TIME_LIMIT = 10_000;

/** The names of the options. */
const OPTIONS = [...VERIFICATION_OPTIONS, 'on', 'otherwise', 'claim', 'timeLimit', 'onError'] as const;

/** What a handler learns beside the payload. */
export interface WebhookContext<Platform = unknown> {
  readonly event: string;
  /** The service's id of the delivery. It is the same if the service sends it again. Missing in the payloads of 2019. */
  readonly deliveryId: string | undefined;
  /** Aborts when `timeLimit` is over. Give it to what you call. */
  readonly signal: AbortSignal;
  /** Its body is read already. */
  readonly request: Request;
  /** The second argument of the function that `createWebhooks` returned. */
  readonly platform: Platform;
}

/** Handles an event. What it returns is ignored. */
export type WebhookHandler<Event extends WebhookEvent, Platform = unknown> = (
  payload: WebhookPayloads[Event],
  context: WebhookContext<Platform>,
) => unknown;

/** The handlers of events, by the event's name. */
export type WebhookHandlers<Platform = unknown> = {
  readonly [Event in WebhookEvent]?: WebhookHandler<Event, Platform> | null | undefined;
};

/** How to verify webhooks, and what handles them. Only the object's own properties are read. */
export interface WebhookOptions<Platform = unknown> extends WebhookVerification<Platform> {
  /** A handler for each event that you need. It gets the payload and `{event, deliveryId, signal, request, platform}`. */
  readonly on: WebhookHandlers<Platform>;
  /** Handles all other events. The third argument is that of `on`, with `known`: whether the service documents the event. Default: they are answered 204, and `onError` is told once for each. */
  readonly otherwise?:
    | ((
        event: string,
        payload: WebhookPayload,
        context: WebhookContext<Platform> & {readonly known: boolean},
      ) => unknown)
    | null
    | undefined;
  /** Claims a delivery, so that it is handled once. Returns `{release, done}` or `true` to handle it, `false` if it was handled before, and `busy` if it is being handled. Default: each delivery is handled. */
  readonly claim?: ((id: string) => WebhookClaimAnswer | Promise<WebhookClaimAnswer>) | null | undefined;
  /** How long `claim` and a handler may take, in ms. Then the handler's signal aborts, and the answer is 500. Default: 10,000. */
  readonly timeLimit?: number | null | undefined;
  /** Gets a `WebhookError` for each request that is not handled. Its `cause` is what your function threw. Default: one line in the console. */
  readonly onError?: ((error: WebhookError, request: Request) => unknown) | null | undefined;
}

/** Answers webhooks. It keeps nothing between requests but which events it told `onError` about. */
export interface Webhooks<Platform = unknown> {
  (request: Request, platform?: Platform): Promise<Response>;
  /** Tells `nodeListener` to give the path and the bytes as they arrived, because the service signs them. */
  readonly needsRawRequest: true;
}

/**
 * Creates a function that verifies the service's webhooks and calls your handlers.
 *
 * It answers 2xx only after the handler is done. Any other answer makes the service send the event again.
 *
 * @example
 * ```ts
 * import {createWebhooks} from 'budgea-webview/server';
 *
 * export const webhooks = createWebhooks({
 *   verify: {hmac: process.env.WEBHOOK_SECRET ?? ''},
 *   on: {
 *     CONNECTION_SYNCED: ({user, connection}) => {
 *       console.log(`User ${user.id} has ${connection.accounts?.length ?? 0} accounts at connection ${connection.id}`);
 *     },
 *   },
 * });
 * ```
 *
 * @throws {FlowError} if an option is missing, wrong or unknown. An empty secret is `missing-parameter`.
 */
export function createWebhooks<Platform = unknown>(options: WebhookOptions<Platform>): Webhooks<Platform> {
  const own = ownProperties(options);
  checkNames(own, OPTIONS);
  const verification = checkVerification(options);
  const handlers = checkHandlers(own.on);
  for (const name of ['otherwise', 'claim', 'onError'] as const) checkFunction(name, own[name]);
  const timeLimit = checkTimeLimit(own.timeLimit);
  const report = reporter(own.onError ?? createLog());

  /** Finds what handles a webhook. */
  const handlerOf = ({known, event, payload}: Webhook): Handle<Platform> | undefined => {
    const handler = handlers.get(event);
    if (handler) return (context) => handler(payload, context);
    const {otherwise} = own;
    return otherwise ? (context) => otherwise(event, payload, {...context, known}) : undefined;
  };

  const answer = async (request: Request, platform = undefined as Platform): Promise<Response> => {
    let event: string | undefined;
    let deliveryId: string | undefined;
    const tell = async (error: unknown): Promise<WebhookError> => {
      const told = toWebhookError(error, event, deliveryId);
      await report(told, request);
      return told;
    };
    try {
      event = verification.event(request, platform);
      const {bytes, payload = parsePayload(bytes, 'not-json')} = await verifyRequest(
        request,
        event,
        verification,
        platform,
      );
      const webhook = toWebhook(event, payload);
      ({deliveryId} = webhook);
      const handle = handlerOf(webhook);
      if (!handle) throw new WebhookError('unhandled-event');
      const context = {event, deliveryId, request, platform};
      await withinTime(
        timeLimit,
        async (signal) => {
          const claim = await claimDelivery(own.claim, context.deliveryId);
          // the service was told to send it again, so it must be free by then
          if (signal.aborted) await failAs('claim-failed', () => claim?.release());
          else if (claim) await handleOnce(() => handle({...context, signal}), claim, tell);
        },
        tell,
      );
      return noContent();
    } catch (error) {
      return failureResponse(await tell(error));
    }
  };
  return Object.assign(answer, {needsRawRequest: true} as const);
}

/** Handles one webhook. */
type Handle<Platform> = (context: WebhookContext<Platform>) => unknown;

/** Tells `onError` about a failure that does not change the answer. */
type Tell = (error: unknown) => Promise<unknown>;

/** Calls a handler and settles its claim. It is settled after the handler, also if the time is over by then. */
async function handleOnce(handle: () => unknown, claim: WebhookClaim, tell: Tell): Promise<void> {
  try {
    await failAs('handler-failed', handle);
  } catch (error) {
    await failAs('claim-failed', () => claim.release()).catch(tell);
    throw error;
  }
  // the event is handled, so a claim that fails now must not make the service send it again
  await failAs('claim-failed', () => claim.done?.()).catch(tell);
}

/**
 * Runs an operation and gives it up after `limit` ms, even if it ignores its signal. What it throws later goes to
 * `onLate`.
 *
 * @throws {WebhookError} `handler-timeout`.
 */
async function withinTime(
  limit: number,
  run: (signal: AbortSignal) => Promise<void>,
  onLate: Tell,
): Promise<void> {
  const controller = new AbortController();
  const {signal} = controller;
  const error = new WebhookError('handler-timeout');
  const over = new Promise<never>((_, reject) => {
    // first of all listeners, so that a handler which throws at once does not hide why
    signal.addEventListener('abort', () => {
      reject(error);
    });
  });
  const timer = setTimeout(() => {
    controller.abort(error);
  }, limit);
  const work = run(signal);
  work.catch((thrown: unknown) => (signal.aborted ? onLate(thrown) : undefined));
  try {
    await Promise.race([over, work]);
  } finally {
    clearTimeout(timer);
  }
}

/** Adds to an error what is known about its request. What is not ours was thrown by a function of the host. */
function toWebhookError(
  error: unknown,
  event: string | undefined,
  deliveryId: string | undefined,
): WebhookError {
  // anybody can write anything into an address, but not into a log
  const about = {event: /^[\w-]{1,64}$/.test(event ?? '') ? event : undefined, deliveryId};
  if (!(error instanceof WebhookError)) return new WebhookError('function-failed', {...about, cause: error});
  const {code, reason, cause} = error;
  return new WebhookError(code, {...about, reason, cause});
}

/** Answers with an error's code only: the rest is for the host. */
function failureResponse({code, status}: WebhookError): Response {
  if (status === 204) return noContent();
  const headers = new Headers({'cache-control': 'no-store'});
  if (code === 'method-not-allowed') headers.set('allow', 'POST');
  return Response.json({error: code}, ownProperties({status, headers}));
}

type OnError = NonNullable<WebhookOptions['onError']>;

/** Calls `onError`, once for each event that is not handled. What it throws changes no answer. */
function reporter(onError: OnError): (error: WebhookError, request: Request) => Promise<void> {
  const told = new Set<string>();
  return async (error, request) => {
    const {code, event = '', status} = error;
    // all unknown events count as one, so that nobody can fill the memory
    const key = `${code} ${isWebhookEvent(event) ? event : ''}`;
    if (status === 204 && told.has(key)) return;
    if (status === 204) told.add(key);
    try {
      await onError(error, request);
    } catch (thrown) {
      // eslint-disable-next-line no-console -- there is nobody else to tell
      console.error('budgea-webview: onError of createWebhooks threw.', thrown);
    }
  };
}

/** Creates a log of errors. It has each refusal once only, because anybody can send requests that are refused. */
function createLog(): OnError {
  const logged = new Set<WebhookErrorCode>();
  return ({code, event, status, message, cause}) => {
    const isRefusal = status >= 400 && status < 500;
    if (isRefusal && logged.has(code)) return;
    logged.add(code);
    const line = `budgea-webview: webhook ${event ?? 'of an unknown event'}: ${code}. ${message}`;
    // eslint-disable-next-line no-console -- otherwise only the service learns of it
    console.error(line, ...(cause === undefined ? [] : [cause]));
  };
}

/**
 * Copies the handlers, by the event's name.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter` or `unknown-parameter`.
 */
function checkHandlers<Platform>(
  on: WebhookHandlers<Platform> | undefined,
): ReadonlyMap<string, (payload: WebhookPayload, context: WebhookContext<Platform>) => unknown> {
  if (!isGiven(on)) missing('on');
  if (typeof on !== 'object') invalid('on', 'an object with a handler for each event');
  const own = ownProperties(on);
  checkNames(own, WEBHOOK_EVENTS, 'on.');
  const handlers = Object.entries(own).filter(([, handler]) => isGiven(handler));
  for (const [event, handler] of handlers) checkFunction(`on.${event}`, handler);
  return new Map(handlers as [string, (payload: WebhookPayload) => unknown][]);
}

function checkTimeLimit(ms: number | null | undefined): number {
  const wanted = `a number of milliseconds from 1 to ${MAX_TIME_LIMIT}`;
  const limit = checkNumber('timeLimit', ms, wanted) ?? DEFAULT_TIME_LIMIT;
  return limit <= MAX_TIME_LIMIT ? limit : invalid('timeLimit', wanted);
}
