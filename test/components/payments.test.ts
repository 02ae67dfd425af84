import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import {finishFlow} from '../../src/flows/index.js';
import type {BudgeaCallbackElement, BudgeaErrorEvent, BudgeaPaymentElement} from '../../src/index.js';
import {arrive, arriveAt, goBackToStart} from '../support/arrive.js';
import {FakeBackEnd} from '../support/back-end.js';
import {Departures} from '../support/departures.js';
import {polluted} from '../support/polluted.js';

/** What a page asks of its back end for a payment. */
interface Asked {
  readonly state: string;
  readonly redirectUri: string;
  readonly context?: unknown;
}

/** A request's body, read as what a page asks for a payment. */
function askedBy({init}: {readonly init: RequestInit} = {init: {}}): Asked {
  return JSON.parse(init.body as string) as Asked;
}

describe('<budgea-payment>', () => {
  let departures: Departures;
  let backEnd: FakeBackEnd;

  beforeEach(() => {
    departures = new Departures();
    backEnd = new FakeBackEnd();
    backEnd.answer(() => Response.json({code: 'scoped+/token', paymentId: 31}));
  });

  afterEach(() => {
    departures.stop();
    backEnd.restore();
    localStorage.clear();
  });

  /** Expects that a start fails, and returns why. */
  async function errorOf(element: BudgeaPaymentElement): Promise<BudgeaErrorEvent['error']> {
    const heard = oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    await element.start();
    const {error} = await heard;
    expect(departures.events).to.be.empty;
    expect(localStorage).to.have.lengthOf(0);
    return error;
  }

  it('has its payment created at the click, with the state and the redirect URI that it leaves with', async () => {
    const element = await fixture<BudgeaPaymentElement>(html`
      <budgea-payment
        domain="demo"
        client-id="1"
        redirect-uri="/paid"
        payment-url="/api/payment"
        .context=${{basket: 7}}
      ></budgea-payment>
    `);
    expect(backEnd.requests).to.be.empty;
    await element.start();
    expect(backEnd.requests.map(({url}) => url)).to.deep.equal([`${location.origin}/api/payment`]);
    expect(backEnd.requests[0]?.init).to.include({
      method: 'POST',
      mode: 'same-origin',
      credentials: 'same-origin',
      redirect: 'manual',
    });
    const asked = askedBy(backEnd.requests[0]);
    expect(asked).to.deep.include({redirectUri: `${location.origin}/paid`, context: {basket: 7}});
    expect(Object.fromEntries(departures.query)).to.deep.equal({
      client_id: '1',
      redirect_uri: asked.redirectUri,
      code: 'scoped+/token',
      payment_id: '31',
      state: asked.state,
    });
  });

  it('takes the user to a payment that exists, with its state', async () => {
    const element = await fixture<BudgeaPaymentElement>(html`
      <budgea-payment
        domain="demo"
        client-id="1"
        redirect-uri="/paid"
        payment-id="31"
        code="scoped"
        state="of the payment"
      ></budgea-payment>
    `);
    await element.start();
    expect(departures.query.get('payment_id')).to.equal('31');
    expect(departures.query.get('code')).to.equal('scoped');
    expect(departures.query.get('state')).to.equal('of the payment');
    expect(finishFlow({url: '/paid?state=of%20the%20payment&payment_state=done'})).to.include({
      kind: 'success',
      paymentId: '31',
      settled: true,
    });
    expect(backEnd.requests).to.be.empty;
  });

  it('never uses code-url: a user’s code does not work for a payment', async () => {
    const around = await fixture(html`
      <budgea-webview domain="demo" client-id="1" redirect-uri="/paid" code-url="/api/code">
        <budgea-payment code-url="/api/code" payment-url="/api/payment"></budgea-payment>
        <budgea-payment code-url="/api/code" payment-id="31" code="scoped" state="s"></budgea-payment>
      </budgea-webview>
    `);
    for (const element of around.querySelectorAll('budgea-payment')) {
      await element.start();
      expect('codeUrl' in element).to.equal(false);
    }
    expect(departures.events).to.have.lengthOf(2);
    expect(backEnd.requests.map(({url}) => url)).to.deep.equal([`${location.origin}/api/payment`]);
  });

  it('takes payment-url from around it, unless it has a payment of its own', async () => {
    const around = await fixture(html`
      <budgea-webview domain="demo" client-id="1" redirect-uri="/paid" payment-url="api/payment">
        <budgea-payment></budgea-payment>
        <budgea-payment payment-id="7" code="scoped" state="s"></budgea-payment>
      </budgea-webview>
    `);
    const [created, existing] = around.querySelectorAll('budgea-payment');
    await created?.start();
    expect(departures.query.get('payment_id')).to.equal('31');
    await existing?.start();
    expect(departures.query.get('payment_id')).to.equal('7');
    expect(backEnd.requests).to.have.lengthOf(1);
  });

  it('refuses a payment and payment-url on the same element', async () => {
    const element = await fixture<BudgeaPaymentElement>(html`
      <budgea-payment
        domain="demo"
        client-id="1"
        redirect-uri="/paid"
        payment-url="/api/payment"
        payment-id="31"
      ></budgea-payment>
    `);
    expect(await errorOf(element)).to.include({code: 'conflicting-parameters', option: 'createPayment'});
  });

  it('needs the state of a payment that exists', async () => {
    const element = await fixture<BudgeaPaymentElement>(html`
      <budgea-payment
        domain="demo"
        client-id="1"
        redirect-uri="/paid"
        payment-id="31"
        code="scoped"
      ></budgea-payment>
    `);
    expect(await errorOf(element)).to.include({code: 'missing-parameter', option: 'state'});
  });

  const failures: readonly [title: string, answer: () => Response | Promise<Response>][] = [
    ['answers 401', () => new Response('', {status: 401})],
    ['answers 502', () => new Response('', {status: 502})],
    ['answers 204', () => new Response(null, {status: 204})],
    ['answers HTML', () => new Response('<!doctype html>')],
    ['answers null', () => Response.json(null)],
    ['answers without a code', () => Response.json({paymentId: 31})],
    ['answers without an id', () => Response.json({code: 'scoped'})],
    ['answers with an empty id', () => Response.json({code: 'scoped', paymentId: ''})],
    ['answers with a number for a code', () => Response.json({code: 7, paymentId: 31})],
    ['is not reached', () => Promise.reject(new TypeError('Failed to fetch'))],
  ];
  for (const [title, answer] of failures) {
    it(`fires budgea-error if the back end ${title}, and stays`, async () => {
      backEnd.answer(answer);
      const element = await fixture<BudgeaPaymentElement>(html`
        <budgea-payment
          domain="demo"
          client-id="1"
          redirect-uri="/paid"
          payment-url="/api/payment"
        ></budgea-payment>
      `);
      const error = await polluted({code: 'theirs', paymentId: 9}, () => errorOf(element));
      expect(error).to.include({code: 'code-unavailable', option: 'paymentUrl'});
      expect(error.message).to.match(/^paymentUrl /);
      expect(error.status).to.equal(/^answers [45]/.test(title) ? Number(title.slice(-3)) : undefined);
    });
  }
});

/** What a callback says of a payment, what the user reads, and whether nothing was paid, so that a new one is offered. */
const ANSWERS: readonly [query: string, words: string, step: 'Continue' | 'Go back', isUnpaid: boolean][] = [
  ['payment_state=done', 'Your bank has accepted your payment.', 'Continue', false],
  ['payment_state=accepted', 'Your bank has accepted your payment.', 'Continue', false],
  ['payment_state=validating', 'please do not pay again', 'Continue', false],
  ['payment_state=pending', 'please do not pay again', 'Continue', false],
  ['', 'please do not pay again', 'Continue', false],
  ['payment_state=partial', 'check which part before you pay again', 'Continue', false],
  ['payment_state=created', 'not confirmed yet', 'Go back', false],
  ['error=cancelled', 'The payment was cancelled, so nothing was paid', 'Go back', true],
  ['error=access_denied', 'The payment was cancelled, so nothing was paid', 'Go back', true],
  ['error=tos_declined', 'The payment was cancelled, so nothing was paid', 'Go back', true],
  ['error_code=CancelledByUser', 'The payment was cancelled, so nothing was paid', 'Go back', true],
  ['payment_state=rejected', 'The payment was refused, so nothing was paid', 'Go back', true],
  ['error_code=insufficientFunds', 'The payment was refused, so nothing was paid', 'Go back', true],
  ['payment_state=expired', 'not confirmed in time, so nothing was paid', 'Go back', true],
  ['payment_state=someday', 'We do not know how your payment ended', 'Go back', false],
  ['error=server_error', 'We do not know how your payment ended', 'Go back', false],
  ['error=session_expired', 'We do not know how your payment ended', 'Go back', false],
  ['error_code=bug', 'We do not know how your payment ended', 'Go back', false],
  ['error=cancelled&payment_state=done', 'We do not know how your payment ended', 'Go back', false],
];

describe('<budgea-callback> after a payment', () => {
  let backEnd: FakeBackEnd;
  let departures: Departures;

  beforeEach(() => {
    backEnd = new FakeBackEnd();
    departures = new Departures();
    backEnd.answer(() => Response.json({code: 'fresh', paymentId: 32}));
  });

  afterEach(() => {
    backEnd.restore();
    departures.stop();
    localStorage.clear();
  });

  // not after each test: WebKit allows 100 changes of the address in 10 seconds
  after(goBackToStart);

  function textOf(element: Element): string {
    return element.shadowRoot?.querySelector('[role=status]')?.textContent.trim() ?? '';
  }

  function stepsOf(element: Element): HTMLElement[] {
    return [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part=actions] > *') ?? [])];
  }

  function labelsOf(element: Element): string[] {
    return stepsOf(element).map((step) => step.textContent.trim());
  }

  async function callback(
    template = html`
      <budgea-callback
        domain="demo"
        client-id="1"
        code-url="/api/code"
        token-url="/api/token"
        payment-url="/api/payment"
      ></budgea-callback>
    `,
  ): Promise<BudgeaCallbackElement> {
    const element = await fixture<BudgeaCallbackElement>(template);
    await waitUntil(() => textOf(element) !== '');
    return element;
  }

  for (const [query, words, step, isUnpaid] of ANSWERS) {
    const offer = isUnpaid ? 'offers a new payment second' : 'offers no payment';
    it(`says “${words}” and ${offer} after ${query || 'no state at all'}`, async () => {
      await arrive('payment', `id_payment=31&${query}`);
      const element = await callback();
      expect(textOf(element)).to.include(words).and.match(/\.$/);
      expect(labelsOf(element)).to.deep.equal(isUnpaid ? [step, 'Try again'] : [step]);
      expect(stepsOf(element)[0]?.className).to.equal('main');
      const hasCheckMark = Boolean(element.shadowRoot?.querySelector('.success'));
      expect(hasCheckMark).to.equal(element.result?.kind === 'success' && Boolean(element.result.settled));
      expect(backEnd.requests).to.be.empty;
    });
  }

  for (const [query, , step] of ANSWERS) {
    it(`offers no second payment without payment-url after ${query || 'no state at all'}`, async () => {
      await arrive('payment', `id_payment=31&${query}`);
      const element = await callback(
        html`<budgea-callback domain="demo" client-id="1" code-url="/api/code"></budgea-callback>`,
      );
      expect(labelsOf(element)).to.deep.equal([step]);
    });
  }

  it('makes another payment in a second try, and never sends the first one again', async () => {
    await arrive('payment', 'id_payment=31&payment_state=rejected');
    const element = await callback();
    const {state: first} = JSON.parse(Object.values(localStorage)[0] as string) as {state: string};
    await expect(element).to.be.accessible();
    stepsOf(element)[1]?.click();
    await waitUntil(() => departures.events.length > 0);

    expect(backEnd.requests.map(({url}) => url)).to.deep.equal([`${location.origin}/api/payment`]);
    const {state, redirectUri} = askedBy(backEnd.requests[0]);
    expect(state).not.to.equal(first);
    // the page has a query, which a payment's redirect URI must not have
    expect(location.search).not.to.equal('');
    expect(redirectUri).to.equal(location.origin + location.pathname);
    expect(Object.fromEntries(departures.query)).to.deep.equal({
      client_id: '1',
      redirect_uri: redirectUri,
      code: 'fresh',
      payment_id: '32',
      state,
    });
  });

  it('gives context and returnTo to the second try', async () => {
    const payment = await fixture<BudgeaPaymentElement>(html`
      <budgea-payment
        domain="demo"
        client-id="1"
        redirect-uri="/paid"
        return-to="/basket"
        payment-url="/api/payment"
        .context=${{basket: 7}}
      ></budgea-payment>
    `);
    await payment.start();
    const {state: first} = askedBy(backEnd.requests[0]);
    arriveAt(`state=${first}&id_payment=32&error=cancelled`);
    const element = await callback(html`
      <budgea-callback domain="demo" client-id="1" redirect-uri="/paid" payment-url="/api/payment"></budgea-callback>
    `);
    expect(stepsOf(element)[0]?.getAttribute('href')).to.equal(`${location.origin}/basket`);
    stepsOf(element)[1]?.click();
    await waitUntil(() => departures.events.length === 2);
    const {state, context, redirectUri} = askedBy(backEnd.requests[1]);
    expect(state).not.to.equal(first);
    expect(redirectUri).to.equal(`${location.origin}/paid`);
    expect(context).to.deep.equal({basket: 7});
    expect(finishFlow({url: `/paid?state=${state}&id_payment=32`})).to.deep.include({
      kind: 'success',
      context: {basket: 7},
      returnTo: '/basket',
    });
  });

  it('says that it does not know if nothing proves an answer that names a payment', async () => {
    for (const query of [
      'id_payment=31&payment_state=done',
      'state=theirs&id_payment=31',
      'state=theirs&id_payment=31&payment_state=created',
      'id_payment=31&error=cancelled',
    ]) {
      arriveAt(query);
      const element = await callback();
      expect(element.result?.kind).to.equal('unverified');
      expect(textOf(element)).to.include('We do not know how your payment ended');
      expect(labelsOf(element)).to.deep.equal(['Go back']);
    }
  });
});
