import {randomUUID} from 'node:crypto';
import {createRequestListener} from '@remix-run/node-fetch-server';
import type {Plugin, PreviewServer, ViteDevServer} from 'vite';
import {sandboxAt} from '../packages/sandbox/src/index.js';
import {createBackend, createWebhooks, type WebhookAccount} from '../src/server/index.js';
import {type Order, Orders, orderState, PAYABLE, paymentFor, type VerifiedOrder} from './orders.js';
import {type Account, Visitors, type VisitorsConnection} from './visitors.js';

/** The emulated service, unless the environment names another. */
const SERVICE = process.env['BUDGEA_BASE_URL'] ?? 'http://localhost:4001';
const COOKIE = 'demo-session';

/** The secret that the emulated service signs its webhooks with. A site has it in its environment. */
export const WEBHOOK_SECRET = 'only for the demo';

const visitors = new Visitors();
const orders = new Orders();
/** Lets the demo's visitors break connections. Everything else is asked of the service itself. */
const service = sandboxAt(SERVICE);

const budgea = createBackend({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
  getUser: (request) => {
    const session = sessionOf(request);
    return session === undefined ? null : {id: session, token: visitors.tokenOf(session)};
  },
  saveToken: ({id: session}, token, {userId}) => {
    visitors.setUser(String(session), token === null ? null : {token, userId});
  },
  createPayment: async ({id: session}, {context, request}) => {
    const order = orders.find(String(session), context);
    return order && PAYABLE.includes((await verified(request, order)).state) ? paymentFor(order) : null;
  },
  savePayment: ({id: session}, {id}, {context}) => {
    orders.find(String(session), context)?.paymentIds.push(String(id));
  },
  ownsPayment: ({id: session}, id) =>
    orders.of(String(session)).some(({paymentIds}) => paymentIds.includes(id)),
});

/** Takes what the service tells by itself, also while nobody has a page open. */
const webhooks = createWebhooks({
  verify: {hmac: WEBHOOK_SECRET},
  on: {
    CONNECTION_SYNCED: ({user, connection: {id, state, accounts = []}}) => {
      // a synchronization that failed brings nothing new
      if (!state) visitors.setAccounts(String(id), accounts.map(accountOf));
      visitors.tellUser(String(user.id));
    },
    CONNECTION_DELETED: ({id, id_user: userId}) => {
      visitors.setAccounts(String(id), null);
      visitors.tellUser(String(userId));
    },
    PAYMENT_STATE_UPDATED: ({id}) => {
      const session = orders.sessionOf(String(id));
      if (session !== undefined) visitors.tell(session);
    },
  },
  // the other events bring nothing that the demo shows
  otherwise: () => undefined,
});

/** Serves the demo's back end under `/api` and `/webhooks`, next to its pages. */
export function demoBackend(): Plugin {
  const attach = ({middlewares}: ViteDevServer | PreviewServer): void => {
    const listener = createRequestListener(answer);
    middlewares.use((request, response, next) => {
      if (/^\/(?:api|webhooks)\//.test(request.url ?? '')) listener(request, response);
      else next();
    });
  };
  return {name: 'demo-back-end', configureServer: attach, configurePreviewServer: attach};
}

/** Answers a webhook, or a request of a page. A visitor without a session gets one. */
export async function answer(request: Request): Promise<Response> {
  if (new URL(request.url).pathname.startsWith('/webhooks/')) return webhooks(request);
  if (sessionOf(request)) return route(request);
  const session = randomUUID();
  const headers = new Headers(request.headers);
  headers.append('cookie', `${COOKIE}=${session}`);
  const response = await route(new Request(request, {headers}));
  response.headers.append('set-cookie', `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`);
  return response;
}

async function route(request: Request): Promise<Response> {
  const {pathname} = new URL(request.url);
  if (pathname.startsWith('/api/budgea/')) return budgea(request);
  const token = tokenOf(request);
  const session = sessionOf(request) ?? '';
  switch (`${request.method} ${pathname}`) {
    case 'GET /api/money':
      return Response.json({
        connections: await connectionsOf(request),
        transfers: token ? await transfersOf(token) : [],
        orders: await Promise.all(orders.of(session).map((order) => verified(request, order))),
      });
    case 'GET /api/news':
      return visitors.listen(session);
    case 'POST /api/transfer':
      return token ? Response.json(await prepareTransfer(token)) : notSignedIn();
    case 'POST /api/order':
      return Response.json(orders.add(session, 'Concert tickets', 49.9));
    case 'POST /api/break':
      if (!token) return notSignedIn();
      await breakConnection(token, (await request.json()) as {id: unknown; error: string | null});
      return new Response(null, {status: 204});
    case 'POST /api/forget':
      visitors.setUser(session, null);
      orders.forget(session);
      return new Response(null, {status: 204});
    default:
      return Response.json({error: 'unknown-route'}, {status: 404});
  }
}

/** Lists the visitor's connections, with the accounts that the webhooks brought. */
async function connectionsOf(request: Request): Promise<readonly VisitorsConnection[]> {
  const connections = await budgea.connections(request);
  return connections.map(({id, bank, state}) => ({
    id,
    name: bank.name,
    state,
    accounts: visitors.accountsOf(id) ?? [],
  }));
}

async function transfersOf(token: string): Promise<unknown> {
  const {transfers} = (await call(token, 'GET', '/2.0/users/me/transfers')) as {transfers: unknown};
  return transfers;
}

function accountOf({id, name, balance}: WebhookAccount): Account {
  return {id, name: name ?? String(id), balance: balance ?? 0};
}

/** Looks up the payments of an order, by the ids that were saved with it. */
async function verified(request: Request, order: Order): Promise<VerifiedOrder> {
  const payments = await Promise.all(order.paymentIds.map((id) => budgea.payment(request, id)));
  const states = payments.map((payment) => payment?.state ?? 'unknown');
  const {id, label, amount} = order;
  return {id, label, amount, state: orderState(states), paymentState: states.at(-1)};
}

/** Creates a transfer from the first account that can pay. The user must still confirm it. */
async function prepareTransfer(token: string): Promise<unknown> {
  const {accounts} = (await call(token, 'GET', '/2.0/users/me/accounts?able_to_transfer=1')) as {
    accounts: {id: number}[];
  };
  const from = `/2.0/users/me/accounts/${accounts[0]?.id ?? 0}/recipients`;
  const {recipients} = (await call(token, 'GET', from)) as {recipients: {id: number}[]};
  return call(token, 'POST', `${from}/${recipients[0]?.id ?? 0}/transfers`, {amount: 640, label: 'Rent'});
}

/** Gives one of the visitor's connections an error. The first call fails if it is another user's. */
async function breakConnection(
  token: string,
  {id, error}: {id: unknown; error: string | null},
): Promise<void> {
  await call(token, 'GET', `/2.0/users/me/connections/${Number(id)}`);
  await service.setConnectionState({id: Number(id), state: error});
}

async function call(token: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(SERVICE + path, {
    method,
    headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
    body: body ? JSON.stringify(body) : null,
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

function notSignedIn(): Response {
  return Response.json({error: 'no-user'}, {status: 401});
}

function tokenOf(request: Request): string | undefined {
  return visitors.tokenOf(sessionOf(request) ?? '');
}

function sessionOf(request: Request): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(request.headers.get('cookie') ?? '')?.[1];
}
