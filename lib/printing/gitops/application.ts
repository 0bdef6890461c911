import { isNamespaceOfCluster } from '../../core/manifest/is-namespace';
import { below } from '../files/output-path';
import type { Application, ApplicationSource, Destination, SyncPolicy } from './argocd-types';
import { imageAnnotations } from './argocd-images';
import { holdsData, keepingPatches, keptByArgo } from './data';
import { asData, at, namespaceObjectOf, type DeployedEnvironment, type DeployedSystem } from './deployed';
import { revisionOf, type ArgoCdOptions, type Cluster } from './options';
import { ownedFields } from './owned-fields';

/** What deletes an environment's objects with its Application. */
const withItsObjects = 'resources-finalizer.argocd.argoproj.io';

/** What stands for an environment in a cluster. */
export interface ApplicationPlace {
  readonly name: string;
  readonly project: string;
  readonly cluster: Cluster;
}

/**
 * The Application of one environment in one cluster.
 *
 * - `RespectIgnoreDifferences`: without it what others own would not show, and be overwritten at each sync all the same.
 * - `ServerSideApply`: objects may be larger than an annotation, and fields of others are left alone.
 * - `CreateNamespace`, only where no object makes the namespace; then with the labels that ours would have.
 * - `PruneLast`: what is no longer there goes when all else is ready, not while the old pods still use it.
 * - Nothing that holds data is pruned or deleted: of the plain YAML such objects are marked, also where the output does not say so
 *   itself; of a chart, which cannot be changed on the way, objects are marked by the chart (`helm.sh/resource-policy: keep`), and
 *   where one is not, nothing is pruned by itself and the Application has no finalizer.
 *
 * Source: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options
 */
export function application(
  system: DeployedSystem,
  environment: DeployedEnvironment,
  { name, project, cluster }: ApplicationPlace,
  options: ArgoCdOptions,
): Application {
  const isSafe = options.source === 'directory' || !losesData(environment);
  const ignored = ownedFields(
    environment.plain.map(({ object }) => object),
    environment.namespace,
  ).map(({ pointers, ...object }) => ({ ...object, jsonPointers: pointers }));
  const annotations = imageAnnotations(environment, options);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: options.namespace,
      labels: { 'app.kubernetes.io/part-of': system.name, environment: environment.name },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      ...(isSafe ? { finalizers: [withItsObjects] } : {}),
    },
    spec: {
      project,
      destination: destinationIn(cluster, environment.namespace),
      source: sourceOf(system, environment, options),
      syncPolicy: syncPolicy(environment, options, isSafe),
      ...(ignored.length > 0 ? { ignoreDifferences: ignored } : {}),
    },
  };
}

const destinationIn = ({ name, server }: Cluster, namespace: string): Destination =>
  server === undefined ? { name, namespace } : { server, namespace };

/** Whether the chart has an object with data that it does not mark as one that stays. The Namespace is not in the chart. */
const losesData = (environment: DeployedEnvironment): boolean => {
  const namespace = namespaceObjectOf(environment);
  return environment.plain.some(
    ({ object, manifest }) => object !== namespace && holdsData(object) && manifest?.retain !== true,
  );
};

function syncPolicy(environment: DeployedEnvironment, { source }: ArgoCdOptions, isSafe: boolean): SyncPolicy {
  const { namespace } = environment;
  const own = namespaceObjectOf(environment);
  // Of a chart the namespace is not an object: Helm makes it before it reads the chart.
  const isMadeByObject = source === 'directory' && own !== undefined;
  const isCreated = !isMadeByObject && !isNamespaceOfCluster(namespace);
  const labels = at(asData(own ?? {}), 'metadata', 'labels') as { readonly [key: string]: string } | undefined;
  return {
    automated: { prune: isSafe, selfHeal: true },
    ...(isCreated && labels ? { managedNamespaceMetadata: { labels } } : {}),
    retry: { limit: 5, backoff: { duration: '30s', factor: 2, maxDuration: '5m' } },
    syncOptions: [
      ...(isCreated ? ['CreateNamespace=true'] : []),
      'PruneLast=true',
      'RespectIgnoreDifferences=true',
      'ServerSideApply=true',
    ],
  };
}

/**
 * Where the environment comes from. A folder of plain YAML has a `Kustomization`, so that Argo CD builds it with kustomize
 * (https://argo-cd.readthedocs.io/en/stable/user-guide/tool_detection). An artifact of a registry is taken whole, `path: .`
 * (https://argo-cd.readthedocs.io/en/stable/user-guide/oci).
 */
function sourceOf(system: DeployedSystem, environment: DeployedEnvironment, options: ArgoCdOptions): ApplicationSource {
  const { origin } = options;
  const targetRevision = revisionOf(options, environment.name, system.version);
  if (options.source === 'directory') {
    const patches = keepingPatches(environment.plain, keptByArgo);
    const kustomize = patches.length > 0 ? { kustomize: { patches } } : {};
    if (origin.kind === 'git') {
      return {
        repoURL: origin.url,
        targetRevision,
        path: below(origin.plain, `${system.folder}/${environment.name}`),
        ...kustomize,
      };
    }
    return { repoURL: `${origin.url}/${system.name}/${environment.name}`, targetRevision, path: '.', ...kustomize };
  }
  const helm = { releaseName: environment.release, valueFiles: [`values-${environment.name}.yaml`] };
  switch (origin.kind) {
    case 'git':
      return { repoURL: origin.url, targetRevision, path: below(origin.charts, system.name), helm };
    case 'oci':
      return { repoURL: `${origin.url}/${system.name}`, targetRevision, path: '.', helm };
    case 'helm':
      return { repoURL: origin.url, targetRevision, chart: system.name, helm };
  }
}
