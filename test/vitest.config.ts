import {fileURLToPath} from 'node:url';
import {configDefaults, defineConfig} from 'vitest/config';

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
/** A module of the documentation's own back end. */
const documented = (name: string): string => path(`test/.back-end/${name}`);
const documentedWebhooks = path('test/.webhooks/webhooks.ts');

/** The tests that run in Node, without a build. */
export default defineConfig({
  resolve: {
    alias: {
      // the documentation's code imports the package by its name, and its own modules as each framework writes it
      'budgea-webview/callback': path('src/callback.ts'),
      'budgea-webview/define': path('src/define.ts'),
      'budgea-webview/server/node': path('src/server/node.ts'),
      'budgea-webview/flows': path('src/flows/index.ts'),
      'budgea-webview/server': path('src/server/index.ts'),
      'budgea-sandbox/testing': path('packages/sandbox/src/testing.ts'),
      'budgea-sandbox/vite': path('packages/sandbox/src/vite.ts'),
      'budgea-sandbox': path('packages/sandbox/src/index.ts'),
      '@/lib/budgea': documented('budgea.ts'),
      '$lib/server/budgea': documented('budgea.ts'),
      '~~/server/utils/budgea': documented('budgea.ts'),
      '@/lib/webhooks': documentedWebhooks,
      '$lib/server/webhooks': documentedWebhooks,
      '~~/server/utils/webhooks': documentedWebhooks,
    },
  },
  test: {
    globals: true,
    testTimeout: 60_000,
    include: [
      'test/{docs,flows,server}/**/*.test.ts',
      'test/**/*.node.test.ts',
      'packages/*/test/**/*.test.ts',
      'bench/test/**/*.test.ts',
    ],
    exclude: [...configDefaults.exclude, '**/*.browser.test.ts'],
  },
});
