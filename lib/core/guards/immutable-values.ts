import { Expression, expressionsIn, isEntries, Merged, type Tree } from '../values';
import { immutable } from '../validation/immutable';
import { groupOf } from '../kubernetes/scopes';
import type { CarriedObject } from './carried-places';

/** What is told of values. */
export interface ToldOfValues {
  /** By path, as `db.persistence.size`. */
  readonly values: readonly string[];
  readonly sentence: string;
}

/** Values that reach a field which the API server lets no update change, with a sentence for their documents. */
export function immutableValues(objects: readonly CarriedObject[]): ToldOfValues[] {
  const told = new Map<string, Set<string>>();
  for (const { apiVersion, kind, object } of objects) {
    const group = groupOf(apiVersion);
    const entry = immutable[group === '' ? kind : `${kind}.${group}`];
    if (!entry) continue;
    const stored = { object: {} };
    visit(object, [], (path, values) => {
      if (!entry.refuses({ path }, stored, stored)) return;
      const grows = !entry.refuses({ path, before: '1Gi', after: '2Gi' }, stored, stored);
      const sentence = sentenceOf(kind, path, grows);
      told.set(sentence, new Set([...(told.get(sentence) ?? []), ...values]));
    });
  }
  return [...told].map(([sentence, values]) => ({ sentence, values: [...values] }));
}

function sentenceOf(kind: string, path: readonly string[], grows: boolean): string {
  const article = /^[AEIOU]/.test(kind) ? 'an' : 'a';
  if (grows) return `can only grow in a running release, as the storage of ${article} ${kind}`;
  const field = path[0] === 'spec' && path.length > 1 ? path[1] : path[0];
  return `cannot be changed in a running release: ${article} ${kind} keeps its ${field}`;
}

/** Calls back with each place that values decide on, and the paths of these values. */
function visit(
  tree: Tree,
  path: readonly string[],
  report: (path: readonly string[], values: readonly string[]) => void,
): void {
  if (tree instanceof Expression) {
    const { node } = tree;
    const inner = node.kind === 'when' ? node.tree : node.kind === 'named' ? node.body : undefined;
    const isBlock = inner !== undefined && typeof inner === 'object' && !(inner instanceof Expression);
    const values = referencesIn(isBlock ? (node.kind === 'when' ? node.condition : undefined) : tree);
    if (values.length > 0) report(path, values);
    if (isBlock) visit(inner, path, report);
  } else if (tree instanceof Merged) for (const part of tree.parts) visit(part, path, report);
  else if (Array.isArray(tree))
    (tree as readonly Tree[]).forEach((each, i) => visit(each, [...path, String(i)], report));
  else if (isEntries(tree)) {
    for (const [key, child] of Object.entries(tree)) if (child !== undefined) visit(child, [...path, key], report);
  }
}

const referencesIn = (tree: Tree | undefined): string[] =>
  [...expressionsIn(tree)].flatMap(({ node }) => (node.kind === 'reference' ? [node.path.join('.')] : []));
