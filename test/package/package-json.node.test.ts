import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {VERSION} from '../../src/version.js';

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  version: string;
  main: string;
  types: string;
  exports: Record<string, string | Record<string, string>>;
  sideEffects: string[];
  scripts: Record<string, string>;
};

const FRAMEWORKS = ['preact', 'react', 'solid', 'svelte', 'vue'];

function filesIn(folder: string): string[] {
  return readdirSync(new URL(folder, root)).map((name) => name.replace(/\.ts$/, ''));
}

/** The modules that register an element, each named after its tag. */
const tags = filesIn('src/components/').filter((name) =>
  filesIn('src/components/').includes(`${name}-element`),
);
/** The languages that are not built in: each registers itself. */
const languages = filesIn('src/languages/').filter((name) =>
  readFileSync(new URL(`src/languages/${name}.ts`, root), 'utf8').includes('\naddTexts('),
);
/** The folders with an `index.ts` that is an entry. */
const folders = filesIn('src/').filter(
  (name) =>
    !name.includes('.') &&
    !['index', 'define', 'callback', 'single-file', 'version', 'worker'].includes(name) &&
    filesIn(`src/${name}/`).includes('index'),
);
/** The modules that do something when they are imported. */
const active = [
  'define',
  'callback',
  ...tags.map((tag) => `components/${tag}`),
  ...languages.map((language) => `languages/${language}`),
];

const entry = (module: string, inWorkers?: string): Record<string, string> => ({
  types: `./dist/${module}.d.ts`,
  // Lit's build for browsers, which bundlers for workers take, fails there
  ...(inWorkers && {workerd: `./dist/worker/${inWorkers}.js`, worker: `./dist/worker/${inWorkers}.js`}),
  default: `./dist/${module}.js`,
});
const hasElements = (module: string): boolean => module === 'define' || module.startsWith('components/');

describe('package.json', () => {
  it('exports one entry for the root, React, each folder, Node, the callback, each tag, each language and each framework', () => {
    expect(tags).toHaveLength(9);
    expect(languages).toHaveLength(5);
    const expected: Record<string, unknown> = {
      '.': entry('index', 'index'),
      './react': entry('react/index', 'react'),
      './dist/cdn/budgea-webview.js': {
        types: './dist/single-file.d.ts',
        default: './dist/cdn/budgea-webview.js',
      },
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    };
    for (const module of active)
      expected[`./${module}`] = entry(module, hasElements(module) ? 'define' : undefined);
    for (const folder of folders) expected[`./${folder}`] = entry(`${folder}/index`);
    for (const language of languages) {
      expected[`./dist/cdn/languages/${language}.js`] = {
        types: `./dist/languages/${language}.d.ts`,
        default: `./dist/cdn/languages/${language}.js`,
      };
    }
    expected['./server/node'] = entry('server/node');
    for (const name of FRAMEWORKS) {
      expected[`./types/${name}`] = {
        types: `./dist/types/${name}.d.ts`,
        default: './dist/types/types-only.js',
      };
    }
    expect(manifest.exports).toEqual(expected);
  });

  it('has the root also for tools that do not read exports', () => {
    expect(manifest.exports['.']).toMatchObject({types: manifest.types, default: manifest.main});
  });

  it('names types before code in each entry, since the first match counts', () => {
    for (const [name, conditions] of Object.entries(manifest.exports)) {
      if (typeof conditions === 'string') continue;
      const names = Object.keys(conditions);
      expect([names[0], names.at(-1)], name).toEqual(['types', 'default']);
    }
  });

  it('lists as side effects only the modules that do something when they are imported, built and as source', () => {
    const expected = [
      ...[...active, 'single-file'].flatMap((module) => [`./dist/${module}.js`, `./src/${module}.ts`]),
      './dist/cdn/budgea-webview.js',
      ...languages.map((language) => `./dist/cdn/languages/${language}.js`),
    ];
    const own = manifest.sideEffects.filter((path) => /^\.\/(dist|src)\//.test(path));
    expect(own.sort()).toEqual(expected.sort());
  });

  it('runs nothing when it is installed', () => {
    const scripts = Object.keys(manifest.scripts).filter((name) =>
      /install|^prepare$|^dependencies$/.test(name),
    );
    expect(scripts).toEqual([]);
  });

  it('has the version of the elements', () => {
    expect(VERSION).toBe(manifest.version);
  });
});
