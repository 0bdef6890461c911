import type { ApiObject } from 'cdk8s';
import { clusterScopeWith, groupOf, type ClusterScope } from '../kubernetes/scopes';
import { releaseNamespace, type Tree } from '../values';
import { HelmChart } from './helm-chart';
import type { Manifest } from './manifest';

/** What is known of the namespaces of an app: the kinds that have none, its own CustomResourceDefinitions included. */
export function scopesIn(manifests: readonly Manifest[]): ClusterScope {
  const definitions = manifests.filter(
    ({ apiVersion, kind }) => kind === 'CustomResourceDefinition' && groupOf(apiVersion) === 'apiextensions.k8s.io',
  );
  return clusterScopeWith(definitions.flatMap(({ object }) => object['spec'] ?? []));
}

/**
 * The manifest with the namespace that its object has in a cluster.
 *
 * cdk8s gives the namespace of the chart to every object, also to those that cannot have one: there it is taken away. One
 * that the author wrote stays, for the linter to find. A chart inside a `HelmChart` that names no namespace has that of the
 * release.
 */
export function inNamespace(manifest: Manifest, object: ApiObject, isClusterScoped: ClusterScope): Manifest {
  const { name, namespace, ...rest } = manifest.object['metadata'] as { readonly [key: string]: Tree };
  const isOutside = isClusterScoped(manifest.apiVersion, manifest.kind);
  const found = isOutside && isOfChart(object, namespace) ? undefined : namespace;
  const inherited = isOutside || found !== undefined || !isInside(object) ? found : releaseNamespace;
  if (inherited === namespace) return manifest;
  const placed = inherited === undefined ? rest : { namespace: inherited, ...rest };
  const metadata = name === undefined ? placed : { name, ...placed };
  return { ...manifest, object: { ...manifest.object, metadata } };
}

/** Whether an object has its namespace from the chart alone. */
function isOfChart(object: ApiObject, namespace: Tree | undefined): boolean {
  const props = Reflect.get(object, 'props') as { readonly metadata?: { readonly namespace?: unknown } };
  if (props.metadata?.namespace !== undefined) return false;
  return namespace === object.chart.namespace || namespace === releaseNamespace;
}

/** Whether an object belongs to a chart within a `HelmChart`. */
const isInside = (object: ApiObject) => HelmChart.around(object) !== undefined && !HelmChart.isHelmChart(object.chart);
