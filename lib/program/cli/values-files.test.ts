import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { DefinitionError } from '../../core/values';
import { readValuesFiles } from './values-files';

const folder = mkdtempSync(join(tmpdir(), 'chartwright-values-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file with this content. */
function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** The problems of files, without the folder. */
function problemsOf(...names: readonly string[]): string[] {
  try {
    readValuesFiles(names);
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.message.replaceAll(`${folder}/`, '').split('\n');
  }
}

test('values files are read as Helm reads them', () => {
  const text = `# The shop
closing: 12:30
since: 2024-01-05
mode: 0o644
logo: !!binary aGk=
base: &base { cpu: 100m, memory: 1Gi }
web:
  <<: *base
  memory: 2Gi
nothing:
`;
  expect(readValuesFiles([file('a.yaml', text), file('b.yaml', ''), file('c.json', '\ufeff{\n\t"a": 1\n}\n')])).toEqual(
    [
      {
        name: join(folder, 'a.yaml'),
        values: {
          closing: '12:30',
          since: '2024-01-05',
          mode: 420,
          logo: 'hi',
          base: { cpu: '100m', memory: '1Gi' },
          web: { cpu: '100m', memory: '2Gi' },
          nothing: null,
        },
      },
      { name: join(folder, 'b.yaml'), values: {} },
      { name: join(folder, 'c.json'), values: { a: 1 } },
    ],
  );
});

test('a hundred and fifty aliases are not a failure', () => {
  const aliases = Array.from({ length: 150 }, (_, i) => `k${i}: *x\n`).join('');
  expect(readValuesFiles([file('aliases.yaml', `x: &x { a: 1 }\n${aliases}`)])[0]?.values['k149']).toEqual({ a: 1 });
});

test('documents after the first may be empty', () => {
  expect(readValuesFiles([file('ends.yaml', '---\na: 1\n---\n# nothing\n')])[0]?.values).toEqual({ a: 1 });
});

describe('all that is wrong with all files is told at once, each with its place and what to do', () => {
  test('in the text', () => {
    const first = file('first.yaml', 'web:\n  on: 1\n  port: 1\n  port: 2\nid: 9007199254740993\n');
    const second = file('second.yaml', 'a:\n\tb: 1\n');
    expect(problemsOf(first, second, join(folder, 'frist.yaml'))).toEqual([
      'first.yaml:2:3 web: the key on is read as the boolean true [unreadable-values]',
      '    Put the key in quotes.',
      'first.yaml:4:3 web.port: the key port is there twice [unreadable-values]',
      '    Remove one of the two, or merge them.',
      'first.yaml:5:5 id: the number 9007199254740993 is read with fewer digits, as 9007199254740992 [unreadable-values]',
      '    Put it in quotes if it is a text.',
      'second.yaml:2:1: a tab stands where only blanks may [unreadable-values]',
      '    Indent with blanks.',
      'frist.yaml: there is no such file; did you mean "first.yaml"? [unreadable-values]',
      '    Write its path as it is from the working directory.',
    ]);
  });

  test.each<[string, string | Buffer, string[]]>([
    [
      'several documents, of which Helm 3 reads the first',
      'a: 1\n---\nb: 2\n',
      [
        'x.yaml:3:1: Helm 3 reads the first document only, Helm 4 all of them [unreadable-values]',
        '    Put each document into a file of its own, and give --values for each.',
      ],
    ],
    [
      'a list',
      '# c\n- a\n',
      ['x.yaml:2:1: is not a map of values [unreadable-values]', '    Write it as lines of key: value.'],
    ],
    [
      'bytes that are not UTF-8',
      Buffer.from('# é\na: x\xe9y\n', 'latin1'),
      ['x.yaml:1:3: is not UTF-8 text: it holds the byte 0xe9 [unreadable-values]', '    Save the file as UTF-8.'],
    ],
    [
      'UTF-16',
      Buffer.from('\ufeffa: 1\n', 'utf16le'),
      ['x.yaml:1:1: is not UTF-8 text, but UTF-16 [unreadable-values]', '    Save the file as UTF-8.'],
    ],
    [
      'a zero byte',
      'a: 1\nb: x\0\n',
      ['x.yaml:2:5: is not text: it holds a zero byte [unreadable-values]', '    Save the file as UTF-8.'],
    ],
  ])('for a file with %s', (_what, content, problems) => {
    expect(problemsOf(file('x.yaml', content))).toEqual(problems);
  });
});

test('a replacement character that is written out is a character like any other', () => {
  expect(readValuesFiles([file('replaced.yaml', 'a: x\ufffdy\n')])[0]?.values).toEqual({ a: 'x\ufffdy' });
  expect(
    problemsOf(file('both.yaml', Buffer.concat([Buffer.from('a: \ufffd\nb: \ufffd'), Buffer.from([0xff])]))),
  ).toEqual([
    'both.yaml:2:5: is not UTF-8 text: it holds the byte 0xff [unreadable-values]',
    '    Save the file as UTF-8.',
  ]);
});

test('a last line that Helm 4 loses is refused', () => {
  const loses = 'Helm 4 does not read the last line: its length is a multiple of 4096 bytes, and no line break ends it';
  const line = (bytes: number) => `z: ${'x'.repeat(bytes - 3)}`;
  expect(problemsOf(file('lost.yaml', `a: 1\n${line(8192)}`))).toEqual(
    expect.arrayContaining([expect.stringContaining(loses), expect.stringContaining('lost.yaml:2:1')]),
  );
  expect(problemsOf(file('ended.yaml', `a: 1\n${line(4096)}\n`))).toEqual([]);
  expect(problemsOf(file('other.yaml', `a: 1\n${line(4095)}`))).toEqual([]);
  expect(problemsOf(file('empty.yaml', ''))).toEqual([]);
});
