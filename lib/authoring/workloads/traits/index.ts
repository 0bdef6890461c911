/* What workloads may have; each trait is one file. */
export {
  access,
  clients,
  jobAccess,
  readers,
  type AccessTrait,
  type ClientsTrait,
  type JobAccessTrait,
  type ReadersTrait,
} from './access';
export { budget, type BudgetTrait } from './budget';
export { entryPoint, type EntryPointTrait } from './entry-point';
export { everyPod } from './every-pod';
export { identity, unneededIdentity, type IdentityTrait, type UnneededIdentityTrait } from './identity';
export { image, type ImageTrait } from './image';
export { jobLimits, keptJobLimits, type JobLimitsTrait, type KeptJobLimitsTrait } from './job-limits';
export { members, type MembersTrait } from './members';
export { metrics, podMetrics, type MetricsTrait, type PodMetricsTrait } from './metrics';
export { namedPorts, type NamedPortsTrait } from './named-ports';
export { optionalProbes, probes, type OptionalProbesTrait, type ProbesTrait } from './probes';
export { program, type ProgramTrait } from './program';
export { resourceDefaults, resourceValues, resources, type ResourcesTrait } from './resources';
export {
  daemonRollout,
  rollout,
  statefulRollout,
  type DaemonRolloutTrait,
  type RolloutTrait,
  type StatefulRolloutTrait,
} from './rollout';
export { onePod, replicas, scaling, type OnePodTrait, type ReplicasTrait, type ScalingTrait } from './scaling';
export { runs, schedule, type RunsTrait, type ScheduleTrait } from './schedule';
export { headlessService, service, type HeadlessServiceTrait, type ServiceTrait } from './service';
export { switchable, type SwitchableTrait } from './switchable';
export { keptVolume, optionalVolume, volumeOfEachPod, type VolumeOfEachPodTrait } from './storage';
export type { SpreadConstraint } from './pod-settings';
export type { ContainerSettingsTrait } from './container-settings';
export type { ExtraContainersTrait } from './extra-containers';
export type { HostAliasesTrait } from './host-aliases';
export type { PodSettingsTrait } from './pod-settings';
