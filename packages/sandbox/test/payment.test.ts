import {describe, expect, it} from 'vitest';
import {DEFAULT_CONNECTORS} from '../src/connectors.js';
import {TEXTS} from '../src/texts/texts.js';
import {
  ADDRESSES,
  createPayment,
  INSTRUCTION,
  ORDER,
  readPayment,
  sandboxWithUsers,
  serviceToken,
} from './payments.js';
import {Walker} from './walk.js';
import {
  call,
  CALLBACK,
  CLIENT_ID,
  CLIENT_SECRET,
  CODE,
  flowUrl,
  freshCode,
  TOKEN,
  todaysUrl,
} from './world.js';

const LOGIN = {login: '12345678', password: '123456'};
const OTP = {'one-time-code': '123456'};
const WEEK = 604_800_000;

/** Every state, and the state that no documentation lists. */
const STATES = [
  'created',
  'validating',
  'pending',
  'done',
  'accepted',
  'partial',
  'rejected',
  'expired',
  'on_hold',
];
const ERROR_CODES = [
  'insufficientFunds',
  'CancelledByUser',
  'CancelledByClient',
  'noAnswerFromCustomer',
  'authenticationFailed',
  'regulatoryReason',
  'invalidBeneficiary',
  'bankMessage',
  'bug',
];

for (const [address, urlOf] of ADDRESSES) {
  describe(`a payment at ${address}`, () => {
    for (const language of ['en', 'fr'] as const) {
      it(`is made from any bank, in ${language}`, async () => {
        const texts = TEXTS[language];
        const sandbox = sandboxWithUsers();
        const {id, parameters} = await createPayment(sandbox);
        const walker = new Walker(sandbox);
        await walker.open(urlOf('payment', parameters, `${language}/`));
        expect(walker.heading).toBe(texts.bank.heading);
        expect(walker.page).toContain(texts.step(1, 4));
        await walker.press('Banque Orvane');
        await walker.press(texts.signIn.submit, LOGIN);
        expect(walker.heading).toBe(texts.payment.reviewHeading);
        for (const part of ['Order 1042', 'ACME Corp.', 'FR76 9001', texts.payment.dates.first_open_day]) {
          expect(walker.page).toContain(part);
        }
        await walker.press(texts.payment.reviewSubmit);
        await walker.press(texts.payment.codeSubmit, {'one-time-code': '1'});
        expect(walker.page).toContain(texts.errors.wrongCode);
        await walker.press(texts.payment.codeSubmit, OTP);
        expect(walker.url.href).toBe(`${CALLBACK}?id_payment=${id}&payment_state=done&state=a%20b`);
        expect(await readPayment(sandbox, id)).toMatchObject({state: 'done', error_code: null});
      });
    }

    it('returns no state if it has none', async () => {
      const sandbox = sandboxWithUsers();
      const {id, parameters} = await createPayment(sandbox, {...ORDER, client_state: undefined});
      const walker = await new Walker(sandbox).open(urlOf('payment', parameters));
      await walker.press('done');
      expect(walker.url.href).toBe(`${CALLBACK}?id_payment=${id}&payment_state=done`);
    });

    it('shows each instruction of a bulk payment', async () => {
      const sandbox = sandboxWithUsers();
      const deferred = {...INSTRUCTION, execution_date_type: 'deferred', execution_date: '2026-12-24'};
      const instructions = [deferred, {...deferred, amount: 0.2, label: 'Order 1043'}];
      const {parameters} = await createPayment(sandbox, {...ORDER, instructions});
      const walker = await new Walker(sandbox).open(urlOf('payment', parameters));
      await walker.press('Banque Orvane');
      await walker.press('Sign in', LOGIN);
      for (const part of ['€50.10', '€49.90', '€0.20', 'Order 1042', 'Order 1043', '24 December 2026']) {
        expect(walker.page).toContain(part);
      }
    });

    it('is cancelled on every page, and can be made later', async () => {
      const sandbox = sandboxWithUsers();
      const {id, parameters} = await createPayment(sandbox);
      const forward = [
        ['Crédit Littoral'],
        ['Sign in', LOGIN],
        ['Confirm', OTP],
        ['Continue to confirmation'],
      ] as const;
      for (let steps = 0; steps <= forward.length; steps++) {
        const walker = await new Walker(sandbox).open(urlOf('payment', parameters));
        for (const [button, values] of forward.slice(0, steps)) await walker.press(button, values);
        await walker.press('Cancel');
        expect(walker.url.href).toBe(`${CALLBACK}?id_payment=${id}&error=cancelled&state=a%20b`);
        expect((await readPayment(sandbox, id))['state']).toBe('created');
      }
    });

    for (const error of ['cancelled', 'server_error', 'bank_maintenance_window']) {
      it(`can end with the error ${error}, and stays created`, async () => {
        const sandbox = sandboxWithUsers();
        const {id, parameters} = await createPayment(sandbox);
        const walker = await new Walker(sandbox).open(urlOf('payment', parameters));
        await walker.press(error);
        expect(walker.url.href).toBe(`${CALLBACK}?id_payment=${id}&error=${error}&state=a%20b`);
        expect((await readPayment(sandbox, id))['state']).toBe('created');
      });
    }

    for (const state of STATES) {
      for (const how of ['the panel', 'endNextFlow']) {
        it(`can return from the bank as ${state}, by ${how}`, async () => {
          const sandbox = sandboxWithUsers();
          const {id, parameters} = await createPayment(sandbox);
          if (how === 'endNextFlow') sandbox.endNextFlow({paymentState: state});
          const walker = await new Walker(sandbox).open(urlOf('payment', parameters));
          if (how === 'the panel') await walker.press(state);
          expect(walker.url.href).toBe(`${CALLBACK}?id_payment=${id}&payment_state=${state}&state=a%20b`);
          expect(await readPayment(sandbox, id)).toMatchObject({state, error_code: null});
        });
      }
    }

    for (const code of ERROR_CODES) {
      for (const how of ['the panel', 'endNextFlow']) {
        it(`can be refused at the bank with ${code}, by ${how}`, async () => {
          const sandbox = sandboxWithUsers();
          const {id, parameters} = await createPayment(sandbox);
          if (how === 'endNextFlow') sandbox.endNextFlow({errorCode: code});
          const walker = await new Walker(sandbox).open(urlOf('payment', parameters));
          if (how === 'the panel') await walker.press(code);
          const {searchParams} = walker.url;
          const says = how === 'the panel' && code === 'bankMessage' ? ['bank_message'] : [];
          expect([...searchParams.keys()]).toEqual([
            'id_payment',
            'error_code',
            ...says,
            'payment_state',
            'state',
          ]);
          expect(searchParams.get('error_code')).toBe(code);
          expect(searchParams.get('payment_state')).toBe('rejected');
          expect(await readPayment(sandbox, id)).toMatchObject({state: 'rejected', error_code: code});
        });
      }
    }

    it('returns what the bank says', async () => {
      const sandbox = sandboxWithUsers();
      const {parameters} = await createPayment(sandbox);
      sandbox.endNextFlow({errorCode: 'bankMessage', bankMessage: 'Not today & not <here>'});
      const walker = await new Walker(sandbox).open(urlOf('payment', parameters));
      expect(walker.url.searchParams.get('bank_message')).toBe('Not today & not <here>');
    });

    for (const state of STATES.filter((one) => one !== 'created')) {
      it(`is refused once it is ${state}`, async () => {
        const sandbox = sandboxWithUsers();
        const {id, parameters} = await createPayment(sandbox);
        sandbox.setPaymentState({id, state});
        const walker = await new Walker(sandbox).open(urlOf('payment', parameters));
        expect(walker.refusal).toBe('payment-settled:payment_id');
      });
    }

    for (const [what, change, refusal] of [
      ['without a code', {code: undefined}, 'missing-parameter:code'],
      ['without an id', {payment_id: undefined}, 'missing-parameter:payment_id'],
      ['without a client', {client_id: undefined}, 'missing-parameter:client_id'],
      ['without redirect_uri', {redirect_uri: undefined}, 'missing-parameter:redirect_uri'],
      ['with an id that is no number', {payment_id: 'x'}, 'invalid-id:payment_id'],
      ['with the id of no payment', {payment_id: '99'}, 'other-payment:payment_id'],
      ['with a code of nobody', {code: 'nobody'}, 'unknown-code:code'],
      ['with a code whose + is a space', {code: 'a b'}, 'code-with-space:code'],
      ['with null as the code', {code: 'null'}, 'null-value:code'],
      ['with the temporary code of a user', {code: CODE}, 'users-code:code'],
      ['with the permanent token of a user', {code: TOKEN}, 'permanent-token:code'],
      ['with another redirect_uri', {redirect_uri: `${CALLBACK}/`}, 'not-the-payments:redirect_uri'],
      ['with a query at redirect_uri', {redirect_uri: `${CALLBACK}?a=b`}, 'not-the-payments:redirect_uri'],
      ['with another state', {state: 'a  b'}, 'not-the-payments:state'],
      ['without its state', {state: undefined}, 'not-the-payments:state'],
    ] as const) {
      it(`is refused ${what}`, async () => {
        const sandbox = sandboxWithUsers();
        const {id, parameters} = await createPayment(sandbox);
        const walker = await new Walker(sandbox).open(urlOf('payment', {...parameters, ...change}));
        expect(walker.refusal).toBe(refusal);
        expect((await readPayment(sandbox, id))['state']).toBe('created');
      });
    }

    it('is refused with a state if it has none', async () => {
      const sandbox = sandboxWithUsers();
      const {parameters} = await createPayment(sandbox, {...ORDER, client_state: undefined});
      const walker = await new Walker(sandbox).open(urlOf('payment', {...parameters, state: 's'}));
      expect(walker.refusal).toBe('not-the-payments:state');
    });

    it('is refused with a service token', async () => {
      const sandbox = sandboxWithUsers();
      const {parameters} = await createPayment(sandbox);
      for (const scope of ['payments:admin', 'payments:validate']) {
        const code = await serviceToken(sandbox, scope);
        const walker = await new Walker(sandbox).open(urlOf('payment', {...parameters, code}));
        expect(walker.refusal).toBe('service-token:code');
      }
    });

    it('is refused with the scoped token of another payment', async () => {
      const sandbox = sandboxWithUsers();
      const {parameters} = await createPayment(sandbox);
      const {code} = await createPayment(sandbox);
      const walker = await new Walker(sandbox).open(urlOf('payment', {...parameters, code}));
      expect(walker.refusal).toBe('other-payment:payment_id');
    });

    it('is refused with a scoped token that is a week old', async () => {
      const sandbox = sandboxWithUsers();
      const {parameters} = await createPayment(sandbox);
      const walker = new Walker(sandbox);
      sandbox.clock.time += WEEK - 1;
      expect((await walker.open(urlOf('payment', parameters))).refusal).toBeUndefined();
      sandbox.clock.time += 1;
      expect((await walker.open(urlOf('payment', parameters))).refusal).toBe('expired-payment-token:code');
    });

    it('is refused for another client', async () => {
      const clients = [
        {id: CLIENT_ID, secret: CLIENT_SECRET},
        {id: '2', secret: 'other'},
      ];
      const sandbox = sandboxWithUsers({clients});
      const {parameters} = await createPayment(sandbox);
      const walker = await new Walker(sandbox).open(urlOf('payment', {...parameters, client_id: '2'}));
      expect(walker.refusal).toBe('other-client:client_id');
    });

    it('starts with the sign-in if there is one bank', async () => {
      const sandbox = sandboxWithUsers({
        connectors: DEFAULT_CONNECTORS.filter(({id}) => id === 3),
        users: [],
      });
      const {parameters} = await createPayment(sandbox);
      const walker = await new Walker(sandbox).open(urlOf('payment', parameters));
      expect(walker.heading).toBe('Sign in to Banque des Tilleuls');
    });

    it('is made once, even if it is open in two tabs', async () => {
      const sandbox = sandboxWithUsers();
      const {id, parameters} = await createPayment(sandbox);
      const [first, second] = [new Walker(sandbox), new Walker(sandbox)];
      for (const walker of [first, second]) await walker.open(urlOf('payment', parameters));
      await first.press('insufficientFunds');
      await second.press('done');
      expect(second.url.href).toBe(first.url.href);
      expect((await readPayment(sandbox, id))['state']).toBe('rejected');
    });
  });
}

describe('a payment', () => {
  it('needs a domain at today’s address only', async () => {
    const sandbox = sandboxWithUsers();
    const {parameters} = await createPayment(sandbox);
    const walker = new Walker(sandbox);
    await walker.open(todaysUrl('payment', {...parameters, domain: undefined}));
    expect(walker.refusal).toBe('missing-parameter:domain');
    await walker.open(flowUrl('payment', {...parameters, domain: 'demo.biapi.pro'}));
    expect(walker.refusal).toBe('unknown-parameter:domain');
  });

  it('can end with session_expired at today’s address only', async () => {
    const sandbox = sandboxWithUsers();
    const {id, parameters} = await createPayment(sandbox);
    const walker = new Walker(sandbox);
    await walker.open(flowUrl('payment', parameters));
    expect(walker.buttons).not.toContain('session_expired');
    await walker.open(todaysUrl('payment', parameters));
    await walker.press('session_expired');
    expect(walker.url.href).toBe(`${CALLBACK}?id_payment=${id}&error=session_expired&state=a%20b`);
  });
});

describe('the code of a payment', () => {
  it('is of no use for the flows of a user', async () => {
    const sandbox = sandboxWithUsers();
    const {code} = await createPayment(sandbox);
    for (const flow of ['connect', 'manage', 'transfer']) {
      const walker = await new Walker(sandbox).open(flowUrl(flow, {code}));
      expect(walker.refusal).toBe('unknown-code:code');
    }
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: code})).status).toBeGreaterThanOrEqual(401);
  });

  it('leaves the codes of users alone', async () => {
    const sandbox = sandboxWithUsers();
    const code = await freshCode(sandbox, '?type=singleAccess');
    const {parameters} = await createPayment(sandbox);
    const walker = new Walker(sandbox);
    expect((await walker.open(flowUrl('payment', {...parameters, code}))).refusal).toBe('users-code:code');
    expect((await walker.open(flowUrl('manage', {code}))).refusal).toBeUndefined();
  });
});
