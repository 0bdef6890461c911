import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { check } from '../check';
import { readDocuments } from '../folder/read-documents';
import { schemaRules } from '../schema-rules';
import { semanticRules } from '../semantics';

const read = (file: string) => readDocuments(readFileSync(join(__dirname, file), 'utf8'), file);
/** What a server took, and what was written from its sources. */
const [accepted, unusual] = [read('accepted.fixture.yaml'), read('unusual.fixture.yaml')];
const objects = [...accepted.objects, ...unusual.objects];
const problems = [...accepted.problems, ...unusual.problems];
const codes = new Set<string>([...schemaRules, ...semanticRules].map(({ code }) => code));

test('unusual objects are read', () => {
  expect([problems, objects.length > 220]).toEqual([[], true]);
});

test.each([['1.33'], ['1.34'], [undefined]])(
  'no object with unusual and legal features has an error, for %s',
  (kubernetes) => {
    const found = check({ objects, ...(kubernetes === undefined ? {} : { kubernetes }) }).filter(
      ({ code, severity }) => severity === 'error' && codes.has(code),
    );
    expect(
      found.map(({ code, object, pointer, message, line }) => `${line}: ${code} ${object} ${pointer} ${message}`),
    ).toEqual([]);
  },
);
