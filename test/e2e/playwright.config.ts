import {fileURLToPath} from 'node:url';
import {defineConfig, type PlaywrightTestConfig} from '@playwright/test';
import {resolveChrome} from '../../tools/chrome.js';
import {firefoxPath} from '../../tools/firefox.js';

const DOCUMENTED = '**/documented-tests.spec.ts';
const ACCESSIBILITY = '**/accessibility/*.spec.ts';
const root = fileURLToPath(new URL('../../', import.meta.url));
const vite = 'node node_modules/vite/bin/vite.js';

async function chrome(): Promise<PlaywrightTestConfig> {
  const {source, launchOptions} = await resolveChrome();
  return {
    metadata: {chrome: source},
    use: {
      launchOptions: {
        ...launchOptions,
        headless: true,
        // Playwright turns the back/forward cache off
        ignoreDefaultArgs: ['--disable-back-forward-cache'],
      },
    },
  };
}

/** The installed Firefox, by WebDriver BiDi: not the one that Playwright patches. */
function firefox(): PlaywrightTestConfig {
  return {
    // this way is slower
    timeout: 60_000,
    use: {
      browserName: 'firefox',
      channel: 'moz-firefox',
      launchOptions: {
        executablePath: firefoxPath(),
        // Playwright cannot click in a frame that has its own process
        firefoxUserPrefs: {'fission.autostart': false},
      },
    },
  };
}

const engine = process.env['BROWSERS'] === 'firefox' ? firefox() : await chrome();

export default defineConfig(engine, {
  testDir: '..',
  testMatch: ['e2e/*.spec.ts', 'e2e/accessibility/*.spec.ts', 'docs/*.spec.ts'],
  outputDir: '../../test-results',
  fullyParallel: true,
  workers: 2,
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['../../tools/tally-playwright.js']],
  use: {
    baseURL: 'http://localhost:4000',
    locale: 'en-US',
  },
  projects: [
    {name: 'all', testIgnore: [DOCUMENTED, ACCESSIBILITY]},
    {name: 'accessibility', testMatch: ACCESSIBILITY},
    // its tests restart the shared service, so no other test can run at the same time
    {name: 'documentation', testMatch: DOCUMENTED, dependencies: ['all'], fullyParallel: false},
  ],
  webServer: [
    {command: vite, cwd: root, url: 'http://localhost:4000/', reuseExistingServer: !process.env['CI']},
    {
      command: `${vite} --config test/e2e/vite.config.ts`,
      cwd: root,
      url: 'http://localhost:4010/',
      reuseExistingServer: !process.env['CI'],
    },
  ],
});
