import {describe, expect, it} from 'vitest';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import {fetchFrom} from '../../packages/sandbox/src/testing.js';
import {
  type Backend,
  type BackendError,
  type BackendOptions,
  type ConnectionsAnswer,
  createBackend,
} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {post} from './post.js';
import {CLIENT, TodaysService} from './todays-service.js';
import {listen} from './upstream.js';

const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';

function backEnd(fetch: typeof globalThis.fetch, options: Partial<BackendOptions> = {}): Backend {
  return createBackend({
    domain: 'demo',
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    getUser: ({headers}) => {
      const token = headers.get('x-user');
      return token === 'nobody' ? null : {id: 'ann', token};
    },
    saveToken: () => undefined,
    fetch,
    ...options,
  });
}

const inMemory =
  (service: {fetch: (request: Request) => Response | Promise<Response>}): typeof fetch =>
  async (...args) =>
    service.fetch(new Request(...args));

/** Sends a request without a body, as a page of the host's own origin does. */
const send = (method: string, path: string, headers: Readonly<Record<string, string>> = {}): Request =>
  new Request(`https://app.example/api/${path}`, {
    method,
    headers: {'sec-fetch-site': 'same-origin', 'x-user': TOKEN, ...headers},
  });

/** Lists the connections that the service describes like this. */
async function listOf(...connections: readonly unknown[]): Promise<ConnectionsAnswer['connections']> {
  const backend = backEnd(() => Promise.resolve(Response.json({connections})));
  const response = await backend(send('GET', 'connections'));
  expect(response.status).toBe(200);
  return ((await response.json()) as ConnectionsAnswer).connections;
}

/** A service with a user and two connections, and all that a back end reports. */
function scene(options: Partial<BackendOptions> = {}): {
  service: TodaysService;
  backend: Backend;
  reported: BackendError[];
} {
  const service = new TodaysService();
  service.addUser(1, TOKEN);
  service.addUser(2, 'ben');
  service.connections.set(46, 1).set(47, 1).set(48, 2);
  const reported: BackendError[] = [];
  const backend = backEnd(inMemory(service), {onError: (error) => void reported.push(error), ...options});
  return {service, backend, reported};
}

describe('GET …/connections', () => {
  it('lists what the emulated service knows, over HTTP, and none of its secrets', async () => {
    const sandbox = createSandbox({
      users: [
        {
          token: TOKEN,
          connections: [
            {id: 46, connectorId: 59},
            {id: 47, connectorId: 59, state: 'wrongpass'},
            {id: 48, connectorId: 40, lastUpdate: null},
          ],
        },
      ],
    });
    await using server = await listen(nodeListener(backEnd(fetchFrom(sandbox))));
    const response = await fetch(`${server.url}/api/budgea/connections`, {headers: {'x-user': TOKEN}});
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const {connections} = JSON.parse(text) as ConnectionsAnswer;
    expect(connections).toMatchObject([
      {
        id: '46',
        state: null,
        remedy: {kind: 'none'},
        isFetching: false,
        sameBankAs: ['47'],
        accounts: {errors: []},
      },
      {id: '47', state: 'wrongpass', remedy: {kind: 'known', action: 'reconnect'}, sameBankAs: ['46']},
      {
        id: '48',
        state: null,
        remedy: {kind: 'first-sync'},
        updatedAt: null,
        isFetching: true,
        sameBankAs: [],
      },
    ]);
    const [first] = connections;
    expect(first?.bank.name).not.toBe('');
    expect(first?.bank.color).toMatch(/^[\da-f]{6}$/i);
    expect(first?.accounts.count).toBeGreaterThan(0);
    expect(first?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(first?.consentEndsAt).toBe(first?.sources[0]?.consentEndsAt);

    const url = 'https://demo.biapi.pro/2.0/users/me/accounts';
    const headers = {authorization: `Bearer ${TOKEN}`};
    const {accounts} = (await (await sandbox.fetch(new Request(url, {headers}))).json()) as {
      accounts: {iban: string | null; number: string; balance: number}[];
    };
    expect(accounts.length).toBeGreaterThan(3);
    for (const {iban, number, balance} of accounts) {
      for (const hidden of [iban ?? number, number, String(balance)]) expect(text).not.toContain(hidden);
    }
    expect(text).not.toContain(TOKEN);
  });

  it('reads only the fields that a page may know', async () => {
    const secret = 'hidden';
    const [one] = await listOf({
      id: 46,
      iban: secret,
      fields: [{name: 'password', value: secret}],
      connector: {name: 'Bank', iban: secret},
      sources: [{name: 'openapi', token: secret}],
      accounts: [{name: 'A', iban: secret, number: secret, balance: secret, error: 'bug', webid: secret}],
    });
    expect(one?.accounts).toMatchObject({count: 1, errors: [{name: 'A', error: 'bug'}]});
    expect(JSON.stringify(one)).not.toContain(secret);
  });

  it('shortens an account number in the name of an account, and leaves years alone', async () => {
    const names = [
      'Compte 00012345678',
      'FR76 1234 5000 0100 0000 0000 185',
      'Livret 2025-2026',
      'A 1234567',
    ];
    const [one] = await listOf({id: 46, accounts: names.map((name) => ({name, error: 'bug'}))});
    expect(one?.accounts.errors.map(({name}) => name)).toEqual([
      'Compte …5678',
      'FR…0 185',
      'Livret 2025-2026',
      'A 1234567',
    ]);
  });

  it('tells several sources apart, and finds the first end of consent', async () => {
    const [one] = await listOf({
      id: 46,
      last_update: '2026-11-27 08:00:00',
      sources: [
        {name: 'openapi', state: '', access_expire: '2027-05-26 10:00:00'},
        {name: 'directaccess', state: 'wrongpass', access_expire: null},
        {name: 'old', state: 'bug', access_expire: '2020-01-01 00:00:00', disabled: '2026-01-01 00:00:00'},
      ],
    });
    expect(one).toMatchObject({
      state: 'wrongpass',
      remedy: {action: 'reconnect'},
      consentEndsAt: '2027-05-26T10:00:00.000Z',
      sources: [
        {name: 'openapi', state: null, consentEndsAt: '2027-05-26T10:00:00.000Z'},
        {name: 'directaccess', state: 'wrongpass', consentEndsAt: null},
      ],
    });
    expect(one?.sources).toHaveLength(2);
  });

  it('counts only the accounts that the user shares', async () => {
    const [one] = await listOf({
      id: 46,
      accounts: [
        {name: 'A'},
        {name: 'B', disabled: '2026-01-01 00:00:00', error: 'bug'},
        {name: 'C', error: ''},
      ],
    });
    expect(one?.accounts).toEqual({count: 2, errors: []});
  });

  it('does not call a connection fetching that the service never fetches', async () => {
    const [one] = await listOf({id: 46, state: '', last_update: null, active: false});
    expect(one).toMatchObject({state: null, isFetching: false});
  });

  const EMPTY = {
    bank: {name: '', color: null, uuid: null},
    state: null,
    accounts: {count: 0, errors: []},
    createdAt: null,
    updatedAt: null,
    nextTryAt: null,
    isFetching: false,
    sources: [],
    consentEndsAt: null,
    sameBankAs: [],
  };
  const odd: readonly object[] = [
    {},
    {accounts: null, sources: null, connector: null, created: null},
    {accounts: 7, sources: 'x', connector: [], created: 'soon', last_update: 7, next_try: '2026-02-31'},
    {connector: {name: 7, color: 'url(x)', uuid: 7}, newer: {deep: 1}},
  ];
  for (const fields of odd) {
    it(`tolerates ${JSON.stringify(fields)}`, async () => {
      expect(await listOf({id: 46, ...fields}, {id: 47, id_connector: null})).toMatchObject([
        {id: '46', ...EMPTY},
        {id: '47', ...EMPTY},
      ]);
    });
  }

  it('leaves out what is not a connection', async () => {
    expect(await listOf(null, 7, 'x', [], {}, {id: '../7'}, {id: 46})).toMatchObject([{id: '46'}]);
  });

  it('takes nothing from a polluted prototype', async () => {
    const polluted = {
      connections: [],
      name: 'x',
      color: '112233',
      state: 'bug',
      id_connector: 7,
      disabled: 'x',
    };
    const clean = await listOf({id: 46, accounts: [{}]}, {id: 47});
    for (const [name, value] of Object.entries(polluted)) {
      Object.defineProperty(Object.prototype, name, {value, configurable: true, writable: true});
    }
    try {
      expect(JSON.stringify(await listOf({id: 46, accounts: [{}]}, {id: 47}))).toBe(JSON.stringify(clean));
    } finally {
      for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name);
    }
  });

  it('reads every page of a user with more than 1,000 connections', async () => {
    const {service, backend} = scene();
    for (let id = 1000; id < 3000; id += 1) service.connections.set(id, 1);
    const ids = (await backend.connections(send('GET', ''))).map(({id}) => id);
    expect(new Set(ids).size).toBe(2002);
    expect(service.calls).toHaveLength(3);
  });

  it('reads a page of several MB', async () => {
    const accounts = Array.from({length: 8}, () => ({name: 'A', filler: 'x'.repeat(900)}));
    const connections = Array.from({length: 900}, (_, index) => ({id: index + 1, accounts}));
    expect(await listOf(...connections)).toHaveLength(900);
  });
});

describe('a user', () => {
  const asks: readonly [title: string, request: () => Request][] = [
    ['GET …/connections', () => send('GET', 'connections')],
    ['DELETE …/connections/46', () => send('DELETE', 'connections/46')],
    ['POST …/refresh', () => post('refresh', {connectionId: '46'}, {'x-user': TOKEN})],
  ];
  for (const [title, request] of asks) {
    it(`who is signed out is refused by ${title}`, async () => {
      const {backend, service} = scene({getUser: () => null});
      const response = await backend(request());
      expect([response.status, await response.json()]).toMatchObject([401, {error: 'signed-out'}]);
      expect(service.calls).toEqual([]);
    });

    for (const [why, breakToken] of [
      [
        'was revoked',
        (service: TodaysService) => {
          service.revoke(TOKEN);
        },
      ],
      [
        'lost its user',
        (service: TodaysService) => {
          service.deleteUser(1);
        },
      ],
    ] as const) {
      it(`whose token ${why} has no connections for ${title}`, async () => {
        const {backend, service, reported} = scene();
        breakToken(service);
        const response = await backend(request());
        if (title.startsWith('GET')) {
          expect([response.status, await response.json()]).toEqual([200, {connections: []}]);
          expect(reported).toMatchObject([{code: why === 'was revoked' ? 'token-refused' : 'user-deleted'}]);
        } else {
          expect([response.status, await response.json()]).toMatchObject([
            404,
            {error: 'unknown-connection'},
          ]);
        }
      });
    }

    it(`without a token has no connections for ${title}`, async () => {
      const {backend, service} = scene({getUser: () => ({id: 'ann'})});
      expect((await backend(request())).status).toBe(title.startsWith('GET') ? 200 : 404);
      expect(service.calls).toEqual([]);
    });

    it(`is not asked on behalf of another site by ${title}`, async () => {
      const {backend, service} = scene();
      for (const headers of [
        {'sec-fetch-site': 'cross-site'},
        {'sec-fetch-site': 'same-site'},
        {'sec-fetch-site': 'none'},
      ]) {
        const forged = new Request(request(), {headers: {'x-user': TOKEN, ...headers}});
        expect(await (await backend(forged)).json()).toMatchObject({error: 'cross-site'});
      }
      const old = new Request(request(), {headers: {'x-user': TOKEN, origin: 'https://evil.example'}});
      expect(await (await backend(old)).json()).toMatchObject({error: 'cross-site'});
      expect(service.calls).toEqual([]);
    });
  }

  it('is told by connections() as by the route, without a user as well', async () => {
    const {backend} = scene();
    const listed: unknown = await (await backend(send('GET', 'connections'))).json();
    expect({connections: await backend.connections(send('GET', ''))}).toEqual(listed);
    expect(await backend.connections(send('GET', '', {'x-user': 'nobody'}))).toEqual([]);
  });

  const methods: readonly [method: string, path: string, allow: string][] = [
    ['POST', 'connections', 'GET'],
    ['HEAD', 'connections', 'GET'],
    ['GET', 'connections/46', 'DELETE'],
    ['GET', 'refresh', 'POST'],
    ['DELETE', 'code', 'POST'],
    ['PUT', 'budgea/connections', 'GET'],
  ];
  for (const [method, path, allow] of methods) {
    it(`cannot send ${method} …/${path}`, async () => {
      const response = await scene().backend(send(method, path));
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
    });

    it(`may ask before a request from an allowed origin to …/${path}`, async () => {
      const origin = 'https://other.example';
      const headers = {origin, 'access-control-request-method': allow};
      const response = await scene({allowedOrigins: [origin]}).backend(send('OPTIONS', path, headers));
      expect([response.status, response.headers.get('access-control-allow-methods')]).toEqual([204, allow]);
    });
  }

  it('may read them on a page of an allowed origin only', async () => {
    const {backend} = scene({allowedOrigins: ['https://other.example']});
    for (const [origin, status] of [
      ['https://other.example', 200],
      ['https://evil.example', 403],
    ] as const) {
      const response = await backend(send('GET', 'connections', {'sec-fetch-site': 'cross-site', origin}));
      expect(response.status).toBe(status);
    }
  });
});

describe('DELETE …/connections/{id}', () => {
  it('deletes the user’s connection, once', async () => {
    const {backend, service} = scene();
    expect((await backend(send('DELETE', 'budgea/connections/46'))).status).toBe(204);
    expect([...service.connections.keys()]).toEqual([47, 48]);
    const again = await backend(send('DELETE', 'budgea/connections/46'));
    expect([again.status, await again.json()]).toMatchObject([404, {error: 'unknown-connection'}]);
  });

  for (const id of ['48', '99', '0', '-1', '46x', '%34%36', '4%2F6', '..%2F46']) {
    it(`deletes nothing for ${id}`, async () => {
      const {backend, service} = scene();
      expect((await backend(send('DELETE', `connections/${id}`))).status).toBe(404);
      expect([...service.connections.keys()]).toEqual([46, 47, 48]);
    });
  }
});

describe('POST …/refresh', () => {
  const refresh = (backend: Backend, body: unknown): Promise<Response> =>
    backend(post('refresh', body, {'x-user': TOKEN}));

  it('asks for fresh data, and takes a synchronisation that runs for one that was asked for', async () => {
    const {backend, service} = scene();
    for (const connectionId of ['46', 46]) {
      const response = await refresh(backend, {connectionId});
      expect([response.status, await response.json()]).toEqual([202, {}]);
    }
    expect([...service.synchronizing]).toEqual([46]);
    expect(service.calls.at(-1)?.call).toBe('PUT /2.0/users/me/connections/46');
  });

  for (const state of ['wrongpass', 'SCARequired', 'webauthRequired', 'passwordExpired']) {
    it(`does not try a connection in the state ${state}, which the user must repair first`, async () => {
      const {backend, service} = scene();
      service.details.set(46, {state});
      const response = await refresh(backend, {connectionId: '46'});
      expect([response.status, await response.json()]).toMatchObject([409, {error: 'action-needed'}]);
      expect(service.synchronizing.size).toBe(0);
    });
  }

  for (const state of ['actionNeeded', 'websiteUnavailable', 'rateLimiting', 'bug', 'newState', '']) {
    it(`tries a connection in the state '${state}'`, async () => {
      const {backend, service} = scene();
      service.details.set(46, {state});
      expect((await refresh(backend, {connectionId: '46'})).status).toBe(202);
    });
  }

  it('says that the user must act if the service finds it out only then', async () => {
    for (const [status, body] of [
      [200, {id: 46, state: 'wrongpass'}],
      [400, {code: 'wrongpass', description: 'd', message: null}],
      [409, {code: 'SCARequired', description: 'd', message: null}],
    ] as const) {
      const backend = backEnd((_url, init) =>
        Promise.resolve(init?.method === 'PUT' ? Response.json(body, {status}) : Response.json({id: 46})),
      );
      expect(await (await refresh(backend, {connectionId: 46})).json()).toMatchObject({
        error: 'action-needed',
      });
    }
  });

  for (const connectionId of ['48', '99', '0', '../46', 1.5, -1]) {
    it(`knows no connection ${connectionId}`, async () => {
      const {backend, service} = scene();
      expect((await refresh(backend, {connectionId})).status).toBe(404);
      expect(service.synchronizing.size).toBe(0);
    });
  }

  for (const body of [{}, {connectionId: ''}, {connectionId: null}, {connectionId: [46]}, {id: 46}]) {
    it(`needs more than ${JSON.stringify(body)}`, async () => {
      const response = await refresh(scene().backend, body);
      expect([response.status, await response.json()]).toMatchObject([400, {error: 'missing-connection'}]);
    });
  }
});
