import {
  defaults,
  isMap,
  overlay,
  validateValues,
  type JsonObject,
  type Problem,
  type TSchema,
} from '../../core/values';

/** How often values are looked at again: what takes the place of one that does not fit may not fit either. */
const mostRounds = 50;

/**
 * Values of which each fits its own schema, without those that do not fit beside others: there the default is in force.
 *
 * @param also what else is asked of all values, defaults included
 */
export function fittingValues(
  schema: TSchema,
  given: JsonObject,
  also: (values: JsonObject) => readonly Problem[] = () => [],
): JsonObject {
  const usual = defaults(schema);
  let kept = given;
  for (let round = 0; round < mostRounds; round += 1) {
    const values = overlay(usual, kept);
    const refused = validateValues(schema, values, '');
    const problems = refused.length > 0 ? refused : also(values);
    if (problems.length === 0) return kept;
    kept = problems.reduce((left, { path = '' }) => without(left, path.split(/[.[]/)), kept);
  }
  return kept;
}

/** Values without what stands at a path, or the part of it that is there. */
function without(values: JsonObject, [key = '', ...below]: readonly string[]): JsonObject {
  const { [key]: value, ...others } = values;
  if (below.length === 0 || !isMap(value)) return others;
  const inner = without(value, below);
  return Object.keys(inner).length > 0 ? { ...others, [key]: inner } : others;
}
