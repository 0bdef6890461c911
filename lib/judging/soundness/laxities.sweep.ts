import { afterAll, expect, test } from '@jest/globals';
import { printSystems } from '../verify/systems.fixture';
import { laxities } from './laxities.fixture';

const { systems, remove } = printSystems((name) => name === 'sovd-webapp');
afterAll(remove);

test('at least 60 constraints of a chart are missed when they are taken away', () => {
  const [subject] = systems;
  const all = [...laxities(subject!, 1)];
  const found = all.filter((each) => each.found !== undefined);
  expect(found.length).toBeGreaterThanOrEqual(60);
}, 300_000);
