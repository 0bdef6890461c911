import {
  add,
  and,
  block,
  boolean,
  choose,
  concat,
  contains,
  div,
  each,
  equals,
  greaterThan,
  integer,
  isSet,
  join,
  length,
  list,
  max,
  not,
  object,
  oneOf,
  optional,
  orElse,
  replace,
  required,
  string,
  stringMap,
  text,
  token,
  values,
  when,
  type Expression,
  type Overrides,
  type Refs,
  type TemplatedChoice,
} from '.';

/*
 * What an author's definition may say and what it may not; `tsc` is the judge, nothing here runs.
 */

export const schema = values({
  backend: object(
    {
      replicaCount: integer(3, 'Number of pods'),
      image: object({ tag: string('', 'Tag') }, 'The image'),
      enabled: boolean(true, 'Whether it is on'),
    },
    'The backend',
  ),
  level: oneOf(['info', 'debug'], 'info', 'Log level'),
  host: required(string('', 'Host name')),
  labels: stringMap({}, 'Labels'),
  share: block<string | number>({ type: ['integer', 'string'] }, '', 'A number or a percentage'),
  names: list<string>(string('', 'A name'), [], 'Names'),
});
type V = Overrides<typeof schema>;

export const accepted: readonly V[] = [
  {},
  { backend: {} },
  { backend: { replicaCount: 5, image: { tag: 'v2' } }, level: 'debug', host: 'db' },
  { labels: { team: 'core', old: null }, names: ['a'] },
];

export const refused: readonly V[] = [
  // @ts-expect-error unknown key
  { frontend: {} },
  // @ts-expect-error unknown key in a group
  { backend: { replicaCout: 3 } },
  // @ts-expect-error unknown key deep in a group
  { backend: { image: { tags: 'v2' } } },
  // @ts-expect-error a string where a number is wanted
  { backend: { replicaCount: '3' } },
  // @ts-expect-error a number where a string is wanted
  { host: 3 },
  // @ts-expect-error none of the choices
  { level: 'trace' },
  // @ts-expect-error a scalar where a group is wanted
  { backend: true },
  // @ts-expect-error a value cannot be removed, only an entry of a free map
  { host: null },
  // @ts-expect-error a number among strings
  { names: [1] },
  // @ts-expect-error a number as a label
  { labels: { team: 1 } },
];

export function expressions(refs: Refs<typeof schema>): unknown[] {
  const { backend, level, host, labels, names, share } = refs;
  const wantsText = (given: string) => given;
  const wantsTextExpression = (given: Expression<string>) => given;
  return [
    text`${host}:${backend.replicaCount}`,
    choose(backend.enabled, host, 'localhost'),
    orElse(host, 'localhost'),
    and(backend.enabled, not(isSet(host)), equals(level, 'debug'), equals(backend.replicaCount, 3)),
    when(backend.enabled, { replicas: backend.replicaCount }),
    optional(host),
    optional(share),
    isSet(labels),
    isSet(names),
    orElse(share, 1),
    orElse(level, 'debug'),
    concat(names, names),
    join(names, ','),
    each(names, 'name', (name) => text`${name}-x`),
    wantsTextExpression(host),

    // @ts-expect-error a number is never empty, 0 is a value
    optional(backend.replicaCount),
    // @ts-expect-error nor is a boolean
    optional(backend.enabled),
    // @ts-expect-error a number is never empty
    isSet(backend.replicaCount),
    // @ts-expect-error a boolean is never empty
    isSet(backend.enabled),
    // @ts-expect-error a number is never empty
    orElse(backend.replicaCount, 3),
    // @ts-expect-error a boolean is never empty
    orElse(backend.enabled, true),
    // @ts-expect-error a reference is not a number: arithmetic
    backend.replicaCount - 1,
    // @ts-expect-error a reference is not a number: arithmetic
    backend.replicaCount * 2,
    // @ts-expect-error a reference is not a number: comparison
    backend.replicaCount > 3,
    // @ts-expect-error a reference is not a string
    wantsText(host),
    // @ts-expect-error a reference to a number where one to a string is wanted
    wantsTextExpression(backend.replicaCount),
    // @ts-expect-error a string is not a condition
    when(host, 'x'),
    // @ts-expect-error nor is a number
    not(backend.replicaCount),
    // @ts-expect-error never equal
    equals(level, 'trace'),
    // @ts-expect-error a map is not a list
    concat(labels),
    // @ts-expect-error no such value
    refs.frontend,
    // @ts-expect-error a group is not a value
    text`${backend}`,
    // @ts-expect-error a comparison that is never true
    host === 'localhost',
  ];
}

export function computed(refs: Refs<typeof schema>): unknown[] {
  const { backend, host, labels, level, names, share } = refs;
  const { replicaCount } = backend;
  const wantsNumber = (given: Expression<number>) => given;
  const wantsCondition = (given: Expression<boolean>) => given;
  return [
    wantsNumber(add(replicaCount, 1, max(replicaCount, 2))),
    wantsNumber(div(length(names), 2)),
    wantsNumber(length(labels)),
    wantsNumber(length(host)),
    wantsCondition(greaterThan(add(replicaCount, 1), 2)),
    wantsCondition(contains(host, 'example')),
    wantsCondition(contains(names, host)),
    wantsCondition(equals(add(replicaCount, 1), 2)),
    when(greaterThan(replicaCount, 1), { replicas: add(replicaCount, 1) }),
    text`${add(replicaCount, 1)}`,
    orElse(host, replace(host, '.', '-'), 'none'),
    each(labels, ['key', 'value'], (key, value) => ({ name: key, value: text`${value}` })),

    // @ts-expect-error a text is not computed with
    add(host, 1),
    // @ts-expect-error nor is what may be one
    add(share, 1),
    // @ts-expect-error a boolean is not compared by size
    greaterThan(backend.enabled, 1),
    // @ts-expect-error a number has no length
    length(replicaCount),
    // @ts-expect-error a number is not in a list of texts
    contains(names, 1),
    // @ts-expect-error nor in a text
    contains(host, 1),
    // @ts-expect-error nothing is in a number
    contains(replicaCount, 1),
    // @ts-expect-error a fallback is of the type of the value
    orElse(host, host, 1),
    // @ts-expect-error a list has no keys
    each(names, ['key', 'value'], (key) => key),
    // @ts-expect-error a map is looped over with the names of key and value
    each(labels, 'label', (label) => label),
    // @ts-expect-error the result is a number
    wantsCondition(add(replicaCount, 1)),
    level,
  ];
}

enum Level {
  DEBUG = 'debug',
  INFO = 'info',
  TRACE = 'trace',
}

enum Other {
  NONE = 'none',
}

export function tokensOf(refs: Refs<typeof schema>): unknown[] {
  const { backend, level, host, labels, names } = refs;
  const wantsEnum = (given: Level) => given;
  const mayWantEnum = (given: { readonly level?: Level; readonly share?: Level | number }) => given;
  const wantsOther = (given: Other) => given;
  const mayWantOther = (given: { readonly other?: Other }) => given;
  const wantsText = (given: string) => given;
  const wantsNumber = (given: number) => given;
  const wantsBoolean = (given: boolean) => given;
  const wantsMap = (given: { readonly [key: string]: string }) => given;
  const wantsList = (given: readonly string[]) => given;
  const wantsJoinable = (given: { join(separator: string): string }) => given;
  const wantsLength = (given: { readonly length: number }) => given;
  return [
    wantsEnum(token(level)),
    mayWantEnum({ level: token(level), share: token(level) }),
    wantsText(token(level)),
    wantsText(token(host)),
    wantsNumber(token(backend.replicaCount)),
    wantsBoolean(token(backend.enabled)),
    wantsMap(token(labels)),
    token(names),

    // @ts-expect-error words that the enumeration does not have
    wantsOther(token(level)),
    // @ts-expect-error nor where it may be left out
    mayWantOther({ other: token(level) }),
    // @ts-expect-error any word, where it may be left out
    mayWantEnum({ level: token(host) }),
    // @ts-expect-error a word is not a number
    wantsNumber(token(level)),
    // @ts-expect-error any word
    wantsEnum(token(host)),
    // @ts-expect-error what stands for a list is not a list
    wantsList(token(names)),
    // @ts-expect-error and has no elements to join
    wantsJoinable(token(names)),
    // @ts-expect-error nor a length
    wantsLength(token(names)),
  ];
}

/** A list of literals takes numbers and booleans of the chart, since no value is declared by choices of them; of words it takes its own. */
export function choices({ backend, level, host }: Refs<typeof schema>): unknown[] {
  const takesNumber = (choice: TemplatedChoice<1 | 2>) => choice;
  const takesMixed = (choice: TemplatedChoice<true | 'info' | 'debug'>) => choice;
  return [
    takesNumber(2),
    takesNumber(backend.replicaCount),
    takesMixed(level),
    takesMixed(backend.enabled),
    // @ts-expect-error no number of the list
    takesNumber(3),
    // @ts-expect-error a boolean, where the list has none
    takesNumber(backend.enabled),
    // @ts-expect-error any word
    takesMixed(host),
  ];
}
