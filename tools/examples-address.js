import {expect} from '@playwright/test';

/** How long a router may take to write an address back once the page is loaded, in ms. */
const TIME_TO_SETTLE = 200;

/** Where a router keeps an address. */
const PLACES = ['the address bar', 'history.state', "the router's query"];

/** Watches what the webview answered: that nothing of it stays in a page, and that nothing happens twice. */
export class AddressWatch {
  /** The values of `code` and `state` that came to the site. */
  #secrets = new Set();

  /** The codes that were handed over. */
  #exchanges = [];

  /** The kinds of the results that were fired. */
  #results = [];

  /** Watches every page of a browser's context. */
  static async of(context, origin, tokenPath = '/api/budgea/token') {
    const watch = new AddressWatch();
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin) return;
      if (url.pathname === tokenPath) watch.#exchanges.push(url.href);
      else if (request.isNavigationRequest()) watch.#noteAnswer(url);
    });
    await context.exposeBinding('noteResult', (_, kind) => watch.#results.push(kind));
    await context.addInitScript(() => {
      addEventListener('budgea-result', ({result}) => globalThis.noteResult(result.kind), {capture: true});
    });
    return watch;
  }

  /** Checks that nothing of an answer is in the address bar, in the history entry or in the router's own query. */
  async isClean(page, step, places = PLACES) {
    await page.waitForLoadState('load');
    await page.waitForTimeout(TIME_TO_SETTLE);
    const texts = await page.evaluate(() => ({
      'the address bar': location.href,
      'history.state': JSON.stringify(history.state),
      "the router's query": Array.from(
        document.querySelectorAll('[data-query]'),
        ({dataset}) => dataset.query,
      ).join(),
    }));
    expect(this.#secrets.size, 'an answer came to the site').toBeGreaterThan(0);
    for (const place of places)
      for (const secret of this.#secrets)
        expect(decodeURIComponent(texts[place]), `${place} after ${step}`).not.toContain(secret);
  }

  /** Checks that the code was handed over once, and that no other result was fired. Some apps use no events. */
  happenedOnce() {
    expect(this.#exchanges, 'the code is handed over once').toHaveLength(1);
    expect(['', 'success'], 'a success is fired once at most').toContain(this.#results.join());
  }

  #noteAnswer({searchParams}) {
    for (const name of ['code', 'state']) {
      const value = searchParams.get(name);
      if (value) this.#secrets.add(value);
    }
  }
}
