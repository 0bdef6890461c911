import type { Json, JsonObject } from '../../core/values';
import type { Place } from './discovery.fixture';

/* What the small API server answers with: its words for refusals, and the status of objects. */

/** An object as the server stores it. */
export interface Stored extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & { readonly name: string };
}

/** What a test makes of a request in place of the answer: a refusal of the API server, or a connection that is cut. */
export type Refusal = { readonly code: number; readonly reason: string; readonly message: string } & {
  readonly details?: JsonObject;
};

/** The status of an object at the nth time that it is asked for since it was last changed, from 0. */
export type Status = (asked: number, object: Stored) => { readonly [field: string]: Json | undefined } | undefined;

export const failure = ({ code, reason, message, details }: Refusal): JsonObject => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  code,
  reason,
  message,
  ...(details ? { details } : {}),
});

export const notFound = ({ group, plural }: Pick<Place, 'group' | 'plural'>, name: string) =>
  failure({
    code: 404,
    reason: 'NotFound',
    message: `${plural}${group === '' ? '' : `.${group}`} "${name}" not found`,
    details: { name, group, kind: plural },
  });

/** As the API server words it, and lists it for programs. */
export function conflict({ apiVersion }: Stored, others: readonly (readonly [string, string])[]): JsonObject {
  const causes = others.map(([manager, field]) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with "${manager}" using ${apiVersion}`,
    field,
  }));
  const count = `${others.length} conflict${others.length === 1 ? '' : 's'}`;
  const lines = causes.map(({ message, field }) => `${message}: ${field}`);
  const message = `Apply failed with ${count}: ${causes.length === 1 ? lines[0] : `conflicts:\n- ${lines.join('\n- ')}`}`;
  return failure({ code: 409, reason: 'Conflict', message, details: { causes } });
}

const isTrue = (type: string) => ({ type, status: 'True' });

/** What is ready at once. */
export const ready: Status = (_, { kind, spec, metadata, status }): JsonObject | undefined => {
  const replicas = Number((spec as JsonObject | undefined)?.['replicas'] ?? 1);
  const observedGeneration = Number(metadata['generation']);
  switch (kind) {
    case 'Namespace':
      return { phase: 'Active' };
    case 'Deployment':
      return {
        ...{
          observedGeneration,
          replicas,
          updatedReplicas: replicas,
          readyReplicas: replicas,
          availableReplicas: replicas,
        },
        conditions: [isTrue('Available'), { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }],
      };
    case 'StatefulSet':
      return {
        ...{
          observedGeneration,
          replicas,
          readyReplicas: replicas,
          currentReplicas: replicas,
          updatedReplicas: replicas,
        },
        ...{ currentRevision: 'one', updateRevision: 'one' },
      };
    case 'Job':
      return { succeeded: 1, conditions: [isTrue('Complete')] };
    case 'Pod':
      return status === undefined ? { phase: 'Succeeded' } : undefined;
    case 'PersistentVolumeClaim':
      return { phase: 'Bound' };
    case 'ExternalSecret':
      return { conditions: [isTrue('Ready')] };
    default:
      return undefined;
  }
};
