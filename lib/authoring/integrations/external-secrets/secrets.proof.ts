import { describe, expect, test } from '@jest/globals';
import { printForTests } from '../../../printing/chart/printed.fixture';
import { allDifferences, installed } from '../../../judging/verify/systems.fixture';
import { helmVersions } from '../../../judging/verify/tools';
import { shopWith, stores, waysOf } from './ways.fixture';

describe.each(Object.entries(stores))('secrets of %s', (_, store) => {
  const system = printForTests(shopWith(store));

  test('are the same in plain YAML and for each real Helm, whoever fills them', async () => {
    const states = Object.values(waysOf(store)).map((values) => installed(system, values));
    expect(await allDifferences(system, states, helmVersions())).toEqual(states.map(() => []));
  });
});
