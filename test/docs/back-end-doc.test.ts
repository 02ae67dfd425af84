import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import {type AddressInfo} from 'node:net';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import express from 'express';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import {BACKEND_ERRORS} from '../../src/server/backend-error.js';
import {UNREACHABLE_REASONS} from '../../src/server/unreachable.js';
import {type Backend, createBackend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {codeBlocks, codeLanguages} from '../support/code-blocks.js';
import {PAYMENT_STATES} from '../../src/service/payments.js';
import {post} from '../server/post.js';
import {TodaysService} from '../server/todays-service.js';
import {type Upstream, upstream} from '../server/upstream.js';

const root = new URL('../../', import.meta.url);
const folder = new URL('test/.back-end/', root);
const PAGE = 'docs/back-end.md';

const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
const CODES = Array.from({length: 12}, (_, index) => `code+${index}/`);

/** The modules in the page. Each code block begins with the name of its file. */
const modules = codeBlocks(PAGE, 'ts').map((block) => {
  const [, name] = /^\/\/ (\S+\.ts)\n/.exec(block) ?? [];
  if (!name) throw new Error(`A block without a name: ${block}`);
  return {name, block};
});
const fileOf = (name: string): string => fileURLToPath(new URL(name, folder));
const load = async <T>(name: string): Promise<T> => (await import(fileOf(name))) as T;

rmSync(folder, {recursive: true, force: true});
for (const {name, block} of modules) {
  mkdirSync(dirname(fileOf(name)), {recursive: true});
  writeFileSync(fileOf(name), block);
}

/** Sends a request to the mounted routes. */
type Send = (path: string, init: RequestInit) => Promise<Response>;

interface Mount {
  readonly send: Send;
  readonly close?: () => void;
}

const overHttp = (server: Server): Mount => ({
  send: (path, init) => fetch(`http://localhost:${(server.address() as AddressInfo).port}${path}`, init),
  close: () => {
    server.close();
    server.closeAllConnections();
  },
});
const served = async (name: string): Promise<Mount> => {
  const {server} = await load<{server: Server}>(name);
  while (!server.listening) await new Promise((resolve) => setTimeout(resolve, 5));
  return overHttp(server);
};
const called =
  (answer: (request: Request) => Response | Promise<Response>): Send =>
  async (path, init) =>
    answer(new Request(`https://app.example${path}`, init));

/** Mounts the routes in each way that the page describes, as the platform does it. */
const MOUNTS: Readonly<Record<string, () => Promise<Mount>>> = {
  'node.ts': () => served('node.ts'),
  'express.ts': () => served('express.ts'),
  'fastify.ts': () => served('fastify.ts'),
  'hono.ts': () => served('hono.ts'),
  'app/api/budgea/[...route]/route.ts': async () => {
    const {POST} = await load<{POST: Backend}>('app/api/budgea/[...route]/route.ts');
    return {send: called((request) => POST(request))};
  },
  'src/routes/api/budgea/[...route]/+server.ts': async () => {
    const {POST} = await load<{POST: (event: {request: Request}) => Promise<Response>}>(
      'src/routes/api/budgea/[...route]/+server.ts',
    );
    return {send: called((request) => POST({request}))};
  },
  'server/api/budgea/[...route].ts': async () => {
    Object.assign(globalThis, {
      defineEventHandler: (handler: unknown) => handler,
      getRequestURL: ({url}: Request) => new URL(url),
      readRawBody: async (event: Request) => new Uint8Array(await event.arrayBuffer()),
    });
    const {default: handler} = await load<{default: (event: Request) => Promise<Response>}>(
      'server/api/budgea/[...route].ts',
    );
    return {send: called((request) => handler(request))};
  },
  'worker.ts': async () => {
    const {default: worker} = await load<{
      default: {fetch: (request: Request, env: object) => Promise<Response>};
    }>('worker.ts');
    const {tokens} = await load<Users>('users.ts');
    const TOKENS = {
      get: (user: string) => Promise.resolve(tokens.get(user) ?? null),
      put: (user: string, token: string) => Promise.resolve(void tokens.set(user, token)),
    };
    const env = {BUDGEA_SECRET: process.env['BUDGEA_SECRET'], TOKENS};
    return {send: called((request) => worker.fetch(request, env))};
  },
  'main.ts': async () => {
    let answer: ((request: Request) => Response | Promise<Response>) | undefined;
    const serve = (handler: typeof answer): void => {
      answer = handler;
    };
    Object.assign(globalThis, {Deno: {serve}});
    await load('main.ts');
    return {send: called((request) => answer?.(request) ?? Response.error())};
  },
  'server.ts': async () => {
    let answer: Backend | undefined;
    const serve = ({routes}: {routes: Readonly<Record<string, Backend>>}): void => {
      answer = routes['/api/budgea/*'];
    };
    Object.assign(globalThis, {Bun: {serve}});
    await load('server.ts');
    return {send: called((request) => answer?.(request) ?? Response.error())};
  },
  'lambda.ts': async () => {
    const {handler} = await load<{handler: (event: object) => Promise<LambdaAnswer>}>('lambda.ts');
    const send: Send = async (path, {method, headers, body}) => {
      const event = {
        version: '2.0',
        rawPath: path,
        rawQueryString: '',
        headers: {...(headers as Readonly<Record<string, string>>), host: 'app.example'},
        requestContext: {domainName: 'app.example', http: {method, path}},
        body,
        isBase64Encoded: false,
      };
      const {statusCode, headers: received, body: text} = await handler(event);
      return new Response(statusCode === 204 ? null : text, {status: statusCode, headers: received});
    };
    return {send};
  },
};

interface LambdaAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Users {
  readonly tokens: Map<string, string | null>;
}

let service: Upstream;

beforeAll(async () => {
  const others = CODES.map((code) => ({token: `token of ${code}`.replaceAll(' ', '-'), code}));
  service = await upstream(
    createSandbox({users: [{token: TOKEN, connections: [{id: 46, connectorId: 59}]}, ...others]}),
  );
  process.env['PORT'] = '0';
  process.env['BUDGEA_SECRET'] = '54tHJHjvodbANVzaRtcLzlHGXQiOgw80';
  process.env['BUDGEA_BASE_URL'] = service.url;
});

afterAll(async () => {
  await service[Symbol.asyncDispose]();
  for (const name of ['PORT', 'BUDGEA_SECRET', 'BUDGEA_BASE_URL']) Reflect.deleteProperty(process.env, name);
  rmSync(folder, {recursive: true, force: true});
});

describe('docs/back-end.md', () => {
  it('has modules that compile', () => {
    writeFileSync(
      new URL('platforms.d.ts', folder),
      `type Handler = (request: Request) => Response | Promise<Response>;
declare const Deno: {serve(handler: Handler): void};
declare const Bun: {serve(options: {routes: Record<string, Handler>; fetch: Handler}): void};
declare function defineEventHandler(handler: (event: H3Event) => Promise<Response>): unknown;
declare function getRequestURL(event: H3Event): URL;
declare function readRawBody(event: H3Event, encoding: false): Promise<Uint8Array<ArrayBuffer> | undefined>;
interface H3Event {
  readonly method: string;
  readonly headers: Headers;
}
`,
    );
    writeFileSync(
      new URL('tsconfig.json', folder),
      JSON.stringify({
        extends: '../../tsconfig.json',
        compilerOptions: {
          module: 'esnext',
          moduleResolution: 'bundler',
          allowImportingTsExtensions: true,
          declaration: false,
          paths: {
            'budgea-webview/server/node': ['../../src/server/node.ts'],
            'budgea-webview/*': ['../../src/*/index.ts'],
            '@/lib/*': ['./*'],
            '$lib/server/*': ['./*'],
            '~~/server/utils/*': ['./*'],
          },
        },
        include: ['**/*.ts'],
      }),
    );
    const tsc = fileURLToPath(new URL('node_modules/.bin/tsc', root));
    expect(execFileSync(tsc, ['-p', fileURLToPath(folder)], {encoding: 'utf8'})).toBe('');
  });

  it('has no code but the modules that are run here', () => {
    expect([...codeLanguages(PAGE)]).toEqual(['ts']);
    expect(modules.map(({name}) => name).sort()).toEqual(
      [
        ...['users.ts', 'budgea.ts', 'connections.ts', 'orders.ts', 'shop.ts'],
        ...['attention.ts', 'start.ts', 'accounts.ts', ...Object.keys(MOUNTS)],
      ].sort(),
    );
  });

  it('lists the options and errors that the code declares', async () => {
    const source = readFileSync(new URL('src/server/backend-options.ts', root), 'utf8');
    const [, declared = ''] = /interface BackendOptions<.*> \{([^]*?)\n\}/.exec(source) ?? [];
    const options = [...declared.matchAll(/\/\*\* ([^]*?) \*\/\n\s*readonly (\w+)(\??):/g)].map(
      ([, meaning = '', name = '', optional = '']) =>
        `| \`${name}\` | ${optional ? 'optional' : 'required'} | ${meaning} |`,
    );
    expect(options).toHaveLength([...declared.matchAll(/^  readonly/gm)].length);
    const errors = Object.entries(BACKEND_ERRORS).map(
      ([code, {status, message}]) => `| \`${code}\` | ${status} | ${message} |`,
    );
    const tables: Readonly<Record<string, readonly string[]>> = {
      options: ['| option | | meaning |', '|---|---|---|', ...options],
      errors: ['| `error` | status | `message` |', '|---|---|---|', ...errors],
    };
    const page = readFileSync(new URL(PAGE, root), 'utf8').replace(
      /(<!-- (\w+) -->\n)[^]*?(<!-- end of \2 -->)/g,
      (_all, start: string, name: string, end: string) =>
        `${start}\n${tables[name]?.join('\n') ?? ''}\n\n${end}`,
    );
    await expect(page).toMatchFileSnapshot(`../../${PAGE}`);
  });
});

describe('the back end mounted as in', () => {
  const JSON_BODY = {'content-type': 'application/json', 'sec-fetch-site': 'same-origin'};
  const POST_ONLY = /route\.ts$|\+server\.ts$/;
  const codes = [...CODES];

  for (const [name, mount] of Object.entries(MOUNTS)) {
    // the worker names only a domain, which is not the emulated service
    if (name === 'worker.ts') continue;
    describe(name, () => {
      let mounted: Mount;
      let tokens: Map<string, string | null>;

      const send = (
        route: string,
        body = '{}',
        headers: Readonly<Record<string, string>> = {},
        method = 'POST',
      ): Promise<Response> =>
        mounted.send(`/api/budgea/${route}`, {
          method,
          headers: {...JSON_BODY, cookie: 'theme=dark; session=ann', ...headers},
          ...(method !== 'GET' && {body}),
          signal: AbortSignal.timeout(5000),
        });

      beforeAll(async () => {
        mounted = await mount();
        ({tokens} = await load<Users>('users.ts'));
      });
      beforeEach(() => {
        tokens.clear();
      });
      afterAll(() => mounted.close?.());

      it('mints, exchanges and saves', async () => {
        const first = (await (await send('code')).json()) as {code: null; owner: string};
        expect(first).toEqual({code: null, owner: expect.stringMatching(/^[\w-]{43}$/) as string});
        const {owner} = first;
        const exchange = await send('token', JSON.stringify({code: codes.pop(), owner}));
        expect([exchange.status, await exchange.text()]).toEqual([204, '']);
        expect([...tokens.keys()]).toEqual(['ann']);
        const mint = await send('code');
        expect(mint.status).toBe(200);
        expect(mint.headers.get('cache-control')).toBe('no-store');
        expect(await mint.json()).toEqual({code: expect.stringMatching(/^[\w+/]{32}$/) as string, owner});
        const bobs = (await (await send('code', '{}', {cookie: 'session=bob'})).json()) as object;
        expect(bobs).toMatchObject({code: null});
        expect(bobs).not.toMatchObject({owner});
      });

      const refusals: readonly [
        title: string,
        ask: () => Promise<Response>,
        status: number,
        error: string,
      ][] = [
        ['nobody', () => send('code', '{}', {cookie: ''}), 401, 'signed-out'],
        [
          'the owner of another attempt',
          () => send('token', '{"code": "x", "owner": "y"}'),
          409,
          'other-owner',
        ],
        ['an unknown code', () => send('token', '{"code": "x"}'), 400, 'code-refused'],
        ['incomplete JSON', () => send('token', '{"code": "x'), 400, 'invalid-json'],
        ['an unknown route', () => send('secret'), 404, 'unknown-route'],
        ['a large body', () => send('token', 'x'.repeat(200_000)), 413, 'too-large'],
        [
          'a form',
          () => send('token', 'code=x', {'content-type': 'application/x-www-form-urlencoded'}),
          415,
          'unsupported-content-type',
        ],
        ['another site', () => send('code', '{}', {'sec-fetch-site': 'cross-site'}), 403, 'cross-site'],
        [
          'another site that also sends its Origin',
          () => send('code', '{}', {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'}),
          403,
          'cross-site',
        ],
      ];
      for (const [title, ask, status, error] of refusals) {
        it(`refuses ${title}`, async () => {
          const response = await ask();
          expect(response.status).toBe(status);
          expect(response.headers.get('content-type')).toContain('application/json');
          expect(await response.json()).toMatchObject({error});
        });
      }

      // if only POST is exported, the framework answers other methods itself
      if (!POST_ONLY.test(name)) {
        it('refuses GET', async () => {
          const response = await send('code', '', {}, 'GET');
          expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
        });
      }
    });
  }

  it('worker.ts calls the domain that it names, and follows no redirect', async () => {
    const asked: [url: string, redirect: unknown][] = [];
    const {fetch: real} = globalThis;
    globalThis.fetch = (url, init) => {
      asked.push([url as string, init?.redirect]);
      return Promise.resolve(Response.json({code: 'fresh'}));
    };
    try {
      const {tokens} = await load<Users>('users.ts');
      tokens.set('ann', TOKEN);
      const {send} = await MOUNTS['worker.ts']!();
      const init = {method: 'POST', headers: {...JSON_BODY, cookie: 'session=ann'}, body: '{}'};
      expect(await (await send('/api/budgea/code', init)).json()).toMatchObject({code: 'fresh'});
      // Workers do not know redirect: 'error'
      expect(asked).toEqual([['https://demo.biapi.pro/2.0/auth/token/code', 'manual']]);
    } finally {
      globalThis.fetch = real;
    }
  });
});

describe('the table of reasons why the service is not reachable', () => {
  it('has every reason', () => {
    const page = readFileSync(new URL(PAGE, root), 'utf8');
    const [, table = ''] = /\n\| `detail` \| means \|\n([^]*?)\n\n/.exec(page) ?? [];
    const reasons = [...table.matchAll(/`([A-Z_]+)`/g)].map(([, reason]) => reason);
    expect(reasons.sort()).toEqual(Object.keys(UNREACHABLE_REASONS).sort());
  });
});

describe('the example of checking a connection', () => {
  it('accepts only the user’s own connections', async () => {
    const {answerConnection} = await load<{answerConnection: Backend}>('connections.ts');
    const {tokens} = await load<Users>('users.ts');
    const ask = async (id: string, user: string): Promise<unknown> => {
      const headers = {cookie: `session=${user}`};
      const response = await answerConnection(
        new Request(`https://app.example/api/connections/${id}`, {headers}),
      );
      return [response.status, await response.json()];
    };
    tokens.clear();
    tokens.set('ann', TOKEN).set('eve', 'revoked');
    expect(await ask('46', 'ann')).toMatchObject([200, {id: 46, remedy: {kind: 'none'}}]);
    expect(await ask('47', 'ann')).toEqual([404, {error: 'unknown-connection'}]);
    expect(await ask('46', 'bob')).toEqual([404, {error: 'unknown-connection'}]);
    expect(await ask('46', 'eve')).toEqual([409, {error: 'token-refused'}]);
  });
});

describe('the example of payments', () => {
  interface Orders {
    readonly orders: Map<number, {id: number; user: string; total: number; paymentIds: string[]}>;
  }
  interface ShopModule {
    readonly shop: Backend;
    readonly answerOrder: (request: Request) => Promise<Response>;
  }
  const today = new TodaysService();
  let running: Upstream;
  let shop: Backend;
  let orders: Orders['orders'];
  let stateOf: (order: number, user: string) => Promise<unknown>;
  const start = {state: 'S', redirectUri: 'https://app.example/callback'};
  const pay = async (context: unknown, user: string): Promise<{code?: string; paymentId?: string}> => {
    const response = await shop(post('payment', {...start, context}, {cookie: `session=${user}`}));
    return (await response.json()) as {code?: string; paymentId?: string};
  };

  beforeAll(async () => {
    running = await upstream(today);
    process.env['BUDGEA_BASE_URL'] = running.url;
    ({orders} = await load<Orders>('orders.ts'));
    const {answerOrder, ...module} = await load<ShopModule>('shop.ts');
    ({shop} = module);
    stateOf = async (order, user) => {
      const headers = {cookie: `session=${user}`};
      const response = await answerOrder(new Request(`https://app.example/api/orders/${order}`, {headers}));
      return response.json();
    };
    process.env['BUDGEA_BASE_URL'] = service.url;
  });
  beforeEach(() => {
    orders.clear();
    orders.set(7, {id: 7, user: 'ann', total: 49.9, paymentIds: []});
  });
  afterAll(() => running[Symbol.asyncDispose]());

  const states = [
    ['created', 'open'],
    ['validating', 'wait'],
    ['pending', 'wait'],
    ['done', 'paid'],
    ['accepted', 'paid'],
    ['partial', 'wait'],
    ['rejected', 'open'],
    ['expired', 'open'],
    ['a_state_of_tomorrow', 'wait'],
  ] as const;
  for (const [state, order] of states) {
    it(`says that an order is ${order} if its payment is ${state}, and acts on it`, async () => {
      const {paymentId} = await pay(7, 'ann');
      expect(orders.get(7)?.paymentIds).toEqual([paymentId]);
      const payment = today.payments.get(Number(paymentId))!;
      expect(payment.instructions).toMatchObject([{label: 'Order 7', amount: 49.9}]);
      payment.state = state;
      expect(await stateOf(7, 'ann')).toEqual({id: 7, state: order});
      const again = await pay(7, 'ann');
      if (order === 'open') expect(again).toHaveProperty('code');
      else expect(again).toMatchObject({error: 'nothing-to-pay'});
    });
  }

  it('is told apart state by state in the page', () => {
    const page = readFileSync(new URL(PAGE, root), 'utf8');
    const [, table = ''] = /\n\| `state` \| means [^]*?\n(\|---[^]*?)\n\n/.exec(page) ?? [];
    for (const [state] of states.slice(0, -1)) expect(table).toContain(`\`${state}\``);
    expect(Object.keys(PAYMENT_STATES).sort()).toEqual(
      states
        .slice(0, -1)
        .map(([state]) => state)
        .sort(),
    );
  });

  it('lets nobody pay, see or read what belongs to another user', async () => {
    const {paymentId} = await pay(7, 'ann');
    expect(await pay(7, 'eve')).toMatchObject({error: 'nothing-to-pay'});
    expect(await stateOf(7, 'eve')).toEqual({error: 'unknown-order'});
    expect(await shop.payment(post('', {}, {cookie: 'session=ann'}), paymentId)).toMatchObject({
      state: 'created',
    });
    expect(await shop.payment(post('', {}, {cookie: 'session=eve'}), paymentId)).toBeUndefined();
  });
});

describe('nodeListener behind a body parser', () => {
  const parsers: readonly [name: string, parser: express.RequestHandler, status: number, error: string][] = [
    ['express.json()', express.json(), 400, 'code-refused'],
    ['express.raw()', express.raw({type: 'application/json'}), 400, 'code-refused'],
    ['express.text()', express.text({type: 'application/json'}), 400, 'code-refused'],
    [
      'a parser that drops the body',
      (request, _response, next) => request.resume().on('end', next),
      500,
      'unreadable-body',
    ],
  ];
  for (const [name, parser, status, error] of parsers) {
    it(`answers ${status} ${error} behind ${name}`, async () => {
      const {budgea} = await load<{budgea: Backend}>('budgea.ts');
      const app = express();
      app.use(parser);
      app.use('/api/budgea', nodeListener(budgea));
      const {send, close} = overHttp(createServer(app).listen(0));
      const headers = {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        cookie: 'session=zoe',
      };
      const ask = (body: string): Promise<Response> =>
        send('/api/budgea/token', {method: 'POST', headers, body, signal: AbortSignal.timeout(5000)});
      const refused = await ask('{"code": "x+/"}');
      expect(refused.status).toBe(status);
      expect(await refused.json()).toMatchObject({error});
      if (status === 400) {
        expect(service.received.at(-1)).toBe('POST /2.0/auth/token/access');
        expect((await ask(JSON.stringify({code: 'x'.repeat(17_000)}))).status).toBe(413);
      }
      const form = {method: 'POST', headers: {...headers, 'content-type': 'text/plain'}, body: '{}'};
      expect((await send('/api/budgea/code', form)).status).toBe(415);
      close?.();
    });
  }
});

describe('nodeListener', () => {
  it('passes errors of getUser to onError', async () => {
    const backend = createBackend({
      domain: 'demo',
      clientId: 1,
      clientSecret: 's',
      getUser: () => Promise.reject(new RangeError('no sessions')),
      saveToken: () => undefined,
    });
    const errors: unknown[] = [];
    const onError = (error: unknown): Response => {
      errors.push(error);
      return new Response(null, {status: 599});
    };
    const {send, close} = overHttp(createServer(nodeListener(backend, {onError})).listen(0));
    const headers = {'content-type': 'application/json', 'sec-fetch-site': 'same-origin'};
    expect((await send('/code', {method: 'POST', headers, body: '{}'})).status).toBe(599);
    expect(errors).toEqual([new RangeError('no sessions')]);
    close?.();
  });
});

describe('two back ends at once', () => {
  it('share no state: a code minted by one is exchanged by the other', async () => {
    const {budgea} = await load<{budgea: Backend}>('budgea.ts');
    const {tokens} = await load<Users>('users.ts');
    tokens.clear();
    tokens.set('ann', TOKEN);
    const [one, other] = [0, 1].map(() => overHttp(createServer(nodeListener(budgea)).listen(0)));
    const headers = {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      cookie: 'session=ann',
    };
    const mint = await one!.send('/code', {method: 'POST', headers, body: '{}'});
    const body = JSON.stringify(await mint.json());
    tokens.delete('ann');
    expect((await other!.send('/token', {method: 'POST', headers, body})).status).toBe(204);
    tokens.delete('ann');
    expect((await one!.send('/token', {method: 'POST', headers, body})).status).toBe(400);
    tokens.set('ann', TOKEN);
    expect((await one!.send('/code', {method: 'POST', headers, body: '{}'})).status).toBe(200);
    one!.close?.();
    other!.close?.();
  });
});

describe('the examples of users', () => {
  const asking = (user: string): Request =>
    new Request('https://app.example/api', {
      headers: {cookie: `session=${user}`, 'sec-fetch-site': 'same-origin'},
    });

  it('create a user before the flow, count, delete after a cancelled flow', async () => {
    const {tokens} = await load<Users>('users.ts');
    const {atStart, answerCancelled} = await load<{atStart: Backend; answerCancelled: Backend}>('start.ts');
    const {countAttention} = await load<{countAttention: (request: Request) => Promise<number>}>(
      'attention.ts',
    );
    tokens.clear();
    const answer = await atStart(post('code', {}, {cookie: 'session=zoe'}));
    expect(await answer.json()).toMatchObject({code: expect.any(String) as string});
    expect(tokens.get('zoe')).toBeTruthy();
    expect(await countAttention(asking('zoe'))).toBe(0);
    expect((await answerCancelled(asking('zoe'))).status).toBe(204);
    expect(tokens.get('zoe')).toBeNull();
  });

  it('replace a token, and delete a user', async () => {
    const {tokens} = await load<Users>('users.ts');
    const {closeAccount, replaceToken} = await load<{
      closeAccount: (request: Request) => Promise<void>;
      replaceToken: (id: string, userId: string) => Promise<void>;
    }>('accounts.ts');
    const {atStart} = await load<{atStart: Backend}>('start.ts');
    await atStart(post('code', {}, {cookie: 'session=zoe'}));
    const token = tokens.get('zoe') ?? '';
    const me = `${process.env['BUDGEA_BASE_URL'] ?? ''}/2.0/users/me`;
    const response = await fetch(me, {headers: {authorization: `Bearer ${token}`}});
    const {id} = (await response.json()) as {id: number};
    await replaceToken('zoe', String(id));
    expect(tokens.get('zoe')).not.toBe(token);
    await closeAccount(asking('zoe'));
    expect(tokens.get('zoe')).toBeNull();
  });
});
