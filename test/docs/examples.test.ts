import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Description {
  readonly version: string;
  readonly private?: boolean;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const describedIn = (path: string): Description => JSON.parse(read(path)) as Description;
const names = readdirSync(new URL('examples/', root)).filter((name) =>
  existsSync(new URL(`examples/${name}/package.json`, root)),
);

describe.each(names)('the example %s', (name) => {
  const {dependencies, devDependencies, ...others} = describedIn(`examples/${name}/package.json`);
  const {
    'budgea-webview': webview,
    'budgea-sandbox': sandbox,
    ...theirs
  } = {...dependencies, ...devDependencies};

  it('depends on both packages, with the range that npm writes', () => {
    expect(webview).toBe(`^${describedIn('package.json').version}`);
    expect(sandbox).toBe(`^${describedIn('packages/sandbox/package.json').version}`);
    expect(devDependencies).toHaveProperty('budgea-sandbox');
    expect(others.private).toBe(true);
  });

  it('pins every other dependency', () => {
    for (const [dependency, version] of Object.entries(theirs)) {
      expect(version, dependency).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });
});

it('every front end has the same stand-in for a back end', () => {
  const files = names
    .map((name) => `examples/${name}/back-end.js`)
    .filter((path) => existsSync(new URL(path, root)));
  expect(files.length).toBeGreaterThan(1);
  expect(new Set(files.map(read)).size).toBe(1);
});
