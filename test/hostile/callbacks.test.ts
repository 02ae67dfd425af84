import {afterAll, describe, expect, it} from 'vitest';
import {type Callback, write} from './addresses-of-callbacks.js';
import {BROWSERS, bundle, open, openPage} from './browsers.js';
import {check, sample, times} from './check.js';
import {countCalls, stopClock, type Visit, visit, walk} from './visits.js';

const {now} = Date;

const by = (who: string | undefined): string => (who ? `, owner: '${who}'` : '');

/** Writes an address as code: as a template if the states in it can be read, else as what makes it. */
function addressAsCode(made: Callback): string {
  const count = (text: string, found: RegExp): number => text.match(found)?.length ?? 0;
  const url = JSON.stringify(write(made, (index) => `STATE${index}`)).slice(1, -1);
  const isReadable = count(url, /STATE\d/g) === count(JSON.stringify(made), /\{\d\}/g);
  if (!isReadable) return `write(${JSON.stringify(made)}, state)`;
  return `\`${url.replaceAll('\\"', '"').replace(/STATE(\d)/g, '${state($1)}')}\``;
}

/** Writes a visit as code. */
function code({starts, steps}: Visit): string {
  const lines = [
    'const store = new HostileStore();',
    'let now = Date.now();',
    'Date.now = () => now;',
    'const starts = [];',
    'const state = (index) => starts[index]?.state ?? `unknown-${index}`;',
    ...starts.map((given, index) => `starts.push(await begin(${JSON.stringify(given)}, ${index}, store));`),
  ];
  for (const {callback: made, again, owner: who, wait} of steps) {
    if (wait !== undefined) lines.push(`now += ${wait};`);
    if (made) lines.push(`finishFlow({url: ${addressAsCode(made)}, store${by(who)}});`);
    if (again) lines.push(`finishFlow({url: theSameUrl, store${by(who)}});`);
  }
  return lines.join('\n');
}

describe('any callback', () => {
  afterAll(() => {
    Date.now = now;
  });

  it('gets a verdict that the contract allows, and no attempt is lost', async () => {
    stopClock();
    const started = performance.now();
    await check({short: 800, long: 180_000}, visit, walk, code);
    const seconds = Math.round(performance.now() - started) / 1000;
    console.log(`hostile: ${countCalls()} callbacks in ${seconds} s`);
    expect(countCalls()).toBeGreaterThan(times({short: 4000, long: 1_000_000}));
  });

  it.each(BROWSERS)('gets such a verdict in %s', async (name) => {
    const all = sample(visit, times({short: 50, long: 2500}));
    const browser = await open(name);
    try {
      const page = await openPage(browser, 'https://app.example/');
      await page.evaluate(await bundle('./visits.ts'));
      const {failures, calls} = await page.evaluate(async (visits) => {
        const {bundled} = globalThis as unknown as {bundled: typeof import('./visits.js')};
        bundled.stopClock();
        const found: string[] = [];
        for (const [index, one] of visits.entries())
          await bundled.walk(one).catch((error: unknown) => found.push(`${index}: ${String(error)}`));
        return {failures: found, calls: bundled.countCalls()};
      }, all);
      console.log(`hostile: ${calls} callbacks in ${name}`);
      expect(failures).toEqual([]);
      expect(calls).toBeGreaterThan(times({short: 200, long: 10_000}));
    } finally {
      await browser.close();
    }
  });
});
