import {serviceOrigin} from '../service/addresses.js';
import {invalid, missing} from '../service/flow-error.js';
import {checkChoice, isGiven, ownOptions} from '../service/options.js';
import {BackendError} from './backend-error.js';
import {type JsonObject, parseJsonObject} from './body.js';
import {CODE_TYPES, type CodeType, exchangeCode, mintCode} from './codes.js';
import {type Connection, isId, readConnection} from './connection.js';
import {type Payment, type PaymentDetails, type PaymentStart, paymentStart} from './payment.js';
import {createPayment, readPayment} from './payment-calls.js';
import {checkRequest, readBody} from './requests.js';
import {errorResponse, jsonResponse, noContent} from './responses.js';
import type {ServiceClient} from './service-client.js';

/** How long the service may take, in ms. The elements wait longer, so that they get the error. */
const DEFAULT_TIME_LIMIT = 8_000;

/** The longest time that a timer can wait, in ms. A timer with a longer time fires at once. */
const MAX_TIME_LIMIT = 2 ** 31 - 1;

/** What the routes need to know, and how they reach your users. Only the object's own properties are read. */
export interface BackendOptions {
  /** Your API's domain, such as `demo`. Required unless `baseUrl` is given. */
  readonly domain?: string | null | undefined;
  /** The client application's id. */
  readonly clientId: string | number;
  /** The client application's secret. It never leaves the back end. */
  readonly clientSecret: string;
  /** Returns the permanent token of the user who sends this request, or nothing if there is none yet. */
  readonly getToken: (request: Request) => string | null | undefined | Promise<string | null | undefined>;
  /** Saves the permanent token of the user who sends this request. */
  readonly saveToken: (request: Request, token: string) => void | Promise<void>;
  /** Returns the payment to create for this request, or nothing if there is nothing to pay. Adds `POST …/payment`. */
  readonly createPayment?:
    | ((
        request: Request,
        start: PaymentStart,
      ) => PaymentDetails | null | undefined | Promise<PaymentDetails | null | undefined>)
    | null
    | undefined;
  /** Saves a created payment before anybody can confirm it. Keep `payment.id` with the order. */
  readonly savePayment?:
    | ((request: Request, payment: Payment, start: PaymentStart) => void | Promise<void>)
    | null
    | undefined;
  /** Tells whether the payment with this id belongs to the user who sends this request. `payment` asks it first. */
  readonly ownsPayment?: ((request: Request, id: string) => boolean | Promise<boolean>) | null | undefined;
  /** `singleAccess` mints codes that work only once. Default: `requestAccess`, codes that work for 30 minutes. */
  readonly codeType?: CodeType | null | undefined;
  /** How long the service may take, a retry included, in ms. Default: 8,000. The elements wait 10,000. */
  readonly timeLimit?: number | null | undefined;
  /** Another address of the service, such as the emulated one. It must use https, or http on this machine. */
  readonly baseUrl?: string | null | undefined;
  /** Calls the service. Default: the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Answers the routes, and any other path with 404. It keeps nothing between requests. */
export interface Backend {
  (request: Request): Promise<Response>;

  /**
   * Reads a connection if it belongs to the user who sends the request. Use it before you trust an id from an address.
   *
   * Returns `undefined` if the connection is not this user's, if there is no user, or if `id` is not a valid id.
   *
   * @example
   * ```ts
   * const connection = await backend.connection(request, '46');
   * if (!connection) return new Response(null, {status: 404});
   * ```
   *
   * @throws {BackendError} if the service gives no answer.
   */
  readonly connection: (
    request: Request,
    id: string | number | null | undefined,
  ) => Promise<Connection | undefined>;

  /**
   * Reads a payment. Use it before you trust what an address says about a payment, with the id that you saved.
   *
   * Returns `undefined` if there is no such payment, if `ownsPayment` says that it is not this user's, or if `id` is not
   * a valid id. Without `ownsPayment` it reads any payment of the client application.
   *
   * @example
   * ```ts
   * const payment = await backend.payment(request, order.paymentId);
   * const isPaid = payment?.state === 'done' || payment?.state === 'accepted';
   * ```
   *
   * @throws {BackendError} if the service gives no answer.
   */
  readonly payment: (
    request: Request,
    id: string | number | null | undefined,
  ) => Promise<Payment | undefined>;
}

/**
 * Creates the back-end routes of an integration, to be mounted under any path.
 *
 * `POST …/code` mints a temporary code for the signed-in user, or answers 204 if there is no user yet. `POST …/token`
 * exchanges a received code for a permanent token and saves it. With `createPayment`, `POST …/payment` creates a payment
 * and returns the code that lets its payer confirm it.
 *
 * The secret, the permanent tokens and the service tokens never reach the browser. Requests from other origins are refused. A failure is
 * answered with `{"error": "…", "message": "…"}`, the code and the message of a `BackendError`.
 *
 * Errors that your own functions throw are passed on to the caller. When `saveToken` runs, the code is used up:
 * a token that is not saved is lost.
 *
 * @example
 * ```ts
 * import {createBackend} from 'budgea-webview/server';
 * import {readToken, saveToken} from './database.js';
 * import {userOf} from './sessions.js';
 *
 * export const backend = createBackend({
 *   domain: 'demo',
 *   clientId: 17473055,
 *   clientSecret: process.env.BUDGEA_SECRET ?? '',
 *   getToken: (request) => readToken(userOf(request)),
 *   saveToken: (request, token) => saveToken(userOf(request), token),
 * });
 * ```
 *
 * @throws {FlowError} if a required option is missing or an option is invalid.
 */
export function createBackend(options: BackendOptions): Backend {
  const own = checkOptions(options);
  const client = toServiceClient(own);

  const mint: Route = async (request) => {
    const token = await own.getToken(request);
    return token ? jsonResponse({code: await mintCode(client, token, own.codeType)}) : noContent();
  };
  const exchange: Route = async (request, body) => {
    const token = await exchangeCode(client, receivedCode(jsonObject(body)));
    await own.saveToken(request, token);
    return noContent();
  };
  const pay: Route = async (request, body) => {
    const start = paymentStart(jsonObject(body));
    const wanted = await own.createPayment?.(request, start);
    if (!wanted) throw new BackendError('nothing-to-pay');
    const {payment, code} = await createPayment(client, wanted, start);
    await own.savePayment?.(request, payment, start);
    return jsonResponse({code, paymentId: String(payment.id)});
  };
  const routes = new Map([
    ['code', mint],
    ['token', exchange],
  ]);
  if (own.createPayment) routes.set('payment', pay);

  const answer = async (request: Request): Promise<Response> => {
    try {
      const route = routes.get(new URL(request.url).pathname.split('/').pop() ?? '');
      if (!route) throw new BackendError('unknown-route');
      checkRequest(request);
      return await route(request, await readBody(request));
    } catch (error) {
      if (error instanceof BackendError) return errorResponse(error);
      throw error;
    }
  };

  const connection: Backend['connection'] = async (request, id) => {
    const text = String(id);
    const token = isId(text) ? await own.getToken(request) : undefined;
    return token ? readConnection(client, token, text) : undefined;
  };

  const payment: Backend['payment'] = async (request, id) => {
    const text = String(id);
    if (!isId(text)) return undefined;
    const isOwn = own.ownsPayment ? await own.ownsPayment(request, text) : true;
    return isOwn ? readPayment(client, text) : undefined;
  };

  return Object.assign(answer, {connection, payment});
}

type Route = (request: Request, body: Uint8Array) => Promise<Response>;

/** Copies the options, so that nothing changes them later, and checks them. */
function checkOptions(options: BackendOptions): BackendOptions {
  const own = ownOptions(options) as BackendOptions;
  for (const name of ['clientId', 'clientSecret'] as const) {
    if (!isGiven(own[name])) missing(name);
  }
  for (const name of ['getToken', 'saveToken'] as const) {
    if (!isGiven(own[name])) missing(name);
  }
  for (const name of ['getToken', 'saveToken', 'createPayment', 'savePayment', 'ownsPayment'] as const) {
    if (isGiven(own[name]) && typeof own[name] !== 'function') invalid(name, 'a function');
  }
  if (isGiven(own.codeType)) checkChoice('codeType', own.codeType, CODE_TYPES);
  return own;
}

function toServiceClient(options: BackendOptions): ServiceClient {
  return {
    origin: serviceOrigin(options.domain, options.baseUrl),
    clientId: String(options.clientId),
    clientSecret: options.clientSecret,
    timeLimit: checkTimeLimit(options.timeLimit ?? DEFAULT_TIME_LIMIT),
    fetch: options.fetch ?? ((...request) => fetch(...request)),
  };
}

function checkTimeLimit(ms: number): number {
  const isValid = Number.isInteger(ms) && ms >= 1 && ms <= MAX_TIME_LIMIT;
  return isValid ? ms : invalid('timeLimit', `a whole number of milliseconds from 1 to ${MAX_TIME_LIMIT}`);
}

function jsonObject(bytes: Uint8Array): JsonObject {
  const body = parseJsonObject(bytes);
  if (!body) throw new BackendError('invalid-json');
  return body;
}

/** Reads the code in a body of `{"code": "…"}`. */
function receivedCode({code}: JsonObject): string {
  if (typeof code !== 'string' || code === '') throw new BackendError('missing-code');
  return code;
}
