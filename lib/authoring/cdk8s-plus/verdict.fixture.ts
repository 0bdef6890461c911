import { ApiObject } from 'cdk8s';
import { Binding } from '../../core/manifest';
import type { Json } from '../../core/values';
import { built, objectsAt, refusal, tried, type Build } from './both-ways.fixture';
import type { Prop } from './props.fixture';
import { uses, type Given } from './recipes.fixture';
import { usualWay, type Way } from './ways.fixture';

/** What is particular of a prop. */
export interface Particular {
  /** Another way than that of its type. */
  readonly way?: Way;
  /** Props that it needs beside it. */
  readonly beside?: { readonly [prop: string]: unknown };
  /** Where the construct refuses any value, or looks at one: a part of what is said, and where `Binding` sets the field instead. */
  readonly refused?: string;
  /** JSON pointers of the field in the object of the construct; none where there is no such field. */
  readonly pointers?: readonly string[];
  /** What to do in place of it, where `Binding` is not the way. */
  readonly instead?: string;
}

const given = (prop: Prop, { beside = {} }: Particular, x: unknown) => ({ ...beside, [prop.name]: x }) as Given;

/** A program with a value at a prop. */
const withValue =
  (prop: Prop, way: Way, particular: Particular): Build =>
  (chart, x) =>
    void uses[prop.struct]!(chart, given(prop, particular, way.reference(x)));

/** The same with a literal. */
const withLiteral =
  (prop: Prop, way: Way, particular: Particular, x: Json): Build =>
  (chart) =>
    void uses[prop.struct]!(chart, given(prop, particular, way.literal(x as never)));

/** The same with a literal at the prop, and the value at its field. */
const withBinding =
  (prop: Prop, way: Way, particular: Particular): Build =>
  (chart, x) => {
    const construct = uses[prop.struct]!(chart, given(prop, particular, way.literal(way.values[0] as never)));
    for (const pointer of particular.pointers!) Binding.of(ApiObject.of(construct)).set(pointer, x);
  };

export const wayOf = (prop: Prop, { way }: Particular): Way | undefined => way ?? usualWay(prop);

/** What is not so of a prop, in words; nothing where the page may say what it says. */
export function failureOf(prop: Prop, particular: Particular): string | undefined {
  const way = wayOf(prop, particular)!;
  const build = withValue(prop, way, particular);
  if (particular.refused === undefined) return difference(prop, way, particular, build);
  const said = refusal(way.leaf, build) ?? 'nothing';
  if (!said.includes(particular.refused)) return `said was: ${said}`;
  return particular.pointers && difference(prop, way, particular, withBinding(prop, way, particular));
}

function difference(prop: Prop, way: Way, particular: Particular, build: Build): string | undefined {
  try {
    const manifests = built(way.leaf, build);
    for (const x of way.values) {
      const [ours, theirs] = [
        objectsAt(manifests, x),
        objectsAt(built(way.leaf, withLiteral(prop, way, particular, x))),
      ].map((objects) => JSON.stringify(objects));
      if (ours !== theirs) return `at ${String(x)}: ${ours} in place of ${theirs}`;
    }
    const { problems } = tried(way.leaf, build);
    return problems[0] && `${problems[0].path}: ${problems[0].message}`;
  } catch (error) {
    return (error as Error).message;
  }
}
