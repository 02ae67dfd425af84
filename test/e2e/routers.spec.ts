import {type BrowserContext, expect, type Page, test} from '@playwright/test';
import {AddressWatch} from '../../tools/examples-address.js';

const ORIGIN = 'http://localhost:4010';
const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';

/** An app that waits for an answer of the webview. */
class App {
  readonly page: Page;
  readonly #base: string;

  constructor(page: Page, name: string, variant: 'entry' | 'element') {
    this.page = page;
    this.#base = `${ORIGIN}/routers/${name}/${variant}/`;
  }

  /** Starts a flow, and opens the callback page with its answer. */
  async answer(): Promise<void> {
    await this.page.route('**/routers/token', (route) => route.fulfill({status: 204}));
    await this.page.goto(`${ORIGIN}/callback/`);
    const state = await this.page.evaluate(startedState);
    const query = new URLSearchParams({state, connection_id: '46', code: CODE});
    await this.page.goto(`${this.#base}callback?${query.toString()}`);
    await this.says('Your account is connected.');
  }

  async says(text: string): Promise<void> {
    await expect(this.page.getByText(text)).toBeVisible();
  }

  async follow(name: string): Promise<void> {
    await this.page.getByRole('link', {name, exact: true}).click();
  }
}

/** Starts a flow without a code, stays, and returns its state. */
async function startedState(): Promise<string> {
  const connect = document.createElement('budgea-connect');
  Object.assign(connect, {domain: 'demo', clientId: 17473055, redirectUri: '/callback/'});
  document.body.append(connect);
  const url = new Promise<string>((resolve) => {
    connect.addEventListener('budgea-leave', (event) => {
      event.preventDefault();
      resolve(event.url);
    });
  });
  await connect.start();
  return new URL(await url).searchParams.get('state') ?? '';
}

const watchOf = (context: BrowserContext): Promise<AddressWatch> =>
  AddressWatch.of(context, ORIGIN, '/routers/token');

const ROUTERS = [
  ['Vue Router', 'vue'],
  ['Vue Router in the hash', 'vue-hash'],
  ['React Router', 'react'],
  ['React Router with data', 'react-data'],
  ['React Router in the hash', 'react-hash'],
  ['TanStack Router', 'tanstack'],
  ['Turbo', 'turbo'],
  ['a hash router by hand', 'hash'],
] as const;

for (const [name, app] of ROUTERS) {
  test(`${name}: the entry keeps the answer out of the address on every way on and back`, async ({
    page,
    context,
  }) => {
    const watch = await watchOf(context);
    const opened = new App(page, app, 'entry');
    await opened.answer();
    await watch.isClean(page, 'the callback page');

    const callback = page.url();
    await opened.follow('Details');
    await expect(page).toHaveURL(`${callback}?view=details`);
    await watch.isClean(page, 'merging the query');
    await page.goBack();
    await expect(page).toHaveURL(callback);
    await watch.isClean(page, 'Back from the merged query');

    await opened.follow('Home');
    await expect(page.getByRole('heading', {name: 'Home'})).toBeVisible();
    await watch.isClean(page, 'going on');
    await page.goBack();
    await expect(page).toHaveURL(callback);
    await watch.isClean(page, 'Back from going on');

    await page.reload();
    await opened.says('There is nothing to finish here.');
    await watch.isClean(page, 'a reload');
    // Playwright loses a page that Firefox restores from the cache, so there it is loaded again
    await page.evaluate(() => {
      addEventListener('unload', () => undefined);
    });
    await page.goto('about:blank');
    await page.goBack({waitUntil: 'commit'});
    await opened.says('There is nothing to finish here.');
    await watch.isClean(page, 'Back from another site');
    watch.happenedOnce();
  });
}

for (const [name, app] of [
  ['Vue Router', 'vue'],
  ['React Router', 'react'],
] as const) {
  test(`${name}: without the entry, the address bar is clean until the router uses what it kept`, async ({
    page,
    context,
  }) => {
    const watch = await watchOf(context);
    const opened = new App(page, app, 'element');
    await opened.answer();
    await watch.isClean(page, 'the callback page', ['the address bar']);
    await opened.follow('Details');
    await expect(page).toHaveURL(/[?&]code=.*&view=details$/);
    watch.happenedOnce();
  });
}

for (const [name, app] of [
  ['TanStack Router', 'tanstack'],
  ['Turbo', 'turbo'],
] as const) {
  test(`${name}: the element is enough`, async ({page, context}) => {
    const watch = await watchOf(context);
    const opened = new App(page, app, 'element');
    await opened.answer();
    await opened.follow('Details');
    await expect(page).toHaveURL(/callback\?view=details$/);
    await watch.isClean(page, 'merging the query');
    await page.goBack();
    await expect(page).toHaveURL(/callback$/);
    await watch.isClean(page, 'Back from the merged query');
    watch.happenedOnce();
  });
}
