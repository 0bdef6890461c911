import type { Json } from '../../values';
import { containerRule, inputRule } from '../define-rule';
import { indexOf, isMap, mapOf, pointerTo } from '../objects';
import { fieldRule, type FieldCheck } from './field-rule';
import { quantity, suffixOf } from './quantity';
import { qualifiedName } from './syntax';

const anyQuantity: FieldCheck = (value) => {
  const amount = quantity(value);
  if (amount === undefined) return `${JSON.stringify(value)} is no quantity such as 250m, 1.5 or 256Mi`;
  return amount < 0 ? `${JSON.stringify(value)} is less than nothing` : undefined;
};

const bytes: FieldCheck = (value, input) => {
  const wrong = anyQuantity(value, input);
  if (wrong !== undefined) return wrong;
  return suffixOf(value) === 'm' ? `${JSON.stringify(value)} are thousandths of a byte; Mi is meant` : undefined;
};

const cores: FieldCheck = (value, input) => {
  const wrong = anyQuantity(value, input);
  if (wrong !== undefined) return wrong;
  const amount = quantity(value)!;
  if (amount > 1024) return `${JSON.stringify(value)} are ${amount} cores`;
  return amount > 0 && amount < 0.001 ? `${JSON.stringify(value)} is less than a thousandth of a core` : undefined;
};

const standardResources: { readonly [name: string]: FieldCheck } = {
  cpu: cores,
  memory: bytes,
  'ephemeral-storage': bytes,
  storage: bytes,
};

/** What is wrong with one entry of requests or limits. */
function wrongResource(name: string, value: Json): string | undefined {
  if (Object.hasOwn(standardResources, name)) return standardResources[name]!(value, { objects: [] });
  if (!name.startsWith('hugepages-') && !name.includes('/')) {
    return `there is no resource "${name}"; one that a device plugin offers has a domain, as nvidia.com/gpu`;
  }
  return qualifiedName(name) ?? anyQuantity(value, { objects: [] });
}

export const resourceRules = [
  inputRule(
    {
      code: 'invalid-resource',
      why: 'A request or limit that is no amount of a resource is refused, or, worse, taken as another amount.',
      remedy: 'Write CPU as 250m or 1.5, memory as 256Mi or 1Gi.',
    },
    (input) =>
      indexOf(input).pods.flatMap((pod) =>
        [{ value: pod.spec, pointer: pod.pointer }, ...pod.containers].flatMap(({ value, pointer }) =>
          ['requests', 'limits'].flatMap((side) => {
            const base = pointerTo(pointer, 'resources', side);
            return Object.entries(mapOf(mapOf(value['resources'])[side])).flatMap(([name, amount]) => {
              const message = wrongResource(name, amount);
              return message === undefined ? [] : [{ at: pod.owner, pointer: pointerTo(base, name), message }];
            });
          }),
        ),
      ),
  ),
  fieldRule(
    {
      code: 'invalid-quantity',
      why: 'A size that is no quantity is refused by the API server.',
      remedy: 'Write it as 256Mi, 1Gi or a number.',
    },
    {
      $pod: {
        'volumes/*/emptyDir/sizeLimit': bytes,
        'volumes/*/ephemeral/volumeClaimTemplate/spec/resources/requests/storage': bytes,
      },
      PersistentVolumeClaim: { 'spec/resources/*/storage': bytes },
      PersistentVolume: { 'spec/capacity/storage': bytes },
      'StatefulSet.apps': { 'spec/volumeClaimTemplates/*/spec/resources/*/storage': bytes },
      'HorizontalPodAutoscaler.autoscaling': {
        'spec/metrics/*/*/target/averageValue': anyQuantity,
        'spec/metrics/*/*/target/value': anyQuantity,
      },
      ResourceQuota: { 'spec/hard/*': anyQuantity },
      LimitRange: {
        'spec/limits/*/max/*': anyQuantity,
        'spec/limits/*/min/*': anyQuantity,
        'spec/limits/*/default/*': anyQuantity,
        'spec/limits/*/defaultRequest/*': anyQuantity,
      },
    },
  ),
  containerRule(
    {
      code: 'limit-below-request',
      why: 'A container that may use less than it asks for is refused by the API server.',
      remedy: 'Raise the limit or lower the request.',
    },
    (container) => {
      const { requests, limits } = mapOf(container.value['resources']);
      if (!isMap(requests) || !isMap(limits)) return [];
      return Object.entries(limits).flatMap(([name, limit]) => {
        const [most, least] = [quantity(limit), quantity(requests[name])];
        if (most === undefined || least === undefined || most >= least) return [];
        const pointer = pointerTo(container.pointer, 'resources', 'limits', name);
        return [
          {
            pointer,
            message: `at most ${JSON.stringify(limit)} of ${name} is less than the request of ${JSON.stringify(requests[name])}`,
          },
        ];
      });
    },
  ),
] as const;
