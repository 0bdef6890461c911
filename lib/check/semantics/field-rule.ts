import { didYouMean, type Json } from '../../values';
import { inputRule, type Found, type RuleOf, type RuleTexts } from '../define-rule';
import type { CheckInput } from '../finding';
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
    const look = (kind: string, root: Json, pointer: string): Found[] =>
      (compiled.get(kind) ?? []).flatMap(({ path, check }) => {
        const found: Found[] = [];
        visit(root, path, pointer, (value, place) => {
          const message = check(value, input);
          if (message !== undefined) found.push({ pointer: place(), message });
        });
        return found;
      });
    return [
      ...input.objects.flatMap((checked) =>
        [...look(kindOf(checked), checked.object, ''), ...look('$any', checked.object, '')].map((found) => ({
          ...found,
          at: checked,
        })),
      ),
      ...indexOf(input).pods.flatMap((pod) => {
        const ofContainers = pod.containers.flatMap(({ value, pointer }) => look('$container', value, pointer));
        return [...look('$pod', pod.spec, pod.pointer), ...ofContainers].map((found) => ({ ...found, at: pod.owner }));
      }),
    ];
  });
}

/** Calls back with each value on a path of keys, where `*` matches every key. Values that are null are as good as absent. */
export function visit(
  value: Json | undefined,
  path: readonly string[],
  pointer: string,
  found: (value: Json, pointer: () => string) => void,
): void {
  const keys: (string | number)[] = [];
  const descend = (at: Json | undefined, depth: number): void => {
    if (at === undefined || at === null) return;
    if (depth === path.length) {
      found(at, () => pointerTo(pointer, ...keys.slice(0, depth)));
      return;
    }
    const key = path[depth]!;
    const into = (child: Json | undefined, name: string | number) => {
      keys[depth] = name;
      descend(child, depth + 1);
    };
    if (key !== '*') {
      if (isMap(at) && Object.hasOwn(at, key)) into(at[key], key);
    } else if (Array.isArray(at)) {
      for (let i = 0; i < at.length; i++) into((at as readonly Json[])[i], i);
    } else if (isMap(at)) {
      for (const name in at) into(at[name], name);
    }
  };
  descend(value, 0);
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
