import {describe, expect, it} from 'vitest';
import {API_ROUTES} from '../src/api/api.js';
import {createSandbox} from '../src/index.js';
import {call, freshCode, sandboxWithUsers} from './world.js';

describe('the API', () => {
  it('allows any origin, and answers preflights', async () => {
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

  it('answers 404 for paths that do not exist', async () => {
    const sandbox = sandboxWithUsers();
    for (const path of ['/2.0/nothing', '/2.0/users//connections', '/2.0/banks//']) {
      const {status, json} = await call(sandbox, 'GET', path);
      expect([status, json['code']]).toEqual([404, 'notFound']);
    }
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
        {code, description: expect.any(String) as string, message: null, request_id: String(index + 1)},
      ]),
    );
  });
});

/** The routes that need no token, because they give one or show only connectors. */
const PUBLIC = /^\/2\.0\/(auth\/(init|renew|token|token\/access)|(banks|providers|connectors)(\/.*)?)$/;

describe('every route', () => {
  for (const {path, methods} of API_ROUTES) {
    const address = path.replace(':user', 'me').replaceAll(/:\w+/g, '46');
    const isPublic = (method: string): boolean => PUBLIC.test(path) && method !== 'DELETE';

    for (const method of Object.keys(methods)) {
      it(`${method} ${path} ${isPublic(method) ? 'needs no token' : 'answers 401 without a token'}, with or without a slash`, async () => {
        const sandbox = sandboxWithUsers();
        for (const one of [address, `${address}/`]) {
          const {status, json} = await call(sandbox, method, one);
          if (!isPublic(method)) expect([status, json['code']]).toEqual([401, 'unauthorized']);
          else expect([200, 400, 404]).toContain(status);
        }
      });
    }

    it(`${path} refuses PATCH, and names what it takes`, async () => {
      const {status, headers} = await call(sandboxWithUsers(), 'PATCH', address);
      expect([status, headers.get('allow')]).toEqual([405, ['OPTIONS', ...Object.keys(methods)].join(', ')]);
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
