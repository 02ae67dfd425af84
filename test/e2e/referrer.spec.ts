import {expect, test} from '@playwright/test';

const ORIGIN = 'http://localhost:4010';
const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';

test('requests after a callback do not carry its address as referrer, and Back does not restore it', async ({
  page,
}) => {
  const referrers: (string | undefined)[] = [];
  await page.route('https://demo.biapi.pro/**', (route) => route.fulfill({body: 'the webview'}));
  await page.route('**/api/budgea/code', (route) => route.fulfill({status: 204}));
  await page.route('**/api/budgea/token', (route) => {
    referrers.push(route.request().headers()['referer']);
    return route.fulfill({status: 204});
  });
  await page.goto(`${ORIGIN}/code/README.md/html/0`);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await page.waitForURL('https://demo.biapi.pro/**');
  const state = new URL(page.url()).searchParams.get('state') ?? '';

  const callback = `${ORIGIN}/code/README.md/html/3`;
  await page.goto(`${callback}?state=${state}&connection_id=46&code=${encodeURIComponent(CODE)}`);
  await expect(page.getByText('Your account is connected.')).toBeVisible();
  expect(referrers).toEqual([`${ORIGIN}/`]);
  await expect(page).toHaveURL(callback);

  // Playwright loses a page that Firefox restores from the cache, so there it is loaded again
  await page.evaluate(() => {
    addEventListener('unload', () => undefined);
  });
  await page.goto(`${ORIGIN}/code/README.md/html/0`);
  // Chromium restores the page from the back/forward cache, without a load
  await page.goBack({waitUntil: 'commit'});
  await expect(page).toHaveURL(callback);
});
