import {expect, test} from '@playwright/test';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import {endFlow, fetchFrom} from '../../packages/sandbox/src/testing.js';
import {createBackend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {type Listening, listen} from '../server/upstream.js';

/** The elements, from a server that lets pages of any origin load them. */
const ELEMENTS = 'http://localhost:4010/budgea-webview.js';
const ACCESS_TOKEN = 'Bearer t.0-k';

/** A back end on another site than the page, for one user with an access token. */
class Api {
  readonly sandbox = createSandbox();
  token: string | null | undefined;
  /** The methods of the requests. */
  readonly received: (string | undefined)[] = [];
  readonly #allowedOrigins: readonly string[];

  constructor(allowedOrigins: readonly string[]) {
    this.#allowedOrigins = allowedOrigins;
  }

  start(): Promise<Listening> {
    const backend = createBackend({
      domain: 'demo',
      clientId: 17473055,
      clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
      getUser: ({headers}) =>
        headers.get('authorization') === ACCESS_TOKEN ? {id: 'ann', token: this.token} : null,
      saveToken: (_user, token) => {
        this.token = token;
      },
      allowedOrigins: this.#allowedOrigins,
      fetch: fetchFrom(this.sandbox),
    });
    const listener = nodeListener(backend);
    return listen((request, response) => {
      this.received.push(request.method);
      listener(request, response);
    });
  }
}

/** Starts the app: its pages send an access token with each request to the back end. */
async function startApp(): Promise<Listening & {readonly page: (api: string, content: string) => void}> {
  let body = '';
  const server = await listen((_request, response) => {
    response.writeHead(200, {'content-type': 'text/html'}).end(body);
  });
  return {
    ...server,
    // the back end must be on another site
    url: server.url.replace('127.0.0.1', 'localhost'),
    page: (api, content) => {
      body = `<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,">
        <budgea-webview domain="demo" client-id="17473055" redirect-uri="/" code-url="${api}/code" token-url="${api}/token">
          ${content}
        </budgea-webview>
        <script type="module">
          import '${ELEMENTS}';
          document.querySelector('budgea-webview').fetch = (url, init) =>
            fetch(url, {...init, headers: {...init.headers, authorization: '${ACCESS_TOKEN}'}});
        </script>`;
    },
  };
}

test('an app uses a back end on another origin that allows it', async ({page}) => {
  await page.route('https://demo.biapi.pro/**', (route) => route.fulfill({body: 'the webview'}));
  await using app = await startApp();
  const api = new Api([app.url]);
  await using server = await api.start();
  const connect = async (): Promise<string> => {
    app.page(server.url, '<budgea-connect></budgea-connect>');
    await page.goto(app.url);
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await page.waitForURL('https://demo.biapi.pro/**');
    return page.url();
  };

  const {search} = new URL(await endFlow(api.sandbox, await connect(), {connectorIds: [59]}));
  app.page(server.url, '<budgea-callback></budgea-callback>');
  await page.goto(`${app.url}/${search}`);
  await expect(page.getByText('Your account is connected.')).toBeVisible();
  expect(api.token).toBeTruthy();
  expect(new URL(await connect()).searchParams.get('code')).toBeTruthy();
});

test('an app gets nothing from a back end that allows other origins only', async ({page}) => {
  await using app = await startApp();
  const api = new Api(['https://app.example']);
  await using server = await api.start();
  app.page(server.url, '<budgea-connect></budgea-connect>');
  await page.goto(app.url);
  const asked = page.waitForEvent('requestfailed', (request) => request.url() === `${server.url}/code`);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await asked;
  expect(page.url()).toBe(`${app.url}/`);
  // a question without an answer that allows it: the request itself was never sent
  expect(api.received).toEqual(['OPTIONS']);
});
