import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type * as Captured from '../../src/flows/captured-callback.js';
import type * as Finish from '../../src/flows/finish-flow.js';
import type * as Flows from '../../src/flows/index.js';
import {MemoryStorage} from '../support/memory-storage.js';

const connect = {domain: 'demo', clientId: 17473055, redirectUri: 'https://app.example/callback'} as const;

function throwBlocked(): never {
  throw new DOMException('blocked', 'SecurityError');
}

/** The parts of a page that remain when it is loaded again. */
class FakePage {
  readonly localStorage = new MemoryStorage();
  href = 'https://app.example/start';
  state: unknown = {host: 1};
  entry = 1;
  replaced = 0;
  readonly location = {};
  readonly history = {};

  constructor() {
    Object.defineProperty(this.location, 'href', {get: () => this.href});
    Object.defineProperty(this.history, 'state', {get: () => this.state});
    Object.assign(this.history, {
      replaceState: (state: unknown, _title: string, url: string) => {
        this.state = state;
        this.href = url;
        this.replaced += 1;
      },
    });
    vi.stubGlobal('location', this.location);
    vi.stubGlobal('history', this.history);
    vi.stubGlobal('localStorage', this.localStorage);
    vi.stubGlobal('navigation', {currentEntry: {key: '1'}});
  }

  /** Goes to another entry of the history without loading the page again, as a router does. */
  push(href: string): void {
    this.entry += 1;
    this.href = href;
    vi.stubGlobal('navigation', {currentEntry: {key: String(this.entry)}});
  }

  /** Loads the page, first of all `budgea-webview/callback`. */
  async load(href = this.href): Promise<typeof Flows & typeof Finish & typeof Captured> {
    this.href = href;
    vi.resetModules();
    await import('../../src/callback.js');
    return {
      ...(await import('../../src/flows/index.js')),
      ...(await import('../../src/flows/finish-flow.js')),
      ...(await import('../../src/flows/captured-callback.js')),
    };
  }

  /** Starts connect, and returns the callback's address. */
  async start(options: object = {}, answer = 'connection_id=46&code=abc'): Promise<string> {
    let state = '';
    const {startFlow} = await this.load('https://app.example/start');
    await startFlow('connect', {
      ...connect,
      ...options,
      navigate: (url) => {
        state = new URL(url).searchParams.get('state') ?? '';
      },
    });
    return `https://app.example/callback?tab=1&state=${state}&${answer}#x`;
  }
}

const CLEAN = 'https://app.example/callback?tab=1#x';

describe('budgea-webview/callback', () => {
  let page: FakePage;

  beforeEach(() => {
    page = new FakePage();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('cleans the address when it is imported, and keeps the host’s query, hash and state', async () => {
    const url = await page.start();
    await page.load(url);
    expect(page.href).toBe(CLEAN);
    expect(page.state).toEqual({host: 1});
  });

  it('verifies nothing and uses nothing up', async () => {
    const url = await page.start();
    const before = page.localStorage.dump();
    await page.load(url);
    expect(page.localStorage.dump()).toBe(before);
  });

  it('leaves the answer to finishFlow, once', async () => {
    const {finishFlow} = await page.load(await page.start());
    const result = finishFlow();
    expect(result).toMatchObject({kind: 'success', connectionId: '46', code: 'abc'});
    page.push('https://app.example/accounts');
    expect(finishFlow()).toEqual({kind: 'none'});
  });

  it('gives the same object as long as the page stays where it is', async () => {
    const {finishFlow} = await page.load(await page.start());
    const result = finishFlow();
    expect(finishFlow()).toBe(result);
    expect(finishFlow({clean: false})).toBe(result);
  });

  it('gives the same object with clean: false', async () => {
    const {finishFlow} = await page.load(await page.start());
    const result = finishFlow({clean: false});
    expect(result.kind).toBe('success');
    expect(finishFlow({clean: false})).toBe(result);
  });

  it('leaves the answer to finishFlow after a router went on', async () => {
    const {finishFlow} = await page.load(await page.start());
    page.push('https://app.example/elsewhere?a=1');
    expect(finishFlow()).toMatchObject({kind: 'success'});
    expect(page.href).toBe('https://app.example/elsewhere?a=1');
  });

  it('lets the page’s own address count again afterwards', async () => {
    const first = await page.start();
    const second = await page.start();
    const {finishFlow} = await page.load(first);
    finishFlow();
    page.push(second.replace('46', '47'));
    expect(finishFlow()).toMatchObject({kind: 'success', connectionId: '47'});
    expect(page.href).toBe(CLEAN);
  });

  it('is not asked if finishFlow gets a url', async () => {
    const {finishFlow} = await page.load(await page.start());
    expect(finishFlow({url: 'https://app.example/'})).toEqual({kind: 'none'});
    expect(finishFlow()).toMatchObject({kind: 'success'});
  });

  it('cleans the answer of a used attempt, which is replayed', async () => {
    const url = await page.start();
    (await page.load(url)).finishFlow();
    const {finishFlow} = await page.load(url);
    expect(page.href).toBe(CLEAN);
    expect(finishFlow()).toMatchObject({kind: 'replayed'});
  });

  it('cleans the answer of an expired attempt', async () => {
    const url = await page.start();
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_001);
    const {finishFlow} = await page.load(url);
    expect(page.href).toBe(CLEAN);
    expect(finishFlow()).toMatchObject({kind: 'unverified', reason: 'expired'});
    vi.restoreAllMocks();
  });

  it.each([
    '',
    '?tab=1',
    '?state=unknown&code=1',
    '?state=unknown&connection_id=46',
    '?error=access_denied',
    '?state=a&state=a',
  ])('leaves an address alone that is not ours: "%s"', async (query) => {
    await page.load(`https://app.example/callback${query}`);
    expect(page.href).toBe(`https://app.example/callback${query}`);
    expect(page.replaced).toBe(0);
  });

  it('throws nothing if the storage is missing or blocked, or if the address cannot be cleaned', async () => {
    const url = await page.start();
    vi.stubGlobal('history', {replaceState: throwBlocked});
    const {finishFlow} = await page.load(url);
    expect(page.href).toBe(url);
    expect(finishFlow()).toMatchObject({kind: 'success'});
    for (const storage of [undefined, null, new Proxy({}, {get: throwBlocked})]) {
      vi.stubGlobal('localStorage', storage);
      await page.load(url);
      expect(page.href).toBe(url);
    }
  });

  it('does nothing outside a page', async () => {
    vi.unstubAllGlobals();
    vi.resetModules();
    expect(Object.keys(await import('../../src/callback.js'))).toEqual([]);
  });

  it('reads no storage on a page without an answer', async () => {
    const getItem = vi.spyOn(page.localStorage, 'getItem');
    await page.load('https://app.example/accounts?tab=1');
    expect(getItem).not.toHaveBeenCalled();
  });
});

describe('cleanAgain', () => {
  let page: FakePage;

  beforeEach(() => {
    page = new FakePage();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('removes an answer that a router wrote back, with what the router added', async () => {
    const url = await page.start();
    const {finishFlow, cleanAgain} = await page.load(url);
    const result = finishFlow();
    page.push(url.replace('?tab=1', '?tab=2&more=3'));
    cleanAgain();
    expect(page.href).toBe('https://app.example/callback?tab=2&more=3#x');
    expect(finishFlow()).toBe(result);
  });

  it('does nothing if the page went on', async () => {
    const {finishFlow, cleanAgain} = await page.load(await page.start());
    finishFlow();
    page.push('https://app.example/accounts');
    cleanAgain();
    expect(finishFlow()).toEqual({kind: 'none'});
  });

  it('removes no other answer, and nothing before there is a result', async () => {
    const url = await page.start();
    const other = await page.start();
    const {finishFlow, cleanAgain, cleanAddress} = await page.load(url);
    page.push(other);
    cleanAgain();
    finishFlow();
    cleanAgain();
    cleanAddress(url);
    expect(page.href).toBe(other);
    page.push('https://app.example/?state=foreign&code=1');
    cleanAgain();
    expect(page.href).toBe('https://app.example/?state=foreign&code=1');
  });
});

describe('a shared computer', () => {
  let page: FakePage;

  beforeEach(() => {
    page = new FakePage();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('keeps an answer for its user until that user signs in, while the address is clean', async () => {
    const {finishFlow} = await page.load(await page.start({owner: 'ada'}));
    expect(page.href).toBe(CLEAN);
    const result = finishFlow({owner: 'bob'});
    expect(result).toMatchObject({kind: 'unverified', reason: 'other-owner'});
    expect(finishFlow({owner: 'bob'})).toBe(result);
    page.push('https://app.example/sign-in');
    page.push('https://app.example/callback');
    expect(finishFlow({owner: 'ada'})).toMatchObject({kind: 'success', code: 'abc', owner: 'ada'});
    page.push('https://app.example/accounts');
    expect(finishFlow({owner: 'ada'})).toEqual({kind: 'none'});
  });

  it('keeps it also if nothing captured it before', async () => {
    const url = await page.start({owner: 'ada'});
    const {finishFlow} = await page.load('https://app.example/');
    page.push(url);
    expect(finishFlow({owner: 'bob'})).toMatchObject({reason: 'other-owner'});
    expect(page.href).toBe(CLEAN);
    page.push('https://app.example/callback');
    expect(finishFlow({owner: 'ada'})).toMatchObject({kind: 'success'});
  });

  it('shows nobody the result of another user on the same page', async () => {
    const {finishFlow} = await page.load(await page.start({owner: 'ada'}));
    expect(finishFlow({owner: 'ada'})).toMatchObject({kind: 'success'});
    expect(finishFlow({owner: 'bob'})).toMatchObject({reason: 'other-owner'});
  });

  it('has no answer for anybody after forgetAttempts', async () => {
    const {finishFlow, forgetAttempts} = await page.load(await page.start({owner: 'ada'}));
    forgetAttempts();
    expect(page.localStorage.length).toBe(0);
    expect(finishFlow({owner: 'bob'})).toEqual({kind: 'none'});
    expect(finishFlow({owner: 'ada'})).toEqual({kind: 'none'});
  });
});

describe('the address bar', () => {
  let page: FakePage;

  beforeEach(() => {
    page = new FakePage();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    '?state=unknown&code=1',
    '?error=server_error',
    '?state=x&state=y',
    '?code=1&error=access_denied',
  ])('is cleaned of %s only with clean: "always"', async (query) => {
    const {finishFlow} = await page.load(`https://app.example/callback${query}#x`);
    const result = finishFlow();
    expect(page.href).toBe(`https://app.example/callback${query}#x`);
    expect(finishFlow({clean: 'always'})).toBe(result);
    expect(page.href).toBe('https://app.example/callback#x');
    expect(finishFlow()).toBe(result);
  });

  it('keeps what is not an answer with clean: "always"', async () => {
    const {finishFlow} = await page.load('https://app.example/callback?tab=1&code=1');
    expect(finishFlow({clean: 'always'})).toEqual({kind: 'none'});
    expect(page.href).toBe('https://app.example/callback?tab=1&code=1');
  });
});
