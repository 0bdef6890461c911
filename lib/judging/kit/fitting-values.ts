import { faultsOf, type Guard } from '../../core/guards';
import {
  defaults,
  isMap,
  overlay,
  validateValues,
  type JsonObject,
  type Release,
  type TSchema,
} from '../../core/values';
import { at } from '../../core/values/json-parts';

/** How often values are looked at again: what takes the place of one that does not fit may not fit either. */
const mostRounds = 50;

/** What is asked of values beside their schema. */
export interface Guarded {
  readonly guards: readonly Guard[];
  /** The release that they are for. */
  readonly facts: Omit<Release, 'values'>;
}

/** Values of which each fits its own schema, without those that do not fit beside others: there the default is in force. */
export function fittingValues(schema: TSchema, given: JsonObject, guarded?: Guarded): JsonObject {
  const usual = defaults(schema);
  let kept = given;
  for (let round = 0; round < mostRounds; round += 1) {
    const values = overlay(usual, kept);
    const refused = validateValues(schema, values, '').map(({ code, path = '' }) => {
      const steps = path.split(/[.[]/);
      // What is missing belongs to what needs it.
      return code === 'missing-value' && steps.length > 1 ? steps.slice(0, -1) : steps;
    });
    const paths = refused.length > 0 || !guarded ? refused : brokenIn(guarded, values, round > 1);
    if (paths.length === 0) return kept;
    kept = paths.reduce(without, kept);
  }
  return kept;
}

/** The values of broken guards. Switches, under which others are compared, go only where nothing else helps. */
function brokenIn({ guards, facts }: Guarded, values: JsonObject, all: boolean): string[][] {
  const broken = guards.filter((guard) => faultsOf(guard, { ...facts, values }).length > 0);
  return broken.flatMap((guard) => {
    const paths = guard.values.map((path) => path.split('.'));
    const compared = paths.filter((path) => typeof at(values, ...path) !== 'boolean');
    return all || compared.length === 0 ? paths : compared;
  });
}

/** Values without what stands at a path, or the part of it that is there. */
function without(values: JsonObject, [key = '', ...below]: readonly string[]): JsonObject {
  const { [key]: value, ...others } = values;
  if (below.length === 0 || !isMap(value)) return others;
  const inner = without(value, below);
  return Object.keys(inner).length > 0 ? { ...others, [key]: inner } : others;
}
