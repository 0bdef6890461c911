import { fits } from '../../core/values/fits';
import { addDefinitions, leafErrors } from '../../core/values/leaf-validator';
import { isGroup, isMap, mistake, overlay, type Json, type JsonObject, type TSchema } from '../../core/values';
import { fraction, integer, keyOf, mostTries, text } from './draw-scalars';
import { fittingValues } from './fitting-values';
import type { Random } from './random';

/** What is in force where a value is given: a map is laid over the default. */
function inForce({ default: usual }: TSchema, given: Json): Json {
  return isMap(usual) && isMap(given) ? overlay(usual as JsonObject, given) : given;
}

/** A JSON Schema as far as the schemas of values go. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: Json;
  readonly enum?: readonly Json[];
  readonly examples?: readonly Json[];
  readonly properties?: { readonly [key: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** Below this depth in a block of Kubernetes only what is required is drawn. */
const deepest = 5;

/** Values to draw from, by path, where a schema does not say enough: `{ 'web.image.tag': ['1.0.0'] }`. */
export type Choices = { readonly [path: string]: readonly Json[] };

/** Which values with a default are drawn: all, or those that are true or false or one of a few. */
export const draws = ['everything', 'switches'] as const;
export type Draws = (typeof draws)[number];

/**
 * Draws values that the schema of a chart accepts: each value is there in half of all cases, and the chart's default is in force in the
 * other. One without a default is always there.
 */
export class ValueDrawing {
  private readonly root: Schema;
  /** Paths of values that could not be drawn, so that their default was in force. */
  readonly undrawn = new Set<string>();

  constructor(
    private readonly schema: TSchema,
    private readonly choices: Choices = {},
    private readonly draws: Draws = 'everything',
  ) {
    this.root = schema;
    addDefinitions((schema.definitions ?? {}) as { readonly [name: string]: object });
  }

  /**
   * @param share in how many of all cases a value with a default is drawn, from 0 to 1
   * @throws DefinitionError where a value without a default cannot be drawn
   */
  draw(random: Random, share = 0.5): JsonObject {
    return fittingValues(this.schema, this.group(this.schema, random, share, ''));
  }

  /** Each value that users may set, groups opened, with its part of the schema. */
  leaves(): { readonly path: readonly string[]; readonly schema: TSchema }[] {
    const below = (schema: TSchema, path: readonly string[]): { path: readonly string[]; schema: TSchema }[] =>
      isGroup(schema)
        ? Object.entries(schema.properties as Record<string, TSchema>).flatMap(([key, field]) =>
            below(field, [...path, key]),
          )
        : [{ path, schema }];
    return below(this.schema, []);
  }

  /** Another value for a leaf of the schema, or for a part of one; undefined where none was found. */
  drawPart(schema: Schema, random: Random): Json | undefined {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const value = this.node(schema, random, 0);
      if (value !== undefined && leafErrors(schema as TSchema, value).length === 0) return value;
    }
    return undefined;
  }

  /** A part of a schema with all parts that it refers to or is made of, each of which may say something of a value. */
  partsOf(schema: Schema): Schema[] {
    const parts: Schema[] = [];
    const open = (part: Schema, depth: number): void => {
      if (depth > deepest || parts.includes(part)) return;
      parts.push(part);
      const { $ref, allOf = [], anyOf = [], oneOf = [] } = part;
      if ($ref !== undefined) open(this.definition($ref), depth + 1);
      for (const each of [...allOf, ...anyOf, ...oneOf, part.then, part.else]) if (each) open(each, depth + 1);
    };
    open(schema, 0);
    return parts;
  }

  private group(schema: TSchema, random: Random, share: number, above: string): JsonObject {
    const drawn: [string, Json][] = [];
    for (const [key, field] of Object.entries((schema.properties ?? {}) as Record<string, TSchema>)) {
      const path = above === '' ? key : `${above}.${key}`;
      if (isGroup(field)) {
        const inner = this.group(field, random, share, path);
        if (Object.keys(inner).length > 0) drawn.push([key, inner]);
      } else if (field.default === undefined || (this.isWanted(field, path) && random.chance(share))) {
        const value = this.leaf(field, random, path);
        if (value !== undefined) drawn.push([key, value]);
      }
    }
    return Object.fromEntries(drawn);
  }

  private isWanted(field: TSchema, path: string): boolean {
    return this.draws === 'everything' || Object.hasOwn(this.choices, path) || isChoice(field);
  }

  private leaf(field: TSchema, random: Random, path: string): Json | undefined {
    const choices = Object.hasOwn(this.choices, path) ? this.choices[path] : undefined;
    for (let tries = 0; tries < mostTries; tries += 1) {
      const value = choices ? random.pick(choices) : this.another(field, random);
      if (value !== undefined && leafErrors(field, inForce(field, value)).length === 0) return value;
    }
    if (field.default !== undefined) {
      this.undrawn.add(path);
      return undefined;
    }
    throw mistake({
      code: 'cannot-draw',
      path,
      message: `no value was found that the schema ${JSON.stringify({ ...field, description: undefined }).slice(0, 200)} accepts`,
      remedy: `Say what to draw from: everyValues(chart, check, { choices: { '${path}': [...] } }).`,
    });
  }

  /** A value for a field: of a switch the other one, as its default is in force where nothing is drawn. */
  private another(field: TSchema, random: Random): Json | undefined {
    const { default: usual } = field as { readonly default?: Json };
    return typeof usual === 'boolean' ? !usual : this.node(field, random, 0);
  }

  /** A value of a part of a schema; undefined where none was found. */
  private node(schema: Schema, random: Random, depth: number): Json | undefined {
    if (schema.allOf) return this.node(this.whole(schema), random, depth);
    if (schema.$ref !== undefined) return this.node(this.definition(schema.$ref), random, depth);
    if (schema.const !== undefined) return schema.const;
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) {
      const { anyOf: _any, oneOf: _one, ...own } = schema;
      const chosen = depth > deepest ? choices[0]! : random.pick(choices)!;
      return this.node(this.whole({ ...own, allOf: [chosen] }), random, depth + 1);
    }
    if (schema.enum) return random.pick(schema.enum);
    if (schema.examples && random.chance(0.3)) return random.pick(schema.examples);
    const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [typeBy(schema)]);
    return this.typed(random.pick(types)!, schema, random, depth);
  }

  private typed(type: string, schema: Schema, random: Random, depth: number): Json | undefined {
    switch (type) {
      case 'string':
        return text(schema, random);
      case 'boolean':
        return random.chance(0.5);
      case 'null':
        return null;
      case 'integer':
        return integer(schema, random);
      case 'number':
        return random.chance(0.6) ? integer(schema, random) : fraction(schema, random);
      case 'array':
        return this.list(schema, random, depth);
      default:
        return this.map(schema, random, depth);
    }
  }

  private list({ items = {}, minItems = 0, maxItems = 3, uniqueItems }: Schema, random: Random, depth: number) {
    if (depth > deepest && minItems === 0) return [];
    const count = random.integer(minItems, Math.max(minItems, Math.min(maxItems, 3)));
    const drawn = Array.from({ length: count }, () => this.node(items, random, depth + 1));
    const found = drawn.filter((each) => each !== undefined);
    const known = new Set<string>();
    return found.filter((each) => {
      const key = JSON.stringify(each);
      return !uniqueItems || (!known.has(key) && known.add(key));
    });
  }

  private map(schema: Schema, random: Random, depth: number): JsonObject {
    const {
      properties = {},
      required = [],
      additionalProperties = true,
      minProperties = 0,
      maxProperties = 3,
    } = schema;
    const drawn: [string, Json | undefined][] = [];
    if (isOpenMap(schema) && (depth <= deepest || minProperties > 0)) {
      const values = typeof additionalProperties === 'boolean' ? { type: 'string' } : additionalProperties;
      const count = random.integer(minProperties, Math.max(minProperties, Math.min(maxProperties, 3)));
      for (let i = 0; i < count; i += 1) {
        const key = keyOf(schema.propertyNames ?? {}, random);
        if (key !== undefined) drawn.push([key, this.node(values, random, depth + 1)]);
      }
    }
    const mayBe = (key: string) => schema.propertyNames === undefined || fits(schema.propertyNames, key);
    const optional = Object.keys(properties).filter((key) => !required.includes(key) && mayBe(key));
    // About three of many fields, so that blocks stay of a size that people write.
    const share = depth > deepest ? 0 : Math.min(0.5, 3 / Math.max(1, optional.length));
    for (const key of [...required, ...optional.filter(() => random.chance(share))])
      drawn.push([key, this.node(properties[key] ?? {}, random, depth + 1)]);
    return Object.fromEntries(drawn.filter((entry): entry is [string, Json] => entry[1] !== undefined));
  }

  /** A schema with what it refers to: nothing of a reference is left at its top. */
  private whole({ allOf = [], ...own }: Schema): Schema {
    if (own.$ref !== undefined) {
      const { $ref, ...others } = own;
      return this.whole({ ...others, allOf: [this.definition($ref), ...allOf] });
    }
    return allOf.reduce<Schema>((left, each) => {
      const right = this.whole(each);
      const required = [...new Set([...(left.required ?? []), ...(right.required ?? [])])];
      return { ...right, ...left, properties: { ...right.properties, ...left.properties }, required };
    }, own);
  }

  /** What `#/definitions/core.v1.Probe` refers to. */
  private definition(reference: string): Schema {
    const { definitions = {} } = this.root as { readonly definitions?: { readonly [name: string]: Schema } };
    return definitions[reference.slice('#/definitions/'.length)] ?? {};
  }
}

/** Whether a schema says all that a value may be: it is true or false, or one of a few, or a list of such. */
function isChoice(schema: Schema): boolean {
  if (schema.enum) return true;
  const types = [schema.type ?? []].flat();
  if (types.includes('array')) return schema.items !== undefined && isChoice(schema.items);
  return types.length > 0 && types.every((type) => type === 'boolean');
}

/** Whether a map takes keys that it does not name. A block of Kubernetes, whose fields are known, gets those. */
const isOpenMap = ({ properties = {}, additionalProperties = true }: Schema): boolean =>
  additionalProperties !== false && (typeof additionalProperties === 'object' || Object.keys(properties).length === 0);

/** The type that a schema without one is about. */
function typeBy(schema: Schema): string {
  if (schema.properties ?? schema.additionalProperties ?? schema.required) return 'object';
  if (schema.items) return 'array';
  return schema.minimum === undefined && schema.maximum === undefined ? 'string' : 'number';
}
