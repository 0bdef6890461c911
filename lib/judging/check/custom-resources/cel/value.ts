import type { Json, JsonObject } from '../../../../core/values';
import { isMap } from '../../../../core/references/objects';
import type { StructuralSchema } from '../structural-schema';
import type { Evaluator } from './evaluator';

/*
 * Values as rules see them: integers and other numbers apart, texts of some formats as what they mean, and the names of fields so
 * written that they are names in CEL.
 */

/** The words that are not names in CEL. */
const reserved: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** A field's name in a rule; undefined for one that no rule can name. Source: apiserver/pkg/cel/escaping.go. */
export function nameInRules(field: string): string | undefined {
  if (reserved.has(field)) return `__${field}__`;
  const name = field
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
  return /^[A-Za-z_]\w*$/.test(name) ? name : undefined;
}

/** Makes values for rules, each once. */
export class RuleValues {
  private readonly made = new WeakMap<object, unknown>();

  constructor(private readonly evaluator: Evaluator) {}

  /** @param isResource whether the value is a whole object, of which rules see the name too */
  of(value: Json, schema: StructuralSchema | undefined, isResource = schema?.isEmbeddedResource === true): unknown {
    if (typeof value === 'string') return this.text(value, schema);
    if (typeof value === 'number') return Number.isInteger(value) && schema?.type !== 'number' ? BigInt(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    let found = this.made.get(value);
    if (found === undefined) {
      found = Array.isArray(value)
        ? (value as readonly Json[]).map((each) => this.of(each, schema?.items))
        : this.map(value as JsonObject, schema, isResource);
      this.made.set(value, found);
    }
    return found;
  }

  private text(value: string, schema: StructuralSchema | undefined): unknown {
    switch (schema?.format) {
      case 'byte':
        return new Uint8Array(Buffer.from(value, 'base64'));
      case 'date':
      case 'date-time':
        return new Date(value);
      case 'duration':
        return this.evaluator.duration(value) ?? value;
      default:
        return value;
    }
  }

  private map(value: JsonObject, schema: StructuralSchema | undefined, isResource: boolean): unknown {
    const others = schema?.additionalProperties;
    if (others !== undefined && schema?.properties.size === 0) {
      const of = others === 'any' ? undefined : others;
      return new Map(Object.entries(value).map(([key, each]) => [key, this.of(each, of)]));
    }
    const fields: [string, unknown][] = [];
    for (const [key, each] of Object.entries(value)) {
      const name = nameInRules(key);
      // A field that is null is not there for a rule; an entry of a map is.
      if (name === undefined || each === null) continue;
      if (isResource && key === 'metadata' && isMap(each)) fields.push([name, nameOf(each)]);
      else fields.push([name, this.of(each, schema?.properties.get(key))]);
    }
    return Object.fromEntries(fields);
  }
}

/** All that rules see of the metadata of an object. */
const nameOf = ({ name, generateName }: JsonObject): object => ({
  ...(name === undefined ? {} : { name }),
  ...(generateName === undefined ? {} : { generateName }),
});
