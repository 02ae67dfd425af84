import {configDefaults, defineConfig} from 'vitest/config';

/** What is published, tested as it is packed: build first. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/pack.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/package/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/*.{node,browser}.test.ts'],
  },
});
