import { said } from './argument';
import { computed, decodeText, what, type Mangled } from './decode-text';
import { Expression, Merged, isEntries, type Helper, type Tree } from './expression';
import { pointerTo } from './json-pointer';
import { setEntries, setEntry } from './own-entry';
import { originOf } from './number-traces';
import type { Problem } from './problem';
import { mayHaveKey } from './shape';
import { NumberStandIn } from './stand-in';
import { overlaid } from './text';
import { tokens, type Minted } from './token';

/** What finding tokens brings to light. */
export interface DecodeReport {
  /** Whether null stays, as cdk8s prints it; nothing else may be missing. @default false */
  readonly keepsNull?: boolean;
  found(expression: Expression): void;
  /** A string or number that holds the remains of a token, where it stands, and what became of the token. */
  mangled(value: string | number, pointer: string, mangled: Mangled): void;
  /** Something that no output can hold, such as a function, and where it stands. */
  strange(value: unknown, pointer: string): void;
}

/** What is wrong with something that no output can hold. */
export const strangeValue = (value: unknown, path: string): Problem => ({
  code: 'not-a-value',
  path,
  message: `what stands here must be a literal, a plain object, a list or an expression, but ${said(value)}`,
  remedy: 'Write a value there, or leave the field out; when(condition, tree) leaves it out in some releases.',
});

/** What is wrong with a string or number in which a token is no longer what it was. */
export const mangledToken = (value: string | number, path: string, { message, remedy }: Mangled): Problem => ({
  code: 'mangled-token',
  path,
  message: `${message}, in ${shortened(typeof value === 'number' ? String(value) : JSON.stringify(value))}`,
  remedy,
});

const shortened = (text: string) => (text.length > 100 ? `${text.slice(0, 97)}...` : text);

/** A tree with an expression wherever a token stood. */
export function decode(node: unknown, report: DecodeReport, pointer = ''): Tree {
  if (typeof node === 'string') return decodeString(node, report, pointer);
  if (typeof node === 'number') return decodeNumber(node, report, pointer);
  if (node instanceof Expression || node instanceof Merged) return node;
  if (node instanceof NumberStandIn) return decode(node.resolve(), report, pointer);
  if (Array.isArray(node)) return decodeList(node, report, pointer);
  if (typeof node === 'boolean') return node;
  if (isPlainObject(node)) return decodeMap(node, report, pointer);
  if (isLeftOut(node)) return node as Tree;
  if (node === undefined || node === null) {
    const none: unknown = null;
    if (report.keepsNull === true) return none as Tree;
  }
  report.strange(node, pointer);
  return '';
}

/** Of sample values, what is empty is nothing at all. */
const isLeftOut = (node: unknown): boolean => node === undefined && tokens.areSamples;

/** Not one of a class, of whichever realm. */
function isPlainObject(node: unknown): node is object {
  if (typeof node !== 'object' || node === null) return false;
  const prototype = Object.getPrototypeOf(node) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function decodeString(value: string, report: DecodeReport, pointer: string): Tree {
  return decodeText(value, {
    found: (minted) => take(minted, report),
    mangled: (mangled) => report.mangled(value, pointer, mangled),
  });
}

function decodeNumber(value: number, report: DecodeReport, pointer: string): Tree {
  const whole = tokens.whole(value);
  if (whole) return take(whole, report);
  const from = originOf(value);
  if (from) take(from, report);
  if (from || !Number.isFinite(value)) report.mangled(value, pointer, from ? computed(value, from) : noNumber);
  return value;
}

const noNumber: Mangled = {
  message: 'this is not a number: something was computed with a reference or with a string',
  remedy: 'Values cannot be computed with; declare a value of its own for the result.',
};

/** A list that is nothing but the elements of another one is that one. */
function decodeList(elements: readonly unknown[], report: DecodeReport, pointer: string): Tree {
  // A hole is an element too.
  const decoded = Array.from(elements, (element, i) => decode(element, report, `${pointer}/${i}`));
  const [only] = decoded;
  if (decoded.length !== 1 || !(only instanceof Expression) || only.node.kind !== 'items') return decoded;
  return only.node.list.valueType === 'list' ? only.node.list : decoded;
}

function decodeMap(node: object, report: DecodeReport, pointer: string): Tree {
  const parts: (Expression | Record<string, Tree>)[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (value === undefined) continue;
    const whole = tokens.whole(key);
    if (whole) {
      take(whole, report);
      if (whole.expression.valueType === 'map' && whole.kind === 'value') parts.push(whole.expression);
      else report.mangled(key, pointer, isKey(whole));
      continue;
    }
    decodeKey(key, report, pointer);
    const last = parts.at(-1);
    const entries = last instanceof Expression || !last ? {} : last;
    if (entries !== last) parts.push(entries);
    const decoded = decode(value, report, pointerTo(pointer, key));
    setEntry(entries, key, decoded);
  }
  const [only] = parts;
  if (parts.length <= 1) return only ?? {};
  return inReadingOrder(parts);
}

/** A key is literal: no reference may stand in it. */
function decodeKey(key: string, report: DecodeReport, pointer: string): void {
  decodeText(key, {
    found: (minted) => {
      take(minted, report);
      report.mangled(key, pointer, isKey(minted));
    },
    mangled: (mangled) => report.mangled(key, pointer, mangled),
  });
}

const isKey = (minted: Minted): Mangled => ({
  message: `${what(minted)} was made the key of a map`,
  remedy: 'Keys are literal. Use entries(map) for the entries of a map in the values.',
});

function take(minted: Minted, report: DecodeReport): Expression {
  tokens.found(minted);
  report.found(minted.expression);
  return minted.expression;
}

/**
 * The labels that a chart gives to all come first, literal entries next, what users add last. No key is printed twice: maps
 * of users that could have a key in common become one, and a key that the author gives is left out of a map whose schema
 * would let the user give it too, or of a helper that gives it as well.
 */
export function inReadingOrder(parts: Merged['parts']): Merged {
  const literal: Record<string, Tree> = {};
  for (const part of parts) if (!(part instanceof Expression)) setEntries(literal, part);
  const expressions = parts.filter((part) => part instanceof Expression);
  const own = Object.keys(literal);
  const helpers = expressions.filter((each) => helperOf(each)).map((map) => withoutKeys(map, own));
  for (const { node } of expressions) {
    if (node.kind === 'when' && isEntries(node.tree)) own.push(...Object.keys(node.tree));
  }
  const given = [...own, ...helpers.flatMap((each) => helperOf(each)?.keys?.enum ?? [])];
  const users = expressions
    .filter(({ node }) => isOfUsers.has(node.kind))
    .map((map) => withoutKeys(map, given)) as Expression<{ [key: string]: string }>[];
  const others = expressions
    .filter((each) => !helperOf(each) && !isOfUsers.has(each.node.kind))
    .map((map) => withoutKeys(map, own));
  const open = helpers.filter((each) => helperOf(each)?.takesUserEntries) as typeof users;
  const literalPart = Object.keys(literal).length > 0 ? [literal] : [];
  if (open.length + users.length > 1 && users.length > 0) {
    const closed = helpers.filter((helper) => !open.includes(helper as (typeof users)[number]));
    return new Merged([...closed, overlaid(...open, ...users), ...literalPart, ...others]);
  }
  return new Merged([...helpers, ...literalPart, ...others, ...users]);
}

/** The helper that gives a map, all of it or all but a few keys. */
function helperOf({ node }: Expression): Helper | undefined {
  if (node.kind === 'without') return helperOf(node.map);
  return node.kind === 'helper' ? node.helper : undefined;
}

/** The expressions that give a map of users, with whatever keys its schema lets them give. */
const isOfUsers: ReadonlySet<string> = new Set(['reference', 'item', 'overlay', 'optional']);

/** A map of users or of a helper, also one that is there under a condition only, without the keys that the author gives. */
function withoutKeys(map: Expression, keys: readonly string[]): Expression {
  const { node } = map;
  if (node.kind === 'when' && node.tree instanceof Expression) {
    return new Expression({ ...node, tree: withoutKeys(node.tree, keys) }, map.shape);
  }
  if (node.kind === 'without') {
    const inner = withoutKeys(node.map, [...new Set([...node.keys, ...keys])]);
    return inner === node.map ? map : inner;
  }
  if (!isOfUsers.has(node.kind) && node.kind !== 'helper') return map;
  const common = keys.filter((key) => mayHaveKey(map.shape, key));
  return common.length === 0 ? map : new Expression({ kind: 'without', map, keys: common }, map.shape);
}
