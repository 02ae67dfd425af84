import {spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {parseWebhook, WEBHOOK_EVENTS, type Webhooks} from '../../src/server/index.js';
import {SIGNATURE_REASONS, WEBHOOK_ERRORS} from '../../src/server/webhook-error.js';
import {delivery, SECRET} from '../server/sign.js';
import {codeLanguages} from '../support/code-blocks.js';
import {NamedModules} from '../support/named-modules.js';

const PAGE = 'docs/webhooks.md';
const root = new URL('../../', import.meta.url);
const modules = new NamedModules('.webhooks', [PAGE]);

const SYNCED = JSON.stringify({
  connection: {id: 46, accounts: [{id: 3, transactions: [{id: 1}, {id: 2}]}]},
  id_webhook_data: 900,
});

type Send = (path: string, init: RequestInit) => Promise<Response>;

const closers: (() => void)[] = [];
const served = async (name: string): Promise<Send> => {
  const {server} = await modules.load<{server: Server}>(name);
  if (!server.listening) await once(server, 'listening');
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (path, init) => fetch(`http://localhost:${(server.address() as AddressInfo).port}${path}`, init);
};
const called = (answer: (request: Request) => Promise<Response>): Send => {
  return (path, init) => answer(new Request(`https://app.example${path}`, init));
};

/** Mounts the webhooks in each way that the page describes, as the platform does it. */
const MOUNTS: Readonly<Record<string, () => Promise<Send>>> = {
  'express.ts': () => served('express.ts'),
  'express-raw-body.ts': () => served('express-raw-body.ts'),
  'hono.ts': () => served('hono.ts'),
  'fastify.ts': () => served('fastify.ts'),
  'app/webhooks/[event]/route.ts': async () => {
    const {POST} = await modules.load<{POST: (request: Request) => Promise<Response>}>(
      'app/webhooks/[event]/route.ts',
    );
    return called(POST);
  },
  'src/routes/webhooks/[event]/+server.ts': async () => {
    const {POST} = await modules.load<{POST: (event: {request: Request}) => Promise<Response>}>(
      'src/routes/webhooks/[event]/+server.ts',
    );
    return called((request) => POST({request}));
  },
  'server/routes/webhooks/[event].post.ts': async () => {
    Object.assign(globalThis, {
      defineEventHandler: (handler: unknown) => handler,
      getRequestURL: ({url}: Request) => new URL(url),
      readRawBody: async (event: Request) => new Uint8Array(await event.arrayBuffer()),
    });
    const {default: handler} = await modules.load<{
      default: (event: Request) => Promise<Response>;
    }>('server/routes/webhooks/[event].post.ts');
    return called((request) => handler(request));
  },
};
const OTHERS = [
  'worker.ts',
  'webhooks.ts',
  'behind-a-proxy.ts',
  'by-token.ts',
  'claims.ts',
  'store-first.ts',
];

beforeAll(() => {
  Object.assign(process.env, {PORT: '0', WEBHOOK_SECRET: SECRET});
});
beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  vi.spyOn(console, 'log').mockReturnValue(undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => {
  for (const close of closers) close();
  for (const name of ['PORT', 'WEBHOOK_SECRET']) Reflect.deleteProperty(process.env, name);
  modules.remove();
});

/** Signs a delivery to a path. */
const signed = (path: string, body: string | Uint8Array, options = {}): RequestInit =>
  delivery(`https://app.example${path}`, body, options);

describe(PAGE, () => {
  it('has modules that compile', () => {
    const configuration = {
      extends: '../../tsconfig.json',
      compilerOptions: {
        module: 'esnext',
        moduleResolution: 'bundler',
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
    };
    writeFileSync(
      modules.file('nuxt.d.ts'),
      `declare function defineEventHandler(handler: (event: H3Event) => Promise<Response>): unknown;
declare function getRequestURL(event: H3Event): URL;
declare function readRawBody(event: H3Event, encoding: false): Promise<Uint8Array<ArrayBuffer> | undefined>;
interface H3Event {
  readonly method: string;
  readonly headers: Headers;
}
`,
    );
    writeFileSync(modules.file('tsconfig.json'), JSON.stringify(configuration));
    const tsc = fileURLToPath(new URL('node_modules/.bin/tsc', root));
    expect(spawnSync(tsc, ['-p', fileURLToPath(modules.folder)], {encoding: 'utf8'}).stdout).toBe('');
  });

  it('has no code but the modules that are run here', () => {
    expect([...codeLanguages(PAGE)]).toEqual(['ts']);
    expect([...modules.namesIn(PAGE)].sort()).toEqual([...OTHERS, ...Object.keys(MOUNTS)].sort());
  });

  it('names every event that has a type', () => {
    const page = readFileSync(new URL(PAGE, root), 'utf8');
    for (const event of WEBHOOK_EVENTS) expect(page).toMatch(new RegExp(`^\\|.*\`${event}\``, 'm'));
  });

  it('lists the options and errors that the code declares', async () => {
    const options = [
      ...optionsIn('webhook-verification.ts', 'WebhookVerification'),
      ...optionsIn('create-webhooks.ts', 'WebhookOptions'),
    ];
    const errors = Object.entries(WEBHOOK_ERRORS).map(
      ([code, {status, message}]) => `| \`${code}\` | ${status} | ${message} |`,
    );
    const reasons = Object.entries(SIGNATURE_REASONS).map(([reason, text]) => `| \`${reason}\` | ${text} |`);
    const tables: Readonly<Record<string, readonly string[]>> = {
      options: ['| option | | meaning |', '|---|---|---|', ...options],
      errors: ['| `code` | status | `message` |', '|---|---|---|', ...errors],
      reasons: ['| `reason` | the signature |', '|---|---|', ...reasons],
    };
    const page = readFileSync(new URL(PAGE, root), 'utf8').replace(
      /(<!-- (\w+) -->\n)[^]*?(<!-- end of \2 -->)/g,
      (_all, start: string, name: string, end: string) =>
        `${start}\n${tables[name]?.join('\n') ?? ''}\n\n${end}`,
    );
    await expect(page).toMatchFileSnapshot(`../../${PAGE}`);
  });
});

/** Returns the documented options of an interface, as rows of a table. */
function optionsIn(file: string, name: string): readonly string[] {
  const source = readFileSync(new URL(`src/server/${file}`, root), 'utf8');
  const [, declared = ''] =
    new RegExp(`interface ${name}<.*> (?:extends .*)?\\{([^]*?)\\n\\}`).exec(source) ?? [];
  const rows = [...declared.matchAll(/\/\*\* ([^]*?) \*\/\n\s*readonly (\w+)(\??):/g)].map(
    ([, meaning = '', option = '', optional = '']) =>
      `| \`${option}\` | ${optional ? 'optional' : 'required'} | ${meaning} |`,
  );
  expect(rows).toHaveLength([...declared.matchAll(/^ {2}readonly/gm)].length);
  return rows;
}

describe('the webhooks mounted as in', () => {
  for (const [name, mount] of Object.entries(MOUNTS)) {
    it(`${name} take what the service signed, and nothing else`, async () => {
      const send = await mount();
      const {received} = await modules.load<{received: Map<number, number>}>('webhooks.ts');
      received.clear();
      const path = '/webhooks/CONNECTION_SYNCED';
      expect((await send(path, signed(path, SYNCED))).status).toBe(204);
      expect([...received]).toEqual([[46, 2]]);
      const headers = {'content-encoding': 'gzip'};
      const gzip = signed(path, gzipSync(SYNCED), {headers, ...(name.includes('raw') && {signed: SYNCED})});
      expect((await send(path, gzip)).status).toBe(204);
      expect((await send(path, signed(path, SYNCED, {secret: 'x'}))).status).toBe(401);
      expect((await send(path, signed('/webhooks/CONNECTION_DELETED', SYNCED))).status).toBe(401);
      expect([...received]).toEqual([[46, 4]]);
      const deleted = '/webhooks/CONNECTION_DELETED';
      expect((await send(deleted, signed(deleted, '{"id": 46}'))).status).toBe(204);
      expect([...received]).toEqual([]);
    });
  }
});

describe('the examples of webhooks', () => {
  const load = async (name: string): Promise<Webhooks> =>
    (await modules.load<{webhooks: Webhooks}>(name)).webhooks;

  it('find the signed path behind a proxy', async () => {
    const webhooks = await load('behind-a-proxy.ts');
    const init = signed('/bank/webhooks/CONNECTION_SYNCED', SYNCED);
    const request = new Request('http://internal:3000/webhooks/CONNECTION_SYNCED', init);
    expect((await webhooks(request)).status).toBe(204);
  });

  it('keep what they got in the store of a worker', async () => {
    const {default: worker} = await modules.load<{
      default: {fetch: (request: Request, env: object) => Promise<Response>};
    }>('worker.ts');
    const kept = new Map<string, string>();
    const put = (id: string, date: string): Promise<void> => Promise.resolve(void kept.set(id, date));
    const path = '/webhooks/CONNECTION_SYNCED';
    const body = '{"connection": {"id": 46, "last_update": "2026-11-23 08:00:00"}}';
    const send = async (options: object): Promise<number> => {
      const request = new Request(`https://app.example${path}`, signed(path, body, options));
      return (await worker.fetch(request, {WEBHOOK_SECRET: SECRET, SYNCED: {put}})).status;
    };
    expect([await send({secret: 'x'}), kept.size, await send({})]).toEqual([401, 0, 204]);
    expect([...kept]).toEqual([['46', '2026-11-23 08:00:00']]);
  });

  it('verify by the token of the user', async () => {
    const webhooks = await load('by-token.ts');
    const {tokens} = await modules.load<{tokens: Map<string, string>}>('by-token.ts');
    tokens.set('7', 'the-token');
    const send = async (token: string): Promise<number> => {
      const init = {method: 'POST', body: '{"id": 7}', headers: {authorization: `Bearer ${token}`}};
      return (await webhooks(new Request('https://app.example/webhooks/USER_DELETED', init))).status;
    };
    expect(await send('another')).toBe(401);
    expect([await send('the-token'), tokens.size]).toEqual([204, 0]);
  });

  it('handle a delivery once', async () => {
    const webhooks = await load('claims.ts');
    const {claims} = await modules.load<{claims: Map<string, number>}>('claims.ts');
    const path = '/webhooks/PAYMENT_STATE_UPDATED';
    const send = async (): Promise<number> => {
      const init = signed(path, '{"id": 31, "state": "done", "id_webhook_data": 5}');
      return (await webhooks(new Request(`https://app.example${path}`, init))).status;
    };
    expect([await send(), await send(), claims.get('5')]).toEqual([204, 204, Infinity]);
    claims.set('5', Date.now() + 1000);
    expect(await send()).toBe(503);
    expect(console.log).toHaveBeenCalledTimes(1);
  });

  it('store a webhook first, and handle it later', async () => {
    const {answerWebhook, handleNext} = await modules.load<{
      answerWebhook(request: Request): Promise<Response>;
      handleNext(): string | undefined;
    }>('store-first.ts');
    const path = '/webhooks/CONNECTION_SYNCED';
    const send = async (options: object): Promise<number> =>
      (await answerWebhook(new Request(`https://app.example${path}`, signed(path, SYNCED, options)))).status;
    expect([await send({}), await send({secret: 'x'})]).toEqual([204, 401]);
    expect([handleNext(), handleNext()]).toEqual(['Connection 46 is up to date.', undefined]);
    expect(parseWebhook('X', '{}').known).toBe(false);
  });
});
