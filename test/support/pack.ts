import {execFileSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {CONSUMER, INSTALLED, LIST} from './packed.js';

/** Packs the package as npm publishes it, and unpacks it so that a project of test files finds it by its name. */
export default function pack(): void {
  rmSync(CONSUMER, {recursive: true, force: true});
  mkdirSync(INSTALLED, {recursive: true});
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', CONSUMER], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const answer = JSON.parse(output) as Record<string, Packed> | Packed[];
  const [packed] = Object.values(answer);
  if (!packed) throw new Error(`npm pack printed: ${output}`);
  execFileSync('tar', ['-xzf', join(CONSUMER, packed.filename), '-C', INSTALLED, '--strip-components=1']);
  writeFileSync(join(CONSUMER, 'package.json'), '{"type": "module", "private": true}\n');
  writeFileSync(
    LIST,
    packed.files
      .map(({path}) => `${path}\n`)
      .sort()
      .join(''),
  );
}

interface Packed {
  readonly filename: string;
  readonly files: readonly {readonly path: string}[];
}
