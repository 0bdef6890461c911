import type { ApiType } from '../kubernetes/api-type';
import { keysOfList, type ListKey } from '../kubernetes/list-keys';
import { newestStruct, newestStructOfKind } from '../kubernetes/newest';
import { Expression, Merged, call, isEntries, type Group, type Tree } from '../values';
import { askedOnce, containersOf, whereOf, type Condition } from './asked-where';
import { ChartVariables } from './chart-variables';
import { repeatedHelper, unknownVolumesHelper } from './fault-helpers';
import type { Guard } from './guard';
import { takenKeysHelper } from './key-helpers';
import { pieceOf, textOfPieces, type Piece } from './key-texts';
import { AnnotationGuards } from './of-annotations';
import { ContainerGuards } from './of-containers';
import { HookGuards } from './of-hooks';
import { LoopGuards } from './of-loops';
import { MountGuards } from './of-mounts';
import { PodGuards } from './of-pods';
import { PolicyGuards } from './of-policies';
import { StructGuards } from './of-structs';
import { UserGuards } from './of-users';
import { both, partsOfList, type ListParts, type OwnElement } from './list-elements';
import { Variables } from './own-variables';
import { wholeParentsHelper } from './parent-helpers';
import { hugePagesHelper, overLimitsHelper } from './resource-helpers';
import { NodePorts, ObjectNames } from './shared';

/*
 * What the API server asks of the objects of a chart that no schema of a value can say: that the elements of a list differ from each other
 * and from those of the chart, that mounts have a volume, that requests are within limits, that variables name others before them, and that no
 * two objects want one name, or one port of the nodes.
 */

/** An object of a chart, as far as guards look at it. */
export interface GuardedObject {
  readonly construct: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: Tree;
  readonly condition?: Expression<boolean> | undefined;
}

/**
 * The guards that the objects of a chart need, one for each value and what is asked of it.
 *
 * @param schema what is asked of the values
 */
export function guardsOfObjects(objects: readonly GuardedObject[], schema: Group): Guard[] {
  const walk = new Walk(schema);
  for (const each of objects) walk.object(each);
  return walk.guards();
}

/** What is asked of one value, wherever it is used. */
interface Asked {
  readonly construct: string;
  readonly path: string;
  readonly reference: Expression;
  readonly conditions: Condition[];
  readonly keys: readonly ListKey[];
  /** The keys of the chart's own elements. */
  readonly own: Piece[];
  /** Other lists of users that count as well. */
  readonly others: Expression[];
}

const volumeKeys: readonly ListKey[] = ['name'];

class Walk {
  private readonly repeated = new Map<string, Asked>();
  private readonly keys = new Map<string, Asked>();
  private readonly mounts = new Map<string, Asked>();
  private readonly resources = new Map<string, Asked>();
  private readonly parents = new Map<string, Asked>();
  private readonly loops = new LoopGuards();
  private readonly structs: StructGuards;
  /** The kind of the object that is looked at. */
  private kind = '';
  private readonly nodePorts = new NodePorts();
  private readonly names = new ObjectNames();
  private readonly variables = new Variables();
  private readonly chartVariables = new ChartVariables();
  private readonly hooks = new HookGuards();
  private readonly pods = new PodGuards();
  private readonly users = new UserGuards();
  private readonly containers = new ContainerGuards();
  private readonly directions = new MountGuards();
  private readonly policies = new PolicyGuards();
  private readonly annotations = new AnnotationGuards();

  constructor(schema: Group) {
    this.structs = new StructGuards(schema);
  }

  object(manifest: GuardedObject): void {
    const { construct, apiVersion, kind, object, condition } = manifest;
    this.names.see(manifest);
    this.kind = kind;
    const id = newestStructOfKind(`${apiVersion} ${kind}`);
    if (id !== undefined) this.tree(object, { kind: 'struct', id }, construct, condition);
    this.policies.object(manifest);
    this.annotations.object(manifest);
  }

  guards(): Guard[] {
    return [
      ...[...this.repeated.values()].map(repeatedGuard),
      ...[...this.keys.values()].map(keysGuard),
      ...[...this.mounts.values()].map(mountsGuard),
      ...[...this.resources.values()].flatMap(resourcesGuards),
      ...[...this.parents.values()].map(parentsGuard),
      ...this.loops.guards(),
      ...this.structs.guards(),
      ...this.variables.guards(),
      ...this.chartVariables.guards(),
      ...this.nodePorts.guards(),
      ...this.names.guards(),
      ...this.hooks.guards(),
      ...this.pods.guards(),
      ...this.users.guards(),
      ...this.containers.guards(),
      ...this.directions.guards(),
      ...this.policies.guards(),
      ...this.annotations.guards(),
    ];
  }

  private tree(tree: Tree | undefined, type: ApiType, construct: string, condition: Condition): void {
    if (tree instanceof Expression) {
      const { node } = tree;
      if (node.kind === 'when') this.tree(node.tree, type, construct, both(condition, node.condition));
      else if (node.kind === 'named') this.tree(node.body, type, construct, condition);
      else if (node.kind === 'reference' && type.kind === 'struct' && type.id.endsWith('.ResourceRequirements')) {
        this.ask(this.resources, tree, [], construct, condition);
      }
    } else if (tree instanceof Merged) tree.parts.forEach((part) => this.tree(part, type, construct, condition));
    else if (Array.isArray(tree) && type.kind === 'list') {
      tree.forEach((each) => this.tree(each as Tree, type.of, construct, condition));
    } else if (isEntries(tree) && type.kind === 'struct') this.struct(tree, type.id, construct, condition);
  }

  private struct(
    entries: { readonly [key: string]: Tree | undefined },
    id: string,
    construct: string,
    condition: Condition,
  ): void {
    const fields = newestStruct(id)?.fields;
    for (const [key, child] of Object.entries(entries)) {
      const field = fields?.get(key);
      if (!field || child === undefined) continue;
      const keys = keysOfList(id, key);
      // The names of containers differ in both lists together.
      if (keys && !(id.endsWith('.PodSpec') && /containers$/i.test(key))) {
        this.list(partsOfList(child, keys, condition), construct);
        this.loops.see(child, keys, construct, condition);
      }
      this.tree(child, field.type, construct, condition);
    }
    this.structs.see(entries, id, this.kind, construct, condition);
    if (id.endsWith('.PodTemplateSpec')) this.pods.template(entries, construct, condition);
    if (id.endsWith('.Container')) {
      this.variables.see(entries, construct, condition);
      this.chartVariables.see(entries, construct, condition);
    }
    if (id.endsWith('.ObjectMeta')) this.annotations.metadata(entries, construct, condition);
    if (id.endsWith('.ServiceSpec')) this.nodePorts.see(entries['ports'], construct, condition);
    if (id.endsWith('.PodSpec')) {
      this.pod(entries, construct, condition, []);
      this.hooks.pod(entries, construct, condition);
      this.pods.pod(entries, construct, condition);
      this.users.pod(entries, construct, condition);
      this.directions.pod(entries, construct, condition);
    }
    if (id.endsWith('.HTTPRouteSpec')) {
      for (const { reference, condition: there } of partsOfList(entries['parentRefs'] ?? [], ['name'], condition)
        .users) {
        this.ask(this.parents, reference, [], construct, there);
      }
    }
    if (id.endsWith('.StatefulSetSpec')) this.statefulSet(entries, construct, condition);
  }

  private list({ own, users, maps }: ListParts, construct: string): void {
    for (const { reference, condition } of maps) {
      const asked = this.ask(this.keys, reference, [], construct, condition);
      // Of the chart's own elements each has a key that is known; those of maps have a text of all of theirs.
      const names = own.filter(({ keys }) => keys.every((key) => typeof key === 'string'));
      asked.own.push(...names.map((each) => pieceOf(each, condition)));
    }
    for (const { reference, keys, condition } of users) {
      const asked = this.ask(this.repeated, reference, keys, construct, condition);
      asked.own.push(...own.map((each) => pieceOf(each, condition)));
    }
  }

  /** The claims of a StatefulSet are volumes of its pods. */
  private statefulSet(
    entries: { readonly [key: string]: Tree | undefined },
    construct: string,
    condition: Condition,
  ): void {
    const { volumeClaimTemplates: claims, template } = entries;
    const spec = isEntries(template) ? template['spec'] : undefined;
    if (!isEntries(spec)) return;
    const names = Array.isArray(claims) ? (claims as readonly Tree[]).map((each) => nameOfClaim(each)) : [];
    this.pod(
      spec,
      construct,
      condition,
      names.flatMap((name) => (name === undefined ? [] : [name])),
    );
  }

  /** Asks that the mounts of users have a volume, and that their containers fit those of the chart. */
  private pod(
    spec: { readonly [key: string]: Tree | undefined },
    construct: string,
    condition: Condition,
    claims: readonly OwnElement[],
  ): void {
    this.containers.pod(spec, construct, condition, claims);
    const parts = partsOfList(spec['volumes'] ?? [], volumeKeys, condition);
    if (!parts.isWhole) return;
    const known = [...parts.own, ...claims];
    for (const [{ volumeMounts }, where] of containersOf(spec, condition)) {
      if (volumeMounts === undefined) continue;
      for (const { reference, condition: there } of partsOfList(volumeMounts, ['mountPath'], where).users) {
        const asked = this.ask(this.mounts, reference, volumeKeys, construct, there);
        asked.own.push(...known.map((one) => pieceOf(one, condition)));
        asked.others.push(...parts.users.map((user) => user.reference));
      }
    }
  }

  private ask(
    among: Map<string, Asked>,
    reference: Expression,
    keys: readonly ListKey[],
    construct: string,
    condition: Condition,
  ): Asked {
    const path = reference.node.kind === 'reference' ? reference.node.path.join('.') : '';
    const make = () => ({ construct, path, reference, keys, own: [], others: [] });
    return askedOnce(among, `${path} ${keys.join()}`, condition, make);
  }
}

function nameOfClaim(tree: Tree): OwnElement | undefined {
  if (tree instanceof Expression && tree.node.kind === 'when') return nameOfClaim(tree.node.tree);
  const metadata = isEntries(tree) ? tree['metadata'] : undefined;
  const name = isEntries(metadata) ? metadata['name'] : undefined;
  return typeof name === 'string' || name instanceof Expression ? { keys: [name] } : undefined;
}

const repeatedGuard = ({ construct, path, reference, conditions, keys, own }: Asked): Guard => ({
  construct,
  values: [path],
  sentence: `each ${keys.map((key) => key.split('=')[0]).join(' and ')} once, and none that the chart sets itself`,
  ...whereOf(conditions),
  fault: call(repeatedHelper, { list: reference, path, keys: keys.join(','), taken: textOfPieces(own) }),
});

const keysGuard = ({ construct, path, reference, conditions, own }: Asked): Guard => ({
  construct,
  values: [path],
  sentence: 'none that the chart sets itself',
  ...whereOf(conditions),
  fault: call(takenKeysHelper, { map: reference, path, taken: textOfPieces(own) }),
});

const mountsGuard = ({ construct, path, reference, conditions, own, others }: Asked): Guard => {
  const [volumes] = [...new Set(others)];
  return {
    construct,
    values: [path],
    sentence: 'each of a volume that the pods have',
    ...whereOf(conditions),
    fault: call(unknownVolumesHelper, {
      list: reference,
      path,
      known: textOfPieces(own),
      ...(volumes && { volumes }),
    }),
  };
};

const parentsGuard = ({ construct, path, reference, conditions }: Asked): Guard => ({
  construct,
  values: [path],
  sentence: 'a Gateway that is named twice has a sectionName each time',
  ...whereOf(conditions),
  fault: call(wholeParentsHelper, { list: reference, path }),
});

const resourcesGuards = ({ construct, path, reference, conditions }: Asked): Guard[] => {
  const said = { construct, values: [path], ...whereOf(conditions) };
  const args = { resources: reference, path };
  return [
    { ...said, sentence: 'no request may exceed its limit', fault: call(overLimitsHelper, args) },
    { ...said, sentence: 'huge pages are whole ones, beside CPU or memory', fault: call(hugePagesHelper, args) },
  ];
};
