import { didYouMean, type JsonObject } from '../../values';
import { checkValue, type SchemaError } from './check-value';
import { kubernetesVersions, schemaOf, type KubernetesVersion } from '../../kubernetes/definitions';

/** Every way in which an object differs from what this version of Kubernetes takes; unknown fields are errors. */
export function checkSchema(object: JsonObject, options: { readonly kubernetes: KubernetesVersion }): SchemaError[] {
  const { kinds, structs } = schemaOf(options.kubernetes);
  const struct = kinds.get(`${String(object.apiVersion)} ${String(object.kind)}`);
  return struct === undefined ? [unknownKind(object, options.kubernetes)] : checkValue(object, struct, structs);
}

function unknownKind({ apiVersion, kind }: JsonObject, kubernetes: KubernetesVersion): SchemaError {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    const missing = typeof apiVersion !== 'string' ? 'apiVersion' : 'kind';
    return { pointer: '', keyword: 'missing-field', message: `an object needs the field "${missing}", a string` };
  }
  const known = Array.from(schemaOf(kubernetes).kinds.keys(), (name) => name.split(' ') as [string, string]);
  const apiVersions = known.flatMap(([group, other]) => (other === kind ? [group] : []));
  const kinds = known.flatMap(([group, other]) => (group === apiVersion ? [other] : []));
  return {
    pointer: apiVersions.length > 0 ? '/apiVersion' : '/kind',
    keyword: 'unknown-kind',
    message: `Kubernetes ${kubernetes} has no ${apiVersion} ${kind}${versionsWith(`${apiVersion} ${kind}`)}${didYouMean(kind, kinds)}`,
    remedy: apiVersions.length > 0 ? `Use ${apiVersions.join(' or ')}.` : undefined,
  };
}

/** `; 1.28 to 1.31 have it`, or nothing. */
function versionsWith(name: string): string {
  const versions = kubernetesVersions.filter((version) => schemaOf(version).kinds.has(name));
  if (versions.length === 0) return '';
  return versions.length === 1 ? `; ${versions[0]} has it` : `; ${versions[0]} to ${versions.at(-1)} have it`;
}
