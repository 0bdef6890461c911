import { didYouMean, type Json, type JsonObject } from '../../../core/values';
import { isMap, pointerTo } from '../../../core/references/objects';
import type { SchemaError } from '../schema/check-value';
import { goPattern } from './go-pattern';
import type { Limit, StructuralSchema } from './structural-schema';
import { notOfFormat } from './value-formats';

/** A way in which a value differs from its schema. */
export interface StructureError extends SchemaError {
  /** Whether the API server evaluates no rule in CEL once it has found this. */
  readonly isBlocking: boolean;
}

/** What a look at the structure of a value gives. */
export interface Structure {
  readonly errors: readonly StructureError[];
  /** The patterns that cannot be read here, although Go may, so that nobody has looked whether they match. */
  readonly unreadPatterns: ReadonlySet<string>;
}

/** Every way in which a value, with its defaults, differs from its schema. Unknown fields are looked at apart from this. */
export function checkStructure(value: Json, schema: StructuralSchema): Structure {
  const unreadPatterns = new Set<string>();
  const check = new Check(unreadPatterns);
  check.value(value, schema, '');
  return { errors: check.errors, unreadPatterns };
}

class Check {
  readonly errors: StructureError[] = [];

  constructor(private readonly unreadPatterns: Set<string>) {}

  value(value: Json, schema: StructuralSchema, pointer: string): void {
    if (!this.isOfType(value, schema, pointer)) return;
    if (value === null) return;
    if (schema.enum && !schema.enum.some((choice) => isSame(choice, value))) this.notAmong(value, schema.enum, pointer);
    if (typeof value === 'string') this.text(value, schema, pointer);
    else if (typeof value === 'number') this.number(value, schema, pointer);
    else if (Array.isArray(value)) this.list(value as readonly Json[], schema, pointer);
    else if (isMap(value)) this.map(value, schema, pointer);
    this.combined(value, schema, pointer);
  }

  private isOfType(value: Json, schema: StructuralSchema, pointer: string): boolean {
    const wanted = schema.isIntOrString ? ['integer', 'string'] : schema.type === undefined ? [] : [schema.type];
    if (wanted.length === 0 || (value === null && schema.isNullable) || wanted.some((type) => isOf(value, type)))
      return true;
    const nouns = wanted.map((type) => typeNouns[type] ?? type).join(' or ');
    this.add('wrong-type', pointer, `expected ${nouns}, found ${described(value)}`, true, remedyFor(value, wanted));
    return false;
  }

  private notAmong(value: Json, choices: readonly Json[], pointer: string): void {
    const words = choices.map((choice) => (typeof choice === 'string' ? choice || '""' : JSON.stringify(choice)));
    const meant = typeof value === 'string' ? didYouMean(value, words) : '';
    this.add('bad-value', pointer, `${shown(value)} is none of ${words.join(', ')}${meant}`);
  }

  private text(value: string, schema: StructuralSchema, pointer: string): void {
    const { minLength, maxLength, pattern, format } = schema;
    if (minLength !== undefined || maxLength !== undefined) {
      const length = [...value].length;
      if (length > (maxLength ?? Infinity))
        this.add('bad-value', pointer, `has ${length} characters; the most is ${maxLength}`, true);
      if (length < (minLength ?? 0))
        this.add('bad-value', pointer, `has ${length} characters; the least is ${minLength}`);
    }
    if (pattern !== undefined) {
      const expression = goPattern(pattern);
      if (!expression) this.unreadPatterns.add(pattern);
      else if (!expression.test(value)) this.add('bad-value', pointer, `${shown(value)} does not match ${pattern}`);
    }
    const noun = format === undefined ? undefined : notOfFormat(value, format);
    if (noun !== undefined) this.add('bad-value', pointer, `${shown(value)} is not ${noun}`);
  }

  private number(value: number, { minimum, maximum, multipleOf }: StructuralSchema, pointer: string): void {
    if (minimum && isBeyond(minimum.value, value, minimum))
      this.add('bad-value', pointer, `${value} is less than ${least(minimum)}`);
    if (maximum && isBeyond(value, maximum.value, maximum))
      this.add('bad-value', pointer, `${value} is more than ${most(maximum)}`);
    if (multipleOf !== undefined && multipleOf > 0 && !isMultiple(value, multipleOf))
      this.add('bad-value', pointer, `${value} is not a multiple of ${multipleOf}`);
  }

  private list(value: readonly Json[], schema: StructuralSchema, pointer: string): void {
    const { minItems = 0, maxItems = Infinity, items, listType, listMapKeys } = schema;
    if (value.length > maxItems)
      this.add('bad-value', pointer, `has ${counted(value.length, 'element')}; the most is ${maxItems}`, true);
    if (value.length < minItems)
      this.add('bad-value', pointer, `has ${counted(value.length, 'element')}; the least is ${minItems}`);
    if (items) value.forEach((element, i) => this.value(element, items, `${pointer}/${i}`));
    if (listType === 'set') this.unique(value, pointer, () => 'this element stands twice in a list that is a set');
    if (listType === 'map') this.uniqueKeys(value, listMapKeys, pointer);
  }

  private uniqueKeys(value: readonly Json[], keys: readonly string[], pointer: string): void {
    if (value.some((element) => element !== null && !isMap(element))) return;
    const keysOf = (element: Json): JsonObject =>
      Object.fromEntries(
        keys.flatMap((key) => (isMap(element) && Object.hasOwn(element, key) ? [[key, element[key]!]] : [])),
      );
    this.unique(value.map(keysOf), pointer, (key) => {
      const said = Object.entries(key as JsonObject).map(([name, part]) => `${name} ${shown(part)}`);
      return `a second element has ${said.join(' and ') || `no ${keys.join(' and no ')}`}, which must be unique`;
    });
  }

  private unique(values: readonly Json[], pointer: string, message: (value: Json) => string): void {
    const times = new Map<string, number>();
    values.forEach((value, i) => {
      const text = canonical(value);
      const seen = times.get(text) ?? 0;
      times.set(text, seen + 1);
      if (seen === 1) this.add('bad-value', `${pointer}/${i}`, message(value));
    });
  }

  private map(value: JsonObject, schema: StructuralSchema, pointer: string): void {
    const { properties, additionalProperties: others, required, minProperties = 0, maxProperties = Infinity } = schema;
    const entries = Object.entries(value);
    if (entries.length > maxProperties)
      this.add('bad-value', pointer, `has ${counted(entries.length, 'entry')}; the most is ${maxProperties}`, true);
    if (entries.length < minProperties)
      this.add('bad-value', pointer, `has ${counted(entries.length, 'entry')}; the least is ${minProperties}`);
    for (const [key, child] of entries) {
      const field = properties.get(key) ?? (others === 'any' ? undefined : others);
      if (field) this.value(child, field, pointerTo(pointer, key));
    }
    for (const key of required) {
      if (Object.hasOwn(value, key)) continue;
      this.add('missing-field', pointer, `${placeOf(pointer)} needs the field "${key}"`, true);
    }
    if (schema.isEmbeddedResource && pointer !== '') this.embedded(value, required, pointer);
  }

  /** A whole object within another one must say what it is. */
  private embedded(value: JsonObject, required: readonly string[], pointer: string): void {
    for (const key of ['apiVersion', 'kind']) {
      const found = value[key];
      const at = pointerTo(pointer, key);
      if (found === undefined || found === '') {
        if (!required.includes(key) || found === '')
          this.add('missing-field', pointer, `${placeOf(pointer)} needs the field "${key}"`, true);
      } else if (typeof found !== 'string') this.add('wrong-type', at, `expected a string, found ${described(found)}`);
    }
  }

  private combined(value: Json, schema: StructuralSchema, pointer: string): void {
    for (const each of schema.allOf) this.value(value, each, pointer);
    if (schema.anyOf.length > 0) {
      const found = this.failuresOf(value, schema.anyOf, pointer);
      if (found.every(({ length }) => length > 0))
        this.add('bad-value', pointer, `fits none of the forms that the definition allows${nearest(found)}`);
    }
    if (schema.oneOf.length > 0) {
      const found = this.failuresOf(value, schema.oneOf, pointer);
      const fitting = found.filter(({ length }) => length === 0).length;
      if (fitting === 0)
        this.add('bad-value', pointer, `fits none of the forms that the definition allows${nearest(found)}`);
      if (fitting > 1)
        this.add(
          'bad-value',
          pointer,
          `fits ${fitting} forms of which the definition allows only one${formsOf(schema.oneOf, value)}`,
        );
    }
    if (schema.not && this.failuresOf(value, [schema.not], pointer)[0]!.length === 0)
      this.add('bad-value', pointer, `has the form that the definition forbids${formsOf([schema.not], value)}`);
  }

  /** What speaks against each of several schemas. */
  private failuresOf(value: Json, schemas: readonly StructuralSchema[], pointer: string): StructureError[][] {
    return schemas.map((schema) => {
      const check = new Check(this.unreadPatterns);
      check.value(value, schema, pointer);
      return check.errors;
    });
  }

  private add(
    keyword: SchemaError['keyword'],
    pointer: string,
    message: string,
    isBlocking = keyword === 'wrong-type' || keyword === 'missing-field',
    remedy?: string,
  ): void {
    this.errors.push({ pointer, keyword, message, isBlocking, ...(remedy === undefined ? {} : { remedy }) });
  }
}

/** What keeps a value from the form to which it is closest. */
function nearest(failures: readonly (readonly StructureError[])[]): string {
  const reasons = new Set(failures.flatMap((errors) => errors.map(({ message }) => message)));
  return reasons.size === 0 ? '' : `: ${[...reasons].slice(0, 4).join(', or ')}`;
}

/** The required fields by which forms are told apart, where the value has them. */
function formsOf(schemas: readonly StructuralSchema[], value: Json): string {
  const fields = new Set(
    schemas.flatMap(({ required }) => required).filter((key) => isMap(value) && Object.hasOwn(value, key)),
  );
  return fields.size === 0 ? '' : `: it has ${[...fields].join(' and ')}`;
}

const typeNouns: { readonly [type: string]: string } = {
  object: 'a map',
  array: 'a list',
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
};

function isOf(value: Json, type: string): boolean {
  switch (type) {
    case 'object':
      return isMap(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63;
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

const isBeyond = (a: number, b: number, { isExclusive }: Limit) => (isExclusive ? a >= b : a > b);
const least = ({ value, isExclusive }: Limit) =>
  isExclusive ? `what is allowed, which is above ${value}` : `${value}, the least`;
const most = ({ value, isExclusive }: Limit) =>
  isExclusive ? `what is allowed, which is below ${value}` : `${value}, the most`;

function isMultiple(value: number, factor: number): boolean {
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  return Math.abs(times - Math.round(times)) <= Math.abs(times) * Number.EPSILON * 4;
}

const isSame = (a: Json, b: Json): boolean => a === b || (typeof a === 'object' && canonical(a) === canonical(b));

/** The value as text, whatever the order of its keys. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`).join(',')}}`;
}

/** The value on one line, cut. */
function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

const placeOf = (pointer: string) => (pointer === '' ? 'the resource' : pointer.slice(1).replaceAll('/', '.'));

const counted = (count: number, noun: string) =>
  `${count} ${count === 1 ? noun : noun === 'entry' ? 'entries' : `${noun}s`}`;

function described(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return isMap(value) ? 'a map' : `the ${typeof value} ${shown(value)}`;
}

function remedyFor(value: Json, wanted: readonly string[]): string | undefined {
  if (wanted.includes('string') && (typeof value === 'number' || typeof value === 'boolean'))
    return `Quote it: "${value}".`;
  if (wanted.includes('integer') && typeof value === 'string' && /^-?\d+$/.test(value))
    return `Write ${value} without quotes.`;
  return undefined;
}
