const { install, packages } = require('./judges.json');

/** What `judges.fixture.ts` puts after the title of tests whose judges are missing. */
const mark = /\(not judged, for want of ([^)]+)\)$/;

/** One line that says how many tests were skipped for want of which judges, and what to install; '' when none was. */
function summaryOf(results) {
  const wanting = results.testResults
    .flatMap(({ testResults }) => testResults)
    .filter(({ status }) => status === 'pending')
    .map(({ ancestorTitles }) => ancestorTitles.flatMap((title) => mark.exec(title)?.[1].split(', ') ?? []))
    .filter((judges) => judges.length > 0);
  if (wanting.length === 0) return '';
  const missing = [...new Set(wanting.flat())].sort();
  const needed = [...new Set(missing.map((judge) => packages[judge]))].join(' ');
  const tests = wanting.length === 1 ? '1 test was' : `${wanting.length} tests were`;
  return `${tests} not judged, for want of ${missing.join(', ')}: ${install} ${needed}`;
}

/** A reporter of jest: the last line of a run says what was not looked at. */
module.exports = class ReportJudges {
  static summaryOf = summaryOf;

  onRunComplete(_contexts, results) {
    const summary = summaryOf(results);
    // Jest writes its own summary after the last of the reporters that one can name.
    if (summary !== '') setImmediate(() => process.stderr.write(`\n${summary}\n`));
  }
};
