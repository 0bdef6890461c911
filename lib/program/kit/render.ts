import type { Chart } from 'cdk8s';
import type { JsonObject } from '../../core/values';
import { aName, maybe } from '../../core/values/argument';
import { takes } from '../../core/values/takes';
import { RenderedObjects } from '../../judging/kit/rendered-objects';
import { environmentOf } from '../app';
import { aChart, byDefault, outputObjects, releaseWith, someValues, systemOf } from './tested-chart';

const taking = takes('render(chart, environment, values)', aChart, maybe(aName), maybe(someValues));

/**
 * The objects of an environment: those of the plain YAML, and the hooks that only the chart has, such as the pods of `helm test`.
 *
 * @param environment @default none: the chart's defaults alone, in a release that is called like the chart
 * @param values laid over those of the environment, as `helm --values` does: maps are merged, all else is replaced
 * @throws DefinitionError where the definition is wrong, there is no such environment, or the schema refuses the values
 */
export function render(chart: Chart, environment?: string, values?: JsonObject): RenderedObjects {
  taking(chart, environment, values);
  const system = systemOf(chart);
  const chosen = environment === undefined ? byDefault(system) : environmentOf(system, environment);
  const release = releaseWith(system, chosen, values);
  return new RenderedObjects(outputObjects(system, release), `${system.definition.name} ${chosen.name}`);
}
