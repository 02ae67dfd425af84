import {describe, expect, it} from 'vitest';
import {webviewUrl} from '../../src/flows/index.js';
import {
  type Backend,
  BackendError,
  type BackendOptions,
  createBackend,
  type Payment,
  type PaymentDetails,
  type PaymentStart,
} from '../../src/server/index.js';
import {polluted} from '../support/polluted.js';
import {post} from './post.js';
import {CLIENT, keptPayment, type PaymentEnding, TodaysService} from './todays-service.js';

const REDIRECT_URI = 'https://app.example/callback';
const START = {state: 'a state/+ of ours', redirectUri: REDIRECT_URI, context: {order: 7}};
const DETAILS: PaymentDetails = {
  instructions: [
    {
      label: 'Order 7',
      amount: 49.9,
      currency: 'EUR',
      execution_date_type: 'first_open_day',
      beneficiary: {scheme_name: 'iban', identification: 'FR7612345000010000000000185', label: 'ACME'},
      beneficiary_identity: {kind: 'corporate', org_name: 'ACME'},
    },
  ],
  payer_identity: {kind: 'corporate', org_name: 'Ateliers Martin'},
};

interface Shop {
  readonly service: TodaysService;
  readonly backend: Backend;
  /** What `createPayment` was asked. */
  readonly asked: PaymentStart[];
  /** What `savePayment` got. */
  readonly saved: [payment: Payment, start: PaymentStart][];
}

/** A shop whose back end is in front of today's service. */
function shop(options: Partial<BackendOptions> = {}): Shop {
  const service = new TodaysService();
  const asked: PaymentStart[] = [];
  const saved: Shop['saved'] = [];
  const backend = createBackend({
    domain: 'demo',
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    getUser: () => ({id: 'visitor'}),
    saveToken: () => undefined,
    createPayment: (_user, start) => {
      asked.push(start);
      return DETAILS;
    },
    savePayment: (_user, payment, start) => {
      saved.push([payment, start]);
    },
    fetch: (...args) => service.fetch(new Request(...args)),
    ...options,
  });
  return {service, backend, asked, saved};
}

async function created(backend: Backend): Promise<{code: string; paymentId: string}> {
  const response = await backend(post('payment', START));
  expect(response.status).toBe(200);
  return (await response.json()) as {code: string; paymentId: string};
}

async function errorOf(answer: Promise<Response>): Promise<unknown> {
  const response = await answer;
  return [response.status, ((await response.json()) as {error: string}).error];
}

const payerUrl = ({code, paymentId}: {code: string; paymentId: string}): string =>
  webviewUrl('payment', {
    service: 'powens',
    domain: 'demo',
    language: 'en',
    clientId: CLIENT.id,
    redirectUri: START.redirectUri,
    state: START.state,
    paymentId,
    code,
  });

describe('POST …/payment', () => {
  it('takes a service token, creates the payment and asks for the code of its payer', async () => {
    const {service, backend} = shop();
    const {code, paymentId} = await created(backend);
    expect(service.calls).toEqual([
      {
        call: 'POST /2.0/auth/token',
        body: {
          grant_type: 'client_credentials',
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          scope: 'payments:admin',
        },
      },
      {
        call: 'POST /2.0/payments',
        body: {...DETAILS, client_redirect_uri: REDIRECT_URI, client_state: START.state},
      },
      {call: `POST /2.0/payments/${paymentId}/scopedtoken`, body: {scope: ['payments:validate']}},
    ]);
    expect(code).toBe(service.issued.at(-1));
  });

  it('answers only the code and the id, and is not stored', async () => {
    const response = await shop().backend(post('payment', START));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(Object.keys((await response.json()) as object).sort()).toEqual(['code', 'paymentId']);
  });

  it('gives createPayment what the page sent', async () => {
    const {backend, asked} = shop();
    await created(backend);
    expect(asked).toMatchObject([START]);
  });

  it('saves the payment before the page gets its code', async () => {
    let finish = (): void => undefined;
    let savedId: number | undefined;
    const {backend} = shop({
      savePayment: (_user, {id}) => {
        savedId = id;
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
    });
    let isAnswered = false;
    const answer = created(backend).then((body) => {
      isAnswered = true;
      return body;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([savedId, isAnswered]).toEqual([201, false]);
    finish();
    expect(await answer).toMatchObject({paymentId: '201'});
  });

  it('gives savePayment the payment and what it belongs to', async () => {
    const {backend, saved} = shop();
    const {paymentId} = await created(backend);
    expect(saved).toHaveLength(1);
    const [[payment, start]] = saved as [Shop['saved'][number]];
    expect(payment).toMatchObject({id: Number(paymentId), state: 'created', client_state: START.state});
    expect(start).toMatchObject(START);
  });

  it('works without savePayment', async () => {
    expect((await created(shop({savePayment: undefined}).backend)).paymentId).toBe('201');
  });

  it('lets createPayment override neither the state nor the redirect URI', async () => {
    const evil = {...DETAILS, client_state: 'known', client_redirect_uri: 'https://evil.example/'};
    const {backend, service} = shop({createPayment: () => evil as unknown as PaymentDetails});
    await created(backend);
    expect([...service.payments.values()]).toMatchObject([
      {client_state: START.state, client_redirect_uri: REDIRECT_URI},
    ]);
  });

  it('keeps nothing between requests: each has a token and a payment of its own', async () => {
    const {backend, service} = shop();
    const [one, two] = await Promise.all([created(backend), created(backend)]);
    expect(one.paymentId).not.toBe(two.paymentId);
    expect(one.code).not.toBe(two.code);
    expect(service.calls.filter(({call}) => call === 'POST /2.0/auth/token')).toHaveLength(2);
    service.now += 3_600_000;
    await created(backend);
  });

  it('does not exist without createPayment', async () => {
    const {backend, service} = shop({createPayment: undefined});
    expect(await errorOf(backend(post('payment', START)))).toEqual([404, 'unknown-route']);
    expect(service.calls).toEqual([]);
  });

  for (const nothing of [null, undefined]) {
    it(`says so if createPayment returns ${String(nothing)}`, async () => {
      const {backend, service, saved} = shop({createPayment: () => nothing});
      expect(await errorOf(backend(post('payment', START)))).toEqual([409, 'nothing-to-pay']);
      expect(service.calls).toEqual([]);
      expect(saved).toEqual([]);
    });
  }

  const wrong: readonly [title: string, start: object][] = [
    ['no state', {redirectUri: REDIRECT_URI}],
    ['an empty state', {...START, state: ''}],
    ['a state that is not a string', {...START, state: 7}],
    ['a state of 2,001 characters', {...START, state: 'x'.repeat(2001)}],
    ['no redirect URI', {state: 'S'}],
    ['a relative redirect URI', {...START, redirectUri: '/callback'}],
    ['a redirect URI with a query', {...START, redirectUri: `${REDIRECT_URI}?order=7`}],
    ['a redirect URI with an empty query', {...START, redirectUri: `${REDIRECT_URI}?`}],
    ['a redirect URI that is a script', {...START, redirectUri: 'javascript:alert(1)'}],
    ['a redirect URI with a user', {...START, redirectUri: 'https://ann:secret@app.example/'}],
    ['a redirect URI that is not a string', {...START, redirectUri: [REDIRECT_URI]}],
  ];
  for (const [title, start] of wrong) {
    it(`refuses ${title} before anything is asked`, async () => {
      const {backend, service, asked} = shop();
      expect(await errorOf(backend(post('payment', start)))).toEqual([400, 'invalid-payment-start']);
      expect([...asked, ...service.calls]).toEqual([]);
    });
  }

  it('takes a state of 2,000 characters of any script', async () => {
    const {backend, service} = shop();
    const state = '😀'.repeat(2000);
    expect((await backend(post('payment', {...START, state}))).status).toBe(200);
    expect(service.payments.get(201)?.client_state).toBe(state);
  });

  it('takes an app’s own address', async () => {
    const {backend} = shop();
    const start = {...START, redirectUri: 'com.example.app:/callback'};
    expect((await backend(post('payment', start))).status).toBe(200);
  });

  it('refuses another site, like every route', async () => {
    const {backend, asked} = shop();
    const request = post('payment', START, {'sec-fetch-site': 'cross-site'});
    expect(await errorOf(backend(request))).toEqual([403, 'cross-site']);
    expect(asked).toEqual([]);
  });

  it('reads no field from a polluted prototype', async () => {
    const {backend} = shop();
    const request = post('payment', {state: 'S'});
    const response = await polluted({redirectUri: REDIRECT_URI}, () => backend(request));
    expect(response.status).toBe(400);
  });

  it('says that the payment is wrong, not that the service is', async () => {
    const {backend, saved} = shop({createPayment: () => ({...DETAILS, instructions: []})});
    expect(await errorOf(backend(post('payment', START)))).toEqual([500, 'payment-refused']);
    expect(saved).toEqual([]);
  });

  it('says that the client may not use payments', async () => {
    const {backend, service} = shop();
    service.hasPayments = false;
    expect(await errorOf(backend(post('payment', START)))).toEqual([500, 'payments-forbidden']);
  });

  it('says that the secret is wrong', async () => {
    const {backend} = shop({clientSecret: 'wrong'});
    expect(await errorOf(backend(post('payment', START)))).toEqual([500, 'misconfigured-client']);
  });

  it('passes on errors of createPayment, savePayment and ownsPayment', async () => {
    const fail = (): never => {
      throw new RangeError('no database');
    };
    for (const option of ['createPayment', 'savePayment'] as const) {
      await expect(shop({[option]: fail}).backend(post('payment', START)), option).rejects.toThrow(
        'no database',
      );
    }
    await expect(shop({ownsPayment: fail}).backend.payment(post(''), 201)).rejects.toThrow('no database');
  });

  it('passes on that JSON cannot hold what createPayment returned', async () => {
    const amount = 49n as unknown as number;
    const [instruction] = DETAILS.instructions;
    const {backend, service} = shop({
      createPayment: () => ({...DETAILS, instructions: [{...instruction!, amount}]}),
    });
    await expect(backend(post('payment', START))).rejects.toThrow(TypeError);
    expect(service.payments.size).toBe(0);
  });
});

describe('a payment from the click to its verified state', () => {
  const endings: readonly PaymentEnding[] = [
    {state: 'done'},
    {state: 'accepted'},
    {state: 'partial'},
    {state: 'validating'},
    {state: 'pending'},
    {state: 'rejected', error_code: 'insufficientFunds', bank_message: 'Solde insuffisant'},
    {state: 'rejected', error_code: 'CancelledByUser'},
    {state: 'expired', error_code: 'noAnswerFromCustomer'},
    {state: 'a_state_of_tomorrow'},
  ];
  for (const ending of endings) {
    it(`is verified as ${JSON.stringify(ending)} by the id that was saved`, async () => {
      const {backend, service, saved} = shop();
      const address = new URL(service.pay(payerUrl(await created(backend)), ending));
      expect(address.origin + address.pathname).toBe(REDIRECT_URI);
      const [[{id}]] = saved as [Shop['saved'][number]];
      expect(address.searchParams.get('id_payment')).toBe(String(id));
      expect(address.searchParams.get('state')).toBe(START.state);
      const payment = await backend.payment(new Request(address), id);
      expect(payment).toMatchObject({
        id,
        state: 'state' in ending && ending.state,
        error_code: ('error_code' in ending && ending.error_code) || null,
      });
    });
  }

  it('is still created after the payer cancelled in the webview', async () => {
    const {backend, service, saved} = shop();
    const address = new URL(service.pay(payerUrl(await created(backend)), {error: 'cancelled'}));
    expect(address.searchParams.get('error')).toBe('cancelled');
    const [[{id}]] = saved as [Shop['saved'][number]];
    expect(await backend.payment(new Request(address), id)).toMatchObject({id, state: 'created'});
  });

  it('cannot be confirmed with a user’s code', async () => {
    const {backend, service} = shop();
    const {paymentId} = await created(backend);
    const code = service.receivedCode(1);
    expect(() => service.pay(payerUrl({code, paymentId}), {state: 'done'})).toThrow('only the scoped token');
  });

  it('cannot be confirmed with the code of another payment', async () => {
    const {backend, service} = shop();
    const [one, two] = [await created(backend), await created(backend)];
    const mixed = {code: one.code, paymentId: two.paymentId};
    expect(() => service.pay(payerUrl(mixed), {state: 'done'})).toThrow('only the scoped token');
  });
});

describe('payment', () => {
  it('reads with a token that can only read', async () => {
    const {backend, service} = shop();
    service.payments.set(101, keptPayment(101, 'done'));
    expect(await backend.payment(post(''), '101')).toMatchObject({id: 101, state: 'done'});
    expect(service.calls).toMatchObject([
      {call: 'POST /2.0/auth/token', body: {scope: 'payments:read-only'}},
      {call: 'GET /2.0/payments/101', body: undefined},
    ]);
  });

  it('returns nothing for a payment that does not exist', async () => {
    expect(await shop().backend.payment(post(''), 99)).toBeUndefined();
  });

  for (const id of ['', '0', '-1', '101/', '../users/me', '101?x', '१०१', null, undefined, Number.NaN, 1.5]) {
    it(`asks nobody about the invalid id ${JSON.stringify(id)}`, async () => {
      const asked: string[] = [];
      const {backend, service} = shop({ownsPayment: (_user, text) => asked.push(text) > 0});
      expect(await backend.payment(post(''), id)).toBeUndefined();
      expect([...asked, ...service.calls]).toEqual([]);
    });
  }

  it('asks ownsPayment first, with the id as a text', async () => {
    const asked: unknown[] = [];
    const {backend, service} = shop({
      ownsPayment: async (user, id) => {
        asked.push([user.id, id]);
        return Promise.resolve(id === '101');
      },
    });
    for (const id of [101, 102]) service.payments.set(id, keptPayment(id, 'done'));
    expect(await backend.payment(post('orders'), 101)).toMatchObject({id: 101});
    const {length} = service.calls;
    expect(await backend.payment(post('orders'), 102)).toBeUndefined();
    expect(service.calls).toHaveLength(length);
    expect(asked).toEqual([
      ['visitor', '101'],
      ['visitor', '102'],
    ]);
  });

  it('throws a BackendError if the service gives no answer, which is not the same as no', async () => {
    const {backend, service} = shop();
    service.hasPayments = false;
    const error: unknown = await backend.payment(post(''), 101).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BackendError);
    expect(error).toMatchObject({code: 'payments-forbidden', status: 500});
  });

  it('rejects an answer about another payment', async () => {
    const {backend} = shop({
      fetch: (url) =>
        Promise.resolve(
          Response.json((url as string).endsWith('/auth/token') ? {token: 't'} : keptPayment(102, 'done')),
        ),
    });
    await expect(backend.payment(post(''), 101)).rejects.toMatchObject({code: 'service-unreadable'});
  });
});
