import type { Json, JsonObject } from '../values';

/*
 * The custom resources that an app has imported: each module that `chartwright import` wrote registers what the definitions say. The text
 * is read no earlier than somebody asks, its first line for all kinds, and a schema for the objects of its version.
 */

/** One version of a registered kind. */
export interface RegisteredVersion {
  readonly name: string;
  /** Whether the API server takes objects of this version. */
  readonly isServed: boolean;
  readonly isDeprecated: boolean;
  /** What the API server says when an object of a deprecated version is applied. */
  readonly deprecationWarning?: string;
  /** Whether `status` is written apart. */
  readonly hasStatus: boolean;
  /** The `openAPIV3Schema`, without documentation. */
  readonly schema: () => JsonObject;
}

/** A kind that a CustomResourceDefinition adds to a cluster, as an imported module tells it. */
export interface RegisteredKind {
  readonly group: string;
  readonly kind: string;
  /** Name of the definition, as `widgets.example.org`. */
  readonly name: string;
  readonly isClusterScoped: boolean;
  readonly versions: readonly RegisteredVersion[];
}

/** A version in the first line of a text: the same, with the number of the line that has its schema. */
export type WrittenVersion = Omit<RegisteredVersion, 'schema'> & { readonly line: number };
/** What the first line of a text lists. */
export type WrittenKind = Omit<RegisteredKind, 'versions'> & { readonly versions: readonly WrittenVersion[] };

const unread: (() => string)[] = [];
const known = new Map<string, RegisteredKind>();

/**
 * Makes custom resources known to the linter, which holds objects of these kinds to their definitions. What `chartwright import` writes
 * calls it. Of two definitions of a kind, the one that is registered last holds.
 *
 * @param text gives one line of JSON with the kinds, and then a schema a line; in the place of a part stands the number of its line
 */
export function registerKinds(text: () => string): void {
  unread.push(text);
}

/** All kinds that are registered. */
export function registeredKinds(): Iterable<RegisteredKind> {
  read();
  return known.values();
}

/** The registered kind of a group; undefined where nobody has imported it. */
export function registeredKind(group: string, kind: string): RegisteredKind | undefined {
  read();
  return known.get(`${group} ${kind}`);
}

function read(): void {
  for (const text of unread.splice(0)) {
    const whole = text();
    const end = whole.indexOf('\n');
    const schemas = new SchemaLines(whole.slice(end + 1));
    for (const { versions, ...kind } of JSON.parse(whole.slice(0, end)) as WrittenKind[]) {
      known.set(`${kind.group} ${kind.kind}`, {
        ...kind,
        versions: versions.map(({ line, ...version }) => ({ ...version, schema: () => schemas.at(line) })),
      });
    }
  }
}

/** Schemas that have parts in common, each on a line of its own, after those of its parts. */
class SchemaLines {
  private readonly lines: readonly string[];
  private readonly schemas: JsonObject[] = [];

  constructor(text: string) {
    this.lines = text.split('\n');
  }

  /** The schema of a line; what was read once is the same object. */
  at(line: number): JsonObject {
    return (this.schemas[line] ??= this.joined(JSON.parse(this.lines[line]!) as JsonObject));
  }

  private joined(schema: JsonObject): JsonObject {
    return Object.fromEntries(
      Object.entries(schema).map(([key, value]): [string, Json] => [key, this.part(key, value)]),
    );
  }

  private part(key: string, value: Json): Json {
    switch (schemaKeys.get(key)) {
      case 'one':
        return this.schema(value);
      case 'list':
        return (value as readonly Json[]).map((each) => this.schema(each));
      case 'map':
        return Object.fromEntries(Object.entries(value as JsonObject).map(([name, each]) => [name, this.schema(each)]));
      case undefined:
        return value;
    }
  }

  private schema(value: Json): Json {
    if (typeof value === 'number') return this.at(value);
    return typeof value === 'object' && value !== null ? this.joined(value as JsonObject) : value;
  }
}

/** Where a schema has other schemas in it. */
export const schemaKeys: ReadonlyMap<string, 'one' | 'list' | 'map'> = new Map([
  ['properties', 'map'],
  ['patternProperties', 'map'],
  ['items', 'one'],
  ['additionalProperties', 'one'],
  ['not', 'one'],
  ['allOf', 'list'],
  ['anyOf', 'list'],
  ['oneOf', 'list'],
]);
