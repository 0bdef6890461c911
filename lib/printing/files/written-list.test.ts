import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { digestOf, printList, readList, union, type WrittenFiles } from './written-list';

const list = (files: Readonly<Record<string, readonly string[]>>): WrittenFiles =>
  new Map(Object.entries(files).map(([path, contents]) => [path, new Set(contents.map(digestOf))]));

test('there is one line for each file, by code unit, as sha256sum prints it', () => {
  const lines = printList(list({ 'shop/ä.yaml': ['a'], 'shop/z.yaml': ['a'], 'Z.yaml': ['b'] })).split('\n');

  expect(lines.filter((line) => !line.startsWith('#'))).toEqual([
    '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  Z.yaml',
    'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  shop/z.yaml',
    'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  shop/ä.yaml',
    '',
  ]);
});

test('a list of nothing is not text', () => {
  expect(printList(new Map())).toBe('');
});

test('whatever the files are called, the list is read as it was written, also with the line endings of Windows', () => {
  const name = fc
    .string({ unit: 'binary', minLength: 1 })
    .filter((text) => !/[\0\\/]/.test(text) && text !== '.' && text !== '..');
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
  const contents = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(fc.dictionary(path, contents, { noNullPrototype: true }), (files) => {
      const text = printList(list(files));
      expect(readList(text)).toEqual({ files: list(files), problems: [] });
      expect(readList(text.replaceAll('\n', '\r\n'))).toEqual({ files: list(files), problems: [] });
    }),
  );
});

test('lines of a merge that went wrong are named, and the others are read', () => {
  const [ours, theirs] = [`${digestOf('a')}  a.yaml`, `${digestOf('b')}  a.yaml`];
  const conflict = ['# A comment', '<<<<<<< HEAD', ours, '=======', theirs, '>>>>>>> main', ''].join('\n');

  expect(readList(conflict)).toEqual({
    files: list({ 'a.yaml': ['a', 'b'] }),
    problems: [
      'line 2 is not "SHA-256  PATH": "<<<<<<< HEAD"',
      'line 4 is not "SHA-256  PATH": "======="',
      'line 6 is not "SHA-256  PATH": ">>>>>>> main"',
    ],
  });
});

test.each(['../a', 'a/../../b', '/etc/passwd', './a', 'a//b', 'a/', 'a\\..\\..\\b', 'a\0b'])(
  'the path %j, which leads elsewhere, is not taken from a list',
  (path) => {
    const { files, problems } = readList(`${digestOf('a')}  ${path}\n`);
    expect([files.size, problems.length]).toEqual([0, 1]);
  },
);

test('the union of two lists has all digests of both', () => {
  const [a, b] = [list({ x: ['1'], y: ['1'] }), list({ y: ['2'], z: ['2'] })];

  expect(union(a, b)).toEqual(list({ x: ['1'], y: ['1', '2'], z: ['2'] }));
  expect(a).toEqual(list({ x: ['1'], y: ['1'] }));
});
