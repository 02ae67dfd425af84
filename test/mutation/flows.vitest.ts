import {configDefaults, defineConfig} from 'vitest/config';

/** The tests of the flows as mutation testing runs them: fewer runs of each property, and no stress test. */
export default defineConfig({
  test: {
    globals: true,
    include: ['test/flows/**/*.test.ts', 'test/docs/errors-doc.test.ts', 'test/server/public-url.test.ts'],
    exclude: [...configDefaults.exclude, '**/*.browser.test.ts'],
    setupFiles: ['test/mutation/few-runs.ts'],
    // every mutant runs these files again: one process for all of them takes half the time
    isolate: false,
    testNamePattern: '^(?!.*a long run)',
    testTimeout: 30_000,
  },
});
