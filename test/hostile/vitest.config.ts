import {defineConfig} from 'vitest/config';

/** Attacks on the package that are made up by a generator. `HOSTILE=long` runs more, `SEED=…` repeats a run. */
export default defineConfig({
  test: {
    include: ['test/hostile/*.test.ts'],
    globalSetup: 'test/hostile/print-seed.ts',
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
    // one file changes the clock or `Object.prototype` of its process
    isolate: true,
    maxWorkers: 2,
  },
});
