import {once} from 'node:events';
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as send,
} from 'node:http';
import {type AddressInfo, connect} from 'node:net';
import {text} from 'node:stream/consumers';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {createBackend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {check, mostly, times} from './check.js';

const ALLOWED = 'https://app.example';
/** The origin of `publicUrl`. */
const PUBLIC = 'https://bank.example';
const WEBVIEW = 'https://demo.biapi.pro/2.0/auth/webview/';
const SECRETS = ['the-secret', 'the-token', 'the-new-token'];
const STACK = /\n\s+at |\.[jt]s:\d+/;
const agent = new Agent({keepAlive: true, maxSockets: 8});
let served = 0;
let saved = 0;
const logged: string[] = [];

/** What the service answers, by the path below `/2.0/` that the back end calls. */
const SERVICE: Readonly<Record<string, object>> = {
  'auth/token/code': {code: 'the-code'},
  'auth/token/access': {access_token: 'the-new-token', id_user: 7},
  'users/me': {id: 7},
  'users/me/connections': {connections: [{id: 46, connector: {name: 'Bank'}, state: null}]},
  'users/me/connections/46': {id: 46, state: null},
};

const server = createServer(
  nodeListener(
    createBackend({
      domain: 'demo',
      clientId: 1,
      clientSecret: 'the-secret',
      publicUrl: `${PUBLIC}/api`,
      allowedOrigins: [ALLOWED],
      getUser: () => ({id: 1, token: 'the-token'}),
      saveToken: () => {
        saved += 1;
      },
      onError: (error) => void logged.push(String(error.stack)),
      fetch: (input) => {
        served += 1;
        const {pathname} = new URL(String(input instanceof Request ? input.url : input));
        const answer = SERVICE[pathname.replace('/2.0/', '')];
        return Promise.resolve(
          answer ? Response.json(answer) : Response.json({code: 'notFound'}, {status: 404}),
        );
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
  readonly dest: string;
  readonly purpose: string;
  readonly override: string;
  readonly cookie: string;
  readonly type: string;
  readonly host: string;
  readonly body: string;
}

/** A request as a page of the same origin sends it, or a person who opens a page. */
const USUAL: readonly (readonly [method: string, path: string])[] = [
  ['POST', '/api/code'],
  ['POST', '/api/refresh'],
  ['GET', '/api/connections'],
  ['DELETE', '/api/connections/46'],
  ['GET', '/api/start/connect'],
  ['GET', '/api/return?state=s&code=c&connection_id=46'],
];
const OTHER_PATHS = [
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
  '/api/connections/',
  '/api/connections?id=46',
  '/api/connections/0',
  '/api/connections/046',
  '/api/connections/-46',
  '/api/connections/46.0',
  '/api/connections/4e1',
  '/api/connections/46/',
  '/api/connections/46?id=47',
  '/api/connections/46%2f..',
  '/api/connections/46%00',
  '/api/connections/46;x',
  '/api/connections/%34%36',
  '/api/connections/%EF%BC%94%EF%BC%96',
  '/api/connections/../code',
  '/api/connections/%2e%2e/code',
  '/api/connections/..%2fcode',
  '/api/connections/46/../../token',
  '/api/connections/connections',
  '/api/connections/refresh',
  '/api/connections/constructor',
  '/api/connections/all',
  `/api/connections/${'4'.repeat(40)}`,
  '/api/refresh?connectionId=46',
  '/api/start',
  '/api/start/',
  '/api/start/payment',
  '/api/start/reconnect?connection_id=46',
  '/api/start/reconnect?connection_id=../46',
  '/api/start/connect?state=theirs',
  '/api/start/connect?redirect_uri=https://evil.example',
  '/api/start/connect?domain=evil&client_id=2',
  '/api/start/connect?code=theirs',
  '/api/start/connect?max_connections=1&max_connections=2',
  '/api/start/connect?max%5fconnections=1&max_connections=2',
  '/api/start/connect?return_to=//evil.example',
  '/api/start/connect?return_to=/%5Cevil.example&return_to=/a',
  '/api/start/connect?return_to=javascript:alert(1)',
  '/api/start/connect?return_to=/accounts',
  '/api/start/connect?__proto__=1',
  '/api/start/connect?%ff=1',
  '/api/start/connect?hop=1&language=../..',
  '/api/start/../start/connect',
  '/api/start/__proto__',
  '/api/start/constructor',
  '/api/start/connect%2f..',
  '/api/start/connect/',
  '/api/return',
  '/api/return/',
  '/api/return?state=s&state=t',
  '/api/return?state=s&amp;code=c',
  '/api/return?%73tate=s&state=t',
  '/api/return?state=s&error=access_denied',
  '/api/return?state=%00&code=%0d%0aset-cookie:x=1',
  `/api/return?state=${'A'.repeat(22)}&code=c&connection_id=46`,
];

const sent: fc.Arbitrary<Sent> = fc
  .record({
    usual: fc.constantFrom(...USUAL),
    method: mostly('', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'),
    path: fc.oneof(
      {weight: 3, arbitrary: fc.constant('')},
      {weight: 2, arbitrary: fc.constantFrom(...OTHER_PATHS)},
    ),
    origin: mostly(
      '',
      'http://{host}',
      'https://{host}',
      'https://evil.example',
      'null',
      ALLOWED,
      PUBLIC,
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
    site: mostly(
      'same-origin',
      '',
      'same-site',
      'cross-site',
      'none',
      'SAME-ORIGIN',
      'same-origin, cross-site',
      'x',
    ),
    mode: mostly('', 'cors', 'no-cors', 'navigate', 'same-origin', 'websocket', 'NAVIGATE', 'navigate, cors'),
    dest: mostly(
      '',
      'document',
      'empty',
      'image',
      'iframe',
      'script',
      'embed',
      'Document',
      'document, image',
    ),
    purpose: mostly(
      '',
      'prefetch',
      'prefetch;prerender',
      'prefetch;anonymous-client-ip',
      'PREFETCH',
      'preview',
    ),
    override: mostly('', 'DELETE', 'POST', 'GET'),
    cookie: mostly(
      '',
      '__Host-budgea-attempt-s=x.y',
      '__Host-budgea-attempt-=.',
      'budgea-attempt-s=x.y',
      `__Host-budgea-attempt-${'A'.repeat(22)}=e30.AAAA; __Host-budgea-attempt-${'A'.repeat(22)}=e30.`,
      `__Host-budgea-attempt-<script>=1; __Host-budgea-attempt-%0d%0a=1; =; ;;; a`,
      `__Host-budgea-attempt-${'A'.repeat(22)}=${'A'.repeat(6000)}.${'A'.repeat(43)}`,
      Array.from({length: 200}, (_, index) => `__Host-budgea-attempt-${index}=1.1`).join('; '),
    ),
    type: mostly(
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
    host: mostly(
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
    body: mostly(
      '{"connectionId":"46"}',
      '{}',
      '{"code":"c"}',
      '',
      'null',
      '[]',
      '"x"',
      '{',
      '{"code":1}',
      '{"connectionId":"../46"}',
      '{"connectionId":{}}',
      '{"connectionId":46,"connectionId":47}',
      '{"__proto__":{"code":"c","connectionId":"46"}}',
      '{"code":"c","code":"d"}',
      'code=c&_method=DELETE',
      '\u0000',
      `{"code":"${'x'.repeat(20_000)}"}`,
    ),
  })
  .map(({usual: [method, path], ...given}) => ({
    ...given,
    method: given.method || method,
    path: given.path || path,
  }));

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** Returns the answer to a request. */
async function answer(given: Sent): Promise<Answer> {
  const own = `127.0.0.1:${port}`;
  const fill = (value: string): string => value.replaceAll('{host}', own);
  const optional = {
    origin: given.origin,
    'sec-fetch-site': given.site,
    'sec-fetch-mode': given.mode,
    'sec-fetch-dest': given.dest,
    'sec-purpose': given.purpose,
    'x-http-method-override': given.override,
    cookie: given.cookie,
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
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return {status: incoming.statusCode ?? 0, body: await text(incoming), headers: incoming.headers};
}

/** The methods of each route that the documentation has. */
const METHODS: Readonly<Record<string, string>> = {
  code: 'POST',
  token: 'POST',
  refresh: 'POST',
  connections: 'GET',
  'connections/{id}': 'DELETE',
  start: 'GET',
  return: 'GET',
};

/** Returns the route of a path, as the documentation names it. */
function routeOf(path: string): string {
  const {pathname} = new URL(`http://x${path.startsWith('//') ? path.slice(1) : path}`);
  const [last = '', parent = ''] = pathname.split('/').reverse();
  if (parent === 'start') return ['connect', 'reconnect', 'manage', 'transfer'].includes(last) ? 'start' : '';
  if (last !== 'start' && Object.hasOwn(METHODS, last)) return last;
  return parent === 'connections' && /^[1-9]\d{0,15}$/.test(last) ? 'connections/{id}' : '';
}

/** Tells whether the documentation lets a request through. */
function isDocumented(given: Sent): boolean {
  const {method, path, origin, site, type, host, mode, dest, purpose} = given;
  const route = routeOf(path);
  if (METHODS[route] !== method) return false;
  if (route === 'start' || route === 'return') {
    return (mode || 'navigate') === 'navigate' && (dest || 'document') === 'document' && purpose === '';
  }
  const isFromPage =
    origin === ALLOWED ||
    site === 'same-origin' ||
    (site === '' && (origin === '' || /^https?:\/\/([^@,]+)$/.exec(origin)?.[1] === host));
  return isFromPage && (method !== 'POST' || /^application\/json(;|$)/i.test(type));
}

/** Throws if an answer shows what it must not, or leads elsewhere. */
function checkAnswer({status, body, headers}: Answer): void {
  const shown = [body, JSON.stringify(headers), ...logged].join('\n');
  if (status >= 500) throw new Error(`it is answered ${status}: ${body}`);
  if (STACK.test(body) || SECRETS.some((secret) => shown.includes(secret)))
    throw new Error(`it is answered ${shown}`);
  const {location} = headers;
  if (location !== undefined && !location.startsWith(`${PUBLIC}/`) && !location.startsWith(WEBVIEW))
    throw new Error(`it leads to ${location}`);
  for (const line of headers['set-cookie'] ?? [])
    if (!/^__Host-budgea-attempt-[^;]*; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/.test(line))
      throw new Error(`it sets ${line}`);
  // a proxy takes about 4 kB
  if (JSON.stringify(headers).length > 4000) throw new Error('its headers are too long for a proxy');
  const allowed = headers['access-control-allow-origin'];
  if (allowed !== undefined && allowed !== ALLOWED) throw new Error(`it allows ${allowed}`);
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
    const accepted = new Map<string, number>();
    await check(
      {short: 1000, long: 100_000},
      sent,
      async (given) => {
        const before = served;
        logged.length = saved = 0;
        const all = await answer(given);
        const {status, body} = all;
        checkAnswer(all);
        const isAllowed = isDocumented(given);
        const route = routeOf(given.path);
        // a prefetch and whatever else nobody asked for is answered with nothing
        const isNothing =
          (status === 204 &&
            ['start', 'return'].includes(route) &&
            all.headers['set-cookie'] === undefined) ||
          (status === 204 && given.method === 'OPTIONS');
        if (!isAllowed && ((status < 400 && !isNothing) || served !== before || saved > 0))
          throw new Error(`it is answered ${status}: ${body}`);
        // nothing vouches for the answer, so nothing is asked and nothing saved
        if (route === 'return' && (served !== before || saved > 0))
          throw new Error('an answer that nobody started is believed');
        if (isAllowed && status < 400) accepted.set(route, (accepted.get(route) ?? 0) + 1);
        const isUsual = USUAL.some(([method, path]) => method === given.method && path === given.path);
        const isPlain = isUsual && given.host === '{host}' && given.body === '{"connectionId":"46"}';
        if (isAllowed && isPlain && status >= 400) throw new Error(`it is refused with ${status}: ${body}`);
      },
      code,
    );
    const counts = [...accepted].map(([route, count]) => `${route} ${count}`).join(', ');
    console.log(`hostile: of ${times({short: 1000, long: 100_000})} requests were accepted: ${counts}`);
    for (const [method, path] of USUAL)
      expect(accepted.get(routeOf(path)), `${method} ${path}`).toBeGreaterThan(10);
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
      'two words about where it comes from',
      () =>
        `DELETE /connections/46 HTTP/1.1\r\n${own()}\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n`,
    ],
    [
      'another method in a header',
      () =>
        `POST /connections/46 HTTP/1.1\r\n${own()}\r\nX-HTTP-Method-Override: DELETE\r\n${JSON_HEADERS}\r\n\r\n{}`,
    ],
    [
      'a body that never ends',
      () =>
        `POST /refresh HTTP/1.1\r\n${own()}\r\nContent-Type: application/json\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{`,
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
