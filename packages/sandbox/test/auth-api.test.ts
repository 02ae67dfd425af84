import {describe, expect, it} from 'vitest';
import type {Sandbox} from '../src/index.js';
import {ORIGIN} from './walk.js';
import {
  basic,
  CLIENT_ID,
  CLIENT_SECRET,
  CODE,
  call,
  exchange,
  freshCode,
  sandboxWithUsers,
  STRANGER_TOKEN,
  TOKEN,
} from './world.js';

const CREDENTIALS = {client_id: CLIENT_ID, client_secret: CLIENT_SECRET};

describe('the token routes', () => {
  it('create an anonymous user with a temporary token', async () => {
    const {status, json} = await call(sandboxWithUsers(), 'POST', '/2.0/auth/init');
    expect(status).toBe(200);
    expect(json).toEqual({
      auth_token: expect.any(String) as string,
      type: 'temporary',
      id_user: 3,
      expires_in: 1800,
    });
  });

  it('create a user with a permanent token for a client with its secret', async () => {
    const sandbox = sandboxWithUsers();
    const body = {...CREDENTIALS, client_id: Number(CLIENT_ID)};
    const {json} = await call(sandbox, 'POST', '/2.0/auth/init', {body});
    expect(json).toEqual({
      auth_token: expect.any(String) as string,
      type: 'permanent',
      id_user: 3,
      expires_in: null,
    });
    const wrong = await call(sandbox, 'POST', '/2.0/auth/init', {body: {...body, client_secret: 'x'}});
    expect([wrong.status, wrong.json['code']]).toEqual([401, 'invalidClient']);
    const half = await call(sandbox, 'POST', '/2.0/auth/init', {body: {client_id: CLIENT_ID}});
    expect([half.status, half.json['code']]).toEqual([400, 'missingParameter']);
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
    for (const [type, access] of [
      ['requestAccess', 'standard'],
      ['singleAccess', 'single'],
    ] as const) {
      const {json} = await call(sandbox, 'GET', `/2.0/auth/token/code?type=${type}`, {token: TOKEN});
      expect(json).toMatchObject({type: 'temporary', access, expires_in: 1800});
    }
    const other = await call(sandbox, 'GET', '/2.0/auth/token/code?type=single', {token: TOKEN});
    expect([other.status, other.json['code']]).toEqual([400, 'invalidValue']);
    const posted = await call(sandbox, 'POST', '/2.0/auth/token/code', {token: TOKEN});
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'OPTIONS, GET']);
    expect(posted.json['code']).toBe('methodNotAllowed');
  });

  it('issue no code for a temporary code', async () => {
    const {status, json} = await call(sandboxWithUsers(), 'GET', '/2.0/auth/token/code', {token: CODE});
    expect([status, json['code']]).toEqual([403, 'forbidden']);
  });

  it('accept a single-use code once, for any use', async () => {
    const sandbox = sandboxWithUsers();
    const token = await freshCode(sandbox, '?type=singleAccess');
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token})).status).toBe(200);
    expect((await call(sandbox, 'GET', '/2.0/users/me/accounts', {token})).status).toBe(401);
    expect((await exchange(sandbox, token)).status).toBe(400);
  });

  it('exchange a code once', async () => {
    const sandbox = sandboxWithUsers();
    const first = await exchange(sandbox, CODE);
    expect(first.json).toEqual({access_token: expect.any(String) as string, token_type: 'Bearer'});
    expect((await exchange(sandbox, CODE)).json['code']).toBe('invalidGrant');
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: CODE})).status).toBe(401);
  });

  for (const [what, authorization] of [
    ['HTTP Basic', basic(CLIENT_ID, CLIENT_SECRET)],
    ['HTTP Basic as the vendor’s Python client writes it', basic(CLIENT_ID, `${CLIENT_SECRET}:`)],
  ] as const) {
    it(`accept ${what} instead of credentials in the body`, async () => {
      const sandbox = sandboxWithUsers();
      const headers = {authorization};
      const code = await freshCode(sandbox);
      const body = {grant_type: 'authorization_code', redirect_uri: 'https://app.example/callback', code};
      const exchanged = await call(sandbox, 'POST', '/2.0/auth/token/access', {body, headers});
      expect(exchanged.json).toMatchObject({token_type: 'Bearer'});
      const user = await call(sandbox, 'POST', '/2.0/auth/init', {headers});
      expect(user.json['type']).toBe('permanent');
    });
  }

  for (const [what, authorization, status, code] of [
    ['a wrong secret', basic(CLIENT_ID, 'x'), 401, 'invalidClient'],
    ['no secret', `Basic ${btoa(CLIENT_ID)}`, 400, 'missingParameter'],
    ['what is not base64', 'Basic ***', 400, 'invalidValue'],
  ] as const) {
    it(`refuse HTTP Basic with ${what}`, async () => {
      const sandbox = sandboxWithUsers();
      const body = {code: CODE};
      const answer = await call(sandbox, 'POST', '/2.0/auth/token/access', {body, headers: {authorization}});
      expect([answer.status, answer.json['code']]).toEqual([status, code]);
    });
  }

  for (const [what, change, status, code] of [
    ['a wrong secret', {client_secret: 'x'}, 401, 'invalidClient'],
    ['an unknown client', {client_id: 'x'}, 401, 'invalidClient'],
    ['no secret', {client_secret: undefined}, 400, 'missingParameter'],
    ['no client', {client_id: undefined}, 400, 'missingParameter'],
    ['no code', {code: undefined}, 400, 'missingParameter'],
    ['an unknown code', {code: 'x'}, 400, 'invalidGrant'],
    ['a permanent token', {code: TOKEN}, 400, 'invalidGrant'],
    ['another grant', {grant_type: 'password'}, 400, 'invalidValue'],
    ['a code that is not a text', {code: {}}, 400, 'invalidValue'],
  ] as const) {
    it(`refuse to exchange with ${what}`, async () => {
      const body = {...CREDENTIALS, code: CODE, ...change};
      const answer = await call(sandboxWithUsers(), 'POST', '/2.0/auth/token/access', {body});
      expect([answer.status, answer.json['code']]).toEqual([status, code]);
      expect(answer.json['description']).toEqual(expect.any(String) as string);
    });
  }

  it('accept both kinds of forms, and refuse other bodies', async () => {
    const sandbox = sandboxWithUsers();
    const form = new FormData();
    for (const [name, value] of Object.entries({...CREDENTIALS, code: await freshCode(sandbox)}))
      form.set(name, value);
    const encoded = new URLSearchParams({
      ...CREDENTIALS,
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

describe('a permanent token', () => {
  const renew = (sandbox: Sandbox, change: object = {}): ReturnType<typeof call> =>
    call(sandbox, 'POST', '/2.0/auth/renew', {body: {...CREDENTIALS, id_user: 1, ...change}});
  const isAccepted = async (sandbox: Sandbox, token: string): Promise<boolean> =>
    (await call(sandbox, 'GET', '/2.0/users/me', {token})).status === 200;

  it('is issued again for a known user, beside the previous one', async () => {
    const sandbox = sandboxWithUsers();
    const {json} = await renew(sandbox, {grant_type: 'client_credentials'});
    expect(json).toEqual({access_token: expect.any(String) as string, token_type: 'Bearer'});
    const another = json['access_token'] as unknown as string;
    expect([await isAccepted(sandbox, TOKEN), await isAccepted(sandbox, another)]).toEqual([true, true]);
  });

  for (const revoke_previous of [true, 'true', 1]) {
    it(`takes the place of the previous one if revoke_previous is ${JSON.stringify(revoke_previous)}`, async () => {
      const sandbox = sandboxWithUsers();
      const {json} = await renew(sandbox, {revoke_previous});
      expect(await isAccepted(sandbox, TOKEN)).toBe(false);
      expect(await isAccepted(sandbox, json['access_token'] as unknown as string)).toBe(true);
      expect(await isAccepted(sandbox, STRANGER_TOKEN)).toBe(true);
    });
  }

  for (const [what, change, status, code] of [
    ['a wrong secret', {client_secret: 'x'}, 401, 'invalidClient'],
    ['no user', {id_user: undefined}, 400, 'missingParameter'],
    ['an unknown user', {id_user: 9}, 404, 'notFound'],
    ['another grant', {grant_type: 'password'}, 400, 'invalidValue'],
    ['an unclear revoke_previous', {revoke_previous: 'maybe'}, 400, 'invalidValue'],
  ] as const) {
    it(`is not issued again with ${what}`, async () => {
      const sandbox = sandboxWithUsers();
      const answer = await renew(sandbox, change);
      expect([answer.status, answer.json['code']]).toEqual([status, code]);
      expect(await isAccepted(sandbox, TOKEN)).toBe(true);
    });
  }

  it('can revoke itself, and the user stays', async () => {
    const sandbox = sandboxWithUsers();
    expect((await call(sandbox, 'DELETE', '/2.0/auth/token', {token: TOKEN})).status).toBe(204);
    expect((await call(sandbox, 'DELETE', '/2.0/auth/token', {token: TOKEN})).status).toBe(401);
    sandbox.advance(1_800_000);
    expect((await renew(sandbox)).status).toBe(200);
  });
});

describe('the bearer token', () => {
  for (const [what, headers] of [
    ['missing', {}],
    ['of another scheme', {authorization: 'Basic eDp4'}],
    ['unknown', {authorization: 'Bearer nobody'}],
  ] as const) {
    it(`leads to 401 if it is ${what}`, async () => {
      const {status, json} = await call(sandboxWithUsers(), 'GET', '/2.0/users/me', {headers});
      expect([status, json['code']]).toEqual([401, 'unauthorized']);
    });
  }

  it('may be a temporary code, for 1,800 s', async () => {
    const sandbox = sandboxWithUsers();
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: CODE})).json['id']).toBe(1);
    sandbox.clock.time += 1_800_000;
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: CODE})).status).toBe(401);
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: TOKEN})).status).toBe(200);
  });

  it('leads to 403 if it is for payments', async () => {
    const sandbox = sandboxWithUsers();
    const {code: token} = sandbox.addPayment({
      amount: 1,
      label: 'x',
      redirectUri: 'https://app.example/paid',
    });
    const {status, json} = await call(sandbox, 'GET', '/2.0/users/me', {token});
    expect([status, json['code']]).toEqual([403, 'forbidden']);
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
