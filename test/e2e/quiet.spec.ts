import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {expect, test} from '@playwright/test';
import {FLOW_TAGS} from '../support/flow-tags.js';
import {open, SITE} from './embed.js';

const TAGS = [...FLOW_TAGS, 'budgea-connection', 'budgea-callback'];

test('makes no request and opens no connection before a click', async ({page}) => {
  let connections = 0;
  const service = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => service.listen(0, 'localhost', resolve));
  try {
    const {port} = service.address() as AddressInfo;
    const asked: string[] = [];
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
      >${elements}</budgea-webview>`,
    );
    await expect(page.getByText('There is nothing to finish here.')).toBeVisible();
    for (const button of await page.getByRole('button').all()) {
      await button.hover();
      await button.focus();
    }
    await page.waitForLoadState('networkidle');
    const fromThePage = asked.filter((url) => !url.startsWith('data:'));
    expect(fromThePage).toEqual([page.url(), `${SITE}/single-file.js`]);
    expect(
      await page.locator('link:not([rel=icon]), script[type=speculationrules], iframe, img').count(),
    ).toBe(0);
    expect(connections).toBe(0);

    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await expect.poll(() => asked.at(-1)).toContain('/api/code');
    await page.locator('budgea-webview').evaluate((element) => {
      element.removeAttribute('code-url');
    });
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await expect.poll(() => connections).toBeGreaterThan(0);
  } finally {
    service.close();
  }
});
