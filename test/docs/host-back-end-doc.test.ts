import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {type IncomingMessage, request as requestOf, type Server} from 'node:http';
import {connect as connectHttp2, type Http2SecureServer} from 'node:http2';
import {request as requestOverTls} from 'node:https';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import {createBackend, type Backend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {allBlocks} from '../support/code-blocks.js';
import {NamedModules} from '../support/named-modules.js';
import {post} from '../server/post.js';
import {type Listening, listen, type Upstream, upstream} from '../server/upstream.js';

const PAGE = 'docs/host-back-end.md';
const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
const CODES = Array.from({length: 12}, (_, index) => `code+${index}/`);

// it uses the modules users.ts and budgea.ts of the other page
const modules = new NamedModules('.host-back-end', [PAGE, 'docs/back-end.md']);

/** The modules for a server, which run here. test/docs/host-back-end.spec.ts runs those for a browser. */
const SERVER_MODULES = [
  'same-origin.ts',
  'bearer-back-end.ts',
  'other-origin-back-end.ts',
  'express-session.ts',
  'koa.ts',
  'lambda.ts',
  'http2.ts',
];

const codes = [...CODES];
let service: Upstream;
let tokens: Map<string | number, string>;

beforeAll(async () => {
  const others = CODES.map((code, index) => ({token: `token-${index}`, code}));
  service = await upstream(createSandbox({users: [{token: TOKEN}, ...others]}));
  const certificate = fileURLToPath(new URL('certificate.pem', modules.folder));
  const key = fileURLToPath(new URL('key.pem', modules.folder));
  execFileSync(
    'openssl',
    `req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout ${key} -out ${certificate}`.split(
      ' ',
    ),
    {stdio: 'ignore'},
  );
  Object.assign(process.env, {
    PORT: '0',
    BUDGEA_SECRET: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
    BUDGEA_BASE_URL: service.url,
    SESSION_SECRET: 'a secret of this test',
    TLS_KEY: key,
    TLS_CERTIFICATE: certificate,
  });
  ({tokens} = await modules.load<{tokens: typeof tokens}>('users.ts'));
});

beforeEach(() => {
  tokens.clear();
});

afterAll(async () => {
  await service[Symbol.asyncDispose]();
  for (const name of [
    'PORT',
    'BUDGEA_SECRET',
    'BUDGEA_BASE_URL',
    'SESSION_SECRET',
    'TLS_KEY',
    'TLS_CERTIFICATE',
  ])
    Reflect.deleteProperty(process.env, name);
  modules.remove();
});

/** What a page of the same origin sends with each request. */
const FROM_PAGE = {'content-type': 'application/json', 'sec-fetch-site': 'same-origin'};
const ANN = {...FROM_PAGE, cookie: 'theme=dark; session=ann'};

type Headers = Readonly<Record<string, string>>;
type Send = (
  path: string,
  body: object,
  headers?: Headers,
) => Promise<readonly [status: number, answer: unknown]>;

const answerOf = async (response: Response): Promise<readonly [number, unknown]> => {
  const body = await response.text();
  return [response.status, body && (JSON.parse(body) as unknown)];
};
const sendTo =
  (origin: string): Send =>
  async (path, body, headers = ANN) =>
    answerOf(await fetch(`${origin}${path}`, {method: 'POST', headers, body: JSON.stringify(body)}));

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});
const started = async (name: string): Promise<number> => {
  const {server} = await modules.load<{server: Server | Http2SecureServer}>(name);
  if (!server.listening) await once(server, 'listening');
  closers.push(() => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
};

const ANY_CODE = expect.stringMatching(/^[\w+/]{32}$/) as string;
const ANY_OWNER = expect.stringMatching(/^[\w-]{43}$/) as string;

/** Asks as the elements do: for a code, with a received one, and for a code again. */
async function connects(send: Send, headers: Headers = ANN): Promise<void> {
  const [status, first] = await send('/api/budgea/code', {}, headers);
  expect([status, first]).toEqual([200, {code: null, owner: ANY_OWNER}]);
  const {owner} = first as {owner: string};
  expect(await send('/api/budgea/token', {code: codes.pop(), owner}, headers)).toEqual([204, '']);
  expect(await send('/api/budgea/code', {}, headers)).toEqual([200, {code: ANY_CODE, owner}]);
  expect(await send('/api/budgea/token', {code: 'another', owner}, headers)).toMatchObject([
    409,
    {error: 'token-exists'},
  ]);
}

describe(PAGE, () => {
  it('has modules that compile', () => {
    expect(modules.compile(PAGE)).toBe('');
  });

  it('has no code but what runs here or in a browser', () => {
    const blocks = allBlocks(PAGE);
    expect([...new Set(blocks.map(({language}) => language))].sort()).toEqual(['html', 'ts']);
    const forBrowser = [
      'rails.ts',
      'laravel.ts',
      'django.ts',
      'bearer.ts',
      'bearer-flow.ts',
      'other-origin.ts',
    ];
    expect([...modules.namesIn(PAGE)].sort()).toEqual([...SERVER_MODULES, ...forBrowser].sort());
  });

  it('lists what createBackend answers, word for word', async () => {
    const page = readFileSync(new URL('../../docs/other-languages.md', import.meta.url), 'utf8');
    const backend = await modules.load<{budgea: Backend}>('budgea.ts');
    const signedOut = await answerOf(await backend.budgea(post('code')));
    expect(signedOut).toMatchObject([401, {error: 'signed-out'}]);
    expect(page).toContain('| `401 {"error": "signed-out"}` |');
    const session = {cookie: 'session=ann'};
    const other = await answerOf(await backend.budgea(post('token', {code: 'x', owner: 'bob'}, session)));
    expect(other).toMatchObject([409, {error: 'other-owner'}]);
    expect(page).toContain('| `409 {"error": "other-owner"}` |');
    tokens.set('ann', TOKEN);
    const exists = await answerOf(await backend.budgea(post('token', {code: 'x'}, session)));
    expect(exists).toMatchObject([409, {error: 'token-exists'}]);
    expect(page).toContain('| `409 {"error": "token-exists"}` |');
    const nothing = createBackend({
      domain: 'demo',
      clientId: 1,
      clientSecret: 's',
      getUser: () => ({id: 1}),
      saveToken: () => undefined,
      createPayment: () => undefined,
    });
    const start = {state: 'S', redirectUri: 'https://app.example/callback'};
    expect(await answerOf(await nothing(post('payment', start)))).toMatchObject([
      409,
      {error: 'nothing-to-pay'},
    ]);
    expect(page).toContain('| `409 {"error": "nothing-to-pay"}` |');
  });
});

describe('the check without a token', () => {
  it.each([
    ['same-origin', true],
    ['same-site', false],
    ['cross-site', false],
    ['none', false],
    [undefined, false],
  ] as const)('takes Sec-Fetch-Site: %s as %s', async (site, is) => {
    const {isSameOrigin} = await modules.load<{isSameOrigin(headers: globalThis.Headers): boolean}>(
      'same-origin.ts',
    );
    expect(isSameOrigin(new Headers(site && {'sec-fetch-site': site}))).toBe(is);
  });
});

describe('the back end with bearer tokens', () => {
  let send: Send;

  beforeAll(async () => {
    const {budgea, accessTokens} = await modules.load<{budgea: Backend; accessTokens: Map<string, string>}>(
      'bearer-back-end.ts',
    );
    accessTokens.set('t.0-k', 'ann');
    const listening = await listen(nodeListener(budgea));
    closers.push(() => void listening[Symbol.asyncDispose]());
    send = sendTo(listening.url);
  });

  it('connects the user of the access token', async () => {
    await connects(send, {...FROM_PAGE, authorization: 'Bearer t.0-k'});
    expect([...tokens.keys()]).toEqual(['ann']);
  });

  it.each([undefined, 'Bearer', 'Bearer unknown', 'Basic t.0-k'])(
    'refuses Authorization: %s',
    async (value) => {
      const headers = {...FROM_PAGE, ...(value && {authorization: value})};
      expect(await send('/api/budgea/code', {}, headers)).toMatchObject([401, {error: 'signed-out'}]);
    },
  );
});

describe('the back end on another origin', () => {
  const APP = 'https://app.example';
  let url: string;
  let send: Send;
  const preflight = (origin: string): Promise<Response> =>
    fetch(`${url}/budgea/code`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'sec-fetch-site': 'cross-site',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });

  beforeAll(async () => {
    const {budgea} = await modules.load<{budgea: Backend}>('other-origin-back-end.ts');
    const listening = await listen(nodeListener(budgea));
    closers.push(() => void listening[Symbol.asyncDispose]());
    ({url} = listening);
    send = sendTo(url);
  });

  it('answers the preflight of an allowed origin, and its requests', async () => {
    const allowed = await preflight(APP);
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type',
      vary: expect.stringContaining('Origin') as string,
    });
    await connects(send, {...ANN, 'sec-fetch-site': 'same-site', origin: APP});
    await connects(send, {...ANN, cookie: 'session=bob', 'sec-fetch-site': 'cross-site', origin: APP});
  });

  it('refuses any other origin', async () => {
    for (const origin of [
      'https://evil.example',
      'https://app.example.evil.example',
      'http://app.example',
      'null',
    ]) {
      const refused = await preflight(origin);
      expect(refused.ok).toBe(false);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
      const from = {...ANN, 'sec-fetch-site': 'cross-site', origin};
      expect(await send('/budgea/code', {}, from)).toMatchObject([403, {error: 'cross-site'}]);
    }
  });
});

describe('the back end in Express with sessions', () => {
  it('knows the user of the session that Express found', async () => {
    const origin = `http://localhost:${await started('express-session.ts')}`;
    const send = sendTo(origin);
    expect(await send('/api/budgea/code', {}, FROM_PAGE)).toMatchObject([401, {error: 'signed-out'}]);
    const signIn = await fetch(`${origin}/sign-in/ann`, {method: 'POST'});
    const [cookie = ''] = signIn.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax$/);
    await connects(send, {...FROM_PAGE, cookie: cookie.split(';', 1)[0] ?? ''});
    expect([...tokens.keys()]).toEqual(['ann']);
  });
});

describe('the back end in Koa', () => {
  it('answers the routes, and leaves all others to Koa', async () => {
    const send = sendTo(`http://localhost:${await started('koa.ts')}`);
    await connects(send);
    expect(await send('/api/budgea/secret', {})).toMatchObject([404, {error: 'unknown-route'}]);
    const response = await fetch(`http://localhost:${await started('koa.ts')}/`);
    expect([response.status, await response.text()]).toEqual([404, 'Not Found']);
  });
});

describe('the back end in Lambda', () => {
  interface Answer {
    readonly statusCode: number;
    readonly headers: Headers;
    readonly body: string;
  }
  /** Makes an event of a request, as the payload format 2.0 describes it. */
  const invoke = async (
    path: string,
    body: string | undefined,
    method = 'POST',
    base64 = false,
  ): Promise<Answer> => {
    const {handler} = await modules.load<{handler(event: object): Promise<Answer>}>('lambda.ts');
    const {cookie, ...headers} = ANN;
    return handler({
      version: '2.0',
      routeKey: '$default',
      rawPath: path,
      rawQueryString: '',
      cookies: cookie.split('; '),
      headers: {...headers, host: 'id.lambda-url.eu-west-3.on.aws', 'x-forwarded-proto': 'https'},
      requestContext: {domainName: 'id.lambda-url.eu-west-3.on.aws', http: {method, path}},
      ...(body !== undefined && {body: base64 ? Buffer.from(body).toString('base64') : body}),
      isBase64Encoded: base64,
    });
  };

  for (const base64 of [false, true]) {
    it(`answers ${base64 ? 'a body in base64' : 'a body as it is'}`, async () => {
      await connects(async (path, body) => {
        const answer = await invoke(path, JSON.stringify(body), 'POST', base64);
        return [answer.statusCode, answer.body && (JSON.parse(answer.body) as unknown)];
      });
    });
  }

  it('answers the stage of an API in the path, GET, and a body that is no JSON', async () => {
    const answer = await invoke('/production/api/budgea/code', '{}');
    expect(answer).toMatchObject({statusCode: 200, headers: {'cache-control': 'no-store'}, cookies: []});
    expect(await invoke('/api/budgea/code', undefined, 'GET')).toMatchObject({statusCode: 405});
    expect(await invoke('/api/budgea/token', '{"code')).toMatchObject({statusCode: 400});
  });
});

describe('the back end over HTTP/2', () => {
  const overHttp2 =
    (port: number): Send =>
    async (path, body, headers = ANN) => {
      const session = connectHttp2(`https://localhost:${port}`, {rejectUnauthorized: false});
      const stream = session.request({...headers, ':method': 'POST', ':path': path});
      stream.end(JSON.stringify(body));
      const [answered] = (await once(stream, 'response')) as [{':status': number}];
      const answer = await text(stream);
      session.close();
      return [answered[':status'], answer && (JSON.parse(answer) as unknown)];
    };

  it('answers the routes', async () => {
    await connects(overHttp2(await started('http2.ts')));
  });

  it('compares the Origin of an old browser with :authority', async () => {
    const port = await started('http2.ts');
    const {'sec-fetch-site': _, ...old} = ANN;
    const send = overHttp2(port);
    const own = {...old, origin: `https://localhost:${port}`};
    expect(await send('/api/budgea/code', {}, own)).toMatchObject([200, {code: null}]);
    const foreign = {...old, origin: 'https://evil.example'};
    expect(await send('/api/budgea/code', {}, foreign)).toMatchObject([403, {error: 'cross-site'}]);
  });

  it('answers a client of HTTP/1', async () => {
    const port = await started('http2.ts');
    await connects(async (path, body, headers = ANN) => {
      const options = {
        method: 'POST',
        headers: {...headers},
        rejectUnauthorized: false,
        agent: false as const,
      };
      const request = requestOverTls(`https://localhost:${port}${path}`, options);
      request.end(JSON.stringify(body));
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      const answer = await text(response);
      return [response.statusCode ?? 0, answer && (JSON.parse(answer) as unknown)];
    });
  });
});

describe('the back end behind a proxy that rewrites Host', () => {
  let proxied: Send;
  let proxy: Listening;

  beforeAll(async () => {
    const port = await started('koa.ts');
    proxy = await listen((request, response) => {
      const headers = {...request.headers, host: `back-end.internal:${port}`};
      const {method, url: path} = request;
      const passed = requestOf({port, method, path, headers, agent: false}, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(passed);
    });
    proxied = sendTo(proxy.url);
  });
  afterAll(() => proxy[Symbol.asyncDispose]());

  it('answers a browser', async () => {
    await connects(proxied, {...ANN, origin: proxy.url});
  });

  it('refuses another site, also one that names the host of the back end', async () => {
    const from = {...ANN, 'sec-fetch-site': 'cross-site', origin: 'http://back-end.internal'};
    expect(await proxied('/api/budgea/code', {}, from)).toMatchObject([403, {error: 'cross-site'}]);
  });

  it('refuses an old browser, unless allowedOrigins names the public origin', async () => {
    const {'sec-fetch-site': _, ...old} = ANN;
    expect(await proxied('/api/budgea/code', {}, {...old, origin: proxy.url})).toMatchObject([
      403,
      {error: 'cross-site'},
    ]);
    const {budgea} = await modules.load<{budgea: Backend}>('other-origin-back-end.ts');
    const passed = await listen((request, response) => {
      request.headers.host = 'back-end.internal';
      nodeListener(budgea)(request, response);
    });
    const send = sendTo(passed.url);
    const named = {...old, origin: 'https://app.example'};
    expect(await send('/api/budgea/code', {}, named)).toMatchObject([200, {code: null}]);
    await passed[Symbol.asyncDispose]();
  });
});
