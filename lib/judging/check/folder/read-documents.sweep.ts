import { expect, test } from '@jest/globals';
import { readDocuments } from './read-documents';

test('a document of more lines than a call may have arguments is read in one go', () => {
  const lines = Array.from({ length: 130_000 }, (_, i) => `  k${i}: vvvvvvvvvvvvvvvv\n`);
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: big\ndata:\n${lines.join('')}`;
  const { objects, problems } = readDocuments(text, 'x.yaml');
  expect([objects.length, problems.length]).toEqual([1, 0]);
});
