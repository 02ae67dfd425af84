import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {a11ySnapshotPlugin} from '@web/test-runner-commands/plugins';
import {resolveChrome} from '../tools/chrome.js';
import {firefoxPath} from '../tools/firefox.js';
import {frameworkPages} from '../tools/framework-pages.js';
import {serverRendered} from '../tools/server-rendered.js';
import {tallyReporter} from '../tools/tally.js';

const wanted = (process.env.BROWSERS ?? 'chrome').split(',').map((name) => name.trim());

const launchers = {
  async chrome() {
    const {source, launchOptions} = await resolveChrome();
    console.log(`chrome: ${source}`);
    return chromeLauncher({
      launchOptions,
      // a context for each page: storage is not shared, and sendKeys/sendMouse do not hang in a background tab
      createPage: async ({context}) => (await context.browser().createBrowserContext()).newPage(),
    });
  },
  async firefox() {
    const {default: puppeteer} = await import('puppeteer-core');
    return chromeLauncher({
      puppeteer,
      concurrency: 1,
      launchOptions: {browser: 'firefox', executablePath: firefoxPath(), headless: true},
    });
  },
  async webkit() {
    const {webdriverLauncher} = await import('@web/test-runner-webdriver');
    const {startWebKit} = await import('../tools/webkit.js');
    return webdriverLauncher(await startWebKit());
  },
};

export default {
  files: ['test/{flows,components,frameworks}/**/*.test.ts', '!**/*.node.test.ts'],
  nodeResolve: {exportConditions: ['browser', 'development']},
  concurrency: wanted.includes('webkit') ? 1 : 2, // webdriver: sendMouse needs 1
  concurrentBrowsers: 1,
  browsers: await Promise.all(wanted.map((name) => launchers[name]())),
  plugins: [
    serverRendered(),
    frameworkPages(),
    a11ySnapshotPlugin(),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
    }),
  ],
  reporters: [defaultReporter({reportTestProgress: Boolean(process.stdout.isTTY)}), tallyReporter()],
  filterBrowserLogs: ({args}) => !/Lit is in dev mode/.test(String(args[0])),
  coverageConfig: {
    include: ['src/**/*.ts'],
    reporters: ['text', 'lcov', 'json-summary'],
  },
  testFramework: {config: {timeout: 60_000}},
};
