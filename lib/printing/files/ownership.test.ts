import { mkdirSync, readFileSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { outputOf, readTree, remove, temporaryFolder, writeTree } from './test-disk';
import { writeOutput, type OutputOptions, type OutputReport } from './write-output';

/* What is ours and what is not: which files a run may overwrite and remove. */

let root = '';

beforeEach(() => {
  root = temporaryFolder();
});

afterEach(() => {
  remove(root);
});

type Files = Readonly<Record<string, string>>;

function write(files: Files, options?: OutputOptions, folders = ['dist']): OutputReport {
  return writeOutput(root, new Map(Object.entries(files)), folders, options);
}

/** What a run says that is refused, without the root; it must leave everything as it was. */
function refusal(files: Files, options?: OutputOptions): string {
  const before = readTree(root);
  let message = '(nothing is refused)';
  try {
    write(files, options);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(readTree(root)).toEqual(before);
  return message.replaceAll(`${root}/`, '');
}

const list = (): string => readFileSync(join(root, 'dist/.chartwright'), 'utf8');

describe('files that we have not written', () => {
  const foreign = {
    'dist/notes.txt': 'mine',
    'dist/shop/mine.yaml': 'mine',
    'dist/web.ts': 'mine',
    'dist/handmade/Chart.yaml': 'mine',
  };

  test('are not touched by any run', () => {
    writeTree(root, foreign);

    write({ 'dist/shop/a.yaml': 'a', 'dist/b.yaml': 'b' });
    write({ 'dist/b.yaml': 'B' });
    expect(write({}).removed).toEqual(['dist/b.yaml']);

    expect(readTree(root)).toEqual({ 'dist/': '', 'dist/handmade/': '', 'dist/shop/': '', ...foreign });
  });

  test('that are in the way are all named, and nothing is written', () => {
    writeTree(root, { 'dist/b.yaml': 'mine', 'dist/a.yaml': 'mine', 'dist/shop': 'mine' });

    expect(refusal({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b', 'dist/c.yaml': 'c', 'dist/shop/d.yaml': 'd' })).toBe(
      [
        'dist/a.yaml: was not written by chartwright, and would be overwritten [foreign-file]',
        'dist/b.yaml: was not written by chartwright, and would be overwritten [foreign-file]',
        'dist/shop: was not written by chartwright, and would be overwritten [foreign-file]',
        '    Move it away, write elsewhere (in another folder), or let it be overwritten: --force.',
      ].join('\n'),
    );
  });

  test('that are in the way are overwritten with force, and are then ours; all others stay', () => {
    writeTree(root, { 'dist/a.yaml': 'mine', 'dist/other.yaml': 'mine', 'dist/shop': 'mine' });

    expect(write({ 'dist/a.yaml': 'a', 'dist/shop/b.yaml': 'b' }, { force: true }).written).toEqual([
      'dist/a.yaml',
      'dist/shop/b.yaml',
    ]);
    expect(write({ 'dist/b.yaml': 'b' }).removed).toEqual(['dist/a.yaml', 'dist/shop/b.yaml']);
    expect(outputOf(readTree(root))).toEqual({ 'dist/b.yaml': 'b', 'dist/other.yaml': 'mine' });
  });

  test('in a folder where a file has to go are not removed even with force', () => {
    writeTree(root, { 'dist/a/deep/mine.yaml': 'mine' });
    const message =
      'dist/a: is a folder with files that chartwright did not write, and a file has to go there [foreign-folder]\n' +
      '    Move it away or write elsewhere (--outdir DIR).';

    expect(refusal({ 'dist/a': 'a' }, { elsewhere: '--outdir DIR' })).toBe(message);
    expect(refusal({ 'dist/a': 'a' }, { elsewhere: '--outdir DIR', force: true })).toBe(message);
  });

  test('that have the bytes that we would write are ours from then on', () => {
    writeTree(root, { 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' });

    expect(write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' }).unchanged).toEqual(['dist/a.yaml', 'dist/b.yaml']);
    expect(write({ 'dist/a.yaml': 'A' })).toMatchObject({ written: ['dist/a.yaml'], removed: ['dist/b.yaml'] });
  });
});

describe('files of ours that somebody has changed', () => {
  beforeEach(() => {
    write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' });
    writeTree(root, { 'dist/a.yaml': 'changed' });
  });

  test('are not overwritten', () => {
    expect(refusal({ 'dist/a.yaml': 'new', 'dist/b.yaml': 'new' })).toBe(
      'dist/a.yaml: was changed since chartwright wrote it, and would be overwritten [changed-file]\n' +
        '    Move it away, write elsewhere (in another folder), or let it be overwritten: --force.',
    );
    expect(refusal({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' })).toContain('dist/a.yaml: was changed');
  });

  test('are not removed, and what else is in the way is said as well', () => {
    writeTree(root, { 'dist/c.yaml': 'mine' });

    expect(refusal({ 'dist/c.yaml': 'c' })).toBe(
      [
        'dist/c.yaml: was not written by chartwright, and would be overwritten [foreign-file]',
        '    Move it away, write elsewhere (in another folder), or let it be overwritten: --force.',
        'dist/a.yaml: was changed since chartwright wrote it, and would be removed, as it is no longer produced [changed-file]',
        '    Remove it or undo the change; with --force it stays as it is, and is not a file of chartwright any more.',
      ].join('\n'),
    );
  });

  test('are overwritten with force', () => {
    expect(write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' }, { force: true }).written).toEqual(['dist/a.yaml']);
  });

  test('are let go with force where they are no longer produced, and nobody asks for them again', () => {
    expect(write({ 'dist/b.yaml': 'b' }, { force: true })).toMatchObject({ removed: [], released: ['dist/a.yaml'] });
    expect(write({ 'dist/b.yaml': 'b' })).toMatchObject({ removed: [], released: [] });
    expect(outputOf(readTree(root))).toEqual({ 'dist/a.yaml': 'changed', 'dist/b.yaml': 'b' });
  });

  test('into what we would write now are as we want them', () => {
    expect(write({ 'dist/a.yaml': 'changed', 'dist/b.yaml': 'b' })).toMatchObject({ written: [], removed: [] });
    expect(write({}).removed).toEqual(['dist/a.yaml', 'dist/b.yaml']);
  });

  test('do not hinder a run that does not answer for them', () => {
    expect(write({ 'dist/b.yaml': 'B' }, { scope: ['dist/b.yaml'] }).written).toEqual(['dist/b.yaml']);
    expect(refusal({ 'dist/b.yaml': 'B' })).toContain('dist/a.yaml: was changed');
  });
});

test('files of ours that somebody has removed are written again, or forgotten', () => {
  write({ 'dist/a.yaml': 'a', 'dist/shop/b.yaml': 'b' });
  const before = list();
  unlinkSync(join(root, 'dist/a.yaml'));
  unlinkSync(join(root, 'dist/shop/b.yaml'));

  expect(write({ 'dist/a.yaml': 'a', 'dist/shop/b.yaml': 'b' }).written).toEqual(['dist/a.yaml', 'dist/shop/b.yaml']);
  expect(list()).toBe(before);
  unlinkSync(join(root, 'dist/shop/b.yaml'));
  expect(write({ 'dist/a.yaml': 'a' }).removed).toEqual([]);
  expect(Object.keys(readTree(root))).toEqual(['dist/', 'dist/.chartwright', 'dist/a.yaml']);
});

test('a folder in the place of a file of ours that is no longer produced is somebody elses', () => {
  write({ 'dist/a': 'a', 'dist/b': 'b' });
  unlinkSync(join(root, 'dist/a'));
  writeTree(root, { 'dist/a/mine.yaml': 'mine' });

  expect(write({ 'dist/b': 'b' }).removed).toEqual([]);
  expect(outputOf(readTree(root))).toEqual({ 'dist/a/mine.yaml': 'mine', 'dist/b': 'b' });
});

test('line endings that git has changed are not a change by hand', () => {
  const files = { 'dist/a.yaml': 'a: 1\nb: 2\n', 'dist/b.yaml': 'b\n' };
  write(files);
  const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
  writeTree(root, {
    'dist/a.yaml': crlf('a: 1\nb: 2\n'),
    'dist/b.yaml': crlf('b\n'),
    'dist/.chartwright': crlf(list()),
  });

  expect(write({ 'dist/a.yaml': 'a: 2\n' })).toMatchObject({ written: ['dist/a.yaml'], removed: ['dist/b.yaml'] });
  writeTree(root, { 'dist/c.yaml': 'c\r\n' });
  expect(write({ 'dist/a.yaml': 'a: 2\n', 'dist/c.yaml': 'c\n' }).written).toEqual(['dist/c.yaml']);
});

describe('the list', () => {
  const both = { 'dist/a/x.yaml': 'a', 'dist/b/x.yaml': 'b' };

  test('keeps what a run for a part does not answer for', () => {
    write(both);
    write({ 'dist/a/y.yaml': 'a' }, { scope: ['dist/a'] });

    expect(list().match(/ {2}.*/g)).toEqual(['  a/y.yaml', '  b/x.yaml']);
    expect(write({}).removed).toEqual(['dist/a/y.yaml', 'dist/b/x.yaml']);
  });

  test('is the same after parts in any order as after the whole', () => {
    write(both);
    const whole = list();
    remove(join(root, 'dist'));
    write({ 'dist/b/x.yaml': 'b' }, { scope: ['dist/b'] });
    write({ 'dist/a/x.yaml': 'a' }, { scope: ['dist/a'] });

    expect(list()).toBe(whole);
  });

  test('of one folder does not speak for another', () => {
    write({ 'dist/a.yaml': 'a', 'charts/a.yaml': 'a' }, {}, ['dist', 'charts']);

    write({ 'dist/a.yaml': 'A' });

    expect(outputOf(readTree(root))).toEqual({ 'charts/a.yaml': 'a', 'dist/a.yaml': 'A' });
  });

  test('with a merge conflict is refused with what to do, and doing it heals', () => {
    write({ 'dist/a.yaml': 'ours' });
    const [ours] = list().match(/^[0-9a-f].*$/m)!;
    write({ 'dist/a.yaml': 'theirs' });
    const [theirs] = list().match(/^[0-9a-f].*$/m)!;
    writeTree(root, { 'dist/.chartwright': `<<<<<<< HEAD\n${ours}\n=======\n${theirs}\n>>>>>>> main\n` });

    expect(refusal({ 'dist/a.yaml': 'new' })).toBe(
      [
        'dist/.chartwright: line 1 is not "SHA-256  PATH": "<<<<<<< HEAD"',
        'dist/.chartwright: line 3 is not "SHA-256  PATH": "======="',
        'dist/.chartwright: line 5 is not "SHA-256  PATH": ">>>>>>> main"',
        '    dist/.chartwright lists the files that chartwright may overwrite and remove. After a merge, delete the lines of ' +
          'the markers and keep those of both sides; or take the list of one side (git checkout --ours or --theirs).',
      ].join('\n'),
    );
    writeTree(root, { 'dist/.chartwright': `${ours}\n${theirs}\n` });
    expect(write({ 'dist/a.yaml': 'new' }).written).toEqual(['dist/a.yaml']);
  });

  test('that cannot be read is passed over with force', () => {
    write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' });
    writeTree(root, { 'dist/.chartwright': `what is this?\n${list()}` });

    expect(write({ 'dist/a.yaml': 'A' }, { force: true })).toMatchObject({
      written: ['dist/a.yaml'],
      removed: ['dist/b.yaml'],
    });
    expect(list()).not.toContain('what is this?');
  });

  test('that is lost makes strangers of the files that are not as we would write them', () => {
    write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' });
    rmSync(join(root, 'dist/.chartwright'));

    expect(refusal({ 'dist/a.yaml': 'A' })).toContain('dist/a.yaml: was not written by chartwright');
    expect(write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' }).written).toEqual([]);
    expect(write({ 'dist/a.yaml': 'A' }).removed).toEqual(['dist/b.yaml']);
  });

  test('that names places outside of its folder is refused, and nothing there is removed', () => {
    writeTree(root, { 'mine.txt': 'a' });
    mkdirSync(join(root, 'dist'));
    const digest = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';
    writeTree(root, { 'dist/.chartwright': `${digest}  ../mine.txt\n` });

    expect(refusal({ 'dist/a.yaml': 'a' })).toContain(`line 1 is not "SHA-256  PATH": "${digest}  ../mine.txt"`);
  });
});
