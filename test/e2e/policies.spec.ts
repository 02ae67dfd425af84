import {expect, type Page, test} from '@playwright/test';
import {VERSION} from '../../src/version.js';
import {connection, FETCHING, WRONGPASS} from '../support/connections.js';
import {POLICIES, policyPath} from '../support/policies.js';
import {Bank} from './bank.js';

const addressOf = (title: string, page: string): string => `http://localhost:4010${policyPath(title, page)}`;

/** Collects the errors and warnings of a page. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  const onComplaint = (text: string): void => {
    // Firefox asks for an icon, which these policies forbid
    if (!text.includes('/favicon.ico')) complaints.push(text);
  };
  page.on('pageerror', ({message}) => {
    onComplaint(message);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) onComplaint(message.text());
  });
  return complaints;
}

/** Connects a bank, from the button to the end of the callback page. */
async function connectBank(page: Page): Promise<void> {
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  const token = page.waitForResponse('**/api/budgea/token');
  await new Bank(page).connect();
  expect((await token).status()).toBe(204);
  await expect(page.getByText('Your account is connected.')).toBeVisible();
}

test('these are all policies in the documentation', () => {
  expect(POLICIES.map(({title}) => title)).toEqual([
    'From your own origin',
    'With a nonce',
    'Two copies of Lit',
    'Only the flows',
    'In a frame',
  ]);
});

for (const title of ['From your own origin', 'With a nonce']) {
  test(`under the policy '${title}' the elements are styled and work to the end`, async ({page}) => {
    const complaints = complaintsOf(page);
    await page.goto(addressOf(title, 'start'));
    for (const name of ['Connect a bank', 'Reconnect']) {
      const button = page.getByRole('button', {name});
      await expect(button).toHaveCSS('font-weight', '600');
      await expect(button).not.toHaveCSS('border-radius', '0px');
    }
    await connectBank(page);
    await expect(page.locator('budgea-callback svg')).toHaveCSS('fill', 'none');
    await expect(page).toHaveURL(addressOf(title, 'callback'));
    expect(complaints).toEqual([]);
  });
}

for (const title of ['From your own origin', 'With a nonce', 'Two copies of Lit']) {
  test(`under the policy '${title}' the panel is styled, asks and disconnects`, async ({page}) => {
    const complaints = complaintsOf(page);
    let connections = [connection('46'), connection('47', WRONGPASS), connection('48', FETCHING)];
    await page.route('**/connections', (route) => route.fulfill({json: {connections}}));
    await page.route('**/connections/46', (route) => {
      connections = connections.slice(1);
      return route.fulfill({status: 204});
    });
    await page.goto(addressOf(title, 'panel'));
    const rows = page.getByRole('listitem');
    await expect(rows).toHaveCount(3);
    await expect(page.locator('[part=tile]').first()).toHaveCSS('background-color', 'rgb(26, 115, 232)');
    await expect(page.locator('[part=progress]')).toHaveCSS('block-size', '4px');
    await page.getByRole('button', {name: 'Disconnect Banque 46'}).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toHaveCSS('border-radius', '16px');
    await dialog.getByRole('button', {name: 'Disconnect'}).click();
    await expect(rows).toHaveCount(2);
    expect(complaints).toEqual([]);
  });
}

test.describe('two versions on a page', () => {
  const first = `stays in version ${VERSION}: 0.0.9 came second`;

  test("under the policy 'Two copies of Lit' the first version stays, the console says so once, and everything works", async ({
    page,
  }) => {
    const complaints = complaintsOf(page);
    await page.goto(addressOf('Two copies of Lit', 'twice'));
    await expect(page.getByText('There is nothing to finish here.')).toBeVisible();
    expect(complaints).toEqual([expect.stringContaining(first)]);
    await connectBank(page);
    expect(complaints).toHaveLength(2);
  });

  test('a module of one and the single file of the other share settings, and everything works', async ({
    page,
  }) => {
    const complaints = complaintsOf(page);
    await page.goto(addressOf('Two copies of Lit', 'mixed'));
    const versions = await page.evaluate(() =>
      ['budgea-connect', 'budgea-webview', 'budgea-callback'].map(
        (tag) => (customElements.get(tag) as unknown as {readonly version: string}).version,
      ),
    );
    expect(versions).toEqual([VERSION, '0.0.9', '0.0.9']);
    const told = complaints.filter((text) => !text.startsWith('Lit is in dev mode'));
    expect(told).toEqual([`<budgea-connect> ${first}`]);
    await connectBank(page);
  });

  test("without 'allow-duplicates' the second throws, and the first works", async ({page}) => {
    const complaints = complaintsOf(page);
    await page.goto(addressOf('From your own origin', 'twice'));
    await expect(page.getByText('There is nothing to finish here.')).toBeVisible();
    expect(complaints.join()).toContain('lit-html');
    await connectBank(page);
  });
});

test('without a policy of Trusted Types, the elements are not registered', async ({page}) => {
  const complaints = complaintsOf(page);
  await page.goto(addressOf('Only the flows', 'start'));
  await expect.poll(() => complaints.join()).toContain('lit-html');
  expect(await page.evaluate(() => customElements.get('budgea-connect'))).toBeUndefined();
});

test("under the policy 'Only the flows' the flows start and finish", async ({page}) => {
  const complaints = complaintsOf(page);
  await page.goto(addressOf('Only the flows', 'flows'));
  await expect(page.locator('output')).toHaveText('{"kind":"none"}');
  await page.getByRole('button', {name: 'Start'}).click();
  await new Bank(page).press('Cancel');
  await expect
    .poll(async () => JSON.parse((await page.locator('output').textContent()) || 'null') as unknown)
    .toEqual({kind: 'cancelled', flow: 'connect', error: 'access_denied'});
  expect(complaints).toEqual([]);
});
