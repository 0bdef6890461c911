import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { compareOutputs, formatDifferences } from '../../judging/verify/compare';
import { readDocuments } from '../../judging/verify/read-documents';
import { helmOutput } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { printChart } from '../../printing/chart';
import { plainObjects, printObjects } from '../../printing/trees';
import { systemsOf } from '../../program/app';
import { releaseOf } from '../../program/app/releases';
import { isSaid, sections } from './page.fixture';

/* One run of Helm for the whole page: a chart that has the chart of each idiom as a subchart. */

const release = { name: 'book', namespace: 'library' };
const phrases = sections.flatMap(({ phrases }) => phrases).filter(isSaid);
const systems = phrases.map((phrase, i) => systemsOf(phrase.make(`phrase-${i}`))[0]!);
const folder = mkdtempSync(join(tmpdir(), 'chartwright-phrases-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
}

write('Chart.yaml', 'apiVersion: v2\nname: book\nversion: 0.1.0\n');
for (const { definition, manifests } of systems) {
  const { files } = printChart(definition, manifests);
  files.forEach((text, path) => write(`charts/${definition.name}/${path}`, text));
}

/** The last environment of each idiom. */
const environments = systems.map((system) => system.definition.environments.at(-1)!);
const values: JsonObject = Object.fromEntries(
  systems.map(({ definition }, i) => [definition.name, environments[i]!.overrides]),
);

/** Both outputs of all idioms, printed and read. */
const plain = systems.map((system, i) => {
  const facts = { ...releaseOf(system, environments[i]!), release };
  return printObjects(plainObjects(system.manifests, facts, false));
});

test.each(helmVersions())('each idiom is the same in both outputs, for Helm $version', async (tool) => {
  const options = { chart: folder, release: release.name, namespace: release.namespace, values };
  const rendered = await helmOutput(tool, { ...options, extraArgs: ['--include-crds'] });
  expect(rendered.problems).toEqual([]);
  expect(rendered.objects.length).toBeGreaterThan(phrases.length);
  const differences = compareOutputs(
    readDocuments(plain).objects.map(({ object }) => object),
    rendered.objects.map(({ object }) => object),
  );
  expect(formatDifferences(differences)).toBe('');
});
