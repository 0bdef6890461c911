export { argoCdNames, argoCdObjects } from './argocd';
export { areNamedByEnvironment } from './clusters';
export { deployedSystem, type DeployedEnvironment, type DeployedSystem } from './deployed';
export { fluxNames, fluxObjects } from './flux';
export type { ArgoCdOptions, Cluster, GitOpsOptions, Origin } from './options';
