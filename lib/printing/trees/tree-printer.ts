import { Expression, Merged, isEmptyLiteral, isEntries, type Scalar, type Tree } from '../../core/values';
import { chomping, fitsBlock, yamlScalar } from '../../core/yaml/write-scalar';
import { pad, type Line } from './template-lines';

/** How one kind of output prints what the other does not have. */
export interface Dialect {
  /** A string on one line. */
  string(value: string): string;
  /** Whether a string of several lines may stand as a literal block. */
  takesBlock(value: string): boolean;
  /** A line of a literal block. */
  blockLine(line: string): string;
  /** `key: expression`, with whatever stands around it. */
  entry(key: string, expression: Expression, indent: number): Line[];
  /** An expression among the elements of a list. */
  element(expression: Expression, indent: number): Line[];
  /** An expression among the entries of a map. */
  part(expression: Expression, indent: number): Line[];
  /** Lines that stand only when something of the tree is left. */
  guard(tree: Tree, indent: number, lines: Line[]): Line[];
  /** Whether a tree is there whatever the values are. */
  isAlways(tree: Tree): boolean;
}

/** Prints trees as block-style YAML, two spaces a level, fields in the order they have. */
export class TreePrinter {
  constructor(private readonly dialect: Dialect) {}

  /** The entries of a map, one below the other. */
  map(tree: Tree, indent: number): Line[] {
    if (tree instanceof Merged) return tree.parts.flatMap((part) => this.mapPart(part, indent));
    return this.mapPart(tree as { readonly [key: string]: Tree }, indent);
  }

  /** The elements of a list, one below the other. */
  list(elements: readonly Tree[], indent: number): Line[] {
    return elements.flatMap((element) => this.element(element, indent));
  }

  /** `key: value`. */
  entry(key: string, tree: Tree | null, indent: number): Line[] {
    if (tree instanceof Expression) return this.dialect.entry(key, tree, indent);
    const head = `${pad(indent)}${this.dialect.string(key)}:`;
    if (tree === null) return [`${head} null`];
    if (tree instanceof Merged || isEntries(tree)) {
      if (isEmptyLiteral(tree)) return [`${head} {}`];
      return this.dialect.guard(tree, indent, [head, ...this.map(tree, indent + 2)]);
    }
    if (Array.isArray(tree)) {
      if (isEmptyLiteral(tree)) return [`${head} []`];
      return this.dialect.guard(tree, indent, [head, ...this.list(tree, indent + 2)]);
    }
    return this.scalar(tree as Scalar, head, indent + 2);
  }

  /** One element of a list. */
  element(tree: Tree | null, indent: number): Line[] {
    if (tree === null) return [`${pad(indent)}- null`];
    if (tree instanceof Expression) return this.dialect.element(tree, indent);
    if (isEntries(tree) || tree instanceof Merged) {
      if (isEmptyLiteral(tree)) return [`${pad(indent)}- {}`];
      const entries = isEntries(tree) ? this.certainFirst(tree) : tree;
      return this.dialect.guard(tree, indent, withDash(this.map(entries, indent + 2), indent));
    }
    if (Array.isArray(tree)) {
      if (isEmptyLiteral(tree)) return [`${pad(indent)}- []`];
      return this.dialect.guard(tree, indent, [`${pad(indent)}-`, ...this.list(tree, indent + 2)]);
    }
    return this.scalar(tree as Scalar, `${pad(indent)}-`, indent + 2);
  }

  private mapPart(part: Expression | { readonly [key: string]: Tree | null | undefined }, indent: number): Line[] {
    if (part instanceof Expression) return this.dialect.part(part, indent);
    return Object.entries(part).flatMap(([key, tree]) => (tree === undefined ? [] : this.entry(key, tree, indent)));
  }

  private scalar(value: Scalar, head: string, indent: number): Line[] {
    if (typeof value !== 'string') return [`${head} ${yamlScalar(value)}`];
    if (!fitsBlock(value) || !this.dialect.takesBlock(value)) return [`${head} ${this.dialect.string(value)}`];
    const lines = value.replace(/\n$/, '').split('\n');
    const printed = lines.map((line) => (line === '' ? '' : `${pad(indent)}${this.dialect.blockLine(line)}`));
    return [`${head} |${chomping(value)}`, ...printed];
  }

  /** The dash of a list element must stand before an entry that is always there. */
  private certainFirst(entries: { readonly [key: string]: Tree | undefined }): {
    readonly [key: string]: Tree | undefined;
  } {
    const present = Object.entries(entries).filter(([, tree]) => tree !== undefined) as [string, Tree][];
    const certain = present.findIndex(([, tree]) => this.dialect.isAlways(tree));
    if (certain <= 0) return entries;
    return Object.fromEntries([present[certain]!, ...present.filter((_, i) => i !== certain)]);
  }
}

/** Puts the dash of a list element before its first line, or above it when that line is a template action. */
function withDash(lines: Line[], indent: number): Line[] {
  const [first = '', ...rest] = lines;
  if (typeof first !== 'string') return [`${pad(indent)}-`, ...lines];
  return [`${pad(indent)}- ${first.slice(indent + 2)}`, ...rest];
}
