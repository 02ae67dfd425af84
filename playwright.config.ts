import {defineConfig} from '@playwright/test';
import {resolveChrome} from './tools/chrome.js';

const {source, launchOptions} = await resolveChrome();
const DOCUMENTED = 'documented-tests.spec.ts';
const ACCESSIBILITY = 'accessibility/*.spec.ts';
const vite = 'node node_modules/vite/bin/vite.js';

export default defineConfig({
  testDir: 'test/e2e',
  metadata: {chrome: source},
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['./tools/tally-playwright.js']],
  use: {
    baseURL: 'http://localhost:4000',
    locale: 'en-US',
    launchOptions: {
      ...launchOptions,
      headless: true,
      // Playwright turns the back/forward cache off; visitors have it on
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    },
  },
  projects: [
    {name: 'all', testIgnore: [DOCUMENTED, ACCESSIBILITY]},
    {name: 'accessibility', testMatch: ACCESSIBILITY},
    // its tests start the shared service over, which nobody else can bear at that time
    {name: 'documentation', testMatch: DOCUMENTED, dependencies: ['all'], fullyParallel: false},
  ],
  webServer: [
    {command: vite, url: 'http://localhost:4000/', reuseExistingServer: !process.env['CI']},
    {
      command: `${vite} --config test/e2e/vite.config.ts`,
      url: 'http://localhost:4010/',
      reuseExistingServer: !process.env['CI'],
    },
  ],
});
