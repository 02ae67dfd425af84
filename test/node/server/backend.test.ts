import {describe, expect, it} from 'vitest';
import {createSandbox} from '../../../src/sandbox/index.js';
import {type Backend, type BackendOptions, createBackend} from '../../../src/server/index.js';

const SECRET = '54tHJHjvodbANVzaRtcLzlHGXQiOgw80';
const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';

/** A back end in front of the emulated service, with the tokens it saved. */
function backEnd(options: Partial<BackendOptions> = {}): {answer: Backend; saved: string[]} {
  const sandbox = createSandbox({users: [{token: TOKEN, code: CODE}]});
  const saved: string[] = [];
  const answer = createBackend({
    domain: 'demo',
    clientId: 17473055,
    clientSecret: SECRET,
    getToken: (request) => request.headers.get('x-user'),
    saveToken: (_request, token) => {
      saved.push(token);
    },
    fetch: (...request) => sandbox.fetch(new Request(...request)),
    ...options,
  });
  return {answer, saved};
}

function post(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Request {
  return new Request(`https://app.example/api/${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('createBackend', () => {
  it('mints a temporary code for the signed-in user', async () => {
    const response = await backEnd().answer(post('code', {}, {'x-user': TOKEN}));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({code: expect.stringMatching(/^[\w+/]{32}$/) as string});
  });

  it('answers 204 and no code where there is no user yet', async () => {
    const response = await backEnd().answer(post('code'));
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
  });

  it('exchanges a received code and saves the token, which the browser never sees', async () => {
    const {answer, saved} = backEnd();
    const response = await answer(post('token', {code: CODE}));
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(saved).toHaveLength(1);
    expect(saved[0]).not.toBe(CODE);
  });

  it('starts with what names the service and the client, or not at all', () => {
    expect(() => backEnd({domain: ''})).toThrow(/`domain` is missing/);
    expect(() => backEnd({baseUrl: 'http://bank.example'})).toThrow(/use https/);
    expect(() => backEnd({clientSecret: ''})).toThrow(/`clientSecret` is missing/);
  });

  const refused: readonly [title: string, request: Request, status: number, error: string][] = [
    ['another route', post('secret'), 404, 'unknown-route'],
    ['an inherited name for a route', post('constructor'), 404, 'unknown-route'],
    ['GET', new Request('https://app.example/api/code'), 405, 'method-not-allowed'],
    ['another site', post('code', {}, {'sec-fetch-site': 'cross-site'}), 403, 'cross-site'],
    ['a sister site', post('code', {}, {'sec-fetch-site': 'same-site'}), 403, 'cross-site'],
    [
      'a form',
      post('token', 'code=x', {'content-type': 'application/x-www-form-urlencoded'}),
      415,
      'unsupported-content-type',
    ],
    ['no content type', post('token', '{}', {'content-type': ''}), 415, 'unsupported-content-type'],
    ['no JSON', post('token', '{'), 400, 'invalid-json'],
    ['a JSON text', post('token', '"code"'), 400, 'invalid-json'],
    ['no code', post('token', {}), 400, 'missing-code'],
    ['a code that is no text', post('token', {code: 7}), 400, 'missing-code'],
    ['a large body', post('token', {code: 'x'.repeat(5000)}), 413, 'too-large'],
    ['a code nobody has', post('token', {code: 'x'}), 400, 'code-refused'],
    ['a token nobody has', post('code', {}, {'x-user': 'stranger'}), 502, 'token-refused'],
  ];
  for (const [title, request, status, error] of refused) {
    it(`refuses ${title}`, async () => {
      const {answer, saved} = backEnd();
      const response = await answer(request);
      expect(response.status).toBe(status);
      expect(await response.json()).toEqual({error, message: expect.any(String) as string});
      expect(saved).toEqual([]);
    });
  }

  it('compares Origin where a browser sends no Sec-Fetch-Site', async () => {
    const {answer} = backEnd();
    const from = (origin: string): Request => {
      const request = post('code', {}, {origin, host: 'app.example'});
      request.headers.delete('sec-fetch-site');
      return request;
    };
    expect((await answer(from('https://evil.example'))).status).toBe(403);
    expect((await answer(from('null'))).status).toBe(403);
    expect((await answer(from('https://app.example'))).status).toBe(204);
  });

  const outages: readonly [title: string, fetch: typeof globalThis.fetch, status: number, error: string][] = [
    ['cannot be reached', () => Promise.reject(new TypeError('refused')), 502, 'service-unreachable'],
    ['is too slow', () => Promise.reject(new DOMException('', 'TimeoutError')), 504, 'service-timeout'],
    ['answers 500', () => Promise.resolve(new Response('', {status: 500})), 502, 'service-failed'],
    ['answers HTML', () => Promise.resolve(new Response('<!doctype html>')), 502, 'service-failed'],
    ['answers without a code', () => Promise.resolve(Response.json({})), 502, 'service-failed'],
  ];
  for (const [title, fetch, status, error] of outages) {
    it(`says so when the service ${title}, without a secret`, async () => {
      const response = await backEnd({fetch}).answer(post('code', {}, {'x-user': TOKEN}));
      const text = await response.text();
      expect(response.status).toBe(status);
      expect(text).toContain(error);
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(TOKEN);
    });
  }
});
