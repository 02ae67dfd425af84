import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {createBackend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {Browser} from '../server/browser.js';
import {listen, type Listening} from '../server/upstream.js';
import {check, mostly} from './check.js';

const ORIGIN = 'https://bank.example';
const MOUNT = `${ORIGIN}/api/budgea`;
const WEBVIEW = 'https://demo.biapi.pro/2.0/auth/webview/';
const HOUR = 3_600_000;

/** A flow that somebody started, and the answer that the webview gave to it. */
interface Started {
  readonly user: string;
  readonly browser: number;
  readonly time: number;
  readonly state: string;
  readonly returnTo: string;
  readonly code: string;
}

/** Ann is the victim. Eve has an account, a browser and flows of her own, and sees each address of Ann. */
const USERS = ['ann', 'eve'] as const;

/** What somebody does with one of the two browsers. */
type Step =
  | {readonly do: 'start'; readonly browser: number; readonly user: string; readonly returnTo: string}
  | {readonly do: 'wait'; readonly minutes: number}
  /** Puts a cookie of one browser into the other one, as another host of the same site can without the prefix. */
  | {
      readonly do: 'toss';
      readonly flow: number;
      readonly how: 'whole' | 'renamed' | 'changed';
    }
  | {
      readonly do: 'visit';
      /** Whether it is the browser that started the flow. */
      readonly isOwn: boolean;
      readonly user: 'own' | 'other' | undefined;
      readonly flow: number;
      readonly answer: (typeof ANSWERS)[number];
      readonly from: 'cross-site' | 'same-origin' | 'none';
    };

/** What the webview, or somebody else, can make of an answer. Only the first one is a success of this flow. */
const ANSWERS = [
  'success',
  'cancelled',
  'without the id',
  'without the code',
  'with another code',
  'with the state twice',
  'with the code twice',
  'with a name in other letters',
  'with another state',
  'without the state',
  'with an address in it',
] as const;

const browser = fc.constantFrom(0, 0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      browser,
      user: fc.constantFrom(...USERS),
      returnTo: mostly(
        '/accounts',
        '/a?b=c#d',
        '//evil.example/',
        '/\\evil.example',
        '/%2F%2Fevil.example',
        'https://evil.example',
        'https:evil.example',
        'javascript:alert(1)',
        '/\t/evil.example',
        `${ORIGIN}@evil.example`,
        `${ORIGIN}.evil.example/`,
        '/x?budgea=success&code=c',
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 29, 59, 61)}),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('toss' as const),
      flow: fc.nat(30),
      how: fc.constantFrom('whole', 'renamed', 'changed'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('visit' as const),
      isOwn: fc.constantFrom(true, true, false),
      user: fc.constantFrom('own' as const, 'own' as const, 'own' as const, 'other' as const, undefined),
      flow: fc.nat(30),
      answer: fc.oneof(fc.constant('success' as const), fc.constantFrom(...ANSWERS)),
      from: fc.constantFrom('cross-site', 'cross-site', 'same-origin', 'none'),
    }),
  },
);

let server: Listening;
let now = 0;
/** What was saved: whose token it is, by the code that it was exchanged for. */
const saved: {readonly user: string; readonly code: string}[] = [];
const exchanged: string[] = [];
const shown: string[] = [];

const backend = createBackend({
  domain: 'demo',
  clientId: 1,
  clientSecret: 'the-client-secret',
  publicUrl: MOUNT,
  getUser: ({headers}) => {
    const [, id] = /(?:^|; )session=(\w+)/.exec(headers.get('cookie') ?? '') ?? [];
    return id === undefined ? null : {id};
  },
  saveToken: ({id}, token) =>
    void saved.push({user: String(id), code: String(token).replace('token-of-', '')}),
  onSignedOut: ({url}) => `/sign-in?next=${encodeURIComponent(url)}`,
  onResult: (result, _user, {url}) => {
    shown.push(JSON.stringify(result), url);
    return null;
  },
  onError: (error) => void shown.push(String(error.stack)),
  fetch: (_input, init) => {
    const {code = ''} = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as {code?: string};
    if (!code) return Promise.resolve(Response.json({id: 7}));
    const isUsed = exchanged.includes(code);
    exchanged.push(code);
    return Promise.resolve(
      isUsed
        ? Response.json({code: 'invalidGrant', description: 'used'}, {status: 403})
        : Response.json({access_token: `token-of-${code}`, id_user: 7}),
    );
  },
});

/** Walks through some steps, and throws if anything is believed that must not be. */
async function walk(steps: readonly Step[]): Promise<number> {
  const browsers = [new Browser(ORIGIN, server.url), new Browser(ORIGIN, server.url)] as const;
  const flows: Started[] = [];
  /** Which cookies are in which browser as the back end made them. */
  const real = [new Set<string>(), new Set<string>()] as const;
  let successes = 0;
  const browserOf = (index: number): Browser => browsers[index === 0 ? 0 : 1];
  const signIn = (index: number, user: string | undefined): void => {
    const {cookies} = browserOf(index);
    cookies.delete('session');
    if (user !== undefined) cookies.set('session', {value: user, attributes: new Map(), endsAt: Infinity});
  };
  const nameOf = ({state}: Started): string => `__Host-budgea-attempt-${state}`;
  const checkShown = (index: number, url: string, text: string): void => {
    const cookies = [...browserOf(index).cookies].map(([name, {value}]) => `${name}=${value}`);
    const told = [text, url.startsWith(WEBVIEW) ? '' : url, ...cookies, ...shown].join('\n');
    for (const {code} of flows)
      if (told.includes(code) || cookies.join().includes(btoa(code)))
        throw new Error(`the code is shown: ${told}`);
    if (/the-client-secret|token-of-/.test(told)) throw new Error(`a secret is shown: ${told}`);
    if (!url.startsWith(`${ORIGIN}/`) && !url.startsWith(WEBVIEW)) throw new Error(`it leads to ${url}`);
  };

  for (const one of steps) {
    if (one.do === 'wait') now += one.minutes * 60_000;
    if (one.do === 'start') {
      signIn(one.browser, one.user);
      const link = `/api/budgea/start/connect?return_to=${encodeURIComponent(one.returnTo)}`;
      const {url, response, text} = await browserOf(one.browser).go(link);
      checkShown(one.browser, url, text);
      if (response.status >= 500) throw new Error(`a start is answered ${response.status}`);
      const state = url.startsWith(WEBVIEW) ? new URL(url).searchParams.get('state') : null;
      if (state === null) continue;
      const {browser: index, user, returnTo} = one;
      flows.push({
        browser: index,
        user,
        returnTo,
        time: now,
        state,
        code: `code-${flows.length}-of-${user}-secret`,
      });
      real[index === 0 ? 0 : 1].add(state);
    }
    const flow = 'flow' in one ? flows[one.flow % flows.length] : undefined;
    if (one.do === 'toss' && flow) {
      const [from, to] = [browserOf(flow.browser), browserOf(1 - flow.browser)];
      const cookie = from.cookies.get(nameOf(flow));
      if (!cookie) continue;
      const other = flows.find(({state}) => state !== flow.state);
      if (one.how === 'renamed' && !other) continue;
      const name = one.how === 'renamed' ? nameOf(other!) : nameOf(flow);
      const value = one.how === 'changed' ? `${cookie.value.slice(0, -3)}AAA` : cookie.value;
      to.cookies.set(name, {...cookie, value});
      if (one.how === 'whole') real[flow.browser === 0 ? 1 : 0].add(flow.state);
      else real[flow.browser === 0 ? 1 : 0].delete(one.how === 'renamed' ? other!.state : flow.state);
    }
    if (one.do === 'visit' && flow) {
      const index = one.isOwn ? flow.browser : 1 - flow.browser;
      const other = flow.user === 'ann' ? 'eve' : 'ann';
      const visitor = one.user === 'own' ? flow.user : one.user && other;
      signIn(index, visitor);
      const before = {saved: saved.length, exchanged: exchanged.length};
      const isKept = browserOf(index).attempts.includes(nameOf(flow));
      const wasUsed = exchanged.includes(flow.code);
      const {url, response, text} = await browserOf(index).go(addressOf(one.answer, flow, flows), {
        from: one.from,
      });
      checkShown(index, url, text);
      if (response.status >= 500) throw new Error(`a return is answered ${response.status}`);
      const isVerified =
        isKept &&
        real[index === 0 ? 0 : 1].has(flow.state) &&
        visitor === flow.user &&
        Math.abs(now - flow.time) <= HOUR;
      const mayExchange =
        isVerified && ['success', 'with another code', 'without the code'].includes(one.answer);
      if (!mayExchange && exchanged.length !== before.exchanged)
        throw new Error(`a code is exchanged: ${JSON.stringify(one)}`);
      if (!mayExchange && saved.length !== before.saved)
        throw new Error(`a token is saved: ${JSON.stringify(one)}`);
      if (saved.slice(before.saved).some(({user}) => user !== visitor))
        throw new Error('a token is saved for another user');
      if (isVerified && one.answer === 'success' && !wasUsed) {
        const last = saved.at(-1);
        const isUsedUp = usedUp.has(flow.state);
        if (!isUsedUp && (last?.code !== flow.code || last.user !== flow.user))
          throw new Error(`the connection is lost: ${url}`);
        successes += 1;
      }
      if (saved.length > before.saved || (isVerified && one.answer === 'without the code'))
        usedUp.add(flow.state);
    }
  }
  return successes;
}
const usedUp = new Set<string>();

/** Returns the address to which the webview returns, or what somebody makes of it. */
function addressOf(
  answer: (typeof ANSWERS)[number],
  {state, code}: Started,
  flows: readonly Started[],
): string {
  const other = flows.find((one) => one.state !== state);
  const [id, own, theirs] = ['connection_id=46', `code=${code}`, `code=${other?.code ?? 'code-of-nobody'}`];
  const queries: Readonly<Record<(typeof ANSWERS)[number], string>> = {
    success: `state=${state}&${id}&${own}`,
    cancelled: `state=${state}&error=access_denied&${own}`,
    'without the id': `state=${state}&${own}`,
    'without the code': `state=${state}&${id}`,
    'with another code': `state=${state}&${id}&${theirs}`,
    'with the state twice': `state=${state}&${id}&${own}&state=${state}`,
    'with the code twice': `state=${state}&${id}&${own}&${theirs}`,
    'with a name in other letters': `state=${state}&${id}&amp;${own}`,
    'with another state': `state=${other?.state ?? 'A'.repeat(22)}x&${id}&${own}`,
    'without the state': `${id}&${own}`,
    'with an address in it': `state=${state}&error=${encodeURIComponent('"><script>//evil.example')}&return_to=//evil.example`,
  };
  return `${MOUNT}/return?${queries[answer]}`;
}

describe('any walk of two people through the flow on the server', () => {
  beforeAll(async () => {
    now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => now);
    server = await listen((request, response) => {
      if (request.url?.startsWith('/api/budgea/')) nodeListener(backend)(request, response);
      else response.end('a page');
    });
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await server[Symbol.asyncDispose]();
  });

  it('saves a bank only for its user, in the browser that started, within the hour, and shows no code', async () => {
    let successes = 0;
    await check(
      {short: 60, long: 12_000},
      fc.array(step, {minLength: 3, maxLength: 14}),
      async (steps) => {
        saved.length = exchanged.length = shown.length = 0;
        usedUp.clear();
        successes += await walk(steps);
      },
      (steps) => `await walk(${JSON.stringify(steps, null, 1)});`,
    );
    console.log(`hostile: ${successes} banks were connected`);
    expect(successes).toBeGreaterThan(20);
  });
});
