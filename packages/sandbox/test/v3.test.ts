import {runInNewContext} from 'node:vm';
import {describe, expect, it} from 'vitest';
import {fragmentScript} from '../src/assets/fragment-script.js';
import type {Sandbox} from '../src/index.js';
import {endFlow} from '../src/testing.js';
import {TEXTS} from '../src/texts/texts.js';
import {banksOf, destinationOf, Walker, WEBVIEW} from './walk.js';
import {CALLBACK, CLIENT_ID, CODE, call, exchange, flowUrl, sandboxWithUsers, TOKEN} from './world.js';

const SELECT = 'connect/select';
const LOGIN = {login: '12345678', password: '123456'};

describe('connect/select, of before 2019', () => {
  it('connects a bank of a new user, and calls back with id_connection and a code', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await new Walker(sandbox).open(flowUrl(SELECT, {state: 's'}));
    expect(walker.heading).toBe('Choose your bank');
    await walker.press('Banque Orvane');
    await connect(walker);
    expect(namesOf(walker)).toEqual(['id_connection', 'code', 'state']);
    expect(walker.url.searchParams.get('id_connection')).toBe('50');
    expect((await exchange(sandbox, walker.url.searchParams.get('code') ?? '')).status).toBe(200);
  });

  for (const [place, open] of [
    ['query', (walker: Walker) => walker.open(flowUrl(SELECT, {state: 's', code: CODE}))],
    ['fragment', (walker: Walker) => walker.openWithFragment(flowUrl(SELECT, {state: 's'}), CODE)],
  ] as const) {
    it(`connects a bank of the user whose code is in the ${place}, and calls back with a code for this user`, async () => {
      const sandbox = sandboxWithUsers();
      const walker = await open(new Walker(sandbox));
      await walker.press('Banque Orvane');
      await connect(walker);
      expect(namesOf(walker)).toEqual(['id_connection', 'code', 'state']);
      expect(await userOf(sandbox, walker)).toBe(1);
    });
  }

  it('also takes the permanent token of the user', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await new Walker(sandbox).openWithFragment(flowUrl(SELECT), TOKEN);
    await walker.press('Banque Orvane');
    await connect(walker);
    expect(await userOf(sandbox, walker)).toBe(1);
  });

  for (const [types, banks] of [
    [undefined, 12],
    ['banks', 12],
    ['providers', 3],
  ] as const) {
    it(`offers ${banks} connectors with ${types === undefined ? 'no types' : `types=${types}`}`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(flowUrl(SELECT, {types}));
      expect(banksOf(walker)).toHaveLength(banks);
    });
  }

  for (const name of ['id_connector', 'connectors']) {
    it(`skips the choice of a bank with ${name}`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(flowUrl(SELECT, {[name]: '59'}));
      expect(walker.heading).toBe('Before you start');
      expect(walker.page).toContain('Crédit Littoral');
    });
  }

  for (const place of ['query', 'fragment']) {
    it(`changes the credentials of id_connection, with the code in the ${place}`, async () => {
      const sandbox = sandboxWithUsers();
      const walker = new Walker(sandbox);
      const parameters = {id_connection: '48', state: 's'};
      if (place === 'query') await walker.open(flowUrl(SELECT, {...parameters, code: CODE}));
      else await walker.openWithFragment(flowUrl(SELECT, parameters), CODE);
      expect(walker.heading).toBe('Reconnect Sélène Banque');
      await walker.press('Sign in', {password: 'long enough'});
      expect(namesOf(walker)).toEqual(['id_connection', 'code', 'state']);
      expect(walker.url.searchParams.get('id_connection')).toBe('48');
      expect(await userOf(sandbox, walker)).toBe(1);
    });
  }

  for (const button of ['Cancel', 'Decline', 'access_denied']) {
    it(`calls back with access_denied and nothing else but the state if the user presses “${button}”`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(
        flowUrl(SELECT, {state: 's', connectors: '3'}),
      );
      await walker.press(button);
      expect(walker.url.href).toBe(`${CALLBACK}?error=access_denied&state=s`);
    });
  }

  for (const [parameters, refusal] of [
    [{client_id: undefined}, 'missing-parameter:client_id'],
    [{redirect_uri: undefined}, 'missing-parameter:redirect_uri'],
    [{connector_ids: '3'}, 'unknown-parameter:connector_ids'],
    [{types: 'bank'}, 'unknown-choice:types'],
    [{id_connector: '4711'}, 'unknown-connector:id_connector'],
    [{connectors: '4711'}, 'unknown-connector:connectors'],
    [{connectors: '3', id_connector: '3'}, 'conflicting-parameters:id_connector,connectors'],
    [{id_connection: '46'}, 'missing-parameter:code'],
    [{id_connection: '49', code: CODE}, 'not-owned:id_connection'],
    [{id_connection: 'x', code: CODE}, 'invalid-id:id_connection'],
    [{code: 'Un+known/'}, 'unknown-code:code'],
  ] as const) {
    it(`refuses ${refusal}, by the name that the request has for it`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(flowUrl(SELECT, parameters));
      expect(walker.refusal).toBe(refusal);
    });
  }

  it('can end without a page, like today’s flows', async () => {
    const sandbox = sandboxWithUsers();
    expect(await endFlow(sandbox, flowUrl(SELECT, {code: CODE}), {connectorIds: [59]})).toMatch(
      /\?id_connection=50&code=[\w%]+$/,
    );
    expect(await endFlow(sandbox, flowUrl(SELECT), {answer: {connection_id: '1'}})).toBe(
      `${CALLBACK}?connection_id=1`,
    );
  });
});

describe('accounts, of before 2019', () => {
  for (const place of ['query', 'fragment']) {
    it(`lists the connections of the user whose code is in the ${place}, and calls back with a code`, async () => {
      const sandbox = sandboxWithUsers();
      const walker = await openAccounts(sandbox, place);
      expect(walker.heading).toBe('Your connections');
      await walker.press('Fix Sélène Banque, No. 48');
      await walker.press('Sign in', {password: 'long enough'});
      expect(walker.heading).toBe('Your connections');
      await walker.press('Close');
      expect(namesOf(walker)).toEqual(['code', 'state']);
      expect(await userOf(sandbox, walker)).toBe(1);
    });
  }

  it('calls back as soon as a connection is added', async () => {
    const walker = await openAccounts(sandboxWithUsers(), 'query');
    await walker.press('Add a connection');
    await walker.press('Banque Orvane');
    await connect(walker);
    expect(namesOf(walker)).toEqual(['code', 'state']);
  });

  it('adds only the types of connectors that were asked for', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(
      flowUrl('accounts', {code: CODE, types: 'providers'}),
    );
    await walker.press('Add a connection');
    expect(banksOf(walker)).toEqual(['Verdanne', 'Électricité Brume', 'Télécom Azurée']);
  });

  for (const [parameters, refusal] of [
    [{}, 'missing-parameter:code'],
    [{code: ''}, 'missing-parameter:code'],
    [{code: CODE, redirect_uri: undefined}, 'missing-parameter:redirect_uri'],
    [{code: CODE, connectors: '3'}, 'unknown-parameter:connectors'],
  ] as const) {
    it(`refuses ${refusal} with ${JSON.stringify(parameters)}`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(flowUrl('accounts', parameters));
      expect(walker.refusal).toBe(refusal);
    });
  }
});

describe('the addresses of before 2019', () => {
  for (const page of [SELECT, 'accounts']) {
    it(`have ${page} in the browser’s language, with a slash at the end, and with what old clients send`, async () => {
      const query = `?response_type=code&client_id=${CLIENT_ID}&state=&types=banks&redirect_uri=${encodeURIComponent(CALLBACK)}`;
      const sandbox = sandboxWithUsers();
      for (const url of [`${WEBVIEW}${page}${query}`, `${WEBVIEW}${page}/${query}`]) {
        const response = await sandbox.fetch(new Request(url, {headers: {'accept-language': 'fr'}}));
        expect(destinationOf(response, url)).toBe(`${WEBVIEW}fr/${page}${query}`);
        const walker = await new Walker(sandbox).openWithFragment(destinationOf(response, url), CODE);
        expect(walker.refusal).toBeUndefined();
        expect(walker.page).toContain('<html lang="fr">');
        expect(walker.heading).toBe(TEXTS.fr[page === SELECT ? 'bank' : 'manage'].heading);
      }
    });
  }
});

describe('a code in the fragment', () => {
  for (const [flow, parameters] of [
    ['reconnect', {connection_id: '46'}],
    ['manage', {}],
    ['transfer', {}],
    ['connect', {}],
  ] as const) {
    it(`is read by ${flow} at the documented address, as vendor’s older clients send it`, async () => {
      const sandbox = sandboxWithUsers();
      const walker = await new Walker(sandbox).openWithFragment(flowUrl(flow, parameters), CODE);
      expect(walker.refusal).toBeUndefined();
      await walker.openWithFragment(flowUrl(flow, parameters), 'Un+known/');
      expect(walker.refusal).toBe('unknown-code:code');
    });
  }

  for (const [from, fragment, to] of [
    ['a=1&code=', `#${CODE}`, `a=1&code=${encodeURIComponent(CODE)}`],
    ['code=', `#${encodeURIComponent(CODE)}`, `code=${encodeURIComponent(CODE)}`],
    ['code=', '#', undefined],
    ['code=', '', undefined],
  ] as const) {
    it(`“${fragment}” ${to === undefined ? 'changes nothing' : `goes on with ${to}`}`, () => {
      const went: string[] = [];
      runInNewContext(fragmentScript, {
        document: {querySelector: () => ({content: `../connect?${from}`})},
        location: {
          href: `${WEBVIEW}en/session/x${fragment}`,
          hash: fragment === '#' ? '' : fragment,
          replace: (url: string) => went.push(url),
        },
        URL,
        decodeURIComponent,
        encodeURIComponent,
      });
      expect(went).toEqual(to === undefined ? [] : [`${WEBVIEW}en/connect?${to}`]);
    });
  }
});

async function openAccounts(sandbox: Sandbox, place: string): Promise<Walker> {
  const walker = new Walker(sandbox);
  return place === 'query'
    ? walker.open(flowUrl('accounts', {code: CODE, state: 's'}))
    : walker.openWithFragment(flowUrl('accounts', {state: 's'}), CODE);
}

async function connect(walker: Walker): Promise<void> {
  await walker.press('Accept and continue');
  await walker.press('Sign in', LOGIN);
  await walker.press('Continue');
  await walker.press('Confirm and finish');
}

function namesOf({url}: Walker): readonly string[] {
  return [...url.searchParams.keys()];
}

/** The user whose code the callback has. */
async function userOf(sandbox: Sandbox, {url}: Walker): Promise<unknown> {
  const token = url.searchParams.get('code') ?? '';
  return (await call(sandbox, 'GET', '/2.0/users/me', {token})).json['id'];
}
