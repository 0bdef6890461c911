import type { Json } from '../../../core/values';
import { containerRule } from '../define-rule';
import { inContainer } from '../examples/example';
import { at, mapOf, pointerTo } from '../../../core/references/objects';
import { quantity, suffixOf } from '../semantics/quantity';
import { mostCores } from '../../../core/validation/pages/resources';

/** From this on a whole number of cores is rather one of thousandths: a node with more is rare, and no pod gets all of it. */
const manyCores = 64;

/**
 * What is odd about one entry of requests or limits. More cores than any node has, and a limit of thousandths of a byte, are told by
 * `invalid-resource`.
 */
function oddAmount(
  side: string,
  name: string,
  value: Json,
): { readonly message: string; readonly remedy: string } | undefined {
  const amount = quantity(value);
  if (amount === undefined) return undefined;
  if (name === 'cpu' && amount >= manyCores && amount <= mostCores && suffixOf(value) === '') {
    const message = `${JSON.stringify(value)} are ${amount} whole cores`;
    return { message, remedy: `Write "${amount}m" where thousandths of a core are meant.` };
  }
  if (name === 'cpu' && amount > 0 && amount < 0.001) {
    return {
      message: `${JSON.stringify(value)} of a core is taken as 1m, the least that there is`,
      remedy: 'Write 1m, or the number of cores that is meant.',
    };
  }
  if (name === 'memory' && side === 'requests' && amount > 0 && suffixOf(value) === 'm') {
    const message = `${JSON.stringify(value)} of memory are thousandths of a byte, which ask for nothing`;
    return { message, remedy: 'Write Mi behind the number where mebibytes are meant.' };
  }
  if (name === 'memory' && amount >= 1 && amount < 2 ** 20 && suffixOf(value) !== 'm') {
    const message = `${JSON.stringify(value)} of memory are ${amount} bytes, in which nothing runs`;
    return { message, remedy: 'Write Mi behind the number where mebibytes are meant.' };
  }
  return undefined;
}

const oddAmounts = containerRule(
  {
    code: 'odd-amount',
    question: 'policy',
    severity: 'warning',
    why: 'A number of cores that no node has, or of bytes in which nothing runs, lacks its unit: no node takes the pod, or the container is killed at once.',
    remedy: 'Write CPU as 500m or 2, memory as 256Mi or 1Gi.',
    examples: inContainer("resources: { requests: { cpu: '500' } }", 'resources: { requests: { cpu: 500m } }'),
    source:
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-units-in-kubernetes',
  },
  ({ value, pointer }) =>
    ['requests', 'limits'].flatMap((side) =>
      Object.entries(mapOf(at(value, 'resources', side))).flatMap(([name, amount]) => {
        const odd = oddAmount(side, name, amount);
        return odd ? [{ ...odd, pointer: pointerTo(pointer, 'resources', side, name) }] : [];
      }),
    ),
);

export const amountRules = [oddAmounts] as const;
