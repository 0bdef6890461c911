import type { Json } from '../../../core/values';

/** A rule in CEL that a schema carries in `x-kubernetes-validations`. */
export interface ValidationRule {
  readonly rule: string;
  /** @default `failed rule: ` and the rule */
  readonly message?: string;
  /** CEL that gives the message, and wins over it. */
  readonly messageExpression?: string;
  /** The field that is to blame, from the place of the rule, as `.spec.replicas`. */
  readonly fieldPath?: string;
  /** Whether a rule about `oldSelf` holds for new objects too, where `oldSelf` is empty. @default false */
  readonly isForNewObjects: boolean;
}

/** What a limit of a number says. */
export interface Limit {
  readonly value: number;
  readonly isExclusive: boolean;
}

/**
 * One level of the schema of a custom resource (`openAPIV3Schema`), read from its definition. What a definition says wrongly is
 * taken as not said: it is the definition itself that the API server refuses then.
 */
export interface StructuralSchema {
  /** `object`, `array`, `string`, `integer`, `number` or `boolean`. @default any */
  readonly type?: string;
  /** @default none */
  readonly format?: string;
  readonly isIntOrString: boolean;
  readonly isNullable: boolean;
  /** Whether fields that the schema does not know are kept. */
  readonly keepsUnknownFields: boolean;
  /** Whether the value is a whole Kubernetes object, with `apiVersion`, `kind` and `metadata`. */
  readonly isEmbeddedResource: boolean;
  readonly properties: ReadonlyMap<string, StructuralSchema>;
  /** What all other fields are; `any` where they may be anything. @default there are no others */
  readonly additionalProperties?: StructuralSchema | 'any';
  /** What the elements of a list are. */
  readonly items?: StructuralSchema;
  /** The value of a field that is left out. */
  readonly default?: Json;
  readonly required: readonly string[];
  readonly enum?: readonly Json[];
  /** A regular expression of Go. */
  readonly pattern?: string;
  readonly minimum?: Limit;
  readonly maximum?: Limit;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf: readonly StructuralSchema[];
  readonly anyOf: readonly StructuralSchema[];
  readonly oneOf: readonly StructuralSchema[];
  readonly not?: StructuralSchema;
  /** `set`: no element twice; `map`: no two elements with the same keys. */
  readonly listType?: string;
  readonly listMapKeys: readonly string[];
  readonly rules: readonly ValidationRule[];
  /** Whether there are defaults here or below, so that others need not be looked for. */
  readonly hasDefaults: boolean;
  /** Whether there are rules in CEL here or below. */
  readonly hasRules: boolean;
}

/** The schema of a field of a map, where the schema knows it. */
export function schemaOfField(schema: StructuralSchema, key: string): StructuralSchema | undefined {
  const own = schema.properties.get(key);
  if (own) return own;
  return schema.additionalProperties === 'any' ? undefined : schema.additionalProperties;
}
