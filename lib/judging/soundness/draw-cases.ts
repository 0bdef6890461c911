import { overlay, type Json, type JsonObject } from '../../core/values';
import { ValueDrawing, type Choices } from '../kit/draw-values';
import { Random } from '../kit/random';
import { drawNamespace, drawRelease } from './release-names';
import { spoilValue } from './spoil-value';
import type { Installation, Subject } from './subject';

/** How values were come by: any that the schema accepts, or some of which one thing was changed. */
export type Origin = 'drawn' | 'changed';

export interface Case extends Installation {
  readonly number: number;
  readonly origin: Origin;
}

/** Whole objects of users are theirs: what they hold is promised by nobody. */
const ofUsers: Choices = {
  extraObjects: [[], [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'of-the-user' }, data: { a: 'b' } }]],
};

/** In how many of all cases a value with a default is drawn: few values, so that one alone is seen, up to all. */
const shares = [0.02, 0.1, 0.5, 1];

/**
 * Installations of a chart: half of them with values that its schema accepts, half with a few in which one place was changed, to a bound,
 * beyond it or to anything else that is near.
 *
 * @param seed others with another one; the same for the same
 */
export function* drawCases({ definition }: Subject, count: number, seed: number): Generator<Case> {
  const { schema, name } = definition;
  const random = new Random(seed);
  const drawing = new ValueDrawing(schema, ofUsers);
  const switches = new ValueDrawing(schema, ofUsers, 'switches');
  const leaves = drawing.leaves().filter(({ path }) => !Object.hasOwn(ofUsers, path.join('.')));
  const changed = (): JsonObject => {
    const given = random.chance(0.6) ? switches.draw(random, 0.5) : drawing.draw(random, 0);
    const first = random.pick(leaves)!;
    const near = leaves.filter(({ path }) => path.length === 1 || path[0] === first.path[0]);
    const chosen = [first, ...(random.chance(0.4) ? [random.pick(near)!, random.pick(near)!] : [])];
    return chosen.reduce((values, { path, schema: leaf }) => {
      const { default: usual } = leaf as { readonly default?: Json };
      const drawn = usual === undefined || random.chance(0.6) ? drawing.drawPart(leaf, random) : usual;
      if (drawn === undefined) return values;
      const value = random.chance(0.9) ? spoilValue(drawing, leaf, drawn, random) : drawn;
      return overlay(values, at(path, value));
    }, given);
  };
  for (let number = 1; number <= count; number += 1) {
    const origin = random.chance(0.5) ? 'drawn' : 'changed';
    const values = origin === 'drawn' ? drawing.draw(random, random.pick(shares)) : changed();
    yield { number, origin, release: drawRelease(random, name), namespace: drawNamespace(random, name), values };
  }
}

/** `{ a: { b: value } }` for the path a, b. */
const at = (path: readonly string[], value: Json): JsonObject =>
  path.reduceRight<Json>((below, key) => ({ [key]: below }), value) as JsonObject;
