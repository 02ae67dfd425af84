import {execFileSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {packAll} from '../../tools/pack-all.js';
import {CONSUMER, installedIn, listOf, type PackageName, PACKAGES} from './packed.js';

/** Packs both packages as npm would publish them, and unpacks them in a project that imports them by their names. */
export default function pack(): void {
  rmSync(CONSUMER, {recursive: true, force: true});
  for (const name of Object.keys(PACKAGES) as PackageName[]) mkdirSync(installedIn(name), {recursive: true});
  const tarballs = packAll(CONSUMER, '--ignore-scripts') as Record<PackageName, string>;
  for (const name of Object.keys(PACKAGES) as PackageName[]) {
    const tarball = tarballs[name];
    execFileSync('tar', ['-xzf', tarball, '-C', installedIn(name), '--strip-components=1']);
    const entries = execFileSync('tar', ['-tzf', tarball], {encoding: 'utf8'}).trim().split('\n');
    const paths = entries.map((entry) => `${entry.replace(/^package\//, '')}\n`);
    writeFileSync(listOf(name), paths.sort().join(''));
  }
  writeFileSync(join(CONSUMER, 'package.json'), '{"type": "module", "private": true}\n');
}
