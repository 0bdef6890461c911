import { isSchema, type JsonSchema } from '../../core/guards/json-schema';
import { Sayings, type Saying } from './told-once';

/*
 * What a schema says several times, said once, as a definition.
 */

const prefix = '#/definitions/';

/** What a reference takes itself: what is shorter stays where it is. */
const least = 60;

/**
 * A schema that says the same, with definitions for what it says several times. A value keeps its title, which is its path. One that is
 * told of in the same words elsewhere has its description and default there too; editors and readers find them behind the reference.
 */
export function withDefinitions(schema: JsonSchema): JsonSchema {
  const { definitions = {}, ...values } = schema;
  const sharing = new Sharing(definitions as Definitions);
  return sharing.shared(values);
}

type Definitions = { readonly [name: string]: JsonSchema };

class Sharing {
  private readonly sayings = new Sayings();
  private readonly times = new Map<Saying, number>();
  /** How often each value is there, with its description and default. */
  private readonly told = new Map<Saying, number>();
  private readonly counted = new Set<Saying>();
  /** Definitions by what they say. */
  private readonly names = new Map<Saying, string>();
  private readonly taken: Set<string>;
  private readonly made: Record<string, JsonSchema> = {};

  constructor(private readonly definitions: Definitions) {
    this.taken = new Set(Object.keys(definitions));
    for (const [name, definition] of Object.entries(definitions)) {
      const said = this.sayings.of(definition, ofDocumentation);
      const isDescribed = Object.keys(documentationOf(definition)).length > 0;
      // A description of its own would hide that of a value.
      if (!isDescribed && !this.names.has(said)) this.names.set(said, name);
      partsOf(definition).forEach((part) => this.count(part));
    }
  }

  shared(values: JsonSchema): JsonSchema {
    this.countTold(values);
    partsOf(values).forEach((part) => this.count(part));
    const own = Object.fromEntries(
      Object.entries(this.definitions).map(([name, definition]) => [name, this.inside(definition, name)]),
    );
    const rewritten = this.inside(values, '');
    const all = Object.entries({ ...own, ...this.made }).sort(([a], [b]) => (a < b ? -1 : 1));
    const { $schema, title, ...others } = rewritten;
    return { $schema, title, ...others, ...(all.length > 0 && { definitions: Object.fromEntries(all) }) };
  }

  /** Counts how often each part is said. What is in a part that was met before is not met again. */
  private count(part: JsonSchema): void {
    if (part['$ref'] !== undefined || this.isToldBefore(part)) return;
    const said = this.sayings.of(part, ofDocumentation);
    const times = (this.times.get(said) ?? 0) + 1;
    this.times.set(said, times);
    if (times === 1) partsOf(part).forEach((each) => this.count(each));
  }

  /** Whether a value was counted at another place, with which it will share a definition. */
  private isToldBefore(part: JsonSchema): boolean {
    if (part['title'] === undefined) return false;
    const told = this.sayings.of(part, ofTitle);
    const isKnown = this.counted.has(told);
    this.counted.add(told);
    return isKnown;
  }

  /** Counts the values that are told of in the same words. */
  private countTold(group: JsonSchema): void {
    for (const value of Object.values((group['properties'] ?? {}) as JsonSchema).filter(isSchema)) {
      if (value['properties'] !== undefined) this.countTold(value);
      const told = this.sayings.of(value, ofTitle);
      this.told.set(told, (this.told.get(told) ?? 0) + 1);
    }
  }

  private part(part: JsonSchema, key: string): JsonSchema {
    if (part['$ref'] !== undefined) return part;
    const { title } = part;
    const told = this.sayings.of(part, ofTitle);
    if (title !== undefined && told.length > least && (this.told.get(told) ?? 0) > 1) {
      const name =
        this.names.get(told) ?? this.defineAs(told, () => this.part(withoutTitle(part), key), `${key}.value`);
      const { title: own, allOf } = this.titled({ title, allOf: [{ $ref: `${prefix}${name}` }] });
      return (allOf as readonly JsonSchema[]).length > 1 ? { allOf } : { title: own, allOf };
    }
    const said = this.sayings.of(part, ofDocumentation);
    const known = this.names.get(said);
    const isShared = said.length > least && (known !== undefined || (this.times.get(said) ?? 0) > 1);
    if (!isShared) return this.titled(this.inside(part, key));
    const name = known ?? this.defineAs(said, () => this.inside(constraintsOf(part), key), key);
    const reference = { $ref: `${prefix}${name}` };
    const documentation = documentationOf(part);
    if (Object.keys(documentation).length === 0) return reference;
    const { type } = part;
    return this.titled({ ...documentation, ...(type !== undefined && { type }), allOf: [reference] });
  }

  /**
   * Editors show the first title that they find of a value, or that which they found last before it: a definition that has parts itself
   * would have that of any other value.
   */
  private titled(value: JsonSchema): JsonSchema {
    const { title, allOf } = value;
    if (title === undefined || !Array.isArray(allOf)) return value;
    const hasParts = (allOf as readonly JsonSchema[]).some(({ $ref }) => {
      const name = String($ref).slice(prefix.length);
      const definition = this.made[name] ?? this.definitions[name];
      return definition !== undefined && [...ofLists, 'if', 'not'].some((keyword) => keyword in definition);
    });
    return hasParts ? { ...value, allOf: [{ title }, ...(allOf as readonly JsonSchema[])] } : value;
  }

  private defineAs(said: Saying, made: () => JsonSchema, key: string): string {
    // The key of an annotation has a slash, which a pointer takes for a step.
    const plain = key.slice(key.lastIndexOf('/') + 1);
    let name = plain;
    for (let number = 2; this.taken.has(name); number += 1) name = `${plain}-${number}`;
    this.taken.add(name);
    this.names.set(said, name);
    this.made[name] = made();
    return name;
  }

  private inside(schema: JsonSchema, key: string): JsonSchema {
    return Object.fromEntries(
      Object.entries(schema).map(([keyword, value]) => {
        if (ofFields.has(keyword) && isSchema(value)) {
          const fields = Object.entries(value).map(([name, each]) => [
            name,
            isSchema(each) ? this.part(each, keyword === 'properties' ? name : key) : each,
          ]);
          return [keyword, Object.fromEntries(fields)];
        }
        if (ofLists.has(keyword)) return [keyword, (value as JsonSchema[]).map((each) => this.part(each, key))];
        return [keyword, ofParts.has(keyword) && isSchema(value) ? this.part(value, `${key}.${keyword}`) : value];
      }),
    );
  }
}

const ofFields = new Set(['properties', 'patternProperties']);
const ofLists = new Set(['allOf', 'anyOf', 'oneOf']);
const ofParts = new Set(['items', 'additionalProperties', 'propertyNames', 'contains', 'not', 'if', 'then', 'else']);
const ofDocumentation = new Set(['title', 'description', 'default', 'examples']);
const ofTitle = new Set(['title']);

const constraintsOf = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !ofDocumentation.has(keyword)));
const withoutTitle = ({ title: _title, ...others }: JsonSchema): JsonSchema => others;
const documentationOf = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => ofDocumentation.has(keyword)));

function partsOf(schema: JsonSchema): JsonSchema[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (ofFields.has(keyword)) return Object.values(value as JsonSchema).filter(isSchema);
    if (ofLists.has(keyword)) return (value as readonly unknown[]).filter(isSchema);
    return ofParts.has(keyword) && isSchema(value) ? [value] : [];
  });
}
