import {
  Expression,
  isEntries,
  json,
  textOf,
  type Operand,
  type Scalar,
  type Tree,
  mistake,
} from '../../../core/values';

const word = /^[A-Za-z/_][-A-Za-z0-9_./]*(:[-A-Za-z0-9_./]+)*$/;
const reserved = /^(y|n|yes|no|on|off|true|false|null)$/i;

/**
 * A tree as the YAML of a configuration file, with its expressions inside. A string that comes out of a value stands as JSON,
 * so that it stays one string whatever is in it.
 */
export const yamlText = (tree: Tree): Expression<string> =>
  textOf(entriesOf(tree, '').flatMap((line) => [...line, '\n']));

type Line = readonly Operand[];

function entriesOf(tree: Tree, indent: string): Line[] {
  if (Array.isArray(tree)) return tree.flatMap((element: Tree) => elementOf(element, indent));
  if (!isEntries(tree))
    throw mistake({
      code: 'invalid-props',
      message: 'a configuration file is a map or a list',
      remedy: 'Give it one.',
    });
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
  valueType === 'integer';

const isWord = (value: Tree): boolean => typeof value === 'string' && word.test(value) && !reserved.test(value);

/** Single quotes take everything but themselves as it is. */
function scalar(value: Scalar): string {
  if (typeof value !== 'string' || isWord(value)) return String(value);
  return value.includes('"') && !/['\n\\]/.test(value) ? `'${value}'` : JSON.stringify(value);
}
