import {readdirSync} from 'node:fs';
import {AxeBuilder} from '@axe-core/playwright';
import {expect, type Page, test} from '@playwright/test';
import {BASE, FILES, markupOf, PAGES} from './built-site.js';

/** One page of each sort. */
const MAIN_PAGES = [
  '',
  'guide/getting-started.html',
  'guide/errors.html',
  'recipes/react-router.html',
  'live/',
  'docs/parameters.html',
  'elements/budgea-connection.html',
  'api/budgea-webview/flows/functions/startFlow.html',
];

async function settled(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator('main, [role=main]')).toBeVisible();
  const live = page.locator('live-element, live-app');
  if ((await live.count()) > 0) await expect(live.getByRole('button').first()).toBeVisible();
}

test('every link leads to a page of the site, every anchor to a place on it', () => {
  const ids = new Map(
    PAGES.map((page) => [page, new Set([...markupOf(page).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]),
  );
  const dead: string[] = [];
  let checked = 0;
  for (const page of PAGES) {
    for (const [, href = ''] of markupOf(page).matchAll(/<a [^>]*href="([^"]+)"/g)) {
      const {origin, pathname, hash} = new URL(href, `http://site${BASE}${page}`);
      if (origin !== 'http://site') continue;
      checked += 1;
      const target = decodeURIComponent(pathname.slice(BASE.length)).replace(/(^|\/)$/, '$1index.html');
      const isAlive =
        hash === '' ? FILES.includes(target) : ids.get(target)?.has(decodeURIComponent(hash.slice(1)));
      if (!isAlive) dead.push(`${page}: ${href}`);
    }
  }
  expect(checked).toBeGreaterThan(1000);
  expect(dead).toEqual([]);
});

test('no page loads anything from another site', () => {
  const foreign = PAGES.flatMap((page) =>
    [
      ...markupOf(page).matchAll(
        /<(?:script|img|source|iframe)[^>]* src(?:set)?="(https?:[^"]*)|<link[^>]* href="(https?:[^"]*)/g,
      ),
    ].map(([found]) => `${page}: ${found}`),
  );
  expect(foreign).toEqual([]);
});

test('every page of docs/ is in the sidebar', async ({page}) => {
  await page.goto('guide/getting-started.html');
  const sidebar = page.getByRole('navigation', {name: 'Sidebar'});
  const names = readdirSync(new URL('../../../docs/', import.meta.url)).filter((name) =>
    name.endsWith('.md'),
  );
  for (const name of names) {
    await expect(sidebar.locator(`a[href$="/docs/${name.replace('.md', '.html')}"]`)).toHaveCount(1);
  }
});

test('search finds an attribute, and leads to its explanation', async ({page}) => {
  await page.goto('./');
  await page.getByRole('button', {name: 'Search'}).click();
  await page.getByRole('searchbox').fill('connector-ids');
  const first = page.getByRole('listbox').getByRole('option').first();
  await expect(first).toBeVisible();
  await first.click();
  await expect(page.getByRole('main').getByText('connector-ids').first()).toBeVisible();
});

test('no page scrolls sideways on a phone', async ({page}) => {
  await page.setViewportSize({width: 360, height: 740});
  const wide: string[] = [];
  for (const path of PAGES.filter((one) => !/^api\/.*\/(?!index)/.test(one))) {
    await page.goto(path, {waitUntil: 'domcontentloaded'});
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) wide.push(`${path}: ${overflow} px`);
  }
  expect(wide).toEqual([]);
});

test('on a phone, the menu leads to every part', async ({page}) => {
  await page.setViewportSize({width: 360, height: 740});
  await page.goto('guide/getting-started.html');
  await page.getByRole('button', {name: 'Menu'}).click();
  await page.getByRole('link', {name: 'Tests', exact: true}).click();
  await expect(page.getByRole('heading', {name: 'Tests', level: 1})).toBeVisible();
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const) {
  test.describe(`in ${colorScheme} colours, ${width} pixels wide`, () => {
    test.use({colorScheme, viewport: {width, height: 740}});

    for (const address of MAIN_PAGES) {
      test(`axe finds nothing on /${address}`, async ({page}) => {
        await settled(page, address === '' ? './' : address);
        const {violations} = await new AxeBuilder({page}).analyze();
        expect(violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)])).toEqual([]);
      });
    }
  });
}
