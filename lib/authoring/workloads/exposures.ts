import type { IConstruct } from 'constructs';
import { HelmChart } from '../../core/manifest';
import type { Expression } from '../../core/values';

const exposures = new WeakMap<IConstruct, Expression<boolean>[]>();

/** The conditions under which something outside the release, such as an Ingress, leads to a workload; grows while the chart is built. */
export function exposuresOf(workload: IConstruct): Expression<boolean>[] {
  const known = exposures.get(workload) ?? [];
  exposures.set(workload, known);
  return known;
}

/** Whether the chart around a construct has anything that is for people outside. */
export const isAnythingExposed = (construct: IConstruct): boolean =>
  (HelmChart.around(construct)?.node.findAll() ?? []).some((each) => (exposures.get(each) ?? []).length > 0);
