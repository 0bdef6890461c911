import {
  Expression,
  isEntries,
  json,
  mistake,
  textOf,
  type Operand,
  type Scalar,
  type Tree,
} from '../../../core/values';
import { doubleQuoted, yamlScalar } from '../../../core/yaml/write-scalar';

/**
 * A tree as the YAML of a configuration file, with its expressions inside. A string that comes out of a value stands as JSON,
 * so that it stays one string whatever is in it.
 */
export const yamlText = (tree: Tree): Expression<string> =>
  textOf(entriesOf(tree, '').flatMap((line) => [...line, '\n']));

type Line = readonly Operand[];

function entriesOf(tree: Tree, indent: string): Line[] {
  if (Array.isArray(tree)) return tree.flatMap((element: Tree) => elementOf(element, indent));
  if (!isEntries(tree)) {
    const message = 'a configuration file is a map or a list';
    throw mistake({ code: 'invalid-props', message, remedy: 'Give it one.' });
  }
  return Object.entries(tree).flatMap(([key, value]) =>
    value === undefined ? [] : valueOf([`${indent}${scalar(key)}:`], value, indent),
  );
}

/** `key: value`, or the key with what belongs to it below. */
function valueOf(head: Line, value: Tree, indent: string): Line[] {
  if (Array.isArray(value) || isEntries(value)) {
    if (Object.keys(value).length === 0) return [[...head, Array.isArray(value) ? ' []' : ' {}']];
    if (Array.isArray(value) && value.every(isWord)) return [[...head, ` [${value.join(', ')}]`]];
    return [head, ...entriesOf(value, `${indent}  `)];
  }
  if (!(value instanceof Expression)) return [[...head, ' ', scalar(value as Scalar)]];
  const { node } = value;
  if (node.kind !== 'text' || !node.parts.every((part) => typeof part === 'string' || isName(part))) {
    return [[...head, ' ', value.valueType === 'string' ? json(value) : value]];
  }
  const isPlain = node.parts.every((part) => typeof part !== 'string' || /^[-A-Za-z0-9_./:]+$/.test(part));
  return isPlain
    ? [[...head, ' ', value]]
    : [
        [...head, ' |-'],
        [`${indent}  `, value],
      ];
}

function elementOf(element: Tree, indent: string): Line[] {
  if (!Array.isArray(element) && !isEntries(element)) return valueOf([`${indent}-`], element, indent);
  const [first = [], ...rest] = entriesOf(element, `${indent}  `);
  const [start, ...others] = first;
  return [[`${indent}- ${String(start).slice(indent.length + 2)}`, ...others], ...rest];
}

/** Whether an expression gives the name of something in Kubernetes, or a number. */
const isName = ({ node, valueType }: Expression): boolean =>
  (node.kind === 'helper' && node.helper.dnsSafe === true) ||
  (node.kind === 'builtin' && node.name.startsWith('Release.')) ||
  valueType === 'integer' ||
  valueType === 'number';

const isWord = (value: Tree): value is string =>
  typeof value === 'string' && /^[A-Za-z/_][-A-Za-z0-9_./:]*$/.test(value) && yamlScalar(value) === value;

/** What is not a word stands in quotes, as what comes out of a value does. */
function scalar(value: Scalar): string {
  const written = yamlScalar(value);
  return typeof value === 'string' && written === value && !isWord(value) ? doubleQuoted(value) : written;
}
