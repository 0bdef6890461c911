import {
  Expression,
  Merged,
  goJson,
  isEntries,
  isMissingByDefault,
  typeOfOperand,
  type ExpressionNode,
  type Operand,
  type Tree,
  type ValueType,
} from '../../core/values';
import { lengthBeforeHash } from '../../core/values/go-text';
import { int64Of, opposites, printArithmetic, printComparison, printElementSearch } from './helm-numbers';
import { call, numberLiteral, operand as go, pipe, stringLiteral, type GoExpression } from './go-expression';

/**
 * Where the root of the template's data is: `.`, or `$` inside a loop, which takes the dot for its elements; a template that takes other data
 * too has the root in a variable.
 */
export type Root = '.' | '$' | '$root';

/** What the printing of expressions needs to know of the place where they stand. */
export interface TemplateScope {
  /** Prefix of the chart's named templates. */
  readonly chart: string;
  readonly root: Root;
}

/** An expression's value as data of its type: the text that a named template gives is read again. */
export function dataOf(operand: Operand, scope: TemplateScope): GoExpression {
  const source = sourceOf(operand, scope);
  if (!(operand instanceof Expression) || !isText(operand)) return source;
  // A named template ends without a line break, which a literal block at its end needs.
  const text = endsInNewline(operand) ? pipe(source, call('printf', stringLiteral('%s\n'))) : source;
  switch (operand.valueType) {
    case 'string':
      return source;
    case 'integer':
      return pipe(source, call('int64'));
    case 'number':
      return pipe(source, call('float64'));
    case 'scalar':
      // As JSON it tells a number from a string of digits.
      return pipe(source, call('printf', stringLiteral('[%s]')), call('fromJsonArray'), call('first'));
    case 'boolean':
      return call('eq', source, stringLiteral('true'));
    case 'list':
      return pipe(text, call('fromYamlArray'));
    case 'map':
      return pipe(text, call('fromYaml'));
  }
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
  // A block of users may end in whatever they write.
  if (node.kind === 'helper') return node.helper.mayBeEmpty === true;
  return (node.kind === 'named' || node.kind === 'each') && endsInNewline(node.body);
}

/** Whether values of a type are printed as JSON, which has one form for each. */
export const isJson = (type: ValueType) => type === 'number' || type === 'scalar';

/** A number as JSON, which has one form for each, whether it came as an integer, a float or text. */
function jsonOf(operand: Operand, scope: TemplateScope): GoExpression {
  if (!(operand instanceof Expression)) return stringLiteral(goJson(operand));
  return isText(operand) ? sourceOf(operand, scope) : call('toJson', dataOf(operand, scope));
}

/** An expression's value as the template has it. */
export function sourceOf(operand: Operand, scope: TemplateScope): GoExpression {
  if (!(operand instanceof Expression)) {
    if (typeof operand === 'number') return numberLiteral(operand);
    return typeof operand === 'string' ? stringLiteral(operand) : go(String(operand));
  }
  const { node } = operand;
  const printers: { [K in ExpressionNode['kind']]: NodePrinter<K> } = table;
  return (printers[node.kind] as (node: ExpressionNode, scope: TemplateScope) => GoExpression)(node, scope);
}

/** A condition as `if` takes it: anything that is not empty is true. */
export function conditionOf(condition: Expression, scope: TemplateScope): GoExpression {
  const { node } = condition;
  switch (node.kind) {
    case 'isSet':
      if (mayBeEmpty(node.operand)) return sourceOf(node.operand, scope);
      return isEmptyWhereFalse(node.operand) ? dataOf(node.operand, scope) : isNotBlank(node.operand, scope);
    case 'not':
      if (node.operand.node.kind === 'not') return conditionOf(node.operand.node.operand, scope);
      return (
        isNotZero(node.operand, scope) ?? differs(node.operand, scope) ?? call('not', conditionOf(node.operand, scope))
      );
    case 'and':
    case 'or': {
      const operands = flatten(node.kind, node.operands);
      return call(node.kind, ...operands.map((operand) => conditionOf(operand, scope)));
    }
    default:
      return dataOf(condition, scope);
  }
}

/**
 * Whether a value is empty exactly where a template takes it as false. One that can be 0 or false beside a string is not:
 * 0 and false are not empty.
 */
export const isEmptyWhereFalse = ({ valueType, shape }: Expression): boolean =>
  valueType !== 'scalar' || ((shape.minimum ?? 0) > 0 && !shape.type?.includes('boolean'));

/** Whether a string is not empty, where 0 or false may stand in its place. */
const isNotBlank = (operand: Expression, scope: TemplateScope) =>
  call('ne', jsonOf(operand, scope), stringLiteral('""'));

/** `not (eq n 0)` is what a template takes as true. */
function isNotZero({ node }: Expression, scope: TemplateScope): GoExpression | undefined {
  if (node.kind !== 'equals' || node.right !== 0) return undefined;
  const { valueType } = node.left;
  return valueType === 'integer' || valueType === 'number' ? dataOf(node.left, scope) : undefined;
}

/** `not (eq a b)` has a word of its own, `ne a b`, and so has `not (le a b)`. */
function differs({ node }: Expression, scope: TemplateScope): GoExpression | undefined {
  if (node.kind === 'equals') return call('ne', ...sidesOf(node, scope));
  if (node.kind !== 'compare') return undefined;
  return printComparison({ ...node, by: opposites[node.by] }, (each) => dataOf(each, scope));
}

/** `and(a, and(b, c))` is `and(a, b, c)`; each operand once. */
function flatten(kind: 'and' | 'or', operands: readonly Expression<boolean>[]): Expression<boolean>[] {
  const flat = operands.flatMap((operand) => {
    const { node } = operand;
    return node.kind === kind ? flatten(kind, node.operands) : [operand];
  });
  return [...new Set(flat)];
}

/** An argument of `printf` and the verb for it. Numbers are 64-bit floats in Helm, which would print as 1e+06. */
function formatted(expression: Expression, scope: TemplateScope): { verb: string; argument: GoExpression } {
  const argument = dataOf(expression, scope);
  switch (expression.valueType) {
    case 'integer':
      return { verb: '%d', argument: isText(expression) ? argument : int64Of(expression, argument) };
    case 'number':
      return { verb: '%s', argument: jsonOf(expression, scope) };
    case 'scalar':
      return { verb: '%s', argument: scalarText(argument) };
    case 'boolean':
      return { verb: '%t', argument };
    default:
      return { verb: '%s', argument };
  }
}

/** The text of what may be a string, which stands as it is, or a number or boolean, which is printed as JSON. */
export const scalarText = (scalar: GoExpression): GoExpression =>
  call('ternary', scalar, call('toJson', scalar), call('kindIs', stringLiteral('string'), scalar));

const rooted = (scope: TemplateScope, path: string) => go(scope.root === '.' ? `.${path}` : `${scope.root}.${path}`);

/** A boolean that functions such as `ternary` take, unlike `if`, only as a boolean. */
function booleanOf(condition: Expression, scope: TemplateScope): GoExpression {
  const { node } = condition;
  switch (node.kind) {
    case 'isSet': {
      const { operand } = node;
      return isEmptyWhereFalse(operand)
        ? call('not', call('empty', dataOf(operand, scope)))
        : isNotBlank(operand, scope);
    }
    case 'not': {
      const inner = node.operand.node;
      if (inner.kind === 'not') return booleanOf(inner.operand, scope);
      if (inner.kind === 'isSet' && isEmptyWhereFalse(inner.operand))
        return call('empty', dataOf(inner.operand, scope));
      return differs(node.operand, scope) ?? call('not', booleanOf(node.operand, scope));
    }
    case 'and':
    case 'or':
      return call(node.kind, ...node.operands.map((operand) => booleanOf(operand, scope)));
    default:
      return dataOf(condition, scope);
  }
}

/** The two sides of a comparison, as values of one type. */
function sidesOf({ left, right }: Extract<ExpressionNode, { kind: 'equals' }>, scope: TemplateScope): GoExpression[] {
  const sides = [left, right];
  if (sides.some((side) => isJson(typeOfOperand(side)))) return sides.map((side) => jsonOf(side, scope));
  return sides.map((side) => {
    const isInteger = side instanceof Expression && typeOfOperand(side) === 'integer';
    return isInteger && !isText(side) ? int64Of(side, dataOf(side, scope)) : dataOf(side, scope);
  });
}

type NodePrinter<K extends ExpressionNode['kind']> = (
  node: Extract<ExpressionNode, { kind: K }>,
  scope: TemplateScope,
) => GoExpression;

const truth = (node: ExpressionNode, scope: TemplateScope) => booleanOf(new Expression(node, 'boolean'), scope);

const table: { [K in ExpressionNode['kind']]: NodePrinter<K> } = {
  reference: ({ path }, scope) => rooted(scope, `Values.${path.join('.')}`),
  builtin: ({ name }, scope) => rooted(scope, name),
  item: ({ variable, path }) => go([`$${variable}`, ...path].join('.')),
  text: ({ parts }, scope) => {
    const args: GoExpression[] = [];
    const format = parts.map((part) => {
      if (typeof part === 'string') return part.replaceAll('%', '%%');
      const { verb, argument } = formatted(part, scope);
      args.push(argument);
      return verb;
    });
    if (args.length === 0) return stringLiteral(parts.join(''));
    return call('printf', stringLiteral(format.join('')), ...args);
  },
  choose: ({ condition, then, otherwise }, scope) => {
    if (isFallback(condition, then)) return pipe(dataOf(then, scope), call('default', dataOf(otherwise, scope)));
    return call('ternary', dataOf(then, scope), dataOf(otherwise, scope), booleanOf(condition, scope));
  },
  and: truth,
  or: truth,
  not: truth,
  isSet: truth,
  equals: (node, scope) => call('eq', ...sidesOf(node, scope)),
  concat: ({ lists, isUnique }, scope) => {
    const all = call('concat', ...lists.map((list) => dataOf(list, scope)));
    return isUnique ? pipe(all, call('uniq')) : all;
  },
  overlay: ({ maps }, scope) => {
    const data = maps.map((map) => given(map, dataOf(map, scope)));
    // What comes first is written to, so values are not: they are shared by all templates.
    return call('mergeOverwrite', ...(isText(maps[0]!) ? data : [call('dict'), ...data]));
  },
  without: ({ map, keys }, scope) => call('omit', dataOf(map, scope), ...keys.map(stringLiteral)),
  json: ({ operand }, scope) => pipe(listOf(operand, scope), call('toJson')),
  transform: ({ by, operand, args = [] }, scope) => {
    const given = args.map((arg) => dataOf(arg, scope));
    const functions = {
      base64: [call('b64enc')],
      upper: [call('upper')],
      lower: [call('lower')],
      urlEncode: [call('urlquery'), call('replace', stringLiteral('+'), stringLiteral('%20'))],
      nameBeforeHash: [call('trunc', go(String(lengthBeforeHash))), call('trimSuffix', stringLiteral('-'))],
      trim: [call('trim')],
      trimPrefix: [call('trimPrefix', ...given)],
      trimSuffix: [call('trimSuffix', ...given)],
      replace: [call('replace', ...given)],
    };
    return pipe(dataOf(operand, scope), ...functions[by]);
  },
  arithmetic: (node, scope) => printArithmetic(node, (each) => dataOf(each, scope)),
  compare: (node, scope) => printComparison(node, (each) => dataOf(each, scope)),
  length: ({ operand }, scope) => call('len', listOf(operand, scope)),
  template: ({ operand }, scope) => call('tpl', dataOf(operand, scope), go(scope.root)),
  search: ({ by, whole, part }, scope) => {
    const [source, data] = [dataOf(whole, scope), dataOf(part, scope)];
    const isList = whole instanceof Expression && whole.valueType === 'list';
    if (isList) return printElementSearch(listOf(whole, scope), part, data);
    return call({ contains: 'contains', startsWith: 'hasPrefix', endsWith: 'hasSuffix' }[by], data, source);
  },
  matches: ({ operand, pattern }, scope) => call('regexMatch', stringLiteral(pattern), dataOf(operand, scope)),
  kubernetesAtLeast: ({ version }, scope) =>
    call('semverCompare', stringLiteral(`>=${version}-0`), rooted(scope, 'Capabilities.KubeVersion.Version')),
  hasApi: ({ api }, scope) => call(rooted(scope, 'Capabilities.APIVersions.Has').source, stringLiteral(api)),
  join: ({ list, separator }, scope) => call('join', stringLiteral(separator), dataOf(list, scope)),
  items: ({ list }, scope) => dataOf(list, scope),
  optional: ({ operand }, scope) => dataOf(operand, scope),
  when: () => refuse('when'),
  each: () => refuse('each'),
  digest: ({ data, length }, scope) => {
    const digest = [call('toJson'), call('sha256sum')];
    return pipe(listOf(data, scope), ...digest, ...(length === undefined ? [] : [call('trunc', go(String(length)))]));
  },
  named: ({ name }, scope) => include(name, go(scope.root), scope),
  helper: ({ helper, args }, scope) => {
    const pairs = Object.entries(args).flatMap(([name, value]) => [stringLiteral(name), dataOf(value, scope)]);
    const root = go(scope.root);
    const others = helper.isPure ? [] : [stringLiteral('root'), root];
    const data = pairs.length === 0 ? root : call('dict', ...pairs, ...others);
    return include(helper.name, data, scope);
  },
  file: ({ path, content }, scope) => {
    const found = call(rooted(scope, 'Files.Get').source, stringLiteral(`files/${path}`));
    // Helm takes a byte order mark at the beginning of a file away when it reads the chart.
    return content.startsWith('\ufeff') ? call('printf', stringLiteral('\ufeff%s'), found) : found;
  },
};

const include = (name: string, data: GoExpression, scope: TemplateScope) =>
  call('include', stringLiteral(`${scope.chart}.${name}`), data);

/** The whole number that a text is, where it is nothing else: printed in a place for text it need not be one before. */
export function numberOf({ node }: Expression): Expression | undefined {
  const [only] = node.kind === 'text' && node.parts.length === 1 ? node.parts : [];
  return only instanceof Expression && only.valueType === 'integer' ? only : undefined;
}

/** Named templates give text, not data: it is included with its indentation, or read again. */
export const isText = ({ node }: Expression) => node.kind === 'named' || node.kind === 'helper';

/** Whether an expression is a named template whose text is empty where nothing is left of the map that it gives. */
export const mayBeEmpty = ({ node }: Expression) => node.kind === 'helper' && node.helper.mayBeEmpty === true;

/** `a where a is set, else b` has a word of its own in templates: default. */
export const isFallback = ({ node }: Expression, then: Operand) =>
  node.kind === 'isSet' && node.operand === then && isEmptyWhereFalse(node.operand);

/** A map that functions take, which `values.yaml` may leave out. */
const given = ({ shape }: Expression, data: GoExpression): GoExpression =>
  isMissingByDefault(shape) ? call('default', go('dict'), data) : data;

/** Helm's `concat` of empty lists gives nothing at all, which as JSON would be `null`. */
const listOf = (data: Expression, scope: TemplateScope): GoExpression =>
  data.node.kind === 'concat' ? pipe(dataOf(data, scope), call('default', go('list'))) : dataOf(data, scope);

function refuse(kind: string): never {
  throw new Error(`"${kind}" stands for a field or element and cannot be the argument of a function`);
}
