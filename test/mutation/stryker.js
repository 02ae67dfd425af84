/** What both runs of mutation testing share. */
export const settings = {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  ignoreStatic: false,
  reporters: ['clear-text', 'json'],
  clearTextReporter: {allowColor: false, logTests: false, reportMutants: true},
  concurrency: 2,
  // a busy machine must not look like a loop without an end
  timeoutMS: 20_000,
};
