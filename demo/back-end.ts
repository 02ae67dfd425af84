import {randomUUID} from 'node:crypto';
import {createRequestListener} from '@remix-run/node-fetch-server';
import type {Plugin, PreviewServer, ViteDevServer} from 'vite';
import {sandboxAt} from '../packages/sandbox/src/index.js';
import {createBackend} from '../src/server/index.js';
import {type Order, Orders, orderState, PAYABLE, paymentFor, type VerifiedOrder} from './orders.js';

/** The emulated service, unless the environment names another. */
const SERVICE = process.env['BUDGEA_BASE_URL'] ?? 'http://localhost:4001';
const COOKIE = 'demo-session';

/** The permanent token of each browser session. It never leaves this server. */
const tokens = new Map<string, string>();
const orders = new Orders();
/** Lets the demo's visitors break connections. Everything else is asked of the service itself. */
const service = sandboxAt(SERVICE);

const budgea = createBackend({
  baseUrl: SERVICE,
  clientId: 17473055,
  clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
  getUser: (request) => {
    const session = sessionOf(request);
    return session === undefined ? null : {id: session, token: tokens.get(session)};
  },
  saveToken: ({id: session}, token) => {
    if (token === null) tokens.delete(String(session));
    else tokens.set(String(session), token);
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

/** Serves the demo's back end under `/api`, next to its pages. */
export function demoBackend(): Plugin {
  const attach = ({middlewares}: ViteDevServer | PreviewServer): void => {
    const listener = createRequestListener(answer);
    middlewares.use((request, response, next) => {
      if (request.url?.startsWith('/api/')) listener(request, response);
      else next();
    });
  };
  return {name: 'demo-back-end', configureServer: attach, configurePreviewServer: attach};
}

/** Answers a request below `/api`. A visitor without a session gets one. */
export async function answer(request: Request): Promise<Response> {
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
        ...(token ? await moneyOf(token) : {connections: [], transfers: []}),
        orders: await Promise.all(orders.of(session).map((order) => verified(request, order))),
      });
    case 'POST /api/transfer':
      return token ? Response.json(await prepareTransfer(token)) : notSignedIn();
    case 'POST /api/order':
      return Response.json(orders.add(session, 'Concert tickets', 49.9));
    case 'POST /api/break':
      if (!token) return notSignedIn();
      await breakConnection(token, (await request.json()) as {id: unknown; error: string | null});
      return new Response(null, {status: 204});
    case 'POST /api/forget':
      tokens.delete(session);
      orders.forget(session);
      return new Response(null, {status: 204});
    default:
      return Response.json({error: 'unknown-route'}, {status: 404});
  }
}

async function moneyOf(token: string): Promise<object> {
  const [{connections}, {transfers}] = (await Promise.all([
    call(token, 'GET', '/2.0/users/me/connections?expand=bank,accounts'),
    call(token, 'GET', '/2.0/users/me/transfers'),
  ])) as [{connections: unknown}, {transfers: unknown}];
  return {connections, transfers};
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
  return tokens.get(sessionOf(request) ?? '');
}

function sessionOf(request: Request): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(request.headers.get('cookie') ?? '')?.[1];
}
