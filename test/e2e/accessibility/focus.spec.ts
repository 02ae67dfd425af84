import {expect, type Page, test} from '@playwright/test';
import {Bank} from '../bank.js';
import {expectVisibleFocus} from './focus.js';

async function connect(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await new Bank(page).connect();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the keyboard focus is visible on every control of the demo and of the callback page, in ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({colorScheme});
    await connect(page);
    await expectVisibleFocus(page.getByRole('link', {name: 'Continue'}));
    await page.getByRole('link', {name: 'Continue'}).click();
    await expect(page.getByRole('heading', {name: 'Banque des Tilleuls'})).toBeVisible();
    await page
      .getByRole('combobox', {name: 'Simulate an error for Banque des Tilleuls'})
      .selectOption('wrongpass');
    await expect(page.getByText('Error: wrongpass')).toBeVisible();
    const controls = page.locator('a:visible, button:visible, select:visible, input:visible');
    expect(await controls.count()).toBeGreaterThan(10);
    for (const control of await controls.all()) await expectVisibleFocus(control);
  });
}
