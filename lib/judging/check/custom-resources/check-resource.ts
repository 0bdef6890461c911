import { kubernetesVersions, schemaOf, type KubernetesVersion } from '../../../core/kubernetes/definitions';
import type { JsonObject } from '../../../core/values';
import type { CheckedObject, CheckInput } from '../finding';
import { isMap, pointerTo } from '../../../core/references/objects';
import { checkValue, type SchemaError } from '../schema/check-value';
import { checkRules, type RuleError } from './check-rules';
import { checkStructure } from './check-structure';
import { withDefaults } from './defaults';
import { definitionsIn } from './definitions-in';
import type { ResourceDefinition, ResourceVersion } from './resource-definition';
import { unknownFields } from './unknown-fields';

/** What the definition of its kind says of an object. */
export interface ResourceReport {
  readonly definition: ResourceDefinition;
  /** Undefined where the definition has none of that name. */
  readonly version?: ResourceVersion;
  readonly errors: readonly SchemaError[];
  readonly ruleErrors: readonly RuleError[];
  /** Patterns that cannot be read here. */
  readonly unreadPatterns: ReadonlySet<string>;
}

const known = new WeakMap<CheckInput, Map<CheckedObject, ResourceReport | undefined>>();

/** What the definition of its kind says of an object, asked once for all rules; undefined where no definition is known. */
export function reportOn(checked: CheckedObject, input: CheckInput): ResourceReport | undefined {
  if (definitionsIn(input).isEmpty) return undefined;
  let reports = known.get(input);
  if (!reports) known.set(input, (reports = new Map<CheckedObject, ResourceReport | undefined>()));
  if (!reports.has(checked)) reports.set(checked, report(checked.object, input));
  return reports.get(checked);
}

/** The ways in which an object differs from the schema of its definition; undefined where no definition is known. */
export const resourceErrors = (checked: CheckedObject, input: CheckInput): readonly SchemaError[] | undefined =>
  reportOn(checked, input)?.errors;

function report(object: JsonObject, input: CheckInput): ResourceReport | undefined {
  const definitions = definitionsIn(input);
  const definition = definitions.of(object);
  if (!definition) return undefined;
  const version = definitions.versionOf(object);
  const nothing = { definition, version, errors: [], ruleErrors: [], unreadPatterns: new Set<string>() };
  if (!version?.isServed) return nothing;
  const { schema, hasStatus } = version;
  const kubernetes = (input.kubernetes ?? kubernetesVersions[0]) as KubernetesVersion;
  const unknown = [...metadataErrors(object, kubernetes), ...unknownFields(object, schema)];
  const filled = withDefaults(hasStatus ? withoutStatus(object) : object, schema) as JsonObject;
  const { errors, unreadPatterns } = checkStructure(filled, schema);
  const ruleErrors = errors.some(({ isBlocking }) => isBlocking) ? [] : checkRules(filled, schema);
  return { ...nothing, errors: [...unknown, ...errors], ruleErrors, unreadPatterns };
}

/** The status is written apart from the rest of an object; one that an object brings is dropped. */
function withoutStatus({ status: _status, ...others }: JsonObject): JsonObject {
  return others;
}

/** The metadata is that of any object, whatever the definition says of it. */
function metadataErrors({ metadata }: JsonObject, kubernetes: KubernetesVersion): SchemaError[] {
  if (!isMap(metadata)) return [];
  const { structs } = schemaOf(kubernetes);
  return checkValue(metadata, 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', structs).map((error) => ({
    ...error,
    pointer: `${pointerTo('', 'metadata')}${error.pointer}`,
  }));
}
