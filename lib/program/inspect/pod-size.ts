import { nanoOf } from '../../core/kubernetes/stored-quantity';
import { at, isMap, mapOf, type Container, type Pod } from '../../core/references/objects';
import type { Json } from '../../core/values';

/** What pods ask for and may use, in nanounits: of cores, of bytes. */
export type Resource = 'cpu' | 'memory' | 'ephemeral-storage';
export const resources = ['cpu', 'memory', 'ephemeral-storage'] as const;

export interface Size {
  readonly requests: { readonly [R in Resource]: bigint };
  readonly limits: { readonly [R in Resource]: bigint };
  /** The containers that have no limit for a resource, of which a sum says nothing. */
  readonly unlimited: { readonly [R in Resource]: number };
}

type Amounts = { [R in Resource]: bigint };

const none = (): Amounts => ({ cpu: 0n, memory: 0n, 'ephemeral-storage': 0n });

/**
 * What a pod takes: as much as its containers and sidecars together, or as the greatest of its init containers with the sidecars that
 * have begun before it, and the overhead of its runtime class. What has a limit and no request asks for the limit.
 * https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 */
export function podSize({ containers, spec }: Pod): Size {
  const size = (of: 'requests' | 'limits'): Amounts => {
    const [running, sidecars, peak] = [none(), none(), none()];
    for (const container of containers) {
      const own = amountsOf(container, of);
      for (const resource of resources) {
        if (container.role === 'init') peak[resource] = most(peak[resource], sidecars[resource] + own[resource]);
        else if (container.role === 'sidecar') sidecars[resource] += own[resource];
        else if (container.role === 'main') running[resource] += own[resource];
      }
    }
    const result = none();
    for (const resource of resources) {
      const ofPod = amount(at(spec, 'resources', of, resource));
      const all = ofPod ?? most(running[resource] + sidecars[resource], peak[resource]);
      result[resource] = all + (amount(at(spec, 'overhead', resource)) ?? 0n);
    }
    return result;
  };
  const unlimited = { cpu: 0, memory: 0, 'ephemeral-storage': 0 };
  for (const { role, value } of containers) {
    for (const resource of resources) {
      const hasLimit = [value, spec].some((each) => at(each, 'resources', 'limits', resource) !== undefined);
      if (role !== 'ephemeral' && !hasLimit) unlimited[resource]++;
    }
  }
  return { requests: size('requests'), limits: size('limits'), unlimited };
}

function amountsOf({ value }: Container, of: 'requests' | 'limits'): Amounts {
  const result = none();
  const { requests, limits } = mapOf(value['resources']);
  for (const resource of resources) {
    const limit = amount(at(limits, resource));
    result[resource] = (of === 'limits' ? limit : (amount(at(requests, resource)) ?? limit)) ?? 0n;
  }
  return result;
}

/** A quantity of an object in nanounits; undefined where there is none. */
export const amount = (value: Json | undefined): bigint | undefined =>
  typeof value === 'string' || typeof value === 'number' ? nanoOf(value) : undefined;

const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** The storage that a claim, or a template of claims, asks for. */
export const storageOf = (claim: Json | undefined): bigint =>
  (isMap(claim) ? amount(at(claim, 'spec', 'resources', 'requests', 'storage')) : undefined) ?? 0n;
