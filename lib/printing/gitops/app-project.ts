import { clusterScopeWith, groupOf } from '../../core/kubernetes/scopes';
import type { JsonObject } from '../../core/values';
import type { AppProject, Application, GroupKind } from './argocd-types';
import { apiVersionOf, kindOf, nameOf, textAt, type DeployedEnvironment, type DeployedSystem } from './deployed';

/**
 * What the controllers of Kubernetes make of an object. Argo CD shows, and gives logs of, what the project permits only
 * (`getResourceTree` in its application controller). Whoever may make a Deployment may run any pod, so that this permits nothing new.
 */
const madeOf: { readonly [kind: string]: readonly GroupKind[] } = {
  Deployment: [
    { group: 'apps', kind: 'ReplicaSet' },
    { group: '', kind: 'Pod' },
  ],
  StatefulSet: [
    { group: 'apps', kind: 'ControllerRevision' },
    { group: '', kind: 'Pod' },
  ],
  DaemonSet: [
    { group: 'apps', kind: 'ControllerRevision' },
    { group: '', kind: 'Pod' },
  ],
  CronJob: [
    { group: 'batch', kind: 'Job' },
    { group: '', kind: 'Pod' },
  ],
  Job: [{ group: '', kind: 'Pod' }],
};

/**
 * The least that the Applications of a system need: their repositories, their namespaces in their clusters, the kinds of all their
 * objects, and of what has no namespace the objects by name.
 *
 * Its finalizer keeps it until no Application is in it. It comes before the Applications where one sync makes both.
 *
 * Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/project-specification (an older Argo CD
 * does not know the names of what has no namespace, and permits the kind)
 */
export function appProject(
  system: DeployedSystem,
  applications: readonly (readonly [DeployedEnvironment, Application])[],
  { name, namespace, withCharts }: { readonly name: string; readonly namespace: string; readonly withCharts: boolean },
): AppProject {
  const objects = system.environments.flatMap((environment) => objectsOf(environment, withCharts));
  const isClusterScoped = clusterScopeWith(
    objects.filter((object) => kindOf(object) === 'CustomResourceDefinition').flatMap(({ spec }) => spec ?? []),
  );
  const isOutside = (object: JsonObject) => isClusterScoped(apiVersionOf(object), kindOf(object));
  const inside = objects.filter((object) => !isOutside(object));
  const destinations = applications.flatMap(([environment, { spec }]) => {
    const namespaces = objectsOf(environment, withCharts)
      .filter((object) => !isOutside(object))
      .map((object) => textAt(object, 'metadata', 'namespace') || environment.namespace);
    return [environment.namespace, ...namespaces].map((home) => ({ ...spec.destination, namespace: home }));
  });
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name,
      namespace,
      annotations: { 'argocd.argoproj.io/sync-wave': '-1' },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      description: `The environments of ${system.name}: what they need, and nothing else`,
      sourceRepos: distinct(applications.map(([, { spec }]) => spec.source.repoURL)),
      destinations: distinct(destinations),
      clusterResourceWhitelist: distinct([
        ...objects.filter(isOutside).map((object) => ({ ...groupKindOf(object), name: nameOf(object) })),
        ...applications.flatMap(([, { spec }]) =>
          spec.syncPolicy.syncOptions.includes('CreateNamespace=true')
            ? [{ group: '', kind: 'Namespace', name: spec.destination.namespace }]
            : [],
        ),
      ]),
      namespaceResourceWhitelist: distinct(
        inside.flatMap((object) => [
          groupKindOf(object),
          ...(isOfKubernetes(object) ? (madeOf[kindOf(object)] ?? []) : []),
        ]),
      ),
    },
  };
}

const objectsOf = ({ plain, chartOnly }: DeployedEnvironment, withCharts: boolean): JsonObject[] => [
  ...plain.map(({ object }) => object),
  ...(withCharts ? chartOnly : []),
];

const isOfKubernetes = (object: JsonObject) => ['apps', 'batch'].includes(groupOf(apiVersionOf(object)));

const groupKindOf = (object: JsonObject): GroupKind => ({
  group: groupOf(apiVersionOf(object)),
  kind: kindOf(object),
});

/** Each once, in an order that depends on nothing but what they are. */
function distinct<T extends string | object>(all: readonly T[]): T[] {
  const byText = new Map(all.map((each) => [JSON.stringify(each), each]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
