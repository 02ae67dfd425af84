import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {finishFlow, parseCallback, startFlow} from '../../src/flows/index.js';
import {createBackend} from '../../src/server/index.js';
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

/** Sends each request to a back end. Returns all that was sent, saved and answered. */
async function everyRoute(): Promise<unknown> {
  const seen: unknown[] = [];
  const backend = createBackend({
    domain: 'demo',
    clientId: 1,
    clientSecret: 's',
    getUser: (request) => (request.headers.has('x-known') ? {id: 1, token: 't'} : {id: 2}),
    saveToken: (user, token, details) => void seen.push(['saved', user, token, Object.entries(details)]),
    onError: (error) => void seen.push(String(error)),
    fetch: (input, init) => {
      const body = init?.body;
      seen.push([
        String(input instanceof Request ? input.url : input),
        input instanceof Request ? input.method : init?.method,
        body === undefined ? '' : JSON.stringify(body),
      ]);
      const url = String(input instanceof Request ? input.url : input);
      const answer = url.includes('users/me') ? '{}' : '{"code":"minted","access_token":"new"}';
      return Promise.resolve(
        new Response(answer, {__proto__: null, headers: JSON_TYPE} as unknown as ResponseInit),
      );
    },
  });
  for (const [route, body, headers] of REQUESTS) {
    const response = await backend(
      new Request(`https://app.example/api/${route}`, {
        __proto__: null,
        method: 'POST',
        body,
        headers,
      } as unknown as RequestInit),
      undefined,
    );
    seen.push([response.status, await response.text()]);
  }
  return seen;
}
const JSON_TYPE = Object.assign(Object.create(null) as object, {'content-type': 'application/json'});
const REQUESTS = [
  ['code', '{}', {...JSON_TYPE, 'x-known': '1'}],
  ['code', '{}', JSON_TYPE],
  ['token', '{"code":"c"}', JSON_TYPE],
  ['token', '{}', JSON_TYPE],
] as const;

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
    const names = namesRead('flows', 'service').filter((_, index) => isLong || index % 4 === 0);
    const found = await differences(names, everyFlow);
    expect(found).toEqual([]);
  });

  it('changes nothing in the back end', async () => {
    const names = namesRead('server', 'service').filter((_, index) => isLong || index % 4 === 0);
    const broken = (await differences(names, platform)).map(
      (found) => /prototype\.([\w-]+)/.exec(found)?.[1],
    );
    const found = await differences(
      names.filter((name) => !broken.includes(name)),
      everyRoute,
    );
    expect(found).toEqual([]);
  });

  it('changes nothing in what the elements send, or in what the panel lists', async () => {
    const names = namesRead('components', 'flows', 'service').filter((_, index) => isLong || index % 8 === 0);
    const browser = await open('chrome');
    try {
      const page = await openPage(browser, 'https://app.example/page?x=1');
      await page.evaluate(await bundle('../../src/define.ts'));
      const found = await page.evaluate(
        async ([all, listed]) => {
          const seen: string[] = [];
          const {prototype} = Object as unknown as {prototype: Record<string, unknown>};
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
          await run();
          const expected = await run();
          const differences: string[] = [`expected ${expected}`];
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
            if (got !== expected) differences.push(`Object.prototype.${name}: ${got}`);
          }
          return differences;
        },
        [names, [connection('46', FETCHING), connection('47', WRONGPASS)]] as const,
      );
      expect(found[0]).toMatch(/^expected [^]*budgea-leave https:\/\/demo\.biapi\.pro[^]*Banque 47/);
      expect(found.slice(1).filter((one) => !readByLit(one))).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
