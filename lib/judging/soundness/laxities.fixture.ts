import type { Json, JsonObject, TSchema } from '../../core/values';
import { leafErrors } from '../../core/values/leaf-validator';
import { ValueDrawing, type Schema } from '../kit/draw-values';
import { Random } from '../kit/random';
import { findingsOf } from './judge-cases';
import { spoilValue } from './spoil-value';
import type { Subject } from './subject';

/** What a schema says of a value beside its type. Without one of these it takes more. */
const keywords = [
  ...['pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'enum', 'not', 'minItems', 'maxItems', 'uniqueItems'],
  ...['required', 'propertyNames', 'minProperties', 'maxProperties', 'if', 'oneOf', 'additionalProperties', 'allOf'],
] as const;

/** A constraint that was taken away, and whether the proof notices. */
export interface Laxity {
  /** Where it stood: `web.service.port maximum`. */
  readonly name: string;
  /** What is wrong with values that it would have refused; undefined where none of those that were tried shows a fault. */
  readonly found: string | undefined;
  /** How many values were tried. */
  readonly tried: number;
}

/** How many values are drawn for a constraint, and how many of them are judged. */
const most = { drawn: 400, judged: 8 };

/** Takes one constraint after another away from the values of a chart, and looks whether values that it would have refused show a fault. */
export function* laxities(subject: Subject, seed: number): Generator<Laxity> {
  const drawing = new ValueDrawing(subject.definition.schema);
  const random = new Random(seed);
  const switches = drawing.draw(random, 0);
  for (const { path, schema } of drawing.leaves()) {
    if (path[0] === 'extraObjects') continue;
    for (const [place, keyword] of constraintsIn(schema, [])) {
      const lax = without(schema, [...place, keyword]) as TSchema;
      const name = [path.join('.'), ...place, keyword].join(' ');
      let tried = 0;
      let found: string | undefined;
      for (let i = 0; i < most.drawn && tried < most.judged && found === undefined; i += 1) {
        const drawn = random.chance(0.5) ? drawing.drawPart(lax, random) : usualOf(schema);
        if (drawn === undefined) continue;
        const value = spoilValue(drawing, schema, drawn, random);
        if (leafErrors(lax, value).length > 0 || leafErrors(schema, value).length === 0) continue;
        tried += 1;
        found = faultOf(subject, laid(switches, path, value));
      }
      yield { name, found, tried };
    }
  }
}

const usualOf = (schema: TSchema): Json | undefined => (schema as { readonly default?: Json }).default;

function faultOf(subject: Subject, values: JsonObject): string | undefined {
  const { name } = subject.definition;
  return findingsOf(subject, { release: name, namespace: name, values }).found[0]?.fault;
}

/** The constraints that stand in a schema itself, not in the definitions that it refers to. */
function constraintsIn(schema: Schema, place: readonly string[]): (readonly [readonly string[], string])[] {
  const own = keywords.filter((keyword) => Object.hasOwn(schema, keyword)).map((keyword) => [place, keyword] as const);
  const below = Object.entries({ items: schema.items, ...schema.properties }).flatMap(([key, each]) =>
    each === undefined ? [] : constraintsIn(each, key === 'items' ? [...place, key] : [...place, 'properties', key]),
  );
  return [...own, ...below];
}

/** A copy without what stands at a path. */
function without(schema: unknown, [key, ...below]: readonly string[]): object {
  const { [key!]: inner, ...others } = schema as { readonly [key: string]: unknown };
  return below.length === 0 ? others : { ...others, [key!]: without(inner, below) };
}

const laid = (values: JsonObject, [key, ...below]: readonly string[], value: Json): JsonObject => ({
  ...values,
  [key!]: below.length === 0 ? value : laid((values[key!] ?? {}) as JsonObject, below, value),
});
