import { describe, expect, test } from '@jest/globals';
import type { Effect, ObjectChange } from '../change';
import { formats } from '.';

const limit = 65_536;

const change = (name: string, effect: Effect, fields = 1): ObjectChange => ({
  object: `v1 ConfigMap shop/${name}`,
  identity: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name },
  change: 'changed',
  effect,
  fields: Array.from({ length: fields }, (_, i) => ({
    pointer: `/data/${'k'.repeat(60)}${i}`,
    before: 'a'.repeat(60),
    after: 'b'.repeat(60),
    effect,
  })),
});
const many = (n: number, effect: Effect, prefix: string) =>
  Array.from({ length: n }, (_, i) => change(`${prefix}-${String(i).padStart(4, '0')}`, effect));

const github = (environments: { name: string; changes: readonly ObjectChange[] }[]) =>
  formats.github({ from: 'HEAD', environments });

/** How many of some changes have a line, and how many are said to have none. */
const told = (text: string) => ({
  lines: text.match(/^- `v1 ConfigMap/gm)?.length ?? 0,
  more: [...text.matchAll(/^- (\d+) more changes$/gm)].reduce((sum, [, n]) => sum + Number(n), 0),
  environments: Number(/^- (\d+) more environments with changes$/m.exec(text)?.[1] ?? 0),
});

describe('a comment of more than GitHub takes', () => {
  test('is a line for each change where these fit, and says that there is more', () => {
    const text = github([{ name: 'shop/local', changes: many(600, 'applied in place', 'a') }]);
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(told(text)).toEqual({ lines: 600, more: 0, environments: 0 });
    expect(text.match(/^ {2}- `\/data\//gm)!.length).toBeGreaterThan(50);
    expect(text).toContain('Not all fits into a comment: `chartwright diff` prints it.');
  });

  test('says how many have no line', () => {
    const text = github([{ name: 'shop/local', changes: many(9000, 'applied in place', 'a') }]);
    expect(text.length).toBeLessThanOrEqual(limit);
    const { lines, more } = told(text);
    expect(lines).toBeGreaterThan(1000);
    expect(lines + more).toBe(9000);
  });

  test('has what is lost and rejected in the last environment before what is harmless in the first', () => {
    const text = github([
      { name: 'shop/a', changes: many(5000, 'applied in place', 'a') },
      { name: 'shop/b', changes: [...many(5000, 'rolls pods', 'b'), change('the-loss', 'loses data')] },
      {
        name: 'shop/c',
        changes: [...many(3000, 'no effect', 'c'), change('the-refusal', 'rejected by the API server')],
      },
    ]);
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(text).toContain('- `v1 ConfigMap shop/the-loss`\n  - `/data/');
    expect(text).toContain('- `v1 ConfigMap shop/the-refusal`\n  - `/data/');
    const { lines, more } = told(text);
    expect(lines + more).toBe(13_002);
  });

  test('of many environments has the unsafe ones, and says how many others there are', () => {
    const environments = Array.from({ length: 900 }, (_, i) => ({
      name: `system-${i}/production`,
      changes: [change(`only-${i}`, 'applied in place'), change('x', 'rolls pods'), change('y', 'no effect')],
    }));
    const text = github([...environments, { name: 'last/production', changes: [change('the-loss', 'loses data')] }]);
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(text).toContain('shop/the-loss');
    const { environments: unseen } = told(text);
    expect(unseen + text.match(/<details/g)!.length).toBe(901);
    expect(unseen).toBeGreaterThan(100);
  });

  test('names twenty environments that share a block, and counts the others', () => {
    const changes = [change('a', 'rolls pods')];
    const environments = Array.from({ length: 3000 }, (_, i) => ({ name: `system-${i}/production`, changes }));
    const still = Array.from({ length: 3000 }, (_, i) => ({ name: `still-${i}/production`, changes: [] }));
    const text = github([...environments, ...still]);
    expect(text).toContain('<code>system-19/production</code> and 2980 more: 1 rolls pods</summary>');
    expect(text).toContain('`still-19/production` and 2980 more.\n');
    expect(text.length).toBeLessThan(4000);
  });

  test('has thirty fields of an object, and counts the others', () => {
    const text = github([{ name: 'shop/local', changes: [change('a', 'rolls pods', 100)] }]);
    expect(text.match(/^ {2}- `\/data\//gm)).toHaveLength(30);
    expect(text).toContain('\n  - 70 more fields\n');
  });

  test('is one of any size with all in it as JSON', () => {
    const environments = [{ name: 'shop/local', changes: many(9000, 'applied in place', 'a') }];
    expect(JSON.parse(formats.json({ from: 'HEAD', environments }))).toMatchObject({ environments });
  });
});

test('a comment that is just within the limit is whole, and one just beyond it is not', () => {
  const lengths = new Set<boolean>();
  for (let n = 200; n < 320; n += 3) {
    const text = github([{ name: 'shop/local', changes: many(n, 'rolls pods', 'a') }]);
    const isWhole = !text.includes('Not all fits');
    lengths.add(isWhole);
    expect(text.length).toBeLessThanOrEqual(limit);
    if (isWhole) expect(text.match(/^ {2}- `\/data\//gm)).toHaveLength(n);
    else expect(text.length).toBeGreaterThan(limit - 1500);
  }
  expect(lengths.size).toBe(2);
});
