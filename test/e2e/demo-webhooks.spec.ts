import {expect, type Page, test} from '@playwright/test';
import {sandboxAt} from '../../packages/sandbox/src/index.js';
import {Bank} from './bank.js';

const service = sandboxAt('http://localhost:4001');
const FETCHING = 'Fetching your data';

// a first synchronization takes eight seconds
test.describe.configure({timeout: 60_000});

/** Connects a bank, and returns the id of the connection. */
async function connectBank(page: Page): Promise<number> {
  const callback = page.waitForRequest((request) => request.url().includes('/callback/?'));
  await page.goto('/');
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await new Bank(page).connect();
  const {searchParams} = new URL((await callback).url());
  await page.getByRole('link', {name: 'Continue'}).click();
  await expect(page.getByRole('heading', {name: 'Banque des Tilleuls'})).toBeVisible({timeout: 15_000});
  return Number(searchParams.get('connection_id'));
}

/** Counts the deliveries of an event that the demo has accepted. */
async function accepted(event: string): Promise<number> {
  const deliveries = await service.deliveries();
  return deliveries.filter((delivery) => delivery.event === event && delivery.accepted).length;
}

test('a new bank is being fetched, then its accounts come by a webhook, without a reload', async ({
  page,
  context,
}) => {
  const before = await accepted('CONNECTION_SYNCED');
  // a slow machine may need longer for a page than the synchronization takes, so this one is open already
  const tab = await context.newPage();
  await tab.goto('/');
  await expect(tab.getByText('Connect your first bank')).toBeVisible();
  await tab.evaluate(() => Object.assign(window, {isSamePage: true}));
  const row = tab.locator('budgea-connections [part=connection]');
  const isFetching = Promise.all([
    expect(row).toContainText(FETCHING, {timeout: 40_000}),
    expect(row.getByRole('progressbar')).toBeVisible({timeout: 40_000}),
    expect(tab.getByText('Your accounts are on their way.')).toBeVisible({timeout: 40_000}),
  ]);
  await connectBank(page);
  await isFetching;

  await expect(tab.getByText('Connected', {exact: true})).toBeVisible({timeout: 15_000});
  await expect(tab.getByText('5 accounts', {exact: true})).toBeVisible();
  await expect(row).toContainText('Accounts: 5');
  await expect(tab.getByRole('listitem').filter({hasText: /^Compte chèques €\d/})).toBeVisible();
  await expect(row.getByRole('progressbar')).toHaveCount(0);
  expect(await tab.evaluate(() => 'isSamePage' in window)).toBe(true);
  expect(await accepted('CONNECTION_SYNCED')).toBeGreaterThan(before);
});

test('a delivery that nobody signed with the secret changes nothing', async ({page}) => {
  const id = await connectBank(page);
  await expect(page.getByText('Connected', {exact: true})).toBeVisible({timeout: 15_000});
  await expect(page.getByText('5 accounts', {exact: true})).toBeVisible();
  const forged = {user: {id: 1}, connection: {id, state: null, accounts: []}};
  const response = await page.request.post('/webhooks/CONNECTION_SYNCED', {
    data: forged,
    headers: {'bi-signature': 'AAAA', 'bi-signature-date': new Date().toISOString()},
  });
  expect(response.status()).toBe(401);
  await page.reload();
  await expect(page.getByText('5 accounts', {exact: true})).toBeVisible();
});

test('a bank that is disconnected takes its accounts along, in every tab of its user', async ({
  page,
  context,
}) => {
  await connectBank(page);
  await expect(page.getByText('5 accounts', {exact: true})).toBeVisible({timeout: 15_000});
  const otherTab = await context.newPage();
  await otherTab.goto('/');
  await expect(otherTab.getByText('5 accounts', {exact: true})).toBeVisible();
  await page.getByRole('button', {name: 'Disconnect Banque des Tilleuls'}).click();
  await page.getByRole('dialog').getByRole('button', {name: 'Disconnect'}).click();
  for (const tab of [page, otherTab]) await expect(tab.getByText('Connect your first bank')).toBeVisible();
});

test('an order shows the state of its payment as it changes, without a reload', async ({page}) => {
  await page.goto('/');
  await page.getByRole('combobox', {name: 'Service'}).selectOption('powens');
  await page.getByRole('button', {name: 'Order concert tickets'}).click();
  const order = page.getByRole('listitem').filter({hasText: 'Concert tickets'});
  await order.getByRole('button', {name: /^Pay/}).click();
  const callback = page.waitForRequest((request) => request.url().includes('/callback/?'));
  await new Bank(page).endWith('pending');
  const id = Number(new URL((await callback).url()).searchParams.get('id_payment'));
  await page.getByRole('link', {name: 'Continue'}).click();
  await expect(order).toContainText('Waiting for the bank');
  await service.setPaymentState({id, state: 'done'});
  await expect(order).toContainText('Paid');
  await expect(order.getByText('done', {exact: true})).toBeVisible();
});
