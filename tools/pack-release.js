// Makes the files of a release in a new folder: both tarballs, a bill of materials of each, the notes, and the checksums
// of all of them. `node tools/pack-release.js release`
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {manifestIn, packAll} from './pack-all.js';

const root = new URL('../', import.meta.url);

/** The file that lists the checksums of the others, as `sha256sum --check` reads it. */
export const CHECKSUMS = 'SHA256SUMS';

const REPOSITORY = 'https://github.com/budgea-webview/budgea-webview';

/** Returns the section of the changelog about a version, without its heading, with links that work anywhere. */
export function notesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`${version} (`));
  if (!section) throw new Error(`CHANGELOG.md has no section of ${version}.`);
  const notes = section.slice(section.indexOf('\n')).trim();
  return `${notes.replace(/\]\((?!https?:)/g, `](${REPOSITORY}/blob/v${version}/`)}\n`;
}

/**
 * Returns the bill of materials of a packed package, in CycloneDX: the dependencies that it brings to its users, in the
 * versions of our lock file.
 *
 * `npm sbom --omit dev` in this project would leave out Lit, because a tool that we use needs it too.
 */
export function billOfMaterials(tarball) {
  const temporary = mkdtempSync(join(tmpdir(), 'materials-'));
  try {
    const {name, version, license, description, repository, homepage, dependencies} = manifestIn(tarball);
    // npm names the component after its folder
    const folder = join(temporary, name);
    mkdirSync(folder);
    const manifest = {name, version, license, description, repository, homepage, dependencies};
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    const {packages, ...rest} = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'));
    // without the packages of this project
    const others = Object.entries(packages).filter(
      ([path, {link}]) => path.startsWith('node_modules/') && !link,
    );
    const lock = {...rest, name, version, packages: {'': manifest, ...Object.fromEntries(others)}};
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    const npm = (...words) =>
      execFileSync('npm', [...words, '--package-lock-only'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    // removes from the lock file what this package does not need; everything else is in it
    npm('install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund');
    return npm('sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'library');
  } finally {
    rmSync(temporary, {recursive: true, force: true});
  }
}

/** Returns a line for each file of a folder: its SHA-256 and its name. */
export function checksumsOf(folder) {
  const names = readdirSync(folder).filter((name) => name !== CHECKSUMS);
  return names
    .sort()
    .map((name) => {
      const hash = createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex');
      return `${hash}  ${name}\n`;
    })
    .join('');
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [, , name] = process.argv;
  if (!name) throw new Error('Name the folder of the release: node tools/pack-release.js release');
  const folder = resolve(name);
  mkdirSync(folder);
  const tarballs = packAll(folder, '--ignore-scripts');
  for (const [name, tarball] of Object.entries(tarballs))
    writeFileSync(join(folder, `${name}.cdx.json`), billOfMaterials(tarball));
  const {version} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  writeFileSync(
    join(folder, 'notes.md'),
    notesOf(readFileSync(new URL('CHANGELOG.md', root), 'utf8'), version),
  );
  writeFileSync(join(folder, CHECKSUMS), checksumsOf(folder));
}
