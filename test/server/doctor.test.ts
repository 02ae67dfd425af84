import {randomUUID} from 'node:crypto';
import type {RequestListener} from 'node:http';
import {gzipSync} from 'node:zlib';
import {buffer} from 'node:stream/consumers';
import {createRequestListener} from '@remix-run/node-fetch-server';
import express from 'express';
import {afterEach, describe, expect, it} from 'vitest';
import {runDoctor} from '../../packages/sandbox/src/doctor-command.js';
import type {DoctorOptions, Finding, FindingCode} from '../../packages/sandbox/src/testing.js';
import {DoctorSite, httpsThrough, type Mistake, type Passing, routed, type SetUp} from './doctor-site.js';
import {polluted} from '../support/polluted.js';
import {nodeListener} from '../../src/server/node.js';
import {codeBlocks} from '../support/code-blocks.js';
import {SECRET} from './sign.js';
import {CLIENT} from './todays-service.js';

const PUBLIC = 'https://app.test/api/budgea';

const sites: DoctorSite[] = [];
async function open(setUp?: SetUp): Promise<DoctorSite> {
  const site = await DoctorSite.start(setUp);
  sites.push(site);
  return site;
}
afterEach(async () => {
  for (const site of sites.splice(0)) await site[Symbol.asyncDispose]();
});

const wrongOf = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ok}) => !ok);

/** The findings of a set-up, which is examined by https if its public address has it. */
async function findingsOf(setUp: SetUp, options?: DoctorOptions): Promise<readonly Finding[]> {
  const site = await open(setUp);
  const isHttps = setUp.options?.publicUrl === PUBLIC;
  return site.examine({...(isHttps && {backend: PUBLIC, fetch: httpsThrough(site)}), ...options});
}

const without = ({headers}: Passing, name: string): void => {
  Reflect.deleteProperty(headers, name);
};

const isStart = ({path}: Passing): boolean => path.includes('/start/');
const isReturn = ({path}: Passing): boolean => path.includes('/return?');

/** Changes the header Set-Cookie of starts. */
const cookies = (change: (cookie: string) => string): Mistake => ({
  answer: (passing) => {
    const lines = passing.headers['set-cookie'];
    if (isStart(passing) && Array.isArray(lines)) passing.headers['set-cookie'] = lines.map(change);
  },
});

/** Changes the headers of requests. */
const requests = (change: (headers: Record<string, unknown>, path: string) => void): Mistake => ({
  request: (headers, path) => {
    change(headers, path);
    return undefined;
  },
});

/** Sends every request whose path fits to a sign-in page. */
const signInFor = (pattern: RegExp): Mistake => ({
  instead: ({url = ''}, response) => {
    if (!pattern.test(url)) return false;
    response.writeHead(302, {location: '/sign-in?next=secret'}).end();
    return true;
  },
});

/** Answers every path that fits with the page of an app. */
const appFor = (pattern: RegExp): Mistake => ({
  instead: ({url = ''}, response) => {
    if (!pattern.test(url)) return false;
    response.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html><title>App</title>');
    return true;
  },
});

/** Keeps the first answer to each GET that fits, and answers with it again. */
function cache(pattern: RegExp, headers: Record<string, string> = {}): Mistake {
  const kept = new Map<string, Passing>();
  return {
    instead: ({url = '', method}, response) => {
      const found = method === 'GET' ? kept.get(url) : undefined;
      if (!found) return false;
      response.writeHead(found.status, {...found.headers, ...headers} as Record<string, string>);
      response.end(found.body);
      return true;
    },
    answer: (passing) => {
      if (pattern.test(passing.path)) kept.set(passing.path, passing);
    },
  };
}

/** Reads each body before the back end, and leaves nothing. */
const greedy: NonNullable<SetUp['serve']> = (routes, webhooks) => {
  const listener = routed(routes, webhooks);
  return (request, response) => {
    void buffer(request).then(() => {
      listener(request, response);
    });
  };
};

/** A back end in the words of another framework: its session keeps the state, and it has only three routes. */
function sessionBackend(
  site: DoctorSite,
  webhooks: RequestListener,
  {comparesState}: {readonly comparesState: boolean},
): RequestListener {
  const states = new Set<string | null>();
  let token: string | undefined;
  const callback = `${site.url}/api/budgea/return`;
  const post = async (path: string, body: object, headers = {}): Promise<Record<string, string>> => {
    const response = await fetch(`${site.sandbox.url}2.0/${path}`, {
      method: 'POST',
      headers: {'content-type': 'application/json', ...headers},
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, string>;
  };
  const code = async (): Promise<string | null> => {
    if (token === undefined) return null;
    const headers = {authorization: `Bearer ${token}`};
    const response = await fetch(`${site.sandbox.url}2.0/auth/token/code`, {headers});
    return ((await response.json()) as {code: string}).code;
  };
  const answer = async ({url, headers}: Request): Promise<Response> => {
    const {pathname, searchParams} = new URL(url);
    const noStore = {'cache-control': 'no-store'};
    if (pathname.endsWith('/code')) {
      if (headers.get('origin') !== site.url) return Response.json({}, {status: 403});
      return Response.json({code: await code()}, {headers: noStore});
    }
    if (headers.has('sec-purpose')) return new Response(null, {status: 204, headers: noStore});
    if (pathname.endsWith('/start/connect')) {
      const state = randomUUID();
      states.add(state);
      const query = new URLSearchParams({client_id: CLIENT.id, redirect_uri: callback, state}).toString();
      const location = `${site.sandbox.url}2.0/auth/webview/connect?${query}`;
      return new Response(null, {status: 302, headers: {location, ...noStore}});
    }
    if (!pathname.endsWith('/return')) return new Response(null, {status: 404});
    const isOurs = states.delete(searchParams.get('state')) || !comparesState;
    const received = searchParams.get('code');
    if (isOurs && received !== null) {
      const credentials = {client_id: CLIENT.id, client_secret: CLIENT.secret};
      token = (await post('auth/token/access', {...credentials, code: received}))['access_token'] ?? token;
    }
    return new Response(null, {status: 302, headers: {location: '/accounts', ...noStore}});
  };
  return routed(createRequestListener(answer), webhooks);
}

describe('the doctor', () => {
  it('finds nothing wrong with a back end that is right', async () => {
    const site = await open();
    const findings = await site.examine();
    expect(wrongOf(findings)).toEqual([]);
    expect(findings.map(({advice}) => advice).join('')).toBe('');
    expect(findings).toHaveLength(20);
  });

  it('finds nothing wrong by https', async () => {
    expect(wrongOf(await findingsOf({options: {publicUrl: PUBLIC}}))).toEqual([]);
  });

  it('finds nothing wrong with Express and its body parser', async () => {
    const findings = await findingsOf({
      serve: (routes, webhooks) => {
        const app = express();
        app.use('/webhooks', webhooks);
        app.use(express.json());
        app.use('/api/budgea', routes);
        return app as never;
      },
    });
    expect(wrongOf(findings)).toEqual([]);
  });

  it('leaves neither a connection nor a prepared ending', async () => {
    const site = await open();
    await site.examine();
    expect(site.tokens.size).toBe(1);
    expect(site.sandbox.users().flatMap(({connections}) => connections)).toEqual([]);
    const start = `${site.sandbox.url}2.0/auth/webview/en/connect?client_id=${CLIENT.id}&redirect_uri=https://app.test/`;
    expect((await fetch(start, {redirect: 'manual'})).headers.get('location')).toContain('/session/');
  });

  it('can be called again for a user who has a token', async () => {
    const site = await open();
    await site.examine();
    const findings = await site.examine();
    expect(wrongOf(findings)).toEqual([]);
    expect(findings.filter(({advice}) => advice !== '')).toEqual([
      expect.objectContaining({check: 'the token of the new user is saved', code: null}),
    ]);
  });

  it('takes a user who is created at the start', async () => {
    expect(wrongOf(await findingsOf({options: {createUserAt: 'start'}}))).toEqual([]);
  });

  it('takes a host that answers the result with a page of its own', async () => {
    const onResult = () => new Response('<p>Thank you', {headers: {'cache-control': 'no-store'}});
    expect(wrongOf(await findingsOf({options: {onResult}}))).toEqual([]);
  });

  it('walks as a page does if the back end has no publicUrl', async () => {
    const site = await open({options: {publicUrl: null}});
    const findings = await site.examine();
    expect(wrongOf(findings)).toEqual([]);
    expect(findings.find(({check}) => check.includes('start'))?.advice).toContain('publicUrl');
    expect(findings.map(({check}) => check)).toContain('POST …/token exchanges the code of a new user');
    expect(findings.map(({check}) => check).join()).toContain('DELETE');
    expect(site.tokens.size).toBe(1);
    expect(wrongOf(await site.examine())).toEqual([]);
  });

  it('walks no flow without an emulated service, and sends no code', async () => {
    const paths: string[] = [];
    const site = await open({proxy: requests((_headers, path) => paths.push(path))});
    const findings = await site.examine({sandbox: undefined});
    expect(wrongOf(findings)).toEqual([]);
    expect(new Set(paths.filter((path) => path.startsWith('/api')))).toEqual(new Set(['/api/budgea/code']));
  });

  it('takes a back end of another kind, which keeps the attempt in its session', async () => {
    const findings = await findingsOf({
      serve: (_routes, webhooks, site) => sessionBackend(site, webhooks, {comparesState: true}),
    });
    expect(wrongOf(findings)).toEqual([]);
    expect(findings.filter(({advice}) => advice !== '').map(({advice}) => advice)).toEqual([
      'It sets none: the session keeps the attempt.',
      ...Array<string>(4).fill('It answers 404: there is no such route.'),
    ]);
  });

  it('examines a back end in the same process', async () => {
    const site = await open();
    const backend = site.backend({publicUrl: PUBLIC});
    const findings = await site.examine({
      backend: PUBLIC,
      webhooks: undefined,
      fetch: (input, init) => {
        const request = new Request(input, init);
        return request.url.startsWith(PUBLIC) ? backend(request) : fetch(request);
      },
    });
    expect(wrongOf(findings)).toEqual([]);
  });

  it('reads only own properties', async () => {
    const values = {
      ...{backend: 'x', sandbox: 'x', clientId: 'x', redirectUri: 'x', webhookSecret: 'x', event: 'x'},
      ...{
        timeLimit: 1,
        fetch: 1,
        prefetch: true,
        withCookies: false,
        from: 'cross-site',
        site: 'x',
      },
      ...{code: 'x', owner: 'x', connections: 'x', cookie: 'x', gzip: true, signsText: true},
    };
    const site = await open();
    // the module is loaded before
    await site.examine();
    const headers = {cookie: 'session=sam'};
    const findings = await polluted(values, () => site.examine({headers}));
    expect(wrongOf(findings)).toEqual([]);
    expect(findings).toHaveLength(20);
  });

  it('quotes nothing that a back end says, except for the code of an error', async () => {
    const secret = 'the token abc is wrong';
    const proxy: Mistake = {
      instead: ({url = ''}, response) => {
        if (!url.includes('/token')) return false;
        response.writeHead(400, {'content-type': 'application/json'}).end(JSON.stringify({error: secret}));
        return true;
      },
    };
    const findings = await findingsOf({proxy});
    expect(wrongOf(findings).map(({code}) => code)).toEqual(['wrong-status']);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });

  type Case = readonly [
    title: string,
    setUp: SetUp,
    code: FindingCode,
    advice: RegExp,
    options?: DoctorOptions,
  ];

  const CASES: readonly Case[] = [
    [
      'a proxy that strips Set-Cookie',
      {
        proxy: {
          answer: (passing) => {
            without(passing, 'set-cookie');
          },
        },
      },
      'no-cookie',
      /removes Set-Cookie/,
    ],
    [
      'a proxy that removes Set-Cookie from the return',
      {
        options: {replaceToken: () => true},
        proxy: {
          answer: (passing) => {
            if (isReturn(passing)) without(passing, 'set-cookie');
          },
        },
      },
      'repeated',
      /removes Set-Cookie from …\/return/,
    ],
    [
      'a proxy that removes the cookies of the return',
      {
        proxy: requests((headers, path) => {
          if (path.includes('/return')) headers['cookie'] = 'session=ada';
        }),
      },
      'not-finished',
      /“unverified”.*cookie of the start did not arrive/,
    ],
    [
      'a proxy that removes all cookies',
      {proxy: requests((headers) => delete headers['cookie'])},
      'signed-out',
      /proxy removes it/,
    ],
    [
      'a path of the cookie that a proxy rewrites',
      {proxy: cookies((cookie) => cookie.replace('Path=/', 'Path=/internal'))},
      'cookie-path',
      /the path \/internal.*\/api\/budgea\/return/,
    ],
    [
      'a cookie without a path',
      {proxy: cookies((cookie) => cookie.replace('Path=/; ', ''))},
      'cookie-path',
      /the path \/api\/budgea\/start/,
    ],
    [
      'a path that the prefix of the name does not allow',
      {options: {publicUrl: PUBLIC}, proxy: cookies((cookie) => cookie.replace('Path=/', 'Path=/api'))},
      'cookie-path',
      /__Host- needs Path=\//,
    ],
    [
      'a cookie that scripts can read',
      {proxy: cookies((cookie) => cookie.replace('; HttpOnly', ''))},
      'cookie-readable',
      /HttpOnly is missing/,
    ],
    [
      'a strict cookie',
      {proxy: cookies((cookie) => cookie.replace('Lax', 'Strict'))},
      'cookie-same-site',
      /SameSite=Strict/,
    ],
    [
      'a cookie without SameSite',
      {proxy: cookies((cookie) => cookie.replace('; SameSite=Lax', ''))},
      'cookie-same-site',
      /has no SameSite/,
    ],
    [
      'a cookie without Secure',
      {options: {publicUrl: PUBLIC}, proxy: cookies((cookie) => cookie.replace('; Secure', ''))},
      'cookie-insecure',
      /no Secure, although/,
    ],
    [
      'a secure cookie on http',
      {proxy: cookies((cookie) => `${cookie}; Secure`)},
      'cookie-insecure',
      /Safari drops it/,
    ],
    [
      'a cookie of another host',
      {proxy: cookies((cookie) => `${cookie}; Domain=internal.example`)},
      'cookie-domain',
      /Domain=internal.example/,
    ],
    [
      'a domain that the prefix of the name does not allow',
      {options: {publicUrl: PUBLIC}, proxy: cookies((cookie) => `${cookie}; Domain=app.test`)},
      'cookie-domain',
      /__Host- allows no Domain/,
    ],
    [
      'a cookie that ends too early',
      {proxy: cookies((cookie) => cookie.replace(/Max-Age=\d+/, 'Max-Age=60'))},
      'cookie-lifetime',
      /after 60 s/,
    ],
    [
      'a cookie that never ends',
      {proxy: cookies((cookie) => cookie.replace(/Max-Age=\d+/, 'Max-Age=31536000'))},
      'cookie-lifetime',
      /8760 hours/,
    ],
    [
      'a redirect URI with http behind a proxy that ends TLS',
      {
        options: {publicUrl: PUBLIC},
        serve: (_routes, webhooks, site) =>
          routed(
            createRequestListener((request: Request) =>
              site.backend({publicUrl: `http://app.test/api/budgea`, allowInsecureBaseUrl: true})(request),
            ),
            webhooks,
          ),
      },
      'wrong-scheme',
      /http:\/\/app\.test\/api\/budgea\/return, not https:.*X-Forwarded-Proto/,
    ],
    [
      'a redirect URI with the internal host',
      {
        proxy: requests((headers) => (headers['host'] = 'internal.localhost:3000')),
        serve: (_routes, webhooks, site) =>
          routed(
            createRequestListener((request: Request) =>
              site.backend({publicUrl: `http://${new URL(request.url).host}/api/budgea`})(request),
            ),
            webhooks,
          ),
      },
      'wrong-host',
      /internal\.localhost:3000.*Set publicUrl to http:\/\/127/,
    ],
    [
      'a proxy that changes Host',
      {proxy: requests((headers) => (headers['host'] = 'internal:3000'))},
      'wrong-host',
      /keep Host/,
    ],
    [
      'a redirect URI without the prefix that a proxy removes',
      {
        proxy: {request: (_headers, path) => path.replace('/api/budgea', '/budgea')},
        serve: (_routes, webhooks, site) => (request, response) => {
          const backend = site.backend({publicUrl: `${site.url}/budgea`});
          if (request.url?.startsWith('/webhooks')) webhooks(request, response);
          else createRequestListener((arrived: Request) => backend(arrived))(request, response);
        },
      },
      'wrong-path',
      /\/budgea\/return, not .*\/api\/budgea\/return/,
    ],
    [
      'a prefix that a proxy removes',
      {proxy: {request: (_headers, path) => path.replace('/api/budgea/', '/')}},
      'not-mounted',
      /removes a part of \/api\/budgea\/code/,
    ],
    ['a body parser that leaves nothing', {serve: greedy}, 'body-parser', /before the parser/],
    [
      'a body parser before a handler that waits forever',
      {
        serve: (routes, webhooks) => (request, response) => {
          if (request.url?.startsWith('/webhooks')) webhooks(request, response);
          else if (request.method !== 'POST') routes(request, response);
        },
      },
      'no-answer',
      /A body parser may have read the body/,
      {timeLimit: 300, webhooks: undefined},
    ],
    [
      'a changed Content-Type',
      {proxy: requests((headers) => (headers['content-type'] &&= 'text/plain'))},
      'content-type',
      /application\/json does not arrive/,
      {webhooks: undefined},
    ],
    [
      'removed headers of the origin',
      {
        proxy: requests((headers) => {
          delete headers['origin'];
          delete headers['sec-fetch-site'];
        }),
      },
      'cross-site',
      /removes the headers Origin/,
    ],
    ['a cache of the starts', {proxy: cache(/start/)}, 'cached', /Two starts have the same state/],
    ['a cache that says its age', {proxy: cache(/start/, {age: '3'})}, 'cached', /A cache answered/],
    [
      'a cache that says that it hit',
      {proxy: cache(/start/, {'x-cache': 'HIT from proxy'})},
      'cached',
      /A cache answered/,
    ],
    [
      'a proxy that lets caches keep the answers',
      {
        proxy: {
          answer: (passing) => {
            if (passing.path.includes('/connections')) passing.headers['cache-control'] = 'max-age=60';
          },
        },
      },
      'cacheable',
      /GET \/api\/budgea\/connections/,
    ],
    [
      'a sign-in page before everything',
      {proxy: signInFor(/budgea/)},
      'redirected',
      /a redirect to \/sign-in\./,
    ],
    [
      'a sign-in page before the start',
      {proxy: signInFor(/start/)},
      'redirected',
      /a redirect to \/sign-in\./,
    ],
    [
      'a sign-in page before the return',
      {proxy: signInFor(/return/)},
      'not-finished',
      /redirects to \/sign-in\./,
    ],
    [
      'an address with http that redirects to https',
      {
        proxy: {
          instead: ({url = '', headers}, response) => {
            response.writeHead(301, {location: `https://${headers.host ?? ''}${url}`}).end();
            return true;
          },
        },
      },
      'redirected',
      /redirects to https:.*Give the doctor this address/,
      {webhooks: undefined},
    ],
    [
      'a server that adds a slash',
      {
        proxy: {
          instead: ({url = ''}, response) => {
            if (!url.startsWith('/api') || url.endsWith('/')) return false;
            response.writeHead(308, {location: `${url}/`}).end();
            return true;
          },
        },
      },
      'redirected',
      /\/api\/budgea\/code\/: the server adds or removes a slash/,
    ],
    [
      'two servers that sign with different secrets',
      {
        serve: (routes, webhooks, site) => {
          const other = nodeListener(site.backend({cookieSecret: 'of the other server'}));
          const listener = routed(routes, webhooks);
          return (request, response) => {
            (request.url?.includes('/return') ? other : listener)(request, response);
          };
        },
      },
      'not-finished',
      /several servers sign with different secrets/,
    ],
    [
      'a back end of another kind that does not compare the state',
      {serve: (_routes, webhooks, site) => sessionBackend(site, webhooks, {comparesState: false})},
      'forged',
      /Compare the state/,
    ],
    [
      'an app in the place of the back end',
      {proxy: appFor(/budgea/)},
      'not-json',
      /a page of HTML instead of JSON/,
    ],
    ['an app in the place of the start', {proxy: appFor(/start/)}, 'not-mounted', /single-page app/],
    ['an app in the place of the return', {proxy: appFor(/return/)}, 'not-finished', /Another handler/],
    [
      'a header of a compression that is none',
      {
        proxy: {
          answer: (passing) => {
            if (passing.method === 'POST' && passing.body.length > 0)
              passing.headers['content-encoding'] = 'gzip';
          },
        },
      },
      'compressed',
      /Content-Encoding: gzip, and its body does not fit/,
    ],
    [
      'a compression without its header',
      {
        proxy: {
          answer: (passing) => {
            passing.body = gzipSync(passing.body);
            delete passing.headers['content-length'];
          },
        },
      },
      'compressed',
      /Content-Encoding is missing/,
    ],
    [
      'a proxy that hides prefetches',
      {proxy: requests((headers) => delete headers['sec-purpose'])},
      'prefetched',
      /removes Sec-Purpose/,
    ],
    [
      'a proxy that makes everything a prefetch',
      {proxy: requests((headers) => (headers['purpose'] = 'prefetch'))},
      'taken-for-prefetch',
      /takes a navigation for a prefetch/,
    ],
    [
      'the real service',
      {options: {baseUrl: null, domain: 'demo'}},
      'other-service',
      /leads to https:\/\/demo\.biapi\.pro\/2\.0\/auth\/webview\/connect.*Set baseUrl/,
    ],
    [
      'another client',
      {sandbox: {clients: [{id: '1', secret: 'x'}]}},
      'webview-refused',
      /unknown-client.*Compare clientId/,
    ],
    [
      'a redirect URI that is not allowed',
      {sandbox: {clients: [{...CLIENT, redirectUris: ['https://app.example/']}]}},
      'webview-refused',
      /redirect-uri-not-whitelisted/,
    ],
    ['a wrong secret', {options: {clientSecret: 'wrong'}}, 'failed', /misconfigured-client/],
    [
      'no emulated service',
      {},
      'no-sandbox',
      /Start it with npx budgea-sandbox/,
      {sandbox: 'http://127.0.0.1:1/'},
    ],
    [
      'a client that the doctor does not know',
      {options: {publicUrl: null, clientId: '7'}, sandbox: {clients: [{id: '7', secret: CLIENT.secret}]}},
      'webview-refused',
      /unknown-client/,
    ],
    [
      'a token that is not saved after a page has sent it',
      {options: {publicUrl: null, saveToken: () => undefined}},
      'token-lost',
      /saveToken does not keep/,
    ],
    [
      'a token that is not saved',
      {options: {saveToken: () => undefined}},
      'token-lost',
      /saveToken does not keep/,
    ],
    [
      'a proxy that shares cookies among browsers',
      (() => {
        let kept = '';
        return {
          proxy: {
            request: (headers: Record<string, unknown>) => {
              if (kept) headers['cookie'] = `session=ada; ${kept}`;
              return undefined;
            },
            answer: ({headers}: Passing) => {
              const [line = ''] = headers['set-cookie'] ?? [];
              kept = line.split(';', 1).join() || kept;
            },
          },
        };
      })(),
      'forged',
      /in a browser that did not start the flow/,
    ],
    [
      'a code that goes on to the page',
      {
        proxy: {
          answer: (passing) => {
            const {location} = passing.headers;
            if (isReturn(passing) && location)
              passing.headers['location'] = `${String(location)}&${passing.path.split('?')[1] ?? ''}`;
          },
        },
      },
      'code-leaked',
      /without it/,
    ],
    [
      'a firewall that refuses DELETE',
      {
        proxy: {
          instead: ({method}, response) => {
            if (method !== 'DELETE') return false;
            response.writeHead(403, {'content-type': 'text/html'}).end('<html>Forbidden');
            return true;
          },
        },
      },
      'wrong-status',
      /a firewall/,
    ],
    [
      'an old list of connections',
      {
        proxy: {
          answer: (passing) => {
            if (passing.path.endsWith('/connections')) {
              passing.body = Buffer.from('{"connections": []}');
              delete passing.headers['content-length'];
            }
          },
        },
      },
      'missing-connection',
      /is not in the list/,
    ],
    [
      'a proxy that limits bodies',
      {
        proxy: {
          instead: ({headers}, response) => {
            if (Number(headers['content-length'] ?? 0) < 1e6) return false;
            response.writeHead(413).end();
            return true;
          },
        },
      },
      'too-large',
      /client_max_body_size/,
    ],
    [
      'a server that fails',
      {
        proxy: {
          instead: ({url = ''}, response) => {
            if (!url.includes('/start/')) return false;
            response.writeHead(502).end();
            return true;
          },
        },
      },
      'failed',
      /answers 502/,
    ],
    [
      'the body parser of Express before the webhooks',
      {
        serve: (routes, webhooks) => {
          const app = express();
          app.use(express.json());
          app.use('/webhooks', webhooks);
          app.use('/api/budgea', routes);
          return app as never;
        },
      },
      'body-parser',
      /keep the raw bytes/,
    ],
  ];

  for (const [title, setUp, code, advice, options] of CASES) {
    it(`names ${title}`, async () => {
      const findings = await findingsOf(setUp, options);
      const tokens = sites.flatMap((site) => [...site.tokens.values()]);
      const wrong = wrongOf(findings);
      expect([...new Set(wrong.map((found) => found.code))]).toEqual([code]);
      expect(wrong.map((found) => found.advice).join('\n')).toMatch(advice);
      for (const secret of ['session=ada', SECRET, CLIENT.secret, 'next=secret', ...tokens]) {
        expect(JSON.stringify(findings)).not.toContain(secret);
      }
    });
  }
});

describe('the command doctor', () => {
  it('prints what the README shows', async () => {
    const site = await open({proxy: cookies((cookie) => cookie.replace('Path=/', 'Path=/internal'))});
    const {text, code} = await runDoctor([
      ...['--backend', `${site.url}/api/budgea`, '--header', 'Cookie: session=ada'],
      ...['--sandbox', site.sandbox.url],
      ...['--webhooks', `${site.url}/webhooks`, '--webhook-secret', SECRET],
    ]);
    expect(code).toBe(1);
    expect(codeBlocks('packages/sandbox/README.md', 'text')).toEqual([text]);
  });

  it('prints what was not checked', async () => {
    const site = await open({options: {publicUrl: null}});
    const {text, code} = await runDoctor([
      ...['--backend', `${site.url}/api/budgea`, '--header', 'Cookie: session=ada'],
      ...['--sandbox', site.sandbox.url],
    ]);
    expect(code).toBe(0);
    expect(text).toMatch(/^- {6}GET …\/start\/connect .*\n {7}not checked: .*publicUrl/m);
  });
});
