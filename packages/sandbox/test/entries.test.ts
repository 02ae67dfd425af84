import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';

const folder = fileURLToPath(new URL('../src/', import.meta.url));
const modules = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) =>
  name.endsWith('.ts'),
);

/** The imports of a module, by the names in its code; `types` are those that the compiler removes. */
function importsOf(module: string): {readonly code: readonly string[]; readonly types: readonly string[]} {
  const text = readFileSync(folder + module, 'utf8');
  const found = [...text.matchAll(/^(?:import|export) (type )?(?:[^;']*? from )?'([^']+)';/gm)];
  const named = (isType: boolean): readonly string[] =>
    found.filter(([, type]) => (type !== undefined) === isType).map(([, , name = '']) => name);
  return {code: named(false), types: named(true)};
}

/** A module, and everything that it imports at once. */
function loadedBy(module: string, loaded: Set<string> = new Set<string>()): ReadonlySet<string> {
  if (loaded.has(module)) return loaded;
  loaded.add(module);
  for (const name of importsOf(module).code) {
    if (name.startsWith('.')) {
      const path = new URL(name.replace(/\.js$/, '.ts'), `file:///${module}`).pathname.slice(1);
      loadedBy(path, loaded);
    } else loaded.add(name);
  }
  return loaded;
}

describe('the sandbox', () => {
  it('imports only its own modules, Node, its dependency, and the types of Vite', () => {
    expect(modules.length).toBeGreaterThan(50);
    const outside = modules.flatMap((module) => {
      const {code, types} = importsOf(module);
      const isOwn = (name: string): boolean =>
        new URL(name, `file://${folder}${module}`).pathname.startsWith(folder);
      return [...code, ...types].filter(
        (name) => !(name.startsWith('.') ? isOwn(name) : /^node:/.test(name)),
      );
    });
    expect([...new Set(outside)].sort()).toEqual(['@remix-run/node-fetch-server', 'vite']);
    expect(modules.flatMap((module) => importsOf(module).code)).not.toContain('vite');
  });

  it.each(['index.ts', 'testing.ts'])('loads nothing of Node by importing %s', (entry) => {
    const loaded = [...loadedBy(entry)];
    expect(loaded.length).toBeGreaterThan(3);
    expect(loaded.filter((name) => !name.endsWith('.ts'))).toEqual([]);
  });
});
