import type { ApiObject } from 'cdk8s';
import { Expression, Merged, labels, type Tree } from '../values';
import { inReadingOrder } from '../values/decode-tree';
import type { HelmChart } from './helm-chart';

/**
 * The object with the labels that a `HelmChart` gives to all of its objects. cdk8s has given it those of the innermost chart around it:
 * what a chart inside the `HelmChart` says of its own objects stands beside them, and where both say the same it is the inner
 * one's word that holds.
 */
export function withLabelsOf(
  chart: HelmChart,
  { chart: innermost }: ApiObject,
  object: Record<string, Tree>,
): Record<string, Tree> {
  if (innermost === chart) return object;
  const metadata = object['metadata'] as { readonly [key: string]: Tree } | undefined;
  return { ...object, metadata: { ...metadata, labels: joined(chart, metadata?.['labels']) } };
}

function joined({ reservedLabels }: HelmChart, own: Tree | undefined): Tree {
  const inner = own instanceof Merged ? own.parts : [(own ?? {}) as Expression | { readonly [key: string]: Tree }];
  const parts = [labels, reservedLabels, ...inner];
  const [only, ...others] = parts.filter((part) => part instanceof Expression || Object.keys(part).length > 0);
  return others.length === 0 ? only! : inReadingOrder([only!, ...others]);
}
