import {describe, expect, it} from 'vitest';
import {DEFAULT_CONNECTORS} from '../src/connectors.js';
import {TEXTS} from '../src/texts/texts.js';
import {Walker} from './walk.js';
import {CALLBACK, CODE, flowUrl, sandboxWithUsers, TOKEN, todaysUrl} from './world.js';

const LOGIN = {login: '12345678', password: '123456'};
const OTP = {'one-time-code': '123456'};
const PAYMENT = {code: CODE, payment_id: '31'};

for (const [address, urlOf] of [
  ['the documented address', flowUrl],
  ['today’s address', todaysUrl],
] as const) {
  describe(`a payment at ${address}`, () => {
    for (const language of ['en', 'fr'] as const) {
      it(`is made from any bank, in ${language}`, async () => {
        const texts = TEXTS[language];
        const sandbox = sandboxWithUsers();
        const walker = new Walker(sandbox);
        await walker.open(urlOf('payment', {...PAYMENT, state: 'a b'}, `${language}/`));
        expect(walker.heading).toBe(texts.bank.heading);
        expect(walker.page).toContain(texts.step(1, 4));
        await walker.press('Banque Orvane');
        await walker.press(texts.signIn.submit, LOGIN);
        expect(walker.heading).toBe(texts.payment.reviewHeading);
        expect(walker.page).toContain('Order 1042');
        await walker.press(texts.payment.reviewSubmit);
        await walker.press(texts.payment.codeSubmit, {'one-time-code': '1'});
        expect(walker.page).toContain(texts.errors.wrongCode);
        await walker.press(texts.payment.codeSubmit, OTP);
        expect(walker.url.href).toBe(`${CALLBACK}?payment_id=31&payment_state=done&state=a%20b`);
        expect(stateOf(sandbox)).toBe('done');
      });
    }

    it('is access_denied on every page that the user cancels', async () => {
      const sandbox = sandboxWithUsers();
      const forward = [
        ['Crédit Littoral'],
        ['Sign in', LOGIN],
        ['Confirm', OTP],
        ['Continue to confirmation'],
      ] as const;
      for (let steps = 0; steps <= forward.length; steps++) {
        const walker = await new Walker(sandbox).open(urlOf('payment', {...PAYMENT, state: 's'}));
        for (const [button, values] of forward.slice(0, steps)) await walker.press(button, values);
        await walker.press('Cancel');
        expect(walker.url.searchParams.get('error')).toBe('access_denied');
        expect(walker.url.searchParams.get('state')).toBe('s');
        expect(stateOf(sandbox)).toBe('created');
      }
    });

    for (const error of ['access_denied', 'server_error', 'bank_maintenance_window']) {
      it(`can end with ${error}`, async () => {
        const walker = await new Walker(sandboxWithUsers()).open(urlOf('payment', PAYMENT));
        await walker.press(error);
        expect(walker.url.searchParams.get('error')).toBe(error);
        expect(walker.url.searchParams.has('payment_state')).toBe(false);
      });
    }

    it('is refused by the bank without an error, and finally', async () => {
      const sandbox = sandboxWithUsers();
      const walker = await new Walker(sandbox).open(urlOf('payment', {...PAYMENT, state: 's'}));
      await walker.press('Refused by the bank');
      expect(walker.url.href).toBe(
        `${CALLBACK}?error_code=bank_refused&payment_state=rejected&payment_id=31&state=s`,
      );
      expect(stateOf(sandbox)).toBe('rejected');
      await walker.open(urlOf('payment', PAYMENT));
      expect(walker.refusal).toBe('payment-settled:payment_id');
    });

    for (const [what, parameters, refusal] of [
      ['without a code', {payment_id: '31'}, 'missing-parameter:code'],
      ['without an id', {code: CODE}, 'missing-parameter:payment_id'],
      ['without redirect_uri', {...PAYMENT, redirect_uri: undefined}, 'missing-parameter:redirect_uri'],
      ['that is not a number', {...PAYMENT, payment_id: 'x'}, 'invalid-id:payment_id'],
      ['that does not exist', {...PAYMENT, payment_id: '99'}, 'not-owned:payment_id'],
      ['of another user', {...PAYMENT, payment_id: '32'}, 'not-owned:payment_id'],
      ['for the user of a permanent token', {...PAYMENT, code: TOKEN}, 'permanent-token:code'],
    ] as const) {
      it(`${what} is refused`, async () => {
        const walker = await new Walker(sandboxWithUsers()).open(urlOf('payment', parameters));
        expect(walker.refusal).toBe(refusal);
      });
    }

    it('starts with the sign-in if there is one bank', async () => {
      const connectors = DEFAULT_CONNECTORS.filter(({id}) => id === 3);
      const walker = new Walker(
        sandboxWithUsers({
          connectors,
          users: [{token: TOKEN, code: CODE, payments: [{id: 40, amount: 1, label: 'x'}]}],
        }),
      );
      await walker.open(urlOf('payment', {...PAYMENT, payment_id: '40'}));
      expect(walker.heading).toBe('Sign in to Banque des Tilleuls');
    });
  });
}

describe('the sandbox', () => {
  it('refuses two payments with the same id', () => {
    const payment = {id: 31, amount: 1, label: 'x'};
    expect(() => sandboxWithUsers({users: [{token: TOKEN, payments: [payment, payment]}]})).toThrow(
      'Two payments of the sandbox have the id 31',
    );
  });
});

function stateOf(sandbox: ReturnType<typeof sandboxWithUsers>): string | undefined {
  return sandbox.users()[0]?.payments[0]?.state;
}
