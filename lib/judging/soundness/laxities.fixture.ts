import { brokenGuards, type Guard } from '../../core/guards';
import { blockDefinitions } from '../../core/manifest/block-definitions';
import { isGroup, type Json, type JsonObject, type TSchema } from '../../core/values';
import { at } from '../../core/values/json-parts';
import { leafErrors } from '../../core/values/leaf-validator';
import { ValueDrawing, type Schema } from '../kit/draw-values';
import { Random } from '../kit/random';
import { findingsOf } from './judge-cases';
import { spoilValue } from './spoil-value';
import { releaseOf, type Installation, type Subject } from './subject';

/** What a schema says of a value beside its type. Without one of these it takes more. */
const keywords = [
  ...['pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'enum', 'const', 'not', 'minItems', 'maxItems'],
  ...['uniqueItems', 'required', 'propertyNames', 'minProperties', 'maxProperties', 'if', 'anyOf', 'oneOf'],
  ...['additionalProperties', 'exclusiveMinimum'],
];

/** A constraint that can be taken away. */
export interface Constraint {
  /** Where it stands: `web.service.port maximum`, `web.tolerations items core.v1.Toleration allOf 1`, `guard web.resources`. */
  readonly name: string;
  /** Tries to find values that only this constraint refuses, and that show a fault. */
  readonly seek: (seed: number) => Search;
}

export interface Search {
  /** What is wrong with values that it would have refused; undefined where none of those that were tried shows a fault. */
  readonly found: string | undefined;
  /** How many values were tried. Where it is 0, something else refuses them too. */
  readonly tried: number;
}

/** How many values are drawn for a constraint, and how many of them are judged. */
const most = { drawn: 400, judged: 8 };

/** All constraints of a chart: of its values, of the definitions that these refer to, and its guards. */
export function constraintsOf(subject: Subject): Constraint[] {
  const { schema, guards = [] } = subject.definition;
  const drawing = new ValueDrawing(schema);
  const seen = new Set<string>();
  const ofSchema = drawing.leaves().flatMap(({ path, schema: leaf }) => {
    if (path[0] === 'extraObjects') return [];
    const whole = opened(leaf, blockDefinitions(leaf), seen, 0) as TSchema;
    return constraintsIn(whole, [], []).map(({ place, name }) => ({
      name: [path.join('.'), ...name].join(' '),
      seek: (seed: number) => seekInSchema(subject, drawing, path, whole, place, seed),
    }));
  });
  const ofGuards = guards.map((guard, i) => ({
    name: ['guard', ...guard.values, guard.sentence].join(' '),
    seek: (seed: number) => seekPastGuard(subject, drawing, guards, i, seed),
  }));
  return [...ofSchema, ...ofGuards];
}

function seekInSchema(
  subject: Subject,
  drawing: ValueDrawing,
  path: readonly string[],
  schema: TSchema,
  place: Place,
  seed: number,
): Search {
  const random = new Random(seed);
  const lax = without(schema, place) as TSchema;
  let tried = 0;
  for (let i = 0; i < most.drawn && tried < most.judged; i += 1) {
    const drawn = random.chance(0.6) ? drawing.drawPart(lax, random) : usualOf(schema);
    if (drawn === undefined) continue;
    const value = spoilValue(drawing, schema, drawn, random);
    if (leafErrors(lax, value).length > 0 || leafErrors(schema, value).length === 0) continue;
    tried += 1;
    const found = faultOf(subject, laid(switchedOn(subject.definition.schema, path), path, value));
    if (found !== undefined) return { found, tried };
  }
  return { found: undefined, tried };
}

function seekPastGuard(
  subject: Subject,
  drawing: ValueDrawing,
  guards: readonly Guard[],
  which: number,
  seed: number,
): Search {
  const random = new Random(seed);
  const guard = guards[which]!;
  const others = guards.filter((_, i) => i !== which);
  const paths = guard.values.map((value) => value.split('.'));
  const leaves = drawing.leaves();
  let tried = 0;
  for (let i = 0; i < most.drawn && tried < most.judged; i += 1) {
    const values = paths.reduce<JsonObject>(
      (values, path) => {
        const leaf = leaves.find((each) => each.path.join('.') === path.join('.'))?.schema;
        const drawn = leaf && drawing.drawPart(leaf, random);
        const value = drawn && random.chance(0.5) ? spoilValue(drawing, leaf, doubled(drawn, random), random) : drawn;
        if (leaf === undefined || value === undefined || leafErrors(leaf, value).length > 0) return values;
        return laid(values, path, value);
      },
      paths.reduce<JsonObject>((all, path) => merged(all, switchedOn(subject.definition.schema, path)), {}),
    );
    const release = releaseOf(subject, installationOf(subject, values));
    if (brokenGuards([guard], release, '').length === 0 || brokenGuards(others, release, '').length > 0) continue;
    tried += 1;
    const found = faultOf(subject, values);
    if (found !== undefined) return { found, tried };
  }
  return { found: undefined, tried };
}

/** A list with one of its elements twice. */
const doubled = (value: Json, random: Random): Json =>
  Array.isArray(value) && value.length > 0 ? [...(value as Json[]), random.pick(value as Json[])!] : value;

const merged = (one: JsonObject, other: JsonObject): JsonObject => {
  const result: Record<string, Json> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const own = result[key];
    const areMaps = typeof own === 'object' && own !== null && typeof value === 'object' && value !== null;
    result[key] = areMaps ? merged(own as JsonObject, value as JsonObject) : value;
  }
  return result;
};

const usualOf = (schema: TSchema): Json | undefined => (schema as { readonly default?: Json }).default;

const installationOf = ({ definition: { name } }: Subject, values: JsonObject): Installation => ({
  ...{ release: name, namespace: name, values },
});

const faultOf = (subject: Subject, values: JsonObject): string | undefined =>
  findingsOf(subject, installationOf(subject, values)).found[0]?.fault;

/** Values that switch on all that a value belongs to. */
function switchedOn(schema: TSchema, path: readonly string[]): JsonObject {
  let [group, values]: [TSchema | undefined, JsonObject] = [schema, {}];
  path.slice(0, -1).forEach((key, i) => {
    group = group && isGroup(group) ? group.properties[key] : undefined;
    const own = group && isGroup(group) ? group.properties['enabled'] : undefined;
    if (own?.['type'] === 'boolean') values = merged(values, laid({}, [...path.slice(0, i + 1), 'enabled'], true));
  });
  return values;
}

type Place = readonly (string | number)[];

/** A schema with the definitions that it refers to in their place, each of them once in a chart; what they refer to stays outside. */
function opened(
  schema: unknown,
  definitions: { readonly [name: string]: object },
  seen: Set<string>,
  depth: number,
): unknown {
  if (Array.isArray(schema)) return schema.map((each) => opened(each, definitions, seen, depth));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref } = schema as Schema;
  const name = $ref?.replace('#/definitions/', '');
  if (name !== undefined && depth < 2 && !seen.has(name) && Object.hasOwn(definitions, name)) {
    seen.add(name);
    return { definedAs: name, ...(opened(definitions[name], definitions, seen, depth + 1) as object) };
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, each]) => [
      key,
      key === 'default' ? each : opened(each, definitions, seen, depth),
    ]),
  );
}

/** The constraints that stand in a schema, with the names of definitions on the way. */
function constraintsIn(
  schema: Schema,
  place: Place,
  above: readonly string[],
): { readonly place: Place; readonly name: readonly string[] }[] {
  const {
    definedAs,
    allOf = [],
    properties = {},
    items,
    additionalProperties,
  } = schema as Schema & { definedAs?: string };
  const name = definedAs === undefined ? above : [definedAs];
  const own = keywords.filter((keyword) => Object.hasOwn(schema, keyword));
  const rules = allOf.flatMap((each, i) => [
    ...(isRule(each) ? [{ place: [...place, 'allOf', i], name: [...name, 'allOf', String(i)] }] : []),
    ...constraintsIn(each, [...place, 'allOf', i], name),
  ]);
  const below = Object.entries(properties).flatMap(([key, each]) =>
    constraintsIn(each, [...place, 'properties', key], [...name, key]),
  );
  const inner =
    typeof additionalProperties === 'object'
      ? constraintsIn(additionalProperties, [...place, 'additionalProperties'], [...name, 'each'])
      : [];
  const elements = items ? constraintsIn(items, [...place, 'items'], [...name, 'items']) : [];
  return [
    ...own.map((keyword) => ({ place: [...place, keyword], name: [...name, keyword] })),
    ...rules,
    ...below,
    ...inner,
    ...elements,
  ];
}

const isRule = (schema: Schema): boolean => schema.$ref === undefined && !Object.hasOwn(schema, 'definedAs');

/** A copy without what stands at a place. */
function without(schema: unknown, [key, ...below]: Place): unknown {
  if (Array.isArray(schema)) {
    if (below.length === 0) return schema.filter((_, i) => i !== key);
    return schema.map((each, i) => (i === key ? without(each, below) : (each as unknown)));
  }
  const { [key!]: inner, ...others } = schema as { readonly [key: string]: unknown };
  return below.length === 0 ? others : { ...others, [key!]: without(inner, below) };
}

const laid = (values: JsonObject, [key, ...below]: readonly string[], value: Json): JsonObject => ({
  ...values,
  [key!]: below.length === 0 ? value : laid((at(values, key!) ?? {}) as JsonObject, below, value),
});
