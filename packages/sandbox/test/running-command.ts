import {type ChildProcessWithoutNullStreams, execFileSync, spawn} from 'node:child_process';
import {copyFileSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Builds the command as it is published, in a folder of this name, and returns its file. */
export function buildCommand(name = '.command'): string {
  const folder = path(name);
  execFileSync(path('../../../node_modules/.bin/tsc'), [
    ...['-p', path('../tsconfig.build.json'), '--outDir', `${folder}/dist`],
    ...['--declaration', 'false'],
  ]);
  // the command reads its version from it
  copyFileSync(path('../package.json'), `${folder}/package.json`);
  return `${folder}/dist/command.js`;
}

/** Removes the output of {@link buildCommand}. */
export function removeCommand(name = '.command'): void {
  rmSync(path(name), {recursive: true, force: true});
}

/** A running command, and its output so far. */
export class RunningCommand {
  out = '';
  err = '';
  readonly #process: ChildProcessWithoutNullStreams;
  /** The exit code, or the signal that ended the command. */
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

  /** Waits for the address that it prints. */
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

  /** Sends a signal, and waits for the end. */
  stop(signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM'): Promise<number | NodeJS.Signals | null> {
    this.#process.kill(signal);
    return this.ended;
  }
}
