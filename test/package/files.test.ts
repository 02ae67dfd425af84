import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse} from 'acorn';
import {describe, expect, it} from 'vitest';
import {installedIn, listOf, type PackageName, PACKAGES, packedJson, packedText} from '../support/packed.js';

const filesOf = (name: PackageName): readonly string[] =>
  readFileSync(listOf(name), 'utf8').trim().split('\n');

describe.each(Object.keys(PACKAGES) as PackageName[])('the packed %s', (name) => {
  const files = filesOf(name);

  // npm run test:package -- --update
  it('contains exactly the listed files', async () => {
    await expect(readFileSync(listOf(name), 'utf8')).toMatchFileSnapshot(`${name}.txt`);
  });

  it('has every file that package.json names', () => {
    const named = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value === 'string') named.add(value);
      else if (value && typeof value === 'object') Object.values(value).forEach(collect);
    };
    const {exports, unpkg, jsdelivr, customElements, ...rest} = packedJson('package.json', name) as Record<
      string,
      unknown
    >;
    collect([exports, unpkg, jsdelivr, customElements, rest['web-types'], rest['bin']]);
    expect(named.size).toBeGreaterThan(5);
    for (const path of named) expect(existsSync(join(installedIn(name), path)), path).toBe(true);
  });

  it('consists of modules of ES2022', () => {
    const modules = files.filter((path) => /^dist\/.*\.js$/.test(path));
    expect(modules.length).toBeGreaterThan(60);
    for (const path of modules) {
      expect(
        () => parse(packedText(path, name), {ecmaVersion: 2022, sourceType: 'module', allowHashBang: true}),
        path,
      ).not.toThrow();
    }
  });

  it('contains no path of the machine that built it', () => {
    for (const path of files) {
      expect(packedText(path, name).includes(process.cwd()), path).toBe(false);
    }
  });
});

describe('the packed budgea-webview', () => {
  it('has a map for each module and each declaration of a source, and the sources that they name', () => {
    const built = filesOf('budgea-webview').filter(
      (path) =>
        /^dist\/.*(?<!\.d)\.(js|d\.ts)$|^dist\/.*\.d\.ts$/.test(path) &&
        // these have no source but the manifest
        !/^dist\/(types\/|react\/index\.|worker\/react\.)/.test(path),
    );
    expect(built.length).toBeGreaterThan(60);
    for (const path of built) {
      const map = packedJson(`${path}.map`) as {sources: string[]; sourcesContent?: string[]};
      if (map.sourcesContent) continue;
      for (const source of map.sources) {
        expect(
          existsSync(join(installedIn('budgea-webview'), path, '..', source)),
          `${path}: ${source}`,
        ).toBe(true);
      }
    }
  });

  it('has plain modules, one for each source', () => {
    expect(packedText('dist/components/budgea-connect.js')).toMatch(
      /^import \{ BudgeaConnectElement \} from '\.\/budgea-connect-element\.js';/,
    );
  });

  it('contains nothing of the sandbox', () => {
    expect(filesOf('budgea-webview').filter((path) => path.includes('sandbox'))).toEqual([]);
  });
});
