import {expect, test} from '@playwright/test';
import type {BudgeaConnectElement} from '../../src/index.js';
import {Bank} from './bank.js';
import {ELSEWHERE, embed, framedPage, IFRAME, open, SAME_SITE, SITE} from './embed.js';

const SERVICE = /^http:\/\/localhost:4001\//;

for (const [what, origin] of [
  ['its own origin', SITE],
  ['another origin of its site', SAME_SITE],
] as const) {
  test(`a button in a frame of ${what} leaves from the top window, and the answer is verified`, async ({
    page,
  }) => {
    const frame = await embed(page, origin, 'framed');
    await frame.getByRole('button', {name: 'Connect a bank'}).click();
    await expect(page).toHaveURL(SERVICE);
    await new Bank(page).connect();
    await expect(page.getByText('Your account is connected.')).toBeVisible();
    await expect(page).toHaveURL(framedPage('callback'));
  });
}

test('a button in a frame of another site leaves, and its answer is unverified, since that storage is kept apart', async ({
  page,
  browserName,
}) => {
  test.skip(browserName === 'chromium', 'it blocks this storage: blocked-storage.spec.ts tests that');
  const frame = await embed(page, ELSEWHERE, 'framed');
  await frame.getByRole('button', {name: 'Connect a bank'}).click();
  await expect(page).toHaveURL(SERVICE);
  await new Bank(page).press('Cancel');
  await expect(page.getByText('This was not started in this browser.')).toBeVisible();
});

test('a frame that must not navigate the top window says so, and its button works again', async ({page}) => {
  const forbidding = IFRAME.replace(' allow-top-navigation-by-user-activation', '');
  const frame = await embed(page, SAME_SITE, 'framed', forbidding);
  const button = frame.getByRole('button', {name: 'Connect a bank'});
  for (const press of ['first', 'second']) {
    const told = frame.locator('output').evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('budgea-error', ({error}) => {
            resolve(`${error.code}: ${error.message} ${JSON.stringify(localStorage)}`);
          });
        }),
    );
    await button.click();
    await expect(frame.getByText('Please open this site in its own tab'), press).toBeVisible();
    expect(await told).toMatch(/^navigation-blocked: target must be allowed by the sandbox/);
    expect(await told).not.toContain('flow');
    await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  }
  expect(page.url()).toContain(`${SAME_SITE}/bare/`);
});

test('without a target only the frame leaves', async ({page}) => {
  const frame = await embed(page, SAME_SITE, 'start');
  const left = page.waitForRequest(SERVICE);
  await frame.getByRole('button', {name: 'Connect a bank'}).click();
  expect((await left).frame().parentFrame()).toBe(page.mainFrame());
  expect(page.url()).toContain(`${SAME_SITE}/bare/`);
});

test('a button moved into the document of a frame leaves that frame', async ({page}) => {
  const button = `<budgea-connect base-url="http://localhost:4001" client-id="17473055" redirect-uri="/cb"></budgea-connect>`;
  await open(page, SITE, `<script type="module" src="/single-file.js"></script>${button}<iframe></iframe>`);
  await expect(page.getByRole('button')).toBeVisible();
  await page.evaluate(() => {
    const element = document.querySelector<BudgeaConnectElement>('budgea-connect');
    if (element) document.querySelector('iframe')?.contentDocument?.body.append(element);
  });
  const moved = page.frameLocator('iframe').getByRole('button');
  const left = page.waitForRequest(SERVICE);
  await moved.click();
  expect((await left).frame().parentFrame()).toBe(page.mainFrame());
  expect(page.url()).toContain(`${SITE}/bare/`);
});
