import { Expression, Merged, isEntries, type Tree } from './expression';
import { takesKey } from './shape';
import { textOf, overlaid } from './text';
import { tokens } from './token';

/** What finding tokens brings to light. */
export interface DecodeReport {
  found(expression: Expression): void;
  /** A string that holds the remains of a token, and where it stands. */
  mangled(value: string, pointer: string): void;
}

/** A tree with an expression wherever a token stood. */
export function decode(node: unknown, report: DecodeReport, pointer = ''): Tree {
  if (typeof node === 'string') return decodeString(node, report, pointer);
  if (typeof node === 'number') {
    const whole = tokens.wholeNumber(node);
    return whole ? take(whole, report) : node;
  }
  if (node instanceof Expression || node instanceof Merged) return node;
  if (Array.isArray(node)) return decodeList(node, report, pointer);
  if (typeof node === 'object' && node !== null) return decodeMap(node, report, pointer);
  return node as Tree;
}

function decodeString(value: string, report: DecodeReport, pointer: string): Tree {
  const whole = tokens.whole(value);
  if (whole) return take(whole, report);
  const pieces = tokens.split(value);
  for (const piece of pieces) {
    if (piece instanceof Expression) take(piece, report);
    else if (tokens.isMangled(piece)) report.mangled(value, pointer);
  }
  return pieces.every((piece) => typeof piece === 'string') ? value : textOf(pieces);
}

/** A list that is nothing but the elements of another one is that one. */
function decodeList(elements: readonly unknown[], report: DecodeReport, pointer: string): Tree {
  const decoded = elements.map((element, i) => decode(element, report, `${pointer}/${i}`));
  const [only] = decoded;
  const isWhole = decoded.length === 1 && only instanceof Expression && only.node.kind === 'items';
  return isWhole ? only.node.list : decoded;
}

function decodeMap(node: object, report: DecodeReport, pointer: string): Tree {
  const parts: (Expression | Record<string, Tree>)[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (value === undefined) continue;
    const whole = tokens.whole(key);
    if (whole) {
      take(whole, report);
      if (whole.valueType === 'map') parts.push(whole);
      else report.mangled(key, pointer);
      continue;
    }
    if (tokens.isMangled(key)) report.mangled(key, pointer);
    const last = parts.at(-1);
    const entries = last instanceof Expression || !last ? {} : last;
    if (entries !== last) parts.push(entries);
    entries[key] = decode(value, report, `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`);
  }
  const [only] = parts;
  if (parts.length <= 1) return only ?? {};
  return inReadingOrder(parts);
}

function take(expression: Expression, report: DecodeReport): Expression {
  tokens.found(expression);
  report.found(expression);
  return expression;
}

/**
 * The labels that a chart gives to all come first, literal entries next, what users add last. No key is printed twice: maps
 * of users that could have a key in common become one, and a key that the author gives is left out of a map whose schema
 * would let the user give it too.
 */
function inReadingOrder(parts: readonly (Expression | Record<string, Tree>)[]): Tree {
  const literal: Record<string, Tree> = {};
  for (const part of parts) if (!(part instanceof Expression)) Object.assign(literal, part);
  const expressions = parts.filter((part) => part instanceof Expression);
  const helpers = expressions.filter(({ node }) => node.kind === 'helper');
  const own = Object.keys(literal);
  for (const { node } of expressions) {
    if (node.kind === 'when' && isEntries(node.tree)) own.push(...Object.keys(node.tree));
  }
  const users = expressions
    .filter(({ node }) => isOfUsers.has(node.kind))
    .map((map) => withoutKeys(map, own)) as Expression<{ [key: string]: string }>[];
  const others = expressions
    .filter(({ node }) => node.kind !== 'helper' && !isOfUsers.has(node.kind))
    .map((map) => withoutKeys(map, own));
  const open = helpers.filter(({ node }) => node.kind === 'helper' && node.helper.takesUserEntries) as typeof users;
  const literalPart = Object.keys(literal).length > 0 ? [literal] : [];
  if (open.length + users.length > 1 && users.length > 0) {
    const closed = helpers.filter((helper) => !open.includes(helper as (typeof users)[number]));
    return new Merged([...closed, overlaid(...open, ...users), ...literalPart, ...others]);
  }
  return new Merged([...helpers, ...literalPart, ...others, ...users]);
}

/** The expressions that give a map of users, with whatever keys its schema lets them give. */
const isOfUsers: ReadonlySet<string> = new Set(['reference', 'item', 'overlay', 'optional']);

/** A map of users, also one that is there under a condition only, without the keys that the author gives. */
function withoutKeys(map: Expression, keys: readonly string[]): Expression {
  const { node } = map;
  if (node.kind === 'when' && node.tree instanceof Expression) {
    return new Expression({ ...node, tree: withoutKeys(node.tree, keys) }, map.shape);
  }
  if (!isOfUsers.has(node.kind)) return map;
  const common = keys.filter((key) => takesKey(map.shape, key));
  return common.length === 0 ? map : new Expression({ kind: 'without', map, keys: common }, map.shape);
}
