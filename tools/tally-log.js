// Adds up the tallies in a log of test runs and gates, and prints the sum.
import {readFileSync} from 'node:fs';

const log = readFileSync(process.argv[2], 'utf8');
const count = {passed: 0, failed: 0, skipped: 0};
for (const line of log.split('\n')) {
  const isTally = /^(wtr|e2e|gate|tarball|examples): \d+ passed/.test(line) || /^ +Tests +\d+ /.test(line);
  if (!isTally) continue;
  for (const [, number, outcome] of line.matchAll(/(\d+) (passed|failed|skipped)/g)) {
    count[outcome] += Number(number);
  }
}
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;
