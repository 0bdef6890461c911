import { expect, test } from '@jest/globals';
import { deployedSystems } from './deployed.fixture';
import { plainStages } from '../trees';

test('the stages of an environment hold all its objects, in their order, and each holds some', () => {
  for (const { environments } of deployedSystems()) {
    for (const { plain } of environments) {
      const stages = plainStages(plain);
      expect(stages.flatMap(({ objects }) => objects)).toEqual(plain);
      expect(stages.filter(({ objects }) => objects.length === 0)).toEqual([]);
      const names = stages.map(({ name }) => name);
      expect(names).toEqual([...names].sort());
      expect(new Set(names).size).toBe(names.length);
    }
  }
});
