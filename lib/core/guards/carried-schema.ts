import {
  expressionsIn,
  isGroup,
  type Expression,
  type Group,
  type Json,
  type JsonObject,
  type TSchema,
} from '../values';
import { at } from '../values/json-parts';
import { addDefinitions, definitionOf } from '../values/leaf-validator';
import { conjuncts, contradict, isAboutValues, isSwitch, pathsOf, schemaOfCondition } from './carried-conditions';
import { intersection } from './carried-intersection';
import type { Arrival, Place, Step } from './carried-places';
import { narrowed } from './carried-narrow';
import { fits } from '../values/fits';
import { sameJson } from '../values/same-json';
import { implies, remaining } from './implies';
import { isSchema, type JsonSchema } from './json-schema';
import { keywordOf, leafAt, partAt } from './leaf-at';

/*
 * What the API server asks of the fields that values reach, carried into the schema of the values.
 */

/**
 * The schema of a chart's values, tightened by what is asked wherever a value arrives. It accepts no value that `schema` refuses, and all
 * values that the chart itself is shipped with.
 *
 * @param arrivals where its values stand
 * @param shipped the values of its environments and profiles, and its defaults
 * @param definitionsOf the structs that a schema refers to, by name
 */
export function carriedSchema(
  schema: Group,
  arrivals: readonly Arrival[],
  shipped: readonly JsonObject[],
  definitionsOf: DefinitionsOf,
): Group {
  const carrying = new Carrying(schema, shipped, definitionsOf, bySource(arrivals));
  for (const arrival of arrivals) carrying.add(arrival);
  return carrying.result();
}

const keyOf = ({ source }: Arrival): string => JSON.stringify(source);

function bySource(arrivals: readonly Arrival[]): ReadonlyMap<string, readonly Arrival[]> {
  const found = new Map<string, Arrival[]>();
  for (const each of arrivals) found.set(keyOf(each), [...(found.get(keyOf(each)) ?? []), each]);
  return found;
}

const conditionsOf = ({ conditions }: Place): readonly Expression<boolean>[] =>
  conditions.flatMap(conjuncts).filter(isAboutValues);

type DefinitionsOf = (schema: TSchema) => { readonly [name: string]: object };

class Carrying {
  private readonly leaves = new Map<string, TSchema>();
  /** What holds for the values of a group under a condition, by the path of the group. */
  private readonly rules = new Map<string, JsonSchema[]>();

  constructor(
    private readonly schema: Group,
    private readonly shipped: readonly JsonObject[],
    private readonly definitionsOf: DefinitionsOf,
    private readonly arrivals: ReadonlyMap<string, readonly Arrival[]>,
  ) {}

  add(arrival: Arrival): void {
    const { source, expression, asked, place } = arrival;
    const { path, steps } = source;
    const key = path.join('.');
    const leaf = this.leaves.get(key) ?? leafAt(this.schema, path);
    if (!leaf) return;
    const { schema } = asked;
    if (refersToUnknown(schema)) addDefinitions(this.definitionsOf(schema as TSchema));
    const conditions = conditionsOf(place);
    if (contradict(conditions)) return;
    const own = conditions.filter((condition) => isAbout(condition, expression));
    const others = conditions.filter((condition) => !own.includes(condition));
    const isBlock = expression.valueType === 'list' || expression.valueType === 'map';
    // A list or map is left out while it is empty, whatever its author asks of it.
    const wanted = isBlock ? emptied(schema, expression) : excepting(schema, own, expression);
    if (!wanted || implies(partAt(leaf, steps), wanted)) return;
    const tightened = atPart(leaf, steps, (part) =>
      isBlock && wanted === schema ? narrowed(part, asked) : intersection(part, wanted),
    );
    if (!tightened || sameJson(tightened, leaf)) return;
    const isFree = steps.length > 0 && others.length > 0 && this.isUsedWithout(arrival, others, wanted);
    if (!isFree && others.every(isSwitch) && this.isShippedWithin(path, leaf, tightened as TSchema)) {
      this.leaves.set(key, tightened as TSchema);
    } else this.addRule(path, atSteps(steps, wanted), others);
  }

  /** Whether the elements of a list arrive elsewhere too, where these switches may be off and less is asked of them. */
  private isUsedWithout(arrival: Arrival, switches: readonly Expression[], wanted: JsonSchema): boolean {
    return this.arrivals.get(keyOf(arrival))!.some((other) => {
      const conditions = conditionsOf(other.place);
      const isWithin = switches.every((each) =>
        conditions.some(({ node }) => sameJson(pathOf(node), pathOf(each.node))),
      );
      return !isWithin && !implies(other.asked.schema, wanted);
    });
  }

  /** What holds only where conditions about other values do. */
  private addRule(path: readonly string[], wanted: JsonSchema, conditions: readonly Expression<boolean>[]): void {
    if (conditions.length === 0) return;
    const group = commonGroup([path, ...conditions.flatMap(pathsOf)]);
    const inGroup = (at: readonly string[], schema: JsonSchema): JsonSchema => nested(at.slice(group.length), schema);
    const place = (operand: Expression, schema: JsonSchema) =>
      operand.node.kind === 'reference' ? inGroup(operand.node.path, schema) : undefined;
    const said = conditions.map((condition) => schemaOfCondition(condition, place));
    if (!said.every((each) => each !== undefined)) return;
    const rule = {
      if: said.reduce((left, right) => intersection(left, right) ?? { allOf: [left, right] }),
      then: inGroup(path, wanted),
    };
    const isKept = this.shipped.every((values) => {
      const value = at(values, ...group);
      return value === undefined || fits(rule, value);
    });
    if (!isKept) return;
    const key = group.join('.');
    const rules = this.rules.get(key) ?? [];
    if (rules.some(({ if: condition, then }) => sameJson(then, rule.then) && implies(rule.if, condition as JsonSchema)))
      return;
    const same = rules.findIndex((each) => sameJson(each['if'], rule.if));
    if (same < 0) rules.push(rule);
    else {
      const then = intersection(rules[same]!['then'] as JsonSchema, rule.then);
      if (then) rules[same] = { ...rules[same], then };
    }
    this.rules.set(key, rules);
  }

  /** Whether all values that the chart is shipped with are still accepted. */
  private isShippedWithin(path: readonly string[], before: TSchema, after: TSchema): boolean {
    return this.shipped.every((values) => {
      const value = at(values, ...path);
      return value === undefined || fits(after, value) || !fits(before, value);
    });
  }

  result(): Group {
    if (this.leaves.size === 0 && this.rules.size === 0) return this.schema;
    const rebuilt = (schema: TSchema, path: readonly string[]): TSchema => {
      const key = path.join('.');
      if (!isGroup(schema)) return this.leaves.get(key) ?? schema;
      const properties = Object.fromEntries(
        Object.entries(schema.properties).map(([name, field]) => [name, rebuilt(field, [...path, name])]),
      );
      const rules = (this.rules.get(key) ?? []).flatMap((rule) => {
        const then = remaining({ ...schema, properties }, rule['then'] as JsonSchema);
        return then ? [{ ...rule, then }] : [];
      });
      return { ...schema, properties, ...(rules.length > 0 && { allOf: rules }) };
    };
    return rebuilt(this.schema, []) as Group;
  }
}

/** Whether a schema refers to a definition that nobody has made known. */
const refersToUnknown = (schema: unknown): boolean =>
  typeof schema === 'object' &&
  schema !== null &&
  Object.entries(schema).some(([keyword, inner]) =>
    keyword === '$ref' && typeof inner === 'string' ? definitionOf(inner) === undefined : refersToUnknown(inner),
  );

/** Whether a condition is about the value that stands there and nothing else. */
const isAbout = (condition: Expression, { node }: Expression): boolean =>
  [...expressionsIn(condition)].every(
    ({ node: other }) => (other.kind !== 'reference' && other.kind !== 'item') || sameJson(pathOf(other), pathOf(node)),
  );

const pathOf = (node: Expression['node']): unknown =>
  node.kind === 'reference' ? node.path : node.kind === 'item' ? [node.variable, node.path] : node.kind;

/** What is asked of a list or map, which is left out while it is empty. */
function emptied(asked: JsonSchema, { valueType }: Expression): JsonSchema {
  if (valueType === 'list') return fits(asked, []) ? asked : { anyOf: [{ maxItems: 0 }, asked] };
  if (valueType === 'map') return fits(asked, {}) ? asked : { anyOf: [{ maxProperties: 0 }, asked] };
  return asked;
}

/** What is asked of a value that stands there only under conditions about itself. */
function excepting(
  asked: JsonSchema,
  conditions: readonly Expression<boolean>[],
  value: Expression,
): JsonSchema | undefined {
  if (conditions.length === 0) return asked;
  const place = (operand: Expression, schema: JsonSchema) =>
    isAbout(operand, value) && isValue(operand) ? schema : undefined;
  const said = conditions.map((condition) => schemaOfCondition(condition, place));
  if (!said.every((each) => each !== undefined)) return undefined;
  return said.reduce((wanted, condition) => orElse(condition, wanted), asked);
}

const isValue = ({ node }: Expression): boolean => node.kind === 'reference' || node.kind === 'item';

/** What is asked only while a condition about the same value holds. */
function orElse(condition: JsonSchema, wanted: JsonSchema): JsonSchema {
  const left = (condition['not'] as JsonSchema | undefined)?.['const'];
  if (left === undefined) return { if: condition, then: wanted };
  if (fits(wanted, left as Json)) return wanted;
  const { type, pattern, minLength: _minLength, ...others } = wanted;
  const rest = Object.keys(others);
  if (left === '' && typeof pattern === 'string' && rest.every((keyword) => keyword === 'maxLength')) {
    const body = pattern.slice(1, -1);
    const isAnchored = pattern.startsWith('^') && pattern.endsWith('$');
    if (isAnchored) return { ...(type !== undefined && { type }), ...others, pattern: `^(${body})?$` };
  }
  const { type: _type, ...constraints } = wanted;
  return { ...(type !== undefined && { type }), anyOf: [{ const: left }, constraints] };
}

/** The schema of a value in which a schema stands for a part of it. */
const atSteps = (steps: readonly Step[], schema: JsonSchema): JsonSchema =>
  steps.reduceRight<JsonSchema>((inner, step) => {
    return typeof step === 'object' ? { properties: { [step.field]: inner } } : { [keywordOf[step]]: inner };
  }, schema);

/** A schema in which that of a part is another; undefined where no value is left. */
function atPart(
  schema: JsonSchema,
  steps: readonly Step[],
  change: (part: JsonSchema) => JsonSchema | undefined,
): JsonSchema | undefined {
  const [step, ...others] = steps;
  if (step === undefined) return change(schema);
  const [keyword, key] = typeof step === 'object' ? ['properties', step.field] : [keywordOf[step], undefined];
  const whole = schema[keyword];
  const part = key === undefined ? whole : isSchema(whole) ? whole[key] : undefined;
  if (!isSchema(part)) return intersection(schema, atSteps(steps, change({}) ?? {}));
  const changed = atPart(part, others, change);
  if (!changed) return undefined;
  return { ...schema, [keyword]: key === undefined ? changed : { ...(whole as JsonSchema), [key]: changed } };
}

function commonGroup(paths: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = paths.map((path) => path.slice(0, -1));
  let length = first.length;
  for (const other of others) while (!sameJson(first.slice(0, length), other.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

const nested = (path: readonly string[], schema: JsonSchema): JsonSchema =>
  path.reduceRight<JsonSchema>((inner, key) => ({ properties: { [key]: inner } }), schema);
