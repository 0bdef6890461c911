import { groupOf } from '../../core/kubernetes/scopes';
import type { JsonObject } from '../../core/values';
import type { PlainObject } from '../trees';
import { apiVersionOf, kindOf, listAt, nameOf, textAt } from './deployed';
import type { Patch } from './argocd-types';

/**
 * Whether data goes with an object: a claim and its volume, a namespace with all that is in it, a definition with all objects of its kind,
 * and a StatefulSet that asks for its claims to be deleted with it.
 */
export function holdsData(object: JsonObject): boolean {
  const [group, kind] = [groupOf(apiVersionOf(object)), kindOf(object)];
  if (group === '') return ['Namespace', 'PersistentVolume', 'PersistentVolumeClaim'].includes(kind);
  if (group === 'apiextensions.k8s.io') return kind === 'CustomResourceDefinition';
  if (group !== 'apps' || kind !== 'StatefulSet') return false;
  return textAt(object, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete';
}

/** Whether a stage has something that keeps data, a database for one: its claims outlive it, and its pods should not go by accident. */
export const keepsData = (object: JsonObject): boolean =>
  holdsData(object) || (kindOf(object) === 'StatefulSet' && listAt(object, 'spec', 'volumeClaimTemplates').length > 0);

/** A mark on an object that an engine knows. */
export interface Mark {
  readonly annotation: string;
  /** The value for an object that has some value there already, or none. */
  readonly value: (present: string) => string;
}

/** Argo CD neither prunes it nor deletes it with the Application. */
export const keptByArgo: Mark = {
  annotation: 'argocd.argoproj.io/sync-options',
  value: (present) =>
    [
      ...present.split(',').filter((option) => option !== '' && !/^\s*(Delete|Prune)=/.test(option)),
      'Delete=false',
      'Prune=false',
    ].join(','),
};

/** Flux neither prunes it nor deletes it with the Kustomization. */
export const keptByFlux: Mark = {
  annotation: 'kustomize.toolkit.fluxcd.io/prune',
  value: () => 'disabled',
};

const sorted = (options: string) => options.split(',').sort().join(',');

/** Patches that mark what holds data, so that no engine removes it by itself; none for what is marked already. */
export function keepingPatches(plain: readonly PlainObject[], { annotation, value }: Mark): Patch[] {
  return plain.flatMap(({ object }): Patch[] => {
    const present = textAt(object, 'metadata', 'annotations', annotation);
    const wanted = value(present);
    if (!holdsData(object) || sorted(present) === sorted(wanted)) return [];
    const patch = [
      `apiVersion: ${apiVersionOf(object)}`,
      `kind: ${kindOf(object)}`,
      'metadata:',
      `  name: ${nameOf(object)}`,
      '  annotations:',
      `    ${annotation}: ${wanted}`,
      '',
    ];
    return [{ patch: patch.join('\n'), target: targetOf(object) }];
  });
}

/** Exactly this object, for patches and rules that take regular expressions. */
export function targetOf(object: JsonObject): Patch['target'] {
  const group = groupOf(apiVersionOf(object));
  const namespace = textAt(object, 'metadata', 'namespace');
  return {
    ...(group === '' ? {} : { group }),
    kind: kindOf(object),
    name: exactly(nameOf(object)),
    ...(namespace === '' ? {} : { namespace }),
  };
}

/** A name as a regular expression; a name has no character but the dot that means something there. */
export const exactly = (name: string): string => name.replaceAll('.', '\\.');
