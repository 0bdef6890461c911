const { readFileSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');

/** Seconds. A shorter test file is started in any order. */
const least = 5;
const library = join(__dirname, '../..');

/** The seconds that the long test files took, by path in lib, the longest first; `reports` are those of `jest --json`. */
function weightsOf(reports) {
  const all = reports.flatMap(({ testResults }) =>
    testResults.map(({ name, startTime, endTime }) => [
      relative(library, name).replaceAll('\\', '/'),
      Math.round((endTime - startTime) / 1000),
    ]),
  );
  return Object.fromEntries(
    all.filter(([, seconds]) => seconds >= least).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
  );
}

module.exports = { weightsOf };

// node lib/judging/testing/write-weights.js REPORT...
if (require.main === module) {
  const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(join(__dirname, 'weights.json'), `${JSON.stringify(weightsOf(reports), undefined, 2)}\n`);
}
