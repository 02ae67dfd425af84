import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {createBackend} from '../../src/server/index.js';
import {check} from './check.js';

const SECRETS = ['the-client-secret', 'the-permanent-token', 'the-new-token', 'the-code-in-an-error'];
const GOOD = JSON.stringify({
  code: 'minted',
  type: 'temporary',
  access: 'standard',
  expires_in: 1800,
  access_token: 'the-new-token',
  token_type: 'Bearer',
});
const LEAKY = JSON.stringify({
  code: 'invalidValue',
  description: `client the-client-secret, token the-permanent-token`,
  message: 'the-code-in-an-error',
  request_id: 'r',
});
const BODIES = [
  GOOD,
  LEAKY,
  '{}',
  'null',
  '[]',
  '""',
  '5',
  '{"code":5,"access_token":{}}',
  '{"code":"","access_token":""}',
  '{"code":"a\\nb","access_token":"a\\nb"}',
  '{"__proto__":{"code":"x"}}',
  `<html>${SECRETS.join()}</html>`,
  '{"code":"\\ud800","access_token":"\\ud800"}',
  '',
  ' '.repeat(300_000),
  '['.repeat(50_000),
];

/** A fault of the service: what it answers, and after how many bytes it stops. */
interface Fault {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** The connection is cut after so many bytes of the answer. */
  readonly cut: number | undefined;
  /** How the answer is sent. */
  readonly how: 'at once' | 'in bytes' | 'with a wrong length' | 'as wrong gzip' | 'never';
  readonly route: 'code' | 'token';
}

const fault: fc.Arbitrary<Fault> = fc.record({
  status: fc.constantFrom(
    200,
    200,
    200,
    201,
    204,
    301,
    302,
    304,
    307,
    400,
    401,
    403,
    404,
    409,
    418,
    429,
    500,
    502,
    503,
    599,
  ),
  type: fc.constantFrom(
    'application/json',
    'application/json',
    'text/html',
    'text/plain',
    '',
    'application/octet-stream',
  ),
  body: fc.constantFrom(...BODIES),
  cut: fc.option(fc.nat(GOOD.length + 200), {nil: undefined}),
  how: fc.oneof(
    {weight: 30, arbitrary: fc.constant('at once' as const)},
    {weight: 9, arbitrary: fc.constantFrom('in bytes', 'with a wrong length', 'as wrong gzip')},
    {weight: 1, arbitrary: fc.constant('never' as const)},
  ),
  route: fc.constantFrom('code', 'token'),
});

let given: Fault;

/** Writes the whole answer to the socket, or only its first bytes. */
function answer({socket}: ServerResponse): void {
  const {status, type, body, cut, how} = given;
  const length = how === 'with a wrong length' ? body.length + 7 : Buffer.byteLength(body);
  const headers = [
    `content-length: ${length}`,
    type && `content-type: ${type}`,
    how === 'as wrong gzip' && 'content-encoding: gzip',
    status < 400 && status >= 300 && 'location: https://evil.example/the-client-secret',
    'connection: close',
  ];
  const whole = `HTTP/1.1 ${status} x\r\n${headers.filter(Boolean).join('\r\n')}\r\n\r\n${body}`;
  const sent = cut === undefined ? whole : whole.slice(0, cut);
  if (how === 'never') return;
  if (how === 'in bytes') for (const letter of sent.slice(0, 400)) socket?.write(letter);
  socket?.end(how === 'in bytes' ? sent.slice(400) : sent);
}

const service = createServer((request, response) => {
  request.resume().on('end', () => {
    answer(response);
  });
});

describe('any fault of the service', () => {
  const rejections: unknown[] = [];
  const remember = (reason: unknown): void => void rejections.push(reason);
  const logged: string[] = [];
  beforeAll(async () => {
    process.on('unhandledRejection', remember);
    for (const method of ['log', 'warn', 'error', 'info'] as const)
      vi.spyOn(console, method).mockImplementation(
        (...all: unknown[]) => void logged.push(all.map(String).join(' ')),
      );
    service.listen(0, '127.0.0.1');
    await once(service, 'listening');
  });
  afterAll(() => {
    process.off('unhandledRejection', remember);
    vi.restoreAllMocks();
    service.close();
    service.closeAllConnections();
  });

  it('gives an error without a secret, and never an unhandled rejection', async () => {
    const saved: unknown[] = [];
    const errors: string[] = [];
    const backend = createBackend({
      baseUrl: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
      clientId: 1,
      clientSecret: 'the-client-secret',
      timeLimit: 100,
      getUser: (request) => (request.url.endsWith('code') ? {id: 1, token: 'the-permanent-token'} : {id: 2}),
      saveToken: (_, token) => void saved.push(token),
      onError: (error) => {
        // everything that a host may log of it
        const {message, stack = '', cause, ...rest} = error;
        errors.push(
          [
            message,
            stack,
            String(cause),
            cause instanceof Error ? String(cause.stack) : '',
            JSON.stringify(rest),
          ].join('\n'),
        );
      },
    });
    await check(
      {short: 120, long: 50_000},
      fault,
      async (next) => {
        given = next;
        saved.length = errors.length = logged.length = rejections.length = 0;
        const body = next.route === 'token' ? '{"code":"received"}' : '{}';
        const headers = {'content-type': 'application/json'};
        const response = await backend(
          new Request(`https://app.example/${next.route}`, {method: 'POST', body, headers}),
          undefined,
        );
        const text = await response.text();
        await new Promise((done) => setImmediate(done));
        if (rejections.length > 0) throw new Error(`a rejection is not handled: ${String(rejections[0])}`);
        const told = [text, ...errors, ...logged, ...[...response.headers].flat()].join('\n');
        const leaked = SECRETS.find((secret) => told.includes(secret));
        if (leaked) throw new Error(`${leaked} is in ${told}`);
        const isGood = next.body === GOOD && next.status >= 200 && next.status < 300 && next.status !== 204;
        const wrong = saved.filter((token) => !isGood || token !== 'the-new-token');
        if (wrong.length > 0) throw new Error(`${JSON.stringify(wrong)} is saved`);
        const isWhole =
          next.cut === undefined && isGood && next.how === 'at once' && next.type === 'application/json';
        if (isWhole && response.status >= 400)
          throw new Error(`a good answer gives ${response.status}: ${text}`);
      },
      (one) =>
        `given = ${JSON.stringify({...one, body: one.body.slice(0, 200)})};\nawait backend(post('${one.route}'));`,
    );
    expect(rejections).toEqual([]);
  });
});
