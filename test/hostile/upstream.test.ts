import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {type Backend, BackendError, createBackend} from '../../src/server/index.js';
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
  '{"connections":{}}',
  '{"connections":[null,5,{"id":{}},{"id":46,"sources":5,"accounts":[[]]}]}',
  `{"connections":[${'0,'.repeat(120_000)}0]}`,
  `{"id":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  '{"id":46,"state":"wrongpass","error_message":"the-permanent-token"}',
  '{"__proto__":{"code":"x"}}',
  `<html>${SECRETS.join()}</html>`,
  '{"code":"\\ud800","access_token":"\\ud800"}',
  '',
  ' '.repeat(300_000),
  '['.repeat(50_000),
];

const SITE = 'https://app.example/api';

/** Sends a request to a route. Returns the answer. */
const to =
  (method: string, path: string, body?: string) =>
  (backend: Backend): Promise<Response> =>
    backend(
      new Request(`${SITE}/${path}`, {
        method,
        body: body ?? null,
        headers: {'content-type': 'application/json'},
      }),
    );

/** Calls the back end as the host's own code does. An error of ours becomes an answer, any other one is thrown. */
const call =
  (run: (backend: Backend, request: Request) => Promise<unknown>) =>
  async (backend: Backend): Promise<Response> => {
    try {
      return Response.json((await run(backend, new Request(SITE))) ?? null);
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      return Response.json({error: error.code, message: error.message}, {status: error.status});
    }
  };

/** Everything that calls the service. */
const ROUTES = {
  code: to('POST', 'code', '{}'),
  token: to('POST', 'token', '{"code":"received"}'),
  connections: to('GET', 'connections'),
  disconnect: to('DELETE', 'connections/46'),
  refresh: to('POST', 'refresh', '{"connectionId":46}'),
  start: to('GET', 'start/connect'),
  connection: call((backend, request) => backend.connection(request, 46)),
  renewToken: call(async (backend) => ({isRenewed: (await backend.renewToken(7)) !== ''})),
  deleteUser: call((backend, request) => backend.deleteUser(request)),
} satisfies Record<string, (backend: Backend) => Promise<Response>>;

/** A fault of the service: what it answers, and after how many bytes it stops. */
interface Fault {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** The connection is cut after so many bytes of the answer. */
  readonly cut: number | undefined;
  /** How the answer is sent. */
  readonly how: 'at once' | 'in bytes' | 'with a wrong length' | 'as wrong gzip' | 'never';
  readonly route: keyof typeof ROUTES;
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
  route: fc.constantFrom(...(Object.keys(ROUTES) as (keyof typeof ROUTES)[])),
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
      publicUrl: SITE,
      getUser: (request) =>
        request.url.endsWith('/token') ? {id: 2} : {id: 1, token: 'the-permanent-token'},
      saveToken: (_, token) => {
        if (token !== null) saved.push(token);
      },
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
      {short: 80, long: 8000},
      fault,
      async (next) => {
        given = next;
        saved.length = errors.length = logged.length = rejections.length = 0;
        const response = await ROUTES[next.route](backend);
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
        if (isWhole && ['code', 'token', 'start'].includes(next.route) && response.status >= 400)
          throw new Error(`a good answer gives ${response.status}: ${text}`);
      },
      (one) =>
        `given = ${JSON.stringify({...one, body: one.body.slice(0, 200)})};\nawait ROUTES['${one.route}'](backend);`,
    );
    expect(rejections).toEqual([]);
  });
});
