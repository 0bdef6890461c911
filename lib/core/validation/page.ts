import type { ApiType, Field } from '../kubernetes/api-type';
import type { Json, JsonObject } from '../values';
import type { JsonSchema } from './json-schema';

/*
 * What the tables of the API server's validation are made of. A page lists, for a struct of the API or for a kind, what the
 * server checks about it; the interpreter walks an object along the types of its schema and applies what it finds.
 */

/** The codes of findings about objects that the API server refuses although the schema allows them, by kind of constraint. */
export type ValidationCode =
  | 'missing-value'
  | 'forbidden-field'
  | 'not-exactly-one'
  | 'invalid-combination'
  | 'invalid-enum'
  | 'out-of-range'
  | 'duplicate-entry'
  | 'duplicate-name'
  | 'duplicate-variable'
  | 'invalid-format'
  | 'invalid-name'
  | 'invalid-env-name'
  | 'invalid-config-key'
  | 'invalid-label'
  | 'invalid-annotation'
  | 'invalid-selector'
  | 'selector-mismatch'
  | 'volatile-selector'
  | 'restart-policy'
  | 'invalid-port'
  | 'unnamed-port'
  | 'invalid-resource'
  | 'invalid-quantity'
  | 'limit-below-request'
  | 'invalid-schedule'
  | 'invalid-host'
  | 'invalid-path'
  | 'invalid-cidr'
  | 'unusual-path'
  | 'invalid-image'
  | 'invalid-duration';

/** The object in which a struct stands. */
export interface Site {
  /** Kind and group, as `Deployment.apps`. */
  readonly kind: string;
  readonly object: JsonObject;
  /** Minor version of Kubernetes that is checked against. */
  readonly minor: number;
  /** Whether the kind is a custom resource, whose operator reads what structs of Kubernetes stand in it. @default false */
  readonly isForeign?: boolean;
}

/** One place at or below a struct where a rule is broken. */
export interface BreachInStruct {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Not refused, but accepted and without a chance. @default refused, or what the rule of the code says */
  readonly question?: 'cannot-work';
}

/**
 * What holds for the value of one field; one that is absent, null or empty is passed over unless `seesAbsent`. An empty element of a
 * list is looked at, since only a field can be left out.
 */
export interface FieldRule {
  readonly code: ValidationCode;
  /** What must hold, after "must be" or the like, for the table of rules. */
  readonly says: string;
  readonly valid: Json;
  readonly invalid: Json;
  /** Whether the rule looks at fields that are absent, null or an empty string too. @default false */
  readonly seesAbsent?: boolean;
  /** Whether the rule looks at empty strings, and not at fields that are absent or null. @default false */
  readonly seesEmpty?: boolean;
  /** That the API server takes it, and it cannot work. @default refused */
  readonly question?: 'cannot-work';
  /**
   * The same as JSON Schema, for a value that the rule looks at; by the type of the field where it depends on that. What it takes,
   * the rule takes. @default not said as JSON Schema
   */
  readonly schema?: JsonSchema | ((type: ApiType) => JsonSchema);
  /** What is wrong with a value; a text, or places below it. */
  readonly check: (value: Json, site: Site) => string | undefined | readonly BreachInStruct[];
}

/** The fields of a struct, and whether one must be there. */
export type Fields = ReadonlyMap<string, Pick<Field, 'isRequired'>>;

/** What holds for a struct as a whole. */
export interface StructRule {
  readonly code: ValidationCode;
  readonly says: string;
  readonly valid: JsonObject;
  readonly invalid: JsonObject;
  /** The same as JSON Schema; by the struct's fields where it depends on them. @default not said as JSON Schema */
  readonly schema?: JsonSchema | ((fields: Fields) => JsonSchema);
  readonly check: (struct: JsonObject, site: Site) => readonly BreachInStruct[];
}

/** What the API server checks about one struct. */
export interface Section {
  /** Package and function of Kubernetes that the rules are taken from. */
  readonly source: string;
  /** Rules of fields by path; `*` is every element of a list or entry of a map, `~` a slash in a key. */
  readonly fields?: { readonly [path: string]: FieldRule | readonly FieldRule[] };
  readonly rules?: readonly StructRule[];
}

/**
 * What is checked, by struct or kind: `core.ServiceSpec` is a struct of any version of the API group, `Service` or
 * `Deployment.apps` a whole object of that kind, `*` any object.
 */
export interface Page {
  readonly [structOrKind: string]: Section;
}
