import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { Node } from 'constructs';

/** What Node.js itself loads. */
const load = createRequire(__filename);

test('an error of Node.js is an Error of the test', () => {
  expect(() => readFileSync(`${__filename}.none`)).toThrow(Error);
});

test('a package is loaded once for all test files, but for those that our sources change', () => {
  expect([load('ajv').default === Ajv, load('constructs').Node === Node]).toEqual([true, false]);
});
