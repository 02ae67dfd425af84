import {execFileSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {CONSUMER, installedIn, listOf, type PackageName, PACKAGES} from './packed.js';

/** Packs both packages as npm would publish them, and unpacks them in a project that imports them by their names. */
export default function pack(): void {
  rmSync(CONSUMER, {recursive: true, force: true});
  for (const name of Object.keys(PACKAGES) as PackageName[]) mkdirSync(installedIn(name), {recursive: true});
  const output = execFileSync(
    'npm',
    [
      ...['pack', '--json', '--ignore-scripts', '--pack-destination', CONSUMER],
      ...Object.values(PACKAGES).map((folder) => `./${folder}`),
    ],
    {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']},
  );
  const packed = JSON.parse(output) as Record<string, Packed> | Packed[];
  for (const {name, filename, files} of Object.values(packed)) {
    const tarball = join(CONSUMER, filename);
    execFileSync('tar', ['-xzf', tarball, '-C', installedIn(name), '--strip-components=1']);
    const paths = files.map(({path}) => `${path}\n`);
    writeFileSync(listOf(name), paths.sort().join(''));
  }
  writeFileSync(join(CONSUMER, 'package.json'), '{"type": "module", "private": true}\n');
}

interface Packed {
  readonly name: PackageName;
  readonly filename: string;
  readonly files: readonly {readonly path: string}[];
}
