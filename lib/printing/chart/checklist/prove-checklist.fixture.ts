import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { items, subjectsOf } from './checklist.fixture';

/** Holds the charts of the systems that are wanted against what docs/charts.md promises of every chart. */
export function proveChecklist(isWanted: (system: string) => boolean): void {
  const subjects = subjectsOf(isWanted);
  afterAll(() => subjects.forEach((subject) => subject.remove()));

  describe.each(subjects.map((subject) => [subject.name, subject] as const))('the chart of %s', (_, subject) => {
    // All at once: what they let Helm render is then rendered together.
    let checked: readonly PromiseSettledResult<readonly string[]>[];
    beforeAll(async () => {
      checked = await Promise.allSettled(items.map(async ({ check }) => check(subject)));
    }, 300_000);

    test.each(items.map((item, i) => [`${item.number}. ${item.title}`, i] as const))('%s', (_title, i) => {
      expect(checked[i]).toEqual({ status: 'fulfilled', value: [] });
    });
  });
}
