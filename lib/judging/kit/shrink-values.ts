import type { Json, JsonObject } from '../../core/values';

/**
 * Makes values smaller as long as they fail. Yields values to try and is told whether they fail; returns the smallest that did.
 *
 * @param isAccepted whether the chart's schema accepts values
 * @param most how many values are tried
 */
export function* shrinkValues(
  failing: JsonObject,
  isAccepted: (values: JsonObject) => boolean,
  most = 400,
): Generator<JsonObject, JsonObject, boolean> {
  let smallest = failing;
  let tried = 0;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const candidate of smaller(smallest)) {
      if (tried >= most) return smallest;
      if (!isAccepted(candidate)) continue;
      tried += 1;
      if (!(yield candidate)) continue;
      smallest = candidate;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

/** Values with one thing less, what takes away most first. */
function* smaller(values: JsonObject): Generator<JsonObject> {
  const keys = Object.keys(values);
  // Half of all at once, then one after the other.
  if (keys.length > 3) {
    const half = Math.ceil(keys.length / 2);
    yield only(values, keys.slice(0, half));
    yield only(values, keys.slice(half));
  }
  for (const key of keys) {
    yield only(
      values,
      keys.filter((each) => each !== key),
    );
  }
  for (const key of keys) for (const value of simpler(values[key]!)) yield { ...values, [key]: value };
}

const only = (values: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(keys.map((key) => [key, values[key]!]));

function* simpler(value: Json): Generator<Json> {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (list.length > 1) yield [];
    for (const i of list.keys()) yield list.filter((_, j) => j !== i);
    for (const [i, element] of list.entries()) for (const each of simpler(element)) yield list.with(i, each);
  } else if (typeof value === 'object' && value !== null) {
    yield* smaller(value as JsonObject);
  } else if (typeof value === 'string') {
    yield* [...new Set(['', 'a', value.slice(0, value.length / 2)])].filter(
      (text) => text.length < value.length || (value.length === 1 && text === 'a' && value !== 'a'),
    );
  } else if (typeof value === 'number') {
    yield* [...new Set([0, 1, Math.trunc(value / 2)])].filter((number) => Math.abs(number) < Math.abs(value));
  } else if (value === true) {
    yield false;
  }
}
