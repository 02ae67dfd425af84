import {configDefaults, defineConfig} from 'vitest/config';

/** The tests of the back end as mutation testing runs them. */
export default defineConfig({
  test: {
    include: ['test/server/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/*.browser.test.ts'],
    setupFiles: ['test/mutation/few-runs.ts'],
    // every mutant runs these files again: one process for all of them takes half the time
    isolate: false,
    testTimeout: 30_000,
  },
});
