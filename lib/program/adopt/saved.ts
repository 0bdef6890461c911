import type { PrintedChart } from './printed';

const mark = 'chartwright adopt';

/** What an app prints, as text that a later run compares with. */
export const savedText = (charts: readonly PrintedChart[]): string =>
  `${JSON.stringify({ savedBy: mark, charts }, undefined, 2)}\n`;

/** The charts of such a text; undefined where it is another. */
export function readSaved(text: string): readonly PrintedChart[] | undefined {
  try {
    const read = JSON.parse(text) as { readonly savedBy?: unknown; readonly charts?: readonly PrintedChart[] } | null;
    return read?.savedBy === mark && Array.isArray(read.charts) ? read.charts : undefined;
  } catch {
    return undefined;
  }
}
