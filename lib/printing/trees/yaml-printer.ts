import type { Expression, Json, Tree } from '../../core/values';
import { readPlainScalar } from '../../core/yaml/plain-scalar';
import { yamlString } from '../../core/yaml/write-scalar';
import { printLines } from './template-lines';
import { TreePrinter, type Dialect } from './tree-printer';

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
/** A version, a digest, the address of a package. */
const isPlainToHelm = (value: string) =>
  /^[0-9A-Za-z][-0-9A-Za-z.+%]*$/.test(value) && readPlainScalar(value) === value;
const helmYaml = new TreePrinter({
  ...plainYaml,
  string: (value) => (isPlainToHelm(value) ? value : yamlString(value)),
});
const onOneLine = new TreePrinter({ ...plainYaml, takesBlock: () => false });

/** A map as YAML that 1.1 and 1.2 readers take the same way, with a newline at its end. */
export const printYaml = (object: { readonly [key: string]: Json }): string =>
  `${printLines(printer.map(object as Tree, 0)).join('\n')}\n`;

/** The same for Helm alone, whose reader takes `1.2.0` and a digest for texts without quotes. */
export const printHelmYaml = (object: { readonly [key: string]: Json }): string =>
  `${printLines(helmYaml.map(object as Tree, 0)).join('\n')}\n`;

/** The lines of `key: value` in such a map, with every string on one line, as people edit it in a file of values. */
export const yamlEntry = (key: string, value: Json, indent: number): string[] =>
  printLines(onOneLine.entry(key, value as Tree, indent));
