import {expect, type Page, test} from '@playwright/test';
import {sandboxAt} from '../../packages/sandbox/src/index.js';
import {Bank} from './bank.js';

const service = sandboxAt('http://localhost:4001');
const FETCHING = 'Fetching your data';
const ACCOUNT = /€\d/;

/** Connects a bank, and returns the id of the connection. */
async function connectBank(page: Page): Promise<number> {
  const callback = page.waitForRequest((request) => request.url().includes('/callback/?'));
  await page.goto('/');
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await new Bank(page).connect();
  const {searchParams} = new URL((await callback).url());
  await page.getByRole('link', {name: 'Continue'}).click();
  await expect(page.getByRole('heading', {name: 'Banque des Tilleuls'})).toBeVisible();
  return Number(searchParams.get('connection_id'));
}

/** Returns the accepted deliveries of an event to the demo that came after a number of earlier ones. */
async function accepted(event: string): Promise<number> {
  const deliveries = await service.deliveries();
  return deliveries.filter((delivery) => delivery.event === event && delivery.accepted).length;
}

test('a new bank is being fetched, then its accounts come by a webhook, without a reload', async ({page}) => {
  const before = await accepted('CONNECTION_SYNCED');
  await connectBank(page);
  await page.evaluate(() => Object.assign(window, {isSamePage: true}));
  const row = page.locator('budgea-connections li');
  await expect(row).toContainText(FETCHING);
  await expect(row.getByRole('progressbar')).toBeVisible();
  await expect(page.getByText('Your accounts are on their way.')).toBeVisible();

  await expect(page.getByText('Connected', {exact: true})).toBeVisible({timeout: 10_000});
  await expect(page.getByText('2 accounts', {exact: true})).toBeVisible();
  await expect(page.getByRole('listitem').filter({hasText: ACCOUNT})).toHaveCount(2);
  await expect(row.getByRole('progressbar')).toHaveCount(0);
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  expect(await accepted('CONNECTION_SYNCED')).toBeGreaterThan(before);
});
