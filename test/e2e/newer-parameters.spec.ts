import {expect, type Page, test} from '@playwright/test';
import {Bank} from './bank.js';

async function resultOf(page: Page): Promise<Record<string, unknown>> {
  await expect(page.locator('output')).not.toBeEmpty();
  return JSON.parse((await page.locator('output').textContent()) ?? '') as Record<string, unknown>;
}

test('several connections come back from one visit', async ({page}) => {
  await page.goto('http://localhost:4010/');
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  const bank = new Bank(page);
  await bank.connect();
  await expect(page.getByRole('heading', {name: 'Connect another bank?'})).toBeVisible();
  await bank.press('Add another bank');
  await bank.connect('Banque Orvane');
  const {kind, connectionId, connectionIds} = await resultOf(page);
  expect(kind).toBe('success');
  expect(connectionIds).toHaveLength(2);
  expect(connectionId).toBe((connectionIds as string[])[0]);
});

test('a connection that was removed in the manage flow is reported as deleted', async ({page}) => {
  await page.goto('http://localhost:4010/');
  await page.getByRole('button', {name: 'Manage connections'}).click();
  const bank = new Bank(page);
  await page.getByRole('button', {name: /^Remove/}).click();
  await bank.press('Remove the connection');
  expect(await resultOf(page)).toMatchObject({
    kind: 'success',
    flow: 'manage',
    connectionId: '99',
    connectionDeleted: true,
  });
});
