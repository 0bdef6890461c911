import {
  Expression,
  Merged,
  isEntries,
  type ExpressionNode,
  type Json,
  type JsonObject,
  type Operand,
  type Release,
  type Scalar,
  type Tree,
} from './expression';
import { areWhole, compares, compute } from './arithmetic';
import { clusterOf, isAtLeast, versionTextOf } from './cluster';
import { isEmpty, isEmptyLiteral, remainderOf } from './left-out';
import { DefinitionError } from './problem';
import { ownEntry, setEntries, setEntry } from './own-entry';
import { goJson, sha256 } from './go-json';
import { lengthOf, searches, transforms } from './go-text';
import { evaluateTemplate } from './templated';
import type { ValueType } from './shape';

/** The elements of the loops that enclose an expression. */
type Variables = { readonly [name: string]: Json };

/** A field or element that is left out. */
const omitted = Symbol('omitted');
type Result = Json | typeof omitted;

/** The tree with every expression replaced by its value in this release; undefined when nothing of it is left. */
export function evaluate(tree: Tree, release: Release): Json | undefined {
  const result = new Evaluator(release, {}).tree(tree);
  return result === omitted ? undefined : result;
}

/** Whether a condition holds in this release. */
export const holds = (condition: Expression<boolean> | undefined, release: Release): boolean =>
  condition === undefined || new Evaluator(release, {}).truth(condition);

/** What Go templates take as true. */
const isTruthy = (value: Json): boolean => value !== 0 && value !== false && !isEmpty(value);

class Evaluator {
  constructor(
    private readonly release: Release,
    private readonly variables: Variables,
  ) {}

  tree(tree: Tree): Result {
    if (tree instanceof Expression) return this.field(tree);
    if (tree instanceof Merged) return this.merged(tree);
    if (Array.isArray(tree)) return this.list(tree);
    return isEntries(tree) ? this.entries(tree) : (tree as Scalar);
  }

  truth(condition: Expression): boolean {
    return isTruthy(this.value(condition));
  }

  /** An expression where a field or element stands. */
  private field(expression: Expression): Result {
    const remainder = remainderOf(expression);
    if (remainder.when === 'tree') {
      const { condition, tree } = remainder;
      return condition === undefined || this.truth(condition) ? this.tree(tree) : omitted;
    }
    const value = this.value(expression);
    return remainder.when === 'set' && isEmpty(value) ? omitted : value;
  }

  private entries(tree: { readonly [key: string]: Tree | undefined }): Result {
    const result: Record<string, Json> = {};
    for (const [key, child] of Object.entries(tree)) {
      if (child === undefined) continue;
      const value = this.tree(child);
      if (value !== omitted) setEntry(result, key, value);
    }
    return isEmpty(result) && !isEmptyLiteral(tree) ? omitted : result;
  }

  private merged(tree: Merged): Result {
    const result: Record<string, Json> = {};
    for (const part of tree.parts) {
      const value = part instanceof Expression ? this.field(part) : this.entries(part);
      if (value !== omitted) setEntries(result, value as JsonObject);
    }
    return isEmpty(result) && !isEmptyLiteral(tree) ? omitted : result;
  }

  private list(tree: readonly Tree[]): Result {
    const result: Json[] = [];
    for (const element of tree) {
      const spliced = element instanceof Expression ? this.splice(element.node) : undefined;
      if (spliced) result.push(...spliced);
      else {
        const value = this.tree(element);
        if (value !== omitted) result.push(value);
      }
    }
    return isEmpty(result) && !isEmptyLiteral(tree) ? omitted : result;
  }

  /** The several elements that `items` and `each` stand for, conditionally too; undefined for any other expression. */
  private splice(node: ExpressionNode): readonly Json[] | undefined {
    if (node.kind === 'items') return this.value(node.list) as readonly Json[];
    if (node.kind === 'when' && node.tree instanceof Expression) {
      const elements = this.splice(node.tree.node);
      return elements && (this.truth(node.condition) ? elements : []);
    }
    if (node.kind !== 'each') return undefined;
    return itemsOf(this.value(node.source)).flatMap(([key, item]) => {
      const named = { ...(node.key !== undefined && { [node.key]: key }), [node.variable]: item };
      const inner = new Evaluator(this.release, { ...this.variables, ...named });
      const value = inner.tree(node.body);
      return value === omitted ? [] : [value];
    });
  }

  private operand(operand: Operand): Json {
    return operand instanceof Expression ? this.value(operand) : operand;
  }

  private value(expression: Expression): Json {
    const { node } = expression;
    switch (node.kind) {
      case 'reference':
        return at(this.release.values, node.path);
      case 'builtin':
        return this.builtin(node.name);
      case 'item':
        return this.item(node, expression.valueType);
      case 'text':
        return node.parts.map((part) => (typeof part === 'string' ? part : String(this.value(part)))).join('');
      case 'choose':
        return this.operand(this.truth(node.condition) ? node.then : node.otherwise);
      case 'and':
        return node.operands.every((operand) => this.truth(operand));
      case 'or':
        return node.operands.some((operand) => this.truth(operand));
      case 'not':
        return !this.truth(node.operand);
      case 'equals':
        return this.value(node.left) === this.operand(node.right);
      case 'isSet':
        return !isEmpty(this.value(node.operand));
      case 'concat':
        return this.concat(node.lists, node.isUnique);
      case 'overlay':
        return node.maps.reduce<JsonObject>((below, map) => {
          const result = { ...below };
          setEntries(result, (this.value(map) ?? {}) as JsonObject);
          return result;
        }, {});
      case 'json':
        return goJson(this.value(node.operand));
      case 'transform':
        return transforms[node.by](
          String(this.operand(node.operand)),
          ...(node.args ?? []).map((arg) => String(this.operand(arg))),
        );
      case 'arithmetic':
        return compute(
          node.by,
          node.operands.map((operand) => this.number(operand)),
          areWhole(node.operands),
        );
      case 'compare':
        return compares(node.by, this.number(node.left), this.number(node.right));
      case 'length':
        return lengthOf(this.value(node.operand));
      case 'template':
        return evaluateTemplate(String(this.value(node.operand)), this.release);
      case 'matches':
        return new RegExp(node.pattern, 'u').test(String(this.operand(node.operand)));
      case 'search':
        return searches[node.by](this.operand(node.whole), this.operand(node.part));
      case 'kubernetesAtLeast':
        return isAtLeast(clusterOf(this.release).kubernetes, node.version);
      case 'hasApi':
        return clusterOf(this.release).apis.includes(node.api);
      case 'without': {
        const kept = Object.entries(this.value(node.map) as { readonly [key: string]: Json }).filter(
          ([key]) => !node.keys.includes(key),
        );
        return Object.fromEntries(kept);
      }
      case 'join':
        return (this.value(node.list) as readonly Json[]).join(node.separator);
      case 'items':
        return this.value(node.list);
      case 'each':
        return [...(this.splice(node) ?? [])];
      case 'optional':
        return this.value(node.operand);
      case 'when':
        return this.truth(node.condition) ? this.present(node.tree, expression) : empty(expression);
      case 'named':
        return this.present(node.body, expression);
      case 'digest':
        return sha256(goJson(this.value(node.data))).slice(0, node.length);
      case 'helper': {
        const args = Object.entries(node.args).map(([name, arg]) => [name, this.operand(arg)] as const);
        return node.helper.evaluate(this.release, Object.fromEntries(args));
      }
      case 'file':
        return node.content;
    }
  }

  /** Helm prints what the type says; a value of another type would come out differently. */
  private item({ variable, path }: Extract<ExpressionNode, { kind: 'item' }>, type: ValueType): Json {
    const value = at(this.variables[variable] ?? null, path);
    const isExpected = value === null || jsonTypes[type].includes(typeof value);
    if (isExpected) return value;
    const place = [variable, ...path].join('.');
    const message = `${place} is used as a ${type}, but ${JSON.stringify(value)} is not one`;
    const remedy = `Say its type where it is taken, as in ${variable}.field('${path[0] ?? 'name'}', 'integer').`;
    throw new DefinitionError([{ code: 'wrong-type', path: place, message, remedy }]);
  }

  private concat(lists: readonly Expression[], isUnique = false): Json {
    const all = lists.flatMap((list) => this.value(list) as readonly Json[]);
    if (!isUnique) return all;
    const seen = new Set<string>();
    return all.filter((each) => seen.size < seen.add(goJson(each)).size);
  }

  private present(tree: Tree, expression: Expression): Json {
    const value = this.tree(tree);
    return value === omitted ? empty(expression) : value;
  }

  /** Nothing, as a field that an element of a list does not have, is 0 to Helm. */
  private number(operand: Operand): number {
    return Number(this.operand(operand));
  }

  private builtin(name: Extract<ExpressionNode, { kind: 'builtin' }>['name']): Json {
    const { release, chart } = this.release;
    return {
      'Release.Name': release.name,
      'Release.Namespace': release.namespace,
      'Chart.Name': chart.name,
      'Chart.Version': chart.version,
      'Chart.AppVersion': chart.appVersion,
      'Capabilities.KubeVersion.Version': versionTextOf(clusterOf(this.release).kubernetes),
      'Release.IsInstall': true,
      'Release.IsUpgrade': false,
    }[name];
  }
}

const jsonTypes: { readonly [type in ValueType]: readonly string[] } = {
  string: ['string'],
  integer: ['number'],
  number: ['number'],
  boolean: ['boolean'],
  scalar: ['string', 'number', 'boolean'],
  list: ['object'],
  map: ['object'],
};

/** The elements of a list, and the entries of a map in Helm's order, which is that of the bytes of their keys. */
function itemsOf(source: Json): readonly (readonly [string, Json])[] {
  const items = Object.entries(source as JsonObject);
  if (Array.isArray(source)) return items;
  return items.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

const empty = ({ valueType }: Expression): Json => (valueType === 'map' ? {} : valueType === 'list' ? [] : '');

function at(root: Json, path: readonly string[]): Json {
  let value: Json | undefined = root;
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? ownEntry(value as JsonObject, key) : undefined;
  }
  return value ?? null;
}
