import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

/** The ports that are written in the examples: the site, a back end of its own, the emulated service. */
const WRITTEN = ['3000', '3001', '4001'];

/** How long an installation, a build or a start may take, in ms. */
const TIME_LIMIT = 240_000;

/** How long a command may take to end once it was asked to, in ms. */
const TIME_TO_END = 5_000;

/** What a development server compiles at its first request, which may take longer than a page waits for an answer. */
const COMPILED = ['/callback', '/api/budgea/code', '/api/budgea/token'];

/** Nothing that an installation or a build would ask or tell others. */
const QUIET = {
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_prefer_offline: 'true',
  NEXT_TELEMETRY_DISABLED: '1',
};

/**
 * A free port for each that is written, so that runs do not collide.
 *
 * @returns {Promise<Map<string, number>>}
 */
export async function freePorts() {
  const servers = WRITTEN.map(() => createServer().listen(0));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = new Map(WRITTEN.map((port, index) => [port, servers[index].address().port]));
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** The commands that run now: none of them outlives this process. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) signal(child, 'SIGKILL');
});
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => process.exit(1));

/** A copy of an example in a folder, with ports of its own. */
export class Site {
  /** The output of its commands. */
  output = '';

  /** The latest command. */
  #child;

  constructor(name, folder, ports) {
    this.name = name;
    this.folder = folder;
    this.ports = ports;
  }

  get origin() {
    return `http://localhost:${this.ports.get('3000')}`;
  }

  get service() {
    return `http://localhost:${this.ports.get('4001')}`;
  }

  get scripts() {
    return JSON.parse(readFileSync(join(this.folder, 'package.json'), 'utf8')).scripts;
  }

  /** Text of an example, with the ports of this copy. */
  localized(text) {
    return text.replace(new RegExp(`\\b(${WRITTEN.join('|')})\\b`, 'g'), (port) => this.ports.get(port));
  }

  /** Runs a command to its end. */
  async run(command) {
    const child = this.#spawn(command);
    const timer = setTimeout(() => signal(child, 'SIGKILL'), TIME_LIMIT);
    const [code] = await once(child, 'close');
    clearTimeout(timer);
    if (code !== 0) throw new Error(`${command} ended with ${code}.`);
  }

  /** Does something while one of its scripts runs. */
  async during(script, act) {
    const child = this.#spawn(`npm run ${script}`);
    try {
      await act();
    } finally {
      await end(child);
    }
  }

  /** Waits until both the site and the emulated service answer, and until the site is compiled. */
  async listens() {
    for (const address of [this.origin, this.service]) {
      const last = Date.now() + TIME_LIMIT;
      while (!(await answers(address))) {
        if (!running.has(this.#child)) throw new Error('It ended instead of starting.');
        if (Date.now() > last) throw new Error(`${address} does not answer.`);
        await sleep(100);
      }
    }
    for (const path of COMPILED) await fetch(this.origin + path);
  }

  #spawn(command) {
    this.output = '';
    const child = spawn(command, {
      cwd: this.folder,
      shell: true,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {...process.env, ...QUIET},
    });
    running.add(child);
    child.on('close', () => running.delete(child));
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output += text;
      });
    }
    return child;
  }
}

/** Ends a command and what it started, at once if it does not end by itself. */
async function end(child) {
  if (!running.has(child)) return;
  const closed = once(child, 'close');
  const timer = setTimeout(() => signal(child, 'SIGKILL'), TIME_TO_END);
  signal(child, 'SIGTERM');
  await closed;
  clearTimeout(timer);
}

/** Signals a command's whole process group: npm does not hand a signal on to what it started. */
function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // it has ended already
  }
}

async function answers(address) {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}
