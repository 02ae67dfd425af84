import {describe, expect, it} from 'vitest';
import {banksOf, destinationOf, ORIGIN, Walker} from './walk.js';
import {CALLBACK, CLIENT_ID, CODE, call, flowUrl, sandboxWithUsers, TOKEN, todaysUrl} from './world.js';

const UUID = (id: string): string => `7d0c1f5e-2b4a-5c68-9e13-${id.padStart(12, '0')}`;

const ENTRIES = [
  ['connect', {}],
  ['reconnect', {code: CODE, connection_id: '46'}],
  ['manage', {code: CODE}],
  ['transfer', {code: CODE}],
] as const;

describe('today’s service', () => {
  for (const [flow, parameters] of ENTRIES) {
    it(`has ${flow}, as the documented address has without a domain`, async () => {
      const sandbox = sandboxWithUsers();
      expect((await new Walker(sandbox).open(todaysUrl(flow, parameters))).status).toBe(200);
      expect((await new Walker(sandbox).open(flowUrl(flow, parameters))).status).toBe(200);
    });

    it(`needs a domain for ${flow}, which the documented address refuses`, async () => {
      const sandbox = sandboxWithUsers();
      const without = await new Walker(sandbox).open(todaysUrl(flow, {...parameters, domain: undefined}));
      expect(without.refusal).toBe('missing-parameter:domain');
      const documented = await new Walker(sandbox).open(
        flowUrl(flow, {...parameters, domain: 'demo.biapi.pro'}),
      );
      expect(documented.refusal).toBe('unknown-parameter:domain');
    });
  }

  it('takes its own host as the domain, which clients send that know only its address', async () => {
    const walker = new Walker(sandboxWithUsers());
    expect((await walker.open(todaysUrl('connect', {domain: new URL(ORIGIN).host}))).status).toBe(200);
  });

  for (const domain of [
    'other',
    'other.biapi.pro',
    'biapi.pro',
    'a.demo.biapi.pro',
    'demo.biapi.pro.example',
    'demo.biapi.pro/2.0',
    'https://demo.biapi.pro',
    'localhost:4002',
  ]) {
    it(`refuses the domain ${domain}, which is not its own`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(todaysUrl('connect', {domain}));
      expect(walker.refusal).toBe('unknown-domain:domain');
      expect(walker.status).toBe(400);
      expect(walker.page).toContain(`<code>${domain}</code>`);
      expect(walker.page).toContain('<code>demo.biapi.pro</code>');
    });
  }

  for (const domain of ['demo', 'demo.biapi.pro', 'Demo.biapi.pro']) {
    it(`accepts the domain ${domain}`, async () => {
      expect((await new Walker(sandboxWithUsers()).open(todaysUrl('connect', {domain}))).status).toBe(200);
    });
  }

  for (const [domain, status] of [
    ['my-app-2', 200],
    ['my-app-2.biapi.pro', 200],
    ['localhost:4001', 200],
    ['demo', 400],
    ['localhost:4001.biapi.pro', 400],
  ] as const) {
    it(`answers the domain ${domain} with ${status} if it has other domains`, async () => {
      const sandbox = sandboxWithUsers({domains: ['my-app-2', 'localhost:4001']});
      expect((await new Walker(sandbox).open(todaysUrl('connect', {domain}))).status).toBe(status);
    });
  }

  for (const [language, spoken] of [
    ['en', 'en'],
    ['fr', 'fr'],
    ['de', 'en'],
    ['nl', 'en'],
    ['pt', 'en'],
    ['it', 'en'],
    ['es', 'en'],
  ] as const) {
    it(`answers in ${spoken} if ${language} is requested, with a link to the other language`, async () => {
      const walker = new Walker(sandboxWithUsers());
      for (const parameters of [{}, {domain: 'x'}]) {
        await walker.open(todaysUrl('connect', parameters, `${language}/`));
        expect(walker.page).toContain(`<html lang="${spoken}">`);
      }
      const other = spoken === 'fr' ? 'en' : 'fr';
      expect(walker.page).toContain(`href="../${other}/connect?`);
      await walker.open(`${ORIGIN}/${language}/nothing`);
      expect(walker.status).toBe(404);
      expect(walker.page).toContain(`<html lang="${spoken}">`);
    });
  }

  for (const [accepted, language] of [
    ['fr-CA, en;q=0.8', 'fr'],
    ['de, en;q=0.5', 'de'],
    ['pl, es;q=0.5', 'es'],
    ['pl', 'en'],
  ] as const) {
    it(`redirects a browser that accepts “${accepted}” to ${language}, and keeps the query`, async () => {
      const query = `?domain=demo.biapi.pro&client_id=${CLIENT_ID}&state=a+b%2B%20`;
      const response = await sandboxWithUsers().fetch(
        new Request(`${ORIGIN}/connect${query}`, {headers: {'accept-language': accepted}}),
      );
      expect(response.status).toBe(302);
      expect(destinationOf(response, `${ORIGIN}/connect`)).toBe(`${ORIGIN}/${language}/connect${query}`);
    });
  }

  for (const path of ['pl/connect', 'en/connect//', 'en/pay', 'en', 'connect/en']) {
    it(`answers with a page that ${path} does not exist`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(`${ORIGIN}/${path}`);
      expect(walker.status).toBe(404);
      expect(walker.heading).toBe('There is nothing here');
    });
  }

  for (const [flow, parameters] of ENTRIES) {
    it(`ignores on ${flow} what the vendor’s element sends for other flows, which the documented address refuses`, async () => {
      const forOtherFlows = {
        connector_country: 'gb',
        account_usages: 'priv,orga',
        max_connections: '3',
        reset_credentials: 'true',
        [`${UUID('3')}.login`]: '12345678',
        ...parameters,
      };
      const walker = await new Walker(sandboxWithUsers()).open(todaysUrl(flow, forOtherFlows));
      expect(walker.refusal).toBeUndefined();
      await walker.open(flowUrl(flow, forOtherFlows));
      expect(walker.refusal).toMatch(/^unknown-parameter:/);
    });
  }

  it('refuses what neither a documentation nor the vendor’s element has', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(todaysUrl('connect', {colour: 'red'}));
    expect(walker.refusal).toBe('unknown-parameter:colour');
  });

  it('does not change the API', async () => {
    const sandbox = sandboxWithUsers();
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: TOKEN})).status).toBe(200);
    expect((await call(sandbox, 'GET', '/connections')).json['code']).toBe('notFound');
  });

  it('combines connector_ids with connector_uuids, without repetition', async () => {
    const parameters = {connector_ids: '3,59', connector_uuids: `${UUID('59')},${UUID('7')}`};
    const walker = await new Walker(sandboxWithUsers()).open(todaysUrl('connect', parameters));
    expect(banksOf(walker)).toEqual(['Banque des Tilleuls', 'Crédit Littoral', 'Banque Orvane']);
  });

  it('skips the choice if both name the same connector', async () => {
    const walker = new Walker(sandboxWithUsers());
    await walker.open(todaysUrl('connect', {connector_ids: '3', connector_uuids: UUID('3')}));
    expect(walker.heading).toBe('Before you start');
  });

  for (const [parameters, refusal] of [
    [{connector_ids: '4711', connector_uuids: UUID('3')}, 'unknown-connector:connector_ids'],
    [{connector_ids: '3', connector_uuids: 'x'}, 'unknown-connector:connector_uuids'],
  ] as const) {
    it(`refuses ${refusal} beside a known connector`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(todaysUrl('connect', parameters));
      expect(walker.refusal).toBe(refusal);
    });
  }

  for (const [flow, parameters] of ENTRIES) {
    it(`can end ${flow} with session_expired, which is not documented`, async () => {
      const sandbox = sandboxWithUsers();
      const documented = await new Walker(sandbox).open(flowUrl(flow, parameters));
      expect(documented.buttons).not.toContain('session_expired');
      const walker = await new Walker(sandbox).open(todaysUrl(flow, {...parameters, state: 's'}));
      await walker.press('session_expired');
      expect(walker.url.href.startsWith(CALLBACK)).toBe(true);
      expect(walker.url.searchParams.get('error')).toBe('session_expired');
      expect(walker.url.searchParams.get('state')).toBe('s');
    });
  }
});
