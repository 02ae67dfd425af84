import {expect, test} from '@playwright/test';
import {Bank} from './bank.js';

test("the client, code and connection of the service's documentation arrive unchanged", async ({page}) => {
  await page.goto('http://localhost:4010/');
  await page.getByRole('button', {name: 'Reconnect'}).click();
  await expect(page.getByRole('heading', {name: 'Reconnect Banque des Tilleuls'})).toBeVisible();
  await new Bank(page).signIn();
  await expect(page.getByText('Your connection is working.')).toBeVisible();
  const result = JSON.parse((await page.locator('output').textContent()) ?? '') as unknown;
  expect(result).toEqual({kind: 'success', flow: 'reconnect', connectionId: '46', returnTo: '/'});
});
