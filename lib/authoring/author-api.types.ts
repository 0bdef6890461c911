/* What must compile, and what must not, when workloads are put together; `tsc` is the test. */
import type * as plus28 from 'cdk8s-plus-28';
import type * as plus33 from 'cdk8s-plus-33';
import type { NetworkPolicyPeer } from '../../imports/k8s';
import type { Refs } from '../core/values';
import {
  clusterStore,
  externalSecretsValues,
  gcpSecretManager,
  secretsStoreValues,
  waitForPort,
  type Configuration,
  type HttpIngressProps,
  type ImageRefs,
  type MigrationJobProps,
  type Mount,
  type PostgresDatabase,
  type SecretSource,
  type SecretSourceProps,
  type Sidecar,
  type StatefulCluster,
  type WebService,
  type Worker,
  type WorkerProps,
} from '.';

declare const worker: Worker;
declare const api: WebService;
declare const database: PostgresDatabase;
declare const cluster: StatefulCluster;
declare const image: ImageRefs;

/** Whatever others reach fits wherever an endpoint, a peer or a variable is wanted. */
export const fits = {
  waits: [api, database, cluster].map((server) => waitForPort('wait', image, server)),
  waitFor: database satisfies MigrationJobProps['waitFor'],
  peers: [worker, api, database].map(({ peer }): NetworkPolicyPeer => peer),
  env: { API: api.url, HOST: cluster.host, PORT: api.port, DATABASE: database.port } satisfies WorkerProps['env'],
  allowed: () => worker.allowTo(database),
};

// @ts-expect-error nobody reaches a worker
export const toWorker = () => api.allowTo(worker);
// @ts-expect-error nobody reaches a worker
export const reached: Pick<Worker, 'allowFrom'> | undefined = undefined;
// @ts-expect-error a worker is not an endpoint
export const waits = () => waitForPort('wait', image, worker);
// @ts-expect-error a volume has one source, by the name that the API has
export const volume: Mount = { name: 'cache', mountPath: '/cache', volume: { emptyDirectory: {} } };
// @ts-expect-error a sidecar has limits
export const sidecar: Sidecar = { name: 'exporter', image };

declare const their28: {
  readonly pods: plus28.Deployment;
  readonly service: plus28.Service;
  readonly settings: plus28.ConfigMap;
  readonly account: plus28.ServiceAccount;
  readonly variable: plus28.EnvValue;
  readonly spaces: plus28.Namespaces;
};
declare const their33: {
  readonly pods: plus33.StatefulSet;
  readonly service: plus33.Service;
  readonly settings: plus33.IConfigMap;
  readonly account: plus33.IServiceAccount;
  readonly variable: plus33.EnvValue;
  readonly spaces: plus33.NetworkPolicyIpBlock;
};
declare const configuration: Configuration;
declare const secrets: SecretSource;

/** Constructs of any version of cdk8s-plus fit where ours are wanted. */
export const takes = [their28, their33].map(({ pods, service, settings, account, variable, spaces }) => ({
  reached: () => [worker.allowTo(pods), worker.allowTo(service), api.allowFrom(pods, spaces, worker)],
  waits: waitForPort('wait', image, service),
  routes: { '/': service, '/api': api } satisfies HttpIngressProps['routes'],
  configuration: settings satisfies WorkerProps['configuration'],
  account: account satisfies WorkerProps['serviceAccount'],
  env: { VARIABLE: variable } satisfies WorkerProps['env'],
}));

/** Ours fit where constructs of cdk8s-plus are wanted. */
export const given = [worker, database].map((pods) => ({
  peers: [pods satisfies plus28.INetworkPolicyPeer, pods satisfies plus33.INetworkPolicyPeer],
  selectors: [pods satisfies plus28.IPodSelector, pods satisfies plus33.IPodSelector],
  subjects: [pods satisfies plus28.ISubject, pods satisfies plus33.ISubject],
  variables: [configuration.key('a') satisfies plus28.EnvValue, secrets.key('b') satisfies plus33.EnvValue],
}));

// @ts-expect-error a Deployment has no name by which others reach it
export const waitsForPods = () => waitForPort('wait', image, their28.pods);
// @ts-expect-error a Service has no pods of its own
export const letsInService = () => api.allowFrom(their28.service);

export const ofGoogle = externalSecretsValues(true, gcpSecretManager({ projectId: 'shop-prod' }));
export const mountedFromGoogle = secretsStoreValues(true, gcpSecretManager({}));
export const ofPlatform = externalSecretsValues(true, clusterStore('platform'));
export const ofAws = externalSecretsValues(true, 'eu-central-1');
declare const stores: {
  readonly google: Refs<typeof ofGoogle>;
  readonly mounted: Refs<typeof mountedFromGoogle>;
  readonly platform: Refs<typeof ofPlatform>;
  readonly aws: Refs<typeof ofAws>;
};

/** The values of a store are those that its function takes. */
export const ofStores = {
  settings: [stores.google.projectId, stores.google.serviceAccount, stores.platform.clusterStore, stores.aws.region],
  sources: [stores.google, stores.platform, stores.aws].map((externalSecrets) => ({ externalSecrets })) satisfies Pick<
    SecretSourceProps,
    'externalSecrets'
  >[],
};
// @ts-expect-error Google Cloud has projects
export const region = (): unknown => stores.google.region;
// @ts-expect-error pods read the store as themselves
export const reader = (): unknown => stores.mounted.serviceAccount;
// @ts-expect-error External Secrets has values of its own
export const mixed: SecretSourceProps['externalSecrets'] = stores.mounted;
// @ts-expect-error a cloud is not a kind of store of its own
export const noStore = externalSecretsValues(true, { provider: 'gcp' });
