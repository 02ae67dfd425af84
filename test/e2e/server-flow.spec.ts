import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {createRequestListener} from '@remix-run/node-fetch-server';
import {build} from 'esbuild';
import {expect, type Page, test as base} from '@playwright/test';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import {type FlowResult, messageFor} from '../../src/flows/index.js';
import type {BudgeaCallbackElement} from '../../src/index.js';
import {type Backend, createBackend} from '../../src/server/index.js';
import {Bank} from './bank.js';

/** A site that renders its pages on the server: a session cookie, a link, and the result that the back end found. */
interface Site extends AsyncDisposable {
  readonly url: string;
  readonly tokens: ReadonlyMap<string, string>;
  /** The addresses of the pages that people saw. */
  readonly pages: string[];
}

async function listen(
  answer: (request: Request) => Promise<Response>,
): Promise<AsyncDisposable & {url: string}> {
  const server = createServer(createRequestListener(answer)).listen(0);
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

let bundle: Promise<string> | undefined;

/** Returns the elements as one script, so that the site is on one origin. */
function elements(): Promise<string> {
  const entryPoints = [fileURLToPath(new URL('../../src/define.ts', import.meta.url))];
  bundle ??= build({entryPoints, bundle: true, format: 'esm', write: false}).then(
    ({outputFiles}) => outputFiles[0]?.text ?? '',
  );
  return bundle;
}

async function startSite(sameSite: 'Lax' | 'Strict'): Promise<Site> {
  const service = await listen(createSandbox().fetch);
  const tokens = new Map<string, string>();
  const results = new Map<string, FlowResult>();
  const pages: string[] = [];
  let backend: Backend | undefined = undefined as Backend | undefined;
  const sessionOf = ({headers}: Request): string | undefined =>
    /session=(\w+)/.exec(headers.get('cookie') ?? '')?.[1];
  const site = await listen(async (request) => {
    const {pathname, search} = new URL(request.url);
    if (pathname.startsWith('/api/budgea/')) return (await backend?.(request)) ?? Response.error();
    if (pathname === '/budgea-webview.js') {
      return new Response(await elements(), {headers: {'content-type': 'text/javascript'}});
    }
    pages.push(pathname + search);
    const session = sessionOf(request) ?? 'ada';
    const result = results.get(session);
    const json = JSON.stringify(result ?? {kind: 'none'}).replaceAll('"', '&quot;');
    return new Response(
      `<!doctype html><html lang="en"><title>Accounts</title><link rel="icon" href="data:,">
      <script type="module" src="/budgea-webview.js"></script>
      <h1>Accounts</h1><p id="connected">${tokens.has(session) ? 'One bank' : 'No bank'}</p>
      <budgea-connect start-url="/api/budgea/start/connect">
        <a slot="trigger" href="/api/budgea/start/connect?return_to=/accounts">Connect a bank</a>
      </budgea-connect>
      ${result ? `<budgea-callback result="${json}">${messageFor(result, 'en')}</budgea-callback>` : ''}`,
      {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'set-cookie': `session=${session}; Path=/; HttpOnly; SameSite=${sameSite}`,
        },
      },
    );
  });
  backend = createBackend({
    baseUrl: service.url,
    clientId: 17473055,
    clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
    publicUrl: `${site.url}/api/budgea`,
    getUser: (request) => {
      const id = sessionOf(request);
      return id === undefined ? null : {id, token: tokens.get(id)};
    },
    saveToken: ({id}, token) => void tokens.set(String(id), token ?? ''),
    onResult: (result, {id}) => {
      results.set(String(id), result);
      return null;
    },
  });
  return {
    url: site.url,
    tokens,
    pages,
    [Symbol.asyncDispose]: async () => {
      await site[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}

const test = base.extend<{readonly sameSite: 'Lax' | 'Strict'; readonly site: Site}>({
  sameSite: ['Lax', {option: true}],
  site: async ({sameSite}, use) => {
    const site = await startSite(sameSite);
    await use(site);
    await site[Symbol.asyncDispose]();
  },
});

const CONNECTED = 'Your account is connected.';

/** Presses the link or the button, and walks through the webview. */
async function connect(page: Page, site: Site): Promise<void> {
  await page.goto(`${site.url}/accounts`);
  await page.getByRole('link', {name: 'Connect a bank'}).click();
  await new Bank(page).connect();
}

/** No page of the site was ever at an address with a code, and the last one shows what is connected. */
async function expectConnected(page: Page, site: Site): Promise<void> {
  await expect(page.getByText(CONNECTED)).toBeVisible();
  await expect(page.locator('#connected')).toHaveText('One bank');
  expect(page.url()).toBe(`${site.url}/accounts?budgea=success`);
  expect(site.tokens.size).toBe(1);
  expect(site.pages.join()).not.toContain('code');
}

test.describe('without scripts', () => {
  test.use({javaScriptEnabled: false});

  test('a link leads through the bank and back to the page that tells the result', async ({page, site}) => {
    await connect(page, site);
    await expectConnected(page, site);
  });

  test('a reload of the result starts and exchanges nothing again', async ({page, site}) => {
    await connect(page, site);
    await expectConnected(page, site);
    await page.reload();
    await expectConnected(page, site);
  });

  test('a user who cancels comes back to the page', async ({page, site}) => {
    await page.goto(`${site.url}/accounts`);
    await page.getByRole('link', {name: 'Connect a bank'}).click();
    await new Bank(page).endWith('access_denied');
    await expect(page.getByText('You stopped before the end.')).toBeVisible();
    expect(page.url()).toBe(`${site.url}/accounts?budgea=cancelled`);
  });

  test.describe('with a strict session cookie', () => {
    test.use({sameSite: 'Strict'});

    test('one hop of the page itself brings the session back', async ({page, site}) => {
      await connect(page, site);
      await expectConnected(page, site);
    });
  });
});

test.describe('with scripts', () => {
  // it takes longer than a test may
  test.beforeAll(elements);

  test('the button leads to the same start, and the element shows the result', async ({page, site}) => {
    await connect(page, site);
    await expectConnected(page, site);
    const callback = page.locator('budgea-callback');
    expect(await callback.evaluate((element) => (element as BudgeaCallbackElement).result?.kind)).toBe(
      'success',
    );
  });

  test('a browser that blocks the storage connects all the same', async ({page, site}) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('blocked', 'SecurityError');
          },
        });
      }
    });
    await connect(page, site);
    await expectConnected(page, site);
  });

  test('a prefetch starts nothing, and the link works afterwards', async ({page, site}) => {
    await page.goto(`${site.url}/accounts`);
    const answered = page.waitForResponse('**/start/connect*');
    await page.evaluate(() => {
      const link = document.createElement('link');
      link.rel = 'prefetch';
      link.href = '/api/budgea/start/connect?prefetched';
      document.head.append(link);
    });
    expect((await answered).status()).toBe(204);
    expect(await page.context().cookies()).toHaveLength(1);
    await connect(page, site);
    await expectConnected(page, site);
  });
});
