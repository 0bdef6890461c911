import { didYouMean, type JsonObject } from '../../../core/values';
import { groupOf } from '../../../core/kubernetes/scopes';
import { kubernetesVersions, schemaOf, type KubernetesVersion } from '../../../core/kubernetes/definitions';
import { checkValue, type SchemaError } from './check-value';
import { hasListMeta, unlisted } from '../../../core/kubernetes/metadata-of-kinds';
import { removedKind } from './removed-kinds';

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Every way in which an object differs from what this version of Kubernetes takes; unknown fields are errors. */
export function checkSchema(object: JsonObject, options: { readonly kubernetes: KubernetesVersion }): SchemaError[] {
  const { kinds, structs } = schemaOf(options.kubernetes);
  const name = `${String(object.apiVersion)} ${String(object.kind)}`;
  const struct = kinds.get(name);
  if (struct !== undefined) return checkValue(object, struct, structs);
  const { metadata } = object;
  // What every object has is known, whatever its kind; only lists and answers of the server have other metadata.
  const ofMetadata =
    metadata === undefined || metadata === null || hasListMeta(object)
      ? []
      : checkValue(metadata, objectMeta, structs).map((error) => ({ ...error, pointer: `/metadata${error.pointer}` }));
  return unlisted.has(name) ? ofMetadata : [unknownKind(object, options.kubernetes), ...ofMetadata];
}

const unknown = new Map<string, SchemaError>();

/** What there is to say of a kind that a version has not, worked out once: a folder may have hundreds of one kind. */
function unknownKind(object: JsonObject, kubernetes: KubernetesVersion): SchemaError {
  const name = JSON.stringify([kubernetes, object['apiVersion'] ?? null, object['kind'] ?? null]);
  let found = unknown.get(name);
  if (!found) unknown.set(name, (found = describeUnknown(object, kubernetes)));
  return found;
}

function describeUnknown({ apiVersion, kind }: JsonObject, kubernetes: KubernetesVersion): SchemaError {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    const missing = typeof apiVersion !== 'string' ? 'apiVersion' : 'kind';
    return { pointer: '', keyword: 'missing-field', message: `an object needs the field "${missing}", a string` };
  }
  const known = Array.from(schemaOf(kubernetes).kinds.keys(), (name) => name.split(' ') as [string, string]);
  const apiVersions = known.flatMap(([group, other]) => (other === kind ? [group] : []));
  const kinds = known.flatMap(([group, other]) => (group === apiVersion ? [other] : []));
  const name = `${apiVersion} ${kind}`;
  const removed = removedKind(apiVersion, kind, kubernetes);
  if (removed) {
    const { since: gone, instead, difference } = removed;
    return {
      pointer: instead.endsWith(` ${kind}`) ? '/apiVersion' : '/kind',
      keyword: 'unknown-kind',
      message: `Kubernetes ${kubernetes} has no ${name}, which is gone since 1.${gone}`,
      remedy: `Use ${instead}${difference === undefined ? '' : `, ${difference}`}.`,
    };
  }
  const since = kubernetesVersions.find((version) => schemaOf(version).kinds.has(name));
  const isLater = since !== undefined && kubernetesVersions.indexOf(since) > kubernetesVersions.indexOf(kubernetes);
  const guess =
    apiVersions.length > 0 ? '' : didYouMean(kind, kinds) || didYouMean(groupOf(apiVersion), groupsOf(known));
  return {
    pointer: apiVersions.length > 0 || /mean "[^"]*\./.test(guess) ? '/apiVersion' : '/kind',
    keyword: 'unknown-kind',
    message: `Kubernetes ${kubernetes} has no ${name}${versionsWith(name)}${guess}`,
    remedy: apiVersions.length > 0 ? `Use ${apiVersions.join(' or ')}.` : undefined,
    ...(isLater ? { since } : {}),
  };
}

const groupsOf = (known: readonly (readonly [string, string])[]): Set<string> =>
  new Set(known.map(([apiVersion]) => groupOf(apiVersion)).filter((group) => group.includes('.')));

/** `; 1.28 to 1.31 have it`, or nothing. */
function versionsWith(name: string): string {
  const versions = kubernetesVersions.filter((version) => schemaOf(version).kinds.has(name));
  if (versions.length === 0) return '';
  return versions.length === 1 ? `; ${versions[0]} has it` : `; ${versions[0]} to ${versions.at(-1)} have it`;
}
