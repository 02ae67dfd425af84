import {describe, expect, it} from 'vitest';
import {createSandbox} from '../src/index.js';
import {ORIGIN, Walker} from './walk.js';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  CODE,
  call,
  exchange,
  flowUrl,
  freshCode,
  sandboxWithUsers,
  STRANGER_TOKEN,
  TOKEN,
} from './world.js';

describe('the token routes', () => {
  it('create an anonymous user with a temporary token', async () => {
    const {status, json} = await call(sandboxWithUsers(), 'POST', '/2.0/auth/init');
    expect(status).toBe(200);
    expect(json).toEqual({
      auth_token: expect.any(String) as string,
      type: 'temporary',
      expires_in: 1800,
      id_user: 3,
    });
  });

  it('create a user with a permanent token for a client with its secret', async () => {
    const sandbox = sandboxWithUsers();
    const body = {client_id: Number(CLIENT_ID), client_secret: CLIENT_SECRET};
    const {json} = await call(sandbox, 'POST', '/2.0/auth/init', {body});
    expect(json).toEqual({auth_token: expect.any(String) as string, type: 'permanent', id_user: 3});
    const wrong = await call(sandbox, 'POST', '/2.0/auth/init', {body: {...body, client_secret: 'x'}});
    expect([wrong.status, wrong.json['code']]).toEqual([403, 'invalidClient']);
  });

  it('issue codes with a + and a /, each one different', async () => {
    const sandbox = sandboxWithUsers();
    const codes = await Promise.all(Array.from({length: 50}, () => freshCode(sandbox)));
    for (const code of codes) expect(code).toMatch(/^(?=.*\+)(?=.*\/)[A-Za-z0-9+/]{32}$/);
    expect(new Set(codes).size).toBe(50);
  });

  it('issue a code with GET, and refuse POST', async () => {
    const sandbox = sandboxWithUsers();
    const standard = await call(sandbox, 'GET', '/2.0/auth/token/code', {token: TOKEN});
    expect(standard.json).toMatchObject({type: 'temporary', access: 'standard', expires_in: 1800});
    const single = await call(sandbox, 'GET', '/2.0/auth/token/code?type=singleAccess', {token: TOKEN});
    expect(single.json['access']).toBe('single');
    const posted = await call(sandbox, 'POST', '/2.0/auth/token/code', {token: TOKEN});
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'OPTIONS, GET']);
  });

  it('issue no code for a temporary code', async () => {
    const {status} = await call(sandboxWithUsers(), 'GET', '/2.0/auth/token/code', {token: CODE});
    expect(status).toBe(403);
  });

  it('accept a single-use code once, for any use', async () => {
    const sandbox = sandboxWithUsers();
    const token = await freshCode(sandbox, '?type=singleAccess');
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token})).status).toBe(200);
    expect((await call(sandbox, 'GET', '/2.0/users/me/accounts', {token})).status).toBe(403);
    expect((await exchange(sandbox, token)).status).toBe(403);
  });

  it('exchange a code once', async () => {
    const sandbox = sandboxWithUsers();
    const first = await exchange(sandbox, CODE);
    expect(first.json).toEqual({access_token: expect.any(String) as string, token_type: 'Bearer'});
    expect((await exchange(sandbox, CODE)).json['code']).toBe('invalidGrant');
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: CODE})).status).toBe(403);
  });

  for (const [what, change, status, code] of [
    ['a wrong secret', {client_secret: 'x'}, 403, 'invalidClient'],
    ['an unknown client', {client_id: 'x'}, 403, 'invalidClient'],
    ['no secret', {client_secret: undefined}, 400, 'missingParameter'],
    ['no client', {client_id: undefined}, 400, 'missingParameter'],
    ['no code', {code: undefined}, 400, 'missingParameter'],
    ['an unknown code', {code: 'x'}, 403, 'invalidGrant'],
    ['a permanent token', {code: TOKEN}, 403, 'invalidGrant'],
    ['another grant', {grant_type: 'password'}, 400, 'invalidValue'],
    ['a code that is not a text', {code: {}}, 400, 'invalidValue'],
  ] as const) {
    it(`refuse to exchange with ${what}`, async () => {
      const body = {client_id: CLIENT_ID, client_secret: CLIENT_SECRET, code: CODE, ...change};
      const answer = await call(sandboxWithUsers(), 'POST', '/2.0/auth/token/access', {body});
      expect([answer.status, answer.json['code']]).toEqual([status, code]);
      expect(answer.json['message']).toEqual(expect.any(String) as string);
    });
  }

  it('accept both kinds of forms, and refuse other bodies', async () => {
    const sandbox = sandboxWithUsers();
    const fields = {client_id: CLIENT_ID, client_secret: CLIENT_SECRET};
    const form = new FormData();
    for (const [name, value] of Object.entries({...fields, code: await freshCode(sandbox)}))
      form.set(name, value);
    const encoded = new URLSearchParams({
      ...fields,
      code: await freshCode(sandbox),
      grant_type: 'authorization_code',
    });
    for (const body of [form, encoded]) {
      const request = new Request(`${ORIGIN}/2.0/auth/token/access`, {method: 'POST', body});
      expect((await sandbox.fetch(request)).status).toBe(200);
    }
    for (const [type, body] of [
      ['application/json', '{'],
      ['application/json', '[]'],
      ['text/plain', 'code=1'],
    ] as const) {
      const headers = {'content-type': type};
      const request = new Request(`${ORIGIN}/2.0/auth/token/access`, {method: 'POST', body, headers});
      expect((await sandbox.fetch(request)).status).toBe(400);
    }
  });
});

describe('the bearer token', () => {
  for (const [what, headers] of [
    ['missing', {}],
    ['of another scheme', {authorization: 'Basic eDp4'}],
    ['unknown', {authorization: 'Bearer nobody'}],
  ] as const) {
    it(`leads to 403 if it is ${what}`, async () => {
      expect((await call(sandboxWithUsers(), 'GET', '/2.0/users/me', {headers})).status).toBe(403);
    });
  }

  it('may be a temporary code, for 1,800 s', async () => {
    const sandbox = sandboxWithUsers();
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: CODE})).json['id']).toBe(1);
    sandbox.clock.time += 1_800_000;
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: CODE})).json['code']).toBe('expiredToken');
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: TOKEN})).status).toBe(200);
  });

  it('gives no access to another user', async () => {
    const sandbox = sandboxWithUsers();
    for (const path of ['connections/46', 'accounts/101/recipients', 'transfers/22']) {
      expect((await call(sandbox, 'GET', `/2.0/users/me/${path}`, {token: STRANGER_TOKEN})).status).toBe(404);
    }
    expect(
      (await call(sandbox, 'DELETE', '/2.0/users/me/connections/46', {token: STRANGER_TOKEN})).status,
    ).toBe(404);
    expect((await call(sandbox, 'GET', '/2.0/users/1', {token: STRANGER_TOKEN})).status).toBe(403);
    expect((await call(sandbox, 'GET', '/2.0/users/2', {token: STRANGER_TOKEN})).status).toBe(200);
  });
});

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
    ).toBe(200);
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
    expect(preflight.headers.get('access-control-allow-methods')).toBe('OPTIONS, GET, DELETE');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    for (const path of ['/2.0/banks', '/2.0/users/me', '/2.0/nothing']) {
      expect((await call(sandbox, 'GET', path)).headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it('answer 404 for unknown paths, and 405 for unknown methods', async () => {
    const sandbox = sandboxWithUsers();
    expect((await call(sandbox, 'GET', '/2.0/nothing')).status).toBe(404);
    expect((await call(sandbox, 'GET', '/2.0/users//connections')).status).toBe(404);
    const wrong = await call(sandbox, 'PATCH', '/2.0/users/me');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'OPTIONS, GET']);
  });
});

describe('the options', () => {
  it('belong to one sandbox, which shares nothing with another', async () => {
    const [one, other] = [sandboxWithUsers(), sandboxWithUsers()];
    const code = await freshCode(one);
    expect((await call(other, 'GET', '/2.0/users/me', {token: code})).status).toBe(403);
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
