import { afterAll, describe, expect, test } from '@jest/globals';
import { items, subjectsOf } from './checklist/checklist.fixture';
import { Subject } from './checklist/subject.fixture';

/* The control of the checklist, which finds nothing in charts that are as they should be. */

const subjects = subjectsOf();
afterAll(() => subjects.forEach((subject) => subject.remove()));

describe('each check finds what it is for', () => {
  test.each(items.map((item) => [`${item.number}. ${item.title}`, item] as const))('%s', async (_, item) => {
    const { name, files, excepted } = subjects.find((subject) => subject.name === (item.on ?? 'sovd-webapp'))!;
    const spoiled = new Map(files);
    item.spoil(spoiled);
    const subject = new Subject(name, spoiled, excepted);
    try {
      expect(await item.check(subject)).not.toEqual([]);
    } finally {
      subject.remove();
    }
  });
});
