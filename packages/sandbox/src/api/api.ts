import type {World} from '../world/world.js';
import {ApiError} from './api-error.js';
import {exchangeCode, initUser, mintCode} from './auth-routes.js';
import type {Handler} from './call.js';
import {listBanks, listConnectors, readBank, readConnector} from './connector-routes.js';
import type {Json} from './representations.js';
import {
  createTransfer,
  deleteConnection,
  listAccounts,
  listConnections,
  listRecipients,
  listTransfers,
  readConnection,
  readTransfer,
  readUser,
} from './user-routes.js';

/** A path and what it takes. `:name` stands for one segment. */
export interface Route {
  readonly path: string;
  readonly methods: Readonly<Record<string, Handler>>;
}

/** Every route of the API. */
export const API_ROUTES: readonly Route[] = [
  {path: '/2.0/auth/init', methods: {POST: initUser}},
  {path: '/2.0/auth/token/code', methods: {GET: mintCode, POST: mintCode}},
  {path: '/2.0/auth/token/access', methods: {POST: exchangeCode}},
  {path: '/2.0/banks', methods: {GET: listBanks}},
  {path: '/2.0/banks/:bank', methods: {GET: readBank}},
  {path: '/2.0/connectors', methods: {GET: listConnectors}},
  {path: '/2.0/connectors/:connector', methods: {GET: readConnector}},
  {path: '/2.0/users/:user', methods: {GET: readUser}},
  {path: '/2.0/users/:user/connections', methods: {GET: listConnections}},
  {
    path: '/2.0/users/:user/connections/:connection',
    methods: {GET: readConnection, DELETE: deleteConnection},
  },
  {path: '/2.0/users/:user/accounts', methods: {GET: listAccounts}},
  {path: '/2.0/users/:user/accounts/:account/recipients', methods: {GET: listRecipients}},
  {
    path: '/2.0/users/:user/accounts/:account/recipients/:recipient/transfers',
    methods: {POST: createTransfer},
  },
  {path: '/2.0/users/:user/transfers', methods: {GET: listTransfers}},
  {path: '/2.0/users/:user/transfers/:transfer', methods: {GET: readTransfer}},
];

const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '600',
} as const;

/** Answers a request to the API, from any origin: the service is called from browsers with temporary codes. */
export async function answerApi(request: Request, url: URL, world: World): Promise<Response> {
  try {
    const {route, path} = routeOf(url.pathname);
    const allowed = ['OPTIONS', ...Object.keys(route.methods)].join(', ');
    if (request.method === 'OPTIONS') {
      return new Response(null, {
        status: 204,
        headers: {...CORS_HEADERS, 'access-control-allow-methods': allowed, allow: allowed},
      });
    }
    const handler = route.methods[request.method];
    if (!handler) {
      throw new ApiError(405, 'methodNotAllowed', `${url.pathname} takes ${allowed}.`, {allow: allowed});
    }
    return json(await handler({request, url, path, world}), 200);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return json({code: error.code, message: error.message}, error.status, error.headers);
  }
}

function routeOf(pathname: string): {route: Route; path: Readonly<Record<string, string>>} {
  const segments = pathname.split('/');
  for (const route of API_ROUTES) {
    const names = route.path.split('/');
    if (names.length !== segments.length) continue;
    const pairs = names.map((name, index) => [name, segments[index] ?? ''] as const);
    if (!pairs.every(([name, segment]) => (name.startsWith(':') ? segment !== '' : segment === name)))
      continue;
    const placeholders = pairs.filter(([name]) => name.startsWith(':'));
    return {route, path: Object.fromEntries(placeholders.map(([name, segment]) => [name.slice(1), segment]))};
  }
  throw new ApiError(404, 'notFound', `The service has nothing at ${pathname}.`);
}

function json(value: Json, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {
      ...CORS_HEADERS,
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      ...headers,
    },
  });
}
