import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Json } from '../../core/values';
import { allInputs, broken, placeIn, removed } from './broken.fixture';
import type { CheckInput, DeclaredException, Rule } from './finding';

/*
 * The tables of the rules' tests: one field of one object is changed, and the rules find just what the line says.
 */

/** One line of a table. */
export interface Case {
  /** What stands above the line: the code that is found, or why nothing is. */
  readonly heading: string;
  /** The object as `Kind name`, as for `broken`. */
  readonly object: string;
  /** The field as for `broken`: `main/image`, `pod/volumes/-`, `/spec/replicas`. */
  readonly field: string;
  readonly value: Json | typeof removed;
  /** Where the finding is. @default the field */
  readonly pointer?: string;
}

/**
 * A table of cases. Below each heading there is one line a case:
 *
 *     missing-volume
 *       Deployment backend | main/volumeMounts/- | { name: temp, mountPath: /temp } | ./name
 *       Deployment backend | pod/volumes         | (absent)                         | main/volumeMounts/0/name
 *
 * The value is YAML on one line; `(absent)` takes the field away; what is interpolated is quoted. The last column is the place
 * of the finding: from the root, from the pod as the field itself, or from the field (`./name`, `..`).
 */
export function cases(text: TemplateStringsArray, ...values: readonly Json[]): Case[] {
  const found: Case[] = [];
  let heading = '';
  const quoted = values.map((value) => JSON.stringify(value).replaceAll('|', '\\u007c'));
  for (const line of String.raw(text, ...quoted).split('\n')) {
    const [object = '', field, value, pointer, ...others] = line.trim().split(/\s+\|\s+/);
    if (object === '') continue;
    if (field === undefined) heading = object;
    else if (value === undefined || others.length > 0)
      throw new Error(`expected "Kind name | field | value | pointer", found "${line.trim()}"`);
    else {
      const parsed = value === '(absent)' ? removed : (parse(value) as Json);
      found.push({ heading, object, field, value: parsed, ...(pointer !== undefined && { pointer }) });
    }
  }
  return found;
}

/** Where the finding of a case is, as a JSON pointer from the root. */
export function pointerOf(input: CheckInput, { object, field, pointer = '.' }: Case): string {
  if (!pointer.startsWith('.')) return placeIn(input, object, pointer);
  const keys = placeIn(input, object, field).split('/');
  for (const step of pointer.split('/')) {
    if (step === '..') keys.pop();
    else if (step !== '.') keys.push(step);
  }
  return keys.join('/');
}

/** The input with all cases of a table at once. */
export const withAll = (input: CheckInput, table: readonly Case[]): CheckInput =>
  table.reduce((all, { object, field, value }) => broken(all, object, field, value), input);

/** What rules find, as `code pointer`, sorted; errors and warnings alike. */
export const breachesOf = (rules: readonly Rule[], input: CheckInput): string[] =>
  rules.flatMap((rule) => rule.check(input).map(({ pointer }) => `${rule.code} ${pointer}`)).sort();

/** The errors that the definition allows no exception from, as `code construct pointer`. */
export const errorsOf = (rules: readonly Rule[], input: CheckInput): string[] =>
  rules
    .filter(({ severity }) => severity === 'error')
    .flatMap((rule) =>
      rule.check(input).map(({ at, pointer }) => ({ code: rule.code, construct: at.construct ?? '', pointer })),
    )
    .filter(({ code, construct }) => {
      const allows = (exception: DeclaredException) =>
        'construct' in exception && exception.code === code && `${construct}/`.startsWith(`${exception.construct}/`);
      return !input.exceptions?.some(allows);
    })
    .map(({ code, construct, pointer }) => `${code} ${construct} ${pointer}`);

/** What rules find once a field of the input, and what is declared, is changed. */
export const finder =
  (rules: readonly Rule[], input: CheckInput) =>
  (object: string, field: string, value: Json | typeof removed, declared: Partial<CheckInput> = {}): string[] =>
    breachesOf(rules, { ...broken(input, object, field, value), ...declared });

/** Tests: each case gives the code of its heading at its place, and nothing else. */
export function testFindings(rules: readonly Rule[], input: CheckInput, table: readonly Case[]): void {
  const found = finder(rules, input);
  test.each(table)('$heading: $object with another $field', (each) => {
    expect(found(each.object, each.field, each.value)).toEqual([`${each.heading} ${pointerOf(input, each)}`]);
  });
}

/** Tests: three cases or more prove each rule, but for those of the codes that have tests of their own. */
export function testProven(rules: readonly Rule[], table: readonly Case[], others: readonly string[] = []): void {
  test('each code is proven by three bad inputs', () => {
    const cases = (code: string) => table.filter(({ heading }) => heading === code).length;
    expect(rules.map(({ code }) => code).filter((code) => cases(code) < 3)).toEqual(others);
  });
}

/** What proves a group of rules. */
interface Proof {
  /** An environment that breaks none of them. */
  readonly good: CheckInput;
  readonly bad: readonly Case[];
  /** Cases that give nothing; the heading says why. @default none */
  readonly allowed?: readonly Case[];
  /** Codes that have tests of their own. @default none */
  readonly others?: readonly string[];
}

/** Tests: the systems have no error, each bad case is found, each code is proven, and what is allowed gives nothing. */
export function testRules(rules: readonly Rule[], { good, bad, allowed = [], others = [] }: Proof): void {
  test.each(allInputs())('%s breaks none', (_name, input) => {
    expect(errorsOf(rules, input)).toEqual([]);
  });
  test('the objects that the table breaks are good', () => {
    expect(breachesOf(rules, good)).toEqual([]);
  });
  testFindings(rules, good, bad);
  testProven(rules, bad, others);
  for (const { heading, object, field, value } of allowed)
    test(heading, () => {
      expect(finder(rules, good)(object, field, value)).toEqual([]);
    });
}
