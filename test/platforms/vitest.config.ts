import {defineConfig} from 'vitest/config';

/** Runs the documented back ends on their platforms. `npm run test:platforms` installs what they need before. */
export default defineConfig({
  test: {
    include: ['test/platforms/*.test.ts'],
    globalSetup: ['test/support/pack.ts', 'test/platforms/install.ts'],
    testTimeout: 60_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
  },
});
