import { Expression, and, keysOfPointer, not, textOf, when } from '../values';
import type { Group, Operand, Release, Shape } from '../values';
import { sameJson } from '../values/same-json';
import { sameTree } from '../values/same-tree';
import { labelValue } from '../validation/patterns';
import { isOfLoop, whereOf, type Condition } from './asked-where';
import { faultsOf } from './broken';
import type { Composition, Loop } from './carried-places';
import { conditionsOfSchema } from './condition-of-schema';
import type { Guard } from './guard';
import type { JsonSchema } from './json-schema';
import { leafAt, partAt } from './leaf-at';
import { isCredential, referencesIn } from './sentence';
import { longestOfTexts, patternOfTexts } from './texts-of';

/*
 * What the API server asks of a text or number that is made of several values, as `${prefix}-${environment}` in a name. Of one alone no
 * schema can ask it, so that the chart asks it of what comes out.
 */

/** A text or number that is made of values, with all places in which it stands. */
interface Made extends Pick<Composition, 'loops' | 'sourcesOf'> {
  readonly expression: Expression<string | number>;
  /** The paths of these values. */
  readonly values: readonly string[];
  readonly places: AskedPlace[];
}

/** What is asked in one place, or in several that ask the same. */
interface AskedPlace extends Pick<Composition, 'construct' | 'kind' | 'place' | 'schema'> {
  /** What must hold so that it is there, whatever the elements of loops are; undefined where it always is. */
  readonly wheres: Condition[];
  /** What must hold of the elements of the loops that it is in. */
  readonly within: readonly Expression<boolean>[];
}

/**
 * The guards that what is made of values needs. What always holds by the schema of the values is not asked, and nothing that is shipped
 * breaks one: what a chart itself breaks is for the linter to tell.
 *
 * @param shipped releases with the values that a chart is shipped with
 */
export function guardsOfCompositions(
  compositions: readonly Composition[],
  schema: Group,
  shipped: readonly Release[],
): Guard[] {
  const isKept = (guard: Guard) => shipped.every((release) => faultsOf(guard, release).length === 0);
  return madeOfValues(compositions).flatMap((made) => guardsOfMade(made, schema, isKept));
}

function madeOfValues(compositions: readonly Composition[]): Made[] {
  const found = new Map<string, Made[]>();
  for (const { expression, loops, sourcesOf, ...at } of compositions) {
    const values = pathsIn(expression, loops);
    if (values.length === 0 || !isScalar(expression)) continue;
    const alike = found.get(values.join()) ?? [];
    found.set(values.join(), alike);
    let made = alike.find((one) => sameTree(one.expression, expression) && sameLoops(one.loops, loops));
    if (!made) alike.push((made = { expression, values, loops, sourcesOf, places: [] }));
    const [within, others] = parted(at.place.conditions, isOfLoop);
    const runs = isOfLoop(expression) ? loops : [];
    const outside = others.filter((condition) => !isThatLoopRuns(condition, runs));
    const where = outside.length === 0 ? undefined : and(...outside);
    const same = made.places.find(
      (one) => one.kind === at.kind && sameJson(one.schema, at.schema) && sameTree(one.within, within),
    );
    if (same) same.wheres.push(where);
    else made.places.push({ ...at, within, wheres: [where] });
  }
  return [...found.values()].flat();
}

const isScalar = (expression: Expression): expression is Expression<string | number> =>
  ['string', 'integer', 'number'].includes(expression.valueType);

/** The values in it, those among them that the loops are over. */
function pathsIn(expression: Expression, loops: readonly Loop[]): string[] {
  const sources = isOfLoop(expression) ? loops.map(({ source }) => source) : [];
  return [...new Set([...sources, expression].flatMap((each) => referencesIn(each).map(({ path }) => path)))];
}

const sameLoops = (some: readonly Loop[], others: readonly Loop[]): boolean =>
  some.length === others.length &&
  some.every((loop, i) => loop.variable === others[i]!.variable && sameTree(loop.source, others[i]!.source));

/** Whether a condition is that a list has elements, without which a loop over it does nothing. */
const isThatLoopRuns = ({ node }: Expression, loops: readonly Loop[]): boolean =>
  node.kind === 'isSet' && loops.some(({ source }) => sameTree(source, node.operand));

const parted = <T>(all: readonly T[], isFirst: (each: T) => boolean): readonly [T[], T[]] => [
  all.filter(isFirst),
  all.filter((each) => !isFirst(each)),
];

/**
 * A guard for each place that asks more than those before it.
 *
 * @param isKept whether a guard is kept by all that is shipped; others are left out
 */
function guardsOfMade(made: Made, schema: Group, isKept: (guard: Guard) => boolean): Guard[] {
  const { expression, sourcesOf, places } = made;
  const shapesOf = (value: Expression) =>
    sourcesOf(value).map(({ path, steps }) => partAt(leafAt(schema, path) ?? {}, steps) as Shape);
  const known = { patterns: [patternOfTexts(expression, shapesOf)], longest: longestOfTexts(expression, shapesOf) };
  return places.flatMap((at): Guard[] => {
    const conditions = conditionsOfSchema(at.schema, expression, known);
    if (conditions.length === 0) return [];
    const { broken: where } = whereOf(at.wheres);
    const guard = guardOfPlace(made, at, where, and(...conditions));
    if (!isKept(guard)) return [];
    if (!where && at.within.length === 0) {
      const { pattern, maxLength } = at.schema;
      if (typeof pattern === 'string') known.patterns.push(pattern);
      if (typeof maxLength === 'number') known.longest = Math.min(known.longest, maxLength);
    }
    return [guard];
  });
}

function guardOfPlace(
  { expression, values, loops }: Made,
  at: AskedPlace,
  where: Condition,
  condition: Expression<boolean>,
): Guard {
  const fails = not(condition);
  const [name, asked] = [nameOfPlace(at), sentenceOf(at.schema)];
  const told = values.some(isCredential) ? [] : [' ', ...quoted(expression)];
  const line = textOf([`${values.join(', ')}: ${name}`, ...told, ` ${asked}`]);
  const said = { construct: at.construct, values, sentence: `part of ${name}, which ${asked}` };
  if (!isOfLoop(expression)) return { ...said, broken: where ? and(where, fails) : fails, fault: line };
  return { ...said, ...(where && { broken: where }), fault: looped(when(and(...at.within, fails), line), loops) };
}

/** A line for each element of a loop, or of one loop in another. */
const looped = (line: Expression, loops: readonly Loop[]): Expression =>
  loops.reduceRight((body, loop) => new Expression({ ...loop, body }, 'list'), line);

const quoted = (made: Expression): readonly Operand[] => (made.valueType === 'string' ? ['"', made, '"'] : [made]);

/** `the name of the Service`, `the host of the Ingress`, `the limits.memory of the Deployment`. */
function nameOfPlace({ kind, place }: Pick<Composition, 'kind' | 'place'>): string {
  if (place.pointer === '/metadata/name') return `the name of the ${kind}`;
  const fields = keysOfPointer(place.pointer).filter((key) => !/^\d+$/.test(key));
  const [above = '', field = ''] = fields.slice(-2);
  return `the ${field === 'name' || maps.has(above) ? `${above}.${field}` : field} of the ${kind}`;
}

/** Fields of which an entry says nothing by its key alone. */
const maps: ReadonlySet<string> = new Set([
  ...['labels', 'annotations', 'matchLabels', 'nodeSelector', 'selector'],
  ...['limits', 'requests', 'data', 'stringData'],
]);

/** What a schema asks, in its own words where it has some. */
function sentenceOf(asked: JsonSchema): string {
  const sentences = [...new Set(sentencesIn(asked))];
  if (sentences.length > 0) return sentences.join(', and ');
  const { type, minimum, maximum, enum: choices, pattern } = asked;
  if (Array.isArray(choices)) return `must be one of ${choices.map((each) => JSON.stringify(each)).join(', ')}`;
  const bounds = [
    ...(typeof minimum === 'number' ? [`at least ${minimum}`] : []),
    ...(typeof maximum === 'number' ? [`at most ${maximum}`] : []),
  ];
  const isQuantity = typeof pattern === 'string' && [type].flat().includes('number');
  if (isQuantity) return ['must be a quantity such as 500m or 2Gi', ...bounds].join(', ');
  if (bounds.length > 0) return `must be ${bounds.join(' and ')}`;
  if (pattern === labelValue['pattern']) return 'must be the value of a label: at most 63 letters, digits and -_.';
  return pattern === undefined ? 'must have the form that Kubernetes asks for' : `must match ${String(pattern)}`;
}

function sentencesIn({ errorMessage, allOf }: JsonSchema): string[] {
  const inner = Array.isArray(allOf) ? (allOf as readonly JsonSchema[]).flatMap(sentencesIn) : [];
  return [...(typeof errorMessage === 'string' ? [errorMessage] : []), ...inner];
}
