import {describe, expect, it} from 'vitest';
import type {Sandbox} from '../src/index.js';
import {endFlow} from '../src/testing.js';
import {TEXTS} from '../src/texts/texts.js';
import {destinationOf, ORIGIN, Walker, WEBVIEW} from './walk.js';
import {CALLBACK, CODE, call, freshCode, sandboxWithUsers, STRANGER_CODE, TOKEN} from './world.js';

const OTP = {'one-time-code': '123456'};
/** The first user’s account 101 can pay; Camille Moreau is its recipient 4. */
const ACCOUNT = '101';
const RECIPIENT = '4';

const PAGES = [
  'transfers',
  'transfers/accounts',
  `transfers/accounts/${ACCOUNT}/recipients`,
  `transfers/accounts/${ACCOUNT}/recipients/${RECIPIENT}`,
  'transfers/22',
] as const;

describe('the API Pay webview', () => {
  for (const base of [WEBVIEW, `${ORIGIN}/2.0/webview/`]) {
    for (const page of PAGES) {
      it(`has ${base.slice(ORIGIN.length)}${page}, with the code in the query or in the fragment`, async () => {
        const sandbox = sandboxWithUsers();
        const inQuery = await new Walker(sandbox).open(`${base}en/${page}?code=${encodeURIComponent(CODE)}`);
        const inFragment = await new Walker(sandbox).openWithFragment(`${base}en/${page}`, CODE);
        expect(inQuery.refusal).toBeUndefined();
        expect(inQuery.heading).not.toBe('There is nothing here');
        expect(inFragment.heading).toBe(inQuery.heading);
      });

      it(`leads from ${base.slice(ORIGIN.length)}${page} to the browser’s language, with what old clients send`, async () => {
        const sandbox = sandboxWithUsers();
        const query = `?redirect_uri=${encodeURIComponent(CALLBACK)}&state=`;
        const response = await sandbox.fetch(
          new Request(`${base}${page}${query}`, {headers: {'accept-language': 'fr'}}),
        );
        const destination = destinationOf(response, `${base}${page}`);
        expect(destination).toBe(`${base}fr/${page}${query}`);
        const walker = await new Walker(sandbox).openWithFragment(destination, CODE);
        expect(walker.refusal).toBeUndefined();
        expect(walker.page).toContain('<html lang="fr">');
      });
    }
  }

  for (const language of ['en', 'fr'] as const) {
    const texts = TEXTS[language];

    it(`lists the transfers in ${language}, confirms one of them, and comes back`, async () => {
      const sandbox = sandboxWithUsers();
      const walker = await open(sandbox, 'transfers', {language});
      expect(walker.heading).toBe(texts.pay.heading);
      expect(walker.page).toContain(texts.pay.states['created']);
      await walker.press(plain(`${texts.pay.open} Compte joint, ${texts.manage.number(22)}`));
      expect(walker.heading).toBe(texts.pay.transferHeading);
      await walker.press(texts.pay.backToList);
      await walker.press(plain(`${texts.pay.open} Compte joint, ${texts.manage.number(22)}`));
      await walker.press(texts.transfer.reviewSubmit);
      await walker.press(texts.transfer.codeSubmit, OTP);
      expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
      expect(await stateOf(sandbox, 22)).toBe('pending');
    });

    it(`makes a new transfer from the list in ${language}`, async () => {
      const sandbox = sandboxWithUsers();
      const walker = await open(sandbox, 'transfers', {language});
      await walker.press(texts.pay.add);
      await walker.press(texts.continue, {account: ACCOUNT});
      await walker.press(texts.continue, {recipient: RECIPIENT});
      await finish(walker, language);
      expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
      expect(await stateOf(sandbox, 24)).toBe('pending');
    });
  }

  it('lists the accounts that can pay, and goes on to a transfer', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await open(sandbox, 'transfers/accounts');
    expect(walker.heading).toBe('Choose the account to pay from');
    expect(walker.page).not.toContain('Livret A');
    await walker.press('Continue', {account: ACCOUNT});
    await walker.press('Continue', {recipient: RECIPIENT});
    await finish(walker);
    expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
    expect(await transferOf(sandbox, 24)).toMatchObject({id_account: 101, id_recipient: 4, amount: 12.5});
  });

  it('lists the recipients of an account', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await open(sandbox, `transfers/accounts/${ACCOUNT}/recipients`);
    expect(walker.heading).toBe('Choose a recipient');
    await walker.press('Continue', {recipient: RECIPIENT});
    await finish(walker);
    expect(await transferOf(sandbox, 24)).toMatchObject({id_account: 101, id_recipient: 4});
  });

  it('fills in a transfer between an account and a recipient', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await open(sandbox, `transfers/accounts/${ACCOUNT}/recipients/${RECIPIENT}`);
    expect(walker.heading).toBe('Amount and label');
    await finish(walker);
    expect(await transferOf(sandbox, 24)).toMatchObject({id_account: 101, id_recipient: 4, label: 'Dinner'});
  });

  it('shows a transfer, which can be confirmed once', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await open(sandbox, 'transfers/22');
    expect(walker.page).toContain('Rent');
    await walker.press('Continue to confirmation');
    await walker.press('Execute the transfer', OTP);
    expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
    await open(sandbox, 'transfers/22', {}, walker);
    expect(walker.page).toContain('Sent to the bank');
    expect(walker.buttons).not.toContain('Continue to confirmation');
    await walker.press('Close');
    expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
  });

  for (const page of PAGES.slice(1)) {
    it(`comes back from ${page} with access_denied if the user cancels, and makes no transfer`, async () => {
      const sandbox = sandboxWithUsers();
      const walker = await open(sandbox, page);
      await walker.press('Cancel');
      expect(walker.url.href).toBe(`${CALLBACK}?error=access_denied&state=s`);
      expect(await stateOf(sandbox, 22)).toBe('created');
      expect((await call(sandbox, 'GET', '/2.0/users/me/transfers', {token: TOKEN})).json['total']).toBe(1);
    });
  }

  it('closes the list, and ends on a page if there is no redirect_uri', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await open(sandbox, 'transfers');
    await walker.press('Close');
    expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
    await walker.open(`${WEBVIEW}en/transfers/22?code=${encodeURIComponent(CODE)}`);
    await walker.press('Continue to confirmation');
    await walker.press('Execute the transfer', OTP);
    expect(walker.heading).toBe('You can close this page');
  });

  it('says that there is nothing to choose', async () => {
    const sandbox = sandboxWithUsers({users: [{code: CODE, token: TOKEN}]});
    const walker = await open(sandbox, 'transfers');
    expect(walker.page).toContain('You have no transfers yet.');
    await open(sandbox, 'transfers/accounts', {}, walker);
    expect(walker.page).toContain('None of your connected accounts can make transfers.');
  });

  it('shows no recipients for an account that cannot pay', async () => {
    const walker = await open(sandboxWithUsers(), 'transfers/accounts/103/recipients');
    expect(walker.page).toContain('This account has no recipients.');
  });

  for (const [what, page, code, refusal, status] of [
    ['no code', 'transfers', '', 'missing-parameter:code', 400],
    ['an unknown code', 'transfers', 'Un+known/', 'unknown-code:code', 403],
    [
      'an unknown code for an unknown account',
      'transfers/accounts/9/recipients',
      'x',
      'unknown-code:code',
      403,
    ],
    ['a permanent token', 'transfers', TOKEN, 'permanent-token:code', 403],
    [
      'an account of another user',
      `transfers/accounts/${ACCOUNT}/recipients`,
      STRANGER_CODE,
      'not-owned:transfers/accounts/101',
      403,
    ],
    [
      'an unknown recipient',
      `transfers/accounts/${ACCOUNT}/recipients/99`,
      CODE,
      'not-owned:recipients/99',
      403,
    ],
    ['a transfer of another user', 'transfers/23', CODE, 'not-owned:transfers/23', 403],
    ['a transfer that is not a number', 'transfers/x', CODE, 'not-owned:transfers/x', 403],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const walker = new Walker(sandboxWithUsers());
      await walker.open(`${WEBVIEW}en/${page}?code=${encodeURIComponent(code)}`);
      expect(walker.refusal).toBe(refusal);
      expect(walker.status).toBe(status);
    });
  }

  it('does not use up a single-use code if it refuses the request', async () => {
    const sandbox = sandboxWithUsers();
    const code = encodeURIComponent(await freshCode(sandbox, '?type=singleAccess'));
    const walker = await new Walker(sandbox).open(`${WEBVIEW}en/transfers/23?code=${code}`);
    expect(walker.refusal).toBe('not-owned:transfers/23');
    await walker.open(`${WEBVIEW}en/transfers/22?code=${code}`);
    expect(walker.refusal).toBeUndefined();
    await walker.open(`${WEBVIEW}en/transfers/22?code=${code}`);
    expect(walker.refusal).toBe('used-code:code');
  });

  it('comes back only to an address that the client allows', async () => {
    const clients = [{id: 'x', secret: 's', redirectUris: ['https://app.example/other']}];
    const walker = await open(sandboxWithUsers({clients}), 'transfers');
    expect(walker.refusal).toBe('redirect-uri-not-whitelisted:redirect_uri');
  });

  for (const page of PAGES) {
    it(`can end ${page} without a page`, async () => {
      const url = pageUrl(page);
      expect(await endFlow(sandboxWithUsers(), url)).toBe(`${CALLBACK}?state=s`);
      expect(await endFlow(sandboxWithUsers(), url, {error: 'server_error'})).toBe(
        `${CALLBACK}?error=server_error&state=s`,
      );
    });
  }
});

function pageUrl(page: string, language = 'en'): string {
  const parameters = {code: CODE, redirect_uri: CALLBACK, state: 's'};
  return `${WEBVIEW}${language}/${page}?${new URLSearchParams(parameters).toString()}`;
}

async function open(
  sandbox: Sandbox,
  page: string,
  {language = 'en'}: {language?: string} = {},
  walker = new Walker(sandbox),
): Promise<Walker> {
  return walker.open(pageUrl(page, language));
}

async function finish(walker: Walker, language: 'en' | 'fr' = 'en'): Promise<void> {
  const texts = TEXTS[language];
  await walker.press(texts.continue, {amount: '12,50', label: 'Dinner'});
  await walker.press(texts.transfer.reviewSubmit);
  await walker.press(texts.transfer.codeSubmit, OTP);
}

async function transferOf(sandbox: Sandbox, id: number): Promise<Readonly<Record<string, unknown>>> {
  return (await call(sandbox, 'GET', `/2.0/users/me/transfers/${id}`, {token: TOKEN})).json;
}

async function stateOf(sandbox: Sandbox, id: number): Promise<unknown> {
  return (await transferOf(sandbox, id))['state'];
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
