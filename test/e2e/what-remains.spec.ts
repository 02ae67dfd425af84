import {expect, type Page, test} from '@playwright/test';

const ORIGIN = 'http://localhost:4010';
const CODE = 'a-code-that-nobody-may-find';

/** Opens a callback with a code, and waits until it was read. */
async function comeBack(page: Page): Promise<void> {
  await page.route('https://demo.biapi.pro/**', (route) => route.fulfill({body: 'the webview'}));
  await page.route('**/api/budgea/code', (route) => route.fulfill({status: 204}));
  await page.route('**/api/budgea/token', (route) => route.fulfill({status: 204}));
  await page.goto(`${ORIGIN}/code/README.md/html/0`);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await page.waitForURL('https://demo.biapi.pro/**');
  const state = new URL(page.url()).searchParams.get('state') ?? '';
  await page.goto(`${ORIGIN}/code/README.md/html/3?state=${state}&connection_id=46&code=${CODE}`);
  await expect(page.getByText('Your account is connected.')).toBeVisible();
}

test('after a callback no code is left in the address, the history, the storage or the markup', async ({
  page,
}) => {
  await comeBack(page);
  const places = await page.evaluate(() => ({
    address: location.href,
    history: JSON.stringify(history.state),
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
    cookies: document.cookie,
    markup: document.documentElement.outerHTML,
    element: document.querySelector('budgea-callback')?.shadowRoot?.innerHTML,
  }));
  expect(JSON.stringify(places)).not.toContain(CODE);
});

test('the entry of the navigation keeps it, as the documentation says', async ({page}) => {
  await comeBack(page);
  const entry = await page.evaluate(() => performance.getEntriesByType('navigation')[0]?.name);
  expect(entry).toContain(CODE);
});

test('the next page does not get it as its referrer', async ({page}) => {
  await comeBack(page);
  await page.getByRole('link', {name: 'Continue'}).click();
  await expect(page).not.toHaveURL(/html\/3/);
  expect(await page.evaluate(() => document.referrer)).not.toContain(CODE);
});
