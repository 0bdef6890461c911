import { clusterFor, type ChartDefinition, type EnvironmentValues, type SaidCluster } from '../../core/manifest';
import type { SystemToVerify } from './verify';

/**
 * What of a chart is compared: each environment with its own values file, and for the cluster that its plain YAML is for.
 *
 * @param given what is said of the cluster; it wins over what an environment says
 */
export function systemToVerify(
  { name, folder = name, metadata, environments }: ChartDefinition,
  given?: SaidCluster,
  chosen: readonly EnvironmentValues[] = environments,
): SystemToVerify {
  return {
    id: name,
    folder,
    version: metadata.version,
    environments: chosen.map((environment) => ({
      name: environment.name,
      release: environment.release,
      namespace: environment.namespace,
      valuesFiles: [`values-${environment.name}.yaml`],
      cluster: clusterFor(metadata, environment, given),
    })),
  };
}
