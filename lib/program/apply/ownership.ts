import { groupOf } from '../../core/kubernetes/scopes';
import type { JsonObject } from '../../core/values';
import { at, listAt, textAt } from './objects';

/** The field manager of `apply`. */
export const fieldManager = 'chartwright';

/** Kinds whose removal takes with it what no apply has made: data, or all objects of a namespace or a kind. */
const holding: readonly string[] = [
  '/Namespace',
  '/PersistentVolume',
  '/PersistentVolumeClaim',
  'apiextensions.k8s.io/CustomResourceDefinition',
];

/** Marks of an object that outlives whatever made it, by engine: annotation and the word in it. */
const retained: readonly (readonly [string, RegExp])[] = [
  ['argocd.argoproj.io/sync-options', /\b(Prune|Delete)=(false|confirm)\b/],
  ['kustomize.toolkit.fluxcd.io/prune', /^disabled$/i],
  ['helm.sh/resource-policy', /^keep$/],
];

/** Marks by which another engine knows what is its own. */
const others: readonly (readonly ['labels' | 'annotations', string, string])[] = [
  ['annotations', 'meta.helm.sh/release-name', 'a Helm release'],
  ['annotations', 'argocd.argoproj.io/tracking-id', 'Argo CD'],
  ['labels', 'kustomize.toolkit.fluxcd.io/name', 'Flux'],
  ['labels', 'helm.toolkit.fluxcd.io/name', 'Flux'],
];

/** The entry of our field manager, which the API server writes when `apply` makes or changes an object. */
export const ownEntry = (object: JsonObject): JsonObject | undefined =>
  listAt(object, 'metadata', 'managedFields').find(
    (each) => textAt(each, 'manager') === fieldManager && textAt(each, 'operation') === 'Apply',
  );

/**
 * Why an object that is no longer printed stays all the same; undefined where an earlier `apply` made it and nothing speaks against
 * its removal.
 */
export function whyItStays(object: JsonObject): string | undefined {
  const kind = `${groupOf(textAt(object, 'apiVersion'))}/${textAt(object, 'kind')}`;
  if (holding.includes(kind)) return 'its kind holds data or other objects, and is never removed';
  for (const [annotation, words] of retained) {
    if (words.test(textAt(object, 'metadata', 'annotations', annotation))) return 'it is marked to be retained';
  }
  if (textAt(object, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete')
    return 'its claims would be deleted with it';
  if (at(object, 'metadata', 'deletionTimestamp') !== undefined) return 'it is being deleted already';
  if (!ownEntry(object)) return `the field manager ${fieldManager} has no part in it: somebody else made it`;
  if (listAt(object, 'metadata', 'ownerReferences').length > 0) return 'it belongs to another object';
  for (const [place, name, owner] of others) {
    if (textAt(object, 'metadata', place, name) !== '') return `${owner} has it now`;
  }
  const another = listAt(object, 'metadata', 'managedFields').find(
    (each) => textAt(each, 'operation') === 'Apply' && textAt(each, 'manager') !== fieldManager,
  );
  return another && `"${textAt(another, 'manager')}" applies it too`;
}
