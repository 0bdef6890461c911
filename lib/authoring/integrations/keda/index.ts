export {
  QueueWorker,
  optionalQueueWorkerValues,
  queueWorkerValues,
  type QueueScalingDefaults,
  type QueueScalingProps,
  type QueueWorkerProps,
  type ScaleTrigger,
} from './queue-worker';
export type { QueueScalingTrait } from './queue-worker';
