import { groupOf } from '../../core/kubernetes/scopes';
import { isMap, type Json, type JsonObject } from '../../core/values';
import { apiVersionOf, kindOf, listAt, nameOf, textAt } from './deployed';
import type { HealthCheck } from './flux-types';

/**
 * A condition that controllers set. Before they have, there is no status, and an expression that reads it fails, which Flux takes for
 * "not yet". No expression says "failed": a store that is not valid yet makes an ExternalSecret fail for a moment.
 */
const hasCondition = (type: string) =>
  `has(status.conditions) && status.conditions.exists(c, c.type == '${type}' && c.status == 'True')`;

const isRouted =
  'has(status.parents) && size(status.parents) > 0 && status.parents.all(p, ' +
  "['Accepted', 'ResolvedRefs'].all(t, p.conditions.exists(c, c.type == t && c.status == 'True')))";

/**
 * When custom resources are ready, by group and kind. What is not listed is ready as kstatus says: at once, where it has no
 * condition `Ready`.
 *
 * Sources: https://fluxcd.io/flux/cheatsheets/cel-healthchecks (SealedSecret); the `status` of the CustomResourceDefinitions of External
 * Secrets, KEDA and cert-manager; https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus
 */
const readiness: { readonly [group: string]: { readonly [kind: string]: string } } = {
  'bitnami.com': { SealedSecret: hasCondition('Synced') },
  'cert-manager.io': {
    Certificate: hasCondition('Ready'),
    ClusterIssuer: hasCondition('Ready'),
    Issuer: hasCondition('Ready'),
  },
  'external-secrets.io': {
    ClusterExternalSecret: hasCondition('Ready'),
    ClusterSecretStore: hasCondition('Ready'),
    ExternalSecret: hasCondition('Ready'),
    PushSecret: hasCondition('Ready'),
    SecretStore: hasCondition('Ready'),
  },
  'gateway.networking.k8s.io': { GRPCRoute: isRouted, HTTPRoute: isRouted },
  'keda.sh': { ScaledJob: hasCondition('Ready'), ScaledObject: hasCondition('Ready') },
};

/**
 * How Flux finds out that the objects of a stage are ready, where it does not know by itself.
 *
 * A claim whose storage waits for its first pod (`WaitForFirstConsumer`) stays pending until that pod comes, in a later stage or by night
 * in a CronJob: who waits for it to be bound waits for ever. So a claim that no pod of the stage mounts at once is ready when it is there.
 * Expressions for a kind are asked before Flux' own knowledge of it (fluxcd/pkg, runtime/cel).
 */
export function healthChecks(objects: readonly JsonObject[]): HealthCheck[] {
  const checks = new Map<string, HealthCheck>();
  for (const object of objects) {
    const [apiVersion, kind] = [apiVersionOf(object), kindOf(object)];
    const current = readiness[groupOf(apiVersion)]?.[kind];
    if (current !== undefined) checks.set(`${groupOf(apiVersion)} ${kind}`, { apiVersion, kind, current });
  }
  return [...[...checks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, check]) => check), ...claimChecks(objects)];
}

/** The check of claims alone; none where pods mount all of them at once. */
export function claimChecks(objects: readonly JsonObject[]): HealthCheck[] {
  const mounted = new Set(objects.flatMap((object) => (kindOf(object) === 'CronJob' ? [] : claimsOf(object))));
  const isWaiting = objects.some(
    (object) =>
      apiVersionOf(object) === 'v1' && kindOf(object) === 'PersistentVolumeClaim' && !mounted.has(nameOf(object)),
  );
  if (!isWaiting) return [];
  const current = "status.phase == 'Bound' || status.phase == 'Pending'";
  return [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', failed: "status.phase == 'Lost'", current }];
}

/** The claims that the pods of an object mount, wherever in it a pod's specification stands. */
function claimsOf(value: Json | undefined): string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(claimsOf);
  if (!isMap(value)) return [];
  const own = listAt(value, 'volumes').flatMap((volume) => {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    return name === '' ? [] : [name];
  });
  return [...own, ...Object.values(value).flatMap(claimsOf)];
}
