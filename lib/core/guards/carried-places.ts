import { Expression, isBlock, isEntries, isSet, Merged, not, pointerTo, type Tree } from '../values';
import { handlerHelper, lifecycleHelper } from '../values/merged-blocks';
import { Asked, askedOfKind } from './carried-asked';
import type { JsonSchema } from './json-schema';
import { askedBetween } from './text-around';

/*
 * Where values arrive: a walk through an object along the types of its kind. Each place where a value stands as it is, and each where
 * something is made of values, is told with what is asked there and under which conditions it is there.
 */

/** A step from a value to a part of it: to each element of a list, to each key or entry of a map, to a field. */
export type Step = 'items' | 'keys' | 'entries' | { readonly field: string };

/** A value, or a part of it. */
export interface Source {
  readonly path: readonly string[];
  readonly steps: readonly Step[];
}

/** A place where a value stands. */
export interface Arrival {
  readonly source: Source;
  /** The reference, or the element of a loop. */
  readonly expression: Expression;
  /** What is asked of it. */
  readonly asked: Asked;
  readonly place: Place;
}

/** A place where something stands that is made of values. */
export interface Composition {
  readonly expression: Expression;
  readonly schema: JsonSchema;
  readonly place: Place;
}

/** A place in an object, and all that must hold so that it is there. */
export interface Place {
  readonly pointer: string;
  readonly conditions: readonly Expression<boolean>[];
}

/** The part of a manifest that the walk looks at. */
export interface CarriedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: Tree;
  readonly condition?: Expression<boolean> | undefined;
}

/** What the variables of the loops around a place stand for. */
type Scope = ReadonlyMap<string, readonly Source[]>;

const nowhere: Scope = new Map();

/** All places of an object at which values arrive. */
export function arrivalsIn(manifest: CarriedObject): {
  readonly arrivals: Arrival[];
  readonly compositions: Composition[];
} {
  const walk = new Walk();
  const asked = askedOfKind(manifest.apiVersion, manifest.kind);
  const conditions = manifest.condition ? [manifest.condition] : [];
  if (asked) walk.tree(manifest.object, asked, { pointer: '', conditions }, nowhere);
  return walk;
}

class Walk {
  readonly arrivals: Arrival[] = [];
  readonly compositions: Composition[] = [];

  tree(tree: Tree, asked: Asked, place: Place, scope: Scope): void {
    if (tree instanceof Expression) this.expression(tree, asked, place, scope);
    else if (tree instanceof Merged) for (const part of tree.parts) this.part(part, asked, place, scope);
    else if (Array.isArray(tree)) this.list(tree as readonly Tree[], asked, place, scope);
    else if (isEntries(tree)) {
      this.entries(tree, asked.beside(tree), place, scope);
      for (const { asked: more, where } of asked.whileOneOf(tree)) this.entries(tree, more, under(place, where), scope);
    }
  }

  private entries(
    entries: { readonly [key: string]: Tree | undefined },
    asked: Asked,
    place: Place,
    scope: Scope,
  ): void {
    for (const [key, child] of Object.entries(entries)) {
      const field = isBlock(child) ? asked.field(key) : undefined;
      if (field) this.tree(child!, field, { ...place, pointer: pointerTo(place.pointer, key) }, scope);
    }
  }

  /** One of several maps that are put together. */
  private part(
    part: Expression | { readonly [key: string]: Tree | undefined },
    asked: Asked,
    place: Place,
    scope: Scope,
  ): void {
    if (part instanceof Expression) this.expression(part, asked.asPart(), place, scope);
    else this.entries(part, asked, place, scope);
  }

  private list(list: readonly Tree[], asked: Asked, place: Place, scope: Scope): void {
    const element = asked.element();
    if (!element) return;
    list.forEach((each, i) => this.element(each, element, { ...place, pointer: pointerTo(place.pointer, i) }, scope));
  }

  /** An element of a list, or an expression that stands for several. */
  private element(tree: Tree, asked: Asked, place: Place, scope: Scope): void {
    if (!(tree instanceof Expression)) return this.tree(tree, asked, place, scope);
    const { node } = tree;
    if (node.kind === 'items') this.expression(node.list, asked.asList(), place, scope);
    else if (node.kind === 'when') this.element(node.tree, asked, under(place, node.condition), scope);
    else if (node.kind === 'each') {
      const sources = sourcesOf(node.source, scope);
      const inner = new Map(scope);
      const isMap = node.source.valueType === 'map';
      inner.set(node.variable, further(sources, isMap ? 'entries' : 'items'));
      if (node.key !== undefined) inner.set(node.key, further(sources, 'keys'));
      this.element(node.body, asked, place, inner);
    } else this.expression(tree, asked, place, scope);
  }

  private expression(expression: Expression, asked: Asked, place: Place, scope: Scope): void {
    const { node } = expression;
    switch (node.kind) {
      case 'reference':
      case 'item':
        for (const source of sourcesOf(expression, scope)) {
          this.arrivals.push({ source, expression, asked, place });
        }
        return;
      case 'optional':
        return this.expression(node.operand, asked, under(place, isSet(node.operand as Expression<string>)), scope);
      case 'when':
        return this.tree(node.tree, asked, under(place, node.condition), scope);
      case 'named':
        return this.tree(node.body, asked, place, scope);
      case 'choose':
        this.operand(node.then, asked, under(place, node.condition), scope);
        return this.operand(node.otherwise, asked, under(place, not(node.condition)), scope);
      case 'concat':
        for (const list of node.lists) this.expression(list, asked, place, scope);
        return;
      case 'overlay':
        for (const map of node.maps) this.expression(map, asked.asPart(), place, scope);
        return;
      case 'helper':
        if (node.helper !== handlerHelper && node.helper !== lifecycleHelper) return;
        return this.operand(node.args['handler'] ?? node.args['lifecycle'], asked.asMerged(), place, scope);
      case 'without':
        return this.expression(node.map, asked.asPart(), place, scope);
      case 'items':
        return this.expression(node.list, asked, place, scope);
      case 'text':
        return this.text(expression, node.parts, asked, place, scope);
      case 'transform':
      case 'arithmetic':
      case 'join':
      case 'json':
        this.compositions.push({ expression, schema: asked.schema, place });
        return;
      default:
        return;
    }
  }

  private operand(operand: Tree | undefined, asked: Asked, place: Place, scope: Scope): void {
    if (operand instanceof Expression) this.expression(operand, asked, place, scope);
  }

  /** A text of one string is that string. */
  private text(text: Expression, parts: readonly Tree[], asked: Asked, place: Place, scope: Scope): void {
    const [only, ...others] = parts;
    const isWhole = others.length === 0 && only instanceof Expression && only.valueType === 'string';
    if (isWhole) this.expression(only, asked, place, scope);
    else {
      this.compositions.push({ expression: text, schema: asked.schema, place });
      this.between(parts, asked, place, scope);
    }
  }

  /** The one value of a text is asked what the text around it leaves. */
  private between(parts: readonly Tree[], asked: Asked, place: Place, scope: Scope): void {
    const at = parts.findIndex((part) => part instanceof Expression);
    const value = parts[at];
    const others = [parts.slice(0, at), parts.slice(at + 1)] as const;
    if (!(value instanceof Expression) || value.valueType !== 'string' || others[1].some(isExpression)) return;
    const [before, after] = others.map((each) => each.map(String).join(''));
    const schema = askedBetween(asked.schema, before!, after!);
    if (schema) this.expression(value, Asked.of(schema), place, scope);
  }
}

const isExpression = (tree: Tree): boolean => tree instanceof Expression;

/** The values, or parts of them, that an expression stands for as they are. */
function sourcesOf(expression: Expression, scope: Scope): readonly Source[] {
  const { node } = expression;
  switch (node.kind) {
    case 'reference':
      return [{ path: node.path, steps: [] }];
    case 'item':
      return node.path.reduce<readonly Source[]>(
        (found, field) => further(found, { field }),
        scope.get(node.variable) ?? [],
      );
    case 'concat':
      return node.lists.flatMap((list) => sourcesOf(list, scope));
    case 'overlay':
      return node.maps.flatMap((map) => sourcesOf(map, scope));
    case 'optional':
      return sourcesOf(node.operand, scope);
    case 'choose':
      return [node.then, node.otherwise].flatMap((side) => (side instanceof Expression ? sourcesOf(side, scope) : []));
    default:
      return [];
  }
}

const further = (sources: readonly Source[], step: Step): Source[] =>
  sources.map(({ path, steps }) => ({ path, steps: [...steps, step] }));

const under = (place: Place, condition: Expression<boolean>): Place => ({
  ...place,
  conditions: [...place.conditions, condition],
});
