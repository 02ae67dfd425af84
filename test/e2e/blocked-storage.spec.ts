import {expect, type LaunchOptions, test as base} from '@playwright/test';
import {ELSEWHERE, embed} from './embed.js';

/** Chromium blocks the storage of another site's frame by default, Firefox only if this preference says so. */
const test = base.extend<object, {readonly launchOptions: LaunchOptions}>({
  launchOptions: [
    async ({launchOptions, browserName}, use) => {
      const {firefoxUserPrefs} = launchOptions;
      const blocking = {firefoxUserPrefs: {...firefoxUserPrefs, 'network.cookie.cookieBehavior': 1}};
      await use({...launchOptions, ...(browserName === 'firefox' && blocking)});
    },
    {scope: 'worker'},
  ],
});

test('a frame of another site without storage fails with no-storage before it asks for a code or leaves', async ({
  page,
}, {config}) => {
  test.skip(config.metadata['chrome'] === '@sparticuz/chromium', 'the headless shell blocks no storage');
  const asked: string[] = [];
  const frame = await embed(page, ELSEWHERE, 'framed');
  const button = frame.getByRole('button', {name: 'Connect a bank'});
  await expect(button).toBeVisible();
  page.on('request', (request) => asked.push(request.url()));
  const told = frame.locator('output').evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('budgea-error', ({error}) => {
          resolve(error.code);
        });
      }),
  );
  await button.click();
  await expect(frame.getByText('Please allow site data (cookies)')).toBeVisible();
  expect(await told).toBe('no-storage');
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  expect(asked).toEqual([]);
  expect(page.url()).toContain(`${ELSEWHERE}/bare/`);
});
