import type { JsonObject } from '../../../core/values';
import { at, listOf } from '../../../core/references/objects';
import type { Difference } from './differences';

/**
 * The metrics of an autoscaler of which the server keeps the share of the CPU apart, as autoscaling/v1 has it, and puts it behind
 * all others when it is read as autoscaling/v2 (pkg/apis/autoscaling/v1/conversion.go).
 */
export function metricsOrderIn(object: JsonObject, kind: string): Difference[] {
  if (kind !== 'HorizontalPodAutoscaler.autoscaling') return [];
  const metrics = listOf(at(object, 'spec', 'metrics'));
  const cpu = metrics.findIndex(
    (metric) =>
      at(metric, 'type') === 'Resource' &&
      at(metric, 'resource', 'name') === 'cpu' &&
      at(metric, 'resource', 'target', 'averageUtilization') !== undefined,
  );
  if (cpu < 0 || cpu === metrics.length - 1) return [];
  return [
    {
      drift: 'order',
      pointer: `/spec/metrics/${cpu}`,
      message: 'the utilization of cpu stands before other metrics, and may be stored behind them',
      remedy: 'Put it at the end of the metrics.',
    },
  ];
}
