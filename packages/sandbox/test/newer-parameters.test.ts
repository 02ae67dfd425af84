import {describe, expect, it} from 'vitest';
import type {SandboxCapability, SandboxConnector} from '../src/index.js';
import {TEXTS} from '../src/texts/texts.js';
import {banksOf, destinationOf, valueOf, Walker} from './walk.js';
import {CALLBACK, CODE, call, exchange, flowUrl, sandboxWithUsers, TOKEN, todaysUrl} from './world.js';

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const UUID = (id: string): string => `7d0c1f5e-2b4a-5c68-9e13-${id.padStart(12, '0')}`;
const LOGIN = {login: '12345678', password: '123456'};

const REFUSED: readonly (readonly [what: string, flow: string, Query, refusal: string, status: number])[] = [
  ...['0', '-1', '1.5', 'two', '01'].map(
    (value) =>
      [
        `max_connections ${value}`,
        'connect',
        {max_connections: value},
        'invalid-count:max_connections',
        400,
      ] as const,
  ),
  ...['F', 'FRA', '33'].map(
    (value) =>
      [
        `connector_country ${value}`,
        'connect',
        {connector_country: value},
        'invalid-country:connector_country',
        400,
      ] as const,
  ),
  [
    'a field of an unknown connector',
    'connect',
    {'nobody.login': 'x'},
    'unknown-connector:nobody.login',
    400,
  ],
  [
    'an unknown field of a connector',
    'connect',
    {[`${UUID('3')}.website`]: 'par'},
    `unknown-field:${UUID('3')}.website`,
    400,
  ],
  [
    'a password',
    'connect',
    {[`${UUID('3')}.password`]: '123456'},
    `password-prefill:${UUID('3')}.password`,
    400,
  ],
  [
    'an unknown choice of a list',
    'connect',
    {[`${UUID('12')}.website`]: 'none'},
    `unknown-choice:${UUID('12')}.website`,
    400,
  ],
  ['an empty field', 'connect', {[`${UUID('3')}.login`]: ''}, `empty-value:${UUID('3')}.login`, 400],
  [
    'a repeated field',
    'connect',
    {[`${UUID('3')}.login`]: ['1', '2']},
    `repeated-parameter:${UUID('3')}.login`,
    400,
  ],
  [
    'an empty item of connection_sources',
    'reconnect',
    {code: CODE, connection_id: '46', connection_sources: 'a,,b'},
    'empty-value:connection_sources',
    400,
  ],
  [
    'to manage a connection that is not a number',
    'manage',
    {code: CODE, connection_id: 'x'},
    'invalid-id:connection_id',
    400,
  ],
];

for (const [address, urlOf] of [
  ['the documented address', flowUrl],
  ['today’s address', todaysUrl],
] as const) {
  describe(address, () => {
    for (const [what, flow, parameters, refusal, status] of REFUSED) {
      it(`refuses ${what}, in both languages`, async () => {
        for (const language of ['en', 'fr']) {
          const walker = new Walker(sandboxWithUsers());
          await walker.open(urlOf(flow, parameters, `${language}/`));
          expect(walker.refusal).toBe(refusal);
          expect(walker.status).toBe(status);
          expect(walker.page).toContain(`<html lang="${language}">`);
        }
      });
    }

    it('connects several banks with max_connections, until the user finishes', async () => {
      const sandbox = sandboxWithUsers();
      const walker = new Walker(sandbox);
      await walker.open(urlOf('connect', {code: CODE, max_connections: '3', state: 's'}));
      await connect(walker, 'Banque des Tilleuls');
      expect(walker.heading).toBe('Connect another bank?');
      expect(walker.page).toContain('Banque des Tilleuls was added.');
      expect(walker.page).toContain('up to 2 more');
      await walker.press('Add another bank');
      await connect(walker, 'Banque Orvane');
      await walker.press('Finish');
      expect(walker.url.href).toBe(`${CALLBACK}?connection_id=50&connection_ids=50%2C51&state=s`);
      const {json} = await call(sandbox, 'GET', '/2.0/users/me/connections', {token: TOKEN});
      expect(json['total']).toBe(5);
    });

    it('ends after max_connections connections', async () => {
      const walker = new Walker(sandboxWithUsers());
      await walker.open(urlOf('connect', {code: CODE, max_connections: '2'}));
      await connect(walker, 'Banque des Tilleuls');
      await walker.press('Add another bank');
      await connect(walker, 'Banque Orvane');
      expect(walker.url.href).toBe(`${CALLBACK}?connection_id=50&connection_ids=50%2C51`);
    });

    it('returns connection_ids only if max_connections is above 1', async () => {
      const walker = new Walker(sandboxWithUsers());
      await walker.open(urlOf('connect', {code: CODE, max_connections: '2'}));
      await connect(walker, 'Banque des Tilleuls');
      await walker.press('Finish');
      expect(walker.url.href).toBe(`${CALLBACK}?connection_id=50&connection_ids=50`);
      await walker.open(urlOf('connect', {code: CODE, max_connections: '1'}));
      await connect(walker, 'Banque des Tilleuls');
      expect(walker.url.href).toBe(`${CALLBACK}?connection_id=51`);
    });

    it('creates one user for all connections of a flow without a code', async () => {
      const sandbox = sandboxWithUsers();
      const walker = await new Walker(sandbox).open(urlOf('connect', {max_connections: '2'}));
      await connect(walker, 'Banque des Tilleuls');
      await walker.press('Add another bank');
      await connect(walker, 'Banque Orvane');
      const {json} = await exchange(sandbox, walker.url.searchParams.get('code') ?? '');
      const token = json['access_token'] as unknown as string;
      expect((await call(sandbox, 'GET', '/2.0/users/me/connections', {token})).json['total']).toBe(2);
    });

    for (const [button, steps] of [
      ['Back', []],
      ['Decline', ['Banque Orvane']],
    ] as const) {
      it(`keeps the first connection if the user presses “${button}” before the second`, async () => {
        const walker = new Walker(sandboxWithUsers());
        await walker.open(urlOf('connect', {code: CODE, max_connections: '2'}));
        await connect(walker, 'Banque des Tilleuls');
        await walker.press('Add another bank');
        for (const step of steps) await walker.press(step);
        expect(walker.buttons).not.toContain('Cancel');
        await walker.press(button);
        expect(walker.heading).toBe('Connect another bank?');
        await walker.press('Finish');
        expect(walker.url.searchParams.get('connection_ids')).toBe('50');
      });
    }

    for (const country of ['FR', 'fr']) {
      it(`offers every bank with connector_country ${country}`, async () => {
        const walker = await new Walker(sandboxWithUsers()).open(
          urlOf('connect', {connector_country: country}),
        );
        expect(banksOf(walker)).toHaveLength(12);
      });
    }

    for (const parameters of [
      {connector_country: 'DE'},
      {connector_country: 'DE', connector_ids: '3'},
    ] as const) {
      it(`leaves nothing to choose with ${JSON.stringify(parameters)}`, async () => {
        const walker = await new Walker(sandboxWithUsers()).open(urlOf('connect', parameters));
        expect(walker.page).toContain(TEXTS.en.bank.noneOffered);
        expect(banksOf(walker)).toEqual([]);
      });
    }

    it('prefills the sign-in form of the right connector', async () => {
      const parameters = {[`${UUID('12')}.login`]: '87654321', [`${UUID('12')}.website`]: 'pro'};
      const walker = await new Walker(sandboxWithUsers()).open(urlOf('connect', parameters));
      const list = walker.url;
      await walker.press('Caisse du Vallon');
      await walker.press('Accept and continue');
      expect(valueOf(walker, 'login')).toBe('87654321');
      expect(valueOf(walker, 'password')).toBe('');
      expect(walker.page).toContain('<option value="pro" selected>');
      await walker.open(list);
      await walker.press('Banque des Tilleuls');
      await walker.press('Accept and continue');
      expect(valueOf(walker, 'login')).toBe('');
    });

    it('prefers the typed value to the prefilled one', async () => {
      const walker = new Walker(sandboxWithUsers());
      await walker.open(urlOf('connect', {connector_ids: '3', [`${UUID('3')}.login`]: '87654321'}));
      await walker.press('Accept and continue');
      await walker.press('Sign in', {login: '1'});
      expect(valueOf(walker, 'login')).toBe('1');
    });

    it('never shows a prefilled password', async () => {
      const walker = new Walker(sandboxWithUsers());
      await walker.open(urlOf('connect', {[`${UUID('3')}.password`]: '778899'}));
      expect(walker.page.replace(/href="[^"]*"/g, '')).not.toContain('778899');
    });

    for (const connection_id of ['49', '4711']) {
      it(`opens the whole list for the connection ${connection_id}, which the user does not have`, async () => {
        const walker = new Walker(sandboxWithUsers());
        await walker.open(urlOf('manage', {code: CODE, connection_id, state: 's'}));
        expect(walker.heading).toBe('Your connections');
        expect(walker.page).toContain('Crédit Littoral');
        expect(walker.page).not.toContain('Banque Orvane');
        await walker.press('Close');
        expect(walker.url.href).toBe(`${CALLBACK}?state=s`);
      });
    }

    it('adds one of the banks that manage names, with the values for its form', async () => {
      const walker = await new Walker(sandboxWithUsers()).open(
        urlOf('manage', {
          code: CODE,
          connector_uuids: `${UUID('3')},${UUID('59')}`,
          connector_country: 'fr',
          [`${UUID('59')}.login`]: '87654321',
        }),
      );
      await walker.press('Add a connection');
      expect(banksOf(walker)).toEqual(['Banque des Tilleuls', 'Crédit Littoral']);
      await walker.press('Crédit Littoral');
      await walker.press('Accept and continue');
      expect(valueOf(walker, 'login')).toBe('87654321');
    });

    for (const flow of ['connect', 'manage']) {
      it(`fills in no form of ${flow} if the value is a password`, async () => {
        const walker = new Walker(sandboxWithUsers());
        await walker.open(urlOf(flow, {code: CODE, [`${UUID('3')}.password`]: '123456'}));
        expect(walker.refusal).toBe(`password-prefill:${UUID('3')}.password`);
      });
    }

    it('accepts any names as connection_sources', async () => {
      const walker = new Walker(sandboxWithUsers());
      await walker.open(
        urlOf('reconnect', {code: CODE, connection_id: '46', connection_sources: 'openapi,anything at all'}),
      );
      expect(walker.status).toBe(200);
    });

    describe('manages one connection', () => {
      it('on a page of its own, and returns its id when the user closes the page', async () => {
        const walker = new Walker(sandboxWithUsers());
        await walker.open(urlOf('manage', {code: CODE, connection_id: '48', state: 's'}));
        expect(walker.heading).toBe('Your connection');
        expect(walker.page).toContain('Sélène Banque');
        expect(walker.page).not.toContain('Crédit Littoral');
        expect(walker.buttons).not.toContain('Add a connection');
        await walker.press('Fix Sélène Banque, No. 48');
        await walker.press('Back');
        await walker.press('Fix Sélène Banque, No. 48');
        await walker.press('Sign in', {password: 'long enough'});
        expect(walker.page).toContain('Sélène Banque is up to date.');
        await walker.press('Close');
        expect(walker.url.href).toBe(`${CALLBACK}?connection_id=48&state=s`);
      });

      it('and returns that the user removed it', async () => {
        const sandbox = sandboxWithUsers();
        const walker = new Walker(sandbox);
        await walker.open(urlOf('manage', {code: CODE, connection_id: '48', state: 's'}));
        await walker.press('Remove Sélène Banque, No. 48');
        await walker.press('Keep it');
        await walker.press('Remove Sélène Banque, No. 48');
        await walker.press('Remove the connection');
        expect(walker.url.href).toBe(`${CALLBACK}?connection_id=48&connection_deleted=true&state=s`);
        const {status} = await call(sandbox, 'GET', '/2.0/users/me/connections/48', {token: TOKEN});
        expect(status).toBe(404);
      });

      it('and returns that it was removed in the meantime', async () => {
        const sandbox = sandboxWithUsers();
        const walker = new Walker(sandbox);
        await walker.open(urlOf('manage', {code: CODE, connection_id: '48'}));
        await call(sandbox, 'DELETE', '/2.0/users/me/connections/48', {token: TOKEN});
        await walker.open(walker.url);
        expect(walker.page).toContain('This connection was removed.');
        await walker.press('Close');
        expect(walker.url.href).toBe(`${CALLBACK}?connection_id=48&connection_deleted=true`);
      });

      it('and no other connection, even if a form names one', async () => {
        const sandbox = sandboxWithUsers();
        const walker = new Walker(sandbox);
        await walker.open(urlOf('manage', {code: CODE, connection_id: '48'}));
        for (const action of ['remove:47', 'add']) {
          const body = new URLSearchParams({action});
          const response = await sandbox.fetch(new Request(walker.url, {method: 'POST', body}));
          expect(destinationOf(response, walker.url)).toBe(walker.url.href);
        }
      });
    });

    for (const capability of ['transfer', 'profile', 'contact']) {
      it(`offers the connectors with the capability ${capability}`, async () => {
        const walker = new Walker(
          sandboxWithUsers({users: [], connectors: [connectorWith(capability), connectorWith('bank')]}),
        );
        await walker.open(urlOf('connect', {connector_capabilities: capability}));
        expect(banksOf(walker)).toEqual([`With ${capability}`]);
      });
    }

    it('knows the newer account types and the capability bankwealth', async () => {
      const walker = new Walker(sandboxWithUsers());
      await walker.open(urlOf('connect', {account_types: 'crowdlending,real_estate,per'}));
      expect(walker.status).toBe(200);
      await walker.open(urlOf('connect', {connector_capabilities: 'bank,bankwealth'}));
      expect(banksOf(walker)).toEqual(['Nordalis', 'Sélène Banque']);
    });
  });
}

function connectorWith(capability: string): SandboxConnector {
  return {
    id: capability.length,
    uuid: capability,
    name: `With ${capability}`,
    color: '000000',
    capabilities: [capability as SandboxCapability],
    fields: [],
  };
}

async function connect(walker: Walker, bank: string): Promise<void> {
  await walker.press(bank);
  await walker.press('Accept and continue');
  await walker.press('Sign in', LOGIN);
  await walker.press('Continue');
  await walker.press('Confirm and finish');
}
