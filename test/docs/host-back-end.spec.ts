import {randomBytes} from 'node:crypto';
import type {IncomingMessage, RequestListener} from 'node:http';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import {expect, type Page, test} from '@playwright/test';
import {build} from 'esbuild';
import {createBackend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {codeBlocks} from '../support/code-blocks.js';
import {type Listening, listen} from '../server/upstream.js';

const PAGE = 'docs/host-back-end.md';
const WEBVIEW = 'https://demo.biapi.pro/2.0/auth/webview/';
const SUCCESS = 'Your account is connected.';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** Returns the markup of the page, as it is written there. */
const markup = (): string => codeBlocks(PAGE, 'html')[0] ?? '';

/** Bundles a module of the page, as a site would. */
async function bundle(name: string, replaced: Readonly<Record<string, string>> = {}): Promise<string> {
  let contents = codeBlocks(PAGE, 'ts').find((block) => block.startsWith(`// ${name}\n`));
  for (const [text, by] of Object.entries(replaced)) contents = contents?.replace(text, by);
  const {outputFiles} = await build({
    stdin: {contents: contents ?? `import 'budgea-webview/define';`, loader: 'ts', resolveDir: path('test')},
    alias: {
      'budgea-webview/define': path('src/define.ts'),
      'budgea-webview/flows': path('src/flows/index.ts'),
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

type Headers = IncomingMessage['headers'];

/** A server, or a framework as far as it protects its routes. */
interface Guard {
  /** Writes the token where the framework's pages have it. */
  readonly page?: (token: string) => {readonly cookie?: string; readonly head?: string};
  /** Tells whether a request may pass. */
  readonly passes: (headers: Headers, token: string, origin: string) => boolean;
  readonly refuses: {readonly status: number; readonly type: string; readonly body: string};
}

const cookieOf = (headers: Headers, name: string): string | undefined =>
  new RegExp(`(?:^|; )${name}=([^;]*)`).exec(headers.cookie ?? '')?.[1];

/** The frameworks as they guard a route: what they compare, and what they answer otherwise. */
const GUARDS: Readonly<Record<string, Guard>> = {
  // ActionController::RequestForgeryProtection: the token of the session, and the Origin
  'rails.ts': {
    page: (token) => ({
      head: `<meta name="csrf-param" content="authenticity_token"><meta name="csrf-token" content="${token}">`,
    }),
    passes: (headers, token, origin) => headers['x-csrf-token'] === token && headers.origin === origin,
    refuses: {status: 422, type: 'text/html', body: '<h1>The change you wanted was rejected.</h1>'},
  },
  // Illuminate\Foundation\Http\Middleware\VerifyCsrfToken: an encrypted cookie, percent-encoded
  'laravel.ts': {
    page: (token) => ({cookie: `XSRF-TOKEN=${encodeURIComponent(`${token}==`)}; Path=/; SameSite=Lax`}),
    passes: (headers, token) => headers['x-xsrf-token'] === `${token}==`,
    refuses: {status: 419, type: 'application/json', body: '{"message": "CSRF token mismatch."}'},
  },
  // django.middleware.csrf.CsrfViewMiddleware: the Origin, then the cookie and the header
  'django.ts': {
    page: (token) => ({cookie: `csrftoken=${token}; Path=/; SameSite=Lax`}),
    passes: (headers, token, origin) =>
      headers.origin === origin &&
      cookieOf(headers, 'csrftoken') === token &&
      headers['x-csrftoken'] === token,
    refuses: {status: 403, type: 'text/html', body: '<h1>Forbidden <span>(403)</span></h1>'},
  },
  'bearer.ts': {
    passes: (headers) => headers.authorization === 'Bearer t.0-k',
    refuses: {status: 401, type: 'text/plain', body: 'Unauthorized'},
  },
};

/** An answer of a back end in another language. */
interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly location?: string;
}

interface Site extends Listening {
  /** The bodies that passed the guard, by route. */
  readonly received: Record<string, unknown[]>;
  /** What the back end answers. */
  readonly answers: Record<'code' | 'token', Answer>;
  /** Makes another token, as a sign-in does. */
  readonly renewToken: () => void;
}

/** Starts a site whose pages have a module, and whose routes are guarded. */
async function start(
  module: string,
  guard?: Guard,
  replaced?: Readonly<Record<string, string>>,
): Promise<Site> {
  let token = '';
  const renewToken = (): void => {
    token = randomBytes(24).toString('base64url');
  };
  renewToken();
  const script = await bundle(module, replaced);
  const received: Site['received'] = {code: [], token: []};
  const answers: Site['answers'] = {
    code: {status: 200, body: {code: null, owner: 'o'}},
    token: {status: 204},
  };
  const callback =
    '<budgea-webview domain="demo" client-id="17473055" token-url="/api/budgea/token"><budgea-callback></budgea-callback></budgea-webview>';
  const listening: Listening = await listen((request, response) => {
    const {url = '/', headers} = request;
    const [, route] = /^\/api\/budgea\/(code|token)$/.exec(url) ?? [];
    if (route === 'code' || route === 'token') {
      void text(request).then((body) => {
        if (guard && !guard.passes(headers, token, listening.url)) {
          const {status, type, body: refusal} = guard.refuses;
          response.writeHead(status, {'content-type': type}).end(refusal);
          return;
        }
        received[route]?.push(JSON.parse(body));
        const {status, body: answer, location} = answers[route];
        response.writeHead(status, {'content-type': 'application/json', ...(location && {location})});
        response.end(answer && JSON.stringify(answer));
      });
    } else if (url === '/module.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(script);
    } else {
      const {cookie, head = ''} = guard?.page?.(token) ?? {};
      if (cookie) response.setHeader('set-cookie', cookie);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(
        `<!doctype html><html lang="en"><title>A site</title><link rel="icon" href="data:,">${head}<script type="module" src="/module.js"></script>${url.startsWith('/callback') ? callback : markup()}`,
      );
    }
  });
  return {...listening, received, answers, renewToken};
}

/** Answers as the webview does when a new user has connected a bank. */
async function connectAtTheWebview(page: Page): Promise<void> {
  await page.route(`${WEBVIEW}**`, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const back = new URL(query.get('redirect_uri') ?? '');
    back.search = String(
      new URLSearchParams({state: query.get('state') ?? '', connection_id: '7', code: 'c+/'}),
    );
    return route.fulfill({status: 302, headers: {location: back.href}});
  });
}

/** Collects what budgea-error says, and what is written to the console. */
async function listenToErrors(page: Page): Promise<() => Promise<unknown>> {
  await page.addInitScript(() => {
    document.addEventListener('budgea-error', ({error: {code, status, reason}}) => {
      sessionStorage.setItem('error', JSON.stringify({code, status, reason}));
    });
  });
  return () => page.evaluate(() => JSON.parse(sessionStorage.getItem('error') ?? 'null') as unknown);
}

let site: Site;
test.afterEach(() => site[Symbol.asyncDispose]());

const press = (page: Page): Promise<void> => page.getByRole('button', {name: 'Connect a bank'}).click();

for (const [module, guard] of Object.entries(GUARDS)) {
  test(`${module} passes the guard, from the button to the end`, async ({page}) => {
    site = await start(module, guard);
    await connectAtTheWebview(page);
    await page.addInitScript(() => {
      sessionStorage.setItem('access-token', 't.0-k');
    });
    await page.goto(site.url);
    await press(page);
    await expect(page.getByText(SUCCESS)).toBeVisible();
    expect(site.received).toEqual({code: [{}], token: [{code: 'c+/', owner: 'o'}]});
  });

  test(`without ${module} the guard refuses, and the error says so`, async ({page}) => {
    site = await start('nothing', guard);
    const error = await listenToErrors(page);
    await page.goto(site.url);
    await press(page);
    await expect.poll(error).toMatchObject({code: 'code-unavailable', status: guard.refuses.status});
    expect(site.received['code']).toEqual([]);
  });
}

for (const module of ['rails.ts', 'laravel.ts', 'django.ts']) {
  test(`${module} passes the guard after a sign-in in another tab`, async ({page, context}) => {
    site = await start(module, GUARDS[module]);
    await page.route(`${WEBVIEW}**`, (route) => route.fulfill({body: 'the webview'}));
    await page.goto(site.url);
    site.renewToken();
    await (await context.newPage()).goto(site.url);
    await press(page);
    await page.waitForURL(`${WEBVIEW}**`);
    expect(site.received['code']).toEqual([{}]);
  });
}

test('rails.ts reaches the route after the session has ended, so that the user is asked to sign in', async ({
  page,
}) => {
  site = await start('rails.ts', GUARDS['rails.ts']);
  site.answers.code = {status: 401, body: {error: 'signed-out'}};
  await page.goto(site.url);
  site.renewToken();
  await press(page);
  await expect(page.getByText('You seem to be signed out of this site.')).toBeVisible();
});

for (const [module, guard] of Object.entries(GUARDS)) {
  test(`${module} sends its secret to no other origin, even to one that asks for it`, async ({page}) => {
    site = await start(module, guard);
    const asked: string[] = [];
    const other = await listen(({method = '', headers}, response) => {
      asked.push(method);
      response.writeHead(204, {
        'access-control-allow-origin': headers.origin ?? '*',
        'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
      });
      response.end();
    });
    const error = await listenToErrors(page);
    await page.goto(site.url);
    await page.locator('budgea-webview').evaluate((element, url) => {
      element.setAttribute('code-url', url);
    }, `${other.url}/api/budgea/code`);
    await press(page);
    await expect.poll(error).toEqual({code: 'code-unavailable'});
    expect(asked).toEqual([]);
    await other[Symbol.asyncDispose]();
  });
}

test('bearer-flow.ts sends the access token, and goes on with the answer', async ({page}) => {
  site = await start('bearer-flow.ts', GUARDS['bearer.ts']);
  await page.route(`${WEBVIEW}**`, (route) => route.fulfill({body: 'the webview'}));
  await page.goto(site.url);
  const connect = (accessToken: string): Promise<string | undefined> =>
    page.evaluate(async (token) => {
      const address = '/module.js';
      const {connect} = (await import(address)) as {connect(accessToken: string): Promise<void>};
      return connect(token).then(
        () => undefined,
        (error: unknown) => (error as {readonly code: string}).code,
      );
    }, accessToken);
  expect(await connect('revoked')).toBe('code-unavailable');
  const left = page.waitForURL(`${WEBVIEW}**`);
  await connect('t.0-k').catch(() => undefined); // the page is left meanwhile
  await left;
  expect(site.received['code']).toEqual([{}]);
});

test('browsers send Sec-Fetch-Site, which same-origin.ts reads', async ({page}) => {
  site = await start('nothing', {
    passes: (headers) => headers['sec-fetch-site'] === 'same-origin',
    refuses: {status: 403, type: 'text/plain', body: 'Forbidden'},
  });
  // Chrome sends it on localhost, as over https
  await connectAtTheWebview(page);
  await page.goto(site.url);
  await press(page);
  await expect(page.getByText(SUCCESS)).toBeVisible();
});

test('other-origin.ts connects by an API on another origin, with its cookie', async ({page, context}) => {
  const saved: [user: unknown, token: string | null][] = [];
  let listener: RequestListener = () => undefined;
  const api = await listen((request, response) => {
    listener(request, response);
  });
  // another port of one machine is another origin of the same site
  const address = api.url.replace('127.0.0.1', 'localhost');
  site = await start('other-origin.ts', undefined, {'https://api.example': address});
  const origin = site.url.replace('127.0.0.1', 'localhost');
  const backend = createBackend({
    domain: 'demo',
    clientId: 17473055,
    clientSecret: 's',
    allowedOrigins: [origin],
    getUser: ({headers}) => {
      const id = cookieOf({cookie: headers.get('cookie') ?? ''}, 'session');
      return id === undefined ? undefined : {id};
    },
    saveToken: ({id}, token) => {
      saved.push([id, token]);
    },
    fetch: () => Promise.resolve(Response.json({access_token: 'permanent', id_user: 1})),
  });
  listener = nodeListener(backend);
  await context.addCookies([{name: 'session', value: 'ann', url: address, httpOnly: true, sameSite: 'Lax'}]);
  await connectAtTheWebview(page);
  await page.goto(origin);
  await press(page);
  await expect(page.getByText(SUCCESS)).toBeVisible();
  expect(saved).toEqual([['ann', 'permanent']]);
  expect(site.received).toEqual({code: [], token: []});
  await api[Symbol.asyncDispose]();
});

const STARTS = [
  ['a code', {status: 200, body: {code: 'c+/', owner: 'o'}}, undefined],
  ['no code', {status: 204}, undefined],
  ['401', {status: 401, body: {error: 'signed-out'}}, {status: 401, reason: 'signed-out'}],
  ['419', {status: 419}, {status: 419, reason: 'signed-out'}],
  ['a redirect', {status: 302, location: '/sign-in'}, {reason: 'signed-out'}],
  [
    'a reason of its own',
    {status: 400, body: {error: 'too-many.banks'}},
    {status: 400, reason: 'too-many.banks'},
  ],
] as const satisfies readonly (readonly [string, Answer, object | undefined])[];

for (const [title, answer, said] of STARTS) {
  test(`a back end in another language may answer code-url with ${title}`, async ({page}) => {
    site = await start('nothing');
    site.answers.code = answer;
    const error = await listenToErrors(page);
    await page.route(`${WEBVIEW}**`, (route) => route.fulfill({body: 'the webview'}));
    await page.goto(site.url);
    await press(page);
    if (said) await expect.poll(error).toEqual({code: 'code-unavailable', ...said});
    else await page.waitForURL(`${WEBVIEW}**`);
  });
}

const ENDS = [
  ['204', {status: 204}, SUCCESS],
  ['200', {status: 200, body: {}}, SUCCESS],
  ['401', {status: 401, body: {error: 'signed-out'}}, 'you seem to be signed out', 'Try again'],
  ['other-owner', {status: 409, body: {error: 'other-owner'}}, 'while somebody else was signed in'],
  ['token-exists', {status: 409, body: {error: 'token-exists'}}, 'You are already connected here.'],
  ['400', {status: 400}, 'Please start again.'],
  ['410', {status: 410}, 'Please start again.'],
  ['422 and an error', {status: 422, body: {error: 'code-refused'}}, 'Please start again.'],
  [
    '422, as Rails to a stale token',
    {status: 422, body: {error: 'Unprocessable Content'}},
    'try again.',
    'Try again',
  ],
  ['419, as Laravel to a stale token', {status: 419}, 'you seem to be signed out', 'Try again'],
  ['403, as Django to a stale token', {status: 403}, 'Please try again.', 'Try again'],
  ['503', {status: 503}, 'Please try again.', 'Try again'],
] as const satisfies readonly (readonly [string, Answer, string, string?])[];

for (const [title, answer, says, button] of ENDS) {
  test(`a back end in another language may answer token-url with ${title}`, async ({page}) => {
    site = await start('nothing');
    site.answers.token = answer;
    await connectAtTheWebview(page);
    await page.goto(site.url);
    await press(page);
    await expect(page.getByText(says)).toBeVisible();
    if (!button) return;
    site.answers.token = {status: 204};
    await page.getByRole('button', {name: button}).click();
    await expect(page.getByText(SUCCESS)).toBeVisible();
    expect(site.received['token']).toEqual(Array(2).fill({code: 'c+/', owner: 'o'}));
  });
}
