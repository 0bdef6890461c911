import { isNamespaceOfCluster } from '../../core/manifest/is-namespace';
import { below } from '../files/output-path';
import { isMap, type JsonObject } from '../../core/values';
import { exactly } from './data';
import { namespaceObjectOf, type DeployedEnvironment, type DeployedSystem } from './deployed';
import type { HelmRelease, Source } from './flux-types';
import { claimChecks } from './health';
import type { GitOpsOptions } from './options';
import { ownedFields } from './owned-fields';
import { timeoutFor } from './timeouts';

/**
 * One environment as a release of the chart.
 *
 * - Values: of Git and of a Helm repository the files of the chart; a chart of a registry (`chartRef`) has no choice of files, so that the
 *   values of the environment stand in the object.
 * - A failed installation is tried again from nothing, a failed upgrade is rolled back; three times each.
 * - Drift is put right, but for what autoscalers and other controllers own.
 * - The release lies in its own namespace, where `helm list` looks for it.
 *
 * Source: docs/spec/v2/helmreleases.md of fluxcd/helm-controller; docs/spec/v1/helmcharts.md of fluxcd/source-controller for values files
 */
export function helmRelease(
  name: string,
  system: DeployedSystem,
  environment: DeployedEnvironment,
  source: Source,
  options: GitOpsOptions & { readonly version: string },
): HelmRelease {
  const { namespace, release, overrides, chartOnly, plain } = environment;
  const objects = [...plain.map(({ object }) => object), ...chartOnly];
  const ignore = ownedFields(objects, namespace).map(({ pointers, group, kind, name: owner, namespace: home }) => ({
    paths: pointers,
    target: {
      ...(group === '' ? {} : { group }),
      kind,
      name: exactly(owner),
      ...(home === undefined ? {} : { namespace: home }),
    },
  }));
  const checks = claimChecks(objects);
  const isCreated = namespaceObjectOf(environment) === undefined && !isNamespaceOfCluster(namespace);
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace: options.namespace, labels: { 'app.kubernetes.io/part-of': system.name } },
    spec: {
      interval: '10m',
      timeout: timeoutFor(objects),
      releaseName: release,
      targetNamespace: namespace,
      storageNamespace: namespace,
      ...chartOf(system, environment, source, options),
      ...(source.kind === 'OCIRepository' && isFilled(overrides) ? { values: overrides } : {}),
      install: { ...(isCreated ? { createNamespace: true } : {}), remediation: { retries: 3 } },
      upgrade: { remediation: { retries: 3, remediateLastFailure: true, strategy: 'rollback' } },
      ...(environment.hasTests ? { test: { enable: true } } : {}),
      driftDetection: { mode: 'enabled', ...(ignore.length > 0 ? { ignore } : {}) },
      ...(checks.length > 0 ? { healthCheckExprs: checks } : {}),
    },
  };
}

const isFilled = (values: JsonObject) => isMap(values) && Object.keys(values).length > 0;

function chartOf(
  system: DeployedSystem,
  { name: environment }: DeployedEnvironment,
  source: Source,
  { origin, version }: GitOpsOptions & { readonly version: string },
): Pick<HelmRelease['spec'], 'chart' | 'chartRef'> {
  const { name } = source.metadata;
  const files = ['values.yaml', `values-${environment}.yaml`];
  if (source.kind === 'OCIRepository') return { chartRef: { kind: source.kind, name } };
  if (origin.kind === 'git' && source.kind === 'GitRepository') {
    const chart = `./${below(origin.charts, system.name)}`;
    const valuesFiles = files.map((file) => `${chart}/${file}`);
    // A change of the chart without a new version is a change all the same.
    const sourceRef = { kind: source.kind, name };
    return { chart: { spec: { chart, sourceRef, reconcileStrategy: 'Revision', valuesFiles } } };
  }
  const sourceRef = { kind: 'HelmRepository' as const, name };
  return {
    chart: { spec: { chart: system.name, version, sourceRef, reconcileStrategy: 'ChartVersion', valuesFiles: files } },
  };
}
