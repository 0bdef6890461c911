import {
  Expression,
  and,
  isEntries,
  isSet,
  lessOrEqual,
  not,
  presence,
  quantityAtMost,
  textOf,
  type Group,
  type Tree,
} from '../values';
import { sameTree } from '../values/same-tree';
import { newestStruct } from '../kubernetes/newest';
import { constraintsOfStruct } from '../validation';
import { fits } from '../values/fits';
import { underCondition, type Condition } from './asked-where';
import { guardOf, type Guard } from './guard';
import { leafAt } from './leaf-at';
import { both } from './list-elements';
import { referencesIn } from './sentence';

/*
 * What a struct asks of its fields where values fill them: that a list or map that it must have is not empty, since what is empty is left out,
 * and that of two amounts one is not more than the other.
 */

type Entries = { readonly [key: string]: Tree | undefined };

/** Fields of which the first may not exceed the second. */
const ranges: readonly (readonly [struct: string, least: string, most: string])[] = [
  ['.HorizontalPodAutoscalerSpec', 'minReplicas', 'maxReplicas'],
  ['.networking.v1.NetworkPolicyPort', 'port', 'endPort'],
];

export class StructGuards {
  private readonly found: Guard[] = [];

  /** @param schema what is asked of the values */
  constructor(private readonly schema: Group) {}

  /**
   * @param id the upstream name of the struct, such as `io.k8s.api.core.v1.Container`
   * @param kind of the object that it is in
   */
  see(entries: Entries, id: string, kind: string, construct: string, condition: Condition): void {
    for (const key of neededIn(id, entries)) this.needed(entries, key, kind, construct, condition);
    for (const [struct, least, most] of ranges) {
      if (id.endsWith(struct)) this.range(entries[least], entries[most], construct, condition);
    }
    if (id.endsWith('.core.v1.ResourceRequirements')) this.resources(entries, construct, condition);
  }

  guards(): readonly Guard[] {
    return this.found;
  }

  private needed(entries: Entries, key: string, kind: string, construct: string, condition: Condition): void {
    const child = entries[key];
    if (child === undefined) return;
    const there = presence(child);
    if (there !== true && this.isFilled(there)) return;
    const values = there === true ? [] : referencesIn(there).map(({ path }) => path);
    if (there === true || values.length === 0) return;
    const { [key]: _needed, ...others } = entries;
    // With nothing beside it, the struct is left out as well.
    if (Object.keys(others).length === 0) return;
    const around = presence(others);
    const where = around === true ? condition : both(condition, around);
    const fails = not(there);
    this.found.push({
      construct,
      values,
      sentence: `the ${key} of a ${kind} may not be empty`,
      broken: where ? and(where, fails) : fails,
      fault: textOf([`${values.join(', ')}: the ${key} of the ${kind} may not be empty`]),
    });
  }

  /** Whether what is asked is that a value is not empty, which its schema says. */
  private isFilled({ node }: Expression<boolean>): boolean {
    if (node.kind !== 'isSet' || node.operand.node.kind !== 'reference') return false;
    const leaf = leafAt(this.schema, node.operand.node.path);
    return leaf !== undefined && !fits(leaf, node.operand.valueType === 'list' ? [] : {});
  }

  private range(least: Tree | undefined, most: Tree | undefined, construct: string, condition: Condition): void {
    const [less, ofLess] = bare(least, condition);
    const [more, where] = bare(most, ofLess);
    if (!isNumber(less) || !isNumber(more) || !areValues(less, more)) return;
    this.found.push(guardOf(lessOrEqual(less, more), sentenceOf(less, more), { construct, ...(where && { where }) }));
  }

  /** Each resource that a container asks for and is limited in. */
  private resources({ requests, limits }: Entries, construct: string, condition: Condition): void {
    if (!isEntries(requests) || !isEntries(limits)) return;
    for (const name of Object.keys(requests)) {
      const [request, ofRequest] = bare(requests[name], condition);
      const [limit, where] = bare(limits[name], ofRequest);
      if (!isAmount(request) || !isAmount(limit) || !areValues(request, limit)) continue;
      const asked = quantityAtMost(request, limit);
      this.found.push(guardOf(asked, sentenceOf(request, limit), { construct, ...(where && { where }) }));
    }
  }
}

/** A tree without the conditions around it, and these with those that hold already. */
function bare(tree: Tree | undefined, condition: Condition): readonly [Tree | undefined, Condition] {
  if (tree === undefined) return [tree, condition];
  const [inner, where] = underCondition(tree, condition);
  if (!(inner instanceof Expression) || inner.node.kind !== 'optional') return [inner, where];
  return bare(inner.node.operand, both(where, isSet(inner.node.operand)));
}

/** Whether two amounts depend on values, and are not the same anyway. */
const areValues = (one: Tree, other: Tree): boolean =>
  (one instanceof Expression || other instanceof Expression) && !sameTree(one, other);

/** The lists and maps that a struct must have: by its type, by what is said of it as a whole, and the ports of a Service that has an address. */
function neededIn(id: string, entries: Entries): string[] {
  const fields = newestStruct(id)?.fields;
  const ofType = [...(fields ?? [])].flatMap(([key, { isRequired }]) => (isRequired ? [key] : []));
  const asked = (constraintsOfStruct(id)?.['required'] ?? []) as readonly string[];
  const { clusterIP, type } = entries;
  const hasAddress = id.endsWith('.core.v1.ServiceSpec') && clusterIP === undefined && !(type instanceof Expression);
  const needed = [...ofType, ...asked, ...(hasAddress && type !== 'ExternalName' ? ['ports'] : [])];
  return [...new Set(needed)].filter((key) => ['list', 'map'].includes(fields?.get(key)?.type.kind ?? ''));
}

const isNumber = (tree: Tree | undefined): tree is number | Expression<number> =>
  typeof tree === 'number' ||
  (tree instanceof Expression && (tree.valueType === 'integer' || tree.valueType === 'number'));

const isAmount = (tree: Tree | undefined): tree is string | number | Expression<string | number> =>
  typeof tree === 'string' || isNumber(tree) || (tree instanceof Expression && tree.valueType === 'string');

/** `min may not exceed max`, by the ends of the paths of the values where these are not the same, or by what they are. */
function sentenceOf(less: Tree, more: Tree): string {
  const [short, other] = [less, more].map((side) => shown(side, (path) => path.split('.').at(-1)!));
  if (short !== other) return `${short} may not exceed ${other}`;
  return [less, more].map((side) => shown(side, (path) => path)).join(' may not exceed ');
}

function shown(tree: Tree, asName: (path: string) => string): string {
  if (!(tree instanceof Expression)) return String(tree);
  const names = referencesIn(tree).map(({ path }) => asName(path));
  return tree.node.kind === 'reference' ? names.join() : `what is made of ${names.join(' and ')}`;
}
