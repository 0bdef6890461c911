import { describe, expect, test } from '@jest/globals';

import type { Disk, EntryKind } from './disk';
import { planOutput, type OutputPlan, type OutputRequest } from './plan';
import { digestOf, type WrittenFiles } from './written-list';

type Files = Readonly<Record<string, string>>;

/** A disk in memory; `link` as the content of a file makes a symbolic link of it. */
function memoryDisk(files: Files, isCaseSensitive = true): Disk {
  const folded = (path: string): string => (isCaseSensitive ? path : path.toLowerCase());
  const paths = Object.keys(files);
  const spelling = (path: string) =>
    paths
      .flatMap((each) => each.split('/').map((_, i, all) => all.slice(0, i + 1).join('/')))
      .find((each) => folded(each) === folded(path));
  return {
    entriesIn: (folder) => {
      const entries = new Map<string, EntryKind>();
      for (const path of paths.filter((each) => folder === '' || folded(each).startsWith(`${folded(folder)}/`))) {
        const [name = '', ...rest] = path.slice(folder === '' ? 0 : folder.length + 1).split('/');
        entries.set(name, rest.length > 0 ? 'folder' : files[path] === 'link' ? 'other' : 'file');
      }
      return entries;
    },
    has: (path) => spelling(path) !== undefined,
    read: (path) => Buffer.from(files[spelling(path)!]!),
  };
}

const listOf = (files: Files, folder = 'dist'): WrittenFiles =>
  new Map(Object.entries(files).map(([path, text]) => [path.slice(folder.length + 1), new Set([digestOf(text)])]));

function plan(disk: Disk, wanted: Files, listed: Files, more: Partial<OutputRequest> = {}): OutputPlan {
  const lists = new Map([['dist', listOf(listed)]]);
  return planOutput(disk, {
    files: new Map(Object.entries(wanted)),
    lists,
    scope: ['dist'],
    force: false,
    recognizes: () => false,
    ...more,
  });
}

test('files are put into place by code unit, and those that refer to others come last', () => {
  const paths = [
    ...['charts/index.yaml', 'charts/shop-1.0.0.tgz', 'dist/shop/Kustomization'],
    ...['dist/shop/ä.yaml', 'dist/shop/z.yaml', 'dist/shop/Z.k8s.yaml', 'dist/my-index.yaml'],
  ];
  const lists = new Map([
    ['charts', new Map()],
    ['dist', new Map()],
  ]);

  const { written } = plan(memoryDisk({}), Object.fromEntries(paths.map((path) => [path, ''])), {}, { lists });

  expect(written).toEqual([
    ...['charts/shop-1.0.0.tgz', 'dist/my-index.yaml', 'dist/shop/Z.k8s.yaml', 'dist/shop/z.yaml'],
    ...['dist/shop/ä.yaml', 'charts/index.yaml', 'dist/shop/Kustomization'],
  ]);
});

test('what stands in the way of several files is one obstacle', () => {
  const { obstacles } = plan(memoryDisk({ 'dist/shop': 'mine' }), { 'dist/shop/a': 'a', 'dist/shop/b': 'b' }, {});

  expect([...obstacles]).toEqual([['dist/shop', 'foreign']]);
});

test('either of two listed contents is ours, as an interrupted run leaves them', () => {
  const lists = new Map([['dist', new Map([['a', new Set([digestOf('old'), digestOf('new')])]])]]);
  for (const content of ['old', 'new']) {
    expect(plan(memoryDisk({ 'dist/a': content }), { 'dist/a': 'next' }, {}, { lists }).obstacles.size).toBe(0);
    expect(plan(memoryDisk({ 'dist/a': content }), {}, {}, { lists }).removed).toEqual(['dist/a']);
  }
  expect([...plan(memoryDisk({ 'dist/a': 'mine' }), { 'dist/a': 'next' }, {}, { lists }).obstacles.values()]).toEqual([
    'changed',
  ]);
});

test('what is recognized by its bytes is ours where it is listed or in the way, and not removed where it is neither', () => {
  const disk = memoryDisk({ 'dist/a': 'ours', 'dist/b': 'ours', 'dist/c': 'ours', 'dist/d': 'mine' });
  const recognizes = (_: string, bytes: Uint8Array) => Buffer.from(bytes).toString() === 'ours';
  const { written, removed, obstacles } = plan(
    disk,
    { 'dist/a': 'new' },
    { 'dist/b': 'b', 'dist/d': 'd' },
    { recognizes },
  );

  expect([written, removed, [...obstacles]]).toEqual([['dist/a'], ['dist/b'], [['dist/d', 'stale']]]);
});

test('a link in the place of a file of ours is nobody we know', () => {
  const { removed, obstacles } = plan(memoryDisk({ 'dist/a': 'link' }), {}, { 'dist/a': 'a' });

  expect([removed, obstacles.size]).toEqual([[], 0]);
});

describe('where letter case is ignored', () => {
  test('the old spelling of a file goes before the new one comes, and is not removed after it', () => {
    const { written, removed, blocking, obstacles } = plan(
      memoryDisk({ 'dist/Shop/A': 'a' }, false),
      { 'dist/shop/a': 'a' },
      { 'dist/Shop/A': 'a' },
    );

    expect([written, removed, blocking, obstacles.size]).toEqual([
      ['dist/shop/a'],
      ['dist/Shop/A'],
      ['dist/Shop/A'],
      0,
    ]);
  });

  test('a foreign file that is spelled otherwise is in the way', () => {
    const disk = memoryDisk({ 'dist/README.md': 'mine' }, false);

    expect([...plan(disk, { 'dist/readme.md': 'a' }, {}).obstacles]).toEqual([['dist/README.md', 'foreign']]);
    expect(plan(memoryDisk({ 'dist/README.md': 'mine' }), { 'dist/readme.md': 'a' }, {}).obstacles.size).toBe(0);
  });

  test('a file of ours that lies in a folder of another spelling is still ours', () => {
    const disk = memoryDisk({ 'dist/Shop/a': 'a', 'dist/Shop/b': 'b' }, false);
    const { removed, obstacles } = plan(disk, { 'dist/shop/a': 'new' }, { 'dist/shop/a': 'a', 'dist/shop/b': 'b' });

    expect([removed, obstacles.size]).toEqual([['dist/Shop/b'], 0]);
  });

  test('the new file is not removed for the old spelling that an interrupted run has left in the list', () => {
    const { unchanged, removed } = plan(
      memoryDisk({ 'dist/A': 'a' }, false),
      { 'dist/A': 'a' },
      { 'dist/A': 'a', 'dist/a': 'a' },
    );

    expect([unchanged, removed]).toEqual([['dist/A'], []]);
  });
});
