export { AlbIngress, albIngressValues, type AlbIngressProps } from './alb-ingress';
export { kubernetesBlock, kubernetesList, type Block } from './blocks';
export { BackupJob, backupValues } from './backup-job';
export { Configuration, type ConfigurationProps } from './configuration';
export { GrafanaDashboards, grafanaDashboardsValues } from './grafana-dashboards';
export type { Dashboard, Panel, Query, Unit } from './grafana-dashboard';
export { HttpRoute, httpRouteValues } from './http-route';
export { HttpIngress, httpIngressValues } from './http-ingress';
export { waitForPort, type InitContainer } from './init-container';
export { MigrationJob, RollbackJob, migrationFields, migrationValues, type MigrationJobProps } from './migration-job';
export { componentLabel, componentName, componentSelector, wellKnownName } from './names';
export { containerImage } from './container-image';
export { imagePullSecrets, type EnvironmentValue } from './pod';
export { exec, grpc, http, mainPort, type ProbeTimes } from './probes';
export { PostgresDatabase, postgresValues } from './postgres-database';
export {
  SecretSource,
  existingSecretValue,
  externalSecretsValues,
  type RemoteKey,
  type SecretKeySource,
} from './secret-source';
export { SmokeTests, smokeTestValues, type SmokeTest } from './smoke-tests';
export { StatefulService, type StatefulServiceProps } from './stateful-service';
export { statefulServiceFields, statefulServiceValues } from './stateful-service-values';
export { WebService, type WebServiceProps } from './web-service';
export { optionalWebServiceValues, webServiceValues, type WebServiceDefaults } from './web-service-values';
export * from './workload-values';
