import type { GraphNode, Link } from './graph';

/** More links of one kind from one object are counted. */
const mostSelected = 4;

/** The tree for people: each object below its construct, and below it what it names and selects. */
export function graphText(root: GraphNode): string {
  const lines = [`${root.id} (${root.class})`];
  const visit = (node: GraphNode, indent: string): void => {
    const links = linkLines(node.object?.links ?? []);
    const bar = node.children.length > 0 ? '│ ' : '  ';
    lines.push(...links.map((line) => `${indent}${bar}  ${line}`));
    node.children.forEach((child, i) => {
      const isLast = i === node.children.length - 1;
      const { object } = child;
      const where = object?.environments ? ` (only in ${object.environments.join(', ')})` : '';
      const title = object ? `${child.id}: ${object.object}${where}` : `${child.id} (${child.class})`;
      lines.push(`${indent}${isLast ? '└─' : '├─'} ${title}`);
      visit(child, `${indent}${isLast ? '   ' : '│  '}`);
    });
  };
  visit(root, '');
  return `${lines.join('\n')}\n`;
}

function linkLines(links: readonly Link[]): string[] {
  const named = links.filter(({ how }) => how === 'names');
  const selected = links.filter(({ how }) => how === 'selects');
  const left = selected.length - mostSelected;
  return [
    ...named.map(
      ({ to, madeBy, isMissing }) =>
        `-> ${to}${madeBy === undefined ? '' : `, which ${madeBy} makes`}${isMissing ? ', which is not here' : ''}`,
    ),
    ...(selected.length === 0
      ? []
      : [
          `=> pods of ${selected
            .slice(0, mostSelected)
            .map(({ to }) => to)
            .join(', ')}${left > 0 ? ` and ${left} more` : ''}`,
        ]),
  ];
}

/** A node of a drawing: an object of the system, or something that it names. */
interface Drawn {
  readonly key: string;
  readonly label: string;
}

/** The objects by construct, with keys that every drawing program takes. */
function keysIn(root: GraphNode) {
  const keys = new Map<string, string>();
  const visit = (node: GraphNode): void => {
    if (node.object) keys.set(node.construct, `o${keys.size}`);
    node.children.forEach(visit);
  };
  visit(root);
  return keys;
}

interface Drawing {
  readonly open: (indent: string, key: string, label: string) => string;
  readonly close: (indent: string) => string;
  readonly object: (indent: string, drawn: Drawn) => string;
  readonly outside: (drawn: Drawn) => string;
  readonly link: (from: string, to: string, link: Link) => string;
}

function drawn(root: GraphNode, { open, close, object, outside, link }: Drawing): string[] {
  const keys = keysIn(root);
  const others = new Map<string, string>();
  const links: string[] = [];
  let groups = 0;
  const visit = (node: GraphNode, indent: string): string[] => {
    const own = keys.get(node.construct);
    const lines: string[] = [];
    if (own !== undefined && node.object) {
      lines.push(object(indent, { key: own, label: node.object.object }));
      for (const each of node.object.links) {
        const known = each.construct === undefined ? undefined : keys.get(each.construct);
        let to = known ?? others.get(each.to);
        if (to === undefined) others.set(each.to, (to = `x${others.size}`));
        links.push(link(own, to, each));
      }
    }
    if (node.children.length === 0) return lines;
    const inner = node.children.flatMap((child) => visit(child, `${indent}  `));
    return [...lines, open(indent, `g${groups++}`, `${node.id} (${node.class})`), ...inner, close(indent)];
  };
  const tree = visit(root, '  ');
  return [...tree, ...Array.from(others, ([label, key]) => outside({ key, label })), ...links];
}

/** For Mermaid, which GitHub and GitLab draw in Markdown. */
export function graphMermaid(root: GraphNode): string {
  const quoted = (label: string) => `"${label.replaceAll('"', '#quot;')}"`;
  const lines = drawn(root, {
    open: (indent, key, label) => `${indent}subgraph ${key}[${quoted(label)}]`,
    close: (indent) => `${indent}end`,
    object: (indent, { key, label }) => `${indent}${key}[${quoted(label)}]`,
    outside: ({ key, label }) => `  ${key}([${quoted(label)}])`,
    link: (from, to, { how }) => `  ${from} ${how === 'names' ? '-->' : '-.->'} ${to}`,
  });
  return `flowchart LR\n${lines.join('\n')}\n`;
}

/** For Graphviz: `chartwright graph shop --format dot | dot -Tsvg`. */
export function graphDot(root: GraphNode): string {
  const quoted = (label: string) => `"${label.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const lines = drawn(root, {
    open: (indent, key, label) => `${indent}subgraph cluster_${key} {\n${indent}  label=${quoted(label)};`,
    close: (indent) => `${indent}}`,
    object: (indent, { key, label }) => `${indent}${key} [label=${quoted(label)}];`,
    outside: ({ key, label }) => `  ${key} [label=${quoted(label)}, style=dashed];`,
    link: (from, to, { how }) => `  ${from} -> ${to}${how === 'names' ? '' : ' [style=dashed]'};`,
  });
  return `digraph {\n  rankdir=LR;\n  node [shape=box];\n${lines.join('\n')}\n}\n`;
}
