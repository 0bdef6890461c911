import type { Expression, Json, Tree } from '../../core/values';
import { printLines } from './template-lines';
import { TreePrinter, type Dialect } from './tree-printer';
import { yamlString } from './yaml-scalar';

function unexpected(expression: Expression): never {
  throw new Error(`a ${expression.node.kind} expression was left in a plain object`);
}

/** Plain YAML: all is literal. */
const plainYaml: Dialect = {
  string: yamlString,
  takesBlock: () => true,
  blockLine: (line) => line,
  entry: (_key, expression) => unexpected(expression),
  element: unexpected,
  part: unexpected,
  guard: (_tree, _indent, lines) => lines,
  isAlways: () => true,
};

const printer = new TreePrinter(plainYaml);

/** A map as YAML that 1.1 and 1.2 readers take the same way, with a newline at its end. */
export const printYaml = (object: { readonly [key: string]: Json }): string =>
  `${printLines(printer.map(object as Tree, 0)).join('\n')}\n`;
