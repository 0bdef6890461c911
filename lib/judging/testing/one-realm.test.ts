import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { Construct } from 'constructs';

test('an error of Node.js is an Error of the test', () => {
  expect(() => readFileSync(`${__filename}.none`)).toThrow(Error);
});

test('a package is loaded once for all test files, also one that our sources change', () => {
  const loadedForThisFile = ({ name }: { name: string }, folder: string) => [
    name,
    Object.keys(require.cache).some((path) => path.includes(`/node_modules/${folder}/`)),
  ];
  expect([loadedForThisFile(Ajv, 'ajv'), loadedForThisFile(Construct, 'constructs')]).toEqual([
    ['Ajv', false],
    ['Construct', false],
  ]);
});
