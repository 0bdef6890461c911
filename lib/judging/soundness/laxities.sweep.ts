import { afterAll, expect, test } from '@jest/globals';
import { printSystems } from '../verify/systems.fixture';
import { laxities } from './laxities-found.fixture';
import { constraintsOf } from './laxities.fixture';

const { systems, remove } = printSystems((name) => name === 'sovd-webapp');
afterAll(remove);

test('each of many constraints of a chart is missed when it is taken away', () => {
  const all = new Map(constraintsOf(systems[0]!).map(({ name, seek }) => [name, seek]));
  const notFound = laxities.filter((name) => all.get(name)?.(1).found === undefined);
  expect(notFound).toEqual([]);
  expect(new Set(laxities).size).toBeGreaterThanOrEqual(60);
}, 300_000);
