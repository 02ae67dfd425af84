// Makes the lock file of every example, or of those that are named: `npm run examples:lock -- html next`. What is in a
// lock file stays, as long as it fits package.json.
//
// A lock file of an example pins every package but our two, whose tarballs do not exist yet when it is made. It knows only
// their version and what they depend on.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {packAll} from './pack-all.js';

const examples = fileURLToPath(new URL('../examples', import.meta.url));
const KINDS = ['dependencies', 'devDependencies'];

/** Sets what a description of a project demands of some packages, by their names. */
function withDemands(manifest, demands) {
  const changed = {...manifest};
  for (const kind of KINDS.filter((each) => manifest[each])) {
    const entries = Object.entries(manifest[kind]);
    changed[kind] = Object.fromEntries(entries.map(([name, demand]) => [name, demands[name] ?? demand]));
  }
  return changed;
}

/** Takes our packages from tarballs in the package.json of an example. */
export function withTarballs(manifest, tarballs) {
  const files = Object.entries(tarballs).map(([name, tarball]) => [name, `file:${tarball}`]);
  return withDemands(manifest, Object.fromEntries(files));
}

/** Takes our packages from tarballs in the lock file of an example, so that `npm ci` installs these. */
export function lockWithTarballs(lock, tarballs) {
  const packages = {...lock.packages, '': withTarballs(lock.packages[''], tarballs)};
  for (const [name, tarball] of Object.entries(tarballs)) {
    const hash = createHash('sha512').update(readFileSync(tarball)).digest('base64');
    const locked = packages[`node_modules/${name}`];
    if (!locked) continue;
    packages[`node_modules/${name}`] = {...locked, resolved: `file:${tarball}`, integrity: `sha512-${hash}`};
  }
  return {...lock, packages};
}

/** Takes our packages from the registry, as package.json demands them, in the lock file of an example. */
export function lockWithRanges(lock, manifest, names) {
  const demands = Object.assign({}, ...KINDS.map((kind) => manifest[kind]));
  const packages = {...lock.packages, '': withDemands(lock.packages[''], demands)};
  for (const name of names) {
    const {resolved: _tarball, integrity: _hash, ...rest} = packages[`node_modules/${name}`];
    packages[`node_modules/${name}`] = rest;
  }
  return {...lock, packages};
}

/** Sets the version of our packages in the lock file of an example. */
export function lockWithVersion(lock, version, names) {
  const ranges = Object.fromEntries(names.map((name) => [name, `^${version}`]));
  const packages = {...lock.packages, '': withDemands(lock.packages[''], ranges)};
  for (const name of names) packages[`node_modules/${name}`] = {...packages[`node_modules/${name}`], version};
  return {...lock, packages};
}

/** Returns a description or a lock file as npm writes it. */
export function written(json) {
  return `${JSON.stringify(json, null, 2)}\n`;
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function lockExample(name, tarballs, temporary) {
  const manifest = readJson(join(examples, name, 'package.json'));
  const path = join(examples, name, 'package-lock.json');
  // the lock file has the name of the folder
  const folder = join(temporary, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), written(withTarballs(manifest, tarballs)));
  const copy = join(folder, 'package-lock.json');
  if (existsSync(path)) writeFileSync(copy, written(lockWithTarballs(readJson(path), tarballs)));
  const options = [
    '--package-lock-only',
    '--ignore-scripts',
    '--omit-lockfile-registry-resolved',
    '--no-audit',
  ];
  execFileSync('npm', ['install', ...options], {cwd: folder, stdio: ['ignore', 'ignore', 'inherit']});
  writeFileSync(path, written(lockWithRanges(readJson(copy), manifest, Object.keys(tarballs))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const temporary = mkdtempSync(join(tmpdir(), 'lock-examples-'));
  try {
    const tarballs = packAll(temporary, '--ignore-scripts');
    const all = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'package.json')));
    const chosen = process.argv.slice(2);
    for (const name of chosen.length > 0 ? chosen : all) {
      console.log(name);
      lockExample(name, tarballs, temporary);
    }
  } finally {
    rmSync(temporary, {recursive: true, force: true});
  }
}
