import { decode, describe, mangledToken, strangeValue, type Expression, type Problem, type Tree } from '../values';

/**
 * Finds the expressions again that travelled through an object as tokens, and reports those that did not arrive.
 *
 * @param resolved the expressions that cdk8s met while it resolved the object
 * @param keepsNull whether null stays where it is, in an object that is printed as cdk8s prints it
 */
export function decodeObject(
  json: unknown,
  resolved: ReadonlySet<Expression>,
  construct: string,
  problems: Problem[],
  keepsNull = false,
): { [key: string]: Tree } {
  const found = new Set<Expression>();
  const object = decode(json, {
    keepsNull,
    found: (expression) => found.add(expression),
    mangled: (value, path, mangled) => problems.push({ construct, ...mangledToken(value, path, mangled) }),
    strange: (value, path) => problems.push({ construct, ...strangeValue(value, path) }),
  }) as { [key: string]: Tree };
  for (const expression of resolved) {
    if (found.has(expression)) continue;
    problems.push({
      code: 'swallowed-token',
      construct,
      message: `${describe(expression)} was given to this object and is not in what came out`,
      remedy:
        'The construct drops strings where it wants a struct or a list: use Binding.of(object).set(pointer, value).',
    });
  }
  return object;
}
