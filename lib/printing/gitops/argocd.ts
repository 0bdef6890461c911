import type { JsonObject } from '../../core/values';
import { appProject } from './app-project';
import { application } from './application';
import { applicationSet } from './application-set';
import { placedEnvironments, type PlacedEnvironment } from './clusters';
import { asData, type DeployedSystem } from './deployed';
import { Names, type NameParts } from './names';
import type { ArgoCdOptions, Cluster } from './options';

/** What the name of an Application is made of: with the cluster where its environment goes to several. */
const partsOf = (system: string, { environment, clusters }: PlacedEnvironment, cluster: Cluster): NameParts =>
  clusters.length === 1 ? [system, environment.name] : [system, environment.name, cluster.name];

/** All that names are made of, so that those of different systems differ. */
export const argoCdNames = (systems: readonly DeployedSystem[], options: ArgoCdOptions): Names =>
  new Names(
    systems.flatMap((system) =>
      system.environments.flatMap((environment) => {
        const own = options.clusters?.filter((each) => each.environment === environment.name) ?? [];
        const clusters = own.length > 0 ? own : (options.clusters?.filter((each) => !each.environment) ?? []);
        if (clusters.length < 2) return [[system.name, environment.name]];
        return clusters.map((cluster) => partsOf(system.name, { environment, clusters }, cluster));
      }),
    ),
  );

/**
 * The objects of Argo CD for a system, by file below the folder of the system: an AppProject, unless one is there already, and an
 * Application for each environment and cluster, or one ApplicationSet for all of them.
 *
 * @throws DefinitionError when two environments would make the same object in one cluster
 */
export function argoCdObjects(
  system: DeployedSystem,
  options: ArgoCdOptions,
  names: Names = argoCdNames([system], options),
): Map<string, JsonObject> {
  const own = new Names([]).of([system.name]);
  const project = options.project ?? own;
  const placed = placedEnvironments(system, options).flatMap((place) =>
    place.clusters.map((cluster) => {
      const name = names.of(partsOf(system.name, place, cluster));
      const made = application(system, place.environment, { name, project, cluster }, options);
      const file = place.clusters.length === 1 ? 'application' : `application-${cluster.name}`;
      return { environment: place.environment, cluster, application: made, file: `${place.environment.name}/${file}` };
    }),
  );
  const objects = new Map<string, object>();
  if (options.project === undefined) {
    const pairs = placed.map(({ environment, application: made }) => [environment, made] as const);
    const withCharts = options.source === 'chart';
    objects.set('appproject', appProject(system, pairs, { name: project, namespace: options.namespace, withCharts }));
  }
  if (options.asSet) {
    const elements = placed.map(({ environment, cluster, application: made }) => ({
      environment: environment.name,
      cluster: cluster.name,
      application: made,
    }));
    const place = { name: own, namespace: options.namespace };
    objects.set('applicationset', applicationSet(system.name, place, elements));
  } else {
    for (const { file, application: made } of placed) objects.set(file, made);
  }
  return new Map(Array.from(objects, ([file, object]) => [`${file}.k8s.yaml`, asData(object)]));
}
