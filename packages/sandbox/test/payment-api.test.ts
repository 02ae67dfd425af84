import {describe, expect, it} from 'vitest';
import {askToken, createPayment, INSTRUCTION, ORDER, readPayment, serviceToken} from './payments.js';
import {call, CALLBACK, CLIENT_ID, CLIENT_SECRET, CODE, sandboxWithUsers, TOKEN} from './world.js';
import {ORIGIN} from './walk.js';

const SCOPES = [
  'payments:admin',
  'payments:read-only',
  'payments:validate',
  'payments:cancel',
  'payments:allow-sensitive',
  'payment-links:admin',
];
const CREDENTIALS = {client_id: CLIENT_ID, client_secret: CLIENT_SECRET};
const WEEK = 604_800_000;

describe('a service token', () => {
  for (const scope of [...SCOPES, 'payments']) {
    it(`can have the scope ${scope}`, async () => {
      const {status, json} = await askToken(sandboxWithUsers(), {scope});
      expect(status).toBe(200);
      expect(json).toEqual({token: expect.any(String) as unknown, scope});
    });
  }

  it('can have several scopes, as a text or as a list', async () => {
    const sandbox = sandboxWithUsers();
    for (const scope of [
      'payments:validate payments:read-only',
      ['payments:validate', 'payments:read-only'],
    ]) {
      const {json} = await askToken(sandbox, {scope});
      expect(json['scope']).toEqual(scope);
      const token = json['token'] as unknown as string;
      expect((await call(sandbox, 'GET', '/2.0/payments', {token})).status).toBe(200);
    }
  });

  it('is issued for a form, and for credentials by HTTP Basic', async () => {
    const sandbox = sandboxWithUsers();
    const form = {grant_type: 'client_credentials', scope: 'payments:admin'};
    const basic = {authorization: `Basic ${btoa(`${CLIENT_ID}:${CLIENT_SECRET}`)}`};
    for (const [body, headers] of [
      [{...form, ...CREDENTIALS}, {}],
      [form, basic],
    ] as const) {
      const url = `${ORIGIN}/2.0/auth/token`;
      const init = {method: 'POST', body: new URLSearchParams(body), headers};
      const response = await sandbox.fetch(new Request(url, init));
      expect(response.status).toBe(200);
      expect(await response.json()).toHaveProperty('token');
    }
  });

  for (const [what, body, status, code] of [
    ['an unknown scope', {scope: 'payments:write'}, 400, 'invalidValue'],
    ['one unknown scope of two', {scope: ['payments:admin', 'accounts']}, 400, 'invalidValue'],
    ['no scope', {}, 400, 'missingParameter'],
    ['an empty list of scopes', {scope: []}, 400, 'missingParameter'],
    ['another grant type', {scope: 'payments:admin', grant_type: 'password'}, 400, 'invalidValue'],
    ['no grant type', {scope: 'payments:admin', grant_type: undefined}, 400, 'missingParameter'],
    ['a wrong secret', {scope: 'payments:admin', client_secret: 'x'}, 401, 'invalidClient'],
    ['an unknown client', {scope: 'payments:admin', client_id: '1'}, 401, 'invalidClient'],
  ] as const) {
    it(`is refused for ${what}`, async () => {
      const answer = await askToken(sandboxWithUsers(), body);
      expect(answer.status).toBe(status);
      expect(answer.json['code']).toBe(code);
    });
  }

  it('expires after 30 minutes', async () => {
    const sandbox = sandboxWithUsers();
    const token = await serviceToken(sandbox);
    sandbox.clock.time += 1_799_999;
    expect((await call(sandbox, 'GET', '/2.0/payments', {token})).status).toBe(200);
    sandbox.clock.time += 1;
    expect((await call(sandbox, 'GET', '/2.0/payments', {token})).status).toBe(401);
  });

  it('is no token of a user', async () => {
    const sandbox = sandboxWithUsers();
    const token = await serviceToken(sandbox);
    const {status} = await call(sandbox, 'GET', '/2.0/users/me/connections', {token});
    expect(status).toBe(403);
  });
});

describe('POST /payments', () => {
  it('creates a payment', async () => {
    const sandbox = sandboxWithUsers();
    const token = await serviceToken(sandbox);
    const {status, json} = await call(sandbox, 'POST', '/2.0/payments', {token, body: ORDER});
    expect(status).toBe(200);
    expect(json).toMatchObject({id: expect.any(Number) as unknown, state: 'created', ...ORDER});
    expect(await readPayment(sandbox, Number(json['id']))).toEqual(json);
  });

  for (const [what, change] of [
    ['at once', {instructions: [{...INSTRUCTION, execution_date_type: 'instant'}]}],
    [
      'on a later day',
      {instructions: [{...INSTRUCTION, execution_date_type: 'deferred', execution_date: '2026-12-24'}]},
    ],
    [
      'on a later day, with a time',
      {
        instructions: [
          {...INSTRUCTION, execution_date_type: 'deferred', execution_date: '2026-12-24T08:00:00Z'},
        ],
      },
    ],
    ['several times', {instructions: [INSTRUCTION, {...INSTRUCTION, amount: 1, label: 'Order 1043'}]}],
    ['without a state', {client_state: undefined}],
    ['with a state of 2,000 characters', {client_state: 'é'.repeat(2000)}],
    ['to the scheme of an app', {client_redirect_uri: 'myapp://callback'}],
  ] as const) {
    it(`takes a payment ${what}`, async () => {
      const sandbox = sandboxWithUsers();
      const token = await serviceToken(sandbox);
      const {status} = await call(sandbox, 'POST', '/2.0/payments', {token, body: {...ORDER, ...change}});
      expect(status).toBe(200);
    });
  }

  const deferred = {...INSTRUCTION, execution_date_type: 'deferred', execution_date: '2026-12-24'};
  for (const [what, change, code, says] of [
    ['no redirect URI', {client_redirect_uri: undefined}, 'missingParameter', 'client_redirect_uri'],
    ['a relative redirect URI', {client_redirect_uri: '/callback'}, 'invalidValue', 'absolute'],
    [
      'javascript: as a redirect URI',
      {client_redirect_uri: 'javascript:alert(1)'},
      'invalidValue',
      'absolute',
    ],
    ['a redirect URI with a query', {client_redirect_uri: `${CALLBACK}?a=b`}, 'invalidValue', 'query'],
    ['a redirect URI with an empty query', {client_redirect_uri: `${CALLBACK}?`}, 'invalidValue', 'query'],
    ['a state of 2,001 characters', {client_state: 'x'.repeat(2001)}, 'invalidValue', '2,000'],
    ['a state that is no text', {client_state: {}}, 'invalidValue', 'client_state'],
    ['no instructions', {instructions: undefined}, 'missingParameter', 'instructions'],
    ['an empty list of instructions', {instructions: []}, 'invalidValue', 'instructions'],
    ['one instruction that is no list', {instructions: INSTRUCTION}, 'invalidValue', 'instructions'],
    ['no payer identity', {payer_identity: undefined}, 'missingParameter', 'payer_identity'],
    ['a payer identity that is a text', {payer_identity: 'Alex'}, 'invalidValue', 'payer_identity'],
    [
      'instructions of two types',
      {instructions: [INSTRUCTION, {...INSTRUCTION, execution_date_type: 'instant'}]},
      'invalidValue',
      'execution_date_type',
    ],
    [
      'deferred instructions on two days',
      {instructions: [deferred, {...deferred, execution_date: '2026-12-25'}]},
      'invalidValue',
      'execution_date',
    ],
    ...instructionCases(),
  ] as const) {
    it(`refuses ${what}`, async () => {
      const sandbox = sandboxWithUsers();
      const token = await serviceToken(sandbox);
      const {status, json} = await call(sandbox, 'POST', '/2.0/payments', {
        token,
        body: {...ORDER, ...change},
      });
      expect(status).toBe(400);
      expect(json['code']).toBe(code);
      expect(JSON.stringify(json)).toContain(says);
      expect(sandbox.payments()).toEqual([]);
    });
  }

  it('takes only a redirect URI of the whitelist', async () => {
    const clients = [{id: CLIENT_ID, secret: CLIENT_SECRET, redirectUris: [CALLBACK]}];
    const sandbox = sandboxWithUsers({clients});
    const token = await serviceToken(sandbox);
    const send = async (uri: string): Promise<number> => {
      const body = {...ORDER, client_redirect_uri: uri};
      return (await call(sandbox, 'POST', '/2.0/payments', {token, body})).status;
    };
    expect(await send(CALLBACK)).toBe(200);
    expect(await send(`${CALLBACK}/`)).toBe(400);
  });
});

describe('a payment of the API', () => {
  it('belongs to its client', async () => {
    const other = {id: '2', secret: 'other'};
    const sandbox = sandboxWithUsers({clients: [{id: CLIENT_ID, secret: CLIENT_SECRET}, other]});
    const {id} = await createPayment(sandbox);
    const credentials = {client_id: other.id, client_secret: other.secret};
    const token = await serviceToken(sandbox, 'payments:admin', credentials);
    expect((await call(sandbox, 'GET', `/2.0/payments/${id}`, {token})).status).toBe(404);
    expect((await call(sandbox, 'GET', '/2.0/payments', {token})).json).toEqual({payments: [], total: 0});
    const path = `/2.0/payments/${id}/scopedtoken`;
    const body = {scope: ['payments:validate']};
    expect((await call(sandbox, 'POST', path, {token, body})).status).toBe(404);
  });

  it('is listed, a page at a time', async () => {
    const sandbox = sandboxWithUsers();
    for (const label of ['a', 'b', 'c']) {
      await createPayment(sandbox, {...ORDER, instructions: [{...INSTRUCTION, label}]});
    }
    const token = await serviceToken(sandbox, 'payments:read-only');
    const {json} = await call(sandbox, 'GET', '/2.0/payments?limit=1&offset=1', {token});
    expect(json).toMatchObject({payments: [{instructions: [{label: 'b'}]}], total: 3});
    expect(json['payments']).toHaveLength(1);
  });

  it('is listed with at most 1,000 rows a page', async () => {
    const sandbox = sandboxWithUsers();
    const token = await serviceToken(sandbox);
    expect((await call(sandbox, 'GET', '/2.0/payments?limit=1000', {token})).status).toBe(200);
    expect((await call(sandbox, 'GET', '/2.0/payments?limit=1001', {token})).status).toBe(400);
  });

  it('is not found if it does not exist', async () => {
    const sandbox = sandboxWithUsers();
    const token = await serviceToken(sandbox);
    for (const path of ['/2.0/payments/99', '/2.0/payments/x']) {
      const {status, json} = await call(sandbox, 'GET', path, {token});
      expect(status).toBe(404);
      expect(json['code']).toBe('notFound');
    }
  });
});

describe('a scoped token', () => {
  const body = {scope: ['payments:validate']};

  it('belongs to one payment for a week', async () => {
    const sandbox = sandboxWithUsers();
    const token = await serviceToken(sandbox);
    const {id} = await createPayment(sandbox);
    const {status, json} = await call(sandbox, 'POST', `/2.0/payments/${id}/scopedtoken`, {token, body});
    expect(status).toBe(200);
    expect(json).toEqual({
      token: expect.any(String) as unknown,
      scope: ['payments:validate'],
      expires_in: 604_800,
      id_payment: id,
    });
    const read = async (): Promise<number> =>
      (await call(sandbox, 'GET', `/2.0/payments/${id}`, {token: String(json['token'])})).status;
    sandbox.clock.time += WEEK - 1;
    expect(await read()).toBe(200);
    sandbox.clock.time += 1;
    expect(await read()).toBe(401);
  });

  it('has no other scope', async () => {
    const sandbox = sandboxWithUsers();
    const token = await serviceToken(sandbox);
    const {id} = await createPayment(sandbox);
    for (const scope of [['payments:admin'], [], undefined, ['payments:validate', 'payments:admin']]) {
      const path = `/2.0/payments/${id}/scopedtoken`;
      const {status} = await call(sandbox, 'POST', path, {token, body: {scope}});
      expect(status).toBe(400);
    }
  });

  it('is issued for no payment that does not exist', async () => {
    const sandbox = sandboxWithUsers();
    const token = await serviceToken(sandbox);
    expect((await call(sandbox, 'POST', '/2.0/payments/99/scopedtoken', {token, body})).status).toBe(404);
  });
});

describe('the rights of a token', () => {
  const routes = [
    ['POST /2.0/payments', ['payments:admin']],
    ['GET /2.0/payments', ['payments:admin', 'payments:read-only']],
    ['GET /2.0/payments/{id}', ['payments:admin', 'payments:read-only', 'payments:validate', 'scoped']],
    ['POST /2.0/payments/{id}', ['payments:admin', 'payments:cancel']],
    ['POST /2.0/payments/{id}/scopedtoken', ['payments:admin']],
  ] as const;

  for (const [route, enough] of routes) {
    const [method = '', path = ''] = route.split(' ');
    const body = {...ORDER, scope: ['payments:validate'], cancel: true};

    it(`are checked at ${route}`, async () => {
      for (const scope of [...SCOPES, 'scoped']) {
        const sandbox = sandboxWithUsers();
        const {id, code} = await createPayment(sandbox);
        const token = scope === 'scoped' ? code : await serviceToken(sandbox, scope);
        const {status, json} = await call(sandbox, method, path.replace('{id}', String(id)), {
          token,
          ...(method === 'POST' && {body}),
        });
        const isEnough = enough.some((one) => one === scope);
        expect(status, scope).toBe(isEnough ? 200 : 403);
        if (!isEnough) expect(json['code']).toBe('forbidden');
      }
    });

    it(`are missing at ${route} without a token, or with a wrong one or a user’s`, async () => {
      const sandbox = sandboxWithUsers();
      const {id} = await createPayment(sandbox);
      for (const [token, expected] of [
        [undefined, 401],
        ['nobody+has/this', 401],
        [TOKEN, 403],
        [CODE, 403],
      ] as const) {
        const {status} = await call(sandbox, method, path.replace('{id}', String(id)), {
          ...(token !== undefined && {token}),
          ...(method === 'POST' && {body}),
        });
        expect(status).toBe(expected);
      }
      expect(sandbox.payments()).toHaveLength(1);
      expect(sandbox.payments()[0]?.state).toBe('created');
    });
  }

  it('of a scoped token end at its own payment', async () => {
    const sandbox = sandboxWithUsers();
    const {code: token} = await createPayment(sandbox);
    const other = await createPayment(sandbox);
    expect((await call(sandbox, 'GET', `/2.0/payments/${other.id}`, {token})).status).toBe(403);
  });
});

describe('a cancellation by the client', () => {
  async function cancel(sandbox: ReturnType<typeof sandboxWithUsers>, id: number): Promise<number> {
    const token = await serviceToken(sandbox, 'payments:cancel');
    return (await call(sandbox, 'POST', `/2.0/payments/${id}`, {token, body: {cancel: true}})).status;
  }

  for (const state of ['created', 'pending']) {
    it(`ends a payment that is ${state}`, async () => {
      const sandbox = sandboxWithUsers();
      const {id} = await createPayment(sandbox);
      sandbox.setPaymentState({id, state});
      expect(await cancel(sandbox, id)).toBe(200);
      expect(await readPayment(sandbox, id)).toMatchObject({
        state: 'rejected',
        error_code: 'CancelledByClient',
      });
    });
  }

  for (const state of ['validating', 'done', 'accepted', 'partial', 'rejected', 'expired']) {
    it(`is refused for a payment that is ${state}`, async () => {
      const sandbox = sandboxWithUsers();
      const {id} = await createPayment(sandbox);
      sandbox.setPaymentState({id, state});
      expect(await cancel(sandbox, id)).toBe(409);
      expect((await readPayment(sandbox, id))['state']).toBe(state);
    });
  }

  it('is refused for an instant payment that is pending', async () => {
    const sandbox = sandboxWithUsers();
    const instructions = [{...INSTRUCTION, execution_date_type: 'instant'}];
    const {id} = await createPayment(sandbox, {...ORDER, instructions});
    sandbox.setPaymentState({id, state: 'pending'});
    expect(await cancel(sandbox, id)).toBe(409);
  });

  it('needs cancel to be true', async () => {
    const sandbox = sandboxWithUsers();
    const {id} = await createPayment(sandbox);
    const token = await serviceToken(sandbox);
    expect((await call(sandbox, 'POST', `/2.0/payments/${id}`, {token, body: {}})).status).toBe(400);
    expect((await readPayment(sandbox, id))['state']).toBe('created');
  });
});

/** One wrong instruction after another. */
function instructionCases(): readonly (readonly [string, object, string, string])[] {
  const {beneficiary} = INSTRUCTION;
  const cases: readonly (readonly [string, object, string, string])[] = [
    ...['label', 'amount', 'currency', 'execution_date_type', 'beneficiary', 'beneficiary_identity'].map(
      (name) => [`no ${name}`, {[name]: undefined}, 'missingParameter', name] as const,
    ),
    ...['scheme_name', 'identification', 'label'].map(
      (name) =>
        [
          `no ${name} of the beneficiary`,
          {beneficiary: {...beneficiary, [name]: undefined}},
          'missingParameter',
          `beneficiary.${name}`,
        ] as const,
    ),
    ['an amount of 0', {amount: 0}, 'invalidValue', 'amount'],
    ['an amount below 0', {amount: -1}, 'invalidValue', 'amount'],
    ['an amount that is a text', {amount: '49.90'}, 'invalidValue', 'amount'],
    ['a currency that is a sign', {currency: '€'}, 'invalidValue', 'currency'],
    ['another type of execution', {execution_date_type: 'tomorrow'}, 'invalidValue', 'execution_date_type'],
    ['a deferred one without a day', {execution_date_type: 'deferred'}, 'missingParameter', 'execution_date'],
    [
      'a deferred one on no day',
      {execution_date_type: 'deferred', execution_date: '2026-02-30'},
      'invalidValue',
      'execution_date',
    ],
    ['a beneficiary that is a text', {beneficiary: 'ACME'}, 'invalidValue', 'beneficiary'],
  ];
  return cases.map(([what, change, code, says]) => [
    `an instruction with ${what}`,
    {instructions: [INSTRUCTION, {...INSTRUCTION, ...change}]},
    code,
    `instructions[1].${says}`,
  ]);
}
