import {type ChildProcessWithoutNullStreams, execFileSync, spawn} from 'node:child_process';
import {rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
// two folders down, as dist/sandbox/ is, so that the command finds package.json
const BUILT = 'test/.command';

/** Builds the command as it is published, and gives its file. */
export function buildCommand(): string {
  execFileSync(path('node_modules/.bin/tsc'), [
    ...['-p', path('tsconfig.build.json'), '--outDir', path(`${BUILT}/dist`)],
    ...['--declaration', '--declarationMap', '--sourceMap'].flatMap((option) => [option, 'false']),
  ]);
  execFileSync('cp', [path('package.json'), path(BUILT)]);
  return path(`${BUILT}/dist/sandbox/command.js`);
}

/** Takes away what {@link buildCommand} made. */
export function removeCommand(): void {
  rmSync(path(BUILT), {recursive: true, force: true});
}

/** A command that runs, and what it printed so far. */
export class RunningCommand {
  out = '';
  err = '';
  readonly #process: ChildProcessWithoutNullStreams;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;

  constructor(file: string, args: readonly string[]) {
    this.#process = spawn(process.execPath, [file, ...args]);
    this.#process.stdout.on('data', (chunk: Buffer) => (this.out += chunk.toString()));
    this.#process.stderr.on('data', (chunk: Buffer) => (this.err += chunk.toString()));
    this.ended = new Promise((resolve) => {
      this.#process.once('close', (code, signal) => {
        resolve(code ?? signal);
      });
    });
  }

  /** Where it listens, once it says so. */
  async address(): Promise<string> {
    for (;;) {
      const address = /http:\S+/.exec(this.out)?.[0];
      if (address !== undefined) return address;
      const ended = await Promise.race([
        this.ended,
        new Promise<undefined>((resolve) => {
          this.#process.stdout.once('data', () => {
            resolve(undefined);
          });
        }),
      ]);
      if (ended !== undefined) throw new Error(`The command ended with ${ended}: ${this.err}`);
    }
  }

  stop(signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM'): Promise<number | NodeJS.Signals | null> {
    this.#process.kill(signal);
    return this.ended;
  }
}
