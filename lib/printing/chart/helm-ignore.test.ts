import { expect, test } from '@jest/globals';
import { helmIgnore } from './helm-ignore';

const all = helmIgnore(['Chart.yaml', 'templates/web.yaml', 'files/logo.png']).split('\n');

/** The patterns that are missing because of a file. */
const missing = (path: string) => all.filter((line) => !helmIgnore(['Chart.yaml', path]).split('\n').includes(line));

test('a chart with ordinary files ignores what people leave in folders', () => {
  expect(all).toEqual([
    '# Patterns of files that are left out of the package.',
    ...['.DS_Store', '.git/', '.gitignore', '.idea/', '.vscode/'],
    ...['*.bak', '*.orig', '/*.prov', '*.swp', '/*.tgz', '*.tmp', '*~', ''],
  ]);
});

test.each([
  ['files/x.orig', ['*.orig']],
  ['files/x.orig/readme', ['*.orig']],
  ['files/.orig', ['*.orig']],
  ['files/~', ['*~']],
  ['files/a/.git/x', ['.git/']],
  ['files/.git', []],
  ['files/.gitignore', ['.gitignore']],
  ['files/.gitignore/x', ['.gitignore']],
  ['files/x.tgz', []],
  ['x.tgz', ['/*.tgz']],
  ['files/x.origin', []],
  ['files/x.ORIG', []],
  ['files/a.tmp/b~', ['*.tmp', '*~']],
])('a chart with %s does not ignore %j', (path, patterns) => {
  expect(missing(path)).toEqual(patterns);
});
