import {describe, expect, it} from 'vitest';
import type {Language} from '../src/language.js';
import {TEXTS} from '../src/texts/texts.js';
import {ORIGIN, Walker, WEBVIEW} from './walk.js';
import {CALLBACK, CODE, flowUrl, sandboxWithUsers} from './world.js';

const LOGIN = {login: '12345678', password: '123456'};
const OTP = {'one-time-code': '123456'};
const BANK = 'Crédit Littoral';

/** Every heading of the texts; those that name a bank name this one. */
function headingsOf(texts: object): readonly string[] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return headingsOf(value);
    if (!/heading/i.test(name)) return [];
    const heading = typeof value === 'function' ? (value as (bank: string) => string)(BANK) : String(value);
    return [plain(heading)];
  });
}

/** Replaces non-breaking spaces. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ');
}

/** Opens every page, and returns the pages by their headings. */
async function everyPage(language: Language): Promise<ReadonlyMap<string, string>> {
  const texts = TEXTS[language];
  const sandbox = sandboxWithUsers();
  const walker = new Walker(sandbox);
  const pages = new Map<string, string>();
  const open = async (...flow: Parameters<typeof flowUrl>): Promise<void> => {
    const [name, parameters] = flow;
    note(await walker.open(flowUrl(name, parameters, `${language}/`)));
  };
  const press = async (...form: Parameters<Walker['press']>): Promise<void> => {
    note(await walker.press(...form));
  };
  const note = ({heading, page}: Walker): void => {
    if (page !== '') pages.set(heading, page);
  };

  await open('connect', {connector_capabilities: 'document'});
  await open('connect', {max_connections: '2'});
  await press(BANK);
  await press(texts.terms.accept);
  await press(texts.signIn.submit, LOGIN);
  await press(texts.oneTimeCode.submit, OTP);
  await press(texts.continue);
  await press(texts.confirm.submit);
  await press(texts.another.finish);
  await open('reconnect', {code: CODE, connection_id: '46'});
  await open('manage', {code: CODE, connection_id: '46'});
  await press(plain(`${texts.manage.remove} ${BANK}, ${texts.manage.number(46)}`));
  await open('manage', {code: CODE, redirect_uri: undefined});
  await press('server_error');
  note(await walker.open(walker.url));
  await open('transfer', {code: CODE});
  await press(texts.continue, {account: '106'});
  await press(texts.continue, {recipient: '19'});
  await press(texts.continue, {amount: '1', label: 'x'});
  await press(texts.transfer.reviewSubmit);
  await open('transfers', {code: CODE, client_id: undefined});
  await press(plain(`${texts.pay.open} Compte joint, ${texts.manage.number(22)}`));
  sandbox.setConnectionState({id: 46, state: 'bug'});
  await open('reconnect', {code: CODE, connection_id: '46'});
  const {id, code} = sandbox.addPayment({amount: 1, label: 'x', redirectUri: CALLBACK});
  await open('payment', {code, payment_id: String(id)});
  await press(BANK);
  await press(texts.signIn.submit, LOGIN);
  await press(texts.oneTimeCode.submit, OTP);
  await press(texts.payment.reviewSubmit);
  await open('connect', {client_id: '1'});
  note(await walker.open(`${WEBVIEW}${language}/nothing`));
  return pages;
}

describe('every page says that it is an emulation', () => {
  for (const language of ['en', 'fr'] as const) {
    it(`in ${language}`, async () => {
      const pages = await everyPage(language);
      expect([...new Set(headingsOf(TEXTS[language]))].filter((heading) => !pages.has(heading))).toEqual([]);
      for (const [heading, page] of pages)
        expect(page, heading).toContain(`<p class="badge">${TEXTS[language].emulated}</p>`);
    });
  }

  it('at the root', async () => {
    const {page} = await new Walker(sandboxWithUsers()).open(`${ORIGIN}/`);
    expect(page).toContain(`<p class="badge">${TEXTS.en.emulated}</p>`);
    expect(page).toContain('It contacts no bank');
  });
});
