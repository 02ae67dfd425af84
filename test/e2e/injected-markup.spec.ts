import {expect, type Page, test} from '@playwright/test';
import {connection, WRONGPASS} from '../support/connections.js';

const ORIGIN = 'http://localhost:4010';
const PAGE = `${ORIGIN}/hostile/`;
const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';

/** Answers for the service and for a hostile origin that allows everything, and returns the requests to the latter. */
async function surroundings(page: Page): Promise<readonly string[]> {
  const asked: string[] = [];
  await page.route('https://demo.biapi.pro/**', (route) => route.fulfill({body: 'the webview'}));
  await page.route('https://evil.example/**', (route) => {
    const request = route.request();
    asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`);
    const headers = {
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type',
    };
    return route.fulfill({headers, json: {code: 'theirs'}});
  });
  return asked;
}

/** Leaves for the webview, and returns its address. */
async function leave(page: Page): Promise<URL> {
  await page.goto(PAGE);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await page.waitForURL('https://demo.biapi.pro/**');
  return new URL(page.url());
}

test('a <base> and names that hide properties of the document change nothing', async ({page}) => {
  const asked = await surroundings(page);
  const url = await leave(page);
  expect(url.searchParams.get('redirect_uri')).toBe(PAGE);

  await page.goto(`${PAGE}?state=${url.searchParams.get('state') ?? ''}&connection_id=46`);
  await expect(page.getByText('Your account is connected.')).toBeVisible();
  await expect(page).toHaveURL(PAGE);
  const link = page.getByRole('link', {name: 'Continue'});
  expect(await link.evaluate((element: HTMLAnchorElement) => element.href)).toBe(PAGE);
  expect(asked.filter((request) => !request.includes('favicon'))).toEqual([]);
});

test('a received code goes only to the page’s own origin', async ({page}) => {
  const asked = await surroundings(page);
  const state = (await leave(page)).searchParams.get('state') ?? '';
  await page.goto(`${PAGE}?state=${state}&connection_id=46&code=${encodeURIComponent(CODE)}`);
  await expect(
    page.getByText('All went well at your bank, but this site could not take it over.'),
  ).toBeVisible();
  expect(asked.filter((request) => request.includes('token'))).toEqual([]);
});

test('a code comes only from the page’s own origin', async ({page}) => {
  const asked = await surroundings(page);
  await page.goto(PAGE);
  const connect = page.locator('budgea-connect');
  await connect.evaluate((element) => {
    element.setAttribute('code-url', 'https://evil.example/code');
  });
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await expect(connect.getByRole('alert')).toHaveText(/Trying again will not help/);
  await expect(page).toHaveURL(PAGE);
  expect(asked.filter((request) => request.includes('code'))).toEqual([]);
});

test('connections come only from the page’s own origin, also if markup names a <base>', async ({page}) => {
  const asked = await surroundings(page);
  const urls: string[] = [];
  await page.route('**/connections', (route) => {
    urls.push(route.request().url());
    return route.fulfill({json: {connections: [connection('46', WRONGPASS)]}});
  });
  await page.goto(PAGE);
  const panel = page.locator('budgea-connections');
  await expect(panel).toHaveAttribute('only', 'attention');
  await page.waitForLoadState('networkidle');
  expect(urls).toEqual([]);
  await panel.evaluate((element) => {
    element.setAttribute('connections-url', '/connections');
  });
  await expect(panel.getByRole('heading', {name: 'Banque 46'})).toBeVisible();
  expect(urls).toEqual([`${ORIGIN}/connections`]);
  expect(asked.filter((request) => request.includes('connections'))).toEqual([]);
});
