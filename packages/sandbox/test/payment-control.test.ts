import {describe, expect, it} from 'vitest';
import {createSandbox, SandboxError} from '../src/index.js';
import {endFlow} from '../src/testing.js';
import {createPayment, readPayment, sandboxWithUsers, serviceToken} from './payments.js';
import {Walker} from './walk.js';
import {call, CALLBACK, CLIENT_ID, CLIENT_SECRET, flowUrl, todaysUrl} from './world.js';

const DAY = 86_400_000;
const TICKETS = {amount: 49.9, label: 'Concert tickets', redirectUri: CALLBACK};

describe('addPayment', () => {
  it('creates a payment, and returns all that its flow needs', async () => {
    const sandbox = sandboxWithUsers();
    const payment = sandbox.addPayment({...TICKETS, clientState: 'a b'});
    expect(payment).toEqual({
      id: 31,
      clientId: CLIENT_ID,
      state: 'created',
      errorCode: null,
      amount: 49.9,
      label: 'Concert tickets',
      redirectUri: CALLBACK,
      clientState: 'a b',
      code: expect.stringMatching(/^(?=.*\+)(?=.*\/)[A-Za-z0-9+/]{32}$/) as string,
    });
    for (const urlOf of [flowUrl, todaysUrl]) {
      const walker = new Walker(sandbox);
      const parameters = {code: payment.code, payment_id: String(payment.id), state: 'a b'};
      await walker.open(urlOf('payment', parameters));
      expect(walker.heading).toBe('Choose your bank');
    }
  });

  it('creates what the API reads', async () => {
    const sandbox = sandboxWithUsers();
    const {id} = sandbox.addPayment({...TICKETS, id: 90, furtherInstructions: [{amount: 0.2, label: 'x'}]});
    expect(id).toBe(90);
    expect(await readPayment(sandbox, id)).toMatchObject({
      state: 'created',
      client_redirect_uri: CALLBACK,
      client_state: null,
      instructions: [
        {amount: 49.9, label: 'Concert tickets', currency: 'EUR'},
        {amount: 0.2, label: 'x', currency: 'EUR'},
      ],
    });
    expect(sandbox.payments()).toMatchObject([{id: 90, amount: 50.1, label: 'Concert tickets'}]);
  });

  it('creates what the API would create again', async () => {
    const sandbox = sandboxWithUsers();
    const {id} = sandbox.addPayment(TICKETS);
    const {instructions, payer_identity, client_redirect_uri} = await readPayment(sandbox, id);
    const body = {instructions, payer_identity, client_redirect_uri};
    const token = await serviceToken(sandbox);
    expect((await call(sandbox, 'POST', '/2.0/payments', {token, body})).status).toBe(200);
  });

  it('creates a payment of any client', () => {
    const clients = [
      {id: CLIENT_ID, secret: CLIENT_SECRET},
      {id: '2', secret: 'other'},
    ];
    const sandbox = createSandbox({clients});
    expect(sandbox.addPayment(TICKETS).clientId).toBe(CLIENT_ID);
    expect(sandbox.addPayment({...TICKETS, clientId: '2'}).clientId).toBe('2');
  });

  for (const [what, change, code, message] of [
    ['an unknown client', {clientId: '9'}, 'not-found', 'The sandbox has no client 9. It has 17473055.'],
    [
      'a used id',
      {id: 31},
      'duplicate',
      'Two payments of the sandbox have the id 31. Every id must be unique.',
    ],
    ['an amount of 0', {amount: 0}, 'invalid-value', 'argument.amount must be a number above 0; it is 0.'],
    [
      'a wrong currency',
      {currency: 'euro'},
      'invalid-value',
      'argument.currency must be three letters, such as EUR; it is some text.',
    ],
    [
      'a relative address',
      {redirectUri: '/callback'},
      'invalid-value',
      'argument.redirectUri must be an absolute address.',
    ],
    [
      'an address with a query',
      {redirectUri: `${CALLBACK}?a=b`},
      'invalid-value',
      'argument.redirectUri must not have a query.',
    ],
    [
      'an address outside of the whitelist',
      {redirectUri: `${CALLBACK}/`},
      'invalid-value',
      'argument.redirectUri must be one of the whitelist of the client.',
    ],
    [
      'a long state',
      {clientState: 'x'.repeat(2001)},
      'invalid-value',
      'argument.clientState must be at most 2,000 characters; it is some text.',
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      const clients = [{id: CLIENT_ID, secret: CLIENT_SECRET, redirectUris: [CALLBACK]}];
      const sandbox = createSandbox({clients});
      sandbox.addPayment(TICKETS);
      expect(() => sandbox.addPayment({...TICKETS, ...change})).toThrow(new SandboxError(code, message));
      expect(sandbox.payments()).toHaveLength(1);
    });
  }
});

describe('setPaymentState', () => {
  it('changes a payment as a bank would, to any state', async () => {
    const sandbox = sandboxWithUsers();
    const {id} = await createPayment(sandbox);
    const change = {id, state: 'rejected', errorCode: 'insufficientFunds', bankMessage: 'No.'};
    expect(sandbox.setPaymentState(change)).toMatchObject({
      id,
      state: 'rejected',
      errorCode: 'insufficientFunds',
    });
    expect(await readPayment(sandbox, id)).toMatchObject({
      state: 'rejected',
      error_code: 'insufficientFunds',
    });
    expect(sandbox.setPaymentState({id, state: 'made_up'})).toMatchObject({
      state: 'made_up',
      errorCode: null,
    });
  });

  it('refuses a payment that does not exist', () => {
    expect(() => sandboxWithUsers().setPaymentState({id: 1, state: 'done'})).toThrow(
      new SandboxError('not-found', 'The sandbox has no payment 1.'),
    );
  });
});

describe('the clock', () => {
  for (const state of ['validating', 'pending']) {
    it(`makes a payment done a day after it was ${state}`, async () => {
      const sandbox = sandboxWithUsers();
      const {id, parameters} = await createPayment(sandbox);
      sandbox.advance(DAY);
      await endFlow(sandbox, flowUrl('payment', parameters), {paymentState: state});
      sandbox.advance(DAY - 1);
      expect((await readPayment(sandbox, id))['state']).toBe(state);
      sandbox.advance(1);
      expect((await readPayment(sandbox, id))['state']).toBe('done');
    });
  }

  for (const state of ['created', 'accepted', 'partial', 'rejected', 'expired', 'on_hold']) {
    it(`leaves a payment ${state}`, async () => {
      const sandbox = sandboxWithUsers();
      const {id} = await createPayment(sandbox);
      sandbox.setPaymentState({id, state});
      sandbox.advance(100 * DAY);
      expect((await readPayment(sandbox, id))['state']).toBe(state);
    });
  }
});

describe('the next payment', () => {
  for (const [ending, query] of [
    ['success', 'id_payment=31&payment_state=done'],
    [{paymentState: 'accepted'}, 'id_payment=31&payment_state=accepted'],
    [{errorCode: 'CancelledByUser'}, 'id_payment=31&error_code=CancelledByUser&payment_state=rejected'],
    [
      {errorCode: 'bankMessage', bankMessage: 'a & b'},
      'id_payment=31&error_code=bankMessage&bank_message=a%20%26%20b&payment_state=rejected',
    ],
    [{error: 'cancelled'}, 'id_payment=31&error=cancelled'],
    [{error: 'made_up', description: 'x'}, 'id_payment=31&error=made_up&error_description=x'],
    [{answer: {payment_state: 'done', error: 'e'}}, 'payment_state=done&error=e'],
  ] as const) {
    it(`ends with ${JSON.stringify(ending)}`, async () => {
      const sandbox = sandboxWithUsers();
      const {parameters} = await createPayment(sandbox);
      const url = await endFlow(sandbox, flowUrl('payment', parameters), ending);
      expect(url).toBe(`${CALLBACK}?${query}&state=a%20b`);
    });
  }

  it('is refused with the ending of banks', async () => {
    const sandbox = sandboxWithUsers();
    const {id, parameters} = await createPayment(sandbox);
    sandbox.endNextFlow({connectorIds: [3]});
    const walker = await new Walker(sandbox).open(flowUrl('payment', parameters));
    expect(walker.refusal).toBe('unfit-ending:endNextFlow');
    expect((await readPayment(sandbox, id))['state']).toBe('created');
  });
});

describe('payments', () => {
  it('are listed, and forgotten by a reset', async () => {
    const sandbox = sandboxWithUsers();
    expect(sandbox.payments()).toEqual([]);
    await createPayment(sandbox);
    const {code, ...added} = sandbox.addPayment(TICKETS);
    expect(sandbox.payments()).toEqual([
      expect.objectContaining({id: 31, label: 'Order 1042'}) as object,
      added,
    ]);
    sandbox.reset();
    expect(sandbox.payments()).toEqual([]);
    expect((await call(sandbox, 'GET', `/2.0/payments/${added.id}`, {token: code})).status).toBe(401);
  });

  it('hold no token in the list of requests', async () => {
    const sandbox = sandboxWithUsers();
    const {code, parameters} = await createPayment(sandbox);
    await new Walker(sandbox).open(flowUrl('payment', parameters));
    expect(sandbox.received().length).toBeGreaterThan(3);
    expect(JSON.stringify(sandbox.received())).not.toContain(code);
  });
});
