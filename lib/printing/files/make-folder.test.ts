import { expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder';

test('a folder is made with those that it is in, and one that is there stays', () => {
  const home = mkdtempSync(join(tmpdir(), 'folders-'));
  makeFolder(join(home, 'a/b/c'));
  writeFileSync(join(home, 'a/b/c/file'), 'x');
  makeFolder(join(home, 'a/b/c'));
  expect(existsSync(join(home, 'a/b/c/file'))).toBe(true);
  expect(() => makeFolder(join(home, 'a/b/c/file/d'))).toThrow(/ENOTDIR|EEXIST/);
  rmSync(home, { recursive: true });
});

test('where the system takes no folder, that is said at once', () => {
  const refusing = existsSync('/proc/self') ? '/proc/chartwright/dist' : '/dev/null/dist';
  expect(() => makeFolder(refusing)).toThrow(/ENOENT|ENOTDIR|EEXIST/);
});
