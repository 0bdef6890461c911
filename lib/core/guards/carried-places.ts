import { Expression, isBlock, isEntries, isSet, Merged, not, pointerTo } from '../values';
import type { ExpressionNode, Tree } from '../values';
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
export interface Composition extends Pick<CarriedObject, 'construct' | 'kind'> {
  readonly expression: Expression;
  readonly schema: JsonSchema;
  readonly place: Place;
  /** The loops that it is in, outer ones first. */
  readonly loops: readonly Loop[];
  /** The values, or parts of them, that an element of a loop stands for. */
  readonly sourcesOf: (element: Expression) => readonly Source[];
}

/** A loop over a list or map. */
export type Loop = Omit<Extract<ExpressionNode, { readonly kind: 'each' }>, 'body'>;

/** A place in an object, and all that must hold so that it is there. */
export interface Place {
  readonly pointer: string;
  readonly conditions: readonly Expression<boolean>[];
}

/** The part of a manifest that the walk looks at. */
export interface CarriedObject {
  readonly construct: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: Tree;
  readonly condition?: Expression<boolean> | undefined;
}

/** The loops around a place, and what their variables stand for. */
interface Scope {
  readonly loops: readonly Loop[];
  readonly variables: ReadonlyMap<string, readonly Source[]>;
}

const nowhere: Scope = { loops: [], variables: new Map() };

/** The places of objects that values reach. */
export interface Places {
  /** Where they stand as they are. */
  readonly arrivals: readonly Arrival[];
  /** Where something is made of them. */
  readonly compositions: readonly Composition[];
}

/** All places of some objects that values reach. */
export function placesIn(objects: readonly CarriedObject[]): Places {
  const walks = objects.flatMap((manifest) => {
    const asked = askedOfKind(manifest.apiVersion, manifest.kind);
    if (!asked) return [];
    const walk = new Walk(manifest);
    const conditions = manifest.condition ? [manifest.condition] : [];
    walk.tree(manifest.object, asked, { pointer: '', conditions }, nowhere);
    return [walk];
  });
  return {
    arrivals: walks.flatMap(({ arrivals }) => arrivals),
    compositions: walks.flatMap(({ compositions }) => compositions),
  };
}

class Walk {
  readonly arrivals: Arrival[] = [];
  readonly compositions: Composition[] = [];

  constructor(private readonly manifest: CarriedObject) {}

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
      const variables = new Map(scope.variables);
      const isMap = node.source.valueType === 'map';
      variables.set(node.variable, further(sources, isMap ? 'entries' : 'items'));
      if (node.key !== undefined) variables.set(node.key, further(sources, 'keys'));
      const { body, ...loop } = node;
      this.element(body, asked, place, { loops: [...scope.loops, loop], variables });
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
        this.compose(expression, asked, place, scope);
        return;
      default:
        return;
    }
  }

  private compose(expression: Expression, { schema }: Asked, place: Place, scope: Scope): void {
    const { construct, kind } = this.manifest;
    const sources = (element: Expression) => sourcesOf(element, scope);
    this.compositions.push({ expression, schema, place, loops: scope.loops, sourcesOf: sources, construct, kind });
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
      this.compose(text, asked, place, scope);
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
        scope.variables.get(node.variable) ?? [],
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
