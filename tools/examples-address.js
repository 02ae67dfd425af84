import {expect} from '@playwright/test';

/** How long a router may take to write an address back once the page is loaded, in ms. */
const TIME_TO_SETTLE = 200;

/** Watches what the webview answered: that nothing of it stays in a page, and that nothing happens twice. */
export class AddressWatch {
  /** The values of `code` and `state` that came to the site. */
  #secrets = new Set();

  /** The codes that were handed over. */
  #exchanges = [];

  /** The kinds of the results that were fired. */
  #results = [];

  /** Watches every page of a browser's context. */
  static async of(context, site) {
    const watch = new AddressWatch();
    context.on('request', (request) => {
      if (request.url().startsWith(`${site.origin}/api/`)) watch.#noteExchange(request);
      else if (request.isNavigationRequest()) watch.#noteAnswer(request, site);
    });
    await context.exposeBinding('noteResult', (_, kind) => watch.#results.push(kind));
    await context.addInitScript(() => {
      addEventListener('budgea-result', ({result}) => globalThis.noteResult(result.kind), {capture: true});
    });
    return watch;
  }

  /** Checks that nothing of an answer is in the address bar, in the history entry or in the router's own query. */
  async isClean(page, step) {
    await page.waitForLoadState('load');
    await page.waitForTimeout(TIME_TO_SETTLE);
    const places = await page.evaluate(() => ({
      'the address bar': location.href,
      'history.state': JSON.stringify(history.state),
      "the router's query": Array.from(
        document.querySelectorAll('[data-query]'),
        ({dataset}) => dataset.query,
      ).join(),
    }));
    expect(this.#secrets.size, 'an answer came to the site').toBeGreaterThan(0);
    for (const [place, text] of Object.entries(places))
      for (const secret of this.#secrets)
        expect(decodeURIComponent(text), `${place} after ${step}`).not.toContain(secret);
  }

  /** Checks that there was one success, and that its code was handed over once. */
  happenedOnce() {
    expect(this.#exchanges, 'the code is handed over once').toHaveLength(1);
    const successes = this.#results.filter((kind) => kind === 'success');
    expect(successes.length, 'a success is fired once at most').toBeLessThanOrEqual(1);
  }

  #noteExchange(request) {
    if (request.method() === 'POST' && new URL(request.url()).pathname.endsWith('/token'))
      this.#exchanges.push(request.url());
  }

  #noteAnswer(request, site) {
    const {origin, searchParams} = new URL(request.url());
    if (origin !== site.origin) return;
    for (const name of ['code', 'state']) {
      const value = searchParams.get(name);
      if (value) this.#secrets.add(value);
    }
  }
}
