import { Expression, expressionsIn, isEntries, presence, type Tree } from '../../core/values';
import { rewritten } from './rewritten';

/*
 * The part of a pod's specification that is about the pod as a whole: what stands before its containers.
 */

/** The specification of pods. */
export type PodSpec = { readonly [field: string]: Tree | undefined };

/** The label that says which workload of a system an object is of. */
export const componentLabel = 'app.kubernetes.io/component';

type Entry = readonly [field: string, tree: Tree];

/** Fields of a pod, one behind the other, which depend on the values of one group, beside others of the chart. */
export interface Run {
  readonly before: readonly Entry[];
  readonly entries: readonly Entry[];
  readonly after: readonly Entry[];
  /** Path of the group of values. */
  readonly group: readonly string[];
  /** The chart. */
  readonly owner: object;
  /** The workload, where a label among the fields names it. */
  readonly component?: string;
}

export const isPodSpec = (tree: Tree): tree is PodSpec => isEntries(tree) && Array.isArray(tree['containers']);

const behind = new Set(['initContainers', 'containers', 'volumes']);

/** The settings of pods, from the first that is a value and always there to their containers; undefined where there are none. */
export function runOf(spec: PodSpec): Run | undefined {
  const all = Object.entries(spec).filter((entry): entry is [string, Tree] => entry[1] !== undefined);
  const start = all.findIndex(([, tree]) => isValue(tree) && presence(tree) === true);
  const end = all.findIndex(([field]) => behind.has(field));
  if (start < 0 || end <= start) return undefined;
  const entries = all.slice(start, end);
  const group = groupOf(entries);
  if (group === undefined || !isClosed(entries)) return undefined;
  const component = componentIn(entries);
  const [before, after] = [all.slice(0, start), all.slice(end)];
  return { before, entries, after, ...group, ...(component !== undefined && { component }) };
}

const isValue = (tree: Tree): boolean => tree instanceof Expression && tree.node.kind === 'reference';

/** The group of which the fields have the most values. */
function groupOf(entries: readonly Entry[]): Pick<Run, 'group' | 'owner'> | undefined {
  const groups = new Map<string, { readonly group: readonly string[]; readonly owner: object; values: number }>();
  for (const { node } of expressionsIn(Object.fromEntries(entries))) {
    if (node.kind !== 'reference' || node.path.length < 2) continue;
    const { owner } = node;
    const group = node.path.slice(0, -1);
    const known = groups.get(group.join('.')) ?? { group, owner, values: 0 };
    known.values += 1;
    groups.set(group.join('.'), known);
  }
  const [first] = [...groups.values()].sort((a, b) => b.values - a.values);
  return first && { group: first.group, owner: first.owner };
}

/** What a template of such fields calls its parameters. */
const parameters = new Set(['root', 'values', 'component']);

/** Whether fields depend on no element of a loop around them, and call none as a template calls its parameters. */
function isClosed(entries: readonly Entry[]): boolean {
  const named = new Set<string>();
  const used = new Set<string>();
  for (const { node } of expressionsIn(Object.fromEntries(entries))) {
    if (node.kind === 'item') used.add(node.variable);
    if (node.kind === 'each') for (const name of [node.variable, node.key]) if (name !== undefined) named.add(name);
  }
  return [...used].every((name) => named.has(name)) && ![...named].some((name) => parameters.has(name));
}

function componentIn(entries: readonly Entry[]): string | undefined {
  let component: string | undefined;
  rewritten(Object.fromEntries(entries) as Tree, (tree, key) => {
    if (key === componentLabel && typeof tree === 'string') component ??= tree;
    return undefined;
  });
  return component;
}
