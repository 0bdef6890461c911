import { schemaKeys, type WrittenKind } from '../../../core/kubernetes/registered-kinds';
import { isMap, type Json, type JsonObject } from '../../../core/values';
import type { Definition } from './definition';

/** What says nothing about which objects are taken. */
const documentation: ReadonlySet<string> = new Set([
  'description',
  'title',
  'example',
  'externalDocs',
  '$schema',
  'id',
]);

/** Which length gives a part a line of its own: one that stands at several places, and one that stands at a single one. */
const [shortest, longest] = [40, 400];

/**
 * The definitions as `registerKinds` takes them: a line with the kinds, then a schema a line. Parts that are equal stand there once, so
 * that a definition with ten pods in it is not ten times as long, and a change shows as a short difference.
 */
export function schemaLines(definitions: readonly Definition[]): string {
  const writer = new SchemaWriter();
  const schemas = definitions.flatMap(({ versions }) => versions.map(({ schema }) => schema));
  for (const schema of schemas) writer.count(schema);
  const kinds = definitions.map(({ mainVersion: _, versions, ...kind }): WrittenKind => ({
    ...kind,
    versions: versions.map(({ schema, ...version }) => ({ ...version, line: writer.line(schema) })),
  }));
  return [JSON.stringify(kinds), ...writer.lines].join('\n');
}

/** A schema, whatever the documentation of its parts says. */
interface Part {
  /** One that reads the same. */
  readonly schema: JsonObject;
  places: number;
  /** What it is on a line, or at its only place. */
  written?: Json;
}

class SchemaWriter {
  readonly lines: string[] = [];
  private readonly parts: Part[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly known = new Map<JsonObject, number>();

  /** Takes note of the places at which equal parts stand. */
  count(schema: JsonObject): void {
    const part = this.partOf(schema);
    part.places++;
    // The parts of what was seen already do not stand at another place.
    if (part.places === 1) eachPart(part.schema, (each) => this.count(each));
  }

  /** The number of the line of a schema, which is written where it is new. */
  line(schema: JsonObject): number {
    const part = this.partOf(schema);
    if (typeof part.written !== 'number') part.written = this.lines.push(JSON.stringify(this.inline(part))) - 1;
    return part.written;
  }

  private place(schema: JsonObject): Json {
    const part = this.partOf(schema);
    if (part.written !== undefined) return part.written;
    const inline = this.inline(part);
    const { length } = JSON.stringify(inline);
    part.written =
      length > (part.places > 1 ? shortest : longest) ? this.lines.push(JSON.stringify(inline)) - 1 : inline;
    return part.written;
  }

  private inline = ({ schema }: Part): JsonObject => mapParts(schema, (each) => this.place(each));

  private partOf = (schema: JsonObject): Part => this.parts[this.numberOf(schema)]!;

  private numberOf(schema: JsonObject): number {
    const known = this.known.get(schema);
    if (known !== undefined) return known;
    const text = JSON.stringify(mapParts(schema, (each) => this.numberOf(each)));
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.parts.push({ schema, places: 0 }) - 1;
      this.numbers.set(text, number);
    }
    this.known.set(schema, number);
    return number;
  }
}

/** A schema without documentation, and something else in the place of its parts. */
function mapParts(schema: JsonObject, map: (part: JsonObject) => Json): JsonObject {
  const mapped = (value: Json): Json => (isMap(value) ? map(value) : value);
  const entries = Object.entries(schema).flatMap(([key, value]): [string, Json][] => {
    if (documentation.has(key)) return [];
    const where = schemaKeys.get(key);
    if (where === 'one') return [[key, mapped(value)]];
    if (where === 'list' && Array.isArray(value)) return [[key, (value as readonly Json[]).map(mapped)]];
    if (where === 'map' && isMap(value)) {
      return [[key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each)]))]];
    }
    return [[key, value]];
  });
  return Object.fromEntries(entries);
}

function eachPart(schema: JsonObject, visit: (part: JsonObject) => void): void {
  mapParts(schema, (part) => {
    visit(part);
    return null;
  });
}
