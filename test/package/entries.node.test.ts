import {readFileSync} from 'node:fs';
import ts from 'typescript';
import {describe, expect, it, vi} from 'vitest';

const root = new URL('../../', import.meta.url);
const {exports} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  exports: Record<string, string | {default: string}>;
};
/** The entries with one source each. Those that only the build creates are tested in the packed package. */
const modules = Object.entries(exports).flatMap(([name, entry]) =>
  typeof entry === 'string' || /^\.\/(types\/|dist\/|react$)/.test(name)
    ? []
    : [[name, entry.default] as const],
);

/** Returns the source of an entry. */
function sourceOf(entry: string): string {
  return new URL(entry.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts'), root).pathname;
}

describe('every entry of the package', () => {
  for (const [name, entry] of modules) {
    it(`${name} imports in plain Node`, async () => {
      expect(typeof (await import(sourceOf(entry)))).toBe('object');
    });
  }

  it('registers something only if it is named after what it registers', async () => {
    const pure = modules.filter(([name]) => name !== './define' && !name.startsWith('./components/'));
    const names = pure.map(([name]) => name.replace(/^\.\/languages\/.*/, './languages'));
    expect([...new Set(names)].sort()).toEqual([
      '.',
      './callback',
      './flows',
      './languages',
      './server',
      './server/node',
    ]);
    await import('lit'); // brings a registry to Node
    vi.resetModules();
    const registered: string[] = [];
    vi.spyOn(customElements, 'get').mockReturnValue(undefined);
    vi.spyOn(customElements, 'define').mockImplementation((tag) => {
      registered.push(tag);
    });
    for (const [, entry] of pure) await import(sourceOf(entry));
    expect(registered).toEqual([]);
    await import(sourceOf('./dist/define.js'));
    expect(registered).toHaveLength(modules.length - pure.length - 1);
  });
});

/** Returns what a module imports, directly or through other modules: paths of ours, names of packages. */
function importsOf(path: string, found: Set<string> = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const {fileName: name} of ts.preProcessFile(readFileSync(path, 'utf8')).importedFiles) {
    if (name.startsWith('.'))
      importsOf(new URL(name.replace(/\.js$/, '.ts'), `file://${path}`).pathname, found);
    else found.add(name);
  }
  return found;
}

describe('the root in a worker', () => {
  it('has the same names as everywhere else', async () => {
    const namesOf = async (entry: string): Promise<string[]> =>
      Object.keys((await import(sourceOf(entry))) as object).sort();
    expect(await namesOf('./dist/worker/index.js')).toEqual(await namesOf('./dist/index.js'));
  });

  it('depends only on what the flows depend on', () => {
    const packages = [...importsOf(sourceOf('./dist/worker/index.js'))].filter(
      (name) => !name.startsWith('/'),
    );
    expect(packages).toEqual(['nanoid']);
  });
});

describe('the modules', () => {
  it('of the package never listen for unload, which would keep pages out of the back/forward cache', () => {
    const sources = modules
      .flatMap(([, entry]) => [...importsOf(sourceOf(entry))])
      .filter((name) => name.startsWith('/'));
    for (const path of new Set(sources)) expect(readFileSync(path, 'utf8'), path).not.toMatch(/unload/);
  });

  it('of the flows depend only on nanoid', () => {
    const packages = [...importsOf(sourceOf('./dist/flows/index.js'))].filter(
      (name) => !name.startsWith('/'),
    );
    expect(packages).toEqual(['nanoid']);
  });

  it('of the callback depend on no package, so that they run before anything else', () => {
    const modules = [...importsOf(sourceOf('./dist/callback.js'))];
    expect(modules.filter((name) => !name.startsWith('/'))).toEqual([]);
    expect(modules.filter((name) => /components|languages/.test(name))).toEqual([]);
  });

  it('of the emulated service run on any platform, except for its server', () => {
    const path = new URL('packages/sandbox/src/create-sandbox.ts', root).pathname;
    expect([...importsOf(path)].filter((name) => !name.startsWith('/'))).toEqual([]);
    for (const module of importsOf(path))
      expect(readFileSync(module, 'utf8'), module).not.toMatch(/\b(Buffer|process)\.\w/);
  });

  it('of the back end depend on no package, and only `server/node` on Node', () => {
    const packages = [...importsOf(sourceOf('./dist/server/index.js'))].filter(
      (name) => !name.startsWith('/'),
    );
    expect(packages).toEqual([]);
  });
});
