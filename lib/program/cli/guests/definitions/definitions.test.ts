import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { overlay, defaults } from '../../../../core/values';
import { installations } from '../../../../judging/verify/random-values.fixture';
import { definitions } from './definitions.fixture';
import {
  madeByCdk8s,
  madeWith,
  ofCase,
  plainApp,
  renamed,
  schemaOf,
  systemOf,
  valuesApp,
  withoutOwnLabels,
} from './programs.fixture';

const numbered = definitions.map((definition, i) => [definition.title, i] as const);

test('there are sixty definitions at least, no two of one title', () => {
  expect(new Set(definitions.map(({ title }) => title)).size).toBe(definitions.length);
  expect(definitions.length).toBeGreaterThanOrEqual(60);
});

describe('as a program of cdk8s alone', () => {
  const theirs = madeByCdk8s(plainApp(definitions));
  const ours = madeWith(systemOf(plainApp(definitions)), {});

  test.each(numbered)('%s is what cdk8s makes of it', (_, i) => {
    const expected = ofCase(theirs, i);
    expect(Object.keys(expected)).not.toEqual([]);
    expect(ofCase(ours, i)).toEqual(expected);
  });
});

describe('with values in place of its literals', () => {
  const system = systemOf(valuesApp(definitions));
  const base = defaults(system.definition.schema);
  // Without the values of every chart, which definitions do not know.
  const drawn = fc.sample(installations(schemaOf(definitions), 'demo'), { seed: 20_240_229, numRuns: 4 });
  const programs = [{}, ...drawn.map((each) => each.values)].map((given) => {
    const all = overlay(base, given);
    const ours = madeWith(system, all);
    return { all, ours: withoutOwnLabels(ours), theirs: renamed(madeByCdk8s(plainApp(definitions, all)), ours) };
  });

  test.each(numbered)('%s is what cdk8s makes of the values as literals', (_, i) => {
    const found = programs.map(({ ours }) => ofCase(ours, i));
    expect(found.some((objects) => Object.keys(objects).length > 0)).toBe(true);
    expect(withPlainJson(found)).toEqual(withPlainJson(programs.map(({ theirs }) => ofCase(theirs, i))));
  });
});

/** With <, > and & in texts of JSON as they are: Helm's toJson, and so ours, writes their numbers, which means the same. */
const withPlainJson = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value).replace(/\\\\u00(3c|3e|26)/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ),
  ) as T;
