import {
  Expression,
  Merged,
  goJson,
  isEntries,
  typeOfOperand,
  type ExpressionNode,
  type Operand,
  type Tree,
  type ValueType,
} from '../values';

/** Where the root of the template's data is: `.`, or `$` inside a loop, which takes the dot for its elements. */
export type Root = '.' | '$';

/** What the printing of expressions needs to know of the place where they stand. */
export interface Place {
  /** Prefix of the chart's named templates. */
  readonly chart: string;
  readonly root: Root;
}

/** A Go string literal: raw between backquotes when it holds quotes or braces, so that it can be read. */
export function goString(value: string): string {
  const canBeRaw = !/[`\u0000-\u001f\u007f-\uffff]/.test(value);
  if (canBeRaw && /["\\{}]/.test(value)) return `\`${value}\``;
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The source of an expression, for use as an argument: in parentheses where it is a call. */
export function argument(operand: Operand, place: Place): string {
  const source = dataOf(operand, place);
  return / /.test(source) && operand instanceof Expression ? `(${source})` : source;
}

/** The source of an expression's value as data of its type: the text that a named template gives is read again. */
export function dataOf(operand: Operand, place: Place): string {
  const source = sourceOf(operand, place);
  if (!(operand instanceof Expression) || !isText(operand)) return source;
  // A named template ends without a line break, which a literal block at its end needs.
  const text = endsInNewline(operand) ? `${source} | printf "%s\\n"` : source;
  const readers: { readonly [type in ValueType]: string } = {
    string: source,
    integer: `${source} | int64`,
    number: `${source} | float64`,
    // As JSON it tells a number from a string of digits.
    scalar: `${source} | printf "[%s]" | fromJsonArray | first`,
    boolean: `eq (${source}) "true"`,
    list: `${text} | fromYamlArray`,
    map: `${text} | fromYaml`,
  };
  return readers[operand.valueType];
}

/** Whether the last thing in a tree may be printed as a literal block that ends in a line break. */
function endsInNewline(tree: Tree | undefined): boolean {
  if (typeof tree === 'string') return tree.endsWith('\n');
  if (Array.isArray(tree)) return endsInNewline(tree.at(-1) as Tree | undefined);
  if (tree instanceof Merged) return tree.parts.some(endsInNewline);
  if (isEntries(tree)) return Object.values(tree).some(endsInNewline);
  if (!(tree instanceof Expression)) return false;
  const { node } = tree;
  if (node.kind === 'text') return endsInNewline(node.parts.at(-1));
  if (node.kind === 'file') return endsInNewline(node.content);
  if (node.kind === 'when') return endsInNewline(node.tree);
  return (node.kind === 'named' || node.kind === 'each') && endsInNewline(node.body);
}

/** Whether values of a type are printed as JSON, which has one form for each. */
export const isJson = (type: ValueType) => type === 'number' || type === 'scalar';

/** A number as JSON, which has one form for each, whether it came as an integer, a float or text. */
function jsonOf(operand: Operand, place: Place): string {
  if (!(operand instanceof Expression)) return goString(goJson(operand));
  return isText(operand) ? `(${sourceOf(operand, place)})` : `(toJson ${argument(operand, place)})`;
}

/** The source of an expression's value: what stands between the braces. */
export function sourceOf(operand: Operand, place: Place): string {
  if (!(operand instanceof Expression)) return typeof operand === 'string' ? goString(operand) : String(operand);
  const { node } = operand;
  const printers: {
    [K in ExpressionNode['kind']]: (node: Extract<ExpressionNode, { kind: K }>, place: Place) => string;
  } = table;
  return (printers[node.kind] as (node: ExpressionNode, place: Place) => string)(node, place);
}

/** The source of a condition as `if` takes it: anything that is not empty is true. */
export function conditionOf(condition: Expression, place: Place): string {
  const { node } = condition;
  switch (node.kind) {
    case 'isSet':
      return isEmptyWhereFalse(node.operand) ? dataOf(node.operand, place) : isNotBlank(node.operand, place);
    case 'not':
      return (
        isNotZero(node.operand, place) ??
        differs(node.operand, place) ??
        `not ${wrap(conditionOf(node.operand, place))}`
      );
    case 'and':
    case 'or': {
      const operands = flatten(node.kind, node.operands);
      return `${node.kind} ${operands.map((operand) => wrap(conditionOf(operand, place))).join(' ')}`;
    }
    default:
      return dataOf(condition, place);
  }
}

/**
 * Whether a value is empty exactly where a template takes it as false. One that can be 0 or false beside a string is not:
 * these are no empty values.
 */
export const isEmptyWhereFalse = ({ valueType, shape }: Expression): boolean =>
  valueType !== 'scalar' || ((shape.minimum ?? 0) > 0 && !shape.type?.includes('boolean'));

/** Whether a string is not empty, where 0 or false may stand in its place. */
const isNotBlank = (operand: Expression, place: Place) => `ne ${jsonOf(operand, place)} ${goString('""')}`;

/** `not (eq n 0)` is what a template takes as true. */
function isNotZero({ node }: Expression, place: Place): string | undefined {
  if (node.kind !== 'equals' || node.right !== 0) return undefined;
  const { valueType } = node.left;
  return valueType === 'integer' || valueType === 'number' ? dataOf(node.left, place) : undefined;
}

/** `not (eq a b)` has a word of its own: `ne a b`. */
const differs = (operand: Expression, place: Place): string | undefined =>
  operand.node.kind === 'equals' ? sourceOf(operand, place).replace(/^eq /, 'ne ') : undefined;

const wrap = (source: string) => (/ /.test(source) ? `(${source})` : source);

/** `and(a, and(b, c))` is `and(a, b, c)`; each operand once. */
function flatten(kind: 'and' | 'or', operands: readonly Expression<boolean>[]): Expression<boolean>[] {
  const flat = operands.flatMap((operand) => {
    const { node } = operand;
    return node.kind === kind ? flatten(kind, node.operands) : [operand];
  });
  return [...new Set(flat)];
}

/** An argument of `printf` and the verb for it. Numbers are 64-bit floats in Helm, which would print as 1e+06. */
function formatted(expression: Expression, place: Place): { verb: string; argument: string } {
  const source = argument(expression, place);
  const by: Partial<Record<ValueType, { verb: string; argument: string }>> = {
    integer: { verb: '%d', argument: isText(expression) ? source : `(int64 ${source})` },
    number: { verb: '%s', argument: jsonOf(expression, place) },
    scalar: { verb: '%s', argument: scalarText(source) },
    boolean: { verb: '%t', argument: source },
  };
  return by[expression.valueType] ?? { verb: '%s', argument: source };
}

/** The text of what may be a string, which stands as it is, or a number or boolean, which is printed as JSON. */
export const scalarText = (source: string) => `(ternary ${source} (toJson ${source}) (kindIs "string" ${source}))`;

const rooted = (place: Place, path: string) => (place.root === '$' ? `$.${path}` : `.${path}`);

/** A boolean that functions such as `ternary` take, unlike `if`, only as a boolean. */
function booleanOf(condition: Expression, place: Place): string {
  const { node } = condition;
  if (node.kind === 'isSet') {
    const { operand } = node;
    return isEmptyWhereFalse(operand) ? `(not (empty ${argument(operand, place)}))` : `(${isNotBlank(operand, place)})`;
  }
  if (node.kind === 'not') {
    const source = differs(node.operand, place) ?? `not ${booleanOf(node.operand, place)}`;
    return `(${source})`;
  }
  if (node.kind === 'and' || node.kind === 'or') {
    return `(${node.kind} ${node.operands.map((operand) => booleanOf(operand, place)).join(' ')})`;
  }
  return argument(condition, place);
}

const table: { [K in ExpressionNode['kind']]: (node: Extract<ExpressionNode, { kind: K }>, place: Place) => string } = {
  reference: ({ path }, place) => rooted(place, `Values.${path.join('.')}`),
  builtin: ({ name }, place) => rooted(place, name),
  item: ({ variable, path }) => [`$${variable}`, ...path].join('.'),
  text: ({ parts }, place) => {
    const args: string[] = [];
    const format = parts.map((part) => {
      if (typeof part === 'string') return part.replace(/%/g, '%%');
      const { verb, argument } = formatted(part, place);
      args.push(argument);
      return verb;
    });
    if (args.length === 0) return goString(parts.join(''));
    return `printf ${goString(format.join(''))} ${args.join(' ')}`;
  },
  choose: ({ condition, then, otherwise }, place) => {
    if (isFallback(condition, then)) return `${dataOf(then, place)} | default ${argument(otherwise, place)}`;
    return `ternary ${argument(then, place)} ${argument(otherwise, place)} ${booleanOf(condition, place)}`;
  },
  and: (node, place) => booleanOf(new Expression(node, 'boolean'), place).slice(1, -1),
  or: (node, place) => booleanOf(new Expression(node, 'boolean'), place).slice(1, -1),
  not: (node, place) => booleanOf(new Expression(node, 'boolean'), place).slice(1, -1),
  isSet: (node, place) => booleanOf(new Expression(node, 'boolean'), place).slice(1, -1),
  equals: ({ left, right }, place) => {
    if ([left, right].some((operand) => isJson(typeOfOperand(operand)))) {
      return `eq ${jsonOf(left, place)} ${jsonOf(right, place)}`;
    }
    const side = (operand: Operand) => {
      const isInteger = operand instanceof Expression && typeOfOperand(operand) === 'integer';
      return isInteger && !isText(operand) ? `(int64 ${argument(operand, place)})` : argument(operand, place);
    };
    return `eq ${side(left)} ${side(right)}`;
  },
  concat: ({ lists }, place) => `concat ${lists.map((list) => argument(list, place)).join(' ')}`,
  overlay: ({ maps }, place) => {
    const data = maps.map((map) => argument(map, place));
    // What comes first is written to, so values are not: they are shared by all templates.
    const target = isText(maps[0]!) ? data : ['(dict)', ...data];
    return `mergeOverwrite ${target.join(' ')}`;
  },
  without: ({ map, keys }, place) => `omit ${argument(map, place)} ${keys.map(goString).join(' ')}`,
  json: ({ operand }, place) => `${listOf(operand, place)} | toJson`,
  transform: ({ by, operand }, place) => {
    const functions = { base64: 'b64enc', upper: 'upper', lower: 'lower', urlEncode: 'urlquery | replace "+" "%20"' };
    return `${dataOf(operand, place)} | ${functions[by]}`;
  },
  join: ({ list, separator }, place) => `join ${goString(separator)} ${argument(list, place)}`,
  items: ({ list }, place) => dataOf(list, place),
  optional: ({ operand }, place) => dataOf(operand, place),
  when: () => refuse('when'),
  each: () => refuse('each'),
  digest: ({ data }, place) => `${listOf(data, place)} | toJson | sha256sum`,
  named: ({ name }, place) => `include "${place.chart}.${name}" ${place.root}`,
  helper: ({ helper, args }, place) => {
    const pairs = Object.entries(args).map(([name, operand]) => `"${name}" ${argument(operand, place)}`);
    const data = pairs.length === 0 ? place.root : `(dict ${pairs.join(' ')} "root" ${place.root})`;
    return `include "${place.chart}.${helper.name}" ${data}`;
  },
  file: ({ path }, place) => `${rooted(place, 'Files.Get')} ${goString(`files/${path}`)}`,
};

/** The whole number that a text is, where it is nothing else: printed in a place for text it need not be one before. */
export function numberOf({ node }: Expression): Expression | undefined {
  const [only] = node.kind === 'text' && node.parts.length === 1 ? node.parts : [];
  return only instanceof Expression && only.valueType === 'integer' ? only : undefined;
}

/** Named templates give text, not data: it is included with its indentation, or read again. */
export const isText = ({ node }: Expression) => node.kind === 'named' || node.kind === 'helper';

/** `a where a is set, else b` has a word of its own in templates: default. */
export const isFallback = ({ node }: Expression, then: Operand) =>
  node.kind === 'isSet' && node.operand === then && isEmptyWhereFalse(node.operand);

/** Helm's `concat` of empty lists gives nothing at all, which as JSON would be `null`. */
const listOf = (data: Expression, place: Place) =>
  `${dataOf(data, place)}${data.node.kind === 'concat' ? ' | default list' : ''}`;

function refuse(kind: string): never {
  throw new Error(`"${kind}" stands for a field or element and cannot be the argument of a function`);
}
