import { githubReport } from './github';
import { jsonReport } from './json';
import { junitReport } from './junit';
import { sarifReport } from './sarif';
import type { Report } from './summary';
import { textReport } from './text';

export type { Report } from './summary';

/** The forms that a report can have. */
export const formats = {
  text: textReport,
  json: (report: Report) => jsonReport(report),
  sarif: (report: Report) => sarifReport(report),
  github: (report: Report) => githubReport(report),
  junit: (report: Report) => junitReport(report),
} as const;
export type Format = keyof typeof formats;
