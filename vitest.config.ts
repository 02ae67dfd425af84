import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    globals: true,
    include: ['test/flows/**/*.test.ts', 'test/node/**/*.test.ts'],
  },
});
