import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {expect, test} from '@playwright/test';
import {connection, endingIn, WRONGPASS} from '../support/connections.js';
import {ELEMENT_TAGS} from '../support/element-tags.js';
import {open, SITE} from './embed.js';

const TAGS = ELEMENT_TAGS.filter((tag) => tag !== 'budgea-webview');
const CONNECTIONS = [connection('1'), connection('2', WRONGPASS), connection('3', endingIn(5))];

test('asks only the back end for connections before a click', async ({page}) => {
  let connections = 0;
  const service = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => service.listen(0, 'localhost', resolve));
  try {
    const {port} = service.address() as AddressInfo;
    const asked: string[] = [];
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', ({message}) => said.push(message));
    await page.route('**/api/connections', (route) => route.fulfill({json: {connections: CONNECTIONS}}));
    page.on('request', (request) => asked.push(request.url()));
    const elements = TAGS.map((tag) => `<${tag} connection-id="46" error="wrongpass"></${tag}>`).join('');
    await open(
      page,
      SITE,
      `<link rel="icon" href="data:,">
      <script type="module" src="/single-file.js"></script>
      <budgea-webview
        base-url="http://localhost:${port}"
        client-id="1"
        redirect-uri="/cb"
        code-url="/api/code"
        token-url="/api/token"
        connections-url="/api/connections"
      >${elements}</budgea-webview>`,
    );
    await expect(page.getByText('There is nothing to finish here.')).toBeVisible();
    await expect(page.getByText('1 connected', {exact: true})).toBeVisible();
    for (const button of await page.getByRole('button').all()) {
      await button.hover();
      await button.focus();
    }
    await page.waitForLoadState('networkidle');
    const fromThePage = asked.filter((url) => !url.startsWith('data:'));
    expect(fromThePage).toEqual([page.url(), `${SITE}/single-file.js`, `${SITE}/api/connections`]);
    expect(said).toEqual([]);
    expect(
      await page.locator('link:not([rel=icon]), script[type=speculationrules], iframe, img').count(),
    ).toBe(0);
    expect(connections).toBe(0);

    const connect = page.locator('budgea-webview > budgea-connect').getByRole('button');
    await connect.click();
    await expect.poll(() => asked.at(-1)).toContain('/api/code');
    await page.locator('budgea-webview').evaluate((element) => {
      element.removeAttribute('code-url');
    });
    await connect.click();
    await expect.poll(() => connections).toBeGreaterThan(0);
  } finally {
    service.close();
  }
});
