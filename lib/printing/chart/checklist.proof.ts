import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { systemsOf } from '../../program/app';
import { systems as declared } from '../../systems';
import { behaviourItems } from './checklist/behaviour.fixture';
import { fileItems } from './checklist/files.fixture';
import { knobItems } from './checklist/knobs.fixture';
import { nameItems } from './checklist/names.fixture';
import { Subject } from './checklist/subject.fixture';
import { printChart } from './chart-files';

/* What docs/charts.md promises of every chart, on the chart of every system. */

const items = [...fileItems, ...nameItems, ...knobItems, ...behaviourItems];

const app = new App();
for (const System of declared) new System(app);
const root = join(__dirname, '../../..');
const license = readFileSync(join(root, 'LICENSE'), 'utf8');
const subjects = systemsOf(app).map(({ definition, manifests }) => {
  const exceptions = definition.declarations?.exceptions ?? [];
  const excepted = manifests.filter(({ construct }) =>
    exceptions.some((each) => construct === each.construct || construct.startsWith(`${each.construct}/`)),
  );
  const templates = new Set(excepted.map(({ file }) => `templates/${file}.yaml`));
  return new Subject(definition.name, printChart(definition, manifests, license).files, templates);
});
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

test('docs/charts.md lists the same items under the same numbers', () => {
  const document = readFileSync(join(root, 'docs/charts.md'), 'utf8');
  const headings = Array.from(document.matchAll(/^### (\d+)\. (.*)$/gm), ([, number, title]) => `${number}. ${title}`);
  expect(headings).toEqual(items.map(({ number, title }) => `${number}. ${title}`));
});
