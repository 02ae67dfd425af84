import {spawnSync} from 'node:child_process';
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {lockWithTarballs, withTarballs, written} from '../../tools/lock-examples.js';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

/** An app of a framework, with the dependencies of an example and other files. */
export class FrameworkApp {
  readonly folder: string;

  /** @param kept The files of the example that it needs, without its package.json. */
  constructor(
    folder: string,
    example: string,
    kept: readonly string[],
    tarballs: Readonly<Record<string, string>>,
  ) {
    this.folder = folder;
    const from = join(examples, example);
    const read = (name: string): never => JSON.parse(readFileSync(join(from, name), 'utf8')) as never;
    this.write('package.json', written(withTarballs(read('package.json'), tarballs)));
    this.write('package-lock.json', written(lockWithTarballs(read('package-lock.json'), tarballs)));
    for (const name of kept) {
      mkdirSync(dirname(join(folder, name)), {recursive: true});
      copyFileSync(join(from, name), join(folder, name));
    }
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, text);
  }

  /** Runs a command to its end. */
  run(command: string, env: Readonly<Record<string, string>> = {}): void {
    const own = Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_)/.test(name));
    const quiet = {npm_config_audit: 'false', npm_config_fund: 'false', NEXT_TELEMETRY_DISABLED: '1'};
    const {status, stdout, stderr} = spawnSync(command, {
      cwd: this.folder,
      shell: true,
      encoding: 'utf8',
      env: {...Object.fromEntries(own), ...quiet, ...env},
    });
    if (status !== 0) throw new Error(`${command} ended with ${String(status)}.\n${stdout}${stderr}`);
  }
}
