import {describe, expect, it} from 'vitest';
import {ORIGIN, Walker} from './walk.js';
import {CALLBACK, flowUrl, freshCode, sandboxWithUsers, todaysUrl} from './world.js';

/** What browsers send if a page that is not ours makes a request. */
const LOADS = [
  ['an image', {'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors'}, 403],
  ['a script', {'sec-fetch-dest': 'script', 'sec-fetch-mode': 'no-cors'}, 403],
  ['a style sheet', {'sec-fetch-dest': 'style', 'sec-fetch-mode': 'no-cors'}, 403],
  ['fetch', {'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'no-cors'}, 403],
  ['an <object>', {'sec-fetch-dest': 'object', 'sec-fetch-mode': 'navigate'}, 403],
  ['an <embed>', {'sec-fetch-dest': 'embed', 'sec-fetch-mode': 'navigate'}, 403],
  ['a prefetch', {'sec-fetch-dest': 'empty', 'sec-purpose': 'prefetch'}, 503],
  ['a prerender', {'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;prerender'}, 503],
  ['an old prefetch of Chrome', {purpose: 'prefetch'}, 503],
  ['an old prefetch of Firefox', {'x-moz': 'prefetch'}, 503],
] as const;

const STARTS = [
  ['the documented address', (code?: string) => flowUrl('manage', {code})],
  ["today's address", (code?: string) => todaysUrl('manage', {code})],
  ['an address of before 2019', (code?: string) => flowUrl('accounts', {code})],
] as const;

describe.each(STARTS)('at %s, a page of a stranger uses up neither an ending nor a code', (_name, start) => {
  it.each(LOADS)('by %s', async (_load, headers, status) => {
    const sandbox = sandboxWithUsers();
    sandbox.endNextFlow({error: 'prepared'});
    const url = start(await freshCode(sandbox, '?type=singleAccess'));
    const {status: answered, headers: sent} = await sandbox.fetch(
      new Request(url, {headers: {'sec-fetch-site': 'cross-site', ...headers}}),
    );
    expect([answered, sent.get('cache-control')]).toEqual([status, 'no-store']);
    const walker = await new Walker(sandbox).open(url);
    expect(walker.url.searchParams.get('error')).toBe('prepared');
  });

  it.each(['POST', 'HEAD', 'PUT', 'OPTIONS'])('by %s', async (method) => {
    const sandbox = sandboxWithUsers();
    sandbox.endNextFlow({error: 'prepared'});
    const url = start(await freshCode(sandbox, '?type=singleAccess'));
    expect((await sandbox.fetch(new Request(url, {method}))).status).toBe(405);
    expect((await new Walker(sandbox).open(url)).url.searchParams.get('error')).toBe('prepared');
  });
});

describe('an ending', () => {
  it.each([
    ['a page that the user opens', flowUrl('connect'), 'document'],
    ['the frame of the vendor’s element', todaysUrl('connect'), 'iframe'],
  ])('is taken by %s', async (_name, url, destination) => {
    const sandbox = sandboxWithUsers();
    sandbox.endNextFlow({error: 'prepared'});
    const headers = {'sec-fetch-site': 'cross-site', 'sec-fetch-dest': destination};
    const response = await sandbox.fetch(new Request(url, {headers}));
    expect(`${response.headers.get('location')} ${await response.text()}`).toContain('prepared');
  });

  it('stays if a stranger asks for a method of the control', async () => {
    const sandbox = sandboxWithUsers();
    sandbox.endNextFlow({error: 'prepared'});
    for (const body of ['', 'a=b', '{"error": "theirs"}']) {
      for (const method of ['endNextFlow', 'reset', 'addUser', 'advance']) {
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
          const headers = {
            'content-type': type,
            origin: 'https://evil.example',
            'sec-fetch-site': 'cross-site',
          };
          const request = new Request(`${ORIGIN}/sandbox/${method}`, {method: 'POST', headers, body});
          expect((await sandbox.fetch(request)).status).toBe(403);
        }
      }
    }
    expect(sandbox.users()).toHaveLength(2);
    const walker = await new Walker(sandbox).open(flowUrl('connect'));
    expect(walker.url.href).toBe(`${CALLBACK}?error=prepared`);
  });
});
