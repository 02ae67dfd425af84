import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Packs both packages into a folder, as npm would publish them. Returns each tarball by the name of its package. */
export function packAll(folder, ...options) {
  const all = ['--workspaces', '--include-workspace-root', '--json', '--pack-destination', folder];
  const output = execFileSync('npm', ['pack', ...all, ...options], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const packed = Object.values(JSON.parse(output));
  return Object.fromEntries(packed.map(({name, filename}) => [name, join(folder, filename)]));
}
