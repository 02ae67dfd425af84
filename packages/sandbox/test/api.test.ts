import {describe, expect, it} from 'vitest';
import {createSandbox} from '../src/index.js';
import {Walker} from './walk.js';
import {CODE, call, flowUrl, freshCode, sandboxWithUsers, STRANGER_TOKEN, TOKEN} from './world.js';

describe('the resources', () => {
  it('list banks without a token, with fields if the request expands them', async () => {
    const sandbox = sandboxWithUsers();
    const {json} = await call(sandbox, 'GET', '/2.0/banks?expand=fields&limit=2&offset=1');
    const banks = json['banks'] as unknown as readonly Record<string, unknown>[];
    expect(json['total']).toBe(13);
    expect(banks.map((bank) => bank['id'])).toEqual([7, 12]);
    expect(banks[1]?.['fields']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({name: 'website', type: 'list', values: expect.any(Array) as unknown[]}),
      ]),
    );
    expect((await call(sandbox, 'GET', '/2.0/banks/75')).json).toMatchObject({hidden: true});
    expect((await call(sandbox, 'GET', '/2.0/banks/75')).json).not.toHaveProperty('fields');
    expect((await call(sandbox, 'GET', '/2.0/banks/101')).status).toBe(404);
    expect((await call(sandbox, 'GET', '/2.0/connectors')).json['total']).toBe(15);
    expect((await call(sandbox, 'GET', '/2.0/banks?limit=x')).status).toBe(400);
  });

  it('list connections with the expanded relations', async () => {
    const {json} = await call(
      sandboxWithUsers(),
      'GET',
      '/2.0/users/me/connections?expand=accounts[transactions,investments[type]],bank',
      {token: TOKEN},
    );
    const connections = json['connections'] as unknown as readonly Record<string, unknown>[];
    expect(json['total']).toBe(3);
    expect(connections.map(({id, error}) => [id, error])).toEqual([
      [46, 'SCARequired'],
      [47, null],
      [48, 'wrongpass'],
    ]);
    expect(connections[0]).toMatchObject({
      id_user: 1,
      id_bank: 59,
      active: true,
      bank: {name: 'Crédit Littoral'},
    });
    expect(connections[0]?.['accounts']).toHaveLength(5);
  });

  it('have a valid IBAN for every account that has one', async () => {
    const {json} = await call(sandboxWithUsers(), 'GET', '/2.0/users/me/accounts', {token: TOKEN});
    const accounts = json['accounts'] as unknown as readonly {iban: string | null}[];
    expect(accounts).toHaveLength(15);
    for (const {iban} of accounts) {
      if (iban === null) continue;
      const digits = `${iban.slice(4)}1527${iban.slice(2, 4)}`;
      expect(iban).toHaveLength(27);
      expect(BigInt(digits) % 97n).toBe(1n);
    }
  });

  it('remove a connection, and never generate its id again', async () => {
    const sandbox = sandboxWithUsers();
    expect(
      (await call(sandbox, 'DELETE', '/2.0/users/me/connections/49', {token: STRANGER_TOKEN})).status,
    ).toBe(204);
    expect(
      (await call(sandbox, 'DELETE', '/2.0/users/me/connections/49', {token: STRANGER_TOKEN})).json['code'],
    ).toBe('notFound');
    expect(
      (await call(sandbox, 'GET', '/2.0/users/me/accounts', {token: STRANGER_TOKEN})).json['total'],
    ).toBe(0);
    expect((await call(sandbox, 'GET', '/2.0/users/me/connections/49', {token: STRANGER_TOKEN})).status).toBe(
      404,
    );
    const walker = new Walker(sandbox);
    await walker.open(flowUrl('connect', {connector_ids: '101', connector_capabilities: 'document'}));
    await walker.press('Accept and continue');
    await walker.press('Sign in', {login: 'a@b.example', password: 'long'});
    await walker.press('Confirm and finish');
    expect(walker.url.searchParams.get('connection_id')).toBe('50');
  });

  it('create a transfer', async () => {
    const sandbox = sandboxWithUsers();
    const path = '/2.0/users/me/accounts/101/recipients';
    const {json} = await call(sandbox, 'GET', path, {token: CODE});
    expect(json['total']).toBe(5);
    const body = {amount: 10, label: 'Test virement', exec_date: '2027-09-12'};
    const created = await call(sandbox, 'POST', `${path}/1/transfers`, {token: CODE, body});
    expect(created.json).toMatchObject({id: 24, id_account: 101, id_recipient: 1, state: 'created', ...body});
    expect((await call(sandbox, 'GET', '/2.0/users/me/transfers', {token: CODE})).json['total']).toBe(2);
    for (const wrong of [{amount: -1}, {amount: 'x'}, {label: ''}, {exec_date: '2027-02-30'}]) {
      const {status} = await call(sandbox, 'POST', `${path}/1/transfers`, {
        token: CODE,
        body: {...body, ...wrong},
      });
      expect(status).toBe(400);
    }
  });

  it('allow any origin, and answer preflights', async () => {
    const sandbox = sandboxWithUsers();
    const preflight = await call(sandbox, 'OPTIONS', '/2.0/users/me/connections/46');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('OPTIONS, GET, PUT, POST, DELETE');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    for (const path of ['/2.0/banks', '/2.0/users/me', '/2.0/nothing']) {
      expect((await call(sandbox, 'GET', path)).headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it('answer 404 for unknown paths, and 405 for unknown methods', async () => {
    const sandbox = sandboxWithUsers();
    expect((await call(sandbox, 'GET', '/2.0/nothing')).status).toBe(404);
    expect((await call(sandbox, 'GET', '/2.0/users//connections')).status).toBe(404);
    expect((await call(sandbox, 'GET', '/2.0/banks//')).status).toBe(404);
    const wrong = await call(sandbox, 'PATCH', '/2.0/users/me');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'OPTIONS, GET, DELETE']);
  });
});

describe('an error', () => {
  it('has a code, a description, no message of a bank, and the number of the request', async () => {
    const sandbox = sandboxWithUsers();
    const errors = [
      await call(sandbox, 'GET', '/2.0/nothing'),
      await call(sandbox, 'PATCH', '/2.0/banks'),
      await call(sandbox, 'GET', '/2.0/users/me'),
      await call(sandbox, 'GET', '/2.0/banks?limit=x'),
      await call(sandbox, 'POST', '/2.0/auth/token/access'),
    ];
    expect(errors.map(({status, json}) => [status, json])).toEqual(
      [
        [404, 'notFound'],
        [405, 'methodNotAllowed'],
        [401, 'unauthorized'],
        [400, 'invalidValue'],
        [400, 'missingParameter'],
      ].map(([status, code], index) => [
        status,
        {code, description: expect.any(String) as string, message: null, request_id: index + 1},
      ]),
    );
  });
});

describe('a path', () => {
  for (const path of [
    '/2.0/banks',
    '/2.0/users/me',
    '/2.0/users/me/connections/46',
    '/2.0/auth/token/code',
  ]) {
    it(`is the same as ${path} with a slash at its end`, async () => {
      const sandbox = sandboxWithUsers();
      const {json} = await call(sandbox, 'GET', `${path}/`, {token: TOKEN});
      const without = await call(sandbox, 'GET', path, {token: TOKEN});
      expect(Object.keys(json)).toEqual(Object.keys(without.json));
      expect(without.status).toBe(200);
    });
  }
});

describe('the quota', () => {
  it('refuses further calls in the same minute, and says when to try again', async () => {
    const sandbox = sandboxWithUsers({callsPerMinute: 30});
    const banks = (): ReturnType<typeof call> => call(sandbox, 'GET', '/2.0/banks?limit=1');
    await banks();
    sandbox.advance(20_000);
    for (let index = 1; index < 30; index++) expect((await banks()).status).toBe(200);
    const {status, json, headers} = await banks();
    expect([status, json['code'], headers.get('retry-after')]).toEqual([429, 'tooManyRequests', '40']);
    expect((await call(sandbox, 'OPTIONS', '/2.0/banks')).status).toBe(204);
    sandbox.advance(40_000);
    expect((await banks()).status).toBe(200);
    expect((await banks()).headers.get('retry-after')).toBe('20');
  });
});

describe('a list', () => {
  it('has at most 1,000 rows a page', async () => {
    const sandbox = sandboxWithUsers();
    expect((await call(sandbox, 'GET', '/2.0/banks?limit=1000')).status).toBe(200);
    const {status, json} = await call(sandbox, 'GET', '/2.0/banks?limit=1001');
    expect([status, json['code']]).toEqual([400, 'invalidValue']);
  });
});

describe('the options', () => {
  it('belong to one sandbox, which shares nothing with another', async () => {
    const [one, other] = [sandboxWithUsers(), sandboxWithUsers()];
    const code = await freshCode(one);
    expect((await call(other, 'GET', '/2.0/users/me', {token: code})).status).toBe(401);
  });

  it('continue from the highest given id', async () => {
    const user = {token: 't', connections: [{id: 900, connectorId: 3}, {connectorId: 3}]};
    const sandbox = createSandbox({users: [user]});
    const {json} = await call(sandbox, 'GET', '/2.0/users/me/connections/901', {token: 't'});
    expect(json['id']).toBe(901);
  });

  for (const [what, user, message] of [
    ['an unknown connector', {token: 't', connections: [{connectorId: 4711}]}, 'no connector 4711'],
    [
      'a repeated id',
      {
        token: 't',
        connections: [
          {id: 1, connectorId: 3},
          {id: 1, connectorId: 3},
        ],
      },
      'have the id 1',
    ],
    [
      'a transfer of a user without a connection',
      {token: 't', transfers: [{amount: 1, label: 'x'}]},
      'needs a user with a connection',
    ],
    ['a code that is also a token', {token: 't', code: 't'}, 'are the same'],
  ] as const) {
    it(`refuse ${what}`, () => {
      expect(() => createSandbox({users: [user]})).toThrow(message);
    });
  }
});
