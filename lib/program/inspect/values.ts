import type { EnvironmentValues } from '../../core/manifest';
import { isGroup, isMap, type Json, type JsonObject, type TSchema } from '../../core/values';
import type { System } from '../app';
import { columns, firstSentence, shortJson } from './columns';
import { originsOf } from './origins';

/** A place that a value reaches. */
export interface ReachedPlace {
  /** `Deployment/web`, with the name that it has in the first environment; the construct's path where it is in none. */
  readonly object: string;
  readonly construct: string;
  readonly pointers: readonly string[];
  /** Whether the value decides only on whether these are there. */
  readonly isCondition: boolean;
}

/** One value that users of a chart may set. */
export interface DescribedValue {
  readonly path: string;
  readonly type: string;
  /** What narrows it, in words. */
  readonly constraints: readonly string[];
  readonly default?: Json | undefined;
  readonly isRequired: boolean;
  /** The first sentence of its documentation. */
  readonly about: string;
  /** What environments set, by name; those that leave it at its default are absent. */
  readonly environments: { readonly [environment: string]: Json };
  readonly reaches: readonly ReachedPlace[];
}

/** An object of a system as messages name it, by the path of its construct. */
export type ObjectNames = ReadonlyMap<string, string>;

/** Every value of a system in the order of its schema. */
export function describedValues(
  { definition, manifests }: System,
  environments: readonly EnvironmentValues[],
  names: ObjectNames,
): DescribedValue[] {
  const reached = new Map<string, Map<string, { pointers: string[]; isCondition: boolean }>>();
  const reach = (value: string, construct: string, pointer: string, isCondition: boolean) => {
    const objects = reached.get(value) ?? new Map<string, { pointers: string[]; isCondition: boolean }>();
    reached.set(value, objects);
    const key = `${construct}${isCondition ? '?' : ''}`;
    const place = objects.get(key) ?? { pointers: [], isCondition };
    objects.set(key, place);
    if (!place.pointers.includes(pointer)) place.pointers.push(pointer);
  };
  for (const { construct, object, condition } of manifests) {
    if (condition) for (const value of originsOf(condition)[0]!.values) reach(value, construct, '', true);
    for (const { pointer, values, conditions } of originsOf(object)) {
      for (const value of values) reach(value, construct, pointer, false);
      for (const value of conditions) if (!values.includes(value)) reach(value, construct, pointer, true);
    }
  }
  const reachesOf = (path: string): ReachedPlace[] =>
    [...reached]
      .filter(([value]) => value === path || path.startsWith(`${value}.`))
      .flatMap(([, objects]) =>
        Array.from(objects, ([key, { pointers, isCondition }]) => {
          const construct = isCondition ? key.slice(0, -1) : key;
          return { object: names.get(construct) ?? construct, construct, pointers, isCondition };
        }),
      );
  return leaves(definition.schema).map(([path, schema]) => ({
    path: path.join('.'),
    type: typeOf(schema),
    constraints: constraintsOf(schema),
    ...(schema.default === undefined ? {} : { default: schema.default as Json }),
    isRequired: schema.default === undefined,
    about: firstSentence(String(schema.description ?? '')),
    environments: Object.fromEntries(
      environments.flatMap(({ name, overrides }) => {
        const value = valueAt(overrides, path);
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
    reaches: reachesOf(path.join('.')),
  }));
}

/** Those at a path and below it; of a map or list that users give as a whole, that as a whole. */
export const valuesAt = (values: readonly DescribedValue[], path: string): DescribedValue[] =>
  values.filter((each) => each.path === path || each.path.startsWith(`${path}.`) || path.startsWith(`${each.path}.`));

function leaves(schema: TSchema, path: readonly string[] = []): (readonly [readonly string[], TSchema])[] {
  if (!isGroup(schema) || Object.keys(schema.properties).length === 0) return [[path, schema]];
  const fields = Object.entries(schema.properties as Record<string, TSchema>);
  return fields.flatMap(([key, field]) => leaves(field, [...path, key]));
}

/** What stands at a path of values. */
export function valueAt(values: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = values;
  for (const key of path) value = isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

function typeOf({ type, items, enum: choices }: TSchema): string {
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(' | ');
  const named = (Array.isArray(type) ? type : [type]).map(String).join(' | ');
  const element = (items as TSchema | undefined)?.type as string | undefined;
  return named === 'array' && typeof element === 'string' ? `list of ${element}s` : named;
}

/** What texts in general may not hold says nothing about one. */
const isGeneral = (pattern: string): boolean => /[\u0000-\u0008]/.test(pattern);

function constraintsOf(schema: TSchema): string[] {
  const { minimum, maximum, minLength, maxLength, pattern, minItems, maxItems, uniqueItems, minProperties } =
    schema as { readonly [keyword: string]: number | string | boolean | undefined };
  const range = (least: unknown, most: unknown, unit: string) => {
    const hasMost = most !== undefined && most !== Number.MAX_SAFE_INTEGER;
    if (least === undefined && !hasMost) return [];
    if (!hasMost) return least === 0 && unit === '' ? [] : [`at least ${String(least)}${unit}`];
    return [least === undefined ? `at most ${String(most)}${unit}` : `${String(least)} to ${String(most)}${unit}`];
  };
  return [
    ...range(minimum, maximum, ''),
    ...(minLength === 1 && maxLength === undefined ? ['not empty'] : range(minLength, maxLength, ' characters')),
    ...range(minItems, maxItems, ' elements'),
    ...range(minProperties, undefined, ' entries'),
    ...(uniqueItems === true ? ['each once'] : []),
    ...(typeof pattern === 'string' && !isGeneral(pattern) ? [`matches ${pattern}`] : []),
  ];
}

/** More objects, and more places of one object, are counted. */
const mostObjects = 6;
const mostPointers = 3;
/** A pattern of more characters is not shown. */
const longestConstraint = 90;

/** The values for people: a paragraph each. */
export function valuesText(values: readonly DescribedValue[], environments: readonly string[]): string {
  return values
    .map(({ path, type, constraints, isRequired, about, environments: set, reaches, default: usual }) => {
      const narrowed = constraints.filter((each) => each.length <= longestConstraint);
      const same = new Map<string, string[]>();
      for (const name of environments) {
        const value = set[name];
        if (value === undefined) continue;
        const text = shortJson(value, 90);
        same.set(text, [...(same.get(text) ?? []), name]);
      }
      const rows = [
        ['default', isRequired ? 'none: it must be set' : shortJson(usual, 90)],
        ...Array.from(same, ([text, names]) => [names.join(', '), text]),
      ];
      return [
        `${path}: ${[type, ...narrowed].join(', ')}`,
        ...(about === '' ? [] : [`    ${about.replace(/\s+/g, ' ')}`]),
        ...columns(rows, '    '),
        ...reachedLines(reaches),
      ].join('\n');
    })
    .join('\n\n');
}

function reachedLines(reaches: readonly ReachedPlace[]): string[] {
  if (reaches.length === 0) return ['    reaches no object'];
  const lines = reaches.slice(0, mostObjects).map(({ object, pointers, isCondition }) => {
    const shown = pointers.slice(0, mostPointers).filter((pointer) => pointer !== '');
    const left = pointers.length - mostPointers;
    const places = shown.length === 0 ? '' : ` ${shown.join(' ')}${left > 0 ? ` and ${left} more` : ''}`;
    const whether = isCondition ? (shown.length === 0 ? ' (whether it exists)' : ' (whether it is there)') : '';
    return `    -> ${object}${places}${whether}`;
  });
  const left = reaches.length - mostObjects;
  return left > 0 ? [...lines, `    -> and ${left} more ${left === 1 ? 'object' : 'objects'}`] : lines;
}
