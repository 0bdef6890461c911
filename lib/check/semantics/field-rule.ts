import { didYouMean, type Json, type JsonObject } from '../../values';
import { inputRule, type RuleOf, type RuleTexts } from '../define-rule';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import { indexOf, isMap, kindOf, pointerTo } from '../objects';

/** Says what is wrong with the value of a field, or nothing. */
export type FieldCheck = (value: Json, input: CheckInput) => string | undefined;

/**
 * The fields that a rule looks at, by kind and path; `*` in a path is every element of a list or entry of a map, `~` a slash in a key. `$pod` stands
 * for the spec of every pod, also in a template; `$container` for every container of one; `$any` for every object.
 */
export interface FieldTable {
  readonly [kind: string]: { readonly [path: string]: FieldCheck };
}

type CompiledTable = ReadonlyMap<string, readonly { readonly path: readonly string[]; readonly check: FieldCheck }[]>;

const compile = (table: FieldTable): CompiledTable =>
  new Map(
    Object.entries(table).map(([kind, fields]) => [
      kind,
      Object.entries(fields).map(([path, check]) => ({
        path: path.split('/').map((key) => key.replaceAll('~', '/')),
        check,
      })),
    ]),
  );

/** A rule that checks the value of each field of a table. */
export function fieldRule<const C extends string>(texts: RuleTexts<C>, table: FieldTable): RuleOf<C> {
  const compiled = compile(table);
  return inputRule(texts, (input) => {
    const breaches: Breach[] = [];
    const look = (at: CheckedObject, kind: string, root: Json, pointer: string): void => {
      for (const { path, check } of compiled.get(kind) ?? []) {
        visit(root, path, pointer, (value, place) => {
          const message = check(value, input);
          if (message !== undefined) breaches.push({ at, pointer: place(), message });
        });
      }
    };
    for (const checked of input.objects) {
      look(checked, kindOf(checked), checked.object, '');
      look(checked, '$any', checked.object, '');
    }
    for (const { owner, spec, pointer, containers } of indexOf(input).pods) {
      look(owner, '$pod', spec, pointer);
      for (const container of containers) look(owner, '$container', container.value, container.pointer);
    }
    return breaches;
  });
}

/** Calls back with each value on a path of keys, where `*` matches every key. Values that are null are as good as absent. */
export function visit(
  value: Json | undefined,
  path: readonly string[],
  pointer: string,
  found: (value: Json, pointer: () => string) => void,
): void {
  descend(value, path, 0, [], pointer, found);
}

/** @param keys what stood at each `*` and key so far; each level sets its own */
function descend(
  at: Json | undefined,
  path: readonly string[],
  depth: number,
  keys: (string | number)[],
  pointer: string,
  found: (value: Json, pointer: () => string) => void,
): void {
  if (at === undefined || at === null) return;
  if (depth === path.length) return found(at, () => pointerTo(pointer, ...keys.slice(0, depth)));
  const key = path[depth]!;
  if (key !== '*') {
    if (!isMap(at) || !Object.hasOwn(at, key)) return;
    keys[depth] = key;
    descend(at[key], path, depth + 1, keys, pointer, found);
  } else if (typeof at === 'object') {
    for (const [name, child] of Object.entries(at as JsonObject)) {
      keys[depth] = name;
      descend(child, path, depth + 1, keys, pointer, found);
    }
  }
}

/** The value is one of these strings. */
export const oneOf =
  (...choices: readonly string[]): FieldCheck =>
  (value) =>
    choices.includes(value as string)
      ? undefined
      : `${JSON.stringify(value)} is none of ${choices.map((choice) => choice || '""').join(', ')}${didYouMean(String(value), choices)}`;

/** The value, where it is a string, has this form. */
export const matching =
  (pattern: RegExp, description: string): FieldCheck =>
  (value) =>
    typeof value !== 'string' || pattern.test(value) ? undefined : `"${shorten(value)}" is no ${description}`;

/** The value, where it is a number, lies between these. */
export const between =
  (least: number, most: number): FieldCheck =>
  (value) => {
    if (typeof value !== 'number' || (value >= least && value <= most)) return undefined;
    return most === Infinity ? `${value} is less than ${least}` : `${value} does not lie between ${least} and ${most}`;
  };

export const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
