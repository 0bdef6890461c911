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

/** The API server takes two elements with the same keys here, and only server-side apply refuses them. */
const refusedWhenApplied = [
  'duplicate-entry admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy same-variable /spec/variables/1/name there is an entry with name "a" already',
  'duplicate-entry v1 Pod sources /spec/containers/0/resources/claims/1/name there is an entry with name "gpu" already',
];

test('unusual objects are read', () => {
  expect([problems, objects.length > 220]).toEqual([[], true]);
});

test.each([['1.33'], ['1.34'], [undefined]])(
  'no object with unusual and legal features has an error but those for server-side apply, for %s',
  (kubernetes) => {
    const found = check({ objects, ...(kubernetes === undefined ? {} : { kubernetes }) }).filter(
      ({ code, severity }) => severity === 'error' && codes.has(code),
    );
    expect(
      found
        .map(({ code, object, pointer, message, line }) => [`${code} ${object} ${pointer} ${message}`, line] as const)
        .filter(([text]) => !refusedWhenApplied.includes(text)),
    ).toEqual([]);
    expect(found).toHaveLength(refusedWhenApplied.length);
  },
);
