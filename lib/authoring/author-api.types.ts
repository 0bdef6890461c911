/* What must compile, and what must not, when workloads are put together; `tsc` is the test. */
import type { NetworkPolicyPeer } from '../../imports/k8s';
import {
  waitForPort,
  type ImageRefs,
  type MigrationJobProps,
  type Mount,
  type PostgresDatabase,
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
