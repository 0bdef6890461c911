import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { installations } from '../../../../judging/verify/random-values.fixture';
import { allDifferences } from '../../../../judging/verify/systems.fixture';
import { helmVersions } from '../../../../judging/verify/tools';
import { printForTests } from '../../../../printing/chart/printed.fixture';
import { definitions } from './definitions.fixture';
import { place, plainApp, valuesApp } from './programs.fixture';

jest.setTimeout(180_000);
const tools = helmVersions();

/* All definitions are in one chart, so that each Helm starts once. */

describe('definitions over the constructs of cdk8s-plus', () => {
  const plain = printForTests(plainApp(definitions));
  const valued = printForTests(valuesApp(definitions));

  test('have charts that each Helm renders as the same objects', async () => {
    expect(plain.manifests.length).toBeGreaterThan(definitions.length);
    expect(await allDifferences(plain, [{ ...place, values: {} }], tools)).toEqual([[]]);
  });

  test('have charts with values that each Helm renders as the same objects, whatever the values', async () => {
    const drawn = fc.sample(installations(valued.definition.schema, valued.name, valued.definition.guards), {
      seed: 20_240_229,
      numRuns: 12,
    });
    const all = [{ ...place, values: {} }, ...drawn];
    expect(await allDifferences(valued, all, tools)).toEqual(all.map(() => []));
  });
});
