import type { JsonObject } from '../../../core/values';
import { groupOf } from '../../../core/kubernetes/scopes';
import { at, isMap, pointerTo } from '../../../core/references/objects';
import { isBuiltIn } from '../../../core/kubernetes/groups';
import { shown, type Difference } from './differences';

/** Metadata that the server writes, and nobody else. */
const ofTheServer = [
  ...['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid'],
  ...['deletionTimestamp', 'deletionGracePeriodSeconds'],
];

/** Annotations that come along where an object was taken out of a cluster. */
const ofOthers = ['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision'];

/** Fields that the server sets itself, turns into others or drops. */
export function serverFieldsIn(object: JsonObject, kind: string, hasStatus: boolean): Difference[] {
  const found: Difference[] = [];
  const add = (message: string, remedy: string, ...path: readonly string[]) => {
    found.push({ drift: 'field', pointer: pointerTo('', ...path), message, remedy });
  };
  for (const field of ofTheServer) {
    if (at(object, 'metadata', field) === undefined) continue;
    add(`${field} is written by the API server alone`, 'Leave it out.', 'metadata', field);
  }
  for (const annotation of ofOthers) {
    if (at(object, 'metadata', 'annotations', annotation) === undefined) continue;
    add(
      `${annotation} was written by whoever made another object`,
      'Leave it out.',
      'metadata',
      'annotations',
      annotation,
    );
  }
  const { status } = object;
  const isOurs = hasStatus || isBuiltIn(groupOf(String(object['apiVersion'])));
  if (isOurs && isMap(status) && Object.keys(status).length > 0)
    add('a status is written by controllers, and dropped where it is applied', 'Leave it out.', 'status');
  if (kind === 'Secret' && isMap(object['stringData']))
    add(
      'stringData is never stored: the API server turns it into data, and keeps there what stringData no longer has',
      'Write data in base64, or have an operator make the Secret.',
      'stringData',
    );
  if (kind === 'CustomResourceDefinition.apiextensions.k8s.io' && at(object, 'spec', 'preserveUnknownFields') === false)
    add(
      `preserveUnknownFields is written as ${shown(false)}, which the API server does not store`,
      'Leave it out: false is all that there is.',
      'spec',
      'preserveUnknownFields',
    );
  return found;
}
