import { describe, expect, test } from '@jest/globals';
import { allSystems } from '../../../systems/all-systems.fixture';
import { Search } from './settings.fixture';
import { leavesOf, unusedValues } from './index';

describe('unused values', () => {
  test.each(allSystems().map((system) => [system.definition.name, system] as const))(
    '%s uses all of its values',
    (_name, system) => {
      expect(unusedValues(system.definition, system.manifests)).toEqual([]);
    },
  );

  test.each(allSystems().map((system) => [system.definition.name, system] as const))(
    'each value of %s changes an object or note in some setting of the others',
    (_name, system) => {
      expect(leavesOf(system.definition.schema).length).toBeGreaterThan(20);
      expect(new Search(system).without()).toEqual([]);
    },
    180_000,
  );
});
