import {defineConfig} from 'vitest/config';

/** What is published, tried as it is packed: build first. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/pack.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/package/**/*.test.ts', 'test/types/**/*.test.ts'],
  },
});
