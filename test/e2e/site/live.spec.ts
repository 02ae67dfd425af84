import {expect, type Page, test} from '@playwright/test';
import {Bank} from '../bank.js';

const EMULATED = 'No bank is contacted';

/** Collects the requests to other sites. */
function foreignRequests(page: Page): readonly string[] {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!/^(?:http:\/\/localhost:4020\/|data:)/.test(request.url())) foreign.push(request.url());
  });
  return foreign;
}

test('a visitor connects a bank, and nothing leaves the site', async ({page}) => {
  const foreign = foreignRequests(page);
  await page.goto('live/');
  await expect(page.getByText(EMULATED)).toBeVisible();
  await page.getByRole('button', {name: 'Connect another bank'}).click();
  await expect(page.getByText('Emulated service', {exact: true})).toBeVisible();
  await new Bank(page).connect();
  await expect(page.getByText('Your account is connected.')).toBeVisible();
  await expect(page).toHaveURL(/\/live\/callback\.html$/);
  await page.getByRole('link', {name: 'Continue'}).click();
  await expect(page.getByRole('listitem').filter({hasText: 'Banque des Tilleuls'})).toHaveCount(2);
  expect(foreign).toEqual([]);
});

test('a new user is made, and the code is exchanged for a token', async ({page}) => {
  await page.goto('live/');
  await page.getByRole('button', {name: 'Be a new user'}).click();
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await new Bank(page).connect();
  await expect(page.getByText('Your account is connected.')).toBeVisible();
  await expect(page.getByText('"code":"…"')).toBeVisible();
  await page.getByRole('link', {name: 'Continue'}).click();
  await expect(page.getByRole('list', {name: 'Your banks'}).getByRole('listitem')).toHaveCount(1);
});

test('a broken connection is repaired', async ({page}) => {
  await page.goto('live/');
  await expect(page.getByText('Your bank asks you to confirm that it is you.')).toBeVisible();
  await page.getByRole('button', {name: 'Reconnect'}).click();
  await page.getByLabel('Secret code').fill('123456');
  await page.getByRole('button', {name: 'Sign in'}).click();
  await page.getByLabel('One-time code').fill('123456');
  await page.getByRole('button', {name: 'Confirm'}).click();
  await expect(page.getByText('Your connection is working.')).toBeVisible();
  await page.getByRole('link', {name: 'Continue'}).click();
  await expect(page.getByText('Up to date')).toHaveCount(2);
  await page.getByRole('button', {name: 'Let it ask for a new password'}).first().click();
  await expect(page.getByText('Your bank refused the sign-in details.')).toBeVisible();
});

test('a visitor can try again after a cancel, and after an unknown error', async ({page}) => {
  const bank = new Bank(page);
  await page.goto('elements/budgea-connect.html');
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await bank.press('Cancel');
  await expect(page.getByText('You stopped before the end.')).toBeVisible();
  await page.getByRole('button', {name: 'Try again'}).click();
  await bank.endWith('bank_maintenance_window');
  await expect(page.getByText('The service had a problem')).toBeVisible();
  await page.getByRole('link', {name: 'Go back'}).click();
  await expect(page).toHaveURL(/\/elements\/budgea-connect\.html$/);
});

test('a transfer and a payment are made', async ({page}) => {
  const bank = new Bank(page);
  await page.goto('elements/budgea-transfer.html');
  await page.getByRole('button', {name: 'Confirm: Rent'}).click();
  await bank.confirmTransfer();
  await expect(page.getByText('Your transfer is on its way.')).toBeVisible();
  await page.goto('elements/budgea-payment.html');
  await page.getByRole('button', {name: 'Pay: Concert tickets'}).click();
  await bank.endWith('done');
  await expect(page.getByText('Your bank has accepted your payment.')).toBeVisible();
});

test('every element is live on its page', async ({page}) => {
  for (const tag of [
    'callback',
    'connect',
    'connection',
    'manage',
    'payment',
    'reconnect',
    'transfer',
    'webview',
  ]) {
    await page.goto(`elements/budgea-${tag}.html`);
    await expect(page.getByText(EMULATED)).toBeVisible();
    const element = page.locator('live-element').getByRole('button').first();
    await expect(element).toBeEnabled();
  }
});

test('the list of connections opens, and closes again', async ({page}) => {
  await page.goto('elements/budgea-manage.html');
  await page.getByRole('button', {name: 'Manage connections'}).click();
  await expect(page.getByRole('heading', {name: 'Your connections'})).toBeVisible();
  await new Bank(page).press('Close');
  await expect(page.getByText('You are back.')).toBeVisible();
});

test('nothing is lost when the browser stops the service worker', async ({page}) => {
  await page.goto('live/');
  await page.getByRole('button', {name: 'Connect another bank'}).click();
  await new Bank(page).press('Banque des Tilleuls');
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await new Bank(page).press('Accept and continue');
  await expect(page.getByLabel('Customer number')).toBeVisible();
});

test('a visitor can start over', async ({page}) => {
  await page.goto('live/');
  await page.getByRole('button', {name: 'Be a new user'}).click();
  await expect(page.getByRole('button', {name: 'Connect a bank'})).toBeVisible();
  await page.getByRole('button', {name: 'Start over'}).click();
  await expect(page.getByRole('list', {name: 'Your banks'}).getByRole('listitem')).toHaveCount(2);
});

test('a page reached from another page of the site is live, too', async ({page}) => {
  await page.goto('guide/getting-started.html');
  await page.getByRole('navigation', {name: 'Main Navigation'}).getByRole('link', {name: 'Live'}).click();
  await page.getByRole('button', {name: 'Connect another bank'}).click();
  await expect(page.getByRole('heading', {name: 'Choose your bank'})).toBeVisible();
});

test('a browser without service workers says what is missing', async ({page}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'serviceWorker', {value: undefined});
  });
  await page.goto('live/');
  await expect(page.getByRole('alert')).toContainText('needs a service worker');
});
