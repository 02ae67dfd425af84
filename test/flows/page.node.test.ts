import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {finishFlow, forgetAttempts, startFlow} from '../../src/flows/index.js';
import {MemoryStorage} from '../support/memory-storage.js';

const connect = {domain: 'demo', clientId: 17473055, redirectUri: 'https://app.example/callback'} as const;

/** The parts of a page that the flows use, for Node. Tests in browsers check the same on real pages. */
class FakePage {
  readonly left: string[] = [];
  href = 'https://app.example/start';
  entries = 1;
  replacing: 'works' | 'fails' = 'works';

  readonly location = {assign: (url: string) => this.left.push(url)};
  readonly history = {state: {host: 1}};
  localStorage: MemoryStorage | null = new MemoryStorage();

  constructor() {
    Object.defineProperty(this.location, 'href', {get: () => this.href});
    Object.defineProperty(this.history, 'length', {get: () => this.entries});
    Object.assign(this.history, {
      replaceState: (state: unknown, _title: string, url: string) => {
        if (this.replacing === 'fails') throw new DOMException('too often', 'SecurityError');
        expect(state).toBe(this.history.state);
        this.href = url;
      },
    });
  }

  get state(): string {
    return new URL(this.left.at(-1) ?? 'none:').searchParams.get('state') ?? '';
  }
}

describe('on a page', () => {
  let page: FakePage;

  beforeEach(() => {
    page = new FakePage();
    vi.stubGlobal('location', page.location);
    vi.stubGlobal('history', page.history);
    vi.stubGlobal('localStorage', page.localStorage);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  async function arrive(query: (state: string) => string, options: object = {}): Promise<string> {
    await startFlow('connect', {...connect, ...options});
    page.href = `https://app.example/callback${query(page.state)}`;
    return page.href;
  }

  it('startFlow leaves through the location, and stores its attempt in the local storage', async () => {
    await arrive((state) => `?state=${state}&connection_id=46`, {returnTo: 'accounts?tab=1#x'});
    expect(page.left).toHaveLength(1);
    expect(finishFlow()).toEqual({
      kind: 'success',
      flow: 'connect',
      connectionId: '46',
      returnTo: '/accounts?tab=1#x',
    });
    expect(page.href).toBe('https://app.example/callback');
  });

  it('finishFlow returns the same object before and after cleaning, only on the same history entry', async () => {
    const url = await arrive((state) => `?a=1&state=${state}&connection_id=46#x`);
    const result = finishFlow();
    expect(page.href).toBe('https://app.example/callback?a=1#x');
    expect(finishFlow()).toBe(result);
    expect(finishFlow({url})).toBe(result);
    page.entries = 2;
    expect(finishFlow()).toEqual({kind: 'none'});
    vi.stubGlobal('navigation', {currentEntry: null});
    page.entries = 1;
    expect(finishFlow()).toBe(result);
  });

  it('finishFlow identifies a history entry by its key if the browser has one', async () => {
    vi.stubGlobal('navigation', {currentEntry: {key: 'a'}});
    await arrive((state) => `?state=${state}&connection_id=46`);
    const result = finishFlow();
    expect(finishFlow()).toBe(result);
    page.entries = 2;
    expect(finishFlow()).toBe(result);
    vi.stubGlobal('navigation', {currentEntry: {key: 'b'}});
    expect(finishFlow()).toEqual({kind: 'none'});
  });

  it('finishFlow does not clean the address with clean: false, or if it gets another url', async () => {
    const url = await arrive((state) => `?state=${state}&connection_id=46`);
    finishFlow({clean: false});
    expect(page.href).toBe(url);
    page.href = 'https://app.example/elsewhere';
    finishFlow({url});
    expect(page.href).toBe('https://app.example/elsewhere');
  });

  it('finishFlow does not clean the address if the state is not ours', () => {
    for (const query of ['?state=x', '?error=server_error', '?state=x&state=y', '?code=1']) {
      page.href = `https://app.example/callback${query}`;
      finishFlow();
      expect(page.href).toBe(`https://app.example/callback${query}`);
    }
  });

  it('finishFlow cleans the address of an expired answer and of a replayed one', async () => {
    await arrive((state) => `?state=${state}&connection_id=46`);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_001);
    expect(finishFlow()).toMatchObject({kind: 'unverified', reason: 'expired'});
    expect(page.href).toBe('https://app.example/callback');
    vi.restoreAllMocks();
    const url = await arrive((state) => `?state=${state}&connection_id=46`);
    finishFlow();
    page.href = `${url}&`;
    expect(finishFlow()).toMatchObject({kind: 'replayed'});
    expect(page.href).toBe('https://app.example/callback');
  });

  it('finishFlow returns its result even if the address cannot be cleaned', async () => {
    const url = await arrive((state) => `?state=${state}&connection_id=46`);
    page.replacing = 'fails';
    const result = finishFlow();
    expect(result.kind).toBe('success');
    expect(page.href).toBe(url);
    expect(finishFlow()).toBe(result);
  });

  it('finishFlow keeps its latest result, and returns replayed for an earlier success', async () => {
    const first = await arrive((state) => `?state=${state}&connection_id=1`);
    finishFlow({clean: false});
    const second = await arrive((state) => `?state=${state}&connection_id=2`);
    const result = finishFlow({clean: false});
    expect(finishFlow({url: second})).toBe(result);
    expect(finishFlow({url: first})).toMatchObject({kind: 'replayed'});
  });

  for (const [what, storage] of [
    ['undefined', undefined],
    ['null', null],
  ] as const) {
    it(`startFlow rejects and stays on the page if the local storage is ${what}`, async () => {
      vi.stubGlobal('localStorage', storage);
      await expect(startFlow('connect', connect)).rejects.toMatchObject({
        code: 'no-storage',
        message: 'localStorage is missing: give a store',
      });
      expect(page.left).toEqual([]);
      expect(forgetAttempts).not.toThrow();
      page.href = 'https://app.example/callback?state=s&connection_id=46';
      expect(finishFlow()).toMatchObject({kind: 'unverified', reason: 'no-storage'});
    });
  }

  it('startFlow rejects if reading localStorage throws', async () => {
    vi.unstubAllGlobals();
    vi.stubGlobal('location', page.location);
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    try {
      await expect(startFlow('connect', connect)).rejects.toMatchObject({
        code: 'no-storage',
        message: 'The storage is blocked or full',
      });
      expect(forgetAttempts).not.toThrow();
      page.href = 'https://app.example/callback?state=s&connection_id=46';
      expect(finishFlow()).toMatchObject({kind: 'unverified', reason: 'no-storage'});
    } finally {
      Reflect.deleteProperty(globalThis, 'localStorage');
    }
  });

  it('finishFlow forgets its latest result when the user goes back, but not when a router fires popstate', async () => {
    const listeners: ((event: object) => void)[] = [];
    vi.stubGlobal('addEventListener', (type: string, listener: (event: object) => void) => {
      expect(type).toBe('popstate');
      listeners.push(listener);
    });
    await arrive((state) => `?state=${state}&connection_id=46`);
    const result = finishFlow();
    for (const listener of listeners) listener({isTrusted: false});
    expect(finishFlow()).toBe(result);
    for (const listener of listeners) listener({isTrusted: true});
    expect(finishFlow()).toEqual({kind: 'none'});
  });

  it.each([
    ['nl-BE', ['de'], 'nl'],
    ['ja', ['sv-SE', 'pt-BR', 'fr'], 'pt'],
    ['', ['sv-SE'], 'en'],
    ['', undefined, 'en'],
    ['fr', undefined, 'fr'],
  ])(
    'startFlow asks today’s service for the language of the page, or else of the browser: %j, %j',
    async (lang, languages, expected) => {
      vi.stubGlobal('document', {documentElement: {lang}});
      vi.stubGlobal('navigator', languages && {languages});
      await startFlow('connect', {...connect, service: 'powens'});
      expect(page.left[0]).toContain(`/${expected}/connect?`);
    },
  );

  it.each([
    ['https://app.example/callback', 'https://app.example/start', false],
    ['https://app.example/callback', 'https://www.app.example/start', true],
    ['https://app.example/callback', 'https://pr-7.preview.example/', true],
    ['https://app.example/callback', 'http://app.example/start', true],
    ['com.example.app://callback', 'https://app.example/start', false],
    ['https://app.example/callback', 'capacitor://localhost/', false],
  ])('startFlow warns only of another origin: to %s from %s', async (redirectUri, href, isWarned) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    page.href = href;
    await startFlow('connect', {...connect, redirectUri});
    await startFlow('connect', {...connect, redirectUri, store: new MemoryStorage()});
    expect(warn.mock.calls).toEqual(
      isWarned
        ? [
            [
              "redirectUri is on another origin than this page, so its page cannot read this page's localStorage: the answer will be unverified.",
            ],
          ]
        : [],
    );
    expect(page.left).toHaveLength(2);
    warn.mockRestore();
  });

  it('startFlow refuses to return to another origin', async () => {
    for (const returnTo of ['http://app.example/', 'http://[/', 5 as unknown as string]) {
      await expect(startFlow('connect', {...connect, returnTo})).rejects.toMatchObject({option: 'returnTo'});
    }
  });
});

describe('outside a browser', () => {
  it('startFlow requires navigate, and finishFlow requires a url', async () => {
    await expect(startFlow('connect', {...connect, store: new MemoryStorage()})).rejects.toMatchObject({
      option: 'navigate',
    });
    expect(() => finishFlow()).toThrow('url must be given');
  });
});
