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
  return { ...object, metadata: { ...metadata, labels: joined(metadata?.['labels']) } };
}

function joined(own: Tree | undefined): Tree {
  if (own === undefined) return labels;
  if (own instanceof Merged) return inReadingOrder([labels, ...own.parts]);
  return inReadingOrder([labels, own instanceof Expression ? own : (own as { readonly [key: string]: Tree })]);
}
