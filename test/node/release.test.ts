import {existsSync, readFileSync} from 'node:fs';
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
const {scripts} = JSON.parse(read('package.json')) as {scripts: Record<string, string>};

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

  it('has nothing in its way where all is committed, tagged, dated and built', () => {
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

  it('sets the version everywhere', () => {
    expect(withVersion(read('src/version.ts'), '9.8.7')).toContain("VERSION = '9.8.7';");
    expect(withPackageVersion(read('packages/sandbox/package.json'), '9.8.7')).toContain(
      '"version": "9.8.7"',
    );
    const lock = read('package-lock.json');
    expect(withLockedVersion(lock, '9.8.7')).toBe(
      lock.replace(/(?<="name": "budgea-sandbox",\s+"version": ")[^"]*/, '9.8.7'),
    );
    const example = withRange(read('examples/express/package.json'), '9.8.7');
    expect(example).toContain('"budgea-webview": "^9.8.7"');
    expect(example).toContain('"budgea-sandbox": "^9.8.7"');
  });

  it('dates the newest section alone, and needs one', () => {
    expect(withDate('## 2 (unreleased)\n\n## 1 (2026-01-01)\n', '2.0.0', 'today')).toBe(
      '## 2.0.0 (today)\n\n## 1 (2026-01-01)\n',
    );
    expect(() => {
      withDate('## 1 (2026-01-01)\n', '2.0.0', 'today');
    }).toThrow('unreleased');
  });

  it('is checked by npm before anything is published, and prepared by it before a version is tagged', () => {
    expect(scripts['prepublishOnly']).toMatch(/^npm run build && node tools\/check-release\.js$/);
    expect(scripts['version']).toMatch(/^node tools\/prepare-release\.js && .* && git add -A$/);
  });
});

describe('the workflow of a release', () => {
  const workflow = read('.github/workflows/release.yml');
  const [, check = '', publish = ''] = workflow.split(/^ {2}(?:check|publish):$/m);

  it('runs the gates, then checks and packs what is tagged', () => {
    const steps = [...check.matchAll(/- run: (.*)/g)].map(([, command]) => command);
    expect(steps.slice(-3)).toEqual([
      '.ci/run',
      'npm run prepublishOnly',
      'npm pack --workspaces --include-workspace-root',
    ]);
    expect(workflow).toMatch(/^ {4}tags: \['v\*'\]$/m);
  });

  it('gives the right to publish only to a job that runs only npm', () => {
    expect(workflow).toMatch(/^permissions: \{\}$/m);
    expect(check).not.toMatch(/: write|secrets\./);
    expect(publish).toMatch(/needs: check\n[^]*environment: npm\n[^]*id-token: write/);
    expect([...publish.matchAll(/- run: (\S+ \S+)/g)].map(([, command]) => command)).toEqual([
      'npm publish',
      'npm publish',
    ]);
    for (const name of ['budgea-sandbox', 'budgea-webview'])
      expect(publish).toContain(`npm publish ./${name}-*.tgz --provenance `);
    expect(publish).not.toMatch(/secrets\.|checkout/);
  });

  it('names each action by its commit', () => {
    const actions = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(actions).toHaveLength(4);
    for (const action of actions) expect(action).toMatch(/^actions\/[a-z-]+@[\da-f]{40}$/);
  });
});

it('the page about releasing names scripts and files that are there', () => {
  const page = read('docs/releasing.md');
  const named = [...page.matchAll(/`npm run (\w+)`/g)].map(([, script = '']) => script);
  expect(named.length).toBeGreaterThan(0);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  const files = [...page.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path = '']) => path);
  expect(files.length).toBeGreaterThan(1);
  for (const path of files) expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
});
