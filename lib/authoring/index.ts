export { AlbIngress, albIngressValues, type AlbIngressProps } from './integrations/aws/alb-ingress';
export {
  SecretSource,
  existingSecretValue,
  externalSecretsValues,
  type RemoteKey,
  type SecretKey,
  type SecretKeySource,
  type SecretSourceProps,
} from './integrations/external-secrets/secret-source';
export { MongoExpress, mongoExpressValues } from './integrations/mongodb/mongo-express';
export { MongodbDatabase, mongodbValues } from './integrations/mongodb/mongodb-database';
export { MongodbMigration, mongodbMigrationValues } from './integrations/mongodb/mongodb-migration';
export * from './integrations/monitoring';
export { ReverseProxy, reverseProxyValues } from './integrations/nginx/reverse-proxy';
export { type ProxyConfig } from './integrations/nginx/reverse-proxy-config';
export { PgAdmin, pgAdminValues } from './integrations/postgresql/pgadmin';
export { PostgresDatabase, postgresValues } from './integrations/postgresql/postgres-database';
export { RedisDatabase, redisValues } from './integrations/redis/redis-database';
export { kubernetesBlock, kubernetesList, type Block } from './workloads/blocks';
export { Configuration, type ConfigurationProps } from './workloads/configuration';
export { containerImage } from './workloads/container-image';
export { HttpIngress, httpIngressValues } from './workloads/exposure/http-ingress';
export { HttpRoute, httpRouteValues } from './workloads/exposure/http-route';
export { waitForPort, type InitContainer } from './workloads/init-container';
export { componentLabel, componentName, componentSelector, wellKnownName } from './workloads/names';
export { imagePullSecrets, type EnvironmentValue } from './workloads/pod';
export { BackupJob, backupValues } from './workloads/presets/backup-job';
export {
  MigrationJob,
  RollbackJob,
  migrationFields,
  migrationValues,
  type MigrationJobProps,
} from './workloads/presets/migration-job';
export { SmokeTests, smokeTestValues, type SmokeTest } from './workloads/presets/smoke-tests';
export { StatefulService, type StatefulServiceProps } from './workloads/presets/stateful-service';
export { statefulServiceFields, statefulServiceValues } from './workloads/presets/stateful-service-values';
export { WebService, type WebServiceProps } from './workloads/presets/web-service';
export {
  optionalWebServiceValues,
  webServiceValues,
  type WebServiceDefaults,
} from './workloads/presets/web-service-values';
export { exec, grpc, http, mainPort, type ProbeTimes } from './workloads/probes';
export * from './workloads/workload-values';
