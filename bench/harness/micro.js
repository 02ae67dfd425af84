// Runs the parts that need no page: in Node with a storage in memory, and in a browser with `localStorage`.
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {launch, pageWith, serve} from './browser.js';
import {bundleOf} from './bundle.js';
import {collect} from './collect.js';

/** @typedef {import('./collect.js').SamplesByName} SamplesByName */

/** How many times more rounds of warm-up these parts need: an engine optimizes code over thousands of calls. */
const WARM_UP = {node: 20, browser: 4};

/**
 * Measures the subjects of a part, in Node and in a browser.
 *
 * @param {string} part
 * @param {import('./rounds.js').Effort} effort
 * @returns {Promise<{readonly node: SamplesByName, readonly browser: SamplesByName}>}
 */
export async function measureMicro(part, effort) {
  const warmed = (factor) => ({...effort, warmUp: effort.warmUp * factor});
  return {
    node: await inNode(part, warmed(WARM_UP.node)),
    browser: await inBrowser(part, warmed(WARM_UP.browser)),
  };
}

/**
 * Writes the section of a part: its goals and its table for Node and for Chromium, and its notes.
 *
 * @param {string} part
 * @param {import('./rounds.js').Effort} effort
 * @param {{
 *   readonly goals: (place: string, samples: SamplesByName) => readonly string[],
 *   readonly tableOf: (samples: SamplesByName) => string,
 *   readonly notes: readonly string[],
 * }} content
 */
export async function microSection(part, effort, {goals, tableOf, notes}) {
  const {node, browser} = await measureMicro(part, effort);
  return {
    goals: [...goals('Node', node), ...goals('Chromium', browser)],
    body: [
      'In Node, with a storage in memory:',
      tableOf(node),
      'In Chromium, with its `localStorage`:',
      tableOf(browser),
      ...notes,
    ].join('\n\n'),
  };
}

/** Returns a subject's name for a table: as code, unless it was written by hand. */
export function labelOf(name) {
  return name.includes('by hand') ? name : `\`${name}\``;
}

async function inNode(part, effort) {
  const folder = await mkdtemp(join(tmpdir(), 'budgea-bench-'));
  const script = join(folder, 'micro.mjs');
  try {
    // one of the packages looks for `window.crypto`
    const text = await bundleOf('micro/in-node.js', {platform: 'node', define: {window: 'globalThis'}});
    await writeFile(script, text);
    return await collect(effort, async (options) => {
      const child = fork(script);
      child.send({part, options});
      const [samples] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
      if (typeof samples !== 'object') throw new Error(`${part} ended in Node with ${samples}`);
      return samples;
    });
  } finally {
    await rm(folder, {recursive: true});
  }
}

async function inBrowser(part, effort) {
  const server = await serve({
    '/': pageWith('/micro.js'),
    '/micro.js': ['text/javascript', await bundleOf('micro/in-browser.js')],
  });
  try {
    return await collect(effort, async (options) => {
      const browser = await launch();
      try {
        const page = await browser.newPage();
        await page.goto(`${server.origin}/`);
        return await page.evaluate((...given) => globalThis.measurePart(...given), part, options);
      } finally {
        await browser.close();
      }
    });
  } finally {
    server.close();
  }
}
