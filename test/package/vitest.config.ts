import {configDefaults, defineConfig} from 'vitest/config';

/** Tests the packages as they are packed. Build first. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/pack.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/package/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/*.{node,browser}.test.ts'],
  },
});
