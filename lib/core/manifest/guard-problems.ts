import { brokenGuards } from '../guards';
import { defaults, mergeFiles, overlay, type JsonObject, type Problem, type Release } from '../values';
import { clusterFor } from './capabilities';
import { chartFacts, type ChartDefinition } from './definition';
import type { EnvironmentValues } from './environment';

/** What the guards of a chart refuse in its environments and profiles; a profile repeats nothing of its environment. */
export function guardProblems(definition: ChartDefinition): Problem[] {
  const { name, schema, environments, profiles, guards = [] } = definition;
  if (guards.length === 0) return [];
  const base = defaults(schema);
  const own = (environment: EnvironmentValues, values: JsonObject, where: string) =>
    brokenGuards(guards, releaseIn(definition, environment, values), `${where} of ${name}`);
  const problems = environments.flatMap((environment) =>
    own(environment, environment.values, `environment "${environment.name}"`),
  );
  for (const { name: profile, on, overrides } of profiles) {
    const below = environments.find((environment) => environment.name === on);
    if (!below) continue;
    const values = overlay(base, mergeFiles(below.overrides, overrides));
    const known = new Set(brokenGuards(guards, releaseIn(definition, below, below.values), '').map(keyOf));
    problems.push(...own(below, values, `profile "${profile}"`).filter((problem) => !known.has(keyOf(problem))));
  }
  return problems;
}

/** A release of an environment with these values. */
const releaseIn = (definition: ChartDefinition, environment: EnvironmentValues, values: JsonObject): Release => ({
  values,
  release: { name: environment.release, namespace: environment.namespace },
  chart: chartFacts(definition),
  cluster: clusterFor(definition.metadata, environment),
});

const keyOf = ({ path, message }: Problem) => `${path} ${message}`;
