import {describe, expect, it} from 'vitest';
import {createSandbox, type Sandbox, type SandboxConnection} from '../src/index.js';
import {CODE, call, flowUrl, sandboxWithUsers, TOKEN} from './world.js';

const NOW = '2026-11-23T08:00:00Z';
const DAY = 86_400_000;

interface Source {
  readonly name: string;
  readonly state: string | null;
  readonly access_expire: string | null;
}

interface ConnectionJson {
  readonly state: string | null;
  readonly error: string | null;
  readonly fields: readonly {readonly name: string}[];
  readonly last_update: string | null;
  readonly next_try: string | null;
  readonly sources: readonly Source[];
  readonly accounts: readonly {readonly last_update: string | null; readonly transactions: unknown[]}[];
}

/** A sandbox whose clock has stopped, with one connection of the user TOKEN. */
function sandboxWith(connection: Partial<SandboxConnection> = {}): Sandbox {
  const connections = [{connectorId: 3, ...connection}];
  return createSandbox({now: NOW, users: [{token: TOKEN, code: CODE, connections}]});
}

/** Reads a connection of the user TOKEN. */
async function read(
  sandbox: Sandbox,
  id = 46,
  expand = 'sources,accounts[transactions]',
): Promise<ConnectionJson> {
  const path = `/2.0/users/me/connections/${id}?expand=${expand}`;
  return (await call(sandbox, 'GET', path, {token: TOKEN})).json as unknown as ConnectionJson;
}

const synchronize = (sandbox: Sandbox, query = ''): ReturnType<typeof call> =>
  call(sandbox, 'PUT', `/2.0/users/me/connections/46${query}`, {token: TOKEN});

describe('a connection', () => {
  it('has every property of today’s service, and those of 2019', async () => {
    expect(await read(sandboxWith(), 46, '')).toEqual({
      id: 46,
      id_user: 1,
      id_connector: 3,
      id_bank: 3,
      id_provider: null,
      connector_uuid: '7d0c1f5e-2b4a-5c68-9e13-000000000003',
      state: null,
      error: null,
      error_message: null,
      fields: [],
      created: '2026-11-23 08:00:00',
      last_update: '2026-11-23 08:00:00',
      last_push: null,
      next_try: '2026-11-24 08:00:00',
      expire: null,
      active: true,
    });
  });

  it('shows what the request expands, at any depth', async () => {
    const sandbox = sandboxWith();
    const connection = await read(
      sandbox,
      46,
      'connector[fields],bank,sources,accounts[transactions[category]],all_accounts',
    );
    expect(connection).toMatchObject({
      connector: {id: 3, fields: [{name: 'login'}, {name: 'password'}]},
      bank: {name: 'Banque des Tilleuls'},
      sources: [{id_connection: 46, name: 'openapi'}],
    });
    expect(connection).not.toHaveProperty('bank.fields');
    expect(connection.accounts[0]?.transactions[0]).toHaveProperty('category.name');
    expect(connection).toHaveProperty('all_accounts.4.id', 105);
  });

  for (const state of [
    'SCARequired',
    'webauthRequired',
    'additionalInformationNeeded',
    'decoupled',
    'validating',
    'actionNeeded',
    'passwordExpired',
    'wrongpass',
    'rateLimiting',
    'websiteUnavailable',
    'bug',
    'notSupported',
    'a state that nobody knows',
  ]) {
    it(`can be in the state ${state}, by an option or by a method`, async () => {
      const expected = {state, error: state, sources: [{name: 'openapi', state}]};
      expect(await read(sandboxWith({state}))).toMatchObject(expected);
      const sandbox = sandboxWith();
      sandbox.setConnectionState({id: 46, state});
      expect(await read(sandbox)).toMatchObject(expected);
      sandbox.setConnectionState({id: 46, state: null});
      expect(await read(sandbox)).toMatchObject({state: null, error: null, sources: [{state: null}]});
    });
  }

  for (const [state, names] of [
    ['wrongpass', ['password']],
    ['additionalInformationNeeded', ['code']],
    ['SCARequired', []],
  ] as const) {
    it(`names the fields ${JSON.stringify(names)} in the state ${state}`, async () => {
      expect((await read(sandboxWith({state}))).fields.map(({name}) => name)).toEqual(names);
    });
  }

  it('is a second one if the bank is already connected', async () => {
    const sandbox = sandboxWith();
    sandbox.endNextFlow('success');
    await sandbox.fetch(new Request(flowUrl('connect', {code: CODE, connector_ids: '3'})));
    expect(sandbox.users()[0]?.connections).toEqual([
      {id: 46, connectorId: 3, state: null},
      {id: 47, connectorId: 3, state: null},
    ]);
  });

  it('is tried again every hour in a state that passes, and never in another one', async () => {
    const sandbox = sandboxWith({state: 'websiteUnavailable'});
    expect((await read(sandbox)).next_try).toBe('2026-11-23 09:00:00');
    sandbox.advance(3_700_000);
    expect((await read(sandbox)).next_try).toBe('2026-11-23 10:00:00');
    sandbox.setConnectionState({id: 46, state: 'SCARequired'});
    expect((await read(sandbox)).next_try).toBeNull();
  });

  it('is synchronized every day, unless the application made it inactive', async () => {
    const sandbox = sandboxWith();
    sandbox.advance(3 * DAY + 5);
    expect((await read(sandbox)).last_update).toBe('2026-11-26 08:00:00');
    const path = '/2.0/users/me/connections/46';
    const {json} = await call(sandbox, 'POST', path, {token: TOKEN, body: {active: false}});
    expect(json).toMatchObject({active: false, next_try: null});
    sandbox.advance(3 * DAY);
    expect((await read(sandbox)).last_update).toBe('2026-11-26 08:00:00');
    await call(sandbox, 'POST', path, {token: TOKEN, body: {active: true}});
    expect((await read(sandbox)).last_update).toBe('2026-11-26 08:00:00');
  });

  it('can have an old last update, until the next synchronization', async () => {
    const sandbox = sandboxWith({lastUpdate: '2026-10-01T00:00:00Z'});
    sandbox.advance(DAY - 1);
    expect(await read(sandbox)).toMatchObject({
      last_update: '2026-10-01 00:00:00',
      next_try: '2026-11-24 08:00:00',
    });
    sandbox.advance(1);
    expect((await read(sandbox)).last_update).toBe('2026-11-24 08:00:00');
  });
});

describe('the sources of a connection', () => {
  it('are those of its connector; only consent for bank accounts ends, after 180 days', async () => {
    const expectedAt: readonly [number, object[]][] = [
      [3, [{name: 'openapi', access_expire: '2027-05-22 08:00:00'}]],
      [
        18,
        [
          {name: 'openapi', access_expire: '2027-05-22 08:00:00'},
          {name: 'directaccess', access_expire: null},
        ],
      ],
      [101, [{name: 'directaccess', access_expire: null}]],
    ];
    for (const [connectorId, sources] of expectedAt) {
      expect(await read(sandboxWith({connectorId}))).toMatchObject({sources});
    }
  });

  it('have a list of their own', async () => {
    const path = '/2.0/users/me/connections/46/sources';
    const {json} = await call(sandboxWith({connectorId: 18}), 'GET', path, {token: TOKEN});
    expect(json).toMatchObject({sources: [{name: 'openapi'}, {name: 'directaccess'}], total: 2});
  });

  it('can each have a state and an end of consent; the state of one of them is that of the connection', async () => {
    const sources = [
      {name: 'openapi', accessExpire: '2026-12-01T00:00:00Z'},
      {name: 'directaccess', state: 'wrongpass'},
    ];
    const connection = await read(sandboxWith({sources}));
    expect(connection.state).toBe('wrongpass');
    expect(connection.sources).toMatchObject([
      {name: 'openapi', state: null, access_expire: '2026-12-01 00:00:00'},
      {name: 'directaccess', state: 'wrongpass', access_expire: null},
    ]);
  });

  it('need the user again once consent has ended', async () => {
    const sandbox = sandboxWith({accessExpire: '2026-12-01T12:00:00Z'});
    sandbox.setTime('2026-12-01T11:59:59Z');
    expect((await read(sandbox)).state).toBeNull();
    sandbox.setTime('2026-12-02T00:00:00Z');
    expect(await read(sandbox)).toMatchObject({
      state: 'SCARequired',
      last_update: '2026-12-01 08:00:00',
      next_try: null,
      sources: [{state: 'SCARequired', access_expire: '2026-12-01 12:00:00'}],
    });
  });

  it('get another end of consent by a method', async () => {
    const sandbox = sandboxWith({connectorId: 18});
    sandbox.setConnectionState({id: 46, state: null, accessExpire: '2026-12-01T00:00:00Z'});
    expect((await read(sandbox)).sources).toMatchObject([
      {name: 'openapi', state: null, access_expire: '2026-12-01 00:00:00'},
      {name: 'directaccess', access_expire: null},
    ]);
    sandbox.setConnectionState({id: 46, state: null, accessExpire: '2026-11-01T00:00:00Z'});
    expect((await read(sandbox)).state).toBe('SCARequired');
    sandbox.setConnectionState({id: 46, state: null});
    expect((await read(sandbox)).state).toBeNull();
  });

  for (const [how, renew] of [
    [
      'a reconnection',
      async (sandbox: Sandbox) => {
        sandbox.endNextFlow('success');
        await sandbox.fetch(new Request(flowUrl('reconnect', {code: CODE, connection_id: '46'})));
      },
    ],
    ['a method', (sandbox: Sandbox) => sandbox.setConnectionState({id: 46, state: null})],
  ] as const) {
    it(`work again after ${how}, for 180 days`, async () => {
      const sandbox = sandboxWith({accessExpire: NOW});
      expect((await read(sandbox)).state).toBe('SCARequired');
      await renew(sandbox);
      expect(await read(sandbox)).toMatchObject({
        state: null,
        sources: [{state: null, access_expire: '2027-05-22 08:00:00'}],
      });
    });
  }
});

describe('the first synchronization', () => {
  it('takes its time after a flow: accounts are there at once, transactions afterwards', async () => {
    const sandbox = sandboxWith();
    sandbox.endNextFlow('success');
    await sandbox.fetch(new Request(flowUrl('connect', {code: CODE, connector_ids: '7'})));
    sandbox.advance(7999);
    const before = await read(sandbox, 47);
    expect([before.state, before.last_update, before.next_try]).toEqual([null, null, null]);
    expect(before.accounts).toHaveLength(5);
    for (const account of before.accounts) {
      expect([account.last_update, account.transactions]).toEqual([null, []]);
    }
    sandbox.advance(1);
    const after = await read(sandbox, 47);
    expect(after.last_update).toBe('2026-11-23 08:00:08');
    for (const account of after.accounts) {
      expect(account.last_update).toBe('2026-11-23 08:00:08');
      expect(account.transactions).not.toEqual([]);
    }
  });

  it('is over for the users of the options, unless they say otherwise', async () => {
    expect((await read(sandboxWith())).last_update).toBe('2026-11-23 08:00:00');
    const sandbox = sandboxWith({lastUpdate: null});
    expect((await read(sandbox)).last_update).toBeNull();
    sandbox.advance(8000);
    expect((await read(sandbox)).last_update).toBe('2026-11-23 08:00:08');
  });

  it('takes as long as the option says', async () => {
    const users = [{token: TOKEN, connections: [{connectorId: 3, lastUpdate: null}]}];
    const sandbox = createSandbox({now: NOW, syncTime: 60_000, users});
    sandbox.advance(59_999);
    expect((await read(sandbox)).last_update).toBeNull();
    sandbox.advance(1);
    expect((await read(sandbox)).last_update).toBe('2026-11-23 08:01:00');
    expect((await read(createSandbox({now: NOW, syncTime: 0, users}))).last_update).toBe(
      '2026-11-23 08:00:00',
    );
  });

  it('never ends well in a connection that needs the user', async () => {
    const sandbox = sandboxWith({lastUpdate: null});
    sandbox.setConnectionState({id: 46, state: 'actionNeeded'});
    sandbox.advance(DAY);
    expect(await read(sandbox)).toMatchObject({state: 'actionNeeded', last_update: null});
  });
});

describe('a forced synchronization', () => {
  it('is refused while one is running', async () => {
    const sandbox = sandboxWith();
    sandbox.advance(60_000);
    const first = await synchronize(sandbox);
    expect([first.status, first.json['last_update']]).toEqual([200, '2026-11-23 08:00:00']);
    const second = await synchronize(sandbox);
    expect([second.status, second.json['code']]).toEqual([409, 'conflict']);
    sandbox.advance(8000);
    expect((await read(sandbox)).last_update).toBe('2026-11-23 08:01:08');
    expect((await synchronize(sandbox)).status).toBe(200);
  });

  it('is refused during the first one', async () => {
    expect((await synchronize(sandboxWith({lastUpdate: null}))).status).toBe(409);
  });

  it('changes nothing if the connection needs the user', async () => {
    const sandbox = sandboxWith({state: 'wrongpass'});
    sandbox.advance(60_000);
    for (let time = 0; time < 2; time++) {
      expect((await synchronize(sandbox)).json).toMatchObject({
        state: 'wrongpass',
        last_update: '2026-11-23 08:00:00',
      });
    }
  });

  for (const [value, status] of [
    ['false', 200],
    ['true', 200],
    ['maybe', 400],
  ] as const) {
    it(`answers ${status} with psu_requested=${value}`, async () => {
      expect((await synchronize(sandboxWith(), `?psu_requested=${value}`)).status).toBe(status);
    });
  }

  it('can be that of all connections at once', async () => {
    const sandbox = sandboxWithUsers();
    sandbox.advance(60_000);
    const all = (): ReturnType<typeof call> =>
      call(sandbox, 'PUT', '/2.0/users/me/connections', {token: TOKEN});
    expect((await all()).json['total']).toBe(3);
    expect((await all()).status).toBe(200);
    expect((await call(sandbox, 'PUT', '/2.0/users/me/connections/47', {token: TOKEN})).status).toBe(409);
    sandbox.advance(8000);
    expect((await read(sandbox, 47)).last_update).toBe('2026-11-23 08:01:08');
    expect((await read(sandbox, 46)).last_update).toBe('2026-11-23 08:00:00');
  });
});
