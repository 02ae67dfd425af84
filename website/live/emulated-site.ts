import {createSandbox} from '../../packages/sandbox/src/create-sandbox.js';
import {createBackend} from '../../src/server/create-backend.js';
import {ADDRESSES} from './addresses.js';
import type {Money} from './money.js';

const CLIENT = {id: '17473055', secret: 'of no use elsewhere', name: 'The documentation'};

/** The host of the service. Nothing is sent there. */
const SERVICE = 'http://localhost';

const RENT = {amount: 640, label: 'Rent'};
const TICKETS = {amount: 49.9, label: 'Concert tickets'};

/** What the visitor has at the beginning, as a known user. */
const KNOWN_USER = {
  connections: [{connectorId: 3}, {connectorId: 59, state: 'SCARequired'}],
  transfers: [RENT],
};

/** A request in a form that can be stored. */
export interface Message {
  /** When it came, in ms. */
  readonly time: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Creates a site with one visitor, its back end and the service behind it, all in memory.
 *
 * The same seed and the same messages give the same answers.
 *
 * @param base the path of the site.
 */
export function createEmulatedSite(base: string, seed: string): (message: Message) => Promise<Response> {
  let time = 0;
  const sandbox = createSandbox({seed, now: () => time, clients: [CLIENT], slowAnswer: 3000});
  let hasBegun = false;
  let token: string | undefined;
  /** How many users the visitor has been. */
  let visitor = 1;
  /** The scoped token of each payment. */
  const codes = new Map<number, string>();

  const backend = createBackend({
    baseUrl: SERVICE,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    getUser: () => ({id: visitor, token}),
    saveToken: (_user, saved) => {
      token = saved ?? undefined;
    },
    fetch: (url, init) => sandbox.fetch(new Request(url, init)),
  });

  /** Adds what the visitor has from the first message on, whichever message that is. */
  function begin(message: Message): void {
    hasBegun = true;
    ({token} = sandbox.addUser(KNOWN_USER));
    createPayment(message);
  }

  function createPayment({url}: Message): void {
    const redirectUri = new URL(base + ADDRESSES.callback, url).href;
    const clientState = `payment-${codes.size + 1}`;
    const {id, code} = sandbox.addPayment({...TICKETS, redirectUri, clientState});
    codes.set(id, code);
  }

  async function money(user: string): Promise<Money> {
    const read = async (path: string): Promise<unknown> => {
      const headers = {authorization: `Bearer ${user}`};
      return (await sandbox.fetch(new Request(`${SERVICE}/2.0/users/me${path}`, {headers}))).json();
    };
    const {id} = (await read('')) as {id: number};
    const {connections} = (await read('/connections?expand=bank')) as Pick<Money, 'connections'>;
    const {transfers = []} = sandbox.users().find((one) => one.id === id) ?? {};
    const payments = sandbox.payments().map((payment) => ({...payment, code: codes.get(payment.id) ?? ''}));
    return {connections, transfers, payments};
  }

  /** The routes of the site, and those by which the visitor changes the service. */
  const routes: Readonly<Record<string, (message: Message) => Promise<Response> | Response>> = {
    'POST code': (message) => backend(requestOf(message)),
    'POST token': (message) => backend(requestOf(message)),
    'GET money': async () => Response.json(token === undefined ? NOTHING : await money(token)),
    'POST forget': () => {
      token = undefined;
      visitor += 1;
      return done();
    },
    'POST break': ({body}) => {
      const {id, error} = JSON.parse(body) as {id: number; error: string | null};
      sandbox.setConnectionState({id, state: error});
      return done();
    },
    'POST transfer': () => {
      if (token !== undefined) sandbox.addTransfer({user: token, ...RENT});
      return done();
    },
    'POST payment': (message) => {
      createPayment(message);
      return done();
    },
  };

  const api = `${base}${ADDRESSES.api}/`;
  const service = `${base}${ADDRESSES.service}/`;
  return async (message) => {
    ({time} = message);
    // at the time of the visit, since a consent ends 180 days after its connection was made
    if (!hasBegun) begin(message);
    const {pathname, search} = new URL(message.url);
    if (pathname.startsWith(service)) {
      const url = `${SERVICE}/${pathname.slice(service.length)}${search}`;
      return sandbox.fetch(requestOf({...message, url}));
    }
    const route = routes[`${message.method} ${pathname.slice(api.length)}`];
    return route ? route(message) : new Response(null, {status: 404});
  };
}

const NOTHING: Money = {connections: [], transfers: [], payments: []};

function requestOf({method, url, headers, body}: Message): Request {
  if (method === 'GET') return new Request(url, {headers});
  const request = new Request(url, {method, headers, body});
  // in Firefox only responses have a body as a stream, and the back end reads it
  if (!('body' in request)) Object.defineProperty(request, 'body', {value: new Response(body).body});
  return request;
}

function done(): Response {
  return new Response(null, {status: 204});
}
