import {readFile} from 'node:fs/promises';
import {launch, pageWith, serve} from '../harness/browser.js';
import {benchFolder, bundleOf, root, textOf} from '../harness/bundle.js';
import {collect} from '../harness/collect.js';
import {goal, spread, table, times, versus} from '../harness/report.js';
import {orders} from '../harness/rounds.js';
import {ratio, summary} from '../harness/statistics.js';

const LIMIT = 1.25;
/** Each measurement needs a new frame, so there are fewer rounds. */
const FEWER = 0.75;
const IN_PROPORTION = 1;
const COUNTS = [1, 100, 1000];
const MANY = 1000;

const BASELINE = 'a bare Lit button';
const TWIN = 'a bare Lit button, again';
const OURS = '<budgea-reconnect>';
const KINDS = {
  [BASELINE]: 'bare-lit-button',
  [TWIN]: 'bare-lit-button',
  [OURS]: 'ours',
  'a native button': 'native-button',
};

const BARE = `The bare Lit button is a \`LitElement\` with a shadow root that delegates the focus, the style sheet of our buttons, a
native button with a click listener that does nothing, a slot with a label, and six properties: one for each of the five
attributes of the measured markup, and a reflected \`disabled\`. Each measurement is in a new frame, and takes the time from
\`customElements.define\` to the layout of the buttons.`;

const WHY = `A \`<budgea-reconnect>\` has more than a bare Lit button: a line that announces a start to screen readers, which must be
there before it has a text; a slot for the page's own button; a label that follows the language; a place for the message after
a failure; and more properties.`;

export const page = {
  name: 'page',
  title: 'In the page',
  run: async ({effort}) => {
    const {renders, scripts, memory} = await measured(effort);
    return {
      goals: [
        ...COUNTS.map((count) =>
          goal(
            `rendering ${amount(count)} against as many bare Lit buttons`,
            ratio(renders[`${OURS}, ${count}`], renders[`${BASELINE}, ${count}`]),
            LIMIT,
          ),
        ),
        goal(
          'each of 1,000 against each of 100',
          scaled(ratio(renders[`${OURS}, 1000`], renders[`${OURS}, 100`]), 1 / 10),
          IN_PROPORTION,
        ),
      ],
      body: [
        BARE,
        rendersTable(renders),
        'The heap of each of 1,000 buttons after garbage collection, in JavaScript and in the document:',
        memoryTable(memory),
        'The time to compile and run a script, as text of the page, without network and cache:',
        scriptsTable(scripts),
        WHY,
      ].join('\n\n'),
    };
  },
};

function amount(count) {
  return `${count.toLocaleString('en')} \`${OURS}\``;
}

function scaled({median, low, high}, factor) {
  return {median: median * factor, low: low * factor, high: high * factor};
}

function rendersTable(renders) {
  const of = (name, count) => renders[`${name}, ${count}`];
  const rows = Object.keys(KINDS).map((name) => [
    labelOf(name),
    ...COUNTS.flatMap((count) => [
      spread(of(name, count)),
      versus(of(name, count), of(BASELINE, count), of(TWIN, count)),
    ]),
    times(ratio(of(name, 1000), of(name, 100)).median / 10),
  ]);
  const heads = COUNTS.flatMap((count) => [count.toLocaleString('en'), '× bare Lit']);
  return table(['', ...heads, 'each of 1,000 × each of 100'], rows);
}

function memoryTable(memory) {
  const rows = Object.keys(KINDS).map((name) => [
    labelOf(name),
    `${Math.round(summary(memory[name]).median).toLocaleString('en')} B`,
    versus(memory[name], memory[BASELINE], memory[TWIN]),
  ]);
  return table(['', 'each', '× bare Lit'], rows);
}

function scriptsTable(scripts) {
  const rows = Object.entries(scripts).map(([name, samples]) => [
    name,
    spread(samples),
    versus(samples, scripts['only Lit'], scripts['only Lit, again']),
  ]);
  return table(['', 'time', '× only Lit'], rows);
}

function labelOf(name) {
  return name === OURS ? `\`${name}\`` : name;
}

async function measured(effort) {
  const server = await serve(await pages());
  try {
    const kinds = Object.entries(KINDS).map(([name, file]) => ({name, source: `/${file}`}));
    const scripts = await scriptTexts();
    const rounds = Math.ceil(effort.rounds * FEWER);
    const inPage = (work) =>
      collect({...effort, rounds}, (options) =>
        withPage(server, '/rounds', (opened) => work(opened, options)),
      );
    return {
      renders: await inPage((opened, options) =>
        opened.evaluate((...given) => globalThis.measureRenders(...given), kinds, options),
      ),
      scripts: await inPage((opened, options) =>
        opened.evaluate((...given) => globalThis.measureScripts(...given), scripts, options),
      ),
      memory: await memory(server, kinds, effort),
    };
  } finally {
    server.close();
  }
}

async function pages() {
  const pages = {
    '/empty': pageWith('/empty.js'),
    '/empty.js': ['text/javascript', ''],
    '/rounds': pageWith('/rounds.js'),
    '/rounds.js': ['text/javascript', await bundleOf('page/rounds.js')],
  };
  for (const file of new Set(Object.values(KINDS))) {
    pages[`/${file}`] = pageWith(`/${file}.js`);
    pages[`/${file}.js`] = [
      'text/javascript',
      await bundleOf('page/frame.js', {alias: {subject: `${benchFolder}page/${file}.js`}}),
    ];
  }
  return pages;
}

async function scriptTexts() {
  const lit = await textOf({
    stdin: {contents: "import * as lit from 'lit'; globalThis.lit = lit;", resolveDir: root},
    format: 'iife',
    minify: true,
  });
  const ours = await readFile(new URL('../../dist/cdn/budgea-webview.js', import.meta.url), 'utf8');
  const asFunction = `{(() => {"use strict";${ours}\n})()}`;
  return [
    {name: 'only Lit', text: lit},
    {name: 'only Lit, again', text: lit},
    {name: 'the single file', text: asFunction},
    {name: 'nothing', text: '{(() => {"use strict";})()}'},
  ];
}

async function withPage(server, path, work) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(server.origin + path);
    return await work(page);
  } finally {
    await browser.close();
  }
}

/** Measures the bytes of heap of each of many buttons, in a new page each time. */
async function memory(server, kinds, {processes}) {
  const samples = Object.fromEntries(kinds.map(({name}) => [name, []]));
  const rows = orders(kinds.length);
  for (let round = 0; round < processes; round++) {
    for (const index of rows[round % rows.length]) {
      const {name, source} = kinds[index];
      samples[name].push([await withPage(server, source, bytesOfEach)]);
    }
  }
  return samples;
}

async function bytesOfEach(opened) {
  const client = await opened.createCDPSession();
  const used = async () => {
    // the first collection may release objects that only the second can collect
    for (let pass = 0; pass < 2; pass++) await client.send('HeapProfiler.collectGarbage');
    const {usedSize, embedderHeapUsedSize, backingStorageSize} = await client.send('Runtime.getHeapUsage');
    return usedSize + embedderHeapUsedSize + backingStorageSize;
  };
  // the first button also loads what all of them share
  await opened.evaluate(() => {
    globalThis.define();
    return globalThis.showButtons(1);
  });
  const before = await used();
  await opened.evaluate((count) => globalThis.showButtons(count), MANY);
  return ((await used()) - before) / MANY;
}
