import {describe, expect, it} from 'vitest';
import type {Sandbox} from '../src/index.js';
import {TEXTS} from '../src/texts/texts.js';
import {banksOf, Walker} from './walk.js';
import {CALLBACK, CODE, call, exchange, flowUrl, sandboxWithUsers, STRANGER_CODE, TOKEN} from './world.js';

const LOGIN = {login: '12345678', password: '123456'};
const OTP = {'one-time-code': '123456'};

for (const language of ['en', 'fr'] as const) {
  const texts = TEXTS[language];
  const lang = `${language}/`;

  describe(`the flows in ${language}`, () => {
    it('connect a bank, from the list to the callback', async () => {
      const sandbox = sandboxWithUsers();
      const walker = await new Walker(sandbox).open(flowUrl('connect', {code: CODE, state: 'a b+c'}, lang));
      expect(walker.heading).toBe(texts.bank.heading);
      expect(walker.page).toContain(texts.step(1, 5));
      await walker.press('Crédit Littoral');
      expect(walker.heading).toBe(texts.terms.heading);
      await walker.press(texts.terms.accept);
      expect(walker.heading).toBe(texts.signIn.heading('Crédit Littoral'));
      await walker.press(texts.signIn.submit, {...LOGIN, password: 'wrong'});
      expect(walker.page).toContain(texts.errors.wrongPassword);
      expect(walker.page).toContain('role="alert"');
      await walker.press(texts.signIn.submit, LOGIN);
      expect(walker.heading).toBe(texts.oneTimeCode.heading);
      await walker.press(texts.oneTimeCode.submit, {'one-time-code': '1'});
      expect(walker.page).toContain(texts.errors.wrongCode);
      await walker.press(texts.oneTimeCode.submit, OTP);
      expect(walker.heading).toBe(texts.accounts.heading);
      await walker.press(texts.continue);
      expect(walker.heading).toBe(texts.confirm.heading);
      await walker.press(texts.confirm.submit);
      expect(walker.status).toBe(303);
      expect(walker.url.href).toBe(`${CALLBACK}?connection_id=50&state=a%20b%2Bc`);
      const {json} = await call(sandbox, 'GET', '/2.0/users/me/connections/50?expand=accounts', {
        token: TOKEN,
      });
      expect(json).toMatchObject({id: 50, id_bank: 59, error: null});
      expect(json['accounts']).toHaveLength(5);
    });

    it('reconnect a bank, and return only the state', async () => {
      const sandbox = sandboxWithUsers();
      const walker = new Walker(sandbox);
      await walker.open(flowUrl('reconnect', {code: CODE, connection_id: '46', state: 's'}, lang));
      expect(walker.heading).toBe(texts.reconnect.heading('Crédit Littoral'));
      expect(walker.page).not.toContain('name="login"');
      await walker.press(texts.signIn.submit, {password: '123456'});
      await walker.press(texts.oneTimeCode.submit, OTP);
      expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
      const {json} = await call(sandbox, 'GET', '/2.0/users/me/connections/46', {token: TOKEN});
      expect(json['error']).toBeNull();
    });

    it('manage connections: fix, add, remove, close', async () => {
      const sandbox = sandboxWithUsers();
      const walker = await new Walker(sandbox).open(flowUrl('manage', {code: CODE, state: 's'}, lang));
      const of = (name: string, id: number): string =>
        ` ${name}, ${texts.manage.number(id)}`.replaceAll('\u00a0', ' ');
      expect(walker.heading).toBe(texts.manage.heading);
      expect(walker.page).toContain(texts.manage.errors['wrongpass']);
      await walker.press(`${texts.manage.fix}${of('Sélène Banque', 48)}`);
      await walker.press(texts.signIn.submit, {password: 'long enough'});
      expect(walker.page).toContain(texts.manage.notices.fixed('Sélène Banque'));
      await walker.press(texts.manage.add);
      await walker.press(texts.backToList);
      await walker.press(texts.manage.add);
      await walker.press('Banque Orvane');
      await walker.press(texts.terms.accept);
      await walker.press(texts.signIn.submit, LOGIN);
      await walker.press(texts.continue);
      await walker.press(texts.confirm.submit);
      expect(walker.page).toContain(texts.manage.notices.added('Banque Orvane'));
      await walker.press(`${texts.manage.remove}${of('Banque des Tilleuls', 47)}`);
      await walker.press(texts.manage.keep);
      await walker.press(`${texts.manage.remove}${of('Banque des Tilleuls', 47)}`);
      expect(walker.heading).toBe(
        texts.manage.removeHeading('Banque des Tilleuls').replaceAll('\u00a0', ' '),
      );
      await walker.press(texts.manage.removeSubmit);
      expect(walker.page).toContain(texts.manage.notices.removed('Banque des Tilleuls'));
      await walker.press(texts.manage.close);
      expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
      const {json} = await call(sandbox, 'GET', '/2.0/users/me/connections', {token: TOKEN});
      const connections = json['connections'] as unknown as readonly {id: number; error: string | null}[];
      expect(connections.map(({id, error}) => [id, error])).toEqual([
        [46, 'SCARequired'],
        [48, null],
        [50, null],
      ]);
    });

    it('make a transfer from a connected account', async () => {
      const sandbox = sandboxWithUsers();
      const walker = await new Walker(sandbox).open(flowUrl('transfer', {code: CODE, state: 's'}, lang));
      expect(walker.heading).toBe(texts.transfer.fromHeading);
      await walker.press(texts.continue);
      expect(walker.page).toContain(texts.errors.chooseOne);
      await walker.press(texts.continue, {account: '101'});
      await walker.press(texts.continue, {recipient: '4'});
      await walker.press(texts.continue, {amount: '0', label: ''});
      expect(walker.page).toContain(texts.errors.amount);
      await walker.press(texts.continue, {amount: '1 200,50', label: 'Loyer'});
      expect(walker.heading).toBe(texts.transfer.reviewHeading);
      expect(walker.page).toContain('Camille Moreau');
      await walker.press(texts.transfer.reviewSubmit);
      await walker.press(texts.transfer.codeSubmit, OTP);
      expect(walker.url.href).toBe(`${CALLBACK}?transfer_id=24&state=s`);
      const {json} = await call(sandbox, 'GET', '/2.0/users/me/transfers/24', {token: TOKEN});
      expect(json).toMatchObject({amount: 1200.5, label: 'Loyer', state: 'pending'});
    });

    it('validate a prepared transfer', async () => {
      const sandbox = sandboxWithUsers();
      const walker = await new Walker(sandbox).open(
        flowUrl('transfer', {code: CODE, transfer_id: '22'}, lang),
      );
      expect(walker.heading).toBe(texts.transfer.reviewHeading);
      expect(walker.page).toContain('Rent');
      await walker.press(texts.transfer.reviewSubmit);
      await walker.press(texts.transfer.codeSubmit, OTP);
      expect(walker.url.href).toBe(`${CALLBACK}?transfer_id=22`);
      await walker.open(flowUrl('transfer', {code: CODE, transfer_id: '22'}, lang));
      expect(walker.refusal).toBe('transfer-executed:transfer_id');
    });

    it('make a transfer for a new user, and return a code that can be exchanged', async () => {
      const sandbox = sandboxWithUsers();
      const walker = await new Walker(sandbox).open(flowUrl('transfer', {}, lang));
      await connectTilleuls(walker, texts);
      expect(walker.page).toContain(texts.step(6, 9 + 1));
      await walker.press(texts.continue, {
        account: /value="(\d+)"/.exec(walker.page.split('type="radio"')[1] ?? '')?.[1] ?? '',
      });
      await walker.press(texts.continue, {
        recipient: /value="(\d+)"/.exec(walker.page.split('type="radio"')[1] ?? '')?.[1] ?? '',
      });
      await walker.press(texts.continue, {amount: '5', label: 'x'});
      await walker.press(texts.transfer.reviewSubmit);
      await walker.press(texts.transfer.codeSubmit, OTP);
      expect(walker.url.searchParams.get('transfer_id')).toBe('24');
      expect((await exchange(sandbox, walker.url.searchParams.get('code') ?? '')).status).toBe(200);
    });
  });
}

describe('connect', () => {
  const texts = TEXTS.en;

  it('creates a user if there is no code, and returns a code that can be exchanged once', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await new Walker(sandbox).open(flowUrl('connect'));
    await connectTilleuls(walker, texts);
    const code = walker.url.searchParams.get('code') ?? '';
    expect(code).toMatch(/^[\w+/]{32}$/);
    expect(walker.url.search).toMatch(/^\?connection_id=50&code=[\w%]+$/);
    const {json, status} = await exchange(sandbox, code);
    expect(status).toBe(200);
    const token = json['access_token'] as unknown as string;
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token})).json['id']).toBe(3);
    expect((await call(sandbox, 'GET', '/2.0/users/me/connections', {token})).json['total']).toBe(1);
    expect((await exchange(sandbox, code)).json['code']).toBe('invalidGrant');
  });

  it('returns a code that expires after 1,800 s', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await new Walker(sandbox).open(flowUrl('connect'));
    await connectTilleuls(walker, texts);
    sandbox.clock.time += 1_800_000;
    expect((await exchange(sandbox, walker.url.searchParams.get('code') ?? '')).status).toBe(400);
  });

  it('skips the choice if there is one connector', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect', {connector_ids: '59'}));
    expect(walker.heading).toBe('Before you start');
    await walker.open(flowUrl('connect', {connector_uuids: '7d0c1f5e-2b4a-5c68-9e13-000000000003'}));
    expect(walker.page).toContain('Banque des Tilleuls');
    expect(walker.page).toContain('Step 1 of 4');
  });

  it('offers the requested connectors, but no hidden one', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect', {connector_ids: '3,59,75'}));
    expect(banksOf(walker)).toEqual(['Banque des Tilleuls', 'Crédit Littoral']);
    await walker.open(flowUrl('connect'));
    expect(banksOf(walker)).toHaveLength(12);
  });

  it('offers only connectors with every requested capability', async () => {
    const walker = new Walker(sandboxWithUsers());
    await walker.open(flowUrl('connect', {connector_capabilities: 'bank,document'}));
    expect(banksOf(walker)).toEqual(['Verdanne']);
    await walker.open(flowUrl('connect', {connector_capabilities: 'document'}));
    expect(walker.heading).toBe('Choose your provider');
    expect(banksOf(walker)).toEqual(['Verdanne', 'Électricité Brume', 'Télécom Azurée']);
  });

  it('offers no accounts for a provider of documents', async () => {
    const walker = new Walker(sandboxWithUsers());
    await walker.open(flowUrl('connect', {connector_ids: '101', connector_capabilities: 'document'}));
    await walker.press(texts.terms.accept);
    await walker.press(texts.signIn.submit, {login: 'a@b.example', password: 'long'});
    expect(walker.heading).toBe(texts.confirm.heading);
    await walker.press(texts.confirm.submit);
    expect(walker.url.searchParams.get('connection_id')).toBe('50');
  });

  it('ignores accents and case in a search', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect'));
    await walker.press('Search', {q: 'CREDIT'});
    expect(banksOf(walker)).toEqual(['Crédit Littoral']);
    await walker.press('Search', {q: 'no such bank'});
    expect(walker.page).toContain(texts.bank.none);
  });

  it('asks a list field for one of its choices', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect', {connector_ids: '12'}));
    await walker.press(texts.terms.accept);
    await walker.press(texts.signIn.submit, LOGIN);
    expect(walker.page).toContain(texts.errors.required);
    await walker.press(texts.signIn.submit, {...LOGIN, website: 'pro'});
    expect(walker.heading).toBe(texts.accounts.heading);
  });

  it('checks the format of the typed values', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect', {connector_ids: '3'}));
    await walker.press(texts.terms.accept);
    await walker.press(texts.signIn.submit, {login: 'alex', password: '12'});
    expect(walker.page.split(texts.errors.format)).toHaveLength(3);
    expect(walker.page).toContain('value="alex"');
    expect(walker.page).not.toContain('value="12"');
  });

  for (const [filter, shared] of [
    [{account_types: 'savings,pea'}, ['savings', 'pea']],
    [{account_usages: 'ORGA'}, ['checking']],
    [{account_ibans: 'FR7690003000013002900003105'}, ['checking']],
  ] as const) {
    it(`disables the other accounts with ${JSON.stringify(filter)}`, async () => {
      const sandbox = sandboxWithUsers();
      const walker = new Walker(sandbox);
      await walker.open(flowUrl('connect', {code: CODE, connector_ids: '3', ...filter}));
      await walker.press(texts.terms.accept);
      await walker.press(texts.signIn.submit, LOGIN);
      expect(walker.page).toContain('Not selectable');
      await walker.press(texts.continue);
      await walker.press(texts.confirm.submit);
      const {json} = await call(sandbox, 'GET', '/2.0/users/me/connections/50?expand=accounts', {
        token: TOKEN,
      });
      const accounts = json['accounts'] as unknown as readonly {type: string}[];
      expect(accounts.map(({type}) => type)).toEqual(shared);
    });
  }

  it('needs at least one account', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect', {connector_ids: '3'}));
    await walker.press(texts.terms.accept);
    await walker.press(texts.signIn.submit, LOGIN);
    await walker.press(texts.continue, {account: []});
    expect(walker.page).toContain(texts.errors.chooseAccount);
  });

  it('lets the user go back and choose another bank', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect'));
    const list = walker.url;
    await walker.press('Banque Orvane');
    await walker.press(texts.terms.accept);
    await walker.open(list);
    await walker.press('Nordalis');
    expect(walker.heading).toBe(texts.terms.heading);
    expect(walker.page).toContain('Nordalis');
  });

  it('redirects from a later step to the current one', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect'));
    await walker.open(new URL('confirm', walker.url));
    expect(walker.step).toBe('bank');
  });
});

describe('transfer', () => {
  it('needs an account that can pay', async () => {
    const texts = TEXTS.en;
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('transfer'));
    await walker.press('Banque des Tilleuls');
    await walker.press(texts.terms.accept);
    await walker.press(texts.signIn.submit, LOGIN);
    const savings = /value="(\d+)"/.exec(walker.page.split('type="checkbox"')[3] ?? '')?.[1] ?? '';
    await walker.press(texts.continue, {account: [savings]});
    expect(walker.page).toContain(texts.errors.choosePaying);
  });
});

describe('reconnect', () => {
  it('asks for every field with reset_credentials', async () => {
    const walker = new Walker(sandboxWithUsers());
    await walker.open(flowUrl('reconnect', {code: CODE, connection_id: '46', reset_credentials: 'true'}));
    expect(walker.page).toContain('name="login"');
  });

  for (const state of [
    'SCARequired',
    'webauthRequired',
    'additionalInformationNeeded',
    'decoupled',
    'wrongpass',
    null,
  ]) {
    it(state === null ? 'renews a connection that works' : `repairs ${state}`, async () => {
      const {sandbox, walker} = await reconnecting(state);
      expect(walker.heading).toBe('Reconnect Banque des Tilleuls');
      await walker.press('Sign in', {password: '123456'});
      expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
      expect(await stateOf(sandbox)).toBeNull();
    });

    it(`changes nothing if the user backs out of ${state ?? 'a renewal'}`, async () => {
      const {sandbox, walker, before} = await reconnecting(state);
      await walker.press('Sign in', {password: 'wrong'});
      await walker.press('Cancel');
      expect(walker.url.searchParams.get('error')).toBe('access_denied');
      expect(await connectionOf(sandbox)).toEqual(before);
    });
  }

  for (const state of [
    'passwordExpired',
    'actionNeeded',
    'websiteUnavailable',
    'rateLimiting',
    'validating',
    'bug',
    'notSupported',
    'somethingNew',
  ]) {
    for (const language of ['en', 'fr'] as const) {
      const {reconnect} = TEXTS[language];

      it(`says in ${language} that it does not repair ${state}, and changes nothing`, async () => {
        const {sandbox, walker, before} = await reconnecting(state, {}, language);
        expect(walker.heading).toBe(reconnect.unrepairableHeading('Banque des Tilleuls'));
        expect(walker.page).toContain(reconnect.reasons[state] ?? reconnect.otherReason);
        expect(walker.page).not.toContain('type="password"');
        const forced = new URLSearchParams({password: '123456'});
        await sandbox.fetch(new Request(walker.url, {method: 'POST', body: forced}));
        expect(await connectionOf(sandbox)).toEqual(before);
        await walker.press(reconnect.leave('Demo application'));
        expect(walker.url.searchParams.get('error')).toBe('access_denied');
        expect(walker.url.searchParams.get('state')).toBe('s');
        expect(await connectionOf(sandbox)).toEqual(before);
      });
    }

    it(`refuses a test that wants it to repair ${state}`, async () => {
      const {sandbox, walker} = await reconnecting(state);
      sandbox.endNextFlow('success');
      await walker.open(flowUrl('reconnect', {code: CODE, connection_id: '47'}));
      expect(walker.refusal).toBe('unfit-ending:endNextFlow');
    });
  }

  it('takes a password that was changed at the bank, with reset_credentials', async () => {
    const {sandbox, walker} = await reconnecting('passwordExpired', {reset_credentials: 'true'});
    await walker.press('Sign in', {login: '12345678', password: '654321'});
    expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
    expect(await stateOf(sandbox)).toBeNull();
  });
});

describe('manage', () => {
  it('has no button to close without a redirect_uri, and ends on a page', async () => {
    const walker = new Walker(sandboxWithUsers());
    await walker.open(flowUrl('manage', {code: STRANGER_CODE, redirect_uri: undefined}));
    expect(walker.buttons).not.toContain('Close');
    await walker.press('server_error');
    expect(walker.heading).toBe('You can close this page');
  });

  it('offers to fix what a sign-in repairs, says what else is wrong, and lets the user remove both', async () => {
    const sandbox = sandboxWithUsers();
    sandbox.setConnectionState({id: 47, state: 'rateLimiting'});
    const walker = await new Walker(sandbox).open(flowUrl('manage', {code: CODE}));
    expect(walker.buttons).toContain('Fix Sélène Banque, No. 48');
    expect(walker.buttons).not.toContain('Fix Banque des Tilleuls, No. 47');
    expect(walker.page).toContain(TEXTS.en.reconnect.reasons['rateLimiting']);
    expect(walker.buttons).toContain('Remove Banque des Tilleuls, No. 47');
  });

  it('takes a password that was changed at the bank', async () => {
    const sandbox = sandboxWithUsers();
    sandbox.setConnectionState({id: 47, state: 'passwordExpired'});
    const walker = await new Walker(sandbox).open(flowUrl('manage', {code: CODE}));
    await walker.press('Fix Banque des Tilleuls, No. 47');
    await walker.press('Sign in', {login: '12345678', password: '654321'});
    expect(walker.page).toContain('Banque des Tilleuls is up to date.');
  });

  it('leads back to the list from a connection that a sign-in no longer repairs', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await new Walker(sandbox).open(flowUrl('manage', {code: CODE}));
    await walker.press('Fix Sélène Banque, No. 48');
    sandbox.setConnectionState({id: 48, state: 'bug'});
    await walker.open(walker.url);
    expect(walker.page).toContain(TEXTS.en.reconnect.reasons['bug']);
    await walker.press('Back to your connections');
    expect(walker.heading).toBe('Your connections');
  });
});

/** Opens reconnect for a connection in a state. */
async function reconnecting(
  state: string | null,
  parameters: Readonly<Record<string, string>> = {},
  language = 'en',
): Promise<{sandbox: Sandbox; walker: Walker; before: unknown}> {
  const sandbox = sandboxWithUsers();
  sandbox.setConnectionState({id: 47, state: state});
  const before = await connectionOf(sandbox);
  const entry = {code: CODE, connection_id: '47', state: 's', ...parameters};
  const walker = await new Walker(sandbox).open(flowUrl('reconnect', entry, `${language}/`));
  return {sandbox, walker, before};
}

async function connectionOf(sandbox: Sandbox): Promise<Readonly<Record<string, unknown>>> {
  return (await call(sandbox, 'GET', '/2.0/users/me/connections/47', {token: TOKEN})).json;
}

async function stateOf(sandbox: Sandbox): Promise<unknown> {
  return (await connectionOf(sandbox))['state'];
}

async function connectTilleuls(walker: Walker, texts: (typeof TEXTS)['en']): Promise<void> {
  await walker.press('Banque des Tilleuls');
  await walker.press(texts.terms.accept);
  await walker.press(texts.signIn.submit, LOGIN);
  await walker.press(texts.continue);
  await walker.press(texts.confirm.submit);
}
