import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mutatedTexts, randomTexts } from './random-yaml.fixture';
import { readYaml } from './read-yaml';
import { reads } from './yaml-cases.fixture';
import { asJson, helms, judgedByHelm, readByKubectl, removeRoot, root } from './yaml-judges.fixture';

afterAll(removeRoot);

/** Values files of the systems, in pieces. */
const valuesFiles = readdirSync('charts', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join('charts', name)).map((file) => join('charts', name, file)))
  .filter((file) => /values.*\.yaml$/.test(file))
  .flatMap((file) => readFileSync(file, 'utf8').split(/\n(?=\S)/))
  .filter((text) => text.includes(':'))
  .map((text) => `${text.split('\n').slice(0, 30).join('\n')}\n`);

const kinds = { ...randomTexts, 'a values file with mistakes': mutatedTexts(valuesFiles) };

test.each(Object.entries(kinds))('%s that is read means the same to both Helms', async (_kind, arbitrary) => {
  const texts = Array.from(new Set(fc.sample(arbitrary, { numRuns: 1500, seed: 1 })));
  const accepted = texts.flatMap((text) => {
    const { documents, faults } = readYaml(text, 'values');
    const value = documents[0]?.value ?? {};
    const isRead = faults.length === 0 && documents.length <= 1 && typeof value === 'object' && !Array.isArray(value);
    return isRead ? [{ text, judgement: reads(value) }] : [];
  });
  expect(accepted.length).toBeGreaterThan(50);
  for (const [, helm] of helms) {
    const judged = await judgedByHelm(
      helm,
      accepted.map(({ text }) => text),
    );
    expect(accepted.map(({ text }, i) => ({ text, judgement: judged[i] }))).toEqual(accepted);
  }
});

test('random texts within an object mean the same to kubectl', () => {
  const folder = join(root, 'objects');
  mkdirSync(folder);
  const texts = Object.values(kinds).flatMap((arbitrary) => fc.sample(arbitrary, { numRuns: 60, seed: 2 }));
  const accepted = texts.flatMap((text, i) => {
    const data = text.replace(/^/gm, '  ');
    const manifest = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "${i}" }\ndata:\n${data}\n`;
    const { documents, faults } = readYaml(manifest, 'manifests');
    if (faults.length > 0 || documents.length > 1) return [];
    writeFileSync(join(folder, `${i}.yaml`), manifest);
    return [asJson(documents[0]?.value)];
  });
  expect(accepted.length).toBeGreaterThan(50);
  const byName = (objects: readonly unknown[]) =>
    Object.fromEntries(objects.map((object) => [(object as { metadata: { name: string } }).metadata.name, object]));
  expect(byName(readByKubectl(folder))).toEqual(byName(accepted));
});
