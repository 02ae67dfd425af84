import {defineConfig} from '@playwright/test';
import {resolveChrome} from '../../../tools/chrome.js';

const {source, launchOptions} = await resolveChrome();

/** Tests the built documentation site, at the path that it is published at. */
export default defineConfig({
  metadata: {chrome: source},
  outputDir: '../../../test-results/site',
  fullyParallel: true,
  // some tests visit every page
  timeout: 120_000,
  workers: 2,
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['../../../tools/tally-playwright.js']],
  use: {
    baseURL: 'http://localhost:4020/budgea-webview/',
    locale: 'en-US',
    launchOptions: {...launchOptions, headless: true},
  },
  webServer: {
    command: 'node node_modules/vitepress/bin/vitepress.js preview website --port 4020',
    cwd: '../../..',
    url: 'http://localhost:4020/budgea-webview/',
    reuseExistingServer: !process.env['CI'],
  },
});
