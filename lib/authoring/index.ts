export { choiceOf, count, cpu, cron, duration, flag, port, size } from './cdk8s-plus';
export {
  alembicGate,
  alembicUpgrade,
  alembicUpgradeCommand,
  type AlembicGateProps,
  type AlembicUpgradeProps,
} from './integrations/alembic/alembic';
export { AlbIngress, albIngressValues, type AlbIngressProps } from './integrations/aws/alb-ingress';
export {
  SecretSource,
  type SecretKey,
  type SecretKeySource,
  type SecretSourceProps,
} from './integrations/external-secrets/secret-source';
export {
  awsSecretsManager,
  azureKeyVault,
  clusterStore,
  gcpSecretManager,
  kubernetesSecrets,
  vault,
  type AwsSecretsManagerSettings,
  type AzureKeyVaultSettings,
  type GcpSecretManagerSettings,
  type KubernetesSecretsSettings,
  type RemoteKey,
  type SecretStoreKind,
  type VaultSettings,
} from './integrations/external-secrets/stores';
export {
  existingSecretValue,
  externalSecretsValues,
  replacePodsValue,
  sealedSecretsValues,
  secretsStoreValues,
} from './integrations/external-secrets/values';
export { MongoExpress, mongoExpressValues, type MongoExpressProps } from './integrations/mongodb/mongo-express';
export {
  MongodbDatabase,
  mongodbValues,
  type MongodbDatabaseProps,
  type MongodbFirstStart,
} from './integrations/mongodb/mongodb-database';
export { MongodbMigration, mongodbMigrationValues } from './integrations/mongodb/mongodb-migration';
export type {
  DumpAndMigrateProps,
  MongodbMigrationDefaults,
  MongodbMigrationProps,
} from './integrations/mongodb/mongodb-migration';
export * from './integrations/monitoring';
export {
  ReverseProxy,
  reverseProxyValues,
  type ReverseProxyDefaults,
  type ReverseProxyProps,
} from './integrations/nginx/reverse-proxy';
export type { ProxyConfig } from './integrations/nginx/reverse-proxy-config';
export { PgAdmin, pgAdminValues, type PgAdminProps } from './integrations/postgresql/pgadmin';
export {
  PostgresDatabase,
  postgresValues,
  type PostgresDatabaseProps,
  type PostgresFirstStart,
} from './integrations/postgresql/postgres-database';
export {
  RedisDatabase,
  redisValues,
  type RedisDatabaseProps,
  type RedisMemoryDefaults,
} from './integrations/redis/redis-database';
export { kubernetesBlock, kubernetesList, type Block } from './workloads/blocks';
export type {
  PlusConfigMap,
  PlusObject,
  PlusPeer,
  PlusPods,
  PlusPort,
  PlusSelector,
  PlusService,
  PlusServiceAccount,
  PlusVariable,
} from './workloads/cdk8s-plus';
export { Configuration, type ConfigurationProps } from './workloads/configuration';
export { restrictedContainer, type InitContainer, type Sidecar } from './workloads/container';
export type { EnvironmentVariables, EnvironmentKey, EnvironmentValue } from './workloads/environment';
export {
  HttpIngress,
  httpIngressValues,
  type HttpIngressDefaults,
  type HttpIngressProps,
} from './workloads/exposure/http-ingress';
export { HttpRoute, httpRouteValues, type HttpRouteProps } from './workloads/exposure/http-route';
export { ImageUpdates, type ImageUpdateOptions } from './workloads/image-updates';
export { containerImage, imageValues, type ImageDefaults, type ImageRefs } from './workloads/image';
export { componentLabel, componentName, componentSelector, wellKnownName } from './workloads/names';
export { imagePullSecrets, restrictedPod } from './workloads/pod';
export {
  BackupJob,
  backupValues,
  type BackupDefaults,
  type BackupJobProps,
  type DumpProps,
} from './workloads/presets/backup-job';
export { helmTest, type HelmTestProps } from './workloads/presets/helm-test';
export {
  MigrationJob,
  RollbackJob,
  migrationFields,
  migrationValues,
  rollbackValues,
  type BackProps,
  type DatabaseJobProps,
  type ForwardProps,
  type HookSecrets,
  type MigrationDefaults,
  type MigrationJobProps,
  type RollbackJobProps,
} from './workloads/presets/migration-job';
export { SmokeTests, smokeTestValues, type SmokeTest, type SmokeTestsProps } from './workloads/presets/smoke-tests';
export {
  StatefulService,
  optionalStatefulServiceValues,
  statefulServiceFields,
  statefulServiceValues,
  type StatefulServiceDefaults,
  type StatefulServiceProps,
} from './workloads/presets/stateful-service';
export {
  WebService,
  optionalWebServiceValues,
  webServiceValues,
  type WebServiceDefaults,
  type WebServiceProps,
} from './workloads/presets/web-service';
export { exec, grpc, http, mainPort, type ProbeTimes } from './workloads/probes';
export { resourceValues, type ResourceDefaults } from './workloads/traits/resources';
export { trait } from './workloads/trait';
export type { Bearer, ControllerParts, Parts, Trait, TraitDeclaration, Traits } from './workloads/trait';
export type { DefaultsOf, FieldsOf, PropsOf } from './workloads/trait';
export {
  optionalValuesOf,
  valuesOf,
  type Declares,
  type DefaultsBeside,
  type Describes,
  type MetricsOf,
  type RefsOf,
} from './workloads/values-of';
export { Server, Workload, preset, type Preset, type WorkloadProps } from './workloads/workload';
export type { Controller, PodTemplate } from './workloads/controllers/controller';
/** What keeps the pods of a workload running: `controllers.deployment`. */
export * as controllers from './workloads/controllers';
export type { Kind, OptionalKind, TypeOf, TypesOf } from '../core/values/argument';
/** The kinds of what a trait is told: `kinds.aWholeNumber`. */
export * as kinds from './workloads/kinds';
/** What workloads may have: `traits.resources`. */
export * as traits from './workloads/traits';
export type { Mount, VolumeSource } from './workloads/volumes';
export { waitForPort, type Endpoint } from './workloads/wait-for-port';
export {
  QueueWorker,
  optionalQueueWorkerValues,
  queueWorkerValues,
  type QueueScalingDefaults,
  type QueueScalingProps,
  type QueueWorkerProps,
  type ScaleTrigger,
} from './integrations/keda/queue-worker';
export { CronTask, cronTaskValues, optionalCronTaskValues, type CronTaskProps } from './workloads/presets/cron-task';
export { Daemon, daemonValues, optionalDaemonValues, type DaemonProps } from './workloads/presets/daemon';
export {
  StatefulCluster,
  optionalStatefulClusterValues,
  statefulClusterValues,
  type StatefulClusterProps,
} from './workloads/presets/stateful-cluster';
export { Worker, optionalWorkerValues, workerValues, type WorkerProps } from './workloads/presets/worker';
