import { Expression, Merged, call, isEntries, type Helper, type Operand, type Tree } from '../values';
import { mayHaveKey } from '../values/shape';
import {
  classAnnotation,
  longAnnotationsHelper,
  otherClassHelper,
  sourceRanges,
  sourceRangesHelper,
} from './annotation-helpers';
import { askedOnce, whereOf, type Condition } from './asked-where';
import type { Guard } from './guard';
import { both } from './list-elements';

/*
 * What is asked of the annotations that users give to objects: how long they may be in all, and what the server reads in those of Services and
 * Ingresses.
 */

/** What the annotations of users may take of the 256 KiB that an object can have, in KiB. The rest is for those of the chart and of tools. */
const forUsers = 128;

interface AskedAnnotations {
  readonly construct: string;
  readonly path: string;
  readonly sentence: string;
  readonly helper: Helper;
  readonly args: { readonly [name: string]: Operand };
  readonly conditions: Condition[];
}

/** A map of the values that becomes annotations. */
interface UserMap {
  readonly reference: Expression;
  readonly path: string;
  readonly condition: Condition;
}

type Entries = { readonly [key: string]: Tree | undefined };

/** The annotations of users, wherever they are. */
export class AnnotationGuards {
  private readonly asked = new Map<string, AskedAnnotations>();

  /** @param metadata that of an object or of a template */
  metadata({ annotations }: Entries, construct: string, condition: Condition): void {
    const maps = mapsIn(annotations, condition).filter(({ reference }) => !isShort(reference));
    const most = Math.floor(forUsers / maps.length);
    const told = { construct, sentence: `at most ${most} KiB in all`, helper: longAnnotationsHelper };
    for (const map of maps) this.ask(map, told, { most: most * 1024 });
  }

  object(manifest: {
    readonly construct: string;
    readonly kind: string;
    readonly object: Tree;
    readonly condition?: Condition;
  }): void {
    const { construct, kind, object, condition } = manifest;
    const { metadata, spec } = isEntries(object) ? object : {};
    if (!isEntries(metadata) || !isEntries(spec)) return;
    const maps = mapsIn(metadata['annotations'], condition);
    if (kind === 'Service' && !Array.isArray(spec['loadBalancerSourceRanges'])) {
      const type = spec['type'] ?? 'ClusterIP';
      const sentence = 'that of source ranges for the type LoadBalancer only';
      if (isText(type)) {
        for (const map of withKey(maps, sourceRanges))
          this.ask(map, { construct, sentence, helper: sourceRangesHelper }, { type });
      }
    }
    if (kind === 'Ingress') {
      const name = nameOfClass(spec['ingressClassName']);
      const sentence = 'none that names another class';
      if (name === undefined) return;
      for (const map of withKey(maps, classAnnotation))
        this.ask(map, { construct, sentence, helper: otherClassHelper }, { class: name });
    }
  }

  guards(): Guard[] {
    return [...this.asked.values()].map(({ construct, path, sentence, helper, args, conditions }) => ({
      construct,
      values: [path],
      sentence,
      ...whereOf(conditions),
      fault: call(helper, args),
    }));
  }

  private ask(
    { reference, path, condition }: UserMap,
    told: Pick<AskedAnnotations, 'construct' | 'sentence' | 'helper'>,
    args: { readonly [name: string]: Operand },
  ): void {
    const others = Object.values(args).map((arg) =>
      arg instanceof Expression && arg.node.kind === 'reference' ? arg.node.path : arg,
    );
    const key = JSON.stringify([path, told.helper.name, others]);
    askedOnce(this.asked, key, condition, () => ({ ...told, path, args: { annotations: reference, path, ...args } }));
  }
}

/** Whether the schema itself keeps a map from being long. */
const isShort = ({ shape }: Expression): boolean => shape['maxProperties'] !== undefined;

/** The maps that may have a key. */
const withKey = (maps: readonly UserMap[], key: string): UserMap[] =>
  maps.filter(({ reference }) => mayHaveKey(reference.shape, key));

/** The maps of users in a map that may have entries of the chart too. */
function mapsIn(tree: Tree | undefined, condition: Condition): UserMap[] {
  if (tree instanceof Merged) return tree.parts.flatMap((part) => mapsIn(part, condition));
  if (!(tree instanceof Expression)) return [];
  const { node } = tree;
  if (node.kind === 'when') return mapsIn(node.tree, both(condition, node.condition));
  if (node.kind === 'overlay') return node.maps.flatMap((map) => mapsIn(map, condition));
  if (node.kind !== 'reference' || tree.valueType !== 'map') return [];
  return [{ reference: tree, path: node.path.join('.'), condition }];
}

const isText = (tree: Tree): tree is string | Expression<string> =>
  typeof tree === 'string' || (tree instanceof Expression && tree.node.kind === 'reference');

function nameOfClass(tree: Tree | undefined): Operand | undefined {
  if (tree === undefined) return undefined;
  if (tree instanceof Expression && tree.node.kind === 'optional') return nameOfClass(tree.node.operand);
  return isText(tree) ? tree : undefined;
}
