import { brokenGuards } from '../../core/guards';
import { chartFacts, clusterFor, type EnvironmentValues, type SaidCluster } from '../../core/manifest';
import {
  DefinitionError,
  defaults,
  didYouMean,
  mergeFiles,
  overlay,
  validateValues,
  type JsonObject,
  type Release,
} from '../../core/values';
import type { System } from './systems';

/** One of a system's environments. */
export function environmentOf({ definition }: System, name: string): EnvironmentValues {
  const found = definition.environments.find((environment) => environment.name === name);
  if (found) return found;
  const known = definition.environments.map((environment) => environment.name);
  throw new DefinitionError([
    {
      code: 'unknown-environment',
      message: `${definition.name} has no environment "${name}"${didYouMean(name, known)}`,
      remedy: `Environments: ${known.join(', ')}.`,
    },
  ]);
}

/** Values to lay over those of an environment, in order, each with the name of its source. */
export type Overrides = readonly { readonly name: string; readonly values: JsonObject }[];

/**
 * The release of an environment, with further values laid over in order, as Helm's `--values` does.
 *
 * @param cluster what wins over what the environment says of its cluster
 */
export function releaseOf(
  { definition }: System,
  environment: EnvironmentValues,
  overrides: Overrides = [],
  cluster: SaidCluster = {},
): Release {
  const { name, metadata, schema, guards = [] } = definition;
  const given = overrides.reduce((below, over) => mergeFiles(below, over.values), environment.overrides);
  const values = overlay(defaults(schema), given);
  const release: Release = {
    values,
    release: { name: environment.release, namespace: environment.namespace },
    chart: chartFacts(definition),
    cluster: clusterFor(metadata, environment, cluster),
  };
  if (overrides.length > 0) {
    const where = `environment "${environment.name}" of ${name} with ${overrides.map((over) => over.name).join(', ')}`;
    // What the schema refuses may be of any type, and guards count on types.
    const problems = validateValues(schema, values, where);
    if (problems.length === 0) problems.push(...brokenGuards(guards, release, where));
    if (problems.length > 0) throw new DefinitionError(problems);
  }
  return release;
}
