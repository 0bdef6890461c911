import { describe, expect, test } from '@jest/globals';
import { pointerTo, type Json, type JsonObject } from '../../core/values';
import { allInputs, broken } from './broken.fixture';
import { checkAll } from './check';
import { effectRules } from './effects';
import { effects } from './effects/effects.fixture';
import type { CheckInput } from './finding';
import { moreKinds } from './more-kinds.fixture';
import { nameOf } from '../../core/references/objects';

/** What may stand in a place of another shape. */
const odd: readonly Json[] = [null, 5, 'x', [], [null, 'x', { name: 5 }], { a: { b: null }, name: [] }];

describe('the linter', () => {
  const oneOfEachKind = new Map([
    ...moreKinds.map((object) => [String(object['kind']), object] as const),
    ...allInputs().flatMap(([, { objects }]) => objects.map(({ object }) => [String(object['kind']), object] as const)),
    ...effects.objects.map(({ object }) => [`${String(object['kind'])} of many fields`, object] as const),
  ]);

  test.each([...oneOfEachKind])('does not fail on any shape that a %s could have', (_, object) => {
    const input = { objects: [{ object }] };
    const failures = failuresWith(input, `${String(object['kind'])} `, object, ({ objects }) =>
      checkAll([{ objects, isProduction: true }]),
    );
    expect(failures).toEqual([]);
  });

  test.each(effects.objects.map(({ object }) => [`${String(object['kind'])} ${nameOf({ object })}`, object] as const))(
    'does not fail on any shape that the %s could have beside others',
    (name, object) => {
      const failures = failuresWith(effects, name, object, (input) => effectRules.map((rule) => rule.check(input)));
      expect(failures).toEqual([]);
    },
  );
});

/** Where a check fails: each place of an object that has an odd value, and the error. */
function failuresWith(input: CheckInput, name: string, object: Json, check: (input: CheckInput) => unknown): unknown[] {
  const failures: unknown[] = [];
  const pointers = pointersIn(object, '');
  expect(pointers.length).toBeGreaterThan(2);
  for (const pointer of pointers) {
    for (const value of odd) {
      const spoiled = broken(input, name, pointer, value);
      try {
        check(spoiled);
      } catch (error) {
        failures.push({ pointer, value, error });
      }
    }
  }
  return failures;
}

/** Every place of an object. */
const pointersIn = (value: Json, pointer: string): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value as JsonObject).flatMap(([key, child]) => {
        const place = pointerTo(pointer, key);
        return [place, ...pointersIn(child, place)];
      });
