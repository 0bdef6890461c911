/* What keeps the pods of a workload running. */
export { cronJob } from './cron-job';
export { daemonSet } from './daemon-set';
export { deployment } from './deployment';
export { job } from './job';
export { statefulSet } from './stateful-set';
