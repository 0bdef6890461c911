import { groupOf } from '../../core/kubernetes/scopes';
import { DefinitionError, type JsonObject, type Problem } from '../../core/values';
import { apiVersionOf, kindOf, nameOf, textAt, type DeployedEnvironment, type DeployedSystem } from './deployed';
import type { ArgoCdOptions, Cluster } from './options';

/** An environment with the clusters that it goes to. */
export interface PlacedEnvironment {
  readonly environment: DeployedEnvironment;
  readonly clusters: readonly Cluster[];
}

/** The cluster that Argo CD runs in, as it knows it. */
const ownCluster: Cluster = { name: 'in-cluster', server: 'https://kubernetes.default.svc' };

/**
 * Where the environments of a system go: to clusters of their own, else to those of all environments, else to that of Argo CD. Two
 * environments with the same objects in one cluster would overwrite each other for ever: where no cluster was named, each environment of
 * such a system goes to the cluster that Argo CD knows by the name of the environment. Without one nothing is deployed.
 *
 * @throws DefinitionError when the clusters that were named would get the same object from two environments
 */
export function placedEnvironments(system: DeployedSystem, { clusters = [] }: ArgoCdOptions): PlacedEnvironment[] {
  const forAll = clusters.filter(({ environment }) => environment === undefined);
  const named = (environment: DeployedEnvironment) => {
    const own = clusters.filter((cluster) => cluster.environment === environment.name);
    return own.length > 0 ? own : forAll;
  };
  const hasSame =
    sameObject(system.environments.filter((environment) => named(environment).length === 0)) !== undefined;
  const placed = system.environments.map((environment): PlacedEnvironment => {
    const found = named(environment);
    const fallback = hasSame ? { name: environment.name } : ownCluster;
    return { environment, clusters: found.length > 0 ? found : [fallback] };
  });
  const problems = collisions(system, placed);
  if (problems.length > 0) throw new DefinitionError(problems);
  return placed;
}

/** Whether no cluster was named for environments that cannot be in one: who is told so names them. */
export const areNamedByEnvironment = (system: DeployedSystem, options: ArgoCdOptions): boolean =>
  placedEnvironments(system, options).some(({ clusters }) => clusters.some(({ server }) => server === undefined));

function collisions(system: DeployedSystem, placed: readonly PlacedEnvironment[]): Problem[] {
  const servers = new Set(placed.flatMap(({ clusters }) => clusters.flatMap(({ server }) => server ?? [])));
  return [...servers].flatMap((server): Problem[] => {
    const there = placed.filter(({ clusters }) => clusters.some((cluster) => cluster.server === server));
    const same = sameObject(there.map(({ environment }) => environment));
    if (same === undefined) return [];
    const [first, second, object] = same;
    return [
      {
        code: 'same-cluster',
        message: `${system.name} ${first} and ${system.name} ${second} would both make the ${object} in ${server}`,
        remedy: `Leave one out, as in --environment ${second}, or name a cluster for each: --cluster ${first}/NAME=SERVER.`,
      },
    ];
  });
}

/** The first object that two environments have both, with the names of these. */
function sameObject(environments: readonly DeployedEnvironment[]): [string, string, string] | undefined {
  const makers = new Map<string, string>();
  for (const { name, namespace, plain } of environments) {
    for (const { object } of plain) {
      const key = keyOf(object, namespace);
      const maker = makers.get(key);
      if (maker !== undefined && maker !== name) return [maker, name, `${kindOf(object)} ${nameOf(object)}`];
      makers.set(key, name);
    }
  }
  return undefined;
}

const keyOf = (object: JsonObject, namespace: string) =>
  JSON.stringify([
    groupOf(apiVersionOf(object)),
    kindOf(object),
    textAt(object, 'metadata', 'namespace') || namespace,
    nameOf(object),
  ]);
