import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {serve} from '../src/serve.js';
import {rawRequest, sendRaw} from './raw-http.js';
import {buildCommand, removeCommand, RunningCommand} from './running-command.js';

const SECRETS = {
  code: 'Code+given/to/the+user',
  token: 'Token+given/to/the+user',
  secret: 'Secret-of-the-client',
  state: 'State-of-the-flow',
  iban: 'FR7690003000013002900003179',
  password: 'Password-of-the-user',
};

const folder = mkdtempSync(join(tmpdir(), 'budgea-sandbox-log-'));
let file = '';

beforeAll(() => {
  file = buildCommand('.log');
});

afterAll(() => {
  rmSync(folder, {recursive: true, force: true});
  removeCommand('.log');
});

function config(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const hasNoSecret = ({out, err}: RunningCommand): void => {
  for (const secret of [...Object.values(SECRETS), encodeURIComponent(SECRETS.code)]) {
    expect(out + err).not.toContain(secret);
  }
};

describe('the output of the command has no secret that was given to it', () => {
  it('while it serves requests, right and wrong', async () => {
    const {code, token, secret, state, iban, password} = SECRETS;
    const client = {id: '42', secret};
    const options = {clients: [client], users: [{token, code, connections: [{connectorId: 3}]}]};
    const command = new RunningCommand(file, [
      ...['--port', '0', '--host', '127.0.0.1'],
      ...['--config', config('options.json', JSON.stringify(options))],
    ]);
    const address = await command.address();
    const query = new URLSearchParams({
      ...{client_id: '42', redirect_uri: 'https://app.example/callback', code, state, account_ibans: iban},
    });
    const json = JSON.stringify({client_id: '42', client_secret: secret, code, password});
    const type = 'Content-Type: application/json';
    for (const host of ['localhost', 'evil.example', `${state}@localhost`]) {
      for (const [method, target, body] of [
        ['GET', `/2.0/auth/webview/en/connect?${query}`, ''],
        ['GET', `/2.0/auth/webview/en/session/${state}?${query}`, ''],
        ['GET', `http://localhost/2.0/auth/webview/en/connect?${query}`, ''],
        ['TRACE', `/${state}?${query}`, ''],
        ['POST', '/2.0/auth/token/access', json],
        ['POST', '/2.0/auth/token/access', `${json}}`],
        ['POST', '/2.0/payments', json],
        ['POST', '/sandbox/endNextFlow', `{"answer": {"code": "${code}\\ud800"}}`],
        ['POST', '/sandbox/addUser', `{"token": {"${token}": "${token}"}}`],
      ] as const) {
        const headers = [
          `Host: ${host}`,
          `Authorization: Bearer ${token}`,
          type,
          `Content-Length: ${body.length}`,
        ];
        await sendRaw(address, rawRequest(target, headers, {method, body}));
      }
    }
    await sendRaw(address, `${state} ${code}\r\n\r\n`);
    expect(await command.stop()).toBe(0);
    expect(command.out).toContain('42');
    expect(command.err).toBe('');
    hasNoSecret(command);
  });

  it.each([
    ['a client of the command line', ['--client-id', '1', '--client-secret', SECRETS.secret, '--port', 'x']],
    ['a secret with a space', ['--client-secret', 'a', SECRETS.secret]],
    ['a misspelled option', [`--client-secert=${SECRETS.secret}`]],
    ['a flag with a value', [`--help=${SECRETS.secret}`]],
    ['an option before its value', ['--client-secret', `--seed=${SECRETS.secret}`, '--port', '-1']],
    ['broken JSON', ['--config', config('broken.json', `{"secret": ${SECRETS.secret}}`)]],
    ['JSON that ends too early', ['--config', config('short.json', `{"secret": "${SECRETS.secret}"`)]],
    [
      'a broken module',
      ['--config', config('broken.mjs', `export default '${SECRETS.secret}' ${SECRETS.state};`)],
    ],
    ['a module that throws', ['--config', config('throws.mjs', `throw new Error('${SECRETS.secret}');`)]],
    ['an object instead of a list', ['--config', config('o.json', JSON.stringify({clients: SECRETS}))]],
    [
      'a list instead of a text',
      ['--config', config('l.json', JSON.stringify({users: [{token: [SECRETS.token]}]}))],
    ],
    [
      'the same token twice',
      ['--config', config('t.json', JSON.stringify({users: [SECRETS, SECRETS].map(({token}) => ({token}))}))],
    ],
  ])('after %s', async (_name, args) => {
    const command = new RunningCommand(file, args);
    expect(await command.ended).toBe(2);
    expect(command.err).not.toBe('');
    hasNoSecret(command);
  });
});

describe('a failure of the sandbox', () => {
  it('is reported with its place, and without its message', async () => {
    const reports: string[] = [];
    const listening = await serve(
      {fetch: (request) => Promise.reject(new TypeError(`no ${request.url}\nof ${SECRETS.token}`))},
      {host: '127.0.0.1', port: 0, onError: (report) => reports.push(report)},
    );
    const response = await fetch(`${listening.url}?code=${SECRETS.secret}`);
    expect([response.status, await response.text()]).toEqual([
      500,
      'The sandbox failed. The error is in its log.\n',
    ]);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reports.join()).toMatch(/^The sandbox failed: TypeError\n +at .*log\.test\.ts/);
    expect(reports.join()).not.toContain(SECRETS.secret);
    expect(reports.join()).not.toContain(SECRETS.token);
    await listening.close();
  });
});
