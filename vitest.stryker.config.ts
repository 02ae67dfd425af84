import {defineConfig} from 'vitest/config';

/** The flows' own tests, for mutation: quick, and without the ones that only wear things out. */
export default defineConfig({
  test: {
    globals: true,
    include: ['test/flows/**/*.test.ts'],
    testNamePattern: '^(?!.*a soak)',
  },
});
