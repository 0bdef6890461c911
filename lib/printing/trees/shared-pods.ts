import { call, Expression, Merged, expressionsIn, type Helper, type Tree } from '../../core/values';
import { HelmDialect } from './helm-dialect';
import { componentLabel, isPodSpec, runOf, type PodSpec, type Run } from './pod-runs';
import { rewriting, rewritten } from './rewritten';
import { printLines } from './template-lines';

/*
 * What the pods of several workloads have alike but for the group of their values: one named template, which takes that group.
 */

/** Shorter runs stay where they are. */
const leastLines = 10;

interface Found extends Run {
  readonly lines: string;
}

/**
 * How the trees of a chart are printed with a named template in the place of the settings that the pods of at least two workloads have alike.
 *
 * @param trees its objects
 * @param chart the prefix of its named templates
 */
export function sharedPods(trees: readonly Tree[], chart: string): <T extends Tree>(tree: T) => T {
  const found = new Map<PodSpec, Found>();
  rewritten(trees, (tree) => {
    const run = isPodSpec(tree) ? runOf(tree) : undefined;
    const lines = run ? linesOf(run, chart) : [];
    if (run && lines.length >= leastLines) found.set(tree as PodSpec, { ...run, lines: lines.join('\n') });
    return undefined;
  });
  const all = [...found.values()];
  const most = mostFrequent(all);
  if (most === undefined) return (tree) => tree;
  const alike = all.filter(({ lines }) => lines === most);
  const helper = templateOf(
    freeName(trees),
    most,
    alike.some(({ component }) => component !== undefined),
  );
  return rewriting((tree) => {
    const run = isPodSpec(tree) ? found.get(tree) : undefined;
    return run?.lines === most ? withTemplate(run, helper) : undefined;
  });
}

/** What no named template of the chart is called. */
function freeName(trees: readonly Tree[]): string {
  const taken = new Set<string>();
  for (const { node } of expressionsIn(trees)) {
    if (node.kind === 'named') taken.add(node.name);
    if (node.kind === 'helper') taken.add(node.helper.name);
  }
  let name = 'podSettings';
  for (let i = 2; taken.has(name); i += 1) name = `podSettings${i}`;
  return name;
}

/** The text that most of at least two groups of values have alike. */
function mostFrequent(found: readonly Found[]): string | undefined {
  const groups = new Map<string, Set<string>>();
  for (const { lines, group } of found) groups.set(lines, (groups.get(lines) ?? new Set()).add(group.join('.')));
  const [first] = [...groups].sort(([, a], [, b]) => b.size - a.size);
  return first && first[1].size > 1 ? first[0] : undefined;
}

/** A run as it stands in a template that takes `.values`, `.component` and `.root`. */
function linesOf({ entries, group, component }: Run, chart: string): string[] {
  const body = rewritten(Object.fromEntries(entries) as Tree, (tree, key) => {
    if (key === componentLabel && tree === component) return variable('component', [], 'string');
    if (!(tree instanceof Expression) || tree.node.kind !== 'reference') return undefined;
    const { path } = tree.node;
    const isOwn = group.every((key, i) => path[i] === key);
    return isOwn ? variable('values', path.slice(group.length), tree.shape) : undefined;
  });
  const dialect = new HelmDialect({ chart, root: '$root' }, true);
  return printLines(dialect.definition(body));
}

const variable = (name: string, path: readonly string[], shape: ConstructorParameters<typeof Expression>[1]) =>
  new Expression({ kind: 'item', variable: name, path }, shape);

const templateOf = (name: string, lines: string, hasComponent: boolean): Helper => ({
  name,
  description: 'Where and how the pods of a workload run: what its own values say, else what all workloads share.',
  type: 'map',
  template: () =>
    [
      '{{- $root := .root -}}',
      '{{- $values := .values -}}',
      ...(hasComponent ? ['{{- $component := .component -}}'] : []),
      lines,
    ].join('\n'),
  evaluate: () => {
    throw new Error('a named template that pods share is printed and never evaluated');
  },
});

function withTemplate({ before, group, owner, component, after }: Run, helper: Helper): Merged {
  const values = new Expression({ kind: 'reference', path: group, owner }, 'map');
  const included = call(helper, { values, ...(component !== undefined && { component }) }) as Expression;
  return new Merged([Object.fromEntries(before), included, Object.fromEntries(after)]);
}
