/*
 * The types of the Kubernetes API, and the notation that the definitions have them in, such as `[]io.k8s.api.core.v1.EnvVar!`.
 * The README of this folder explains the notation; nothing else reads or writes it.
 */

/** Types that are not divided further. `any` is any JSON. */
export const primitives = [
  ...(['string', 'boolean', 'integer', 'number', 'intOrString'] as const),
  ...(['quantity', 'time', 'duration', 'base64', 'any'] as const),
];

export type Primitive = (typeof primitives)[number];

export type ApiType =
  | { readonly kind: 'primitive'; readonly name: Primitive }
  /** One of some strings. */
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'list' | 'map'; readonly of: ApiType }
  /** By its upstream name, such as `io.k8s.api.core.v1.Container`. */
  | { readonly kind: 'struct'; readonly id: string };

export interface Field {
  readonly type: ApiType;
  readonly isRequired: boolean;
}

export interface Struct {
  readonly fields: ReadonlyMap<string, Field>;
  /** Whether it takes fields besides these. */
  readonly isOpen: boolean;
}

/** The fields of a struct by their names in JSON, each in the notation; one named `*` stands for fields that are not listed. */
export type StructNotation = { readonly [field: string]: string };

export const parseStruct = (notation: StructNotation): Struct => new ParsedStruct(notation);

/** Reads its fields when they are first asked for: of some 600 structs, a command needs a few. */
class ParsedStruct implements Struct {
  readonly isOpen: boolean;
  private parsed: ReadonlyMap<string, Field> | undefined;

  constructor(private readonly notation: StructNotation) {
    this.isOpen = notation['*'] !== undefined;
  }

  get fields(): ReadonlyMap<string, Field> {
    this.parsed ??= new Map(
      Object.entries(this.notation).flatMap(([name, type]) => (name === '*' ? [] : [[name, parseField(type)]])),
    );
    return this.parsed;
  }
}

function parseField(notation: string): Field {
  const isRequired = notation.endsWith('!');
  return { type: parseType(isRequired ? notation.slice(0, -1) : notation), isRequired };
}

function parseType(notation: string): ApiType {
  if (notation.startsWith('[]')) return { kind: 'list', of: parseType(notation.slice(2)) };
  if (notation.startsWith('{}')) return { kind: 'map', of: parseType(notation.slice(2)) };
  if (notation.startsWith('=')) return { kind: 'enum', values: notation.slice(1).split('|') };
  const name = primitives.find((each) => each === notation);
  return name === undefined ? { kind: 'struct', id: notation } : { kind: 'primitive', name };
}

/** The notation of a field. */
export const printField = ({ type, isRequired }: Field): string => printType(type) + (isRequired ? '!' : '');

function printType(type: ApiType): string {
  switch (type.kind) {
    case 'list':
      return `[]${printType(type.of)}`;
    case 'map':
      return `{}${printType(type.of)}`;
    case 'enum':
      return `=${type.values.join('|')}`;
    case 'struct':
      return type.id;
    case 'primitive':
      return type.name;
  }
}

/** The struct at the bottom of a type, under its lists and maps. */
export function structIn(type: ApiType): string | undefined {
  if (type.kind === 'list' || type.kind === 'map') return structIn(type.of);
  return type.kind === 'struct' ? type.id : undefined;
}
