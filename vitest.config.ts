import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

const entry = (name: string): string => fileURLToPath(new URL(`src/${name}/index.ts`, import.meta.url));
const sandbox = (name: string): string =>
  fileURLToPath(new URL(`packages/sandbox/src/${name}.ts`, import.meta.url));
const documented = (name: string): string =>
  fileURLToPath(new URL(`test/.back-end/${name}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      // the documentation's code imports the package by its name, and its own modules as each framework writes it
      'budgea-webview/define': fileURLToPath(new URL('src/define.ts', import.meta.url)),
      'budgea-webview/server/node': fileURLToPath(new URL('src/server/node.ts', import.meta.url)),
      'budgea-webview/flows': entry('flows'),
      'budgea-webview/server': entry('server'),
      'budgea-sandbox/testing': sandbox('testing'),
      'budgea-sandbox/vite': sandbox('vite'),
      'budgea-sandbox': sandbox('index'),
      '@/lib/budgea': documented('budgea.ts'),
      '$lib/server/budgea': documented('budgea.ts'),
    },
  },
  test: {
    globals: true,
    testTimeout: 60_000,
    include: ['test/{flows,node,server}/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
  },
});
