import { expect, test } from '@jest/globals';
import type { HelmError } from '../../judging/verify/helm';
import { allDisagreements, helmOutput, installed } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { printForTests } from '../../printing/chart/printed.fixture';
import { refusedShared, sharedCases, sharingApp } from './pod-defaults.fixture';

const tools = helmVersions();
const system = printForTests(sharingApp());

test('both outputs agree on what is shared, on what a workload says itself, and on both', async () => {
  const cases = sharedCases.flatMap(({ name, shared, own }) => [
    { defaults: { [name]: shared } },
    { worker: { [name]: own } },
    { defaults: { [name]: shared }, worker: { [name]: own } },
  ]);
  const chosen = [{}, ...cases].map((values) => installed(system, values));
  expect(await allDisagreements(system, chosen, tools)).toEqual(chosen.map(() => []));
});

test('both Helms refuse a null in the place of a value that a workload need not have', async () => {
  for (const tool of tools) {
    const options = { chart: system.chart, release: 'shop', namespace: 'shop', values: { web: { podLabels: null } } };
    await expect(helmOutput(tool, options)).rejects.toThrow(/schema/);
  }
});

test.each(refusedShared)('both Helms refuse %j', async (values, line) => {
  for (const tool of tools) {
    const options = { chart: system.chart, release: 'shop', namespace: 'shop', values };
    const said = await helmOutput(tool, options).catch((error: HelmError) => error.stderr);
    expect(said).toContain(line);
  }
});
