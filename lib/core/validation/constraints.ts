import type { ApiType } from '../kubernetes/api-type';
import { newestStruct } from '../kubernetes/newest';
import { shortName } from '../kubernetes/struct-name';
import { boundsOfInteger } from '../kubernetes/wide-integers';
import { ownEntry } from '../values/own-entry';
import { allOf, orEmpty, schemaOf } from './fragments';
import type { JsonSchema } from './json-schema';
import type { FieldRule, Section } from './page';

/*
 * What the pages say, as JSON Schema. Rules without a schema, such as that no two of a list have the same name, are not in it.
 */

/**
 * What the API server asks of the value of a field where it is there: bounds, forms, choices, and what a struct above says of the
 * fields within it.
 *
 * @param structId the upstream name of a struct, such as `io.k8s.api.core.v1.Probe`
 * @returns undefined where nothing is asked beyond the field's type
 */
export function constraintsOfField(structId: string, field: string): JsonSchema | undefined {
  const key = `${structId} ${field}`;
  if (!ofFields.has(key)) ofFields.set(key, askedOfField(structId, field));
  return ofFields.get(key);
}

/** What is asked of a field is the same wherever it stands. */
const ofFields = new Map<string, JsonSchema | undefined>();

function askedOfField(structId: string, field: string): JsonSchema | undefined {
  const type = newestStruct(structId)?.fields.get(field)?.type;
  if (type === undefined) return undefined;
  const rules = sectionsOf(structId).flatMap(({ fields = {} }) =>
    Object.entries(fields).flatMap(([path, ofField]): Below[] => {
      const [first, ...rest] = path.split('/').map((key) => key.replaceAll('~', '/'));
      return first === field ? [ofField].flat().map((rule) => ({ rule, path: rest })) : [];
    }),
  );
  return unlessEmpty(allOf([integersIn(type, structId, field), schemaBelow(type, rules, false)]));
}

/**
 * What the API server asks of a struct as a whole: what must be there, what excludes what. Each part has the sentence that it stands
 * for as its `errorMessage`.
 *
 * @returns undefined where nothing is asked beyond the types of its fields
 */
export function constraintsOfStruct(structId: string): JsonSchema | undefined {
  if (!ofStructs.has(structId)) ofStructs.set(structId, askedOfStruct(structId));
  return ofStructs.get(structId);
}

const ofStructs = new Map<string, JsonSchema | undefined>();

function askedOfStruct(structId: string): JsonSchema | undefined {
  const fields = newestStruct(structId)?.fields;
  if (fields === undefined) return undefined;
  const sections = sectionsOf(structId);
  const required = sections.flatMap(({ fields: ofFields = {} }) =>
    Object.entries(ofFields).flatMap(([path, rules]) =>
      fields.has(path) && [rules].flat().some(needsValue) ? [path] : [],
    ),
  );
  const parts = sections
    .flatMap(({ rules = [] }) => rules)
    .flatMap(({ schema, says }) => {
      const part = typeof schema === 'function' ? schema(fields) : schema;
      return part === undefined ? [] : [{ ...part, errorMessage: sentence(says) }];
    });
  return unlessEmpty({
    ...(required.length > 0 ? { required: [...new Set(required)] } : {}),
    ...(parts.length > 0 ? { allOf: parts } : {}),
  });
}

/** A rule, and where below a field it holds. */
interface Below {
  readonly rule: FieldRule;
  readonly path: readonly string[];
}

const infinitives: { readonly [word: string]: string } = { is: 'be', has: 'have', goes: 'go' };

/** What must hold, as it goes on after the path of a value: `must be a DNS label`. */
function sentence(says: string): string {
  const [verb = '', ...rest] = says.split(' ');
  if (verb === 'is' && rest[0] === 'not') return ['must not be', ...rest.slice(1)].join(' ');
  const infinitive = ownEntry(infinitives, verb) ?? (verb.endsWith('s') ? verb.slice(0, -1) : undefined);
  return infinitive === undefined ? `must be so: it ${says}` : ['must', infinitive, ...rest].join(' ');
}

const noSite = { kind: '', object: {}, minor: 28 };

/** Whether a rule refuses what is not there. */
const needsValue = ({ seesAbsent, check }: FieldRule): boolean =>
  seesAbsent === true && check(null, noSite) !== undefined;

function schemaBelow(type: ApiType, rules: readonly Below[], isElement: boolean): JsonSchema {
  const own = rules.flatMap(({ rule, path }) => (path.length === 0 ? [rule] : []));
  const isNeeded = own.some(needsValue);
  const schemas = own.flatMap((rule) => {
    const schema = schemaOf(rule, type);
    if (schema === undefined || Object.keys(schema).length === 0) return [];
    const looksAtEmpty = isNeeded || isElement || rule.seesEmpty === true || rule.seesAbsent === true;
    const whole = looksAtEmpty || !mayBeText(type) ? schema : orEmpty(schema);
    return isPlain(whole) ? [whole] : [{ ...whole, errorMessage: sentence(rule.says) }];
  });
  return allOf([...schemas, ...innerOf(type, rules)]);
}

/** Whether a reader of the schema sees what is wrong without a sentence. */
const isPlain = (schema: JsonSchema): boolean =>
  ['pattern', 'not', 'anyOf', 'if', 'propertyNames'].every((keyword) => schema[keyword] === undefined);

const mayBeText = (type: ApiType): boolean =>
  type.kind === 'enum' ||
  (type.kind === 'primitive' && !['integer', 'number', 'boolean', 'quantity', 'any'].includes(type.name));

/** What rules say of what stands in a value. */
function innerOf(type: ApiType, rules: readonly Below[]): JsonSchema[] {
  const keys = new Set(rules.flatMap(({ path }) => path.slice(0, 1)));
  return [...keys].map((key): JsonSchema => {
    const below = rules.flatMap(({ rule, path }) => (path[0] === key ? [{ rule, path: path.slice(1) }] : []));
    if (key === '*') {
      if (type.kind === 'list') return wrapped('items', schemaBelow(type.of, below, true));
      return type.kind === 'map' ? wrapped('additionalProperties', schemaBelow(type.of, below, false)) : {};
    }
    const inner = typeOf(type, key);
    if (inner === undefined) return {};
    const required = below.some(({ rule, path }) => path.length === 0 && needsValue(rule)) ? { required: [key] } : {};
    const schema = schemaBelow(inner, below, false);
    return { ...required, ...(Object.keys(schema).length === 0 ? {} : { properties: { [key]: schema } }) };
  });
}

const typeOf = (type: ApiType, key: string): ApiType | undefined => {
  if (type.kind === 'map') return type.of;
  return type.kind === 'struct' ? newestStruct(type.id)?.fields.get(key)?.type : undefined;
};

const wrapped = (keyword: string, schema: JsonSchema): JsonSchema =>
  Object.keys(schema).length === 0 ? {} : { [keyword]: schema };

/** The bounds of an integer, or of each of a list of them. */
function integersIn(type: ApiType, structId: string, field: string): JsonSchema {
  if (type.kind === 'list') return wrapped('items', integersIn(type.of, structId, field));
  if (type.kind !== 'primitive' || (type.name !== 'integer' && type.name !== 'intOrString')) return {};
  return boundsOfInteger(structId, field);
}

const unlessEmpty = (schema: JsonSchema): JsonSchema | undefined =>
  Object.keys(schema).length === 0 ? undefined : schema;

const sections = new Map<string, Section[]>();

function sectionsOf(id: string): readonly Section[] {
  if (sections.size === 0) {
    // Loaded when they are needed: an app that only builds its constructs does not pay for them.
    const { pages } = require('./pages') as typeof import('./pages');
    for (const [name, section] of pages.flatMap((page) => Object.entries(page))) {
      sections.set(name, [...(sections.get(name) ?? []), section]);
    }
  }
  return [...(sections.get(shortName(id)) ?? []), ...(sections.get(resourceName(id)) ?? [])];
}

/** The name by which pages know a kind of the core, `ConfigMap`, or that of a custom resource: `HTTPRoute.gateway.networking.k8s.io`. */
function resourceName(id: string): string {
  const ofCore = /^io\.k8s\.api\.core\.v1\.(\w+)$/.exec(id)?.[1];
  if (ofCore !== undefined) return ofCore;
  const [, group = '', name = ''] = /^(?!io\.k8s\.)(.*)\.v\d\w*\.(\w+)$/.exec(id) ?? [];
  return `${name}.${group}`;
}
