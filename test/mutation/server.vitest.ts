import {configDefaults, defineConfig} from 'vitest/config';

/** The tests of the back end as mutation testing runs them. */
export default defineConfig({
  test: {
    include: ['test/server/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/*.browser.test.ts'],
    setupFiles: ['test/mutation/few-runs.ts'],
    testTimeout: 30_000,
  },
});
