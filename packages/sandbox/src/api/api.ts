import {matchRoute, type Route} from '../router.js';
import type {Webhooks} from '../webhooks/webhooks.js';
import type {World} from '../world/world.js';
import {listAccounts, readAccount, updateAccounts} from './account-routes.js';
import {ApiError} from './api-error.js';
import {exchangeCode, initUser, mintCode, renewToken, revokeToken} from './auth-routes.js';
import type {Handler} from './call.js';
import {
  deleteConnection,
  listConnections,
  listConnectionSources,
  readConnection,
  synchronizeConnection,
  synchronizeConnections,
  updateConnection,
} from './connection-routes.js';
import {listConnectors, listConnectorSources, readConnector} from './connector-routes.js';
import {emptyList} from './empty-list.js';
import {
  cancelPayment,
  createPayment,
  createScopedToken,
  listPayments,
  readPayment,
} from './payment-routes.js';
import type {Quota} from './quota.js';
import type {Json} from './representations.js';
import {createServiceToken} from './service-token-routes.js';
import {listTransactions, readTransaction} from './transaction-routes.js';
import {createTransfer, listRecipients, listTransfers, readTransfer} from './transfer-routes.js';
import {deleteUser, readUser} from './user-routes.js';
import {
  createWebhook,
  createWebhookAuth,
  deleteWebhook,
  listWebhookAuths,
  listWebhookEvents,
  listWebhooks,
} from './webhook-routes.js';

/** Every route of the API. */
export const API_ROUTES: readonly Route<Handler>[] = [
  {path: '/2.0/auth/init', methods: {POST: initUser}},
  {path: '/2.0/auth/renew', methods: {POST: renewToken}},
  {path: '/2.0/auth/token', methods: {POST: createServiceToken, DELETE: revokeToken}},
  {path: '/2.0/auth/token/code', methods: {GET: mintCode}},
  {path: '/2.0/auth/token/access', methods: {POST: exchangeCode}},
  {path: '/2.0/banks', methods: {GET: listConnectors('banks', 'bank')}},
  {path: '/2.0/banks/:connector', methods: {GET: readConnector('bank')}},
  {path: '/2.0/providers', methods: {GET: listConnectors('providers', 'document')}},
  {path: '/2.0/providers/:connector', methods: {GET: readConnector('document')}},
  {path: '/2.0/connectors', methods: {GET: listConnectors('connectors')}},
  {path: '/2.0/connectors/:connector', methods: {GET: readConnector()}},
  {path: '/2.0/connectors/:connector/sources', methods: {GET: listConnectorSources}},
  {path: '/2.0/webhooks_events', methods: {GET: listWebhookEvents}},
  {path: '/2.0/webhooks', methods: {GET: listWebhooks, POST: createWebhook}},
  {path: '/2.0/webhooks/auth', methods: {GET: listWebhookAuths, POST: createWebhookAuth}},
  {path: '/2.0/webhooks/:webhook', methods: {DELETE: deleteWebhook}},
  {path: '/2.0/users/:user', methods: {GET: readUser, DELETE: deleteUser}},
  {
    path: '/2.0/users/:user/connections',
    methods: {GET: listConnections, PUT: synchronizeConnections},
  },
  {
    path: '/2.0/users/:user/connections/:connection',
    methods: {
      GET: readConnection,
      PUT: synchronizeConnection,
      POST: updateConnection,
      DELETE: deleteConnection,
    },
  },
  {path: '/2.0/users/:user/connections/:connection/sources', methods: {GET: listConnectionSources}},
  ...['/2.0/users/:user', '/2.0/users/:user/connections/:connection'].flatMap(bankDataRoutes),
  {path: '/2.0/users/:user/accounts/:account/recipients', methods: {GET: listRecipients}},
  {
    path: '/2.0/users/:user/accounts/:account/recipients/:recipient/transfers',
    methods: {POST: createTransfer},
  },
  {path: '/2.0/users/:user/transfers', methods: {GET: listTransfers}},
  {path: '/2.0/users/:user/transfers/:transfer', methods: {GET: readTransfer}},
  {path: '/2.0/payments', methods: {GET: listPayments, POST: createPayment}},
  {path: '/2.0/payments/:payment', methods: {GET: readPayment, POST: cancelPayment}},
  {path: '/2.0/payments/:payment/scopedtoken', methods: {POST: createScopedToken}},
];

/** The routes of accounts, transactions and other data, of a user or of one connection. */
function bankDataRoutes(path: string): readonly Route<Handler>[] {
  return [
    {path: `${path}/accounts`, methods: {GET: listAccounts}},
    {
      path: `${path}/accounts/:account`,
      methods: {GET: readAccount, POST: updateAccounts, PUT: updateAccounts},
    },
    {path: `${path}/accounts/:account/transactions`, methods: {GET: listTransactions}},
    {path: `${path}/transactions`, methods: {GET: listTransactions}},
    {path: `${path}/transactions/:transaction`, methods: {GET: readTransaction}},
    ...['investments', 'subscriptions', 'documents'].map((name) => ({
      path: `${path}/${name}`,
      methods: {GET: emptyList(name)},
    })),
  ];
}

const NEVER_STORED = {'cache-control': 'no-store'};

const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '600',
} as const;

/**
 * Answers a request to the API. A slash at the end of its path makes no difference.
 *
 * Any origin is allowed, because browsers call the service with temporary codes.
 */
export async function answerApi(
  request: Request,
  url: URL,
  {
    world,
    webhooks,
    quota,
  }: {readonly world: World; readonly webhooks: Webhooks; readonly quota: Quota | undefined},
): Promise<Response> {
  const requestId = world.nextRequestId();
  try {
    if (request.method !== 'OPTIONS') quota?.count(world.clock.now());
    const match = matchRoute(API_ROUTES, request.method, url.pathname.replace(/\/$/, ''));
    if (match.kind === 'not-found') {
      throw new ApiError(404, 'notFound', `The service has nothing at ${url.pathname}.`);
    }
    if (match.kind === 'method-not-allowed') {
      const allow = ['OPTIONS', ...match.allowed].join(', ');
      if (request.method === 'OPTIONS') return preflightResponse(allow);
      throw new ApiError(405, 'methodNotAllowed', `${url.pathname} takes ${allow}.`, {allow});
    }
    const value = await match.handler({request, url, path: match.parameters, world, webhooks});
    return value === undefined
      ? new Response(null, {status: 204, headers: {...CORS_HEADERS, ...NEVER_STORED}})
      : json(value, 200);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const {status, code, message: description, headers} = error;
    // `message` is what a bank says to the user, and no bank takes part
    return json({code, description, message: null, request_id: String(requestId)}, status, headers);
  }
}

function preflightResponse(allow: string): Response {
  return new Response(null, {
    status: 204,
    headers: {...CORS_HEADERS, 'access-control-allow-methods': allow, allow},
  });
}

function json(value: Json, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {
      ...CORS_HEADERS,
      ...NEVER_STORED,
      'content-type': 'application/json; charset=utf-8',
      ...headers,
    },
  });
}
