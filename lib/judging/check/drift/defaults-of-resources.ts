import type { Json } from '../../../core/values';

/*
 * Defaults within lists of well-known custom resources, from the `default:` of their CustomResourceDefinitions. Those at other places
 * do no harm, for no engine compares what a manifest does not say; a list of a custom resource is compared as a whole.
 */

/** Fields that are filled in at a place, where the place is there; `*` stands for each element of a list. */
export interface FilledPlace {
  readonly path: string;
  readonly fields: { readonly [field: string]: Json };
}

const at = (path: string, fields: FilledPlace['fields']): FilledPlace => ({ path, fields });

// External Secrets, config/crds/bases/external-secrets.io_externalsecrets.yaml, up to the release that no longer defaults them (its
// change 6798): written, they are the same there. `nullBytePolicy`, which 2.3 and later default, is unknown to earlier releases.
const remote = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };
const templates = (of: string) => at(`${of}/items/*`, { templateAs: 'Values' });
const externalSecret = (spec: string): FilledPlace[] => [
  at(`${spec}/data/*/remoteRef`, remote),
  at(`${spec}/dataFrom/*/extract`, remote),
  at(`${spec}/dataFrom/*/find`, { conversionStrategy: 'Default', decodingStrategy: 'None' }),
  at(`${spec}/dataFrom/*/sourceRef/generatorRef`, { apiVersion: 'generators.external-secrets.io/v1alpha1' }),
  at(`${spec}/target/template/templateFrom/*`, { target: 'Data' }),
  templates(`${spec}/target/template/templateFrom/*/configMap`),
  templates(`${spec}/target/template/templateFrom/*/secret`),
];

// Gateway API, apis/v1: httproute_types.go, grpcroute_types.go, gateway_types.go, shared_types.go, object_reference_types.go.
const gateway = 'gateway.networking.k8s.io';
const backend = { group: '', kind: 'Service' };
const exact = { type: 'Exact' };
const everyPath = { type: 'PathPrefix', value: '/' };
const sameNamespace = { namespaces: { from: 'Same' } };
const routes: readonly FilledPlace[] = [
  at('spec/parentRefs/*', { group: gateway, kind: 'Gateway' }),
  at('spec/rules/*/backendRefs/*', { ...backend, weight: 1 }),
];
const filters: readonly FilledPlace[] = ['spec/rules/*/filters/*', 'spec/rules/*/backendRefs/*/filters/*'].flatMap(
  (filter) => [at(`${filter}/requestMirror/backendRef`, backend), at(`${filter}/requestRedirect`, { statusCode: 302 })],
);
const httpRoute: readonly FilledPlace[] = [
  ...routes,
  ...filters,
  at('spec/rules/*', { matches: [{ path: everyPath }] }),
  at('spec/rules/*/matches/*', { path: everyPath }),
  at('spec/rules/*/matches/*/path', everyPath),
  at('spec/rules/*/matches/*/headers/*', exact),
  at('spec/rules/*/matches/*/queryParams/*', exact),
];
const grpcRoute: readonly FilledPlace[] = [
  ...routes,
  at('spec/rules/*/filters/*/requestMirror/backendRef', backend),
  at('spec/rules/*/matches/*/method', exact),
  at('spec/rules/*/matches/*/headers/*', exact),
];
const listeners: readonly FilledPlace[] = [
  at('spec/listeners/*', { allowedRoutes: sameNamespace }),
  at('spec/listeners/*/allowedRoutes', sameNamespace),
  at('spec/listeners/*/allowedRoutes/namespaces', { from: 'Same' }),
  at('spec/listeners/*/allowedRoutes/kinds/*', { group: gateway }),
  at('spec/listeners/*/tls', { mode: 'Terminate' }),
  at('spec/listeners/*/tls/certificateRefs/*', { group: '', kind: 'Secret' }),
];

// Prometheus Operator, example/prometheus-operator-crd/.
const replaced = { action: 'replace' };
const relabelled = (endpoints: string): FilledPlace[] => [
  at(`${endpoints}/relabelings/*`, replaced),
  at(`${endpoints}/metricRelabelings/*`, replaced),
];
const probe: readonly FilledPlace[] = [
  at('spec/metricRelabelings/*', replaced),
  at('spec/targets/staticConfig/relabelingConfigs/*', replaced),
  at('spec/targets/ingress/relabelingConfigs/*', replaced),
];
const remoteWrite = [at('spec/remoteWrite/*/writeRelabelConfigs/*', replaced)];

/** By `apiVersion kind`. */
export const defaultsOfResources: { readonly [apiVersionAndKind: string]: readonly FilledPlace[] } = {
  'external-secrets.io/v1 ExternalSecret': externalSecret('spec'),
  'external-secrets.io/v1beta1 ExternalSecret': externalSecret('spec'),
  'external-secrets.io/v1 ClusterExternalSecret': externalSecret('spec/externalSecretSpec'),
  'external-secrets.io/v1beta1 ClusterExternalSecret': externalSecret('spec/externalSecretSpec'),
  'external-secrets.io/v1alpha1 PushSecret': [at('spec/data/*', { conversionStrategy: 'None' })],
  [`${gateway}/v1 HTTPRoute`]: httpRoute,
  [`${gateway}/v1beta1 HTTPRoute`]: httpRoute,
  [`${gateway}/v1 GRPCRoute`]: grpcRoute,
  [`${gateway}/v1alpha2 TLSRoute`]: routes,
  [`${gateway}/v1 TLSRoute`]: routes,
  [`${gateway}/v1alpha2 TCPRoute`]: routes,
  [`${gateway}/v1alpha2 UDPRoute`]: routes,
  [`${gateway}/v1 Gateway`]: listeners,
  [`${gateway}/v1beta1 Gateway`]: listeners,
  'monitoring.coreos.com/v1 ServiceMonitor': relabelled('spec/endpoints/*'),
  'monitoring.coreos.com/v1 PodMonitor': relabelled('spec/podMetricsEndpoints/*'),
  'monitoring.coreos.com/v1 Probe': probe,
  'monitoring.coreos.com/v1alpha1 ScrapeConfig': relabelled('spec'),
  'monitoring.coreos.com/v1 Prometheus': remoteWrite,
  'monitoring.coreos.com/v1alpha1 PrometheusAgent': remoteWrite,
};
