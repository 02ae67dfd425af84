// Checks the description and the types of both packed packages.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {packAll} from './pack-all.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'packed-'));

/** Runs a program of npm's. Returns whether it succeeded. */
function succeeds(...words) {
  try {
    execFileSync('npx', ['--no-install', ...words], {cwd: root, stdio: 'inherit'});
    return true;
  } catch {
    return false;
  }
}

try {
  const tarballs = Object.values(packAll(temporary, '--ignore-scripts'));
  const outcomes = tarballs.flatMap((tarball) => [
    succeeds('publint', 'run', tarball, '--strict'),
    succeeds('attw', tarball, '--profile', 'esm-only'),
  ]);
  process.exitCode = outcomes.length > 0 && outcomes.every(Boolean) ? 0 : 1;
} finally {
  rmSync(temporary, {recursive: true, force: true});
}
