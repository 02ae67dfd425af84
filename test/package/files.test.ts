import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse} from 'acorn';
import {describe, expect, it} from 'vitest';
import {INSTALLED, LIST, packedJson, packedText} from '../support/packed.js';

const files = readFileSync(LIST, 'utf8').trim().split('\n');

describe('the packed package', () => {
  // npm run test:package -- --update
  it('holds exactly the files that are listed', async () => {
    await expect(readFileSync(LIST, 'utf8')).toMatchFileSnapshot('files.txt');
  });

  it('has every file that package.json names', () => {
    const named = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value === 'string') named.add(value);
      else if (value && typeof value === 'object') Object.values(value).forEach(collect);
    };
    const {exports, unpkg, jsdelivr, customElements, ...rest} = packedJson('package.json') as Record<
      string,
      unknown
    >;
    collect([exports, unpkg, jsdelivr, customElements, rest['web-types'], rest['bin']]);
    expect(named.size).toBeGreaterThan(20);
    for (const path of named) expect(existsSync(join(INSTALLED, path)), path).toBe(true);
  });

  it('has a map for each module and each declaration of a source, and the sources that they name', () => {
    const built = files.filter(
      (path) =>
        /^dist\/.*(?<!\.d)\.(js|d\.ts)$|^dist\/.*\.d\.ts$/.test(path) && !path.startsWith('dist/types/'),
    );
    expect(built.length).toBeGreaterThan(100);
    for (const path of built) {
      const map = packedJson(`${path}.map`) as {sources: string[]; sourcesContent?: string[]};
      if (map.sourcesContent) continue;
      for (const source of map.sources) {
        expect(existsSync(join(INSTALLED, path, '..', source)), `${path} names ${source}`).toBe(true);
      }
    }
  });

  it('is modules of ES2022, and of nothing newer', () => {
    const modules = files.filter((path) => /^dist\/.*\.js$/.test(path));
    expect(modules.length).toBeGreaterThan(100);
    for (const path of modules) {
      expect(
        () => parse(packedText(path), {ecmaVersion: 2022, sourceType: 'module', allowHashBang: true}),
        path,
      ).not.toThrow();
    }
  });

  it('is plain modules, one for each source', () => {
    expect(packedText('dist/components/budgea-connect.js')).toMatch(
      /^import \{ BudgeaConnectElement \} from '\.\/budgea-connect-element\.js';/,
    );
  });

  it('names no place of the machine that built it', () => {
    for (const path of files) {
      expect(packedText(path).includes(process.cwd()), path).toBe(false);
    }
  });
});
