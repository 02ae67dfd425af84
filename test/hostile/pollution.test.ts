import type {Page} from '@playwright/test';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {finishFlow, parseCallback, startFlow} from '../../src/flows/index.js';
import {createBackend, createWebhooks, parseWebhook} from '../../src/server/index.js';
import {SECRET, signature} from '../server/sign.js';
import {bundle, open, openPage} from './browsers.js';
import {connection, FETCHING, WRONGPASS} from '../support/connections.js';
import {isLong} from './check.js';
import {namesRead} from './names.js';
import {HostileStore} from './store.js';

const VALUES = ['theirs', 'https://evil.example/', true, {code: 'theirs', id: 'theirs'}, () => 'theirs'];
const everyObject = Object.prototype as unknown as Record<string, unknown>;

/** Runs something while every object has one property more, and returns what came of it, as a text. */
async function withName(name: string, value: unknown, run: () => Promise<unknown>): Promise<string> {
  everyObject[name] = value;
  try {
    return JSON.stringify(await run().catch((error: unknown) => `thrown: ${String(error)}`));
  } finally {
    Reflect.deleteProperty(everyObject, name);
  }
}

/** Returns the cases in which something else comes of it than without the property. */
async function differences(names: readonly string[], run: () => Promise<unknown>): Promise<string[]> {
  const expected = JSON.stringify(await run());
  const found: string[] = [];
  for (const name of names)
    for (const value of VALUES) {
      const got = await withName(name, value, run);
      if (got === expected) continue;
      found.push(
        `Object.prototype.${name} = ${typeof value === 'function' ? String(value) : JSON.stringify(value)}: ${got}`,
      );
      break;
    }
  return found;
}

/** Lit reads these itself: of our controllers, of our elements, and of the listeners and the lists in our templates. */
const readByLit = (found: string): boolean =>
  /^Object\.prototype\.(hostUpdated|nodeType|renderRoot|signal)\b/.test(found);

/** What the global `run` of a page returns, and how that changes while every object has one property more. */
interface PageDifferences {
  readonly expected: string;
  /** Without those that come from Lit's own reading. */
  readonly changes: readonly string[];
}

/** Calls the global `run` of a page, without and with each name in `Object.prototype`. */
async function differencesOn(page: Page, names: readonly string[]): Promise<PageDifferences> {
  const {expected, changes} = await page.evaluate(async (all) => {
    const {run} = globalThis as unknown as {readonly run: () => Promise<string>};
    const {prototype} = Object as unknown as {prototype: Record<string, unknown>};
    await run();
    const expected = await run();
    const changes: string[] = [];
    for (const name of all) {
      prototype[name] = 'theirs';
      let got = '';
      try {
        got = await run();
      } catch (error) {
        got = `thrown: ${String(error)}`;
      } finally {
        Reflect.deleteProperty(prototype, name);
      }
      if (got !== expected) changes.push(`Object.prototype.${name}: ${got}`);
    }
    return {expected, changes};
  }, names);
  return {expected, changes: changes.filter((change) => !readByLit(change))};
}

const CALLBACK = 'https://app.example/callback';
const FLOWS = [
  ['connect', {}, '&connection_id=46'],
  ['reconnect', {code: 'c', connectionId: 7}, ''],
  ['manage', {code: 'c'}, '&error=server_error'],
  ['transfer', {}, '&transfer_id=5'],
  ['payment', {createPayment: () => ({paymentId: 3, code: 'c'})}, '&payment_state=pending'],
] as const;

/** Starts and finishes each flow. Returns all that was sent, stored and given back. */
async function everyFlow(): Promise<unknown> {
  const all: string[] = [];
  for (const [flow, options, query] of FLOWS) {
    const store = new HostileStore();
    let left = '';
    const navigate = (url: string): void => {
      left = url;
    };
    await startFlow(flow, {
      domain: 'demo',
      clientId: 1,
      redirectUri: CALLBACK,
      ...options,
      store,
      navigate,
    });
    const state = /[?&]state=([^&]*)/.exec(left)?.[1] ?? '';
    const url = `${CALLBACK}?state=${state}${query}`;
    const stored = [...store.items].map(([key, value]) => [key, value.replace(/"time":\d+/, '')]);
    const result = finishFlow({url, store});
    const inherited = ['code', 'connectionId', 'returnTo'].filter(
      (name) => name in result && !Object.hasOwn(result, name),
    );
    const none = finishFlow({url: `${CALLBACK}?x=1`, store});
    const unknown = finishFlow({url: `${CALLBACK}?state=${state}x`, store});
    const seen = [left, stored, result, inherited, none, parseCallback(url), unknown];
    all.push(JSON.stringify(seen).replaceAll(state, 'STATE'));
  }
  return all;
}

/** Calls a fetch-like function, and remembers what it got. */
type Seen = unknown[];

/** What the service answers, by the path below `/2.0/`. Fields that it may leave out are left out. */
const ANSWERS: Readonly<Record<string, string>> = {
  'users/me': '{}',
  'users/me/connections':
    '{"connections":[{"id":46},{"id":47,"state":"wrongpass","accounts":[{"error":"bug"}]}]}',
  'users/me/connections/46': '{"id":46}',
};

/** Answers each call of a back end. */
function service(seen: Seen): typeof globalThis.fetch {
  return (input, init) => {
    const body = init?.body;
    const url = String(input instanceof Request ? input.url : input);
    seen.push([url, init?.method, body === undefined ? '' : JSON.stringify(body)]);
    const answer = ANSWERS[new URL(url).pathname.replace('/2.0/', '')];
    return Promise.resolve(
      new Response(
        answer ?? '{"code":"minted","access_token":"new"}',
        ownInit<ResponseInit>({headers: JSON_TYPE}),
      ),
    );
  };
}

/** Returns options of the platform that read nothing from `Object.prototype`. */
function ownInit<T extends object>(init: T): T {
  return {__proto__: null, ...init};
}

/** Sends each request to a back end. Returns all that was sent, saved and answered. */
async function everyRoute(): Promise<unknown> {
  const seen: Seen = [];
  const backend = createBackend({
    domain: 'demo',
    clientId: 1,
    clientSecret: 's',
    getUser: (request) => (request.headers.has('x-known') ? {id: 1, token: 't'} : {id: 2}),
    saveToken: (user, token, details) => void seen.push(['saved', user, token, Object.entries(details)]),
    onError: (error) => void seen.push(String(error)),
    fetch: service(seen),
  });
  for (const [method, route, body, headers] of REQUESTS) {
    const response = await backend(
      new Request(`https://app.example/api/${route}`, ownInit<RequestInit>({method, body, headers})),
      undefined,
    );
    seen.push([response.status, await response.text()]);
  }
  const known = new Request('https://app.example/', ownInit<RequestInit>({method: 'GET', headers: KNOWN}));
  seen.push(await backend.connections(known), await backend.connection(known, 46));
  seen.push(await backend.renewToken(7));
  await backend.deleteUser(known);
  return seen;
}
const JSON_TYPE = Object.assign(Object.create(null) as Record<string, string>, {
  'content-type': 'application/json',
});
const KNOWN = ownInit({...JSON_TYPE, 'x-known': '1'});
const REQUESTS: readonly (readonly [string, string, string | null, Record<string, string>])[] = [
  ['POST', 'code', '{}', KNOWN],
  ['POST', 'code', '{}', JSON_TYPE],
  ['POST', 'token', '{"code":"c"}', JSON_TYPE],
  ['POST', 'token', '{}', JSON_TYPE],
  ['GET', 'connections', null, KNOWN],
  ['GET', 'connections', null, JSON_TYPE],
  ['DELETE', 'connections/46', null, KNOWN],
  ['POST', 'refresh', '{}', KNOWN],
  ['POST', 'refresh', '{"connectionId":"46"}', KNOWN],
];

/** Starts each flow on the server, and comes back. Returns all that was sent, saved, kept and answered. */
async function everyServerFlow(): Promise<unknown> {
  const seen: Seen = [];
  const backend = createBackend({
    domain: 'demo',
    clientId: 1,
    clientSecret: 's',
    publicUrl: 'https://app.example/api',
    getUser: (request) => (request.headers.has('x-known') ? {id: 1, token: 't'} : {id: 2}),
    saveToken: (user, token, details) => void seen.push(['saved', user, token, Object.entries(details)]),
    onResult: (result, user, {url}, details) =>
      void seen.push([result, Object.entries(details).slice(0, 1), user, url]),
    onError: (error) => void seen.push(String(error)),
    fetch: service(seen),
  });
  const visit = async (path: string, headers: Record<string, string>): Promise<Response> => {
    const response = await backend(
      new Request(`https://app.example/api/${path}`, ownInit<RequestInit>({method: 'GET', headers})),
      undefined,
    );
    seen.push([response.status, response.headers.get('location'), await response.text()]);
    return response;
  };
  for (const [start, answer, headers] of SERVER_FLOWS) {
    const started = await visit(start, headers);
    const [cookie = ''] = started.headers.getSetCookie().join().split(';', 1);
    const state = /attempt-([^=]*)/.exec(cookie)?.[1] ?? '';
    seen.push(atob(/=([\w-]*)\./.exec(cookie)?.[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''));
    for (const query of [
      `state=${state}${answer}`,
      `state=${state}&error=server_error`,
      'state=x&code=c',
      '',
    ])
      await visit(`return?${query}`, ownInit({...headers, cookie}));
    seen.push(state.length);
    const text = JSON.stringify(seen).replaceAll(state || 'no state', 'STATE');
    seen.length = 0;
    seen.push(text.replace(/\\"time\\":\d+/g, ''));
  }
  return seen;
}
const SERVER_FLOWS = [
  ['start/connect', '&connection_id=46&code=c', JSON_TYPE],
  ['start/connect?max_connections=2&return_to=/a', '&connection_id=46', KNOWN],
  ['start/reconnect?connection_id=46', '', KNOWN],
  ['start/manage', '&error=access_denied', KNOWN],
] as const;

const HOOK = 'https://app.example/webhooks/CONNECTION_SYNCED';
const HOOK_BODY = '{"connection":{"id":46},"user":{},"id_webhook_data":9}';
const HOOK_DATE = '2026-11-28T10:00:00Z';
const HOOK_HEADERS = ownInit({
  'bi-signature-date': HOOK_DATE,
  'bi-signature': signature('/webhooks/CONNECTION_SYNCED', HOOK_DATE, HOOK_BODY),
  authorization: 'Bearer theirs',
});

/** Sends deliveries to webhooks. Returns all that was handled, claimed and answered. */
async function everyWebhook(): Promise<unknown> {
  const seen: Seen = [];
  const onError = (error: Error): void => void seen.push(String(error), Object.entries(error));
  const claim = (id: string) => ({release: () => seen.push('released'), done: () => seen.push(`done ${id}`)});
  const webhooks = [
    createWebhooks({
      verify: {hmac: SECRET},
      claim,
      onError,
      on: {
        CONNECTION_SYNCED: (payload, {event, deliveryId, signal}) =>
          void seen.push([
            fieldsOf(payload),
            fieldsOf(payload.connection),
            event,
            deliveryId,
            signal.aborted,
          ]),
      },
    }),
    createWebhooks({verify: {hmac: SECRET}, on: {}, onError}),
    createWebhooks({verify: {token: () => 'theirs'}, on: {}, onError}),
  ];
  for (const handler of webhooks)
    for (const body of [HOOK_BODY, '{}', '{'])
      for (const url of [HOOK, `${HOOK}X`]) {
        const init = ownInit<RequestInit>({method: 'POST', body, headers: HOOK_HEADERS});
        const response = await handler(new Request(url, init));
        seen.push([response.status, await response.text()]);
      }
  const {known, event, payload} = parseWebhook('X', HOOK_BODY);
  seen.push(known, event, fieldsOf(payload));
  return seen;
}

/** Returns all fields that an object seems to have, the inherited ones included. */
function fieldsOf(object: object): string[] {
  const fields: string[] = [];
  for (const name in object) fields.push(name);
  return fields;
}

/** Tells whether the platform itself works with a property more in every object. */
async function platform(): Promise<unknown> {
  const request = new Request('https://app.example/', {
    __proto__: null,
    method: 'POST',
    body: 'x',
  } as unknown as RequestInit);
  const response = new Response('{}', {__proto__: null, status: 201} as unknown as ResponseInit);
  const empty = new Response(null, {__proto__: null, status: 204} as unknown as ResponseInit);
  return [
    await request.text(),
    await empty.text(),
    request.method,
    response.status,
    await response.text(),
    [...new Headers([['a', 'b']])],
    new URL('https://a.example/?b=c').searchParams.get('b'),
  ];
}

describe('any property of Object.prototype', () => {
  beforeAll(() => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it('changes nothing in the flows', async () => {
    const names = namesRead('flows', 'service').filter((_, index) => isLong || index % 16 === 0);
    const found = await differences(names, everyFlow);
    expect(found).toEqual([]);
  });

  it.each([
    ['the back end', everyRoute],
    ['the flow on the server', everyServerFlow],
    ['the webhooks', everyWebhook],
  ] as const)('changes nothing in %s', async (_title, run) => {
    const names = namesRead('server', 'service').filter((_, index) => isLong || index % 32 === 0);
    const broken = (await differences(names, platform)).map(
      (found) => /prototype\.([\w-]+)/.exec(found)?.[1],
    );
    const found = await differences(
      names.filter((name) => !broken.includes(name)),
      run,
    );
    expect(found).toEqual([]);
  });

  it('changes nothing in what the elements send, or in what the panel lists', async () => {
    const names = namesRead('components', 'flows', 'service').filter(
      (_, index) => isLong || index % 16 === 0,
    );
    const browser = await open('chrome');
    try {
      const page = await openPage(browser, 'https://app.example/page?x=1');
      await page.evaluate(await bundle('../../src/define.ts'));
      await page.evaluate(
        (listed) => {
          const seen: string[] = [];
          for (const type of ['budgea-leave', 'budgea-result', 'budgea-error', 'budgea-done'])
            document.addEventListener(type, (event) => {
              event.preventDefault();
              const {url, error} = event as Event & {url?: string; error?: Error};
              seen.push(
                [type, type === 'budgea-leave' ? url : type === 'budgea-error' ? String(error) : ''].join(
                  ' ',
                ),
              );
            });
          globalThis.fetch = (input) => {
            seen.push(`fetch ${JSON.stringify(input)}`);
            return input === 'https://app.example/connections'
              ? Promise.resolve(Response.json({connections: listed}))
              : Promise.reject(new TypeError('no network'));
          };
          const pause = (): Promise<void> =>
            new Promise((done) => {
              setTimeout(done, 4);
            });
          const run = async (): Promise<string> => {
            seen.length = 0;
            const button = document.createElement('budgea-connect');
            for (const [name, value] of [
              ['domain', 'demo'],
              ['client-id', '1'],
              ['redirect-uri', '/callback'],
            ] as const)
              button.setAttribute(name, value);
            const callback = document.createElement('budgea-callback');
            callback.setAttribute('token-url', '/token');
            const panel = document.createElement('budgea-connections');
            panel.setAttribute('connections-url', '/connections');
            document.body.append(button, callback, panel);
            await (button as unknown as {updateComplete: Promise<unknown>}).updateComplete;
            button.click();
            await pause();
            button.remove();
            callback.remove();
            const root = panel.shadowRoot;
            const words = [...(root?.querySelectorAll('p, h3, a, time') ?? [])].map((one) =>
              one.textContent.trim(),
            );
            const buttons = [...(root?.querySelectorAll('[part=actions] > *') ?? [])].map(
              (one) => one.localName,
            );
            panel.remove();
            seen.push(...words, ...buttons);
            return seen.join('; ').replace(/state=[\w-]+/g, 'state=');
          };
          Object.assign(globalThis, {run});
        },
        [connection('46', FETCHING), connection('47', WRONGPASS)],
      );
      const {expected, changes} = await differencesOn(page, names);
      expect(expected).toMatch(/budgea-leave https:\/\/demo\.biapi\.pro[^]*Banque 47/);
      expect(changes).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it('changes nothing in what the panel shows', async () => {
    const names = namesRead('components', 'service').filter((_, index) => isLong || index % 32 === 0);
    const browser = await open('chrome');
    try {
      const page = await openPage(browser, 'https://app.example/page');
      await page.evaluate(await bundle('../../src/define.ts'));
      await page.evaluate(() => {
        const pause = (): Promise<void> =>
          new Promise((done) => {
            setTimeout(done, 4);
          });
        // as a back end in another language may write it: what it does not know is left out
        const answer =
          '{"connections":[{"id":"46"},{"id":"47","bank":{"name":"B"},"state":"wrongpass","remedy":{"kind":"known","error":"wrongpass","who":"user","action":"reconnect"},"accounts":{"count":2,"errors":[{"name":"A"}]},"sources":[{}]}]}';
        const asJson = Object.assign(Object.create(null) as object, {'content-type': 'application/json'});
        const fetch = (): Promise<Response> =>
          Promise.resolve(
            new Response(answer, {__proto__: null, headers: asJson} as unknown as ResponseInit),
          );
        const run = async (): Promise<string> => {
          const panel = document.createElement('budgea-connections') as HTMLElement & {
            fetch: unknown;
            updateComplete: Promise<unknown>;
          };
          panel.fetch = fetch;
          for (const [name, value] of [
            ['connections-url', '/api/connections'],
            ['domain', 'demo'],
            ['client-id', '1'],
            ['redirect-uri', '/callback'],
          ] as const)
            panel.setAttribute(name, value);
          let told = '';
          panel.addEventListener('budgea-connections', (event) => {
            const {total, actionRequired, endingSoon, fetching} = event;
            told = [total, actionRequired, endingSoon, fetching].join();
          });
          document.body.append(panel);
          for (let turn = 0; turn < 25 && told === ''; turn += 1) await pause();
          await panel.updateComplete;
          const shown = panel.shadowRoot?.innerHTML ?? '';
          panel.remove();
          return `${told} ${shown.replace(/<!--.*?-->/g, '')}`;
        };
        Object.assign(globalThis, {run});
      });
      const {expected, changes} = await differencesOn(page, names);
      expect(expected).toMatch(/^2,1,0,/);
      expect(changes).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
