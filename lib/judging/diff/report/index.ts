import { jsonChanges } from './json';
import { githubChanges, markdownChanges } from './markdown';
import type { ChangesReport } from './summary';
import { textChanges } from './text';

export type { ChangesReport } from './summary';

/** The forms that the changes can have: the same facts in each. */
export const formats = {
  text: textChanges,
  github: (report: ChangesReport) => githubChanges(report),
  markdown: (report: ChangesReport) => markdownChanges(report),
  json: (report: ChangesReport) => jsonChanges(report),
} as const;
export type Format = keyof typeof formats;
