import { describe, expect, test } from '@jest/globals';
import { kubernetesVersions, schemaOf } from '../../../core/kubernetes/definitions';
import type { Json, JsonObject } from '../../../core/values';
import { ruleTexts } from '../rules';
import { shortName } from '../../../core/kubernetes/struct-name';
import { Interpreter } from './interpreter';
import type { FieldRule, Section, StructRule } from '../../../core/validation/page';
import { pages } from './pages';

/*
 * Each entry of each page is tried with its two examples: the valid one gives nothing, the invalid one a finding.
 */

interface Entry {
  readonly title: string;
  readonly section: string;
  readonly only: Section;
  readonly code: string;
  readonly valid: JsonObject;
  readonly invalid: JsonObject;
  /** With an empty text in place of the value, where the entry looks at one. */
  readonly emptied?: JsonObject;
}

/** A struct in which a value stands at a path; every `*` is the first of a list, or the entry of a map, as the value wants it. */
function at(path: string, value: Json, isMap: (field: string) => boolean): JsonObject {
  const keys = path.split('/').map((key) => key.replaceAll('~', '/'));
  const build = (depth: number): Json => {
    const key = keys[depth];
    if (key === undefined) return value;
    const inner = build(depth + 1);
    if (key !== '*') return { [key]: inner };
    return isMap(keys[depth - 1]!) ? { any: inner } : [inner];
  };
  return build(0) as JsonObject;
}

const isMapField = (field: string) => ['timeouts'].includes(field);

const rulesOf = (rules: FieldRule | readonly FieldRule[]): readonly FieldRule[] =>
  Array.isArray(rules) ? (rules as readonly FieldRule[]) : [rules as FieldRule];

const entries: Entry[] = pages.flatMap((page) =>
  Object.entries(page).flatMap(([section, { source, fields = {}, rules = [] }]) => [
    ...Object.entries(fields).flatMap(([path, list]) =>
      rulesOf(list).map((only): Entry => ({
        title: `${section} ${path} ${only.says}`,
        section,
        only: { source, fields: { [path]: only } },
        code: only.code,
        valid: only.valid === null ? {} : at(path, only.valid, isMapField),
        invalid: only.invalid === null ? {} : at(path, only.invalid, isMapField),
        ...(only.seesEmpty ? { emptied: at(path, '', isMapField) } : {}),
      })),
    ),
    ...rules.map((only: StructRule): Entry => ({
      title: `${section} ${only.says}`,
      section,
      only: { source, rules: [only] },
      code: only.code,
      valid: only.valid,
      invalid: only.invalid,
    })),
  ]),
);

/** What is found in one of the two newest versions: some entries are of the last one, and some are no longer. */
const found = ({ only }: Entry, struct: JsonObject): string[] =>
  kubernetesVersions
    .slice(-2)
    .flatMap((version) => new Interpreter([{ '*': only }]).violationsOf({ object: struct }, version))
    .map(({ code }) => code);

describe('the pages', () => {
  test('have some hundreds of entries', () => {
    expect(entries.length).toBeGreaterThan(400);
  });

  test('let each valid example through', () => {
    expect(entries.filter((entry) => found(entry, entry.valid).length > 0).map(({ title }) => title)).toEqual([]);
  });

  test('refuse each invalid example, with the code of the entry', () => {
    const passed = entries.filter((entry) => !found(entry, entry.invalid).includes(entry.code));
    expect(passed.map(({ title }) => title)).toEqual([]);
  });

  test('refuse an empty text where they say that it is not an absent one', () => {
    const tried = entries.filter(({ emptied }) => emptied !== undefined);
    expect(tried.length).toBeGreaterThan(50);
    expect(tried.filter((entry) => found(entry, entry.emptied!).length === 0).map(({ title }) => title)).toEqual([]);
  });

  test('name structs and kinds that there are', () => {
    const structs = new Set(
      kubernetesVersions.flatMap((version) => [...schemaOf(version).structs.keys()].map(shortName)),
    );
    const isKind = (name: string) => name === '*' || /^[A-Z]/.test(name);
    const names = pages.flatMap((page) => Object.keys(page));
    expect(names.filter((name) => !isKind(name) && !structs.has(name))).toEqual([]);
  });

  test('name fields that the structs have, in their paths and in their examples', () => {
    const fields = new Map<string, Set<string>>();
    for (const version of kubernetesVersions) {
      for (const [id, { fields: own }] of schemaOf(version).structs) {
        const known = fields.get(shortName(id)) ?? new Set();
        for (const field of own.keys()) known.add(field);
        fields.set(shortName(id), known);
      }
    }
    const unknown = entries.flatMap(({ title, section, valid, invalid }) =>
      Object.keys({ ...valid, ...invalid })
        .filter((field) => fields.has(section) && !fields.get(section)!.has(field))
        .map((field) => `${title}: ${field}`),
    );
    expect(unknown).toEqual([]);
  });

  test('have codes that are rules', () => {
    const codes = new Set<string>(ruleTexts.map(({ code }) => code));
    expect(entries.filter(({ code }) => !codes.has(code))).toEqual([]);
  });

  test('say of each entry where it is from', () => {
    expect(entries.filter(({ only }) => !/\S/.test(only.source)).map(({ title }) => title)).toEqual([]);
  });
});
