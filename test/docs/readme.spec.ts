import {expect, type Page, test} from '@playwright/test';

const ORIGIN = 'http://localhost:4010';
const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';

/** Answers as a back end and as the webview do, and returns where the page went. */
async function surroundings(page: Page): Promise<() => Promise<URL>> {
  await page.route('**/api/budgea/code', (route) => route.fulfill({json: {code: CODE}}));
  await page.route('**/api/budgea/token', (route) => route.fulfill({status: 204}));
  await page.route('https://demo.biapi.pro/**', (route) => route.fulfill({body: 'the webview'}));
  return async () => {
    await page.waitForURL('https://demo.biapi.pro/**');
    return new URL(page.url());
  };
}

test("the README's first tag leaves for the webview", async ({page}) => {
  const left = await surroundings(page);
  await page.goto(`${ORIGIN}/code/README.md/html/0`);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  const url = await left();
  expect(url.pathname).toBe('/2.0/auth/webview/en/connect');
  expect(url.searchParams.get('client_id')).toBe('17473055');
  expect(url.searchParams.get('redirect_uri')).toBe(`${ORIGIN}/callback`);
  expect(url.searchParams.get('code')).toBe(CODE);
});

test("the README's own trigger leaves for the webview", async ({page}) => {
  const left = await surroundings(page);
  await page.goto(`${ORIGIN}/code/README.md/html/1`);
  await page.getByRole('button', {name: 'Repair this connection'}).click();
  expect((await left()).searchParams.get('connection_id')).toBe('46');
});

test("the README's broken connection is reconnected, with settings given once", async ({page}) => {
  const left = await surroundings(page);
  await page.goto(`${ORIGIN}/code/README.md/html/2`);
  await expect(page.getByText('Your bank asks you to confirm that it is you.')).toBeVisible();
  await expect(page.getByRole('button', {name: 'Manage connections'})).toBeVisible();
  await page.getByRole('button', {name: 'Reconnect'}).click();
  const url = await left();
  expect(url.pathname).toBe('/2.0/auth/webview/en/reconnect');
  expect(url.searchParams.get('connection_id')).toBe('46');
  expect(url.searchParams.get('code')).toBe(CODE);
});

test("the README's callback page shows the result", async ({page}) => {
  const left = await surroundings(page);
  await page.goto(`${ORIGIN}/code/README.md/html/0`);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  const state = (await left()).searchParams.get('state') ?? '';
  await page.goto(`${ORIGIN}/code/README.md/html/3?state=${state}&connection_id=46`);
  await expect(page.getByText('Your account is connected.')).toBeVisible();
});

test("the README's two functions make a round trip", async ({page}) => {
  const left = await surroundings(page);
  await page.goto(`${ORIGIN}/code/README.md/module/0`);
  await page.waitForFunction(() => 'code' in window);
  await page.evaluate(() => {
    void (window as unknown as {code: {connectBank(): Promise<void>}}).code.connectBank();
  });
  const url = await left();
  expect(url.searchParams.get('code')).toBe(CODE);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(
    `${ORIGIN}/code/README.md/module/1?state=${url.searchParams.get('state') ?? ''}&connection_id=46`,
  );
  await expect.poll(() => said).toContain('connect 46');
});
