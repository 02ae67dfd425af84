import {settings} from './stryker.js';

/** Changes lines of the back end, and fails if the tests notice too few of them. */
export default {
  ...settings,
  mutate: ['src/server/**/*.ts'],
  vitest: {configFile: 'test/mutation/server.vitest.ts'},
  jsonReporter: {fileName: 'test-results/mutation-server.json'},
  thresholds: {high: 100, low: 90, break: 90},
};
