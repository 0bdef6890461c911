import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../core/values';
import { traitCases } from './trait-cases.fixture';
import { objectsOf, printedTraits, valuesOf } from './traits.fixture';

const { system, templatesOf } = printedTraits();

describe.each(Object.entries(traitCases))('a workload with nothing but the trait %s', (id, { on, off, helm }) => {
  const kindsOf = (objects: readonly JsonObject[]) => objects.map(({ kind }) => String(kind)).sort();

  test.each([
    ['on', on[1]],
    ['off', off[1]],
  ] as const)('comes to the objects of the trait where it is %s', (state, expected) => {
    const objects = objectsOf(system, valuesOf(state), id);
    expect(kindsOf(objects)).toEqual(Object.keys(expected).sort());
    for (const object of objects) expect(object).toMatchObject(expected[String(object['kind'])]!);
  });

  test('has templates that ask the values of the trait', () => {
    const templates = templatesOf(id);
    for (const text of helm) expect(templates).toContain(text);
  });
});
