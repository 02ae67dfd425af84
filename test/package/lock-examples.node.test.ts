import {createHash} from 'node:crypto';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {
  lockWithRanges,
  lockWithTarballs,
  lockWithVersion,
  withTarballs,
  written,
} from '../../tools/lock-examples.js';

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface Locked extends Partial<Manifest> {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
}

interface Lock {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, Locked>>;
}

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const readManifest = (path: string): Manifest => JSON.parse(read(path)) as Manifest;
const readLock = (path: string): Lock => JSON.parse(read(path)) as Lock;

const OURS = {
  'node_modules/budgea-webview': readManifest('package.json'),
  'node_modules/budgea-sandbox': readManifest('packages/sandbox/package.json'),
};
const NAMES = ['budgea-webview', 'budgea-sandbox'];
const examples = readdirSync(new URL('examples/', root)).filter((name) =>
  existsSync(new URL(`examples/${name}/package.json`, root)),
);

/** Lists what is wrong with a lock file, a sentence each. */
function flawsOf(lock: Lock): readonly string[] {
  return Object.entries(lock.packages).flatMap(([path, {resolved, integrity, link, inBundle}]) => [
    ...(resolved === undefined || resolved.startsWith('https://registry.npmjs.org/')
      ? []
      : [`${path} comes from ${resolved}`]),
    ...(link ? [`${path} is a link`] : []),
    ...(path === '' || path in OURS || inBundle || /^sha512-/.test(integrity ?? '')
      ? []
      : [`${path} has no hash`]),
  ]);
}

it('there are examples', () => {
  expect(examples.length).toBeGreaterThan(10);
});

// npm run examples:lock
describe.each(examples)('the lock file of the example %s', (name) => {
  const readIt = (): Lock => readLock(`examples/${name}/package-lock.json`);

  it('pins each package by its hash, from no other registry, no link and no file of a machine', () => {
    const lock = readIt();
    expect(lock.lockfileVersion).toBe(3);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(10);
    expect(flawsOf(lock)).toEqual([]);
  });

  it('has what package.json demands', () => {
    const {dependencies, devDependencies} = readManifest(`examples/${name}/package.json`);
    const {packages} = readIt();
    expect(packages['']?.dependencies).toEqual(dependencies);
    expect(packages['']?.devDependencies).toEqual(devDependencies);
  });

  it.each(Object.entries(OURS))(
    'has the version and the dependencies of %s, and no hash yet',
    (path, ours) => {
      const locked = readIt().packages[path];
      expect(locked?.version).toBe(ours.version);
      expect(locked?.dependencies).toEqual(ours.dependencies);
      expect(locked?.peerDependencies).toEqual(ours.peerDependencies);
      expect(locked).not.toHaveProperty('integrity');
      expect(locked).not.toHaveProperty('resolved');
    },
  );
});

describe('the root has a lock file that', () => {
  it('pins each package by its hash, from no other registry', () => {
    const {packages, ...rest} = readLock('package-lock.json');
    const others = Object.entries(packages).filter(
      ([path]) => !(path in OURS) && path !== 'packages/sandbox',
    );
    expect(flawsOf({...rest, packages: Object.fromEntries(others)})).toEqual([]);
  });
});

describe('a lock file', () => {
  const integrity = 'sha512-x';

  it.each([
    [{integrity, resolved: 'https://registry.example.com/a/-/a-1.0.0.tgz'}, 'comes from'],
    [{integrity, resolved: 'https://registry.npmjs.org.example.com/a.tgz'}, 'comes from'],
    [{integrity, resolved: 'http://registry.npmjs.org/a/-/a-1.0.0.tgz'}, 'comes from'],
    [{integrity, resolved: 'file:../a.tgz'}, 'comes from file:'],
    [{integrity, resolved: 'git+ssh://git@github.com/a/a.git#1'}, 'comes from git'],
    [{integrity, link: true}, 'is a link'],
    [{}, 'has no hash'],
    [{integrity: 'sha1-x'}, 'has no hash'],
  ])('has a flaw with a package %o', (locked, flaw) => {
    expect(flawsOf({lockfileVersion: 3, packages: {'node_modules/a': locked}}).join('\n')).toContain(flaw);
  });

  it('has none with a package of the registry', () => {
    const resolved = 'https://registry.npmjs.org/a/-/a-1.0.0.tgz';
    expect(flawsOf({lockfileVersion: 3, packages: {'node_modules/a': {integrity, resolved}}})).toEqual([]);
  });
});

describe('our packages in a lock file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lock-examples-'));
  const tarballs = Object.fromEntries(NAMES.map((name) => [name, join(folder, `${name}.tgz`)]));
  const path = `examples/express/package`;
  const manifest = readManifest(`${path}.json`);

  beforeAll(() => {
    for (const [name, tarball] of Object.entries(tarballs)) writeFileSync(tarball, name);
  });

  afterAll(() => {
    rmSync(folder, {recursive: true});
  });

  it('come from tarballs, each with its hash', () => {
    const {packages} = lockWithTarballs(readLock(`${path}-lock.json`), tarballs) as Lock;
    for (const name of NAMES) {
      const hash = createHash('sha512').update(name).digest('base64');
      expect(packages[`node_modules/${name}`]).toMatchObject({
        resolved: `file:${tarballs[name] ?? ''}`,
        integrity: `sha512-${hash}`,
      });
    }
    const {dependencies, devDependencies} = withTarballs(manifest, tarballs) as Manifest;
    expect(packages['']?.dependencies).toEqual(dependencies);
    expect(packages['']?.devDependencies).toEqual(devDependencies);
  });

  it('come from the registry again, and nothing else has changed', () => {
    const lock = readLock(`${path}-lock.json`);
    expect(lockWithRanges(lockWithTarballs(lock, tarballs), manifest, NAMES)).toEqual(lock);
  });

  it('get the version of a release, and nothing else changes', () => {
    const text = read(`${path}-lock.json`);
    const released = written(lockWithVersion(JSON.parse(text), '9.8.7', NAMES));
    const expected = text
      .replaceAll(/(?<="budgea-(?:webview|sandbox)": ")\^[^"]*/g, '^9.8.7')
      .replaceAll(/(?<="node_modules\/budgea-(?:webview|sandbox)": \{\s+"version": ")[^"]*/g, '9.8.7');
    expect(released).toBe(expected);
    expect(released.match(/9\.8\.7/g)).toHaveLength(4);
  });
});
