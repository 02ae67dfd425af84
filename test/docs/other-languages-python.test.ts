import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createSandbox, type Sandbox} from '../../packages/sandbox/src/index.js';
import {endFlow, fetchFrom} from '../../packages/sandbox/src/testing.js';
import {readConnections} from '../../src/components/internal/connections-answer.js';
import {webviewUrl} from '../../src/flows/index.js';
import {createBackend} from '../../src/server/index.js';
import {CONNECTION_ERRORS} from '../../src/service/connection-errors.js';
import {Browser} from '../server/browser.js';
import {delivery, SECRET} from '../server/sign.js';
import {CLIENT} from '../server/todays-service.js';
import {type Upstream, upstream} from '../server/upstream.js';
import {codeBlocks} from '../support/code-blocks.js';

const BACK_END = fileURLToPath(new URL('other-languages/back_end.py', import.meta.url));

/** Tells whether a Python is here that the back end needs. */
function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))'], {stdio: 'ignore'});
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasPython())('a back end in Python, written from the page (needs python3)', () => {
  let folder: string;
  let sandbox: Sandbox;
  let service: Upstream;
  let child: ChildProcess;
  let site: string;
  /** A user whose token is in the database. */
  let bob: ReturnType<Sandbox['addUser']>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'back-end-'));
    const [signature = ''] = codeBlocks('docs/other-languages.md', 'python');
    writeFileSync(join(folder, 'webhook_signature.py'), signature);
  });
  afterAll(() => {
    rmSync(folder, {recursive: true, force: true});
  });

  beforeEach(async () => {
    sandbox = createSandbox();
    bob = sandbox.addUser();
    service = await upstream(sandbox);
    child = spawn('python3', ['-B', BACK_END], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PYTHONPATH: folder,
        SERVICE: service.url,
        CLIENT_ID: CLIENT.id,
        CLIENT_SECRET: CLIENT.secret,
        TOKENS: JSON.stringify({bob: bob.token}),
        WEBHOOK_SECRETS: `old,${SECRET}`,
      },
    });
    const [port] = (await once(child.stdout!, 'data')) as [Buffer];
    site = `http://127.0.0.1:${port.toString().trim()}`;
  });
  afterEach(async () => {
    child.kill();
    await service[Symbol.asyncDispose]();
  });

  /** Sends a request as the elements do. */
  async function send(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<[status: number, answer: unknown]> {
    const response = await fetch(`${site}/${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        cookie: 'session=ann',
        origin: site,
        ...headers,
      },
      ...(body && {body: JSON.stringify(body)}),
    });
    const text = await response.text();
    return [response.status, text ? JSON.parse(text) : undefined];
  }

  /** Connects a bank as a new user, up to the answer of the webview. */
  async function connect(): Promise<{readonly received: string | null; readonly owner: string}> {
    const [status, started] = await send('POST', 'api/code', {});
    expect(status).toBe(200);
    const {code, owner} = started as {code: string | null; owner: string};
    const url = webviewUrl('connect', {
      baseUrl: service.url,
      clientId: CLIENT.id,
      redirectUri: 'https://app.example/callback',
      code,
    });
    const callback = new URL(await endFlow(sandbox, url, {connectorIds: [59]}));
    return {received: callback.searchParams.get('code'), owner};
  }

  it('connects, lists, refreshes and disconnects a bank', async () => {
    expect(await send('GET', 'api/connections')).toEqual([200, {connections: []}]);
    const {received, owner} = await connect();
    expect(await send('POST', 'api/token', {code: received, owner: 'of-bob'})).toEqual([
      409,
      {error: 'other-owner'},
    ]);
    expect(await send('POST', 'api/token', {code: received, owner})).toEqual([204, undefined]);
    expect(await send('POST', 'api/token', {code: received, owner})).toEqual([409, {error: 'token-exists'}]);
    expect(await send('POST', 'api/code', {})).toEqual([200, {code: expect.any(String) as string, owner}]);

    const [, answer] = await send('GET', 'api/connections');
    const [listed, ...others] = readConnections(answer) ?? [];
    expect(others).toEqual([]);
    const id = listed?.id ?? '';
    expect(await send('POST', 'api/refresh', {connectionId: id})).toEqual([202, {}]);
    expect(await send('POST', 'api/refresh', {connectionId: '../me'})).toEqual([
      404,
      {error: 'unknown-connection'},
    ]);
    expect(await send('DELETE', `api/connections/${id}`)).toEqual([204, undefined]);
    expect(await send('DELETE', `api/connections/${id}`)).toEqual([404, {error: 'unknown-connection'}]);
    expect(await send('GET', 'api/connections')).toEqual([200, {connections: []}]);
  });

  it('says the same of each connection as createBackend', async () => {
    const states = [null, 'newState', ...Object.keys(CONNECTION_ERRORS)];
    const connectorId = 3;
    for (const state of states) sandbox.addConnection({user: bob.id, connectorId, state});
    sandbox.addConnection({user: bob.id, connectorId: 59, lastUpdate: null});
    sandbox.addConnection({user: bob.id, connectorId: 59, accessExpire: Date.now() + 5 * 86_400_000});
    const backend = createBackend({
      domain: 'demo',
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      getUser: () => ({id: 'bob', token: bob.token}),
      saveToken: () => undefined,
      fetch: fetchFrom(sandbox),
    });
    const expected = await backend(new Request(`${site}/api/connections`));
    const ours = readConnections(await expected.json());
    const [, answer] = await send('GET', 'api/connections', undefined, {cookie: 'session=bob'});
    expect(ours).toHaveLength(states.length + 2);
    expect(readConnections(answer)).toEqual(ours);
  });

  it('refuses what another site sends, and what is not JSON', async () => {
    for (const headers of [{'sec-fetch-site': 'cross-site'}, {origin: 'https://evil.example'}]) {
      for (const [method, path, body] of [
        ['POST', 'api/code', {}],
        ['GET', 'api/connections'],
        ['DELETE', 'api/connections/46'],
        ['POST', 'api/refresh', {connectionId: '46'}],
      ] as const) {
        expect(await send(method, path, body, headers)).toEqual([403, {error: 'cross-site'}]);
      }
    }
    const [status] = await send('POST', 'api/code', {}, {'content-type': 'text/plain'});
    expect(status).toBe(415);
    expect(await send('POST', 'api/code', {}, {cookie: 'session=nobody'})).toEqual([
      401,
      {error: 'signed-out'},
    ]);
    expect(service.received).toEqual([]);
  });

  it('walks a flow without scripts, and counts an answer once', async () => {
    const browser = new Browser(site, site, {cookie: 'session=ann'});
    const start = '/api/start/connect?return_to=/accounts';
    for (const early of [{'sec-purpose': 'prefetch'}, {'sec-fetch-dest': 'iframe'}]) {
      expect((await browser.request(start, {headers: early})).status).toBe(204);
    }
    for (const [name, value] of [
      ['client_id', '1'],
      ['state', 's'],
      ['return_to', '//evil.example'],
    ]) {
      expect((await browser.request(`/api/start/connect?${name ?? ''}=${value ?? ''}`)).status).toBe(400);
    }
    const {url} = await browser.go(start);
    const callback = await endFlow(sandbox, url, {connectorIds: [59]});
    const path = callback.slice(site.length);
    expect(path).toMatch(/^\/api\/return\?.*code=/);
    const forged = path.replace(/state=[^&]*/, 'state=forged');
    expect((await browser.request(forged)).headers.get('location')).toBe('/?result=unverified');
    const foreign = await browser.request(path, {headers: {cookie: 'session=bob'}});
    expect(foreign.headers.get('location')).toBe('/?result=unverified');
    for (let time = 0; time < 2; time += 1) {
      const {headers} = await browser.request(path);
      expect(headers.get('location')).toBe('/accounts?result=success');
      expect(headers.get('cache-control')).toBe('no-store');
    }
    const exchanges = service.received.filter((request) => request.includes('/auth/token/access'));
    expect(exchanges).toHaveLength(1);
    const [, answer] = await send('GET', 'api/connections');
    expect(readConnections(answer)).toHaveLength(1);
  });

  const events = async (): Promise<unknown> =>
    ((await (await fetch(`${site}/events`)).json()) as {events: unknown}).events;

  it('verifies the webhooks of the service, by signature and by token', async () => {
    const {received, owner} = await connect();
    await send('POST', 'api/token', {code: received, owner});
    sandbox.addWebhook({url: `${site}/webhooks`, events: ['CONNECTION_DELETED'], secret: SECRET, gzip: true});
    sandbox.addWebhook({url: `${site}/webhooks`, events: ['CONNECTION_SYNCED']});
    const [, answer] = await send('GET', 'api/connections');
    const id = readConnections(answer)?.[0]?.id ?? '';
    await send('POST', 'api/refresh', {connectionId: id});
    sandbox.advance(600_000);
    await sandbox.settled();
    await send('DELETE', `api/connections/${id}`);
    await sandbox.settled();
    expect(await events()).toEqual(['CONNECTION_SYNCED', 'CONNECTION_DELETED']);
    expect(sandbox.deliveries().every(({accepted}) => accepted)).toBe(true);
  });

  it('refuses a webhook that nobody signed, and handles a repeated one once', async () => {
    const url = `${site}/webhooks/CONNECTION_SYNCED`;
    const body = JSON.stringify({id_webhook_data: 900, user: {id: 7}, connection: {id: 46}});
    const statuses = [];
    for (const init of [
      delivery(url, body, {secret: 'wrong'}),
      delivery(url, body, {secret: ''}),
      delivery(url, body, {path: '/webhooks/PAYMENT_STATE_UPDATED'}),
      delivery(url, body, {signed: `${body} `}),
      delivery(url, body),
      delivery(url, body),
      delivery(url, body, {secret: 'old'}),
    ]) {
      statuses.push((await fetch(url, init)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 204, 204, 204]);
    expect(await events()).toEqual(['CONNECTION_SYNCED']);
  });
});
