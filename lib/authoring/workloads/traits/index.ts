/* What workloads may have; each trait is one file. */
export { access, clients, jobAccess, readers } from './access';
export { budget } from './budget';
export { everyPod } from './every-pod';
export { identity, unneededIdentity } from './identity';
export { image } from './image';
export { jobLimits, notRestarted } from './job-limits';
export { members } from './members';
export { metrics, podMetrics } from './metrics';
export { namedPorts } from './named-ports';
export { optionalProbes, probes } from './probes';
export { program } from './program';
export { resourceDefaults, resourceValues, resources, type ResourceDefaults } from './resources';
export { daemonRollout, rollout, statefulRollout } from './rollout';
export { replicas, scaling } from './scaling';
export { runs, schedule } from './schedule';
export { headlessService, service } from './service';
export { switchable } from './switchable';
export { keptVolume, volumeOfEachPod } from './storage';
