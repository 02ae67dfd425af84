import {AxeBuilder} from '@axe-core/playwright';
import {expect, type Page, test} from '@playwright/test';
import {Bank} from './bank.js';

async function expectNoViolation(page: Page): Promise<void> {
  const {violations} = await new AxeBuilder({page}).analyze();
  expect(violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)])).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({colorScheme, viewport: {width: 360, height: 740}});

    test('the demo, the service and the callback page have nothing that axe finds', async ({page}) => {
      const bank = new Bank(page);
      await page.goto('/');
      await expect(page.getByRole('button', {name: 'Connect a bank'})).toBeVisible();
      await expectNoViolation(page);
      await page.getByRole('button', {name: 'Connect a bank'}).click();
      await expect(page.getByRole('heading', {name: 'Choose your bank'})).toBeVisible();
      await expectNoViolation(page);
      await bank.connect();
      await expect(page.getByText('Your account is connected.')).toBeVisible();
      await expectNoViolation(page);
      await page.getByRole('link', {name: 'Continue'}).click();
      await expect(page.getByRole('heading', {name: 'Banque des Tilleuls'})).toBeVisible();
      await page
        .getByRole('combobox', {name: 'Simulate an error for Banque des Tilleuls'})
        .selectOption('wrongpass');
      await expect(page.getByText('Error: wrongpass')).toBeVisible();
      await expectNoViolation(page);
    });

    test('the demo fits a narrow screen without scrolling sideways', async ({page}) => {
      await page.setViewportSize({width: 320, height: 640});
      await page.goto('/');
      await page.getByRole('button', {name: 'Connect a bank'}).click();
      await new Bank(page).connect();
      await page.getByRole('link', {name: 'Continue'}).click();
      await expect(page.getByRole('heading', {name: 'Banque des Tilleuls'})).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });
}
