import { describe, expect, test } from '@jest/globals';
import { pointerTo, type Json, type JsonObject } from '../values';
import { allInputs, broken } from './broken.fixture';
import { checkAll } from './check';
import { effectRules } from './effects';
import { effects } from './effects/effects.fixture';
import { moreKinds } from './more-kinds.fixture';
import { nameOf } from './objects';

/** What may stand in a place of another shape. */
const odd: readonly Json[] = [null, 5, 'x', [], [null, 'x', { name: 5 }], { a: { b: null }, name: [] }];

describe('the linker', () => {
  const oneOfEachKind = new Map([
    ...moreKinds.map((object) => [String(object['kind']), object] as const),
    ...allInputs().flatMap(([, { objects }]) => objects.map(({ object }) => [String(object['kind']), object] as const)),
    ...effects.objects.map(({ object }) => [`${String(object['kind'])} of many fields`, object] as const),
  ]);

  test.each([...oneOfEachKind])('does not fail on any shape that a %s could have', (_, object) => {
    for (const pointer of pointersIn(object, '')) {
      for (const value of odd) {
        const { objects } = broken({ objects: [{ object }] }, `${String(object['kind'])} `, pointer, value);
        expect(() => checkAll([{ objects, isProduction: true }])).not.toThrow();
      }
    }
  });

  test.each(effects.objects.map(({ object }) => [`${String(object['kind'])} ${nameOf({ object })}`, object] as const))(
    'does not fail on any shape that the %s could have beside others',
    (name, object) => {
      for (const pointer of pointersIn(object, '')) {
        for (const value of odd) {
          const input = broken(effects, name, pointer, value);
          expect(() => effectRules.map((rule) => rule.check(input))).not.toThrow();
        }
      }
    },
  );
});

/** Every place of an object. */
const pointersIn = (value: Json, pointer: string): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value as JsonObject).flatMap(([key, child]) => {
        const place = pointerTo(pointer, key);
        return [place, ...pointersIn(child, place)];
      });
