import fc, { type Arbitrary } from 'fast-check';
import { addDefinitions, leafErrors } from '../../core/values/leaf-validator';
import type { Guard } from '../../core/guards';
import { isGroup, type Json, type JsonObject, type TSchema } from '../../core/values';
import type { Schema } from '../kit/draw-values';
import { fittingValues } from '../kit/fitting-values';
import { hostileKeys, hostileNames, hostileNamespaces, hostileStrings } from './hostile.fixture';
import type { Installation } from './systems.fixture';

/** Below this depth in a block of Kubernetes only what is required is drawn. */
const deepest = 5;
const largest = 2 ** 31;

/** A key that is not drawn. */
const absent = Symbol('absent');

/** Installations of a chart with any values that its schema accepts, by any name that Helm accepts. */
export function installations(schema: TSchema, chart: string, guards: readonly Guard[] = []): Arbitrary<Installation> {
  const names = fc.oneof(fc.constant(chart), fc.constantFrom(...hostileNames(chart)), releaseNames);
  const namespaces = fc.oneof(fc.constantFrom(...hostileNamespaces(chart)), namespaceName);
  const drawn = fc.record({
    release: names,
    namespace: namespaces,
    values: new Drawing(schema as Schema).group(schema),
  });
  return drawn.map(({ release, namespace, values: given }) => {
    const facts = {
      release: { name: release, namespace },
      chart: { name: chart, version: '1.0.0', appVersion: '1.0.0' },
    };
    return { release, namespace, values: fittingValues(schema, given, { guards, facts }) };
  });
}

/** As Helm asks of it: DNS labels joined by dots, of at most 53 characters. */
export const releaseNames = fc
  .stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?){0,2}$/)
  .filter((name) => name.length <= 53);
const namespaceName = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);

/** Values that a schema accepts: each value as drawn from its part of the schema. */
class Drawing {
  private readonly known = new Map<string, Arbitrary<Json>>();

  constructor(private readonly root: Schema) {
    addDefinitions((root as { readonly definitions?: { readonly [name: string]: object } }).definitions ?? {});
  }

  /** Any part of a group of values. */
  group(schema: TSchema): Arbitrary<JsonObject> {
    const fields = Object.entries(schema.properties as Record<string, TSchema>).map(([key, field]) => {
      // Groups are drawn twice as often as not, so that the values of a group within three others are reached too.
      if (isGroup(field)) return [key, perhaps(this.group(field), 1 / 2)] as const;
      const arbitrary = this.leaf(field);
      return [key, field.default === undefined ? arbitrary : perhaps(arbitrary, 1)] as const;
    });
    return present(fields);
  }

  /** A value as a whole: rules about several of its fields are not drawn from. */
  private leaf(field: TSchema): Arbitrary<Json> {
    return this.node(field as Schema, 0).filter((value) => leafErrors(field, value).length === 0);
  }

  private node(schema: Schema, depth: number): Arbitrary<Json> {
    if (schema.allOf) return this.node(whole(schema, this.root), depth);
    if (schema.$ref !== undefined) return this.definition(schema.$ref, depth);
    if (schema.anyOf) {
      const choices = depth > deepest ? schema.anyOf.slice(0, 1) : schema.anyOf;
      return fc.oneof(...choices.map((choice) => this.node(choice, depth + 1)));
    }
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
    if (!types) return strings(schema);
    return fc.oneof(...types.map((type) => this.typed(type, schema, depth)));
  }

  private typed(type: string, schema: Schema, depth: number): Arbitrary<Json> {
    switch (type) {
      case 'string':
        return strings(schema);
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return integers(schema);
      case 'number':
        return numbers(schema);
      case 'array':
        return this.list(schema, depth);
      default:
        return this.object(schema, depth);
    }
  }

  private list({ items = {}, minItems = 0, maxItems = 3 }: Schema, depth: number): Arbitrary<Json> {
    if (depth > deepest && minItems === 0) return fc.constant([]);
    return fc.array(this.node(items, depth + 1), {
      minLength: minItems,
      maxLength: Math.min(maxItems, 3),
      size: 'max',
    });
  }

  private object(schema: Schema, depth: number): Arbitrary<Json> {
    const { properties = {}, required = [], additionalProperties = true } = schema;
    const optional = Object.keys(properties).filter((key) => !required.includes(key));
    // About three of many fields, so that blocks stay of a size that people write.
    const drawn = depth > deepest ? [] : optional;
    const fields = [...required, ...drawn].map((key) => {
      const arbitrary = this.node(properties[key]!, depth + 1);
      return [
        key,
        required.includes(key) ? arbitrary : perhaps(arbitrary, Math.max(1, optional.length / 2 - 1)),
      ] as const;
    });
    if (typeof additionalProperties === 'boolean' && fields.length > 0) return present(fields);
    const values = typeof additionalProperties === 'boolean' ? strings({}) : this.node(additionalProperties, depth + 1);
    const others =
      depth > deepest
        ? fc.constant({})
        : fc.dictionary(keys(schema.propertyNames ?? {}), values, { maxKeys: 3, noNullPrototype: true });
    return fields.length === 0
      ? others
      : fc.tuple(others, present(fields)).map(([more, named]) => ({ ...more, ...named }));
  }

  private definition(reference: string, depth: number): Arbitrary<Json> {
    const key = `${depth} ${reference}`;
    let known = this.known.get(key);
    if (!known) {
      this.known.set(key, (known = this.node(definitionIn(this.root, reference), depth)));
    }
    return known;
  }
}

/** A schema with what it refers to: nothing of a reference is left at its top. */
export function whole({ allOf = [], ...own }: Schema, root: Schema): Schema {
  if (own.$ref !== undefined) return whole(definitionIn(root, own.$ref), root);
  return allOf.reduce<Schema>((left, each) => {
    const right = whole(each, root);
    const required = [...new Set([...(left.required ?? []), ...(right.required ?? [])])];
    return { ...right, ...left, properties: { ...right.properties, ...left.properties }, required };
  }, own);
}

/** What `#/definitions/core.v1.Probe` refers to. */
const definitionIn = (root: Schema, reference: string): Schema =>
  (root as { readonly definitions: { readonly [name: string]: Schema } }).definitions[
    reference.slice('#/definitions/'.length)
  ]!;

/** The value, or nothing with a given weight against it. A failing example shrinks to nothing first. */
const perhaps = <T>(arbitrary: Arbitrary<T>, weight: number): Arbitrary<T | typeof absent> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: Math.round(weight * 2), arbitrary: fc.constant(absent) },
    { weight: 2, arbitrary },
  );

function present(fields: readonly (readonly [string, Arbitrary<Json | typeof absent>])[]): Arbitrary<JsonObject> {
  return fc.tuple(...fields.map(([, arbitrary]) => arbitrary)).map((drawn) => {
    const entries = drawn.map((value, i) => [fields[i]![0], value] as const);
    return Object.fromEntries(entries.filter((entry): entry is readonly [string, Json] => entry[1] !== absent));
  });
}

function numbers({ minimum = -Infinity, maximum = Infinity }: Schema): Arbitrary<number> {
  const edges = [minimum, maximum, 0.5, 0.1, 0.25, 1e-7, 1.5e21, 123456.789, 1e15].filter(Number.isFinite);
  const fractions = fc.constantFrom(...edges.filter((edge) => edge >= minimum && edge <= maximum));
  const whole = { minimum: Math.ceil(Math.max(minimum, -largest)), maximum: Math.floor(Math.min(maximum, largest)) };
  return whole.minimum > whole.maximum ? fractions : fc.oneof(fractions, integers(whole));
}

function integers({ minimum = -largest, maximum = largest }: Schema): Arbitrary<number> {
  const edges = [minimum, maximum, 0, 1, 1_000_000, 12_345_678, largest - 1, largest];
  const within = edges.filter((edge) => edge >= minimum && edge <= maximum);
  return fc.oneof(fc.constantFrom(...within), fc.integer({ min: minimum, max: Math.min(maximum, largest) }));
}

const keys = (schema: Schema): Arbitrary<string> =>
  fc.constantFrom(...hostileKeys.filter((key) => accepts(schema, key)));

const drawnStrings = new Map<string, Arbitrary<string>>();

/** Strings that a schema accepts: hostile ones, hostile ones put together, and those that its pattern describes. */
function strings(schema: Schema): Arbitrary<string> {
  const { pattern, minLength, maxLength, not } = schema;
  const key = JSON.stringify([pattern, minLength, maxLength, not]);
  let known = drawnStrings.get(key);
  if (!known) drawnStrings.set(key, (known = makeStrings(schema)));
  return known;
}

function makeStrings(schema: Schema): Arbitrary<string> {
  const pool = hostileStrings.filter((candidate) => accepts(schema, candidate));
  const isOpen = pool.length > hostileStrings.length / 2;
  const choices: Arbitrary<string>[] = pool.length > 0 ? [fc.constantFrom(...pool)] : [];
  if (isOpen) {
    const pieces = fc
      .array(fc.constantFrom(...hostileStrings), { minLength: 2, maxLength: 3 })
      .map((parts) => parts.join(''));
    choices.push(pieces.filter((text) => accepts(schema, text)));
  } else if (schema.pattern !== undefined) {
    choices.push(fc.stringMatching(new RegExp(schema.pattern, 'u')).filter((text) => accepts(schema, text)));
  }
  return fc.oneof(...choices);
}

/** What is asked of a text here; the whole schema is asked once the value is drawn. */
const asksText = ({ pattern, minLength, maxLength, enum: choices, not }: Schema): boolean =>
  [pattern, minLength, maxLength, choices, not].some((each) => each !== undefined);

function accepts(schema: Schema, text: string): boolean {
  const { pattern, minLength = 0, maxLength = Infinity, enum: choices, not } = schema;
  const length = [...text].length;
  if (choices !== undefined && !choices.includes(text)) return false;
  if (length < minLength || length > maxLength) return false;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return false;
  return not === undefined || !asksText(not) || !accepts(not, text);
}
