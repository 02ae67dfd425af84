import {describe, expect, it} from 'vitest';
import {en} from '../src/texts/en.js';
import {fr} from '../src/texts/fr.js';
import {destinationOf, ORIGIN, Walker, WEBVIEW} from './walk.js';
import {CALLBACK, CLIENT_ID, CODE, flowUrl, sandboxWithUsers} from './world.js';

const HOSTILE = '"><script>alert(1)</script>\'<img src=x onerror=alert(1)>';

describe('the webview', () => {
  for (const [accepted, language] of [
    ['fr-CA, en;q=0.8', 'fr'],
    ['de, en;q=0.5, fr;q=0.9', 'fr'],
    ['fr;q=0, en', 'en'],
    ['de', 'en'],
    ['', 'en'],
  ] as const) {
    it(`redirects a browser that accepts “${accepted}” to ${language}, and keeps the query`, async () => {
      const query = `?client_id=${CLIENT_ID}&state=a+b%2B%20&code=%2F+`;
      const headers = accepted === '' ? {} : {'accept-language': accepted};
      const response = await sandboxWithUsers().fetch(new Request(`${WEBVIEW}connect${query}`, {headers}));
      expect(response.status).toBe(302);
      expect(destinationOf(response, WEBVIEW)).toBe(`${WEBVIEW}${language}/connect${query}`);
    });
  }

  for (const path of [
    'de/connect',
    'en/connect//',
    'en/pay',
    'en',
    'en/session',
    'assets/other.css',
    'fr/session/x/y/z',
  ]) {
    it(`has nothing at ${path}`, async () => {
      expect((await new Walker(sandboxWithUsers()).open(`${WEBVIEW}${path}`)).status).toBe(404);
    });
  }

  it('answers 405 with the allowed methods', async () => {
    const response = await sandboxWithUsers().fetch(new Request(flowUrl('connect'), {method: 'POST'}));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET');
  });

  it('answers 410 for a session that ended or never existed', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect'));
    const page = walker.url;
    await walker.press('Cancel');
    expect((await walker.open(page)).status).toBe(410);
    expect((await walker.open(`${WEBVIEW}fr/session/guessed/bank`)).status).toBe(410);
    expect(walker.heading).toBe(fr.sessionEnded.heading);
  });

  it('ends a session after an hour without a request', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await new Walker(sandbox).open(flowUrl('connect'));
    sandbox.clock.time += 3_600_000;
    expect((await walker.open(walker.url)).status).toBe(410);
  });

  it('stays on the same step when the language changes', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect', {connector_ids: '3'}));
    await walker.press('Accept and continue');
    const link = /<a class="language" href="([^"]*)" lang="fr" hreflang="fr">Français</.exec(
      walker.page,
    )?.[1];
    await walker.open(new URL(link ?? '', ORIGIN));
    expect(walker.heading).toBe(fr.signIn.heading('Banque des Tilleuls'));
  });

  it('shows a page again when it is reloaded', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect', {connector_ids: '3'}));
    await walker.press('Accept and continue');
    await walker.press('Sign in', {login: '1'});
    const before = walker.page;
    expect((await walker.open(walker.url)).page).toBe(before);
  });

  it('sends pages that run no foreign code, and are neither framed nor stored', async () => {
    const {headers} = await new Walker(sandboxWithUsers()).open(flowUrl('connect'));
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('form-action');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('serves its style sheet and its script', async () => {
    const sandbox = sandboxWithUsers();
    for (const [asset, type] of [
      ['style.css', 'text/css'],
      ['filter.js', 'text/javascript'],
    ] as const) {
      const response = await sandbox.fetch(new Request(`${WEBVIEW}assets/${asset}`));
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain(type);
    }
  });

  it('escapes values of the address', async () => {
    const walker = new Walker(sandboxWithUsers());
    for (const url of [
      flowUrl('connect', {redirect_uri: HOSTILE}),
      flowUrl('connect', {[HOSTILE]: '1'}),
      flowUrl('connect', {client_id: HOSTILE}),
      flowUrl('connect', {account_types: HOSTILE}),
      `${WEBVIEW}en/${encodeURIComponent(HOSTILE)}`,
    ]) {
      await walker.open(url);
      expect(walker.status).toBeGreaterThanOrEqual(400);
      expect(walker.page).not.toContain('<script>alert');
      expect(walker.page).not.toContain('<img');
    }
  });

  it('escapes typed values and names of the options', async () => {
    const client = {id: CLIENT_ID, secret: 's', name: HOSTILE};
    const connector = {
      id: 1,
      uuid: 'u',
      name: HOSTILE,
      color: '000',
      capabilities: ['bank'] as const,
      fields: [{name: 'login', label: HOSTILE, type: 'text'} as const],
    };
    const walker = new Walker(sandboxWithUsers({clients: [client], connectors: [connector], users: []}));
    await walker.open(flowUrl('connect'));
    const safe = (): void => {
      expect(walker.page).not.toContain('<script>alert');
      expect(walker.page).not.toContain('<img');
    };
    safe();
    await walker.press('Search', {q: HOSTILE});
    expect(walker.page).toContain('&lt;script&gt;');
    safe();
    await walker.press(HOSTILE.trim());
    safe();
    await walker.press('Accept and continue');
    safe();
  });

  it('has one heading, a title and a language on every page', async () => {
    const walker = new Walker(sandboxWithUsers());
    for (const url of [
      flowUrl('connect', {}, 'fr/'),
      flowUrl('manage', {code: CODE}, 'fr/'),
      flowUrl('connect', {client_id: '1'}, 'fr/'),
      `${WEBVIEW}fr/nothing`,
    ]) {
      await walker.open(url);
      expect(walker.page.match(/<h1>/g)).toHaveLength(1);
      expect(walker.page).toMatch(/<title>.+<\/title>/);
      expect(walker.page).toContain('<html lang="fr">');
      expect(walker.page.match(/<main/g)).toHaveLength(1);
    }
  });

  it('explains itself at the root', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(`${ORIGIN}/`);
    expect(walker.status).toBe(200);
    expect(walker.page).toContain('/2.0/auth/token/access');
    expect(walker.page).not.toContain(CALLBACK);
  });
});

describe('the texts', () => {
  it('have the same keys in both languages', () => {
    const shape = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return typeof value;
      return Array.isArray(value)
        ? value.length
        : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shape(one)]));
    };
    expect(shape(fr)).toEqual(shape(en));
  });
});
