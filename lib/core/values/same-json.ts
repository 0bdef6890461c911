/** Whether two values say the same as JSON: the order of keys says nothing, and what is undefined is not there. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, i) => sameJson(each, b[i]));
  }
  return sameFields(a as Fields, b as Fields);
}

type Fields = { readonly [key: string]: unknown };

function sameFields(a: Fields, b: Fields): boolean {
  let left = 0;
  for (const key of Object.keys(b)) if (b[key] !== undefined) left += 1;
  for (const key of Object.keys(a)) {
    if (a[key] === undefined) continue;
    left -= 1;
    if (!Object.hasOwn(b, key) || b[key] === undefined || !sameJson(a[key], b[key])) return false;
  }
  return left === 0;
}
