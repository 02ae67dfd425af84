import {isGiven, ownProperties} from '../service/options.js';
import type {ConnectionsAnswer, ConnectionSummary} from '../service/connection-summary.js';
import type {Backend} from './backend.js';
import {BackendError} from './backend-error.js';
import {type BackendOptions, checkOptions, toServiceClient} from './backend-options.js';
import {type JsonObject, parseJsonObject} from './body.js';
import {exchangeCode, mintCode} from './codes.js';
import {isId, readConnection} from './connection.js';
import {summarizeConnections} from './connection-summaries.js';
import {deleteConnection, listConnections, refreshConnection} from './connections.js';
import {allowOrigins, checkOrigins, isFromOneOf, isPreflight} from './cross-origin.js';
import {paymentFields, type PaymentStart} from './payment.js';
import {ownerOf} from './owner.js';
import {createPayment, readPayment} from './payment-calls.js';
import {checkRequest, readBody} from './requests.js';
import {errorResponse, jsonResponse, noContent} from './responses.js';
import {findRoute, type Handler, type Routes} from './routes.js';
import type {ServiceClient} from './service-client.js';
import {createServerFlow} from './server-flow/server-flow.js';
import {
  createUser,
  deleteUser,
  isTokenOver,
  readUserId,
  renewToken,
  type RenewOptions,
} from './service-user.js';
import {type CheckedUser, checkUser} from './user.js';

/** How long the lookup of a user's id may take, in ms. The page waits for it, with the exchange before it. */
const USER_ID_TIME_LIMIT = 1_500;

/**
 * Creates the back-end routes of an integration, to be mounted under any path.
 *
 * `POST …/code` mints a temporary code for a user who has a token that works, and returns the owner of the attempt.
 * `POST …/token` exchanges a received code for a permanent token and saves it, unless another user started the flow or
 * the user has a token that works. `GET …/connections` lists the user's connections, `DELETE …/connections/{id}` deletes
 * one, and `POST …/refresh` asks the service to fetch the data of one. With `createPayment`, `POST …/payment` creates a
 * payment and returns the code that lets its payer confirm it. With `publicUrl`, `GET …/start/{flow}` and `GET …/return`
 * do the whole flow on the server.
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
