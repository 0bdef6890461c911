import { shapeOf, unite, valueTypeOf, type KeyRule, type Shape, type ValueType } from './shape';

/** A value that JSON can hold; what an expression evaluates to. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A literal that fits on one line of YAML. */
export type Scalar = string | number | boolean;

/** The part of a manifest that an author writes: literals with expressions among them. */
export type Tree = Scalar | Expression | readonly Tree[] | { readonly [key: string]: Tree | undefined } | Merged;

/** A literal of type `T`, or an expression that becomes one: what every field of a typed Kubernetes object accepts. */
export type Templated<T> = T | Expression<T>;
/**
 * One of some literals, or an expression that becomes one. Any number and boolean of the chart may stand there where one of them is
 * among the literals: of these no value is declared by its choices, and the linter holds what comes out to them.
 */
export type TemplatedChoice<T extends Scalar> =
  Templated<T> | (T extends number ? Expression<number> : never) | (T extends boolean ? Expression<boolean> : never);

/** Facts about a release that are not values: Helm's built-in objects. */
export type Builtin =
  | 'Release.Name'
  | 'Release.Namespace'
  | 'Chart.Name'
  | 'Chart.Version'
  | 'Chart.AppVersion'
  | 'Capabilities.KubeVersion.Version'
  | 'Release.IsInstall'
  | 'Release.IsUpgrade';

/** All kinds of expression. The set is closed: each kind has one evaluator and one Helm printer. */
export type ExpressionNode =
  | { readonly kind: 'reference'; readonly path: readonly string[]; readonly owner: object }
  | { readonly kind: 'builtin'; readonly name: Builtin }
  | { readonly kind: 'item'; readonly variable: string; readonly path: readonly string[] }
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] }
  | {
      readonly kind: 'choose';
      readonly condition: Expression<boolean>;
      readonly then: Operand;
      readonly otherwise: Operand;
    }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression<boolean>[] }
  | { readonly kind: 'not'; readonly operand: Expression<boolean> }
  | { readonly kind: 'equals'; readonly left: Expression; readonly right: Operand }
  | { readonly kind: 'isSet'; readonly operand: Expression }
  | { readonly kind: 'concat'; readonly lists: readonly Expression[] }
  | { readonly kind: 'overlay'; readonly maps: readonly Expression[] }
  | { readonly kind: 'json'; readonly operand: Expression }
  | {
      readonly kind: 'transform';
      readonly by: Transform;
      readonly operand: Operand;
      readonly args?: readonly Operand[];
    }
  | { readonly kind: 'arithmetic'; readonly by: Arithmetic; readonly operands: readonly Operand[] }
  | { readonly kind: 'compare'; readonly by: Comparison; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'length'; readonly operand: Expression }
  | { readonly kind: 'search'; readonly by: Search; readonly whole: Operand; readonly part: Operand }
  | { readonly kind: 'kubernetesAtLeast'; readonly version: string }
  | { readonly kind: 'hasApi'; readonly api: string }
  | { readonly kind: 'without'; readonly map: Expression; readonly keys: readonly string[] }
  | { readonly kind: 'join'; readonly list: Expression; readonly separator: string }
  | { readonly kind: 'items'; readonly list: Expression }
  | { readonly kind: 'when'; readonly condition: Expression<boolean>; readonly tree: Tree }
  | { readonly kind: 'optional'; readonly operand: Expression }
  | {
      readonly kind: 'each';
      readonly source: Expression;
      /** The key of an entry, where the source is a map. */
      readonly key?: string;
      readonly variable: string;
      readonly body: Tree;
    }
  | { readonly kind: 'digest'; readonly data: Expression; readonly length?: number }
  | { readonly kind: 'named'; readonly name: string; readonly description: string; readonly body: Tree }
  | { readonly kind: 'helper'; readonly helper: Helper; readonly args: { readonly [name: string]: Operand } }
  | { readonly kind: 'file'; readonly path: string; readonly content: string };

/** What can be made of a text. */
export type Transform =
  'base64' | 'upper' | 'lower' | 'urlEncode' | 'nameBeforeHash' | 'trim' | 'trimPrefix' | 'trimSuffix' | 'replace';

/** Where in a text another one is looked for, or an element in a list. */
export type Search = 'contains' | 'startsWith' | 'endsWith';

/** What can be computed: of numbers of any kind, of whole ones alone (`mod`), or a whole number of one that is none. */
export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'mod' | 'min' | 'max' | 'floor' | 'ceil' | 'round';

/** How two numbers are compared. */
export type Comparison = 'lessThan' | 'lessOrEqual' | 'greaterThan' | 'greaterOrEqual';

/** An argument of an expression: a literal or another expression. */
export type Operand = Scalar | Expression;

/** The cluster that a release is for, as far as a chart may ask about it. */
export interface Cluster {
  /** Its version of Kubernetes with all three numbers, `1.34.0`. */
  readonly kubernetes: string;
  /** The APIs in it that are not of Kubernetes itself, as Helm is told of them: `keda.sh/v1alpha1`, `keda.sh/v1alpha1/ScaledObject`. */
  readonly apis: readonly string[];
}

/** What an expression is evaluated against: one release of one chart. */
export interface Release {
  readonly values: JsonObject;
  readonly release: { readonly name: string; readonly namespace: string };
  readonly chart: { readonly name: string; readonly version: string; readonly appVersion: string };
  /** The cluster that it is for. @default the oldest Kubernetes that is known, and nothing installed in it */
  readonly cluster?: Cluster;
}

/**
 * A named template written by hand, with its meaning beside it. The two must agree; `npm run verify` proves that they do.
 */
export interface Helper {
  /** Name without the chart's prefix: `fullname` becomes `<chart>.fullname`. */
  readonly name: string;
  /** What it gives, for the comment above its definition. */
  readonly description: string;
  readonly type: ValueType;
  /** Set when the result consists of lower-case letters, digits and dashes, so that it is safe inside a plain scalar. */
  readonly dnsSafe?: boolean;
  /** Set when entries that users add are among the result. */
  readonly takesUserEntries?: boolean;
  /** The keys that a map which it gives may have, those that users add included. @default any */
  readonly keys?: KeyRule;
  /** Set when it reads its arguments as a whole and nothing else: it is not given the root of the template. */
  readonly isPure?: boolean;
  /** Set when nothing may be left of a map that it gives: what is empty is left out. */
  readonly mayBeEmpty?: boolean;
  /** The helpers that the body includes. */
  readonly uses?: readonly Helper[];
  /** The body of the `define`, for the chart of this name. */
  template(chartName: string): string;
  evaluate(release: Release, args: { readonly [name: string]: Json }): Json;
}

declare const valueOf: unique symbol;

/** Makes the tokens that stand for expressions. */
export interface Minter {
  mintText(expression: Expression): string;
  mintForJson(expression: Expression): Json | undefined;
  mintNothing(expression: Expression): number;
  mintOperand(expression: Expression): string | number;
  mintDuringResolve(expression: Expression): string;
}

let minter: Minter;

/** Says who makes them: `token.ts`, which knows expressions and so cannot be known here. */
export const mintWith = (given: Minter): void => {
  minter = given;
};

/**
 * Something that becomes a value of type `T` once the values of a release are known.
 *
 * It is not a `T`: arithmetic and comparison do not type-check. It travels through constructs as a token, a short unique
 * string that is found again in the finished object. Which token says what it stands for: `String(value)` and
 * `` `${value}` `` are the text of the value, so `"8080"` of a number; cdk8s, `token()` and JSON take the value itself.
 */
export class Expression<out T = unknown> {
  declare readonly [valueOf]: T;

  /** What is known of the values that it can become. */
  readonly shape: Shape;
  /** How its value is printed. */
  readonly valueType: ValueType;

  /** @param shape of its value, or no more than the type */
  constructor(
    readonly node: ExpressionNode,
    shape: Shape | ValueType,
  ) {
    this.shape = typeof shape === 'string' ? shapeOf(shape) : shape;
    this.valueType = valueTypeOf(this.shape);
  }

  /** The token of this expression's text. */
  toString(): string {
    return minter.mintText(this);
  }

  /** A token that stands, with the quotes that `JSON.stringify` puts around it, for the JSON of the value. */
  toJSON(): Json | undefined {
    return minter.mintForJson(this);
  }

  /** What operators make of it: a string in a template, and something that is noticed in arithmetic and comparisons. */
  [Symbol.toPrimitive](hint: string): string | number {
    if (hint === 'number') return minter.mintNothing(this);
    return hint === 'string' || this.valueType === 'string' ? minter.mintText(this) : minter.mintOperand(this);
  }

  /** The token; cdk8s calls this on anything that it meets in an object. */
  resolve(): string {
    return minter.mintDuringResolve(this);
  }
}

/** A reference to one value of a chart, such as `.Values.backend.replicaCount`. */
export type Ref<T> = Expression<T>;

/** A map made of several: literal entries and whole maps that come out of expressions, in order. */
export class Merged {
  constructor(readonly parts: readonly (Expression | { readonly [key: string]: Tree | undefined })[]) {}
}

/** The type of an operand's value. */
export const typeOfOperand = (operand: Operand): ValueType => valueTypeOf(shapeOfTree(operand));

/** What is known of the values that a tree can become. */
export function shapeOfTree(tree: Tree): Shape {
  if (tree instanceof Expression) return tree.shape;
  if (typeof tree === 'number') {
    return { type: Number.isInteger(tree) ? 'integer' : 'number', enum: [tree], minimum: tree, maximum: tree };
  }
  if (typeof tree === 'string' || typeof tree === 'boolean') return { type: typeof tree, enum: [tree] };
  if (isEntries(tree)) return { type: 'object', propertyNames: { enum: Object.keys(tree) } };
  return tree instanceof Merged ? shapeOf('map') : listOf(tree);
}

/** A list, whose elements have a shape where each of them is a scalar. */
function listOf(elements: readonly Tree[]): Shape {
  const isScalar = (element: Tree) =>
    element instanceof Expression
      ? element.valueType !== 'list' && element.valueType !== 'map'
      : typeof element !== 'object';
  const list = shapeOf('list');
  return elements.length > 0 && elements.every(isScalar)
    ? { ...list, items: elements.map(shapeOfTree).reduce(unite) }
    : list;
}

/** Whether a tree is a map, a list or an expression. A null of cdk8s is a scalar as any other. */
export const isBlock = (tree: Tree | null | undefined): tree is Exclude<Tree, Scalar> =>
  typeof tree === 'object' && tree !== null;

/** Whether a tree is a plain map of entries (no list, no expression). */
export const isEntries = (tree: Tree | undefined): tree is { readonly [key: string]: Tree | undefined } =>
  isBlock(tree) && !Array.isArray(tree) && !(tree instanceof Expression) && !(tree instanceof Merged);
