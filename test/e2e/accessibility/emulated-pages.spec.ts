import {expect, type Page, test} from '@playwright/test';
import type {SandboxOptions, SandboxUser} from '../../../packages/sandbox/src/index.js';
import {expectNoViolationInBoth} from './axe.js';
import {Bank} from '../bank.js';
import {EmulatedService} from './emulated-service.js';
import {expectVisibleFocus} from './focus.js';
import {expectLargeTargets, expectNoLoss} from './layout.js';

const RETURN = {redirect_uri: 'http://localhost:4000/callback/', state: 's'} as const;

/** A walk through the pages of the emulated service, each known by its heading. */
class Tour {
  readonly bank: Bank;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.bank = new Bank(page);
  }

  /** Expects a page, and that it is accessible in light and in dark. */
  async sees(heading: string | RegExp): Promise<void> {
    await expect(this.#page.getByRole('heading', {level: 1})).toHaveText(heading);
    await expectNoViolationInBoth(this.#page);
    await expectLargeTargets(this.#page);
    await expectNoLoss(this.#page);
  }
}

test.use({contextOptions: {reducedMotion: 'reduce'}});

let service: EmulatedService | undefined;

async function start(user?: SandboxUser, options?: SandboxOptions): Promise<EmulatedService> {
  service = await EmulatedService.start(user, options);
  return service;
}

test.afterEach(async () => {
  await service?.close();
});

test.describe('the pages of the emulated service are accessible', () => {
  // each page is checked in two themes, three sizes and two kinds of letters
  test.slow();

  test('in connect, with mistakes', async ({page}) => {
    const tour = new Tour(page);
    await (await start()).openFlow(page, 'connect', {...RETURN, max_connections: '2'});
    await tour.sees('Choose your bank');
    await page.getByLabel('Search').first().fill('zzz');
    await expect(page.getByRole('status')).toHaveText('No institution has this name.');
    await tour.sees('Choose your bank');
    await page.getByLabel('Search').first().fill('');
    await tour.bank.press('Caisse du Vallon');
    await tour.sees('Before you start');
    await tour.bank.press('Accept and continue');
    await tour.sees('Sign in to Caisse du Vallon');
    await tour.bank.press('Sign in');
    await expect(page.getByRole('alert').first()).toBeVisible();
    await tour.sees('Sign in to Caisse du Vallon');
    await page.getByLabel('Kind of account').selectOption('Personal');
    await tour.bank.signIn();
    await tour.sees('Choose your accounts');
    for (const box of await page.getByRole('checkbox').all()) await box.setChecked(false);
    await tour.bank.press('Continue');
    await expect(page.getByRole('alert')).toBeVisible();
    await tour.sees('Choose your accounts');
    await page.getByRole('checkbox').first().check();
    await tour.bank.press('Continue');
    await tour.sees('Confirm your choice');
    await tour.bank.press('Confirm and finish');
    await tour.sees('Connect another bank?');
  });

  test('when a bank sends a code', async ({page}) => {
    const tour = new Tour(page);
    await (await start()).openFlow(page, 'connect', {...RETURN, connector_ids: '59'});
    await tour.bank.press('Accept and continue');
    await tour.bank.signIn();
    await tour.sees('Enter the code you received');
    await tour.bank.press('Confirm');
    await expect(page.getByRole('alert')).toBeVisible();
    await tour.sees('Enter the code you received');
  });

  test('when accounts are not available, and when there is nothing to choose from', async ({page}) => {
    const tour = new Tour(page);
    const emulated = await start();
    await emulated.openFlow(page, 'connect', {...RETURN, connector_ids: '3', account_types: 'loan'});
    await tour.bank.press('Accept and continue');
    await tour.bank.signIn();
    await tour.sees('Choose your accounts');
    await emulated.openFlow(page, 'connect', {
      ...RETURN,
      connector_ids: '3',
      connector_capabilities: 'document',
    });
    await tour.sees('Choose your provider');
    await emulated.openFlow(page, 'connect', {
      ...RETURN,
      connector_ids: '101',
      connector_capabilities: 'document',
    });
    await tour.bank.press('Accept and continue');
    await page.getByLabel('Email address').fill('alex@example.com');
    await page.getByLabel('Password').fill('secret');
    await tour.bank.press('Sign in');
    await tour.sees('Confirm your choice');
  });

  test('in reconnect', async ({page}) => {
    const tour = new Tour(page);
    const connections = [{id: 46, connectorId: 3, state: 'wrongpass'}];
    await (await start({connections})).openFlow(page, 'reconnect', {...RETURN, connection_id: '46'});
    await tour.sees('Reconnect Banque des Tilleuls');
  });

  test('in reconnect, when a sign-in does not help', async ({page}) => {
    const tour = new Tour(page);
    const connections = [{id: 46, connectorId: 3, error: 'actionNeeded'}];
    await (await start({connections})).openFlow(page, 'reconnect', {...RETURN, connection_id: '46'});
    await tour.sees('Banque des Tilleuls cannot be reconnected now');
  });

  test('at the addresses of before 2019, with the code in the fragment', async ({page}) => {
    const tour = new Tour(page);
    const connections = [{id: 46, connectorId: 3, error: 'wrongpass'}];
    const emulated = await start({connections});
    const query = new URLSearchParams({client_id: '17473055', ...RETURN}).toString();
    for (const [path, heading] of [
      ['accounts?', 'Your connections'],
      ['connect/select?', 'Choose your bank'],
      ['connect/select?id_connection=46&', 'Reconnect Banque des Tilleuls'],
    ] as const) {
      await emulated.open(page, `2.0/auth/webview/en/${path}${query}#${emulated.code}`);
      await tour.sees(heading);
      expect(new URL(page.url()).hash).toBe('');
    }
  });

  test('in the API Pay webview', async ({page}) => {
    const tour = new Tour(page);
    const emulated = await start({connections: [{connectorId: 3}], transfers: [{amount: 12, label: 'Rent'}]});
    const open = async (path: string): Promise<void> => {
      await emulated.open(
        page,
        `2.0/webview/en/${path}?redirect_uri=http://localhost:4000/callback/#${emulated.code}`,
      );
    };
    await open('transfers');
    await tour.sees('Your transfers');
    await tour.bank.press('Show Compte joint, No. 22');
    await tour.sees('Your transfer');
    await open('transfers/accounts/103/recipients');
    await tour.sees('Choose a recipient');
  });

  test('in manage, until no connection is left', async ({page}) => {
    const tour = new Tour(page);
    const connections = [
      {id: 46, connectorId: 3, state: 'wrongpass'},
      {id: 47, connectorId: 75, state: 'an error that nobody knows'},
    ];
    await (await start({connections})).openFlow(page, 'manage', RETURN);
    await tour.sees('Your connections');
    await page
      .getByRole('button', {name: /^Remove/})
      .first()
      .click();
    await tour.sees('Remove Banque des Tilleuls?');
    await tour.bank.press('Remove the connection');
    await tour.sees('Your connections');
    await page
      .getByRole('button', {name: /^Remove/})
      .first()
      .click();
    await tour.bank.press('Remove the connection');
    await expect(page.getByText('You have no connection yet.')).toBeVisible();
    await tour.sees('Your connections');
  });

  test('in transfer, with mistakes', async ({page}) => {
    const tour = new Tour(page);
    await (await start({connections: [{connectorId: 3}]})).openFlow(page, 'transfer', RETURN);
    await tour.sees('Choose the account to pay from');
    await tour.bank.press('Continue');
    await expect(page.getByRole('alert')).toBeVisible();
    await tour.sees('Choose the account to pay from');
    await page.getByRole('radio').first().check();
    await tour.bank.press('Continue');
    await tour.sees('Choose a recipient');
    await page.getByRole('radio').first().check();
    await tour.bank.press('Continue');
    await tour.bank.press('Continue');
    await expect(page.getByRole('alert').first()).toBeVisible();
    await tour.sees('Amount and label');
    await page.getByLabel('Amount in euros').fill('120.50');
    await page.getByRole('textbox', {name: 'Label'}).fill('Lunch');
    await tour.bank.press('Continue');
    await tour.sees('Check the transfer');
    await tour.bank.press('Continue to confirmation');
    await tour.sees('Confirm the transfer');
  });

  test('in payment', async ({page}) => {
    const tour = new Tour(page);
    const emulated = await start();
    const {id, code} = emulated.sandbox.addPayment({
      amount: 42,
      label: 'Invoice 7',
      redirectUri: RETURN.redirect_uri,
      clientState: RETURN.state,
      furtherInstructions: [{amount: 8, label: 'Invoice 8'}],
    });
    await emulated.openFlow(page, 'payment', {...RETURN, payment_id: String(id), code});
    await tour.sees('Choose your bank');
    await tour.bank.press('Banque des Tilleuls');
    await tour.bank.signIn();
    await tour.sees('Check the payment');
    await tour.bank.press('Continue to confirmation');
    await tour.sees('Confirm the payment');
  });

  test('when a flow has no redirect URI, is over, is refused, does not exist, and at the root', async ({
    page,
  }) => {
    const tour = new Tour(page);
    const emulated = await start();
    await emulated.openFlow(page, 'manage');
    await page.getByText('Emulation', {exact: true}).click();
    await tour.sees('Your connections');
    const {href} = new URL(page.url());
    await tour.bank.press('server_error');
    await tour.sees('You can close this page');
    await page.goto(href);
    await tour.sees('This session has ended');
    await emulated.openFlow(page, 'connect', {...RETURN, connector_ids: '3,,7'});
    await tour.sees('This request was refused');
    await emulated.open(page, '2.0/auth/webview/en/nowhere');
    await tour.sees('There is nothing here');
    await emulated.open(page, '');
    await tour.sees('An emulated bank-data service');
  });

  for (const [look, client] of [
    ['in a pale colour of the client', {primaryColor: 'ffe600'}],
    ['in a deep colour of the client, with the icon of an app', {primaryColor: '1a0033', useAppLayout: true}],
  ] as const) {
    test(look, async ({page}) => {
      const tour = new Tour(page);
      const clients = [{id: '17473055', secret: 'only here', ...client}];
      const connections = [{id: 46, connectorId: 3, state: 'wrongpass'}];
      await (await start({connections}, {clients})).openFlow(page, 'manage', RETURN);
      await tour.sees('Your connections');
      await page.getByRole('button', {name: /^Fix/}).click();
      await tour.sees('Reconnect Banque des Tilleuls');
    });
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the keyboard focus is visible on each kind of field, in ${colorScheme}`, async ({page}) => {
    await page.emulateMedia({colorScheme});
    const emulated = await start({connections: [{connectorId: 3}]});
    await emulated.openFlow(page, 'connect', RETURN);
    for (const target of [
      page.getByRole('link', {name: 'Français'}),
      page.getByRole('searchbox'),
      page.getByRole('button', {name: 'Search'}),
      page.getByRole('button', {name: 'Banque des Tilleuls'}),
      page.getByRole('button', {name: 'Cancel'}),
      page.getByText('Emulation', {exact: true}),
    ])
      await expectVisibleFocus(target);
    const bank = new Bank(page);
    await bank.press('Caisse du Vallon');
    await expectVisibleFocus(page.getByRole('button', {name: 'Accept and continue'}));
    await bank.press('Accept and continue');
    await expectVisibleFocus(page.getByLabel('Kind of account'));
    await page.getByLabel('Kind of account').selectOption('Personal');
    await bank.signIn();
    await expectVisibleFocus(page.getByRole('checkbox').first(), page.locator('.choice').first());
    await emulated.openFlow(page, 'transfer', RETURN);
    await expectVisibleFocus(page.getByRole('radio').first(), page.locator('.choice').first());
  });
}
