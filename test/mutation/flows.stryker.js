import {settings} from './stryker.js';

/** Changes lines of the flows, and fails if the tests notice too few of them. */
export default {
  ...settings,
  mutate: ['src/{flows,service}/**/*.ts'],
  vitest: {configFile: 'test/mutation/flows.vitest.ts'},
  jsonReporter: {fileName: 'test-results/mutation-flows.json'},
  thresholds: {high: 100, low: 95, break: 95},
};
