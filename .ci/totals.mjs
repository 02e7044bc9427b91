// Adds up the test runner's reports and the closing line of the deployment test. Tests that did not run have failed.
import { existsSync, readFileSync } from 'node:fs';

const [deployLog, ...reports] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const report of reports) {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0 };
  passed += numPassedTests;
  failed += Math.max(numFailedTests, Math.min(numFailedTestSuites, 1));
  if (numPassedTests + numFailedTests + numFailedTestSuites === 0) failed += 1;
}
const [, deployPassed = 0, deployFailed = 0] =
  /^(\d+) passed, (\d+) failed$/m.exec(existsSync(deployLog) ? readFileSync(deployLog, 'utf8') : '') ?? [];
passed += Number(deployPassed);
failed += Number(deployFailed);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
