import { basename, dirname, join, resolve } from 'node:path';
import type { Chart } from 'cdk8s';
import { authorsLine, mistake, type JsonObject } from '../../core/values';
import { aBoolean, aFunction, aName, listOf, maybe, wordOf } from '../../core/values/argument';
import { takes } from '../../core/values/takes';
import { expectOf, fails, holds, type RunnerOptions } from '../../judging/kit/runner';
import { compareWithFile } from '../../judging/kit/table-files';
import { tableNames, tablesOf, type TableName, type TabledContainer } from '../../judging/kit/tables';
import {
  aChart,
  byDefault,
  chartObjects,
  environmentsOf,
  optionsOf,
  releaseWith,
  someValues,
  systemOf,
} from './tested-chart';

/** What the tables of a chart tell. */
export interface TableChoice {
  /** @default all */
  readonly environments?: readonly string[];
  /** Whether what the chart's defaults give has rows too, as the environment `default`. @default false */
  readonly defaults?: boolean;
  /** Values that are laid over those of each environment, to switch on what is off there. @default none */
  readonly values?: JsonObject;
  /** Whether a container has rows. @default all have */
  readonly where?: (container: TabledContainer) => boolean;
}

export interface TablesOptions extends TableChoice, RunnerOptions {
  /** @default all */
  readonly tables?: readonly TableName[];
  /** What the snapshots or the file are called. @default snapshots after the test and their table, the file after the chart */
  readonly name?: string;
  /** A file for the tables, from the working directory. @default the snapshots of the runner, or without those `__tables__/<name>.txt` beside the test */
  readonly file?: string;
}

const choice = {
  environments: maybe(listOf(aName)),
  defaults: maybe(aBoolean),
  values: maybe(someValues),
  where: maybe(aFunction),
};
const choosing = takes('tablesOfChart(chart, options)', aChart, optionsOf<TableChoice>(choice));
const taking = takes(
  'expectTables(chart, options)',
  aChart,
  optionsOf<TablesOptions>({
    ...choice,
    tables: maybe(listOf(wordOf(tableNames))),
    name: maybe(aName),
    file: maybe(aName),
    expect: maybe(aFunction),
  }),
);

/**
 * Compares what must not change unnoticed with what it was: the probes and the resources of all containers, and the hooks in the order in
 * which Helm runs them, each as a table over all environments. They are snapshots of the runner where it has snapshots; else, as with
 * node:test, a file, which is written when it is missing (not in CI) and anew with `CHARTWRIGHT_UPDATE_TABLES=1`.
 *
 * @throws an error, or what the runner throws, with the lines that differ
 */
export function expectTables(chart: Chart, options: TablesOptions = {}): void {
  taking(chart, options);
  const { tables: wanted = tableNames, name, file } = options;
  const tables = tablesFor(chart, options);
  const expect = file === undefined ? expectOf(options) : undefined;
  for (const table of wanted) {
    const matchers = expect?.(tables[table]);
    if (!matchers?.toMatchSnapshot) return compareFile(chart, options, wanted, tables);
    matchers.toMatchSnapshot(name === undefined ? table : `${name} ${table}`);
  }
}

/** The tables of a chart as text, to do with as you like. */
export function tablesOfChart(chart: Chart, options: TableChoice = {}): Tables {
  choosing(chart, options);
  return tablesFor(chart, options);
}

type Tables = { readonly [table in TableName]: string };

function tablesFor(chart: Chart, options: TableChoice): Tables {
  const { values, where } = options;
  const system = systemOf(chart);
  const chosen = [
    ...environmentsOf(system, options.environments),
    ...(options.defaults === true ? [byDefault(system)] : []),
  ];
  const environments = chosen.map((environment) => ({
    name: environment.name,
    objects: chartObjects(system, releaseWith(system, environment, values)),
  }));
  return tablesOf(environments, where);
}

function compareFile(chart: Chart, options: TablesOptions, wanted: readonly TableName[], tables: Tables): void {
  const { name = systemOf(chart).definition.name, file } = options;
  const path = file === undefined ? besideTest(name) : resolve(file);
  const problem = compareWithFile(path, wanted.map((table) => `${table}\n${tables[table]}`).join('\n'));
  if (problem === undefined) return holds(options);
  fails(`expectTables(${chart.node.path}): ${problem}`, options, expectTables);
}

function besideTest(name: string): string {
  const place = authorsLine(new Error().stack ?? '')?.replace(/:\d+:\d+$/, '');
  if (place !== undefined) return join(dirname(resolve(place)), '__tables__', `${basename(name)}.txt`);
  throw mistake({
    code: 'unknown-test',
    message: 'expectTables() was called by a test whose file is not known, and the runner has no snapshots',
    remedy: "Say where the tables are: expectTables(chart, { file: 'test/tables.txt' }).",
  });
}
