import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { keyCases, reads, refuses, scalarCases, type Judgement } from './yaml-cases.fixture';
import { documentCases, manifestCases } from './yaml-documents.fixture';
import {
  asJson,
  helm3,
  helm4,
  helms,
  judgedAsValues,
  judgedByHelm,
  readByKubectl,
  removeRoot,
  root,
} from './yaml-judges.fixture';

afterAll(removeRoot);

describe.each(helms)('%s', (_name, helm, judge) => {
  test('reads scalars and keys as the table says', async () => {
    const all = [...scalarCases, ...keyCases];
    const judged = await judgedByHelm(
      helm,
      all.map(({ text }) => text),
    );
    expect(all.map(({ text }, i) => [text, judged[i]])).toEqual(all.map((each) => [each.text, each[judge]]));
  });

  test('reads values files as the table says', async () => {
    const judged: [string, Judgement][] = [];
    for (const { text } of documentCases) judged.push([text, await judgedAsValues(helm, text, judge)]);
    expect(judged).toEqual(documentCases.map((each) => [each.text, each[judge]]));
  });
});

test('Helm 3 reads the first document of a values file, Helm 4 all of them', async () => {
  const text = 'a: 1\n---\na: 2\nb: 3\n';
  expect(await judgedAsValues(helm3, text, 'documents')).toEqual(reads({ a: 1 }));
  expect(await judgedAsValues(helm4, text, 'documents')).toEqual(reads({ a: 2, b: 3 }));
  const closed = 'a: 1\n---\n# nothing\n---\n';
  for (const [, helm] of helms) expect(await judgedAsValues(helm, closed, 'documents')).toEqual(reads({ a: 1 }));
});

test('bytes that are not UTF-8 are refused by one Helm at least', async () => {
  const latin = Buffer.from('a: \xe9\n', 'latin1');
  for (const [, helm] of helms) expect(await judgedAsValues(helm, latin, 'bytes')).toEqual(refuses);
  expect(await judgedAsValues(helm4, Buffer.from('\ufeffa: 1\n', 'utf16le'), 'bytes')).toEqual(refuses);
});

test.each(manifestCases.map((each) => [JSON.stringify(each.text), each] as const))(
  'kubectl reads %s as the table says',
  (_text, { text, values, kubectl: judgement }) => {
    const file = join(root, 'manifest.yaml');
    writeFileSync(file, text);
    const objects = readByKubectl(file);
    if ('refuses' in judgement) return expect(objects).toEqual([]);
    expect(objects).toEqual(asJson(values ?? judgement.reads));
  },
);
