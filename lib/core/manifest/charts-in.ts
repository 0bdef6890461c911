import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { HelmChart } from './helm-chart';

/** The charts of a construct tree that become charts of Helm: all but those inside a `HelmChart`, which belong to it. */
export function chartsIn(root: IConstruct): Chart[] {
  if (HelmChart.isHelmChart(root)) return [root];
  return [...(Chart.isChart(root) ? [root] : []), ...root.node.children.flatMap(chartsIn)];
}

/** The constructs at and below a scope without those of further charts in it, in the order of the tree. */
export function ownConstructs(scope: IConstruct): IConstruct[] {
  if (HelmChart.around(scope)) return scope.node.findAll();
  const children = scope.node.children.filter((child) => !Chart.isChart(child));
  return [scope, ...children.flatMap(ownConstructs)];
}
