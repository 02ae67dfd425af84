import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {rawRequest, sendRaw} from './raw-http.js';
import {buildCommand, removeCommand, RunningCommand} from './running-command.js';

const folder = mkdtempSync(join(tmpdir(), 'budgea-sandbox-'));
const running: RunningCommand[] = [];
let file = '';

beforeAll(() => {
  file = buildCommand();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((command) => command.stop()));
});

afterAll(() => {
  rmSync(folder, {recursive: true, force: true});
  removeCommand();
});

function run(...args: string[]): RunningCommand {
  const command = new RunningCommand(file, args);
  running.push(command);
  return command;
}

/** A file for `--config`. */
function config(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('the command', () => {
  it('starts a sandbox, and prints its address, its client and a token', async () => {
    const command = run('--port', '0');
    const address = await command.address();
    expect((await fetch(address)).status).toBe(200);
    expect(command.out).toContain('17473055');
    expect(command.out).toContain('54tHJHjvodbANVzaRtcLzlHGXQiOgw80');
    const token = /token +(\S+)/.exec(command.out)?.[1] ?? '';
    const headers = {authorization: `Bearer ${token}`};
    const response = await fetch(`${address}2.0/users/me/connections`, {headers});
    const {connections} = (await response.json()) as {connections: {error: string | null}[]};
    expect(connections.map(({error}) => error)).toEqual([null, 'wrongpass']);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`ends with 0 at ${signal}, even if a connection is open`, async () => {
      const command = run('--port', '0');
      await (await fetch(await command.address())).text(); // keeps the connection open
      expect(await command.stop(signal)).toBe(0);
      expect(command.err).toBe('');
    });
  }

  it('examines a back end, and ends with 1 if something is wrong', async () => {
    const sandbox = await run('--port', '0').address();
    const command = run('doctor', '--backend', `${sandbox}nothing`, '--sandbox', sandbox);
    expect(await command.ended).toBe(1);
    expect(command.out).toMatch(/^wrong {2}POST …\/code .*\n {7}It answers 404/);
    expect(command.err).toBe('');
  });

  it('sends signed webhooks to the addresses of the command line', async () => {
    const received: string[] = [];
    const receiver = createServer((request, response) => {
      received.push(`${request.url ?? ''} ${'bi-signature' in request.headers ? 'signed' : 'unsigned'}`);
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, 'localhost', resolve));
    const {port} = receiver.address() as AddressInfo;
    const url = `http://localhost:${port}/hooks`;
    const command = run('--port', '0', '--webhook', `${url}?key=1`, '--webhook-secret', 'not shown');
    const address = await command.address();
    await fetch(`${address}sandbox/addUser`, {method: 'POST'});
    await expect.poll(() => received).toEqual(['/hooks/USER_CREATED?key=1 signed']);
    expect(command.out).toContain(url);
    expect(command.out).not.toMatch(/key=1|not shown/);
    receiver.close();
  });

  it.each([
    [['--webhook', 'localhost:3000'], '--webhook must be'],
    [['--webhook-secret', 'x'], '--webhook-secret needs --webhook'],
    [['--webhook', 'http://localhost/', '--webhook-secret='], '--webhook-secret must be'],
  ])('refuses %j', async (args, message) => {
    const command = run('--port', '0', ...args);
    expect(await command.ended).toBe(2);
    expect(command.err).toContain(message);
  });

  it('has only the client of the command line', async () => {
    const command = run(
      ...['--port', '0', '--client-id', '42', '--client-secret', 's3cret'],
      ...[
        '--redirect-uri',
        'http://localhost:5173/callback',
        '--redirect-uri',
        'http://localhost:5173/other',
      ],
    );
    const address = await command.address();
    const start = async (id: string, uri: string): Promise<number> => {
      const query = new URLSearchParams({client_id: id, redirect_uri: uri});
      return (await fetch(`${address}2.0/auth/webview/en/connect?${query}`)).status;
    };
    expect(await start('42', 'http://localhost:5173/callback')).toBe(200);
    expect(await start('42', 'http://localhost:5173/other')).toBe(200);
    expect(await start('42', 'http://localhost:5173/')).toBe(400);
    expect(await start('17473055', 'http://localhost:5173/callback')).toBe(400);
    expect(command.out).not.toContain('s3cret');
  });

  for (const [name, text] of [
    ['options.json', '{"users": [{"token": "of+alex/0", "connections": [{"id": 7, "connectorId": 3}]}]}'],
    [
      'options.mjs',
      'export default {users: [{token: "of+alex/0", connections: [{id: 7, connectorId: 3}]}]};',
    ],
  ] as const) {
    it(`starts with the options of ${name}`, async () => {
      const command = run('--port', '0', '--config', config(name, text));
      const headers = {authorization: 'Bearer of+alex/0'};
      const response = await fetch(`${await command.address()}2.0/users/me/connections/7`, {headers});
      expect(response.status).toBe(200);
    });
  }

  it('answers to the names of --allow-host', async () => {
    const command = run(
      ...['--port', '0', '--host', '127.0.0.1', '--allow-host', 'sandbox', '--allow-host', '.example.test'],
    );
    const address = await command.address();
    const ask = async (host: string): Promise<number> =>
      (await sendRaw(address, rawRequest('/2.0/banks', [`Host: ${host}`]))).status;
    const hosts = ['localhost', 'sandbox', 'a.example.test', 'evil.example'];
    expect(await Promise.all(hosts.map(ask))).toEqual([200, 200, 200, 403]);
  });

  for (const [what, args, message] of [
    ['a name with a port', ['--allow-host', 'sandbox:4001'], '--allow-host must be a host name without'],
    ['an unknown option', ['--prot', '4001'], "Unknown option '--prot'."],
    ['an unexpected argument', ['4001'], 'The command takes only options'],
    ['an option without its value', ['--port'], "Option '--port <value>' argument missing."],
    ['a port that is not a number', ['--port', 'x'], '--port must be a number from 0 to 65535.'],
    ['a port that is too high', ['--port', '65536'], '--port must be a number from 0 to 65535.'],
    ['a missing file', ['--config', 'nothing.json'], 'nothing.json cannot be read'],
    ['a missing module', ['--config', 'nothing.js'], 'nothing.js cannot be loaded'],
    ['a file that is not JSON', ['--config', config('bad.json', '{')], 'is not valid JSON'],
    ['a file without an object', ['--config', config('list.json', '[]')], 'must hold an object'],
    [
      'a client on the command line and in the file',
      ['--client-id', '1', '--config', config('clients.json', '{"clients": []}')],
      'already has clients',
    ],
  ] as const) {
    it(`refuses ${what}, and mentions --help`, async () => {
      const command = run(...args);
      expect(await command.ended).toBe(2);
      expect(command.err).toContain(message);
      expect(command.err).toContain('budgea-sandbox --help');
      expect(command.out).toBe('');
    });
  }

  it('says what to change if its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const {port} = other.address() as AddressInfo;
    const command = run('--port', String(port), '--host', '127.0.0.1');
    expect(await command.ended).toBe(1);
    expect(command.err).toContain(`port ${port} of 127.0.0.1 is already in use`);
    other.close();
  });

  it('prints its version and its options', async () => {
    const {version} = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    const [asked, helped] = [run('--version'), run('--help')];
    expect([await asked.ended, asked.out]).toEqual([0, `${version}\n`]);
    expect(await helped.ended).toBe(0);
    for (const name of ['port', 'host', 'allow-host', 'config', 'client-id', 'client-secret', 'redirect-uri'])
      expect(helped.out).toContain(`--${name} `);
  });
});
