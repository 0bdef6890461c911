import type { Construct } from 'constructs';
import type { Expression, Json } from '../../core/values';
import { built, objectsAt, refusal, tried, type Build } from './both-ways.fixture';
import type { Prop } from './props.fixture';
import { uses, type Given, type Use } from './recipes.fixture';
import { usualWay, type Way } from './ways.fixture';

/** What is particular of a prop or a parameter. */
export interface Particular {
  /** Another way than that of its type. */
  readonly way?: Way;
  /** Props that it needs beside it. */
  readonly beside?: { readonly [prop: string]: unknown };
  /** What a reader should know. */
  readonly note?: string;
  readonly refused?: Refused;
}

/** A place that takes no value. */
export interface Refused {
  /** A part of what is said. */
  readonly message: string;
  /** What to do in place of it. */
  readonly instead: string;
  /** The same as a program; none where nothing but a literal is left. */
  readonly build?: (chart: Construct, x: Expression<never>, use: Use) => void;
}

/** A place where a value can be given: of a struct, or a parameter. */
export interface Place extends Particular {
  readonly name: string;
  readonly way: Way;
  /** Makes an object with something at the place. */
  readonly use: (chart: Construct, at: unknown) => void;
  readonly useOf: Use;
}

export function placeOf(prop: Prop, particular: Particular): Place | undefined {
  const way = particular.way ?? usualWay(prop);
  const useOf = uses[prop.struct];
  if (!way || !useOf) return undefined;
  const { beside = {} } = particular;
  const use = (chart: Construct, at: unknown) => void useOf(chart, { ...beside, [prop.name]: at } as Given);
  return { ...particular, name: `${prop.struct}.${prop.name}`, way, use, useOf };
}

/** A program with a value at a place, or with what one does instead. */
export function programOf({ way, use, useOf, refused }: Place): (chart: Construct, x: Expression<never>) => void {
  const { build } = refused ?? {};
  return (chart, x) => (build ? build(chart, x, useOf) : use(chart, way.reference(x)));
}

/** The same with a literal. */
export const literally =
  ({ way, use }: Place, x: Json) =>
  (chart: Construct): void =>
    use(chart, way.literal(x as never));

/** What is not so of a place, in words; nothing where the page may say what it says. */
export function failureOf(place: Place): string | undefined {
  const { refused, way } = place;
  if (refused) {
    const said = refusal(way.leaf, (chart, x) => place.use(chart, way.reference(x))) ?? 'nothing';
    if (!said.includes(refused.message)) return `said was: ${said}`;
    if (!refused.build) return undefined;
  }
  return difference(place, programOf(place));
}

function difference(place: Place, build: Build): string | undefined {
  const { leaf, values } = place.way;
  try {
    const manifests = built(leaf, build);
    for (const x of values) {
      const ours = JSON.stringify(objectsAt(manifests, x));
      const theirs = JSON.stringify(objectsAt(built(leaf, literally(place, x))));
      if (ours !== theirs) return `at ${String(x)}: ${ours} in place of ${theirs}`;
    }
    const { problems } = tried(leaf, build);
    return problems[0] && `${problems[0].path}: ${problems[0].message}`;
  } catch (error) {
    return (error as Error).message;
  }
}
