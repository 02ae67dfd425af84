import {expect, type Page, test} from '@playwright/test';
import type {FlowResult} from '../../src/flows/index.js';
import {policyPath} from '../support/policies.js';
import {Bank} from './bank.js';

const BARE = 'http://localhost:4010';

/** Goes to the webview and back, to a callback page that does not read the answer, and returns the address. */
async function answerTo(page: Page, end: (bank: Bank) => Promise<void>): Promise<string> {
  await page.route('**/callback/callback.ts*', (route) => route.abort());
  await page.goto('/');
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await end(new Bank(page));
  await page.waitForURL('**/callback/?*');
  await page.unroute('**/callback/callback.ts*');
  return page.url();
}

test('a reload of the callback page finds nothing to finish, and loses nothing', async ({page}) => {
  await page.goto('/');
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await new Bank(page).connect();
  await expect(page.getByText('Banque des Tilleuls is connected')).toBeVisible();
  await page.reload();
  await expect(page.getByText('There is nothing to finish here.')).toBeVisible();
  await page.getByRole('link', {name: 'Continue'}).click();
  await expect(page.getByRole('heading', {name: 'Banque des Tilleuls'})).toBeVisible();
});

test('two tabs can finish the flow of each other', async ({context}) => {
  const tabs = [await context.newPage(), await context.newPage()] as const;
  const cancel = (bank: Bank): Promise<void> => bank.press('Cancel');
  const urls = [await answerTo(tabs[0], cancel), await answerTo(tabs[1], cancel)] as const;
  expect(urls[0]).not.toBe(urls[1]);
  await tabs[0].goto(urls[1]);
  await expect(tabs[0].getByText('You stopped before the end.')).toBeVisible();
  await tabs[1].goto(urls[0]);
  await expect(tabs[1].getByText('You stopped before the end.')).toBeVisible();
});

test('two tabs that open one success, one right after the other, give it once', async ({context}) => {
  const tabs = [await context.newPage(), await context.newPage()] as const;
  const url = await answerTo(tabs[0], (bank) => bank.connect());
  // another process sees a write to the storage a moment later, and no synchronous lock spans processes
  for (const tab of tabs) await tab.goto(url);
  const texts = await Promise.all(
    tabs.map(async (tab) => {
      const status = tab.locator('budgea-callback [part=message][role=status]');
      await expect(status).toHaveText(/is connected|already done/);
      return (await status.textContent())?.trim();
    }),
  );
  expect(texts).toContain('This step is already done. There is nothing more to do here.');
  expect(texts.filter((text) => text?.includes('is connected'))).toHaveLength(1);
});

test("React's StrictMode gets the same result object each time", async ({page}) => {
  await page.goto(`${BARE}/react/`);
  await page.getByRole('button', {name: 'Connect', exact: true}).click();
  const callback = page.waitForURL('**/react/?*', {waitUntil: 'commit'});
  await new Bank(page).connect();
  await callback;
  await expect(page.locator('output')).toHaveText('success');
  await expect(page.getByText('Your account is connected.')).toBeVisible();
  await expect(page).toHaveURL(`${BARE}/react/`);
  const [count, same, kind] = await page.evaluate(() => {
    const {seen} = window as unknown as {seen: FlowResult[]};
    return [seen.length, seen.every((result) => result === seen[0]), seen[0]?.kind];
  });
  expect(count).toBeGreaterThanOrEqual(4);
  expect(same).toBe(true);
  expect(kind).toBe('success');
});

test('a frame without storage fails before it leaves, and verifies no callback', async ({page}) => {
  await page.goto(`${BARE}/frame/`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', {name: 'Connect a bank'}).click();
  await expect(frame.locator('output')).toContainText('no-storage: The storage is blocked or full');
  await expect(frame.getByRole('alert').filter({hasText: 'Please allow site data (cookies)'})).toBeVisible();
  await expect(frame.getByRole('button', {name: 'Connect a bank'})).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );

  const inside = page.frames().find((found) => found.url().includes('inside'));
  await inside?.goto(`${BARE}/frame/inside.html?state=s&connection_id=46`);
  await expect(
    frame.getByText('Your browser does not let this site remember what you started.'),
  ).toBeVisible();
});

test('a click while offline stays on the page, and the button works once online', async ({page, context}) => {
  await page.goto('/');
  await expect(page.getByRole('button', {name: 'Connect a bank'})).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await expect(page.getByRole('alert').filter({hasText: 'The page could not be opened.'})).toBeVisible();
  await context.setOffline(false);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await expect(page).toHaveURL(/localhost:4001/);
});

test('a button works again on a page that the back button restored from the cache', async ({page}, {
  config,
}) => {
  test.skip(
    config.metadata['chrome'] === '@sparticuz/chromium',
    'the headless shell has no back/forward cache',
  );
  // a page without Vite's open socket, which keeps a page out of Firefox's cache
  await page.goto(BARE + policyPath('From your own origin', 'start'));
  // Playwright loses sight of a page that Firefox restores, so the page itself clicks there
  await page.evaluate(() => {
    addEventListener('pageshow', ({persisted}) => {
      if (persisted) setTimeout(() => document.querySelector('budgea-connect')?.click());
    });
  });
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await expect(page).toHaveURL(/^http:\/\/localhost:4001\//);
  const first = page.url();
  const again = page.waitForRequest((request) => request.url().startsWith('http://localhost:4001/2.0/auth/'));
  await page.evaluate(() => {
    setTimeout(() => {
      history.back();
    });
  });
  expect((await again).url()).not.toBe(first);
});

test('a panel loads again on a page that the back button restored from the cache', async ({page}, {
  config,
}) => {
  test.skip(
    config.metadata['chrome'] === '@sparticuz/chromium',
    'the headless shell has no back/forward cache',
  );
  await page.goto(BARE + policyPath('From your own origin', 'panel'));
  await page.waitForLoadState('networkidle');
  // only a page that was kept has it
  await page
    .locator('budgea-connections')
    .evaluate((element: HTMLElementTagNameMap['budgea-connections']) => {
      element.fetch = (url, init) => fetch(`${url}?kept`, init);
    });
  await page.goto(`${BARE}/bare/`);
  const again = page.waitForRequest('**/connections?kept');
  await page.evaluate(() => {
    setTimeout(() => {
      history.back();
    });
  });
  expect((await again).method()).toBe('GET');
});

test('nothing listens for unload, so a page with elements can go into the back/forward cache', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, {heard});
    const {addEventListener} = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (
      this: EventTarget,
      ...given: Parameters<typeof addEventListener>
    ) {
      heard.push(given[0]);
      addEventListener.apply(this, given);
    };
  });
  await page.goto(BARE + policyPath('From your own origin', 'panel'));
  await page.waitForLoadState('networkidle');
  const heardByPanel = await page.evaluate(() => (window as unknown as {heard: string[]}).heard);
  expect(heardByPanel).toContain('pageshow');
  expect(heardByPanel).not.toContain('unload');
  await page.goto(`${BARE}/`);
  const button = page.getByRole('button', {name: 'Reconnect'});
  await page.evaluate(() => {
    document.addEventListener('budgea-leave', (event) => {
      event.preventDefault();
    });
  });
  await button.click();
  await expect(button).toBeEnabled();
  const heard = await page.evaluate(() => (window as unknown as {heard: string[]}).heard);
  expect(heard).toContain('pageshow');
  expect(heard).not.toContain('unload');
});
