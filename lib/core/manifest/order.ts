import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { DefinitionError } from '../values';

/**
 * Puts objects in the order in which they must be applied, in time linear in constructs and dependencies.
 *
 * @param place the place that an object would take on its own; lower places come first
 * @returns the place of each object: its own, or one past the highest of what it depends on
 * @throws DefinitionError when constructs depend on each other in a circle
 */
export function applyOrder(root: IConstruct, objects: readonly ApiObject[], place: (object: ApiObject) => number) {
  const isObject = new Set<IConstruct>(objects);
  const places = new Map<ApiObject, number>();
  /** The highest place below a construct, once it is known. */
  const finished = new Map<IConstruct, number>();
  const open = new Set<IConstruct>();
  /** What a construct depends on within this chart; other charts are applied on their own. */
  const depth = root.node.scopes.length - 1;
  const dependenciesOf = ({ node }: IConstruct) => node.dependencies.filter((each) => each.node.scopes[depth] === root);

  /** @param after the highest place of what the enclosing scopes depend on; -1 when they depend on nothing */
  const visit = (construct: IConstruct, after: number): number => {
    const known = finished.get(construct);
    if (known !== undefined) return known;
    if (open.has(construct)) throw circle([...open, construct]);
    open.add(construct);
    let floor = after;
    for (const dependency of dependenciesOf(construct))
      floor = Math.max(floor, visit(dependency, floorAbove(dependency)));
    let highest = floor;
    if (isObject.has(construct)) {
      const object = construct as ApiObject;
      highest = Math.max(place(object), floor + 1);
      places.set(object, highest);
    }
    for (const child of construct.node.children) highest = Math.max(highest, visit(child, floor));
    open.delete(construct);
    finished.set(construct, highest);
    return highest;
  };

  /** What the scopes around a construct depend on comes before it too. */
  const floors = new Map<IConstruct, number>();
  const floorAbove = (construct: IConstruct): number => {
    const scope = construct.node.scope;
    if (!scope || scope === root) return -1;
    let floor = floors.get(scope);
    if (floor === undefined) {
      floor = floorAbove(scope);
      for (const dependency of dependenciesOf(scope))
        floor = Math.max(floor, visit(dependency, floorAbove(dependency)));
      floors.set(scope, floor);
    }
    return floor;
  };

  visit(root, -1);
  return places;
}

function circle(path: readonly IConstruct[]): DefinitionError {
  const last = path.at(-1)!;
  const names = path.slice(path.indexOf(last)).map((construct) => construct.node.path || 'the app');
  return new DefinitionError([
    {
      code: 'dependency-circle',
      construct: last.node.path,
      message: `these depend on each other in a circle: ${names.join(' -> ')}`,
      remedy: 'Remove one of the dependencies.',
    },
  ]);
}
