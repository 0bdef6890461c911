import { join } from 'node:path';
import type { Api } from './api';
import { readCrds } from './read-crds';
import { readJsii } from './read-jsii';
import { sealedSecrets, secretsStore } from './unpackaged';

/*
 * The packages that the generated files are made from, as installed under `root`.
 */

export const readKubernetes = (root: string): Api => readJsii(join(root, 'node_modules/cdk8s-plus-28'));

const readExternalSecrets = (root: string, kubernetes: Api): Api =>
  readCrds(
    {
      directory: join(root, 'node_modules/@kubernetes-models/external-secrets'),
      group: 'external-secrets.io',
      kinds: [
        { version: 'v1', kind: 'ExternalSecret' },
        { version: 'v1', kind: 'SecretStore' },
        { version: 'v1', kind: 'ClusterSecretStore' },
      ],
      // The operator gains providers faster than the package does, and those that we make gain fields.
      open: { SecretStoreProvider: ['aws', 'azurekv', 'gcpsm', 'kubernetes', 'vault'] },
      later: {
        AzureKVProvider: ['customCloudConfig', 'useAzureSDK'],
        GCPSMAuth: ['workloadIdentityFederation'],
        GCPSMProvider: ['secretVersionSelectionPolicy'],
        VaultAuth: ['gcp'],
        VaultProvider: ['checkAndSet'],
      },
    },
    kubernetes,
  );

const readPrometheusOperator = (root: string, kubernetes: Api): Api =>
  readCrds(
    {
      directory: join(root, 'node_modules/@kubernetes-models/prometheus-operator'),
      group: 'monitoring.coreos.com',
      kinds: [
        { version: 'v1', kind: 'ServiceMonitor' },
        { version: 'v1', kind: 'PodMonitor' },
        { version: 'v1', kind: 'Probe' },
        { version: 'v1', kind: 'PrometheusRule' },
        { version: 'v1alpha1', kind: 'AlertmanagerConfig' },
        { version: 'v1beta1', kind: 'AlertmanagerConfig' },
      ],
      recursive: { Route: 'routes' },
      formats: { MonitoringV1Duration: 'duration', MonitoringV1NonEmptyDuration: 'duration' },
    },
    kubernetes,
  );

const readGatewayApi = (root: string, kubernetes: Api): Api =>
  readCrds(
    {
      directory: join(root, 'node_modules/@kubernetes-models/gateway-api'),
      group: 'gateway.networking.k8s.io',
      kinds: [{ version: 'v1', kind: 'HTTPRoute' }],
    },
    kubernetes,
  );

const readKeda = (root: string, kubernetes: Api): Api =>
  readCrds(
    {
      directory: join(root, 'node_modules/@kubernetes-models/keda'),
      group: 'keda.sh',
      kinds: [
        { version: 'v1alpha1', kind: 'ScaledObject' },
        { version: 'v1alpha1', kind: 'TriggerAuthentication' },
      ],
    },
    kubernetes,
  );

/** The custom resources that systems here make, and those of our integrations. */
export const readCustomResources = (root: string, kubernetes: Api) => ({
  'external-secrets': readExternalSecrets(root, kubernetes),
  'gateway-api': readGatewayApi(root, kubernetes),
  keda: readKeda(root, kubernetes),
  'prometheus-operator': readPrometheusOperator(root, kubernetes),
  'sealed-secrets': sealedSecrets,
  'secrets-store': secretsStore,
});
