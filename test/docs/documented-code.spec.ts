import {expect, type Page, test} from '@playwright/test';
import {allBlocks, codeBlocks, runsInBrowser, writtenPages} from '../support/code-blocks.js';

const ORIGIN = 'http://localhost:4010';
const WEBVIEW = 'https://demo.biapi.pro/2.0/auth/webview/';

/** Errors that only Firefox reports, about files that are not served here. */
const NOT_SERVED = /^(The Same Origin Policy disallows|None of the “sha384” hashes|Loading module from)/;

/** Answers as a back end and as the webview do, and collects the errors of the page. */
async function surroundings(page: Page): Promise<readonly string[]> {
  const errors: string[] = [];
  page.on('pageerror', ({message}) => {
    if (!NOT_SERVED.test(message)) errors.push(message);
  });
  await page.route(/^https:/, (route) => route.abort());
  await page.route(`${WEBVIEW}**`, (route) => route.fulfill({body: 'the webview'}));
  await page.route('**/api/budgea/code', (route) => route.fulfill({json: {code: 'c+/'}}));
  await page.route('**/api/budgea/payment', (route) => route.fulfill({json: {code: 'c+/', paymentId: '31'}}));
  await page.route('**/api/budgea/token', (route) => route.fulfill({status: 204}));
  return errors;
}

async function runMarkup(page: Page, code: string): Promise<void> {
  const tags = new Set([...code.matchAll(/<(budgea-[a-z]+)/g)].map(([, tag = '']) => tag));
  for (const tag of tags) {
    await page.waitForFunction((name) => Boolean(customElements.get(name)), tag);
  }
  const flow = ['connect', 'reconnect', 'manage', 'transfer', 'payment'].find((name) =>
    tags.has(`budgea-${name}`),
  );
  if (flow === undefined) return;
  await page.locator(`budgea-${flow}`).first().click();
  // with `start-url` it leaves for the back end
  const places = [WEBVIEW, `${ORIGIN}/api/budgea/start/`];
  await page.waitForURL(
    ({href, pathname}) => places.some((place) => href.startsWith(place)) && pathname.endsWith(`/${flow}`),
  );
}

for (const path of writtenPages()) {
  const markup = codeBlocks(path, 'html');
  // a file that a page shows is run by the tests of that file
  const modules = [
    ...allBlocks(path)
      .filter(({language}) => language === 'ts')
      .entries(),
  ]
    .filter(([, block]) => block.file === undefined && runsInBrowser(block))
    .map(([index, {code}]) => [index, code] as const);

  if (markup.length > 0) {
    test(`the markup of ${path} defines its elements, and its first button leaves`, async ({page}) => {
      const errors = await surroundings(page);
      for (const [index, code] of markup.entries()) {
        await test.step(code, async () => {
          await page.goto(`${ORIGIN}/code/${path}/html/${index}`);
          await runMarkup(page, code);
        });
      }
      expect(errors).toEqual([]);
    });
  }

  if (modules.length > 0) {
    test(`the modules of ${path} run, or leave for the webview`, async ({context}) => {
      for (const [index, code] of modules) {
        await test.step(code, async () => {
          // a page for each module, since some leave it at once, and others later
          const page = await context.newPage();
          const errors = await surroundings(page);
          await page.goto(`${ORIGIN}/code/${path}/module/${index}`, {waitUntil: 'commit'});
          await page.waitForFunction(
            (webview) => 'code' in window || location.href.startsWith(webview),
            WEBVIEW,
          );
          expect(errors).toEqual([]);
        });
      }
    });
  }
}

test('the documentation has code for a browser', () => {
  const blocks = writtenPages().flatMap((page) => allBlocks(page));
  expect(blocks.filter(runsInBrowser).length).toBeGreaterThan(15);
});
