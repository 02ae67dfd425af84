import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {obstacles} from '../../tools/check-release.js';
import {
  withDate,
  withLockedVersion,
  withPackageVersion,
  withRange,
  withVersion,
} from '../../tools/prepare-release.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('a release', () => {
  const ready = {
    version: '1.2.3',
    sandboxVersion: '1.2.3',
    changes: '',
    tags: ['v1.2.3'],
    changelog: '# Changelog\n\n## 1.2.3 (2026-12-01)\n\n- Added it.\n\n## 1.2.2 (2026-11-01)\n',
    readme:
      '<script src="https://cdn.example/budgea-webview@1.2.3/dist/cdn/x.js" integrity="sha384-h"></script>',
    integrity: 'sha384-h',
  };

  it('can be published when everything is committed, tagged, dated and built', () => {
    expect(obstacles(ready)).toEqual([]);
  });

  it.each([
    [{changes: ' M src/index.ts'}, /^Something is not committed:\n M src/],
    [{sandboxVersion: '1.2.2'}, /packages\/sandbox\/package\.json has the version 1\.2\.2/],
    [{tags: ['']}, /not tagged v1\.2\.3/],
    [{tags: ['v1.2.2']}, /not tagged/],
    [{changelog: ready.changelog.replace('2026-12-01', 'unreleased')}, /no section of 1\.2\.3/],
    [{changelog: ready.changelog.replace('1.2.3', '1x2.3')}, /no section of 1\.2\.3/],
    [{integrity: 'sha384-other'}, /README\.md has another version or hash/],
    [{readme: ready.readme.replace('@1.2.3', '@1.2.2')}, /README\.md has another version or hash/],
  ])('is stopped by %o', (change, message) => {
    expect(obstacles({...ready, ...change})).toEqual([expect.stringMatching(message) as string]);
  });

  it('has its version in every file that contains one', () => {
    expect(withVersion(read('src/version.ts'), '9.8.7')).toContain("VERSION = '9.8.7';");
    expect(withPackageVersion(read('packages/sandbox/package.json'), '9.8.7')).toContain(
      '"version": "9.8.7"',
    );
    const lock = read('package-lock.json');
    expect(withLockedVersion(lock, '9.8.7')).toBe(
      lock.replace(/(?<="name": "budgea-sandbox",\s+"version": ")[^"]*/, '9.8.7'),
    );
    const example = String(withRange(read('examples/express/package.json'), '9.8.7'));
    expect(example).toContain('"budgea-webview": "^9.8.7"');
    expect(example).toContain('"budgea-sandbox": "^9.8.7"');
  });

  it('dates only the newest section, and requires one', () => {
    expect(withDate('## 2 (unreleased)\n\n## 1 (2026-01-01)\n', '2.0.0', 'today')).toBe(
      '## 2.0.0 (today)\n\n## 1 (2026-01-01)\n',
    );
    expect(() => {
      withDate('## 1 (2026-01-01)\n', '2.0.0', 'today');
    }).toThrow('unreleased');
  });
});
