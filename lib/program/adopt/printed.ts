import { ApiObject, Include } from 'cdk8s';
import type { Chart } from 'cdk8s';
import { authorsPlaces, HelmChart, KubeObject, type Manifest } from '../../core/manifest';
import { Expression, Merged, isEntries, type Json, type JsonObject, type Tree } from '../../core/values';
import type { System } from '../app';

/**
 * What made an object: a construct of cdk8s-plus, a class of `cdk8s import`, an `ApiObject` with a literal, a construct of this library, or a file
 * of YAML.
 */
export type Maker = 'plus' | 'typed' | 'literal' | 'own' | 'included';

/** An object as the app prints it today. */
export interface Printed {
  /** Ids of the construct below its chart that an author knows: without the `Resource` of cdk8s-plus. */
  readonly ids: readonly string[];
  readonly kind: string;
  readonly apiVersion: string;
  /** Without what is a value already. */
  readonly object: JsonObject;
  readonly maker: Maker;
  /** Lines of the author's code that made it, as `file:line:column`, innermost first. */
  readonly lines: readonly string[];
}

/** A chart as the app prints it today. */
export interface PrintedChart {
  readonly name: string;
  readonly id: string;
  /** Name of its class. */
  readonly className: string;
  readonly isHelmChart: boolean;
  readonly namespace?: string;
  readonly labels: { readonly [key: string]: string };
  readonly lines: readonly string[];
  readonly objects: readonly Printed[];
}

/** What a chart prints, and what is known of where it was made. */
export function printedChart({ root, definition, manifests }: System): PrintedChart {
  const isHelmChart = HelmChart.isHelmChart(root);
  const objects = new Map(objectsBelow(root).map((object) => [object.node.path, object]));
  return {
    name: definition.name,
    id: root.node.id,
    className: root.constructor.name,
    isHelmChart,
    ...(root.namespace !== undefined && !isHelmChart && { namespace: root.namespace }),
    labels: isHelmChart ? {} : root.labels,
    lines: authorsPlaces(root),
    objects: manifests.flatMap((manifest) => {
      const object = objects.get(manifest.construct);
      return object ? [printed(root, object, manifest)] : [];
    }),
  };
}

const objectsBelow = (root: Chart): ApiObject[] =>
  root.node.findAll().filter((construct) => ApiObject.isApiObject(construct));

function printed(root: Chart, object: ApiObject, { kind, apiVersion, object: tree }: Manifest): Printed {
  const scopes = object.node.scopes.slice(root.node.scopes.length);
  const ids = scopes.map(({ node }) => node.id);
  const isInner = /^(Resource|Default)$/.test(object.node.id) && ids.length > 1;
  return {
    ids: isInner ? ids.slice(0, -1) : ids,
    kind,
    apiVersion,
    object: (literals(tree) ?? {}) as JsonObject,
    maker: makerOf(object),
    lines: authorsPlaces(object),
  };
}

function makerOf(object: ApiObject): Maker {
  const { scope } = object.node;
  // `instanceof` does not tell: cdk8s makes it true for every object.
  const isMade = (type: { readonly prototype: object }, by: object) =>
    Object.prototype.isPrototypeOf.call(type.prototype, by);
  if (scope && isMade(Include, scope)) return 'included';
  if (scope && Reflect.get(scope, 'apiObject') === object) return 'plus';
  if (isMade(KubeObject, object)) return 'own';
  return Object.getPrototypeOf(object) === ApiObject.prototype ? 'literal' : 'typed';
}

/** A tree without its expressions. */
function literals(tree: Tree | undefined): Json | undefined {
  if (tree instanceof Expression) return undefined;
  if (tree instanceof Merged)
    return Object.assign({}, ...tree.parts.map((part) => literals(part as Tree) ?? {})) as Json;
  if (Array.isArray(tree)) return (tree as readonly Tree[]).map((each) => literals(each) ?? null);
  if (!isEntries(tree)) return tree as Json | undefined;
  const entries = Object.entries(tree).flatMap(([key, child]) => {
    const found = literals(child);
    return found === undefined ? [] : [[key, found] as const];
  });
  return Object.fromEntries(entries);
}
