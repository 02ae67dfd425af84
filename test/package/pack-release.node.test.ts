import {createHash} from 'node:crypto';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import {manifestIn, packAll} from '../../tools/pack-all.js';
import {billOfMaterials, CHECKSUMS, checksumsOf, notesOf} from '../../tools/pack-release.js';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Bill {
  readonly bomFormat: string;
  readonly metadata: {
    readonly component: {readonly name: string; readonly version: string; readonly purl: string};
  };
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly hashes: readonly {readonly alg: string; readonly content: string}[];
  }[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const temporary = mkdtempSync(join(tmpdir(), 'pack-release-'));
let tarballs: Record<string, string>;

beforeAll(() => {
  // tests that run in a release have the packed tarballs, these do not
  vi.stubEnv('PACKED', undefined);
  tarballs = packAll(temporary, '--ignore-scripts') as Record<string, string>;
}, 120_000);

afterEach(() => {
  vi.unstubAllEnvs();
});

afterAll(() => {
  rmSync(temporary, {recursive: true});
});

describe('packing', () => {
  it('takes the tarballs of the folder that PACKED names', () => {
    const [from, to] = ['from', 'to'].map((name) => join(temporary, name)) as [string, string];
    mkdirSync(from);
    mkdirSync(to);
    for (const tarball of Object.values(tarballs))
      writeFileSync(join(from, basename(tarball)), readFileSync(tarball));
    writeFileSync(join(from, CHECKSUMS), '');
    vi.stubEnv('PACKED', from);
    const copies = packAll(to, '--ignore-scripts') as Record<string, string>;
    expect(Object.keys(copies).sort()).toEqual(['budgea-sandbox', 'budgea-webview']);
    expect(readdirSync(to)).toHaveLength(2);
    for (const [name, tarball] of Object.entries(copies)) {
      expect(readFileSync(tarball).equals(readFileSync(tarballs[name]!)), name).toBe(true);
    }
  });

  it('fails if PACKED names no folder', () => {
    vi.stubEnv('PACKED', join(temporary, 'nowhere'));
    expect(() => {
      packAll(temporary);
    }).toThrow('nowhere');
  });
});

describe.each(['budgea-webview', 'budgea-sandbox'])('the bill of materials of %s', (name) => {
  let text: string;
  let bill: Bill;

  beforeAll(() => {
    text = billOfMaterials(tarballs[name]);
    bill = JSON.parse(text) as Bill;
  }, 120_000);

  it('is about this package', () => {
    const {version} = manifestIn(tarballs[name]) as {version: string};
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(bill.metadata.component).toMatchObject({name, version, purl: `pkg:npm/${name}@${version}`});
  });

  it('lists every package that is installed with it, in the version of the lock file, and no other', () => {
    const {dependencies} = manifestIn(tarballs[name]) as {dependencies: Record<string, string>};
    const installed = new Set<string>();
    const add = (packages: readonly string[]): void => {
      for (const each of packages) {
        if (installed.has(each)) continue;
        installed.add(each);
        add(Object.keys(lock.packages[`node_modules/${each}`]?.dependencies ?? {}));
      }
    };
    add(Object.keys(dependencies));
    const expected = [...installed].map(
      (each) => `${each}@${lock.packages[`node_modules/${each}`]?.version ?? ''}`,
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(bill.components.map((each) => `${each.name}@${each.version}`).sort()).toEqual(expected.sort());
  });

  it('has the hash of each, as the lock file has it', () => {
    for (const component of bill.components) {
      const {integrity = ''} = lock.packages[`node_modules/${component.name}`] ?? {};
      const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
      expect(component.hashes, component.name).toEqual([{alg: 'SHA-512', content}]);
    }
  });

  it('names no folder of the machine and no other registry', () => {
    expect(text).not.toContain(tmpdir());
    expect(text).not.toContain(root);
    const hosts = [...text.matchAll(/https?:\/\/[^/"]+\/[^"]*\.tgz/g)].map(([url]) => new URL(url).host);
    expect(hosts.filter((host) => host !== 'registry.npmjs.org')).toEqual([]);
  });
});

describe('the notes of a release', () => {
  const changelog =
    '# Changelog\n\n## 1.1.0 (2026-12-01)\n\n- Added [it](docs/it.md).\n\n## 1.0.0 (2026-11-01)\n\n- Old.\n';

  it('are the section of its version, with links that work outside the repository', () => {
    expect(notesOf(changelog, '1.1.0')).toBe(
      '- Added [it](https://github.com/budgea-webview/budgea-webview/blob/v1.1.0/docs/it.md).\n',
    );
    expect(notesOf(changelog, '1.0.0')).toBe('- Old.\n');
  });

  it('leave whole addresses as they are', () => {
    expect(notesOf('## 1 (x)\n\n[a](https://example.org/)\n', '1')).toBe('[a](https://example.org/)\n');
  });

  it('must exist', () => {
    expect(() => {
      notesOf(changelog, '1.1');
    }).toThrow('no section of 1.1.');
  });
});

describe('the checksums of a release', () => {
  it('are those of every file but their own', () => {
    const folder = join(temporary, 'files');
    mkdirSync(folder);
    for (const name of ['b.tgz', 'a.json', CHECKSUMS]) writeFileSync(join(folder, name), 'packed');
    const hash = createHash('sha256').update('packed').digest('hex');
    expect(checksumsOf(folder)).toBe(`${hash}  a.json\n${hash}  b.tgz\n`);
  });
});
