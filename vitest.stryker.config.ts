import {defineConfig} from 'vitest/config';

/** The flows' own tests, for mutation: without the ones that only wear things out. */
export default defineConfig({
  test: {
    globals: true,
    include: ['test/flows/**/*.test.ts', 'test/node/page.test.ts', 'test/node/errors-doc.test.ts'],
    setupFiles: ['test/support/few-runs.ts'],
    testNamePattern: '^(?!.*a soak)',
  },
});
