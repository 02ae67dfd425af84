import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {type AddressInfo, createServer} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';

/** How long a platform may take to listen, in ms. */
const TIME_LIMIT = 60_000;

/** A command with its arguments and what it finds in its environment. */
export interface Command {
  readonly command: readonly [program: string, ...args: string[]];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A server in a process of its own. */
export class Running {
  readonly origin: string;
  /** Everything that it has printed. */
  output = '';
  readonly #child: ChildProcess;

  private constructor(origin: string, {command: [program, ...args], folder, env}: Command) {
    this.origin = origin;
    // npm's variables would tell a package manager about another project
    const own = Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_)/.test(name));
    this.#child = spawn(program, args, {
      cwd: folder,
      env: {...Object.fromEntries(own), ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
  }

  /** Starts a server, and waits until it answers. */
  static async start(port: number, command: Command): Promise<Running> {
    const running = new Running(`http://localhost:${port}`, command);
    const last = Date.now() + TIME_LIMIT;
    while (!(await running.#answers())) {
      if (running.#child.exitCode !== null || Date.now() > last) {
        await running.end();
        throw new Error(`${command.command.join(' ')} does not listen.\n${running.output}`);
      }
      await sleep(50);
    }
    return running;
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'exit');
    this.#child.kill();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    await closed;
    clearTimeout(timer);
  }

  async #answers(): Promise<boolean> {
    try {
      await fetch(`${this.origin}/`, {signal: AbortSignal.timeout(5000)});
      return true;
    } catch {
      return false;
    }
  }
}

/** Returns a port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
