import { didYouMean, isMap, pointerTo, type Json } from '../../../core/values';
import type { ApiType, Primitive, Struct } from '../../../core/kubernetes/api-type';
import { kubernetesVersions, schemaOf } from '../../../core/kubernetes/definitions';
import { formats } from '../../../core/kubernetes/formats';
import { hasStatus } from '../../../core/kubernetes/metadata-of-kinds';
import { rightPlace, type Level } from './right-place';
import { boundsOfInteger } from '../../../core/kubernetes/wide-integers';
import { mayBeAbsent } from '../../../core/kubernetes/zero-values';

export interface SchemaError {
  /** The place in the object as a JSON pointer, `/spec/replicas`. */
  readonly pointer: string;
  readonly keyword: 'unknown-kind' | 'unknown-field' | 'missing-field' | 'wrong-type' | 'bad-value';
  readonly message: string;
  readonly remedy?: string;
  /** The first version of Kubernetes that has the kind or field, where one after the version that is checked has it. */
  readonly since?: string;
}

/** Every way in which a value differs from one of the given structs. */
export function checkValue(value: Json, struct: string, structs: ReadonlyMap<string, Struct>): SchemaError[] {
  const check = new Check(structs);
  check.value(value, { kind: 'struct', id: struct }, '');
  return check.errors;
}

class Check {
  readonly errors: SchemaError[] = [];

  /** The structs on the way to the place that is looked at. */
  private readonly levels: Level[] = [];

  constructor(private readonly structs: ReadonlyMap<string, Struct>) {}

  value(value: Json, type: ApiType, pointer: string): void {
    switch (type.kind) {
      case 'list':
        return this.list(value, type.of, pointer);
      case 'map':
        return this.map(value, type.of, pointer);
      case 'enum':
        return this.oneOf(value, type.values, pointer);
      case 'primitive':
        return this.primitive(value, primitives[type.name], pointer);
      case 'struct':
        return this.struct(value, type.id, pointer);
    }
  }

  private list(value: Json, of: ApiType, pointer: string): void {
    if (!Array.isArray(value)) return this.wrongType(value, 'a list', pointer);
    (value as readonly Json[]).forEach((item, i) => {
      // What Kubernetes reads of a null is the empty value: a text without characters, a struct without fields.
      const read = item === null && of.kind === 'struct' ? {} : item;
      if (read !== null) this.value(read, of, `${pointer}/${i}`);
    });
  }

  private map(value: Json, of: ApiType, pointer: string): void {
    if (!isMap(value)) return this.wrongType(value, 'a map', pointer);
    for (const [key, item] of Object.entries(value)) {
      if (item !== null) this.value(item, of, pointerTo(pointer, key));
    }
  }

  private struct(value: Json, id: string, pointer: string): void {
    const struct = this.structs.get(id);
    if (!struct) throw new Error(`the definitions have no ${id}`);
    const name = id.slice(id.lastIndexOf('.') + 1);
    if (!isMap(value)) return this.wrongType(value, `a map, ${name}`, pointer);
    this.levels.push({ id, pointer });
    for (const [key, item] of Object.entries(value)) {
      const field = struct.fields.get(key);
      if (field === undefined) this.unknownField(key, id, struct, pointer);
      // Null is as good as absent.
      else if (item !== null) {
        this.value(item, field.type, pointerTo(pointer, key));
        if (isInteger(field.type)) this.integer(item, id, key, pointerTo(pointer, key));
      }
    }
    for (const key of requiredOf(id, struct)) {
      if (!Object.hasOwn(value, key) || value[key] === null)
        this.errors.push({ pointer, keyword: 'missing-field', message: `${name} needs the field "${key}"` });
    }
    this.levels.pop();
  }

  /** Most integers of Kubernetes have 32 bits, and a greater one is not decoded. */
  private integer(value: Json, id: string, key: string, pointer: string): void {
    if (Array.isArray(value)) {
      (value as readonly Json[]).forEach((each, i) => this.integer(each, id, key, `${pointer}/${i}`));
      return;
    }
    const { minimum, maximum } = boundsOfInteger(id, key);
    if (typeof value !== 'number' || maximum > 2 ** 31 || (value >= minimum && value <= maximum)) return;
    this.errors.push({ pointer, keyword: 'bad-value', message: `${value} is not an integer of 32 bits` });
  }

  private oneOf(value: Json, members: readonly string[], pointer: string): void {
    if (typeof value !== 'string') return this.wrongType(value, 'a string', pointer);
    if (members.includes(value)) return;
    const message = `${shown(value)} is none of ${members.join(', ')}${didYouMean(value, members)}`;
    this.errors.push({ pointer, keyword: 'bad-value', message });
  }

  private primitive(value: Json, primitive: PrimitiveCheck, pointer: string): void {
    if (!primitive.accepts(value)) return this.wrongType(value, primitive.noun, pointer);
    if (typeof value !== 'string' || (primitive.pattern?.test(value) ?? true)) return;
    const message = `${shown(value)} is not ${primitive.noun}`;
    this.errors.push({ pointer, keyword: 'bad-value', message, remedy: primitive.remedy });
  }

  private wrongType(value: Json, wanted: string, pointer: string): void {
    const message = `expected ${wanted}, found ${described(value)}`;
    this.errors.push({ pointer, keyword: 'wrong-type', message, remedy: remedyFor(value, wanted) });
  }

  private unknownField(key: string, id: string, { fields, isOpen }: Struct, pointer: string): void {
    if (isOpen) return;
    const name = id.slice(id.lastIndexOf('.') + 1);
    const isObject = fields.has('kind') && fields.has('metadata');
    if (key === 'status' && isObject && hasStatus(name)) return;
    const since = sinceOf(id, key);
    const place = since === undefined ? rightPlace(key, this.levels, this.structs) : `; ${since} and later have it`;
    this.errors.push({
      pointer: pointerTo(pointer, key),
      keyword: 'unknown-field',
      message: `${name} has no field ${shown(key)}${place}`,
      ...(since === undefined ? {} : { since }),
    });
  }
}

/** Whether a type is an integer, or a number where a text may stand too, or a list of them. */
const isInteger = (type: ApiType): boolean =>
  type.kind === 'list'
    ? isInteger(type.of)
    : type.kind === 'primitive' && (type.name === 'integer' || type.name === 'intOrString');

const required = new WeakMap<Struct, readonly string[]>();

/** The fields that a struct cannot be without. */
function requiredOf(id: string, struct: Struct): readonly string[] {
  let found = required.get(struct);
  if (!found) {
    const names = [...struct.fields].filter(([name, { isRequired }]) => isRequired && !mayBeAbsent(id, name));
    found = names.map(([name]) => name);
    required.set(struct, found);
  }
  return found;
}

/** The first version of Kubernetes whose struct has a field. */
const sinceOf = (id: string, field: string): string | undefined =>
  id.startsWith('io.k8s.')
    ? kubernetesVersions.find((version) => schemaOf(version).structs.get(id)?.fields.has(field))
    : undefined;

/** A value on one line, and not the whole of a long one. */
function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

interface PrimitiveCheck {
  readonly noun: string;
  accepts(value: Json): boolean;
  /** What a string must look like. */
  readonly pattern?: { test(text: string): boolean };
  readonly remedy?: string;
}

const base64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether Go can decode a text. */
const isBase64 = (text: string): boolean => base64.test(text) || base64.test(text.replace(/[\r\n]/g, ''));

const isString = (value: Json) => typeof value === 'string';

const quantity = new RegExp(formats.quantity);

const primitives: { readonly [name in Primitive]: PrimitiveCheck } = {
  any: { noun: 'anything', accepts: () => true },
  string: { noun: 'a string', accepts: isString },
  boolean: { noun: 'true or false', accepts: (value) => typeof value === 'boolean' },
  integer: { noun: 'an integer', accepts: (value) => Number.isInteger(value) },
  number: { noun: 'a number', accepts: (value) => typeof value === 'number' },
  intOrString: { noun: 'an integer or a string', accepts: (value) => isString(value) || Number.isInteger(value) },
  quantity: {
    noun: 'a quantity',
    accepts: (value) => isString(value) || typeof value === 'number',
    // Space around it is taken off.
    pattern: { test: (text) => quantity.test(text.trim()) },
    remedy: 'Write bytes as in 512Mi or 1Gi, and CPU as in 250m or 2.',
  },
  time: {
    noun: 'a time',
    accepts: isString,
    pattern: new RegExp(formats.time),
    remedy: 'Write it as in 2006-01-02T15:04:05Z.',
  },
  duration: {
    noun: 'a duration',
    accepts: isString,
    pattern: new RegExp(formats.duration),
    remedy: 'Write it as in 30s or 1h30m.',
  },
  base64: {
    noun: 'base64',
    accepts: isString,
    // Ends of lines may stand anywhere.
    pattern: { test: isBase64 },
    remedy: 'Encode the value, or put plain text into "stringData" of a Secret or "data" of a ConfigMap.',
  },
};

function described(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return `the ${typeof value} ${shown(value)}`;
}

function remedyFor(value: Json, wanted: string): string | undefined {
  if (wanted === 'a string' && typeof value !== 'object') return `Quote it: "${value}".`;
  if (typeof value === 'string' && primitives.integer.noun === wanted && /^\d+$/.test(value))
    return `Write ${value} without quotes.`;
  return undefined;
}
