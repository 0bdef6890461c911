import type { ApiObject } from 'cdk8s';
import {
  Expression,
  Merged,
  fullname,
  isBlock,
  isEntries,
  releaseNamespace,
  sha256,
  textOf,
  type Tree,
} from '../values';
import { escaped } from '../values/read-pattern';
import type { HelmChart } from './helm-chart';
import type { Manifest } from './manifest';
import { mapTexts, type Change } from './map-texts';

/** By this label the workloads of cdk8s-plus know their pods. */
const addressLabel = 'cdk8s.io/metadata.addr';

/** The namespace of the release whose rules a ClusterRole of cdk8s-plus takes over: the full name tells releases in one apart. */
const namespaceLabel = 'cdk8s.cluster-role/namespace';

/** By labels that begin so a ClusterRole of cdk8s-plus knows those whose rules it takes over. */
const aggregationLabel = 'cdk8s.cluster-role/aggregate-to-';

/**
 * The manifests of a `HelmChart` with everything that cdk8s derives from construct paths made different in each release: the
 * labels by which its workloads know their pods, and the names of objects in charts inside the chart. A path is the same in
 * every release, so that two of them in one namespace would select each other's pods and share objects.
 */
export function perRelease(
  chart: HelmChart,
  manifests: readonly Manifest[],
  objects: readonly ApiObject[],
): readonly Manifest[] {
  const replacements = new Map<string, Expression<string>>();
  for (const object of objects) {
    if (object.chart !== chart && !isNamed(object)) replacements.set(object.name, chart.objectName(object));
  }
  for (const { object } of manifests) {
    for (const address of addressesIn(object)) replacements.set(address, textOf([fullname, `-${shortened(address)}`]));
  }
  const change = replacements.size === 0 ? undefined : replacing(replacements);
  return manifests.map((manifest) => {
    const told = change ? mapTexts(manifest.object, change) : manifest.object;
    const object = (aggregates(told) ? withOwnAggregation(told) : told) as Manifest['object'];
    return object === manifest.object ? manifest : { ...manifest, object };
  });
}

/** Whether the author, and not cdk8s, has named an object. */
function isNamed(object: ApiObject): boolean {
  const props = Reflect.get(object, 'props') as { readonly metadata?: { readonly name?: unknown } };
  return props.metadata?.name !== undefined;
}

/** The hash at the end of what cdk8s makes of a path, which tells it from others; with the full name it fits into a label. */
const shortened = (address: string) => /-(c8[0-9a-f]{6})$/.exec(address)?.[1] ?? `c8${sha256(address).slice(0, 8)}`;

/** The addresses that pods of an object have as a label. */
function addressesIn(tree: Tree | undefined): Set<string> {
  const found = new Set<string>();
  const visit = (node: Tree | undefined, isLabels: boolean): void => {
    if (node instanceof Merged) node.parts.forEach((part) => visit(part, isLabels));
    else if (node instanceof Expression) {
      if (node.node.kind === 'when') visit(node.node.tree, isLabels);
    } else if (Array.isArray(node)) (node as readonly Tree[]).forEach((each) => visit(each, false));
    else if (isEntries(node)) {
      const address = node[addressLabel];
      if (isLabels && typeof address === 'string' && address !== '') found.add(address);
      for (const key of Object.keys(node)) if (isBlock(node[key])) visit(node[key], key === 'labels');
    }
  };
  visit(tree, false);
  return found;
}

/** Replaces whole words, wherever they stand in a text; a word goes on with letters, digits, dashes and underscores. */
function replacing(replacements: ReadonlyMap<string, Expression<string>>): Change {
  const words = [...replacements.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![-A-Za-z0-9_])(${words.map(escaped).join('|')})(?![A-Za-z0-9_]|-(?!\\d+\\b))`);
  return (text) => {
    const pieces = text.split(pattern);
    return pieces.length === 1
      ? text
      : textOf(pieces.map((piece, i) => (i % 2 === 1 ? replacements.get(piece)! : piece)));
  };
}

/** Whether something in a tree tells which rules are taken over. */
function aggregates(tree: Tree | undefined): boolean {
  if (Array.isArray(tree)) return (tree as readonly Tree[]).some(aggregates);
  if (tree instanceof Merged) return tree.parts.some((part) => aggregates(part));
  if (!isEntries(tree)) return false;
  return Object.keys(tree).some((key) => key.startsWith(aggregationLabel) || aggregates(tree[key]));
}

/** A ClusterRole that takes over the rules of others takes those of its own release only. */
function withOwnAggregation(tree: Tree): Tree {
  if (Array.isArray(tree)) {
    const list = (tree as readonly Tree[]).map(withOwnAggregation);
    return list.every((each, i) => each === (tree as readonly Tree[])[i]) ? (tree as readonly Tree[]) : list;
  }
  if (tree instanceof Merged) {
    const parts = tree.parts.map(
      (part) => (part instanceof Expression ? part : withOwnAggregation(part)) as typeof part,
    );
    return parts.every((part, i) => part === tree.parts[i]) ? tree : new Merged(parts);
  }
  if (!isEntries(tree)) return tree;
  const entries = Object.entries(tree).flatMap(([key, child]): (readonly [string, Tree | undefined])[] => {
    if (!key.startsWith(aggregationLabel) || child !== 'true') return [[key, child && withOwnAggregation(child)]];
    return [
      [key, fullname],
      [namespaceLabel, releaseNamespace],
    ];
  });
  return entries.every(([key, child]) => child === tree[key]) ? tree : Object.fromEntries(entries);
}
