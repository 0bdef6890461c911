/** One change of a list of arguments, as the mistake of a hurried author. */
export interface Mutant {
  /** What was changed, as `1.port: deleted`. */
  readonly name: string;
  /** The place of what was changed: the number of the argument, and the names of properties. */
  readonly path: string;
  readonly how: string;
  readonly change: (given: readonly unknown[]) => readonly unknown[];
}

const replacements: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 5],
  ['a string', 'x'],
  ['an empty object', {}],
  ['a list', []],
  ['a function', () => 1],
];

/** Objects below whose properties no author writes by hand. */
const made: ReadonlySet<string> = new Set(['values', 'image', 'externalSecrets']);

const isPlain = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  Object.getOwnPropertySymbols(value).length === 0;

const mistyped = (name: string) => (name.length > 3 ? name.slice(0, -1) : `${name}${name.at(-1)}`);

/** All mistakes in one place of these arguments. */
export function mutantsOf(given: readonly unknown[]): Mutant[] {
  const mutants: Mutant[] = [];
  const add = (path: string, how: string, change: Mutant['change']) =>
    mutants.push({ name: `${path}: ${how}`, path, how, change });
  given.forEach((argument, i) => {
    add(`${i}`, 'deleted', (all) => all.filter((_, j) => j !== i));
    if (i + 1 < given.length)
      add(`${i}`, 'swapped', (all) => all.map((each, j) => (j === i ? all[i + 1] : j === i + 1 ? all[i] : each)));
    for (const [how, value] of replacements) add(`${i}`, how, (all) => all.with(i, value));
    insideOf(argument, 2, `${i}`, (path, how, change) => add(path, how, (all) => all.with(i, change(all[i]))));
  });
  return mutants;
}

/** One of so many mistakes in a call, beginning at another one for each call. */
export const shareOf = (call: string, mutants: readonly Mutant[], share: number): Mutant[] =>
  mutants.filter((_, i) => i % share === call.length % share);

type AddInside = (path: string, how: string, change: (value: unknown) => unknown) => void;

function insideOf(value: unknown, depth: number, path: string, add: AddInside): void {
  if (!isPlain(value) || depth === 0) return;
  for (const key of Object.keys(value)) {
    const place = `${path}.${key}`;
    const edit = (change: (object: Record<string, unknown>) => void) => (whole: unknown) => {
      const copy = { ...(whole as Record<string, unknown>) };
      change(copy);
      return copy;
    };
    add(
      place,
      'deleted',
      edit((object) => delete object[key]),
    );
    add(
      place,
      'misspelt',
      edit((object) => {
        object[mistyped(key)] = object[key];
        delete object[key];
      }),
    );
    for (const [how, other] of replacements)
      add(
        place,
        how,
        edit((object) => (object[key] = other)),
      );
    if (!made.has(key)) {
      insideOf(value[key], depth - 1, place, (below, how, change) =>
        add(
          below,
          how,
          edit((object) => (object[key] = change(object[key]))),
        ),
      );
    }
  }
}
