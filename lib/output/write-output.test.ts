import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { filesOf, readTree, remove, temporaryFolder, writeTree } from './test-disk';
import { writeOutput, type OutputOptions, type OutputReport } from './write-output';

let root = '';

beforeEach(() => {
  root = temporaryFolder();
});

afterEach(() => {
  remove(root);
});

function write(files: Readonly<Record<string, string>>, owned = ['dist'], options?: OutputOptions): OutputReport {
  return writeOutput(root, new Map(Object.entries(files)), owned, options);
}

describe('what is written', () => {
  test('new files appear with their folders, and the root too when it is missing', () => {
    remove(root);
    const report = write({ 'dist/shop/b.yaml': 'b\n', 'dist/a.yaml': 'ä\n' });

    expect(report).toEqual({ written: ['dist/a.yaml', 'dist/shop/b.yaml'], unchanged: [], removed: [] });
    expect(readTree(root)).toEqual({ 'dist/': '', 'dist/a.yaml': 'ä\n', 'dist/shop/': '', 'dist/shop/b.yaml': 'b\n' });
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
    expect(statSync(join(root, 'dist/a.yaml')).mode & 0o777).toBe(0o644);
  });

  test('files that have their bytes are not touched, others are', () => {
    write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'b' });
    const past = new Date('2001-02-03T04:05:06Z');
    utimesSync(join(root, 'dist/a.yaml'), past, past);
    utimesSync(join(root, 'dist/b.yaml'), past, past);
    const inode = statSync(join(root, 'dist/a.yaml')).ino;

    expect(write({ 'dist/a.yaml': 'a', 'dist/b.yaml': 'B' })).toEqual({
      written: ['dist/b.yaml'],
      unchanged: ['dist/a.yaml'],
      removed: [],
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
    writeTree(root, { 'dist/a.yaml': 'a', 'dist/b.yaml': 'b', 'dist/old.yaml': 'old' });
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
  test('stale files and the folders left empty are removed, foreign ones stay', () => {
    writeTree(root, {
      'dist/shop/production/a.yaml': 'a',
      'dist/shop/staging/a.yaml': 'a',
      'dist/gone/deep/er/a.yaml': 'a',
      'dist/empty/': '',
      'distant/a.yaml': 'foreign',
      'charts/README.md': 'foreign',
      'package.json': 'foreign',
    });

    const report = write({ 'dist/shop/production/a.yaml': 'a' });

    expect(report).toEqual({
      written: [],
      unchanged: ['dist/shop/production/a.yaml'],
      removed: ['dist/gone/deep/er/a.yaml', 'dist/shop/staging/a.yaml'],
    });
    expect(readTree(root)).toEqual({
      'charts/': '',
      'charts/README.md': 'foreign',
      'dist/': '',
      'dist/shop/': '',
      'dist/shop/production/': '',
      'dist/shop/production/a.yaml': 'a',
      'distant/': '',
      'distant/a.yaml': 'foreign',
      'package.json': 'foreign',
    });
  });

  test('a single file can be owned, without the folder that it is in', () => {
    writeTree(root, { 'charts/index.yaml': 'old', 'charts/mine.txt': 'foreign' });

    expect(write({}, ['charts/index.yaml']).removed).toEqual(['charts/index.yaml']);
    expect(filesOf(readTree(root))).toEqual({ 'charts/mine.txt': 'foreign' });
  });

  test('a file gives way to a folder, and a folder to a file', () => {
    writeTree(root, { 'dist/a': 'file', 'dist/b/c/d.yaml': 'd', 'dist/b/e.yaml': 'e' });

    expect(write({ 'dist/a/x.yaml': 'x', 'dist/b': 'file' })).toEqual({
      written: ['dist/a/x.yaml', 'dist/b'],
      unchanged: [],
      removed: ['dist/a', 'dist/b/c/d.yaml', 'dist/b/e.yaml'],
    });
    expect(filesOf(readTree(root))).toEqual({ 'dist/a/x.yaml': 'x', 'dist/b': 'file' });
  });

  test('an owned folder gives way to a file of its name, and the reverse', () => {
    writeTree(root, { 'dist/a.yaml': 'a', charts: 'file' });

    write({ dist: 'file', 'charts/a.yaml': 'a' }, ['dist', 'charts']);

    expect(filesOf(readTree(root))).toEqual({ 'charts/a.yaml': 'a', dist: 'file' });
  });

  test('a file whose name changes only in letter case is there afterwards', () => {
    writeTree(root, { 'dist/Shop/A.yaml': 'a' });

    write({ 'dist/shop/a.yaml': 'a' });

    expect(filesOf(readTree(root))).toEqual({ 'dist/shop/a.yaml': 'a' });
  });

  test('whatever was there, the owned folders hold exactly the files and the rest is as before', () => {
    const name = fc.constantFrom('a', 'b', 'C', 'index.yaml');
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => ['dist', ...names].join('/'));
    const isFree = (paths: string[]): boolean => !paths.some((a) => paths.some((b) => b.startsWith(`${a}/`)));
    const tree = fc.uniqueArray(path, { maxLength: 8 }).filter(isFree);
    const content = fc.constantFrom('1', '2');
    const files = fc.tuple(tree, fc.array(content, { minLength: 8, maxLength: 8 }));
    const named = ([paths, contents]: [string[], string[]]): Record<string, string> =>
      Object.fromEntries(paths.map((each, index) => [each, contents[index] ?? '']));

    fc.assert(
      fc.property(files.map(named), files.map(named), (before, after) => {
        remove(root);
        writeTree(root, { ...before, 'foreign/a': 'a' });

        const report = write(after);

        expect(filesOf(readTree(root))).toEqual({ ...after, 'foreign/a': 'a' });
        expect(report).toEqual({
          written: Object.keys(after)
            .filter((each) => before[each] !== after[each])
            .sort(),
          unchanged: Object.keys(after)
            .filter((each) => before[each] === after[each])
            .sort(),
          removed: Object.keys(before)
            .filter((each) => after[each] === undefined)
            .sort(),
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('what is refused, before anything is changed', () => {
  const before = { 'dist/a.yaml': 'old', 'dist/stale.yaml': 'old' };

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
    ['main.ts', '"main.ts" is in none of the folders that this run owns (dist).'],
    ['distant/a', '"distant/a" is in none of the folders that this run owns (dist).'],
    ['dist/A.yaml', '"dist/a.yaml" and "dist/A.yaml" differ only in letter case; rename one of them.'],
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

  test('an owned path that is the root or outside of it', () => {
    expect(() => write({}, ['.'])).toThrow('"." is not an output path');
    expect(() => write({}, ['..'])).toThrow('".." is not an output path');
    expect(() => write({}, [''])).toThrow('"" is not an output path');
  });

  test('an owned folder that is a symbolic link', () => {
    writeTree(root, { 'elsewhere/dist/mine.txt': 'foreign' });
    symlinkSync('elsewhere/dist', join(root, 'dist'));
    const tree = readTree(root);
    const message =
      `${root}/dist is a symbolic link to elsewhere/dist, and output is never written through a link. ` +
      `Remove the link (rm ${root}/dist) and run again.`;

    expect(() => write({ 'dist/a.yaml': 'a' })).toThrow(new Error(message));
    expect(readTree(root)).toEqual(tree);
  });

  test('a symbolic link above an owned folder', () => {
    writeTree(root, { 'elsewhere/': '' });
    symlinkSync('elsewhere', join(root, 'build'));

    expect(() => write({ 'build/dist/a.yaml': 'a' }, ['build/dist'])).toThrow(`${root}/build is a symbolic link`);
  });

  test('a file above an owned folder', () => {
    writeTree(root, { build: 'foreign' });

    expect(() => write({ 'build/dist/a.yaml': 'a' }, ['build/dist'])).toThrow(
      `${root}/build is a file, but build/dist needs a folder of that name. Move the file away and run again.`,
    );
    expect(readTree(root)).toEqual({ build: 'foreign' });
  });

  test('an owned folder on another file system', () => {
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
    writeTree(root, before);
    const tree = readTree(root);
    const files = { 'dist/a.yaml': 'new', 'dist/b.yaml': 'new', [`dist/${'x'.repeat(300)}`]: 'x' };

    expect(() => write(files)).toThrow(new RegExp(`^Cannot write to ${root}, so nothing was changed: ENAMETOOLONG`));
    expect(readTree(root)).toEqual(tree);
  });
});

describe('symbolic links inside an owned folder', () => {
  test('are replaced or removed themselves, and what they lead to stays', () => {
    writeTree(root, { 'mine/a.yaml': 'foreign', 'mine/folder/b.yaml': 'foreign', 'dist/': '' });
    symlinkSync('../mine/a.yaml', join(root, 'dist/a.yaml'));
    symlinkSync('../mine/folder', join(root, 'dist/folder'));
    symlinkSync('../mine', join(root, 'dist/stale'));

    const report = write({ 'dist/a.yaml': 'foreign', 'dist/folder/b.yaml': 'new' });

    expect(report.removed).toEqual(['dist/folder', 'dist/stale']);
    expect(lstatSync(join(root, 'dist/a.yaml')).isFile()).toBe(true);
    expect(filesOf(readTree(root))).toEqual({
      'dist/a.yaml': 'foreign',
      'dist/folder/b.yaml': 'new',
      'mine/a.yaml': 'foreign',
      'mine/folder/b.yaml': 'foreign',
    });
  });

  test('a root that is a link is followed, since the author chose it', () => {
    mkdirSync(join(root, 'real'));
    symlinkSync('real', join(root, 'link'));

    writeOutput(join(root, 'link'), new Map([['dist/a.yaml', 'a']]), ['dist']);

    expect(filesOf(readTree(join(root, 'real')))).toEqual({ 'dist/a.yaml': 'a' });
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

    expect(filesOf(readTree(root))).toEqual({ '.chartwright-x': '', 'dist/a.yaml': 'a' });
    expect(Object.keys(readTree(root))).toEqual(['.chartwright-x', 'dist/', 'dist/a.yaml']);
  });
});
