import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

const entry = (name: string): string => fileURLToPath(new URL(`src/${name}/index.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    // the README's code imports the package by its name
    alias: {'budgea-webview/server': entry('server'), 'budgea-webview/sandbox': entry('sandbox')},
  },
  test: {
    globals: true,
    testTimeout: 60_000,
    include: ['test/flows/**/*.test.ts', 'test/node/**/*.test.ts'],
  },
});
