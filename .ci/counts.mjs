// Adds up test reports and prints `N passed, N failed, N skipped`; fails when a report is missing or ran nothing.
import { readFileSync } from 'node:fs';

const sum = { passed: 0, failed: 0, skipped: 0 };
let missing = 0;
for (const path of process.argv.slice(2)) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    sum.passed += report.numPassedTests;
    sum.failed += report.numFailedTests;
    sum.skipped += report.numPendingTests + report.numTodoTests;
    if (report.numPassedTests === 0) missing += 1;
    for (const file of report.testResults) {
      for (const test of file.assertionResults) {
        if (test.status === 'skipped' || test.status === 'pending') console.log(`skipped: ${test.fullName}`);
        if (test.status === 'failed') console.log(`FAILED: ${test.fullName}`);
      }
    }
  } catch (error) {
    console.log(`no report ${path}: ${error.message}`);
    missing += 1;
  }
}
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 || missing > 0 ? 1 : 0;
