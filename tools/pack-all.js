import {execFileSync} from 'node:child_process';
import {cpSync, readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Packs both packages into a folder, as npm would publish them. Returns each tarball by the name of its package.
 *
 * If `PACKED` names a folder, its tarballs are copied instead: a release tests the tarballs that it publishes.
 */
export function packAll(folder, ...options) {
  const {PACKED} = process.env;
  if (PACKED) return copyAll(resolve(root, PACKED), folder);
  const all = ['--workspaces', '--include-workspace-root', '--json', '--pack-destination', folder];
  const output = execFileSync('npm', ['pack', ...all, ...options], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const packed = Object.values(JSON.parse(output));
  return Object.fromEntries(packed.map(({name, filename}) => [name, join(folder, filename)]));
}

/** Returns the package.json in a tarball. */
export function manifestIn(tarball) {
  return JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], {encoding: 'utf8'}));
}

function copyAll(from, folder) {
  const names = readdirSync(from).filter((name) => name.endsWith('.tgz'));
  return Object.fromEntries(
    names.map((name) => {
      const tarball = join(folder, name);
      cpSync(join(from, name), tarball);
      return [manifestIn(tarball).name, tarball];
    }),
  );
}
