import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {webviewUrl} from '../../src/flows/index.js';
import {CLIENT, type PaymentEnding, TodaysService} from './todays-service.js';
import {delivery} from './sign.js';
import {type Upstream, upstream} from './upstream.js';

const SITE = 'http://localhost:4000';
const START = {state: 'S', redirectUri: `${SITE}/callback/`};

describe('the demo’s back end in front of today’s service', () => {
  const service = new TodaysService();
  let running: Upstream;
  let answer: (request: Request) => Promise<Response>;
  let WEBHOOK_SECRET: string;

  beforeAll(async () => {
    running = await upstream(service);
    process.env['BUDGEA_BASE_URL'] = running.url;
    ({answer, WEBHOOK_SECRET} = await import('../../demo/back-end.js'));
    Reflect.deleteProperty(process.env, 'BUDGEA_BASE_URL');
  });
  afterAll(() => running[Symbol.asyncDispose]());

  /** A visitor of the demo, in a browser that keeps the cookie. */
  class Visitor {
    #cookie = '';

    async get(path: string): Promise<unknown> {
      return (await this.#send(new Request(SITE + path))).json();
    }

    async post(path: string, body: object = {}): Promise<Response> {
      return this.#send(
        new Request(SITE + path, {
          method: 'POST',
          headers: {'content-type': 'application/json', 'sec-fetch-site': 'same-origin'},
          body: JSON.stringify(body),
        }),
      );
    }

    /** Opens a page that is told of news. It counts them, with the first one. */
    async listen(): Promise<{news: () => Promise<number>}> {
      const {body} = await this.#send(new Request(`${SITE}/api/news`));
      const reader = (body as ReadableStream<Uint8Array>).getReader();
      let count = 0;
      const read = async (): Promise<void> => {
        while (!(await reader.read()).done) count += 1;
      };
      const reading = read();
      return {
        news: async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          await reader.cancel();
          await reading;
          return count;
        },
      };
    }

    async #send(request: Request): Promise<Response> {
      request.headers.set('cookie', this.#cookie);
      const response = await answer(request);
      this.#cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? this.#cookie;
      return response;
    }
  }

  async function orderOf(visitor: Visitor): Promise<number> {
    return ((await (await visitor.post('/api/order')).json()) as {id: number}).id;
  }

  async function payFor(visitor: Visitor, order: number, ending: PaymentEnding): Promise<void> {
    const response = await visitor.post('/api/budgea/payment', {...START, context: order});
    expect(response.status).toBe(200);
    const created = (await response.json()) as {code: string; paymentId: string};
    service.pay(
      webviewUrl('payment', {
        service: 'powens',
        domain: 'demo',
        language: 'en',
        clientId: CLIENT.id,
        ...START,
        ...created,
      }),
      ending,
    );
  }

  const endings: readonly [ending: PaymentEnding, order: string, canPay: boolean][] = [
    [{state: 'done'}, 'paid', false],
    [{state: 'accepted'}, 'paid', false],
    [{state: 'partial'}, 'partial', false],
    [{state: 'pending'}, 'waiting', false],
    [{state: 'a_state_of_tomorrow'}, 'unknown', false],
    [{state: 'rejected', error_code: 'insufficientFunds'}, 'refused', true],
    [{state: 'rejected', error_code: 'CancelledByUser'}, 'refused', true],
    [{state: 'expired'}, 'expired', true],
    [{error: 'cancelled'}, 'open', true],
  ];
  for (const [ending, state, canPay] of endings) {
    it(`shows an order as ${state} after ${JSON.stringify(ending)}`, async () => {
      const visitor = new Visitor();
      const order = await orderOf(visitor);
      expect(await visitor.get('/api/money')).toMatchObject({orders: [{id: order, state: 'open'}]});
      await payFor(visitor, order, ending);
      expect(await visitor.get('/api/money')).toMatchObject({orders: [{id: order, state}]});
      const again = await visitor.post('/api/budgea/payment', {...START, context: order});
      expect(again.status).toBe(canPay ? 200 : 409);
    });
  }

  it('counts an order as paid if one of its payments is', async () => {
    const visitor = new Visitor();
    const order = await orderOf(visitor);
    await payFor(visitor, order, {state: 'rejected', error_code: 'bug'});
    await payFor(visitor, order, {state: 'accepted'});
    expect(await visitor.get('/api/money')).toMatchObject({orders: [{id: order, state: 'paid'}]});
  });

  it('lets nobody pay for the order of another visitor', async () => {
    const order = await orderOf(new Visitor());
    const stranger = new Visitor();
    await orderOf(stranger);
    const response = await stranger.post('/api/budgea/payment', {...START, context: order});
    expect(await response.json()).toMatchObject({error: 'nothing-to-pay'});
  });

  it('exchanges a new user’s code, then mints one for the next flow', async () => {
    const visitor = new Visitor();
    const {owner, ...none} = (await (await visitor.post('/api/budgea/code')).json()) as {owner: string};
    expect(none).toEqual({code: null});
    const code = service.receivedCode(7);
    expect((await visitor.post('/api/budgea/token', {code, owner})).status).toBe(204);
    const minted = (await (await visitor.post('/api/budgea/code')).json()) as {code: string};
    expect(minted.code).toBe(service.issued.at(-1));
  });

  it('takes no webhook without a signature, and gives no session to its sender', async () => {
    const body = JSON.stringify({id: 1, state: 'done'});
    const request = new Request(`${SITE}/webhooks/PAYMENT_STATE_UPDATED`, {method: 'POST', body});
    const response = await answer(request);
    expect(response.status).toBe(401);
    expect(response.headers.has('set-cookie')).toBe(false);
  });

  it('tells the open page of a visitor once the state of a payment changed, and nobody else', async () => {
    const [visitor, stranger] = [new Visitor(), new Visitor()];
    await orderOf(stranger);
    const order = await orderOf(visitor);
    const paid = await visitor.post('/api/budgea/payment', {...START, context: order});
    const {paymentId} = (await paid.json()) as {paymentId: string};
    const pages = await Promise.all([visitor.listen(), stranger.listen()]);
    const address = `${SITE}/webhooks/PAYMENT_STATE_UPDATED`;
    const body = JSON.stringify({id: Number(paymentId), state: 'done', id_webhook_data: 1});
    const response = await answer(new Request(address, delivery(address, body, {secret: WEBHOOK_SECRET})));
    expect(response.status).toBe(204);
    expect(await Promise.all(pages.map((page) => page.news()))).toEqual([2, 1]);
  });
});
