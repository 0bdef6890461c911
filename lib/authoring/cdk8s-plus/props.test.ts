import { describe, expect, test } from '@jest/globals';
import { particulars, notGiven } from './particulars.fixture';
import { props } from './props.fixture';
import { uses } from './recipes.fixture';
import { failureOf, wayOf } from './verdict.fixture';

const taken = props.filter(({ struct }) => !notGiven.includes(struct));

describe('a value at a prop comes to what a literal comes to, or is refused as the page says', () => {
  const withWay = taken
    .map((prop) => ({ prop, particular: particulars[`${prop.struct}.${prop.name}`] ?? {} }))
    .filter(({ prop, particular }) => wayOf(prop, particular) !== undefined);
  test.each(withWay.map((each) => [`${each.prop.struct}.${each.prop.name}`, each] as const))(
    '%s',
    (_, { prop, particular }) => {
      expect(uses[prop.struct]).toBeDefined();
      expect(failureOf(prop, particular)).toBeUndefined();
    },
  );
});
