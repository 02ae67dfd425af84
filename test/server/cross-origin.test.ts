import {describe, expect, it} from 'vitest';
import {type Backend, type BackendOptions, createBackend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {post} from './post.js';
import {listen} from './upstream.js';

const APP = 'https://app.example';
const OTHER = 'https://evil.example';

function backEnd(options: Partial<BackendOptions> = {}): Backend {
  return createBackend({
    domain: 'demo',
    clientId: 1,
    clientSecret: 's',
    getUser: ({headers}) => (headers.has('authorization') ? {id: 1} : null),
    saveToken: () => undefined,
    allowedOrigins: [APP, 'http://localhost:5173'],
    ...options,
  });
}

/** What a browser asks before a page sends a request to another origin. */
const PREFLIGHT = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,content-type,x-csrf-token',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'cross-site',
};
const CROSS_SITE = {
  'content-type': 'application/json',
  'sec-fetch-site': 'cross-site',
  authorization: 'Bearer t',
};

type Headers = Readonly<Record<string, string>>;

/** The headers of an answer that a browser looks at before a page may read it. */
function corsOf({headers}: Response): Headers {
  return Object.fromEntries(
    [...headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary'),
  );
}

describe('a page of an allowed origin', () => {
  const overHttp = async (
    ask: (url: string) => Promise<Response>,
    options: Partial<BackendOptions> = {},
  ): Promise<Response> => {
    await using server = await listen(nodeListener(backEnd(options)));
    return await ask(`${server.url}/api/budgea/code`);
  };

  for (const origin of [APP, 'http://localhost:5173']) {
    it(`may ask before it sends a request, over HTTP, from ${origin}`, async () => {
      const response = await overHttp((url) =>
        fetch(url, {method: 'OPTIONS', headers: {...PREFLIGHT, origin}}),
      );
      expect([response.status, await response.text()]).toEqual([204, '']);
      expect(corsOf(response)).toEqual({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': PREFLIGHT['access-control-request-headers'],
        'access-control-max-age': '600',
        vary: 'Origin',
      });
    });

    it(`may send it and read the answer, over HTTP, from ${origin}`, async () => {
      const response = await overHttp((url) =>
        fetch(url, {method: 'POST', headers: {...CROSS_SITE, origin}, body: '{}'}),
      );
      expect([response.status, await response.json()]).toMatchObject([200, {code: null}]);
      expect(corsOf(response)).toEqual({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'retry-after',
        vary: 'Origin',
      });
    });
  }

  it('may read an error, too', async () => {
    const headers = {'sec-fetch-site': 'cross-site', origin: APP};
    for (const [route, error] of [
      ['code', 'signed-out'],
      ['token', 'missing-code'],
      ['secret', 'unknown-route'],
    ] as const) {
      const response = await backEnd()(post(route, {}, headers));
      expect(await response.json()).toMatchObject({error});
      expect(corsOf(response)).toMatchObject({'access-control-allow-origin': APP});
    }
  });

  it('gets no answer to a question about a route that does not exist', async () => {
    const url = 'https://api.example/secret';
    const request = new Request(url, {method: 'OPTIONS', headers: {...PREFLIGHT, origin: APP}});
    expect((await backEnd()(request)).status).toBe(404);
  });

  it('must still send JSON by POST', async () => {
    const form = {...CROSS_SITE, origin: APP, 'content-type': 'text/plain'};
    expect((await backEnd()(post('code', {}, form))).status).toBe(415);
    const get = new Request('https://api.example/code', {headers: {...CROSS_SITE, origin: APP}});
    expect((await backEnd()(get)).status).toBe(405);
    const options = new Request('https://api.example/code', {method: 'OPTIONS', headers: {origin: APP}});
    expect((await backEnd()(options)).status).toBe(405);
  });

  it('may be an old browser behind a proxy that rewrites Host', async () => {
    const request = post('code', {}, {origin: APP, host: 'back-end.internal', authorization: 'Bearer t'});
    request.headers.delete('sec-fetch-site');
    expect((await backEnd()(request)).status).toBe(200);
    const unknown = post('code', {}, {origin: OTHER, host: 'back-end.internal'});
    unknown.headers.delete('sec-fetch-site');
    expect((await backEnd()(unknown)).status).toBe(403);
  });
});

describe('a page of any other origin', () => {
  const others = [
    OTHER,
    'null',
    'http://app.example',
    'https://app.example:8443',
    'https://sub.app.example',
    'https://app.example.evil.example',
    `${APP}, ${OTHER}`,
    'HTTPS://APP.EXAMPLE',
    '',
  ];
  for (const origin of others) {
    it(`may neither ask nor send, as '${origin}'`, async () => {
      const request = new Request('https://api.example/code', {
        method: 'OPTIONS',
        headers: {...PREFLIGHT, origin},
      });
      const asked = await backEnd()(request);
      expect(asked.status).toBe(405);
      const sent = await backEnd()(post('code', {}, {...CROSS_SITE, origin}));
      expect([sent.status, await sent.json()]).toMatchObject([403, {error: 'cross-site'}]);
      for (const response of [asked, sent]) expect(corsOf(response)).toEqual({vary: 'Origin'});
    });
  }

  it('is every other one if no origin is allowed, and nothing of it is in the answers', async () => {
    for (const allowedOrigins of [undefined, null, []]) {
      const sent = await backEnd({allowedOrigins})(post('code', {}, {...CROSS_SITE, origin: APP}));
      expect(sent.status).toBe(403);
      expect(corsOf(sent)).toEqual({});
    }
  });
});

describe('a page of the same origin', () => {
  it('works as before beside allowed origins', async () => {
    const response = await backEnd()(post('code', {}, {authorization: 'Bearer t'}));
    expect(response.status).toBe(200);
    expect(corsOf(response)).toEqual({vary: 'Origin'});
  });
});
