// Prints a plain closing line ("N passed, N failed, N skipped") for CI logs.
export function tallyReporter() {
  return {
    stop({sessions}) {
      const count = {passed: 0, failed: 0, skipped: 0};
      const walk = (suite) => {
        for (const test of suite?.tests ?? [])
          count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
        for (const child of suite?.suites ?? []) walk(child);
      };
      for (const session of sessions) {
        const before = count.failed;
        walk(session.testResults);
        if (!session.passed && count.failed === before) count.failed += 1; // the file itself did not load
      }
      console.log(`\nwtr: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
    },
  };
}
