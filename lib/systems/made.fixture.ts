import { App } from 'cdk8s';
import type { JsonObject } from '../core/values';
import { render } from '../jest';
import { systems } from './index';
import { Objects } from './output.fixture';

const charts = new Map(
  systems.map((System) => {
    const chart = new System(new App());
    return [chart.node.id, chart] as const;
  }),
);

/** The names of all systems. */
export const systemNames: readonly string[] = [...charts.keys()];

/** The chart of a system. */
export const chartOf = (system: string) => charts.get(system)!;

/**
 * What a system makes of values, without a process: the plain output, with the hooks of the chart.
 *
 * @param environment @default none: the chart's defaults alone
 */
export const made = (system: string, values?: JsonObject, environment?: string): Objects =>
  new Objects(render(chartOf(system), environment, values).all());
