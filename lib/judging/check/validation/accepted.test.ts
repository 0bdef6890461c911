import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { check } from '../check';
import { readDocuments } from '../folder/read-documents';
import { schemaRules } from '../schema-rules';
import { semanticRules } from '../semantics';

const { objects, problems } = readDocuments(
  readFileSync(join(__dirname, 'accepted.fixture.yaml'), 'utf8'),
  'accepted.fixture.yaml',
);
const codes = new Set<string>([...schemaRules, ...semanticRules].map(({ code }) => code));

test('unusual objects are read', () => {
  expect([problems, objects.length > 70]).toEqual([[], true]);
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
