import {existsSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';

const root = new URL('../../', import.meta.url);
const page = new URL('docs/frameworks.md', root);
const text = readFileSync(page, 'utf8');

const {devDependencies, dependencies} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
};

/** The package of each stack whose version the page names. */
const PACKAGES: Readonly<Record<string, string>> = {
  Lit: 'lit',
  'React 18': 'react-18',
  'React 19': 'react',
  'Preact 10': 'preact',
  'Preact 11': 'preact-11',
  Solid: 'solid-js',
  Vue: 'vue',
  Svelte: 'svelte',
  Angular: '@angular/core',
};

/** The rows of all tables: what each cell holds, by the name of its column. */
const rows = tablesOf(text).flatMap(([head = [], , ...lines]) =>
  lines.map((line) => new Map(head.map((name, index) => [name, line[index] ?? '']))),
);

/** Returns the cells of the tables of a page. */
function tablesOf(markdown: string): (readonly string[])[][] {
  return markdown
    .split('\n\n')
    .filter((block) => block.startsWith('| '))
    .map((block) =>
      block
        .trim()
        .split('\n')
        .map((line) => line.slice(2, -2).split(' | ')),
    );
}

/** Returns what a cell links to. */
const targetsOf = (cell = ''): URL[] =>
  [...cell.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => new URL(link, page));

/** The rows about markup. */
const markup = rows.filter((row) => row.has('an attribute'));

const named = (list: typeof rows) => list.map((row) => [row.get('stack') ?? '', row] as const);

describe.each(named(rows))('the row of %s', (_stack, row) => {
  it('names an example or a test that exists', () => {
    const targets = targetsOf(row.get('tried with'));
    expect(targets).not.toEqual([]);
    for (const target of targets) {
      expect(target.pathname).toMatch(/\/(?:examples|test)\//);
      expect(existsSync(target), target.pathname).toBe(true);
    }
  });
});

describe.each(named(markup))('the row of %s', (stack, row) => {
  it('names the version that is tested', () => {
    const name = PACKAGES[stack];
    const range = name === undefined ? '–' : {...dependencies, ...devDependencies}[name];
    expect(row.get('version')).toBe(range?.replace(/^npm:.*@|\^/, ''));
  });

  it('writes the elements as the tested page does', () => {
    const [target = page] = targetsOf(row.get('tried with'));
    const source = readFileSync(target, 'utf8');
    const ways = ['an attribute', 'a property', 'a listener'].map((column) => row.get(column) ?? '');
    const written = ways.flatMap((way) => [...way.matchAll(/`([^`]+)…/g)].map(([, start = '']) => start));
    expect(written.length).toBeGreaterThan(0);
    for (const start of written) expect(source).toContain(start);
  });
});

it('every stack of test/frameworks/ has a row', () => {
  const tested = readFileSync(new URL('test/frameworks/frameworks.test.ts', root), 'utf8');
  const stacks = [...tested.matchAll(/^ {2}'?([\w ]+?)'?: \{page:/gm)].map(([, name]) => name);
  expect(stacks.length).toBeGreaterThan(5);
  expect(markup.map((row) => row.get('stack'))).toEqual(stacks);
});
