export { choiceOf, count, cpu, cron, duration, flag, port, size } from './cdk8s-plus';
export * from './integrations/alembic';
export * from './integrations/aws';
export * from './integrations/external-secrets';
export * from './integrations/keda';
export * from './integrations/mongodb';
export * from './integrations/monitoring';
export * from './integrations/nginx';
export * from './integrations/postgresql';
export * from './integrations/redis';
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
export { podDefaults, type PodDefaults } from './workloads/pod-defaults';
export {
  BackupJob,
  backupValues,
  type BackupDefaults,
  type BackupJobProps,
  type DumpProps,
  type BackupTrait,
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
  type MigrationTrait,
  type RollbackTrait,
} from './workloads/presets/migration-job';
export { SmokeTests, smokeTestValues, type SmokeTest, type SmokeTestsProps } from './workloads/presets/smoke-tests';
export {
  SinglePodService,
  optionalSinglePodServiceValues,
  singlePodServiceValues,
  type SinglePodServiceDefaults,
  type SinglePodServiceProps,
} from './workloads/presets/single-pod-service';
export {
  StatefulService,
  optionalStatefulServiceValues,
  statefulServiceFields,
  statefulServiceValues,
  type StatefulServiceDefaults,
  type StatefulServiceProps,
  type ScratchFoldersTrait,
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
export type { DefaultsOf, FieldsOf, Named, PropsOf } from './workloads/trait';
export {
  optionalValuesOf,
  valuesOf,
  type Declares,
  type DefaultsBeside,
  type Describes,
  type MetricsOf,
  type RefsOf,
} from './workloads/values-of';
export { preset, type Preset, type WorkloadProps } from './workloads/preset';
export { Server, Workload } from './workloads/workload';
export type { Controller, PodTemplate } from './workloads/controllers/controller';
/** What keeps the pods of a workload running: `controllers.deployment`. */
export * as controllers from './workloads/controllers';
export type { Kind, Kinds, OptionalKind, TypeOf, TypesOf } from '../core/values/argument';
/** The kinds of what a trait is told: `kinds.aWholeNumber`. */
export * as kinds from './workloads/kinds';
export type {
  AccessTrait,
  BudgetTrait,
  ClientsTrait,
  ContainerSettingsTrait,
  DaemonRolloutTrait,
  EntryPointTrait,
  HeadlessServiceTrait,
  ExtraContainersTrait,
  HostAliasesTrait,
  IdentityTrait,
  ImageTrait,
  JobAccessTrait,
  JobLimitsTrait,
  KeptJobLimitsTrait,
  MembersTrait,
  MetricsTrait,
  NamedPortsTrait,
  OnePodTrait,
  OptionalProbesTrait,
  PodMetricsTrait,
  PodSettingsTrait,
  ProbesTrait,
  ProgramTrait,
  ReadersTrait,
  ReplicasTrait,
  ResourcesTrait,
  RolloutTrait,
  RunsTrait,
  ScalingTrait,
  ScheduleTrait,
  ServiceTrait,
  StatefulRolloutTrait,
  SwitchableTrait,
  UnneededIdentityTrait,
  VolumeOfEachPodTrait,
} from './workloads/traits';
/** What workloads may have: `traits.resources`. */
export * as traits from './workloads/traits';
export type { Mount, VolumeSource } from './workloads/volumes';
export { waitForPort, type Endpoint } from './workloads/wait-for-port';
export { CronTask, cronTaskValues, optionalCronTaskValues, type CronTaskProps } from './workloads/presets/cron-task';
export { Daemon, daemonValues, optionalDaemonValues, type DaemonProps } from './workloads/presets/daemon';
export {
  StatefulCluster,
  optionalStatefulClusterValues,
  statefulClusterValues,
  type StatefulClusterProps,
} from './workloads/presets/stateful-cluster';
export { Worker, optionalWorkerValues, workerValues, type WorkerProps } from './workloads/presets/worker';
