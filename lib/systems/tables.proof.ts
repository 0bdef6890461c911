import { afterAll, expect, test } from '@jest/globals';
import type { JsonObject } from '../core/values';
import { tablesOf } from '../judging/kit/tables';
import { environmentsOf, helmOutput, objectsOf, printSystems } from '../judging/verify/systems.fixture';
import { helmVersions } from '../judging/verify/tools';
import { tablesOfChart } from '../jest';
import { chartOf } from './made.fixture';
import { choiceOf } from './tables.fixture';

/** What was read may hold integers that no number is: none does, or this fails. */
const asJson = (object: object) => ({ object: JSON.parse(JSON.stringify(object)) as JsonObject });

const { systems, remove } = printSystems();
afterAll(remove);
const newest = helmVersions().at(-1)!;

test.each(systems.map((system) => [system.name, system] as const))(
  'the tables of %s are those of what the real Helm renders',
  async (name, system) => {
    const choice = choiceOf(name);
    const environments = environmentsOf(system).filter((environment) => !environment.name.includes(' with '));
    const own = { name: 'default', release: name, namespace: name, files: [] };
    const rendered = await Promise.all(
      [...environments, own].map(async ({ name: environment, release, namespace, files }) => {
        const options = { chart: system.chart, release, namespace, valuesFiles: files };
        const output = await helmOutput(newest, { ...options, ...(choice.values && { values: choice.values }) });
        return { name: environment, objects: objectsOf(output).map(asJson) };
      }),
    );
    expect(rendered).not.toEqual([]);
    expect(tablesOfChart(chartOf(name), choice)).toEqual(tablesOf(rendered, choice.where));
  },
);
