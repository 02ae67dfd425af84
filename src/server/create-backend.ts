import {serviceOrigin, warnIfInsecure} from '../service/addresses.js';
import {fail, invalid, missing} from '../service/flow-error.js';
import {nearest} from '../service/nearest.js';
import {checkChoice, isGiven, ownProperties} from '../service/options.js';
import {BackendError, type BackendErrorCode} from './backend-error.js';
import {type JsonObject, parseJsonObject} from './body.js';
import {CODE_TYPES, type CodeType, exchangeCode, mintCode} from './codes.js';
import {type Connection, isId, readConnection} from './connection.js';
import {allowOrigins, checkOrigins, isFromOneOf, isPreflight} from './cross-origin.js';
import {type Payment, type PaymentDetails, paymentFields, type PaymentStart} from './payment.js';
import {ownerOf} from './owner.js';
import {createPayment, readPayment} from './payment-calls.js';
import {checkRequest, readBody} from './requests.js';
import {errorResponse, jsonResponse, noContent} from './responses.js';
import {findRoute, type Handler, type Routes} from './routes.js';
import type {ServiceClient} from './service-client.js';
import {readUserId} from './service-user.js';
import {type CheckedUser, checkUser, type User} from './user.js';

/** How long the service may take, in ms. The elements wait longer, so that they get the error. */
const DEFAULT_TIME_LIMIT = 8_000;

/** How long the lookup of a user's id may take, in ms. The page waits for it, with the exchange before it. */
const USER_ID_TIME_LIMIT = 1_500;

/** The longest time that a timer can wait, in ms. A timer with a longer time fires at once. */
const MAX_TIME_LIMIT = 2 ** 31 - 1;

/** What the service says of a token that works no more. Such a token counts as none. */
const OVER: readonly BackendErrorCode[] = ['token-refused', 'user-deleted'];

/** Every option, and whether it is a function. */
const OPTIONS: Readonly<Record<keyof BackendOptions, 'function' | 'value'>> = {
  domain: 'value',
  clientId: 'value',
  clientSecret: 'value',
  getUser: 'function',
  saveToken: 'function',
  replaceToken: 'function',
  createPayment: 'function',
  savePayment: 'function',
  ownsPayment: 'function',
  onError: 'function',
  allowedOrigins: 'value',
  codeType: 'value',
  timeLimit: 'value',
  baseUrl: 'value',
  allowInsecureBaseUrl: 'value',
  fetch: 'function',
};

/** A value, or a promise of it. */
type Awaitable<T> = T | Promise<T>;

/** What `saveToken` learns about a new token. */
export interface SavedToken<Platform = unknown> {
  /** The service's id of the user. Webhooks name users by it. Missing if the service did not tell it. */
  readonly userId?: string | undefined;
  /** What the back end got as its second argument. */
  readonly platform: Platform;
}

/** What the routes need to know, and how they reach your users. Only the object's own properties are read. */
export interface BackendOptions<Platform = unknown> {
  /** Your API's domain, such as `demo`. Required unless `baseUrl` is given. */
  readonly domain?: string | null | undefined;
  /** The client application's id. */
  readonly clientId: string | number;
  /** The client application's secret. It never leaves the back end. */
  readonly clientSecret: string;
  /** Returns the signed-in user who sends this request, or a visitor's session, as `{id, token}`: your own id, and the permanent token if there is one. Returns nothing if there is neither. */
  readonly getUser: (request: Request, platform: Platform) => Awaitable<User | null | undefined>;
  /** Saves a user's permanent token. Its third argument is `{userId, platform}`, with the service's id of the user. */
  readonly saveToken: (user: User, token: string, details: SavedToken<Platform>) => Awaitable<void>;
  /** Tells whether a new token may replace one that works. Default: it may not, and the answer is `token-exists`. */
  readonly replaceToken?: ((user: User) => Awaitable<boolean>) | null | undefined;
  /** Returns the payment to create, or nothing if there is nothing to pay. Its second argument is `{state, redirectUri, context, request, platform}`. Adds `POST …/payment`. */
  readonly createPayment?:
    | ((user: User, start: PaymentStart<Platform>) => Awaitable<PaymentDetails | null | undefined>)
    | null
    | undefined;
  /** Saves a created payment before anybody can confirm it. Keep `payment.id` with the order. */
  readonly savePayment?:
    | ((user: User, payment: Payment, start: PaymentStart<Platform>) => Awaitable<void>)
    | null
    | undefined;
  /** Tells whether the payment with this id belongs to this user. `payment` asks it first. */
  readonly ownsPayment?: ((user: User, id: string) => Awaitable<boolean>) | null | undefined;
  /** Gets each `BackendError` that a route answers with a status of 500 or more, and why a saved token works no more. Default: one line in the console. */
  readonly onError?: ((error: BackendError, request: Request) => Awaitable<void>) | null | undefined;
  /** Other origins whose pages may call the routes, such as `['https://app.example']`. Default: only the origin of the routes. */
  readonly allowedOrigins?: readonly string[] | null | undefined;
  /** `singleAccess` mints codes that work only once. Default: `requestAccess`, codes that work for 30 minutes. */
  readonly codeType?: CodeType | null | undefined;
  /** How long the service may take, a retry included, in ms. Default: 8,000. The elements wait 10,000. */
  readonly timeLimit?: number | null | undefined;
  /** Another address of the service, such as the emulated one. It must use https, or http on this machine. */
  readonly baseUrl?: string | null | undefined;
  /** Lets `baseUrl` use http for private addresses, names of one label, `.local` and `.test`. Warns in the console. Only for development. */
  readonly allowInsecureBaseUrl?: boolean | null | undefined;
  /** Calls the service. Default: the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Answers the routes, and any other path with 404. It keeps nothing between requests. */
export interface Backend<Platform = unknown> {
  (request: Request, platform?: Platform): Promise<Response>;

  /**
   * Reads a connection if it belongs to the user who sends the request. Use it before you trust an id from an address.
   *
   * Returns `undefined` if the connection is not this user's, if there is no user or token, or if `id` is not a valid
   * id. If `getUser` needs the platform, give it as third argument.
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
    platform?: Platform,
  ) => Promise<Connection | undefined>;

  /**
   * Reads a payment. Use it before you trust what an address says about a payment, with the id that you saved.
   *
   * Returns `undefined` if there is no such payment, if `ownsPayment` says that it is not this user's, if there is no
   * user to ask about, or if `id` is not a valid id. Without `ownsPayment` it reads any payment of the client
   * application. If `getUser` needs the platform, give it as third argument.
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
    platform?: Platform,
  ) => Promise<Payment | undefined>;
}

/**
 * Creates the back-end routes of an integration, to be mounted under any path.
 *
 * `POST …/code` mints a temporary code for a user who has a token that works, and returns the owner of the attempt.
 * `POST …/token` exchanges a received code for a permanent token and saves it, unless another user started the flow or
 * the user has a token that works. With `createPayment`, `POST …/payment` creates a payment and returns the code that
 * lets its payer confirm it.
 *
 * The secret, the permanent tokens and the service tokens never reach the browser. Requests from other origins are
 * refused, unless `allowedOrigins` names them. A failure is answered with `{"error": "…", "message": "…"}`, the code and
 * the message of a `BackendError`.
 *
 * `onError` gets the failures of the back end itself. Errors that your own functions throw are passed on to the caller.
 * When `saveToken` runs, the code is used up: a token that is not saved is lost.
 *
 * @example
 * ```ts
 * import {createBackend} from 'budgea-webview/server';
 * import {saveToken} from './database.js';
 * import {userOf} from './sessions.js';
 *
 * export const backend = createBackend({
 *   domain: 'demo',
 *   clientId: 17473055,
 *   clientSecret: process.env.BUDGEA_SECRET ?? '',
 *   getUser: (request) => userOf(request),
 *   saveToken: (user, token) => saveToken(user.id, token),
 * });
 * ```
 *
 * @throws {FlowError} if a required option is missing or an option is invalid.
 */
export function createBackend<Platform = unknown>(options: BackendOptions<Platform>): Backend<Platform> {
  const own = checkOptions(options);
  const allowedOrigins = checkOrigins(own.allowedOrigins);
  const client = toServiceClient(own);

  const findUser = async (request: Request, platform: Platform): Promise<CheckedUser | undefined> =>
    checkUser(await own.getUser(request, platform));
  const signedInUser = async (request: Request, platform: Platform): Promise<CheckedUser> => {
    const found = await findUser(request, platform);
    if (!found) throw new BackendError('signed-out');
    return found;
  };

  const report = async (error: BackendError, request: Request): Promise<void> => {
    if (own.onError) await own.onError(error, request);
    else logError(error, request, findRoute(routes, request)?.path);
  };
  const codeFor = async (token: string, request: Request): Promise<string | null> => {
    try {
      return await mintCode(client, token, own.codeType);
    } catch (error) {
      if (!(error instanceof BackendError) || !OVER.includes(error.code)) throw error;
      // otherwise its user could never connect again, and nobody would learn why
      await report(error, request);
      return null;
    }
  };

  const mint: Handler<Platform> = async (request, _body, platform) => {
    const {id, token} = await signedInUser(request, platform);
    const code = token === undefined ? null : await codeFor(token, request);
    return jsonResponse({code, owner: await ownerOf(own.clientSecret, id)});
  };
  const exchange: Handler<Platform> = async (request, body, platform) => {
    const {code, owner} = receivedCode(jsonObject(body));
    const {user, id, token: kept} = await signedInUser(request, platform);
    if (isGiven(owner) && owner !== (await ownerOf(own.clientSecret, id))) {
      throw new BackendError('other-owner');
    }
    if (kept !== undefined && !(await own.replaceToken?.(user)) && (await readUserId(client, kept))) {
      throw new BackendError('token-exists');
    }
    const {token, userId = await userIdOf(client, token)} = await exchangeCode(client, code);
    await own.saveToken(user, token, {userId, platform});
    return noContent();
  };
  const pay: Handler<Platform> = async (request, body, platform) => {
    const fields = paymentFields(jsonObject(body));
    const {user} = await signedInUser(request, platform);
    const start = {...fields, request, platform};
    const wanted = await own.createPayment?.(user, start);
    if (!wanted) throw new BackendError('nothing-to-pay');
    const {payment, code} = await createPayment(client, wanted, fields);
    await own.savePayment?.(user, payment, start);
    return jsonResponse({code, paymentId: String(payment.id)});
  };
  const routes: Routes<Platform> = {
    code: {POST: mint},
    token: {POST: exchange},
    ...(own.createPayment && {payment: {POST: pay}}),
  };

  const run = async (request: Request, platform: Platform): Promise<Response> => {
    const route = findRoute(routes, request);
    const allow = [...(route?.methods.keys() ?? [])].join(', ');
    try {
      if (!route) throw new BackendError('unknown-route');
      if (isPreflight(request) && isFromOneOf(allowedOrigins, request)) return noContent({allow});
      const handler = route.methods.get(request.method);
      if (!handler) throw new BackendError('method-not-allowed');
      checkRequest(request, allowedOrigins);
      return await handler(request, await readBody(request), platform, route.segment);
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      if (error.status >= 500) await report(error, request);
      return errorResponse(error, allow);
    }
  };
  const answer = async (request: Request, platform?: Platform): Promise<Response> => {
    const response = await run(request, platform as Platform);
    allowOrigins(allowedOrigins, request, response);
    return response;
  };

  const connection: Backend<Platform>['connection'] = async (request, id, platform) => {
    const text = String(id);
    const found = isId(text) ? await findUser(request, platform as Platform) : undefined;
    return found?.token === undefined ? undefined : readConnection(client, found.token, text);
  };

  const payment: Backend<Platform>['payment'] = async (request, id, platform) => {
    const text = String(id);
    if (!isId(text)) return undefined;
    if (own.ownsPayment) {
      const found = await findUser(request, platform as Platform);
      if (!found || !(await own.ownsPayment(found.user, text))) return undefined;
    }
    return readPayment(client, text);
  };

  return Object.assign(answer, {connection, payment});
}

function logError({code, detail, message}: BackendError, {method}: Request, path = ''): void {
  const failure = detail ? `${code} (${detail})` : code;
  // eslint-disable-next-line no-console -- otherwise only the browser learns of it, and nobody can help the user
  console.error(`budgea-webview: ${method} …/${path}: ${failure}. ${message}`);
}

/** Looks up the id of a new token's user. The token is saved in any case, so an error only leaves the id out. */
function userIdOf(client: ServiceClient, token: string): Promise<string | undefined> {
  const timeLimit = Math.min(client.timeLimit, USER_ID_TIME_LIMIT);
  return readUserId({...client, timeLimit}, token).catch(() => undefined);
}

/** Copies the options, so that nothing changes them later, and checks them. */
function checkOptions<Platform>(options: BackendOptions<Platform>): BackendOptions<Platform> {
  const own = ownProperties(options) as BackendOptions<Platform>;
  // unknown options first, because a misspelt one is missing too
  for (const [name, value] of Object.entries(own)) {
    if (!isGiven(value)) continue;
    if (!Object.hasOwn(OPTIONS, name)) throwUnknown(name);
    if (OPTIONS[name as keyof BackendOptions] === 'function' && typeof value !== 'function') {
      invalid(name, 'a function');
    }
  }
  for (const name of ['clientId', 'clientSecret', 'getUser', 'saveToken'] as const) {
    if (!isGiven(own[name])) missing(name);
  }
  if (isGiven(own.codeType)) checkChoice('codeType', own.codeType, CODE_TYPES);
  return own;
}

function throwUnknown(name: string): never {
  // a longer name is not a spelling mistake
  const option = name.slice(0, 60);
  const meant = nearest(option, Object.keys(OPTIONS));
  fail('unknown-parameter', `${option} is not an option${meant ? ` (did you mean ${meant}?)` : ''}`, {
    option,
  });
}

function toServiceClient<Platform>(options: BackendOptions<Platform>): ServiceClient {
  const origin = serviceOrigin(options.domain, options.baseUrl, options.allowInsecureBaseUrl);
  warnIfInsecure(origin);
  return {
    origin,
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

/** Reads a body of `{"code": "…", "owner": "…"}`. */
function receivedCode({code, owner}: JsonObject): {readonly code: string; readonly owner: unknown} {
  if (typeof code !== 'string' || code === '') throw new BackendError('missing-code');
  return {code, owner};
}
