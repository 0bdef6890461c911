import { describe, expect, test } from '@jest/globals';
import { printForTests } from '../../../printing/chart/printed.fixture';
import { allDifferences, installed } from '../../../judging/verify/systems.fixture';
import { helmVersions } from '../../../judging/verify/tools';
import { traitsApp, valuesOf } from './traits.fixture';

const system = printForTests(traitsApp());

describe('workloads with one trait each', () => {
  test('are the same in plain YAML and for each real Helm, whatever is on', async () => {
    const states = [valuesOf('on'), valuesOf('off'), {}].map((values) => installed(system, values));
    expect(await allDifferences(system, states, helmVersions())).toEqual(states.map(() => []));
  });
});
