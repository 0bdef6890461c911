import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commentLine, commentLines } from './comment-lines';
import { readYaml } from './read-yaml';

test('what YAML takes for the end of a line ends one of the comment, and blanks at its end are left out', () => {
  expect(commentLines('a \r\nb\t\nc\rd\u0085e\u2028f\u2029\n g')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', '', ' g']);
  expect(commentLine(' a \r\n\n b\u2028c\n')).toBe('a b c');
});

test('what no YAML may hold is written as JSON would', () => {
  expect(commentLines('a\0b\u0007\ufeff\ufffe\u007f 😀')).toEqual(['a\\u0000b\\u0007\\ufeff\\ufffe\\u007f 😀']);
});

test('no text gets out of its comment, or makes what is around it unreadable', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '\r',
      '\t',
      '\0',
      '\u0085',
      '\u2028',
      '\u2029',
      '\ufeff',
      '\uffff',
      '#',
      '-',
    ),
  });
  fc.assert(
    fc.property(text, (written) => {
      const comment = commentLines(written).map((line) => `# ${line}`);
      const { documents, faults } = readYaml(
        ['a: 1', ...comment, `# ${commentLine(written)}`, 'b: 2', ''].join('\n'),
        'values',
      );
      expect([documents.map(({ value }) => value), faults]).toEqual([[{ a: 1, b: 2 }], []]);
    }),
  );
});
