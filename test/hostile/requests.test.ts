import {once} from 'node:events';
import {Agent, createServer, request as send} from 'node:http';
import {type AddressInfo, connect} from 'node:net';
import {text} from 'node:stream/consumers';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {createBackend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {check, times} from './check.js';

const ALLOWED = 'https://app.example';
const STACK = /\n\s+at |\.[jt]s:\d+/;
const agent = new Agent({keepAlive: true, maxSockets: 8});
let served = 0;

const server = createServer(
  nodeListener(
    createBackend({
      domain: 'demo',
      clientId: 1,
      clientSecret: 'the-secret',
      allowedOrigins: [ALLOWED],
      getUser: () => ({id: 1, token: 'the-token'}),
      saveToken: () => undefined,
      onError: () => undefined,
      fetch: () => {
        served += 1;
        return Promise.resolve(Response.json({code: 'the-code', access_token: 'a', expires_in: 1800}));
      },
    }),
  ),
);
let port = 0;

/** A request that a page or a program can send. `{host}` stands for the server's own host. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly origin: string;
  readonly site: string;
  readonly mode: string;
  readonly type: string;
  readonly host: string;
  readonly body: string;
}

const sent: fc.Arbitrary<Sent> = fc.record({
  method: fc.constantFrom(
    'POST',
    'POST',
    'POST',
    'POST',
    'GET',
    'HEAD',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'PROPFIND',
  ),
  path: fc.constantFrom(
    '/api/code',
    '/api/code',
    '/api/code',
    '/code',
    '/api/token',
    '/code/',
    '//code',
    '/code?x=1',
    '/code/../token',
    '/%63ode',
    '/code%2f',
    '/code;x',
    '/unknown',
    '/',
    '/code/unknown',
    '/CODE',
    '/constructor',
    '/__proto__',
    '/%00',
    '/%',
    '/api/payment',
    '/api/connections',
    '/api/start/connect',
    '/api/return?state=s&code=c',
  ),
  origin: fc.constantFrom(
    '',
    '',
    'http://{host}',
    'https://{host}',
    'https://evil.example',
    'null',
    ALLOWED,
    `${ALLOWED}.evil.example`,
    `${ALLOWED}/`,
    ALLOWED.toUpperCase(),
    `${ALLOWED}:8443`,
    'http://app.example',
    'http://{host}.evil.example',
    'http://evil.example@{host}',
    'http://{host}, https://evil.example',
    '*',
    'file://',
    'http://localhost',
  ),
  site: fc.constantFrom(
    '',
    '',
    'same-origin',
    'same-origin',
    'same-site',
    'cross-site',
    'none',
    'SAME-ORIGIN',
    'same-origin, cross-site',
    'x',
  ),
  mode: fc.constantFrom('', 'cors', 'no-cors', 'navigate', 'same-origin', 'websocket'),
  type: fc.constantFrom(
    'application/json',
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
    'text/plain; application/json',
    'application/jsonp',
    'application/json, text/plain',
    'text/plain;a=application/json',
  ),
  host: fc.constantFrom(
    '{host}',
    '{host}',
    'evil.example',
    'app.example',
    'localhost',
    '[::1]:80',
    'x/code#',
    'x?y',
    'a@b',
    'a b',
    '',
    'x:99999',
    '%00',
  ),
  body: fc.constantFrom(
    '{}',
    '{}',
    '{"code":"c"}',
    '',
    'null',
    '[]',
    '"x"',
    '{',
    '{"code":1}',
    '{"__proto__":{"code":"c"}}',
    '{"code":"c","code":"d"}',
    'code=c',
    '\u0000',
    `{"code":"${'x'.repeat(20_000)}"}`,
  ),
});

/** Returns the answer to a request: its status and its body. */
async function answer(given: Sent): Promise<{status: number; body: string}> {
  const own = `127.0.0.1:${port}`;
  const fill = (value: string): string => value.replaceAll('{host}', own);
  const optional = {
    origin: given.origin,
    'sec-fetch-site': given.site,
    'sec-fetch-mode': given.mode,
    'content-type': given.type,
  };
  const headers = Object.fromEntries(
    Object.entries(optional)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, fill(value)]),
  );
  const outgoing = send({
    agent,
    port,
    host: '127.0.0.1',
    method: given.method,
    path: given.path,
    headers: {...headers, host: fill(given.host), 'content-length': Buffer.byteLength(given.body)},
    timeout: 5000,
  });
  outgoing.on('timeout', () => outgoing.destroy(new Error('the server hangs')));
  outgoing.end(given.body);
  const [incoming] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage];
  return {status: incoming.statusCode ?? 0, body: await text(incoming)};
}

/** Tells whether the documentation lets a request through. */
function isDocumented({method, path, origin, site, type, host}: Sent): boolean {
  const route = path.replace(/[?].*/, '').split('/').pop();
  const isFromPage =
    origin === ALLOWED ||
    site === 'same-origin' ||
    (site === '' && (origin === '' || /^https?:\/\/([^@,]+)$/.exec(origin)?.[1] === host));
  return (
    method === 'POST' &&
    (route === 'code' || route === 'token') &&
    isFromPage &&
    /^application\/json(;|$)/i.test(type)
  );
}

const code = (given: Sent): string => `await answer(${JSON.stringify(given)});`;

describe('any request over HTTP', () => {
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({port} = server.address() as AddressInfo);
  });
  afterAll(() => {
    agent.destroy();
    server.close();
    server.closeAllConnections();
  });

  it('reaches the service only if it is documented', async () => {
    let accepted = 0;
    await check(
      {short: 4000, long: 200_000},
      sent,
      async (given) => {
        const before = served;
        const {status, body} = await answer(given);
        if (status >= 500) throw new Error(`it is answered ${status}: ${body}`);
        if (STACK.test(body) || body.includes('the-secret') || body.includes('the-token'))
          throw new Error(`it is answered ${body}`);
        if (status === 200) accepted += 1;
        if (!isDocumented(given) && (status < 400 || served !== before))
          throw new Error(`it is answered ${status}: ${body}`);
        const isPlain = /^\/(api\/)?code$/.test(given.path) && given.host === '{host}' && given.body === '{}';
        if (isDocumented(given) && isPlain && status !== 200)
          throw new Error(`it is refused with ${status}: ${body}`);
      },
      code,
    );
    console.log(`hostile: ${accepted} of ${times({short: 4000, long: 200_000})} requests were accepted`);
    expect(accepted).toBeGreaterThan(10);
  });

  const JSON_HEADERS = 'Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close';
  const own = (): string => `Host: 127.0.0.1:${port}`;
  const raw: readonly [title: string, make: () => string][] = [
    [
      'the absolute form of another host',
      () => `POST http://evil.example/code HTTP/1.1\r\n${own()}\r\n${JSON_HEADERS}\r\n\r\n{}`,
    ],
    ['an asterisk', () => `OPTIONS * HTTP/1.1\r\n${own()}\r\nConnection: close\r\n\r\n`],
    ['a POST of an asterisk', () => `POST * HTTP/1.1\r\n${own()}\r\n${JSON_HEADERS}\r\n\r\n{}`],
    ['TRACE', () => `TRACE /code HTTP/1.1\r\n${own()}\r\nConnection: close\r\n\r\n`],
    ['CONNECT', () => `CONNECT evil.example:443 HTTP/1.1\r\n${own()}\r\n\r\n`],
    ['no Host', () => `POST /code HTTP/1.1\r\n${JSON_HEADERS}\r\n\r\n{}`],
    ['two Hosts', () => `POST /code HTTP/1.1\r\n${own()}\r\nHost: evil.example\r\n${JSON_HEADERS}\r\n\r\n{}`],
    ['a path without a slash', () => `POST code HTTP/1.1\r\n${own()}\r\n${JSON_HEADERS}\r\n\r\n{}`],
    [
      'a path like a host',
      () =>
        `POST //evil.example/code HTTP/1.1\r\n${own()}\r\nSec-Fetch-Site: cross-site\r\n${JSON_HEADERS}\r\n\r\n{}`,
    ],
    ['a backslash', () => `POST \\\\evil.example\\code HTTP/1.1\r\n${own()}\r\n${JSON_HEADERS}\r\n\r\n{}`],
    [
      'two lengths',
      () => `POST /code HTTP/1.1\r\n${own()}\r\n${JSON_HEADERS}\r\nContent-Length: 3\r\n\r\n{}`,
    ],
    [
      'a length and chunks',
      () =>
        `POST /code HTTP/1.1\r\n${own()}\r\n${JSON_HEADERS}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'two origins',
      () =>
        `POST /code HTTP/1.1\r\n${own()}\r\nOrigin: ${ALLOWED}\r\nOrigin: https://evil.example\r\n${JSON_HEADERS}\r\n\r\n{}`,
    ],
    [
      'a body that never ends',
      () =>
        `POST /code HTTP/1.1\r\n${own()}\r\nContent-Type: application/json\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{`,
    ],
    ['a method that nobody knows', () => `FETCH /code HTTP/1.1\r\n${own()}\r\nConnection: close\r\n\r\n`],
    ['no HTTP', () => 'hello\r\n\r\n'],
  ];

  it.each(raw)('with %s gets an error without a stack trace, and reaches nothing', async (_title, make) => {
    const before = served;
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(() => socket.destroy(new Error('the server hangs')), 8000);
    socket.write(make());
    const got = await text(socket);
    clearTimeout(timer);
    expect(got).toMatch(/^(HTTP\/1\.1 4\d\d|$)/);
    expect(got).not.toMatch(STACK);
    expect(served).toBe(before);
  });
});
