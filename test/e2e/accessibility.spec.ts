import {expect, type Page, test} from '@playwright/test';
import {expectNoViolationInBoth} from './accessibility/axe.js';
import {Bank} from './bank.js';
import {expectLargeTargets, expectNoLoss} from './accessibility/layout.js';

/** Goes from the demo to the service and back, and looks at each page. */
async function walk(page: Page, look: (page: Page) => Promise<void>): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('button', {name: 'Connect a bank'})).toBeVisible();
  await look(page);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await new Bank(page).connect();
  await expect(page.getByText('Banque des Tilleuls is connected')).toBeVisible();
  await look(page);
  await page.getByRole('link', {name: 'Continue'}).click();
  await expect(page.getByRole('heading', {name: 'Banque des Tilleuls'})).toBeVisible();
  await page.getByRole('button', {name: 'Prepare a transfer'}).click();
  await page.getByRole('button', {name: 'Order concert tickets'}).click();
  await page
    .getByRole('combobox', {name: 'Simulate an error for Banque des Tilleuls'})
    .selectOption('wrongpass');
  await expect(page.getByText('Error: wrongpass')).toBeVisible();
  await look(page);
  await page.getByRole('button', {name: 'Manage connections'}).click();
  await new Bank(page).endWith('server_error');
  await expect(page.getByRole('button', {name: 'Try again'})).toBeVisible();
  await look(page);
}

test.use({viewport: {width: 360, height: 740}, contextOptions: {reducedMotion: 'reduce'}});

test('the demo and the callback page are accessible', async ({page}) => {
  // axe looks at five pages, each in light and in dark
  test.slow();
  await walk(page, async () => {
    await expectNoViolationInBoth(page);
    await expectLargeTargets(page);
  });
});

test('the demo loses nothing at 400 %, in large letters, in wide letters', async ({page}) => {
  await walk(page, expectNoLoss);
});
