import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { outputOf, readTree, remove, temporaryFolder, writeTree } from './test-disk';
import { writeOutput, type OutputOptions, type OutputReport } from './write-output';

let root = '';

beforeEach(() => {
  root = temporaryFolder();
});

afterEach(() => {
  remove(root);
});

function write(files: Readonly<Record<string, string>>, folders = ['dist'], options?: OutputOptions): OutputReport {
  return writeOutput(root, new Map(Object.entries(files)), folders, options);
}

describe('what is written', () => {
  test('new files appear with their folders, and the root too when it is missing', () => {
    remove(root);
    const report = write({ 'dist/shop/b.yaml': 'b\n', 'dist/a.yaml': 'ä\n' });

    expect(report).toEqual({
      written: ['dist/a.yaml', 'dist/shop/b.yaml'],
      unchanged: [],
      removed: [],
      released: [],
      lists: ['dist/.chartwright'],
    });
    expect(readTree(root)).toEqual({
      'dist/': '',
      'dist/.chartwright': expect.stringMatching(/  a\.yaml\n.*  shop\/b\.yaml\n$/) as unknown,
      'dist/a.yaml': 'ä\n',
      'dist/shop/': '',
      'dist/shop/b.yaml': 'b\n',
    });
  });

  test('bytes are written as they are', () => {
    const bytes = Uint8Array.from([0, 255, 128, 10, 13]);
    writeOutput(root, new Map([['charts/shop.tgz', bytes]]), ['charts']);

    expect(writeOutput(root, new Map([['charts/shop.tgz', bytes]]), ['charts']).unchanged).toEqual(['charts/shop.tgz']);
  });

  test('files have mode 0644 whatever the umask is', () => {
    const umask = process.umask(0o077);
    try {
      write({ 'dist/a.yaml': 'a' });
    } finally {
      process.umask(umask);
    }
    const modes = ['dist/a.yaml', 'dist/.chartwright'].map((path) => statSync(join(root, path)).mode & 0o777);
    expect(modes).toEqual([0o644, 0o644]);
  });

  test('files that have their bytes are not touched, others are', () => {
    write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' });
    const list = statSync(join(root, 'dist/.chartwright')).ino;
    write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' });
    expect(statSync(join(root, 'dist/.chartwright')).ino).toBe(list);
    const past = new Date('2001-02-03T04:05:06Z');
    utimesSync(join(root, 'dist/a.yaml'), past, past);
    utimesSync(join(root, 'dist/b.yaml'), past, past);
    const inode = statSync(join(root, 'dist/a.yaml')).ino;

    expect(write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'B' })).toEqual({
      written: ['dist/b.yaml'],
      unchanged: ['dist/a.yaml'],
      removed: [],
      released: [],
      lists: ['dist/.chartwright'],
    });
    expect(statSync(join(root, 'dist/a.yaml'))).toMatchObject({ mtime: past, ino: inode });
    expect(statSync(join(root, 'dist/b.yaml')).mtime).not.toEqual(past);
  });

  test('a changed file is put in place of the old one at once, so that who reads the old one has it whole', () => {
    write({ 'dist/a.yaml': 'old' });
    const reader = openSync(join(root, 'dist/a.yaml'), 'r');

    write({ 'dist/a.yaml': 'new' });

    expect(readFileSync(reader, 'utf8')).toBe('old');
    closeSync(reader);
  });

  test('a dry run reports the same and touches nothing', () => {
    write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b', 'dist/old.yaml': 'old' });
    const before = readTree(root);
    const files = { 'dist/a.yaml': 'a', 'dist/b.yaml': 'B' };

    const forecast = write(files, ['dist'], { dryRun: true });

    expect(readTree(root)).toEqual(before);
    expect(forecast).toEqual(write(files));
  });

  test('a dry run needs no root', () => {
    remove(root);

    expect(write({ 'dist/a.yaml': 'a' }, ['dist'], { dryRun: true }).written).toEqual(['dist/a.yaml']);
    expect(existsSync(root)).toBe(false);
  });
});

describe('what is removed', () => {
  test('files that are no longer produced, and the folders left empty', () => {
    write({ 'dist/shop/production/a.yaml': 'a', 'dist/shop/staging/a.yaml': 'a', 'dist/gone/deep/er/a.yaml': 'a' });
    writeTree(root, { 'dist/empty/': '', 'distant/a.yaml': 'foreign', 'charts/README.md': 'foreign' });

    const report = write({ 'dist/shop/production/a.yaml': 'a' });

    expect(report).toEqual({
      written: [],
      unchanged: ['dist/shop/production/a.yaml'],
      removed: ['dist/gone/deep/er/a.yaml', 'dist/shop/staging/a.yaml'],
      released: [],
      lists: ['dist/.chartwright'],
    });
    expect(Object.keys(readTree(root))).toEqual([
      ...['charts/', 'charts/README.md', 'dist/', 'dist/.chartwright', 'dist/empty/'],
      ...['dist/shop/', 'dist/shop/production/', 'dist/shop/production/a.yaml', 'distant/', 'distant/a.yaml'],
    ]);
  });

  test('only below the paths that the run answers for', () => {
    write({ 'charts/index.yaml': 'old', 'charts/shop/a.yaml': 'a', 'charts/bank/a.yaml': 'a' }, ['charts']);

    const report = write({}, ['charts'], { scope: ['charts/index.yaml', 'charts/bank'] });

    expect(report.removed).toEqual(['charts/bank/a.yaml', 'charts/index.yaml']);
    expect(outputOf(readTree(root))).toEqual({ 'charts/shop/a.yaml': 'a' });
    expect(write({}, ['charts']).removed).toEqual(['charts/shop/a.yaml']);
    expect(readTree(root)).toEqual({ 'charts/': '' });
  });

  test('a file gives way to a folder, and a folder to a file', () => {
    write({ 'dist/a': 'file', 'dist/b/c/d.yaml': 'd', 'dist/b/e.yaml': 'e' });
    mkdirSync(join(root, 'dist/b/empty'));

    expect(write({ 'dist/a/x.yaml': 'x', 'dist/b': 'file' })).toEqual({
      written: ['dist/a/x.yaml', 'dist/b'],
      unchanged: [],
      removed: ['dist/a', 'dist/b/c/d.yaml', 'dist/b/e.yaml'],
      released: [],
      lists: ['dist/.chartwright'],
    });
    expect(outputOf(readTree(root))).toEqual({ 'dist/a/x.yaml': 'x', 'dist/b': 'file' });
  });

  test('a file whose name changes only in letter case is there afterwards', () => {
    write({ 'dist/Shop/A.yaml': 'a' });

    write({ 'dist/shop/a.yaml': 'a' });

    expect(outputOf(readTree(root))).toEqual({ 'dist/shop/a.yaml': 'a' });
  });

  test('the root itself can be an output folder', () => {
    writeTree(root, { 'mine.txt': 'foreign' });
    write({ 'a.yaml': 'a', 'b/c.yaml': 'c' }, ['']);

    expect(write({ 'a.yaml': 'a' }, ['']).removed).toEqual(['b/c.yaml']);
    expect(Object.keys(readTree(root))).toEqual(['.chartwright', 'a.yaml', 'mine.txt']);
  });

  test('of two output folders, one in the other, each has its own files', () => {
    const folders = ['out', 'out/charts'];
    write({ 'out/a.yaml': 'a', 'out/charts/b.yaml': 'b' }, folders);

    expect(write({ 'out/charts/b.yaml': 'b' }, ['out/charts']).unchanged).toEqual(['out/charts/b.yaml']);
    expect(write({ 'out/a.yaml': 'a' }, folders).removed).toEqual(['out/charts/b.yaml']);
    expect(Object.keys(readTree(root))).toEqual(['out/', 'out/.chartwright', 'out/a.yaml', 'out/charts/']);
  });
});

describe('what is refused, before anything is changed', () => {
  const before = { 'dist/a.yaml': 'old', 'dist/stale.yaml': 'old' };

  test('two spellings of a folder, which is one folder where letter case and the encoding of accents are ignored', () => {
    const files = { 'dist/A/x': 'x', 'dist/a/y': 'y', 'dist/\u00e9': 'z', 'dist/e\u0301': 'z' };
    expect(() => write(files)).toThrow(
      new Error(
        '"dist/A" and "dist/a" differ only in letter case; rename one of them.\n' +
          '"dist/\u00e9" and "dist/e\u0301" differ only in how an accent is encoded; rename one of them.',
      ),
    );
  });

  test.each([
    ['../a.yaml', '"../a.yaml" is not an output path: it contains a "." or ".." segment; name each folder.'],
    ['dist/../../a', '"dist/../../a" is not an output path: it contains a "." or ".." segment; name each folder.'],
    ['dist/./a', '"dist/./a" is not an output path: it contains a "." or ".." segment; name each folder.'],
    ['/etc/a', '"/etc/a" is not an output path: it is absolute; give it relative to the output root.'],
    ['C:/a', '"C:/a" is not an output path: it is absolute; give it relative to the output root.'],
    ['dist\\a', '"dist\\\\a" is not an output path: it contains a backslash; separate folders by "/".'],
    ['dist//a', '"dist//a" is not an output path: it has an empty segment; remove the extra "/".'],
    ['dist/', '"dist/" is not an output path: it has an empty segment; remove the extra "/".'],
    ['', '"" is not an output path: it has an empty segment; remove the extra "/".'],
    ['dist/a\0b', '"dist/a\\u0000b" is not an output path: it contains a NUL character.'],
    [
      '.chartwright-1/a',
      '".chartwright-1/a" is not an output path: names that begin with ".chartwright-" are used while writing.',
    ],
    ['main.ts', '"main.ts" is in none of the folders that this run writes to (dist).'],
    ['distant/a', '"distant/a" is in none of the folders that this run writes to (dist).'],
    ['dist/.chartwright', '"dist/.chartwright" is where the list of written files goes; choose another name.'],
    [
      `dist/${'é'.repeat(128)}/a`,
      `"dist/${'é'.repeat(128)}/a" is not an output path: a name in it has more than 255 bytes, which no file system holds; shorten it.`,
    ],
    ['dist/A.yaml', '"dist/a.yaml" and "dist/A.yaml" differ only in letter case; rename one of them.'],
    ['dist/A.yaml/b', '"dist/a.yaml" and "dist/A.yaml" differ only in letter case; rename one of them.'],
    ['dist/a.yaml/b', '"dist/a.yaml" is a file, but "dist/a.yaml/b" needs a folder of that name; rename one of them.'],
  ])('the path %j', (path, message) => {
    writeTree(root, before);
    const tree = readTree(root);

    expect(() => write({ 'dist/a.yaml': 'new', [path]: 'x' })).toThrow(new Error(message));
    expect(readTree(root)).toEqual(tree);
  });

  test('all bad paths are listed at once', () => {
    expect(() => write({ '../a': '', '/b': '' })).toThrow(/"\.\.\/a" .*\n"\/b" /);
  });

  test('an output folder outside of the root', () => {
    expect(() => write({}, ['.'])).toThrow('"." is not an output path');
    expect(() => write({}, ['..'])).toThrow('".." is not an output path');
  });

  test('a scope outside of the output folders', () => {
    expect(() => write({}, ['dist'], { scope: ['charts'] })).toThrow('"charts" is in none of the folders');
  });

  test('an output folder that is a symbolic link', () => {
    writeTree(root, { 'elsewhere/dist/mine.txt': 'foreign' });
    symlinkSync('elsewhere/dist', join(root, 'dist'));
    const tree = readTree(root);
    const message =
      `${root}/dist is a symbolic link to elsewhere/dist, and output is never written through a link. ` +
      `Remove the link (rm ${root}/dist) and run again.`;

    expect(() => write({ 'dist/a.yaml': 'a' })).toThrow(new Error(message));
    expect(readTree(root)).toEqual(tree);
  });

  test('a symbolic link above an output folder', () => {
    writeTree(root, { 'elsewhere/': '' });
    symlinkSync('elsewhere', join(root, 'build'));

    expect(() => write({ 'build/dist/a.yaml': 'a' }, ['build/dist'])).toThrow(`${root}/build is a symbolic link`);
  });

  test.each(['build', 'build/dist'])('a file in the place of the output folder or above it: %s', (path) => {
    writeTree(root, { [path]: 'foreign' });
    const tree = readTree(root);

    expect(() => write({ 'build/dist/a.yaml': 'a' }, ['build/dist'])).toThrow(
      `${root}/${path} is a file, but output needs a folder of that name. Move the file away and run again.`,
    );
    expect(readTree(root)).toEqual(tree);
  });

  test('a folder in the place of the list', () => {
    writeTree(root, { 'dist/.chartwright/': '' });

    expect(() => write({ 'dist/a.yaml': 'a' })).toThrow(
      `${root}/dist/.chartwright is not a file, but the list of written files goes there. Move it away and run again.`,
    );
  });

  test('an output folder on another file system', () => {
    expect(() => writeOutput('/', new Map(), ['dev/dist'], { dryRun: true })).toThrow(
      '/dev is on another file system than /, so that files cannot be renamed into it. Put both on one file system',
    );
  });

  test('a root that is a file', () => {
    writeTree(root, { file: 'foreign' });

    expect(() => writeOutput(join(root, 'file'), new Map([['dist/a', 'a']]), ['dist'])).toThrow(
      `The output root ${root}/file is not a folder. Choose another one or move it away.`,
    );
  });

  test('a path that the file system cannot hold, found after other files were staged', () => {
    write(before);
    const tree = readTree(root);
    const files = { 'dist/a.yaml': 'new', 'dist/b.yaml': 'new', [`dist/${'deep/'.repeat(900)}x`]: 'x' };

    expect(() => write(files)).toThrow(new RegExp(`^Cannot write to ${root}, so nothing was changed: ENAMETOOLONG`));
    expect(readTree(root)).toEqual(tree);
  });
});

describe('symbolic links inside an output folder', () => {
  const links = (): void => {
    writeTree(root, { 'mine/a.yaml': 'foreign', 'mine/folder/b.yaml': 'foreign', 'dist/': '' });
    symlinkSync('../mine/a.yaml', join(root, 'dist/a.yaml'));
    symlinkSync('../mine/folder', join(root, 'dist/folder'));
    symlinkSync('../mine', join(root, 'dist/more'));
  };
  const files = { 'dist/a.yaml': 'foreign', 'dist/folder/b.yaml': 'new' };

  test('are foreign, whatever they lead to', () => {
    links();
    const tree = readTree(root);

    expect(() => write(files)).toThrow(/dist\/a\.yaml: was not written by .*\n.*dist\/folder: was not written by /);
    expect(readTree(root)).toEqual(tree);
  });

  test('are replaced themselves with force, and what they lead to stays', () => {
    links();

    expect(write(files, ['dist'], { force: true }).removed).toEqual([]);
    expect(lstatSync(join(root, 'dist/a.yaml')).isFile()).toBe(true);
    expect(outputOf(readTree(root))).toEqual({
      'dist/a.yaml': 'foreign',
      'dist/folder/b.yaml': 'new',
      'dist/more': '-> ../mine',
      'mine/a.yaml': 'foreign',
      'mine/folder/b.yaml': 'foreign',
    });
  });

  test('that took the place of our folder keep us from removing what is behind them', () => {
    write({ 'dist/shop/a.yaml': 'a' });
    renameSync(join(root, 'dist/shop'), join(root, 'mine'));
    symlinkSync('../mine', join(root, 'dist/shop'));

    expect(write({ 'dist/b.yaml': 'b' }).removed).toEqual([]);
    expect(outputOf(readTree(root))).toEqual({ 'dist/b.yaml': 'b', 'dist/shop': '-> ../mine', 'mine/a.yaml': 'a' });
  });

  test('a root that is a link is followed, since the author chose it', () => {
    mkdirSync(join(root, 'real'));
    symlinkSync('real', join(root, 'link'));

    writeOutput(join(root, 'link'), new Map([['dist/a.yaml', 'a']]), ['dist']);

    expect(outputOf(readTree(join(root, 'real')))).toEqual({ 'dist/a.yaml': 'a' });
  });
});

describe('other runs', () => {
  test('a living run on the same root is waited for, then named with a remedy', () => {
    writeTree(root, { [`.chartwright-${process.ppid}/new/dist/a.yaml`]: 'half', 'dist/a.yaml': 'old' });
    const tree = readTree(root);

    expect(() => write({ 'dist/a.yaml': 'new' }, ['dist'], { waitMs: 50 })).toThrow(
      new Error(
        `Another run (process ${process.ppid}) is writing to ${root}. Run again when it has ended; ` +
          `if process ${process.ppid} is something else, remove ${root}/.chartwright-${process.ppid} first.`,
      ),
    );
    expect(readTree(root)).toEqual(tree);
  });

  test('what a crashed run left behind is cleaned up, also one with our own process number', () => {
    // Process numbers end below 2^22 on Linux and far below on other systems.
    writeTree(root, {
      '.chartwright-99999999/new/a': 'a',
      [`.chartwright-${process.pid}/new/a`]: 'a',
      '.chartwright-x': '',
    });

    write({ 'dist/a.yaml': 'a' });

    expect(outputOf(readTree(root))).toEqual({ '.chartwright-x': '', 'dist/a.yaml': 'a' });
    expect(Object.keys(readTree(root))).toEqual(['.chartwright-x', 'dist/', 'dist/.chartwright', 'dist/a.yaml']);
  });
});
