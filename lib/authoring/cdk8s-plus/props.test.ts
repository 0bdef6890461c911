import { describe, expect, test } from '@jest/globals';
import { methods } from './methods.fixture';
import { notGiven, particulars } from './particulars.fixture';
import { props } from './props.fixture';
import { uses } from './recipes.fixture';
import { failureOf, placeOf } from './verdict.fixture';

const named = props.map((prop) => ({ ...prop, full: `${prop.struct}.${prop.name}` }));
const given = named.filter(({ struct }) => !notGiven.includes(struct));

test('every struct of the package has a program that gives one, or nothing takes it', () => {
  const structs = [...new Set(props.map(({ struct }) => struct))];
  expect(structs.filter((struct) => !uses[struct] && !notGiven.includes(struct))).toEqual([]);
  expect(notGiven.filter((struct) => uses[struct] !== undefined || !structs.includes(struct))).toEqual([]);
});

test('every prop whose type is no struct and no object has a way', () => {
  const left = given.filter((prop) => !placeOf(prop, particulars[prop.full] ?? {}));
  expect(left.filter(({ sort }) => sort === 'primitive' || sort === 'enum').map(({ full }) => full)).toEqual([]);
});

test('what is particular is so of a prop that is there', () => {
  const all = given.map(({ full }) => full);
  expect(Object.keys(particulars).filter((full) => !all.includes(full))).toEqual([]);
});

describe('a value at a parameter comes to what a literal comes to, or is refused as the page says', () => {
  test.each(methods.map((place) => [place.name, place] as const))('%s', (_, place) =>
    expect(failureOf(place)).toBeUndefined(),
  );
});

describe('a value at a prop comes to what a literal comes to, or is refused as the page says', () => {
  const places = given.flatMap((prop) => placeOf(prop, particulars[prop.full] ?? {}) ?? []);
  test.each(places.map((place) => [place.name, place] as const))('%s', (_, place) =>
    expect(failureOf(place)).toBeUndefined(),
  );
});
