// Prints what was skipped and why, and a plain closing line ("N passed, N failed, N skipped") for CI logs.
export default class TallyReporter {
  #suite;

  onBegin(_config, suite) {
    this.#suite = suite;
  }

  onEnd() {
    const count = {passed: 0, failed: 0, skipped: 0};
    for (const test of this.#suite.allTests()) {
      const outcome = test.outcome();
      // the list above names what passed only at its second try
      const passed = outcome === 'expected' || outcome === 'flaky';
      count[outcome === 'skipped' ? 'skipped' : passed ? 'passed' : 'failed'] += 1;
      if (outcome !== 'skipped') continue;
      const reasons = test.annotations.map(({description}) => description).join();
      console.log(`skipped: ${test.title}: ${reasons || 'it did not run'}`);
    }
    console.log(`\ne2e: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  }
}
