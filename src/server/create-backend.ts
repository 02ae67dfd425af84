import {serviceOrigin, warnIfInsecure} from '../service/addresses.js';
import {fail, invalid, missing} from '../service/flow-error.js';
import {nearest} from '../service/nearest.js';
import {checkChoice, isGiven, ownProperties} from '../service/options.js';
import type {ConnectionsAnswer, ConnectionSummary} from '../service/connection-summary.js';
import {BackendError} from './backend-error.js';
import {type JsonObject, parseJsonObject} from './body.js';
import {CODE_TYPES, type CodeType, exchangeCode, mintCode} from './codes.js';
import {type Connection, isId, readConnection} from './connection.js';
import {summarizeConnections} from './connection-summaries.js';
import {deleteConnection, listConnections, refreshConnection} from './connections.js';
import {allowOrigins, checkOrigins, isFromOneOf, isPreflight} from './cross-origin.js';
import {type Payment, type PaymentDetails, paymentFields, type PaymentStart} from './payment.js';
import {ownerOf} from './owner.js';
import {createPayment, readPayment} from './payment-calls.js';
import {checkRequest, readBody} from './requests.js';
import {errorResponse, jsonResponse, noContent} from './responses.js';
import {findRoute, type Handler, type Routes} from './routes.js';
import type {ServiceClient} from './service-client.js';
import {createServerFlow} from './server-flow/server-flow.js';
import {SERVER_FLOW_OPTIONS, type ServerFlowOptions} from './server-flow/options.js';
import {
  createUser,
  deleteUser,
  isTokenOver,
  readUserId,
  renewToken,
  type RenewOptions,
} from './service-user.js';
import {type CheckedUser, checkUser, type User} from './user.js';

/** How long the service may take, in ms. The elements wait longer, so that they get the error. */
const DEFAULT_TIME_LIMIT = 8_000;

/** How long the lookup of a user's id may take, in ms. The page waits for it, with the exchange before it. */
const USER_ID_TIME_LIMIT = 1_500;

/** The longest time that a timer can wait, in ms. A timer with a longer time fires at once. */
const MAX_TIME_LIMIT = 2 ** 31 - 1;

/** When a user of the service is created. */
const CREATE_USER_AT = ['callback', 'start'] as const;

/**
 * When a user of the service is created: by the webview, whose callback brings the code of a new user, or before the
 * flow starts.
 */
export type CreateUserAt = (typeof CREATE_USER_AT)[number];

/** Every option, and whether it is a function. */
const OPTIONS: Readonly<Record<keyof BackendOptions, 'function' | 'value'>> = {
  domain: 'value',
  clientId: 'value',
  clientSecret: 'value',
  getUser: 'function',
  saveToken: 'function',
  replaceToken: 'function',
  createUserAt: 'value',
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
  ...SERVER_FLOW_OPTIONS,
};

/** A value, or a promise of it. */
type Awaitable<T> = T | Promise<T>;

/** What `saveToken` learns beside the token. */
export interface SavedToken<Platform = unknown> {
  /** The service's id of the user. Webhooks name users by it. Missing if the service did not tell it, and if the token is `null`. */
  readonly userId?: string | undefined;
  /** What the back end got as its second argument. */
  readonly platform: Platform;
}

/** What the routes need to know, and how they reach your users. Only the object's own properties are read. */
export interface BackendOptions<Platform = unknown> extends ServerFlowOptions<Platform> {
  /** Your API's domain, such as `demo`. Required unless `baseUrl` is given. */
  readonly domain?: string | null | undefined;
  /** The client application's id. */
  readonly clientId: string | number;
  /** The client application's secret. It never leaves the back end. */
  readonly clientSecret: string;
  /** Returns the signed-in user who sends this request, or a visitor's session, as `{id, token}`: your own id, and the permanent token if there is one. Returns nothing if there is neither. */
  readonly getUser: (request: Request, platform: Platform) => Awaitable<User | null | undefined>;
  /** Saves a user's permanent token, or forgets it if the token is `null`. Its third argument is `{userId, platform}`, with the service's id of the user. */
  readonly saveToken: (user: User, token: string | null, details: SavedToken<Platform>) => Awaitable<void>;
  /** Tells whether a new token may replace one that works. Default: it may not, and the answer is `token-exists`. */
  readonly replaceToken?: ((user: User) => Awaitable<boolean>) | null | undefined;
  /** `start` creates the service's user before the flow, so that no bank is lost with a lost callback. Default: `callback`. */
  readonly createUserAt?: CreateUserAt | null | undefined;
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
   * Lists the connections of the user who sends the request, as `GET …/connections` does.
   *
   * Returns an empty list if there is no user, or no token that works. If `getUser` needs the platform, give it as
   * second argument.
   *
   * @example
   * ```ts
   * const connections = await backend.connections(request);
   * const needAttention = connections.filter(({remedy}) => remedy.who === 'user');
   * ```
   *
   * @throws {BackendError} if the service gives no answer.
   */
  readonly connections: (request: Request, platform?: Platform) => Promise<readonly ConnectionSummary[]>;

  /**
   * Deletes the service's user behind the user who sends the request, with all connections, then calls
   * `saveToken(user, null, …)`. Use it when an account is closed.
   *
   * A user who is gone counts as deleted. So if it throws, call it again. It does nothing for a user without a token. If
   * `getUser` needs the platform, give it as second argument.
   *
   * @example
   * ```ts
   * await backend.deleteUser(request);
   * ```
   *
   * @throws {BackendError} `signed-out`, or if the service gives no answer.
   */
  readonly deleteUser: (request: Request, platform?: Platform) => Promise<void>;

  /**
   * Issues another permanent token for a user, by the service's id of the user, which `saveToken` got. Use it after
   * `token-refused`. It saves nothing.
   *
   * With `revokePrevious`, the user's other permanent tokens stop working.
   *
   * @example
   * ```ts
   * const token = await backend.renewToken('31', {revokePrevious: true});
   * ```
   *
   * @throws {BackendError} `user-deleted` if there is no such user, `misconfigured-client`, or if the service gives no
   * answer.
   * @throws {FlowError} if the id is not valid.
   */
  readonly renewToken: (userId: string | number, options?: RenewOptions) => Promise<string>;

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
 * the user has a token that works. `GET …/connections` lists the user's connections, `DELETE …/connections/{id}` deletes
 * one, and `POST …/refresh` asks the service to fetch the data of one. With `createPayment`, `POST …/payment` creates a payment and returns the code that
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
  /** Runs something with a token. Returns `undefined` without a token, and with one that works no more. */
  const withToken = async <T>(
    token: string | undefined,
    request: Request,
    run: (token: string) => Promise<T>,
  ): Promise<T | undefined> => {
    try {
      return token === undefined ? undefined : await run(token);
    } catch (error) {
      if (!isTokenOver(error)) throw error;
      // otherwise its user could never connect again, and nobody would learn why
      await report(error, request);
      return undefined;
    }
  };
  const codeFor = (token: string): Promise<string> => mintCode(client, token, own.codeType);
  /** Creates a user of the service, and returns the token that is saved then: of two tabs, only one saves its own. */
  const tokenOfNewUser = async (
    {user, token: old}: CheckedUser,
    request: Request,
    platform: Platform,
  ): Promise<string> => {
    const {token, userId} = await createUser(client);
    const forget = (): Promise<void> => deleteUser(client, token).catch(() => undefined);
    try {
      await own.saveToken(user, token, {userId, platform});
    } catch (error) {
      // nobody has the token, so nobody could ever delete this user
      await forget();
      throw error;
    }
    const saved = (await findUser(request, platform))?.token;
    // a host may read its session only once a request, and then the old token is still there
    if (saved === undefined || saved === old || saved === token) return token;
    await forget();
    return saved;
  };

  const mintFor = async (
    found: CheckedUser,
    request: Request,
    platform: Platform,
  ): Promise<string | null> => {
    const code = await withToken(found.token, request, codeFor);
    if (code !== undefined || own.createUserAt !== 'start') return code ?? null;
    return codeFor(await tokenOfNewUser(found, request, platform));
  };
  const saveCode = async (
    {user, token: kept}: CheckedUser,
    code: string,
    request: Request,
    platform: Platform,
  ): Promise<void> => {
    const mayReplace = kept === undefined || (await own.replaceToken?.(user));
    if (!mayReplace && (await withToken(kept, request, (token) => readUserId(client, token)))) {
      throw new BackendError('token-exists');
    }
    const {token, userId = await userIdOf(client, token)} = await exchangeCode(client, code);
    await own.saveToken(user, token, {userId, platform});
  };
  const createPaymentFor = async (
    {user}: CheckedUser,
    start: PaymentStart<Platform>,
  ): Promise<{readonly code: string; readonly paymentId: string}> => {
    const wanted = await own.createPayment?.(user, start);
    if (!wanted) throw new BackendError('nothing-to-pay');
    const {payment, code} = await createPayment(client, wanted, start);
    await own.savePayment?.(user, payment, start);
    return {code, paymentId: String(payment.id)};
  };

  const mint: Handler<Platform> = async (request, _body, platform) => {
    const found = await signedInUser(request, platform);
    const code = await mintFor(found, request, platform);
    return jsonResponse({code, owner: await ownerOf(own.clientSecret, found.id)});
  };
  const exchange: Handler<Platform> = async (request, body, platform) => {
    const {code, owner} = receivedCode(jsonObject(body));
    const found = await signedInUser(request, platform);
    if (isGiven(owner) && owner !== (await ownerOf(own.clientSecret, found.id))) {
      throw new BackendError('other-owner');
    }
    await saveCode(found, code, request, platform);
    return noContent();
  };
  const pay: Handler<Platform> = async (request, body, platform) => {
    const fields = paymentFields(jsonObject(body));
    const found = await signedInUser(request, platform);
    return jsonResponse(await createPaymentFor(found, {...fields, request, platform}));
  };
  const summariesFor = async (
    found: CheckedUser | undefined,
    request: Request,
  ): Promise<readonly ConnectionSummary[]> =>
    summarizeConnections(
      (await withToken(found?.token, request, (token) => listConnections(client, token))) ?? [],
    );
  const list: Handler<Platform> = async (request, _body, platform) => {
    const answer: ConnectionsAnswer = {
      connections: await summariesFor(await signedInUser(request, platform), request),
    };
    return jsonResponse(answer, 200, {'cache-control': 'private, no-store'});
  };
  const disconnect: Handler<Platform> = async (request, _body, platform, id) => {
    const {token} = await signedInUser(request, platform);
    const isDeleted =
      isId(id) && (await withToken(token, request, (works) => deleteConnection(client, works, id)));
    if (!isDeleted) throw new BackendError('unknown-connection');
    return noContent();
  };
  const refresh: Handler<Platform> = async (request, body, platform) => {
    const id = connectionId(jsonObject(body));
    const {token} = await signedInUser(request, platform);
    const isFound =
      isId(id) && (await withToken(token, request, (works) => refreshConnection(client, works, id)));
    if (!isFound) throw new BackendError('unknown-connection');
    return jsonResponse({}, 202);
  };

  const routes: Routes<Platform> = {
    code: {POST: mint},
    token: {POST: exchange},
    connections: {GET: list},
    'connections/{id}': {DELETE: disconnect},
    refresh: {POST: refresh},
    ...(own.createPayment && {payment: {POST: pay}}),
  };

  const serverFlow = isGiven(own.publicUrl)
    ? createServerFlow(own, {
        findUser,
        mintCode: mintFor,
        createPayment: own.createPayment ? createPaymentFor : undefined,
        saveCode,
        hasConnection: async (...asked) => Boolean(await connection(...asked)),
        report,
      })
    : undefined;

  const run = async (request: Request, platform: Platform): Promise<Response> => {
    const page = await serverFlow?.(request, platform);
    if (page) return page;
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

  const connections: Backend<Platform>['connections'] = async (request, platform) =>
    summariesFor(await findUser(request, platform as Platform), request);

  const forgetUser: Backend<Platform>['deleteUser'] = async (request, platform) => {
    const {user, token} = await signedInUser(request, platform as Platform);
    if (token === undefined) return;
    await deleteUser(client, token);
    await own.saveToken(user, null, {platform: platform as Platform});
  };

  return Object.assign(answer, {
    connection,
    connections,
    payment,
    deleteUser: forgetUser,
    renewToken: (userId: string | number, wanted?: RenewOptions) =>
      renewToken(client, userId, ownProperties(wanted)),
  });
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
  if (isGiven(own.createUserAt)) checkChoice('createUserAt', own.createUserAt, CREATE_USER_AT);
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

/** Reads a body of `{"connectionId": "…"}`. */
function connectionId({connectionId: id}: JsonObject): string {
  if (typeof id !== 'number' && (typeof id !== 'string' || id === '')) {
    throw new BackendError('missing-connection');
  }
  return String(id);
}
