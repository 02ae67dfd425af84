import {defineConfig} from '@playwright/test';
import {resolveChrome} from '../../tools/chrome.js';

// the browser from npm, so that everybody gets the same pixels
process.env['BUNDLED_CHROME'] = '1';
const {source, launchOptions} = await resolveChrome();

export default defineConfig({
  testDir: '.',
  metadata: {chrome: source},
  outputDir: '../../test-results/visual',
  fullyParallel: true,
  workers: 2,
  // a long sheet takes its time
  timeout: 60_000,
  expect: {timeout: 30_000},
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['../../tools/tally-playwright.js']],
  snapshotPathTemplate: '{testDir}/baselines/{arg}{ext}',
  use: {
    baseURL: 'http://localhost:4050',
    locale: 'en-US',
    viewport: {width: 1280, height: 800},
    launchOptions: {
      ...launchOptions,
      headless: true,
      // letters by their outlines only, independent of the machine's settings for fonts
      args: [
        ...launchOptions.args,
        '--font-render-hinting=none',
        '--disable-lcd-text',
        '--disable-font-subpixel-positioning',
      ],
    },
  },
  webServer: {
    command: 'node node_modules/vite/bin/vite.js --config test/visual/vite.config.ts',
    cwd: '../..',
    url: 'http://localhost:4050/',
    reuseExistingServer: !process.env['CI'],
  },
});
