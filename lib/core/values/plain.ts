/** A list, or an object of no class. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Whether something holds of a list or map, or of one inside it.
 *
 * @param holds is given what stands around it as well, from the outermost; one that is inside itself is not entered again
 */
export function somePlain(
  value: unknown,
  holds: (node: object, around: readonly object[]) => boolean,
  around: object[] = [],
): boolean {
  if (!isPlain(value)) return false;
  if (holds(value, around)) return true;
  if (around.includes(value)) return false;
  around.push(value);
  const found = Object.values(value).some((each) => somePlain(each, holds, around));
  around.pop();
  return found;
}

/** Whether a list or map is inside itself, or has one inside it that is. */
export const isEndless = (value: unknown): boolean => somePlain(value, (node, around) => around.includes(node));
