import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {type Backend, type BackendOptions, createBackend} from '../../src/server/index.js';
import {FLOWS} from '../../src/service/parameters.js';
import {withSeparator} from '../../src/service/options.js';
import {polluted} from '../support/polluted.js';
import type {Browser, Visit} from './browser.js';
import {FlowSite, MOUNT, ORIGIN, signIn} from './server-flow-site.js';
import {CLIENT} from './todays-service.js';

const RETURN = '/api/budgea/return';
const CONNECT = '/api/budgea/start/connect';

const sites: FlowSite[] = [];
async function open(options?: Partial<BackendOptions>): Promise<FlowSite> {
  const site = await FlowSite.start(options);
  sites.push(site);
  return site;
}
afterEach(async () => {
  vi.useRealTimers();
  for (const site of sites.splice(0)) await site[Symbol.asyncDispose]();
});

/** Moves the clock, and nothing else. */
function later(ms: number): void {
  vi.useFakeTimers({toFake: ['Date'], now: Date.now() + ms});
}

const HOUR = 3_600_000;

/** Signs a user in who has connected a bank already. */
async function connected(site: FlowSite, user: string): Promise<Browser> {
  const browser = site.browser(user);
  await site.walk(browser);
  return browser;
}

/** Returns the results that the site was told, by their kinds. */
const kinds = (site: FlowSite): readonly string[] => site.told.map(({result}) => result.kind);

describe('GET …/start/{flow}', () => {
  it('goes to the webview with the client, the state and the public redirect URI', async () => {
    const site = await open();
    const webview = new URL(await site.leave(site.browser('ada')));
    expect(webview.origin + webview.pathname).toBe('https://demo.biapi.pro/2.0/auth/webview/connect');
    expect(Object.fromEntries(webview.searchParams)).toEqual({
      client_id: CLIENT.id,
      redirect_uri: `${MOUNT}/return`,
      state: expect.stringMatching(/^[\w-]{22}$/) as string,
    });
  });

  it('keeps nothing of the host in a redirect', async () => {
    const site = await open();
    const response = await site.browser('ada').request(CONNECT);
    expect(response.status).toBe(303);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await response.text()).toBe('');
  });

  it('mints a code for a user who has a token', async () => {
    const site = await open();
    const ada = await connected(site, 'ada');
    const webview = new URL(await site.leave(ada, 'start/manage'));
    expect(webview.searchParams.get('code')).toMatch(/^[\w+/]{32}$/);
  });

  it('passes every documented parameter on', async () => {
    const site = await open();
    const query =
      'connector_uuids=a,b&connector_capabilities=bank&account_types=checking,card&account_usages=PRIV&max_connections=3&connector_country=FR&a.login=ann%20b';
    const webview = new URL(await site.leave(site.browser('ada'), `start/connect?${query}`));
    for (const [name, value] of new URLSearchParams(query))
      expect(webview.searchParams.get(name)).toBe(value);
  });

  const documented = Object.entries(FLOWS)
    .filter(([flow]) => flow !== 'payment')
    .flatMap(([flow, parameters]) => Object.keys(parameters).map((option) => [flow, option] as const));
  it.each(documented)('takes or refuses %s’s %s, and no third', async (flow, option) => {
    const site = await open();
    const ada = await connected(site, 'ada');
    const value =
      {maxConnections: '2', resetCredentials: 'true', redirectUri: 'https://evil.example/'}[option] ?? '7';
    const name = option === 'connectorFields' ? 'uuid.login' : withSeparator(option, '_');
    const wants = flow === 'reconnect' && option !== 'connectionId' ? '&connection_id=1' : '';
    const also = option === 'connectionSources' ? '&reset_credentials=true' : '';
    const {url, response} = await ada.go(`/api/budgea/start/${flow}?${name}=${value}${wants}${also}`);
    if (['clientId', 'redirectUri', 'code', 'state'].includes(option)) {
      expect(response.status).toBe(400);
    } else {
      expect(new URL(url).searchParams.get(name)).toBe(value);
    }
  });

  const REFUSED: readonly [title: string, link: string][] = [
    ['domain', 'start/connect?domain=evil'],
    ['base_url', 'start/connect?base_url=https://evil.example'],
    ['an unknown parameter', 'start/connect?conector_ids=1'],
    ['another flow’s parameter', 'start/connect?transfer_id=1'],
    ['a parameter that stands twice', 'start/connect?connector_ids=1&connector_ids=2'],
    ['return_to twice', 'start/connect?return_to=/a&return_to=/b'],
    ['a number that is none', 'start/connect?max_connections=two'],
    ['a boolean that is none', 'start/reconnect?connection_id=1&reset_credentials=yes'],
    ['broken encoding', 'start/connect?connector_country=%E0%A4'],
    ['what the webview does not combine', 'start/connect?connector_ids=1&connector_uuids=a'],
    ['a missing connection_id', 'start/reconnect'],
    ['a return to another origin', 'start/connect?return_to=https://evil.example/'],
    ['a return to another origin without a scheme', 'start/connect?return_to=//evil.example/'],
    ['a return to another origin with a backslash', 'start/connect?return_to=/%5Cevil.example/'],
    ['a return to a script', 'start/connect?return_to=javascript:alert(1)'],
    ['a return path that no cookie can keep', `start/connect?return_to=/${'a'.repeat(600)}`],
  ];
  it.each(REFUSED)('refuses %s', async (_title, link) => {
    const site = await open();
    const ada = await connected(site, 'ada');
    const before = site.asked.length;
    const attempts = ada.attempts.length;
    const {response, text} = await ada.go(`/api/budgea/${link}`);
    expect(response.status).toBe(400);
    expect(text).not.toContain('evil');
    expect(site.asked.length).toBe(before);
    expect(ada.attempts).toHaveLength(attempts);
  });

  it('names the parameter that is wrong, and quotes no value', async () => {
    const site = await open();
    const {text, response} = await site.browser('ada').go(`${CONNECT}?max_connections=%3Cscript%3E`);
    expect(text).toContain('max_connections must be a whole number from 1 on');
    expect(text).not.toContain('script>');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('does not exist for a flow that the webview does not have', async () => {
    const site = await open();
    for (const flow of ['foo', 'constructor', '__proto__', 'toString', '']) {
      expect((await site.browser('ada').request(`/api/budgea/start/${flow}`)).status).toBe(404);
    }
  });

  it('does not exist without a public address', async () => {
    const site = await open({publicUrl: null});
    const ada = site.browser('ada');
    expect((await ada.request(CONNECT)).status).toBe(404);
    expect((await ada.request(`${RETURN}?state=S`)).status).toBe(404);
  });

  const NOT_NAVIGATIONS: readonly [title: string, visit: Visit][] = [
    [
      'a prefetch',
      {headers: {'sec-purpose': 'prefetch', 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors'}},
    ],
    ['a speculative prefetch of the page', {headers: {'sec-purpose': 'prefetch'}}],
    ['a prerender', {headers: {'sec-purpose': 'prefetch;prerender'}}],
    ['an older browser’s prefetch', {headers: {purpose: 'prefetch'}}],
    ['an older Safari’s preview', {headers: {'x-purpose': 'preview'}}],
    ['an older Firefox’s prefetch', {headers: {'x-moz': 'prefetch'}}],
    ['a preload', {headers: {'sec-fetch-dest': 'script', 'sec-fetch-mode': 'no-cors'}}],
    ['an image', {headers: {'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors'}}],
    ['a frame', {headers: {'sec-fetch-dest': 'iframe'}}],
    ['a script’s fetch', {headers: {'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors'}}],
    ['HEAD', {method: 'HEAD'}],
  ];
  it.each(NOT_NAVIGATIONS)('starts nothing for %s', async (_title, visit) => {
    const site = await open();
    const ada = await connected(site, 'ada');
    const [asked, attempts] = [site.asked.length, ada.attempts.length];
    const response = await ada.request(CONNECT, visit);
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect([site.asked.length, ada.attempts.length]).toEqual([asked, attempts]);
  });

  it.each(NOT_NAVIGATIONS)('burns no answer for %s', async (_title, visit) => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    expect((await ada.request(back, visit)).status).toBe(204);
    expect(site.tokens.size).toBe(0);
    expect((await ada.go(back, {from: 'cross-site'})).url).toBe(`${ORIGIN}/accounts?budgea=success`);
    expect(site.tokens.size).toBe(1);
  });

  it('starts for a browser that says nothing about its navigation', async () => {
    const {backend} = bare();
    const response = await backend(new Request(`${MOUNT}/start/connect`));
    expect(response.headers.get('location')).toContain('https://demo.biapi.pro/');
  });

  it('refuses other methods', async () => {
    const site = await open();
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await site.browser('ada').request(CONNECT, {method});
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD');
    }
  });

  it('opens the language of the link, or else of the browser', async () => {
    const site = await open({service: 'powens'});
    const german = {'accept-language': 'ja,de-AT;q=0.9,fr;q=0.8'};
    const open2 = async (link: string): Promise<string> =>
      new URL(await site.leave(site.browser('ada', german), link)).pathname;
    expect(await open2('start/connect?language=fr-CA')).toBe('/fr/connect');
    expect(await open2('start/connect')).toBe('/de/connect');
    expect(await open2('start/connect?language=ja')).toBe('/de/connect');
    const unknown = site.browser('ada', {'accept-language': 'ja'});
    expect(new URL(await site.leave(unknown, 'start/connect')).pathname).toBe('/en/connect');
  });

  it('says so if the service fails, and starts once it is back', async () => {
    let isDown = true;
    const site = await open();
    const down = site.backend({
      getUser: () => ({id: 'ada', token: 'token'}),
      fetch: () => {
        if (isDown) throw new TypeError('down');
        return Promise.resolve(Response.json({code: 'abc'}));
      },
    });
    const ask = (): Promise<Response> => down(new Request(`${MOUNT}/start/manage`));
    const failed = await ask();
    expect(failed.status).toBe(502);
    expect(await failed.text()).toContain('<a href="">Try again</a>');
    expect(site.errors).toMatchObject([{code: 'service-unreachable'}]);
    isDown = false;
    expect((await ask()).status).toBe(303);
  });

  it.each([
    ['fr-FR,en;q=0.5', 'fr', 'Ce site ne peut pas'],
    ['de', 'de', 'Diese Website kann'],
    ['es-MX', 'es', 'Este sitio no puede'],
    ['it', 'it', 'Questo sito non può'],
    ['nl-BE,fr', 'nl', 'Deze site kan'],
    ['pt', 'pt', 'Este site não consegue'],
    ['ja,pt-BR', 'pt', 'Este site não consegue'],
    ['ja', 'en', 'This site cannot'],
    ['', 'en', 'This site cannot'],
  ])('says so to a browser of %j in its language', async (accepted, language, text) => {
    const site = await open();
    const browser = site.browser('ada', {'accept-language': accepted});
    const page = (await browser.go('/api/budgea/start/reconnect')).text;
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(`<title>${text}`);
  });

  it('does not open a flow that needs a token for a user without one', async () => {
    const site = await open();
    const ada = site.browser('ada');
    expect((await ada.go('/api/budgea/start/manage')).response.status).toBe(409);
    expect(ada.attempts).toEqual([]);
  });
});

describe('GET …/return', () => {
  it('exchanges the code, saves the token, and goes to where the user came from', async () => {
    const site = await open();
    const ada = site.browser('ada');
    expect(await site.walk(ada, 'start/connect?return_to=/accounts%3Ftab=1%23top')).toBe(
      `${ORIGIN}/accounts?tab=1&budgea=success#top`,
    );
    expect([...site.tokens.keys()]).toEqual(['ada']);
    expect(site.told).toMatchObject([
      {
        result: {kind: 'success', flow: 'connect', returnTo: '/accounts?tab=1#top'},
        user: {id: 'ada'},
        repeated: false,
      },
    ]);
  });

  it('goes to the page that linked to the start, if it is of this origin', async () => {
    const site = await open();
    const walkFrom = async (referer: string): Promise<string> => {
      const ada = site.browser('ada', {referer});
      return site.walk(ada, 'start/connect');
    };
    expect(await walkFrom(`${ORIGIN}/settings?a=1`)).toBe(`${ORIGIN}/settings?a=1&budgea=success`);
    expect(await walkFrom('https://evil.example/x')).toBe(`${ORIGIN}/?budgea=success`);
  });

  it('shows the code to no page, no function of the host and no cookie', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    const code = new URL(back).searchParams.get('code') ?? '';
    expect(code).not.toBe('');
    await ada.go(back, {from: 'cross-site'});
    const shown = JSON.stringify([
      site.told,
      [...ada.cookies],
      ada.seen.slice(1).filter((url) => url !== back),
    ]);
    expect(shown).not.toContain(code);
    expect(shown).not.toContain(encodeURIComponent(code));
  });

  it('goes where onResult says, by a path or a response', async () => {
    const answers: (string | Response)[] = ['/done', `${ORIGIN}/whole`, new Response('mine', {status: 201})];
    const site = await open({onResult: () => answers.shift(), replaceToken: () => true});
    const ada = site.browser('ada');
    expect(await site.walk(ada)).toBe(`${ORIGIN}/done`);
    expect(await site.walk(ada)).toBe(`${ORIGIN}/whole`);
    const back = await site.end(await site.leave(ada));
    const {text, response} = await ada.go(back, {from: 'cross-site'});
    expect([response.status, text]).toEqual([201, 'mine']);
  });

  it('takes a response that cannot be changed', async () => {
    const site = await open({
      onResult: () => Response.redirect(`${ORIGIN}/fixed`),
      allowedOrigins: ['https://other.example'],
    });
    expect(await site.walk(site.browser('ada'))).toBe(`${ORIGIN}/fixed`);
  });

  it('does not let onResult lead to another origin by mistake', async () => {
    const {backend} = bare({onResult: () => '//evil.example/'});
    await expect(backend(new Request(`${MOUNT}/return?state=S`))).rejects.toMatchObject({
      code: 'invalid-parameter',
      option: 'onResult',
    });
  });

  it('lands on the same result again, and exchanges nothing twice', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    const visit: Visit = {from: 'cross-site'};
    const places = [await ada.go(back, visit), await ada.go(back, visit), await ada.go(back, visit)];
    expect(places.map(({url}) => url)).toEqual(Array(3).fill(`${ORIGIN}/accounts?budgea=success`));
    const [first, ...others] = site.told;
    expect(others.map(({result}) => result)).toEqual([first?.result, first?.result]);
    expect(site.told.map(({repeated}) => repeated)).toEqual([false, true, true]);
    expect(site.asked.filter((path) => path === '/2.0/auth/token/access')).toHaveLength(1);
  });

  it('lands on the same result if the answer arrives twice at once', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    const visit: Visit = {from: 'cross-site'};
    const places = await Promise.all([ada.go(back, visit), ada.go(back, visit), ada.go(back, visit)]);
    expect(places.map(({url}) => url)).toEqual(Array(3).fill(`${ORIGIN}/accounts?budgea=success`));
    expect(site.tokens.size).toBe(1);
  });

  it('takes no other answer to an attempt that was used', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    await ada.go(back, {from: 'cross-site'});
    const other = new URL(back);
    other.searchParams.set('connection_id', '999');
    await ada.go(other.href, {from: 'cross-site'});
    expect(site.told.at(-1)?.result).toEqual({kind: 'replayed', flow: 'connect', returnTo: '/accounts'});
  });

  it('leaves the attempt to a user who cancelled, went back, and connected after all', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const webview = await site.leave(ada);
    const cancelled = await site.end(webview, {error: 'access_denied'});
    expect((await ada.go(cancelled, {from: 'cross-site'})).url).toBe(`${ORIGIN}/accounts?budgea=cancelled`);
    expect((await ada.go(await site.end(webview), {from: 'cross-site'})).url).toBe(
      `${ORIGIN}/accounts?budgea=success`,
    );
    expect(site.tokens.size).toBe(1);
  });

  const ENDINGS: readonly [ending: string, kind: string][] = [
    ['access_denied', 'cancelled'],
    ['tos_declined', 'cancelled'],
    ['server_error', 'failed'],
    ['an_error_of_tomorrow', 'failed'],
  ];
  it.each(ENDINGS)('tells %s as %s', async (error, kind) => {
    const site = await open();
    const ada = site.browser('ada');
    const webview = new URL(await site.leave(ada));
    const state = webview.searchParams.get('state') ?? '';
    const {url} = await ada.go(`${RETURN}?state=${state}&error=${error}`, {from: 'cross-site'});
    expect(url).toBe(`${ORIGIN}/accounts?budgea=${kind}`);
    expect(site.told).toMatchObject([{result: {kind, error, flow: 'connect'}}]);
  });

  it('tells an answer without the id as incomplete', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const state = new URL(await site.leave(ada)).searchParams.get('state') ?? '';
    await ada.go(`${RETURN}?state=${state}`, {from: 'cross-site'});
    expect(kinds(site)).toEqual(['incomplete']);
  });

  it('succeeds with nothing but the state on reconnect, about the connection of the start', async () => {
    const site = await open();
    const ada = await connected(site, 'ada');
    const state =
      new URL(await site.leave(ada, 'start/reconnect?connection_id=46')).searchParams.get('state') ?? '';
    await ada.go(`${RETURN}?state=${state}`, {from: 'cross-site'});
    expect(site.told.at(-1)?.result).toMatchObject({kind: 'success', flow: 'reconnect', connectionId: '46'});
  });

  it('goes home from an address that is no answer', async () => {
    const site = await open();
    expect((await site.browser('ada').go(RETURN)).url).toBe(`${ORIGIN}/`);
    expect(site.told).toEqual([]);
  });

  const FORGED: readonly [title: string, query: string, result: object][] = [
    ['no state', 'connection_id=7&code=evil', {kind: 'unverified', reason: 'missing-state'}],
    [
      'a state that was never made',
      'state=S&connection_id=7&code=evil',
      {kind: 'unverified', reason: 'unknown-state'},
    ],
    [
      'a state like a made one',
      `state=${'A'.repeat(22)}&connection_id=7&code=evil`,
      {kind: 'unverified', reason: 'unknown-state'},
    ],
    ['a state twice', 'state=a&state=b&code=evil', {kind: 'malformed', reason: 'repeated-parameter'}],
    ['an escaped name', 'state=a&amp;code=evil', {kind: 'malformed', reason: 'escaped-name'}],
  ];
  it.each(FORGED)('is not fooled by %s', async (_title, query, result) => {
    const site = await open();
    const ada = await connected(site, 'ada');
    const before = site.asked.length;
    const {url} = await ada.go(`${RETURN}?${query}`, {from: 'cross-site'});
    expect(site.told.at(-1)?.result).toMatchObject(result);
    expect(url).toBe(`${ORIGIN}/?budgea=${site.told.at(-1)?.result.kind ?? ''}`);
    expect(JSON.stringify(site.told)).not.toContain('evil');
    expect(site.asked.length).toBe(before);
  });

  it('takes no answer to a flow that another browser started', async () => {
    const site = await open();
    const back = await site.end(await site.leave(site.browser('mallory')));
    const ada = site.browser('ada');
    expect((await ada.go(back, {from: 'cross-site'})).url).toBe(`${ORIGIN}/?budgea=unverified`);
    expect(site.tokens.size).toBe(0);
    expect(site.told).toMatchObject([
      {result: {kind: 'unverified', reason: 'unknown-state', answer: {kind: 'success'}}},
    ]);
  });

  it('takes no answer to another user’s flow in the same browser, and keeps it for that user', async () => {
    const site = await open();
    const browser = site.browser('ada');
    const back = await site.end(await site.leave(browser));
    signIn(browser, 'eve');
    await browser.go(back, {from: 'cross-site'});
    expect(site.told).toMatchObject([
      {result: {kind: 'unverified', reason: 'other-owner'}, user: {id: 'eve'}},
    ]);
    expect(site.tokens.size).toBe(0);
    signIn(browser, 'ada');
    await browser.go(back, {from: 'cross-site'});
    expect([...site.tokens.keys()]).toEqual(['ada']);
  });

  it('takes no answer after an hour, even from a browser that keeps the cookie', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    for (const cookie of ada.cookies.values()) Object.assign(cookie, {endsAt: Infinity});
    later(HOUR + 1000);
    await ada.go(back, {from: 'cross-site'});
    expect(site.told).toMatchObject([{result: {kind: 'unverified', reason: 'expired'}}]);
    expect(site.tokens.size).toBe(0);
  });

  it('takes an answer just before the hour is over', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const webview = await site.leave(ada);
    later(HOUR - 5000);
    await ada.go(`${RETURN}?state=${new URL(webview).searchParams.get('state') ?? ''}&error=access_denied`);
    expect(kinds(site)).toEqual(['cancelled']);
  });

  it('keeps a used attempt only for the rest of its hour', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    later(HOUR / 2);
    const response = await ada.request(back, {from: 'cross-site'});
    expect(response.headers.getSetCookie()).toEqual([expect.stringContaining('; Max-Age=1800;')]);
  });

  it('says that an account is connected already if another flow was faster', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const [one, other] = [await site.leave(ada), await site.leave(ada, 'start/connect?return_to=/other')];
    expect((await ada.go(await site.end(one), {from: 'cross-site'})).url).toBe(
      `${ORIGIN}/accounts?budgea=success`,
    );
    expect((await ada.go(await site.end(other), {from: 'cross-site'})).url).toBe(
      `${ORIGIN}/other?budgea=token-exists`,
    );
    expect(site.told.at(-1)?.result).toMatchObject({kind: 'failed', flow: 'connect', error: 'token-exists'});
  });

  it('says that the code was refused if it was used elsewhere', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const back = new URL(await site.end(await site.leave(ada)));
    back.searchParams.set('code', 'another');
    await ada.go(back.href, {from: 'cross-site'});
    expect(site.told).toMatchObject([
      {result: {kind: 'failed', error: 'code-refused', returnTo: '/accounts'}},
    ]);
  });

  it('can be sent again after the service failed', async () => {
    let isDown = true;
    const site = await open();
    const {fetchInstead, browser, back} = await failing(site, () => isDown);
    const failed = await fetchInstead(back);
    expect(failed.status).toBe(502);
    const text = await failed.text();
    expect(text).toContain('we could not finish on our side. Please try again.');
    expect(text).toContain('<a href="">Try again</a>');
    expect(text).not.toContain(new URL(back).searchParams.get('code'));
    isDown = false;
    expect((await browser.go(back, {from: 'cross-site'})).url).toBe(`${ORIGIN}/accounts?budgea=success`);
  });

  it('loses no attempt if saveToken fails', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    const broken = site.backend({saveToken: () => Promise.reject(new RangeError('full'))});
    await expect(broken(requestOf(ada, back))).rejects.toThrow('full');
    expect(ada.attempts).toHaveLength(1);
  });
});

/** Returns a request as a browser sends it. */
function requestOf(browser: Browser, url: string): Request {
  const cookie = [...browser.cookies].map(([name, {value}]) => `${name}=${value}`).join('; ');
  return new Request(url, {headers: {cookie, 'sec-fetch-site': 'cross-site'}});
}

/** Starts a flow in front of a service that fails at the return. */
async function failing(
  site: FlowSite,
  isDown: () => boolean,
): Promise<{browser: Browser; back: string; fetchInstead: (url: string) => Promise<Response>}> {
  const browser = site.browser('ada');
  const back = await site.end(await site.leave(browser));
  const backend = site.backend({
    fetch: () => {
      if (isDown()) throw new TypeError('down');
      throw new Error('not asked');
    },
  });
  return {browser, back, fetchInstead: (url) => backend(requestOf(browser, url))};
}

/** A back end without a server. */
function bare(options: Partial<BackendOptions> = {}): {readonly backend: Backend} {
  const backend = createBackend({
    domain: 'demo',
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    publicUrl: MOUNT,
    getUser: () => ({id: 'ada'}),
    saveToken: () => undefined,
    ...options,
  });
  return {backend};
}

describe('the cookies of the attempts', () => {
  it('are readable by no script and no other site', async () => {
    const site = await open();
    const response = await site.browser('ada').request(CONNECT);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-budgea-attempt-[\w-]{22}=[\w-]+\.[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ]);
  });

  it('have neither prefix nor Secure on http, because Safari would drop them', async () => {
    const site = await open({publicUrl: 'http://localhost:4000/api/budgea'});
    const ada = site.browser('ada');
    const [cookie] = (await ada.request(CONNECT)).headers.getSetCookie();
    expect(cookie).toMatch(/^budgea-attempt-[\w-]+=\S+; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/);
    expect(await site.walk(ada)).toBe('http://localhost:4000/accounts?budgea=success');
  });

  it('let two tabs go on at once', async () => {
    const site = await open({replaceToken: () => true});
    const ada = site.browser('ada');
    const one = await site.leave(ada, 'start/connect?return_to=/one');
    const two = await site.leave(ada, 'start/connect?return_to=/two');
    expect((await ada.go(await site.end(two), {from: 'cross-site'})).url).toBe(
      `${ORIGIN}/two?budgea=success`,
    );
    expect((await ada.go(await site.end(one), {from: 'cross-site'})).url).toBe(
      `${ORIGIN}/one?budgea=success`,
    );
  });

  it('are at most five, and the oldest goes', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const webviews: string[] = [];
    for (let index = 0; index < 8; index += 1) {
      later(1000);
      webviews.push(await site.leave(ada));
      expect(ada.attempts.length).toBe(Math.min(index + 1, 5));
    }
    const states = webviews.map((url) => new URL(url).searchParams.get('state') ?? '');
    expect([...ada.attempts].sort()).toEqual(
      states
        .slice(-5)
        .map((state) => `__Host-budgea-attempt-${state}`)
        .sort(),
    );
  });

  it('fit into the headers that servers take, at their longest', async () => {
    const site = await open();
    const ada = await connected(site, 'ada');
    for (let index = 0; index < 6; index += 1) {
      later(1000);
      await site.leave(ada, `start/manage?return_to=/${'a'.repeat(500)}`);
    }
    const header = requestOf(ada, MOUNT).headers.get('cookie') ?? '';
    expect(ada.attempts).toHaveLength(5);
    expect(header.length).toBeLessThan(7000);
  });

  it('make room for a new one by those that nobody signed', async () => {
    const site = await open();
    const ada = site.browser('ada');
    for (let index = 0; index < 30; index += 1) {
      const name = `__Host-budgea-attempt-${String(index).padStart(22, 'x')}`;
      ada.cookies.set(name, {value: 'junk', attributes: new Map(), endsAt: Infinity});
    }
    // ten at a time, because proxies take only a few kB of headers
    for (const left of [21, 12, 3, 4]) {
      await site.leave(ada);
      expect(ada.attempts).toHaveLength(left);
    }
  });

  const TAMPERINGS: readonly [title: string, tamper: (value: string) => string][] = [
    [
      'another content',
      (value) => btoa('{"flow":"connect","time":9e12,"owner":"x"}') + value.slice(value.indexOf('.')),
    ],
    ['another MAC', (value) => `${value.slice(0, -4)}AAAA`],
    ['no MAC', (value) => value.split('.', 1).join()],
    ['an empty MAC', (value) => `${value.split('.', 1).join()}.`],
    ['a second MAC', (value) => `${value}.${value.split('.')[1] ?? ''}`],
    ['no content', () => ''],
    ['another letter', (value) => (value.startsWith('e') ? 'f' : 'e') + value.slice(1)],
  ];
  it.each(TAMPERINGS)('count for nothing with %s', async (_title, tamper) => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    const [name = ''] = ada.attempts;
    const cookie = ada.cookies.get(name);
    ada.cookies.set(name, {...cookie!, value: tamper(cookie?.value ?? '')});
    await ada.go(back, {from: 'cross-site'});
    expect(site.told).toMatchObject([{result: {kind: 'unverified', reason: 'unknown-state'}}]);
    expect(site.tokens.size).toBe(0);
  });

  it('count for nothing under another name', async () => {
    const site = await open();
    const ada = site.browser('ada');
    await site.leave(ada);
    const [name = ''] = ada.attempts;
    const cookie = ada.cookies.get(name);
    const state = 'B'.repeat(22);
    ada.cookies.set(`__Host-budgea-attempt-${state}`, cookie!);
    await ada.go(`${RETURN}?state=${state}&connection_id=7`, {from: 'cross-site'});
    expect(site.told).toMatchObject([{result: {kind: 'unverified', reason: 'unknown-state'}}]);
  });

  it('are found behind one of the same name that somebody else set', async () => {
    const site = await open({publicUrl: 'http://localhost:4000/api/budgea'});
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    const [name = ''] = ada.attempts;
    const response = await site.backend({publicUrl: 'http://localhost:4000/api/budgea'})(
      new Request(back, {
        headers: {cookie: `session=ada; ${name}=junk.junk; ${name}=${ada.cookies.get(name)?.value ?? ''}`},
      }),
    );
    expect(response.headers.get('location')).toBe('http://localhost:4000/accounts?budgea=success');
  });

  it('outlive a change of the secret', async () => {
    const site = await open({cookieSecret: 'old'});
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    const next = site.backend({cookieSecret: ['new', 'old']});
    const response = await next(requestOf(ada, back));
    expect(response.headers.get('location')).toBe(`${ORIGIN}/accounts?budgea=success`);
    const [used = ''] = response.headers.getSetCookie();
    const pair = used.split(';', 1).join();
    const onlyNew = site.backend({cookieSecret: 'new'});
    const again = await onlyNew(new Request(back, {headers: {cookie: `session=ada; ${pair}`}}));
    expect(again.headers.get('location')).toBe(`${ORIGIN}/accounts?budgea=success`);
  });

  it('end with the last secret that signed them', async () => {
    const site = await open({cookieSecret: 'old'});
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    const response = await site.backend({cookieSecret: 'new'})(requestOf(ada, back));
    expect(response.headers.get('location')).toBe(`${ORIGIN}/?budgea=unverified`);
  });

  it('keep no secret, no token and no user’s id in readable form', async () => {
    const site = await open();
    const ada = await connected(site, 'adalovelace');
    const content = [...ada.cookies]
      .filter(([name]) => name.includes('attempt'))
      .map(([, {value}]) => atob(value.split('.')[0]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''))
      .join();
    expect(content).toContain('"flow":"connect"');
    expect(content).not.toContain('adalovelace');
    for (const secret of [CLIENT.secret, ...site.tokens.values()]) expect(content).not.toContain(secret);
  });
});

describe('a user who is not signed in', () => {
  const onSignedOut = ({url}: Request): string => `/sign-in?next=${encodeURIComponent(url)}`;

  it('signs in, and repairs the connection that an e-mail linked to', async () => {
    const site = await open({onSignedOut});
    await connected(site, 'ada');
    const browser = site.browser();
    const link = '/api/budgea/start/reconnect?connection_id=46&return_to=/accounts';
    const {url} = await browser.go(link, {from: 'cross-site'});
    expect(new URL(url).pathname).toBe('/sign-in');
    const next = new URL(url).searchParams.get('next') ?? '';
    expect(next).toBe(ORIGIN + link);
    signIn(browser, 'ada');
    const webview = new URL((await browser.go(next)).url);
    expect(webview.searchParams.get('connection_id')).toBe('46');
  });

  it('reads a page that asks to sign in if the host has no other', async () => {
    const site = await open();
    const {response, text} = await site.browser().go(CONNECT);
    expect(response.status).toBe(401);
    expect(text).toContain('Please sign in');
  });

  it('gets the host’s own response', async () => {
    const site = await open({onSignedOut: () => Response.redirect(`${ORIGIN}/login`)});
    expect((await site.browser().go(CONNECT)).url).toBe(`${ORIGIN}/login`);
  });

  it('finishes after signing in again, although the session ended at the bank', async () => {
    const site = await open({onSignedOut});
    const browser = site.browser('ada');
    const back = await site.end(await site.leave(browser));
    const code = encodeURIComponent(new URL(back).searchParams.get('code') ?? '');
    browser.cookies.delete('session');
    const {url} = await browser.go(back, {from: 'cross-site'});
    const next = new URL(url).searchParams.get('next') ?? '';
    expect(url).not.toContain(code.slice(4, 20));
    signIn(browser, 'ada');
    expect((await browser.go(next)).url).toBe(`${ORIGIN}/accounts?budgea=success`);
    expect([...site.tokens.keys()]).toEqual(['ada']);
  });

  it('does not finish another user’s flow by signing in', async () => {
    const site = await open({onSignedOut});
    const browser = site.browser('ada');
    const back = await site.end(await site.leave(browser));
    browser.cookies.delete('session');
    const {url} = await browser.go(back, {from: 'cross-site'});
    signIn(browser, 'eve');
    await browser.go(new URL(url).searchParams.get('next') ?? '');
    expect(kinds(site)).toEqual(['unverified']);
    expect(site.tokens.size).toBe(0);
  });

  it('is signed in after one hop if the session cookie is strict', async () => {
    const site = await open({onSignedOut});
    const browser = site.browser();
    signIn(browser, 'ada', 'Strict');
    const webview = (await browser.go('/api/budgea/start/connect?return_to=/accounts', {from: 'cross-site'}))
      .url;
    const {url} = await browser.go(await site.end(webview), {from: 'cross-site'});
    expect(url).toBe(`${ORIGIN}/accounts?budgea=success`);
    expect([...site.tokens.keys()]).toEqual(['ada']);
  });

  it('hops only once, even if the browser does not say where it comes from', async () => {
    const site = await open({onSignedOut});
    const browser = site.browser();
    const first = await browser.request(`${RETURN}?state=S`, {from: 'cross-site'});
    const [, address = ''] = /content="0;url=([^"]+)"/.exec(await first.text()) ?? [];
    const second = await browser.request(address.replaceAll('&amp;', '&'), {from: 'cross-site'});
    expect(second.headers.get('location')).toBe(
      `${ORIGIN}/sign-in?next=${encodeURIComponent(`${MOUNT}/return?state=S`)}`,
    );
  });

  it('gets a hop page that runs nothing and has no code in it', async () => {
    const site = await open();
    const browser = site.browser('ada');
    const back = await site.end(await site.leave(browser));
    browser.cookies.delete('session');
    const response = await browser.request(back, {from: 'cross-site'});
    const text = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(text).toContain('<meta http-equiv="refresh"');
    expect(text).not.toContain('code=');
    expect(text).not.toContain('<script');
  });

  it('gets no markup from an address into the hop page', async () => {
    const site = await open();
    const response = await site
      .browser()
      .request(`${RETURN}?state=S&x="><script>alert('1')</script>`, {from: 'cross-site'});
    expect(await response.text()).not.toMatch(/<script|alert\('/);
  });
});

describe('a browser that lost the cookie', () => {
  it('brings a signed-in user home with the truth: nothing is believed, nothing is lost', async () => {
    const site = await open();
    const ada = await connected(site, 'ada');
    const back = await site.end(await site.leave(ada, 'start/connect?return_to=/accounts'));
    for (const name of ada.attempts) ada.cookies.delete(name);
    const {url, response} = await ada.go(back, {from: 'cross-site'});
    expect(url).toBe(`${ORIGIN}/?budgea=unverified`);
    expect(response.status).toBe(200);
    const {result} = site.told.at(-1)!;
    expect(result).toMatchObject({kind: 'unverified', reason: 'unknown-state', answer: {kind: 'success'}});
    const id =
      result.kind === 'unverified' && 'connectionId' in result.answer ? result.answer.connectionId : '';
    // what the host can say now: the connection is this user's
    expect(await site.backend().connection(requestOf(ada, MOUNT), id)).toMatchObject({id: Number(id)});
  });

  it('does not exchange a code that nothing vouches for', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    for (const name of ada.attempts) ada.cookies.delete(name);
    await ada.go(back, {from: 'cross-site'});
    expect(site.asked).not.toContain('/2.0/auth/token/access');
    expect(JSON.stringify(site.told)).not.toContain('code');
  });
});

describe('the addresses behind a proxy', () => {
  const hosts: readonly [title: string, headers: Readonly<Record<string, string>>][] = [
    ['the proxy’s own Host', {}],
    ['X-Forwarded-Host', {'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http'}],
    ['Forwarded', {forwarded: 'host=evil.example;proto=http'}],
  ];
  it.each(hosts)('come from publicUrl in spite of %s', async (_title, headers) => {
    const site = await open();
    const ada = site.browser('ada', headers);
    const webview = await site.leave(ada);
    expect(new URL(webview).searchParams.get('redirect_uri')).toBe(`${MOUNT}/return`);
    expect((await ada.go(await site.end(webview), {from: 'cross-site'})).url).toBe(
      `${ORIGIN}/accounts?budgea=success`,
    );
    expect(site.told[0]?.url).toMatch(/^https:\/\/app\.example\/api\/budgea\/return\?/);
  });
});

describe('a payment', () => {
  const options: Partial<BackendOptions> = {
    service: 'powens',
    createPayment: (_user, {context}) =>
      context === 'order-7'
        ? {
            instructions: [
              {
                label: 'Tickets',
                amount: 49.9,
                currency: 'EUR',
                execution_date_type: 'first_open_day',
                beneficiary: {
                  scheme_name: 'iban',
                  identification: 'FR7630006000011234567890189',
                  label: 'ACME',
                },
                beneficiary_identity: {kind: 'corporate', org_name: 'ACME'},
              },
            ],
            payer_identity: {kind: 'person', first_name: 'Ada', last_name: 'L'},
          }
        : null,
  };

  it('is created, confirmed, and told with its state', async () => {
    const site = await open(options);
    const ada = site.browser('ada');
    const webview = await site.leave(ada, 'start/payment?context=order-7&return_to=/orders');
    const back = await site.end(webview);
    expect((await ada.go(back, {from: 'cross-site'})).url).toBe(`${ORIGIN}/orders?budgea=success`);
    expect(site.told).toMatchObject([
      {result: {kind: 'success', flow: 'payment', paymentId: expect.any(String) as string}},
    ]);
  });

  it('is started by no other site', async () => {
    const site = await open(options);
    for (const from of ['cross-site', 'same-site'] as const) {
      const headers = {'sec-fetch-site': from};
      const response = await site
        .browser('ada')
        .request('/api/budgea/start/payment?context=order-7', {headers});
      expect(response.status).toBe(403);
    }
    expect(site.asked).toEqual([]);
  });

  it('is not there if there is nothing to pay', async () => {
    const site = await open(options);
    expect((await site.browser('ada').request('/api/budgea/start/payment?context=x')).status).toBe(409);
  });

  it('has no route without createPayment', async () => {
    const site = await open();
    expect((await site.browser('ada').request('/api/budgea/start/payment')).status).toBe(404);
  });
});

describe('a polluted prototype', () => {
  const NAMES = [
    'code',
    'state',
    'flow',
    'used',
    'usedBy',
    'parkedCode',
    'context',
    'codeOwner',
    'owner',
    'returnTo',
    'paymentId',
    'answer',
    'connectionId',
    'onResult',
    'onSignedOut',
    'language',
    'error',
    'return_to',
  ];
  it.each(NAMES)('changes nothing by %s', async (name) => {
    const site = await open();
    const ada = site.browser('ada');
    await polluted({[name]: 'evil'}, async () => {
      const start = await site.backend()(requestOf(ada, `${MOUNT}/start/connect?return_to=/accounts`));
      const location = start.headers.get('location') ?? '';
      expect(location).not.toContain('evil');
      const [cookie = ''] = start.headers.getSetCookie().at(-1)?.split(';', 1) ?? [];
      const state = new URL(location).searchParams.get('state') ?? '';
      const back = `${MOUNT}/return?state=${state}&error=access_denied`;
      const end = await site.backend()(
        new Request(back, {
          headers: new Headers({cookie: `session=ada; ${cookie}`}),
          method: 'GET',
          body: null,
        }),
      );
      expect(end.headers.get('location')).toBe(`${ORIGIN}/accounts?budgea=cancelled`);
    });
    expect(JSON.stringify(site.told)).not.toContain('evil');
  });
});

describe('the options', () => {
  const WRONG: readonly [title: string, options: object, option: string][] = [
    ['a public address without https', {publicUrl: 'http://app.example/api'}, 'publicUrl'],
    ['a public address with a query', {publicUrl: 'https://app.example/api?x'}, 'publicUrl'],
    ['a public address with a user', {publicUrl: 'https://ann@app.example/api'}, 'publicUrl'],
    ['a relative public address', {publicUrl: '/api/budgea'}, 'publicUrl'],
    ['an app’s own scheme', {publicUrl: 'app.example:/api'}, 'publicUrl'],
    ['an empty secret among others', {cookieSecret: ['new', '']}, 'cookieSecret'],
    ['a secret that is no text', {cookieSecret: 7}, 'cookieSecret'],
    ['an unknown service', {service: 'powns'}, 'service'],
    ['an onResult that is no function', {onResult: '/done'}, 'onResult'],
  ];
  it.each(WRONG)('refuse %s', (_title, options, option) => {
    expect(() => bare(options)).toThrow(expect.objectContaining({name: 'FlowError', option}) as Error);
  });

  it.each([
    'https://app.example',
    'https://app.example/',
    'https://app.example/api/',
    'http://127.0.0.1:4000/a',
  ])('take %s as the public address', async (publicUrl) => {
    const {backend} = bare({publicUrl});
    const response = await backend(new Request('http://internal/x/start/connect'));
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.searchParams.get('redirect_uri')).toBe(`${publicUrl.replace(/\/$/, '')}/return`);
  });

  it('allow http in a private network if the host says so', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    expect(() => bare({publicUrl: 'http://app.test/api'})).toThrow();
    expect(() => bare({publicUrl: 'http://app.test/api', allowInsecureBaseUrl: true})).not.toThrow();
    warn.mockRestore();
  });
});

describe('two instances of the back end', () => {
  let site: FlowSite;
  beforeEach(async () => {
    site = await open();
  });

  it('start and finish a flow between them', async () => {
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    const response = await site.backend()(requestOf(ada, back));
    expect(response.headers.get('location')).toBe(`${ORIGIN}/accounts?budgea=success`);
  });
});
