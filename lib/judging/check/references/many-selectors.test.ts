import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../core/values';
import { breachesOf } from '../case.fixture';
import { policyPortRules } from '../effects/policy-ports';
import type { CheckInput } from '../finding';
import { indexOf } from '../../../core/references/objects';
import { referenceRules } from '.';

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

/** How often the ports of containers and the labels of Services are read. */
let reads = 0;

const pod = (name: string, labels: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec: {
    containers: [
      {
        name: 'web',
        get ports() {
          reads += 1;
          return [{ name: 'http', containerPort: 8080 }];
        },
      },
    ],
  },
});

const service = (name: string, selector: JsonObject, targetPort = 'http'): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, labels: { app: 'web' } },
  spec: {
    selector,
    get ports() {
      reads += 1;
      return [{ name: 'http', port: 80, targetPort }];
    },
  },
});

const monitor = (name: string, port: string): JsonObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name },
  spec: { selector: { matchLabels: { app: 'web' } }, endpoints: [{ port }] },
});

const policy = (name: string, port: number | string): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name },
  spec: { podSelector: { matchLabels: { app: 'web' } }, ingress: [{ ports: [{ port }] }] },
});

const inputOf = (objects: readonly JsonObject[]): CheckInput => ({ objects: objects.map((object) => ({ object })) });
const pods = times(40, (i) => pod(`web-${i}`, { app: 'web', one: String(i) }));
const rules = [...referenceRules, ...policyPortRules];

test.each([
  ['Services', times(40, (i) => service(`web-${i}`, { app: 'web' }))],
  ['policies', times(40, (i) => policy(`web-${i}`, i % 2 === 0 ? 'http' : 8080))],
  ['monitors', [...times(40, (i) => service(`web-${i}`, {})), ...times(40, (i) => monitor(`web-${i}`, 'http'))]],
])('pods that many %s select are read a few times, not once for each of them', (_, selecting) => {
  reads = 0;
  expect(breachesOf(rules, inputOf([...pods, ...selecting]))).toEqual([]);
  expect(reads).toBeLessThan(12 * (pods.length + selecting.length));
});

test('each of many Services and monitors of the same pods has its own finding', () => {
  const services = times(3, (i) => service(`web-${i}`, { app: 'web' }, 'htp'));
  const monitors = times(3, (i) => monitor(`web-${i}`, 'htp'));
  const policies = times(3, (i) => policy(`web-${i}`, 80));
  expect(breachesOf(rules, inputOf([...pods, ...services, ...monitors, ...policies]))).toEqual([
    ...times(3, () => 'missing-monitor-port /spec/endpoints/0/port'),
    ...times(3, () => 'missing-target-port /spec/ports/0/targetPort'),
    ...times(3, () => 'policy-service-port /spec/ingress/0/ports/0/port'),
  ]);
});

test('what a selector selects is found by any of its labels and expressions, in its own namespace', () => {
  const elsewhere = {
    ...pod('web', { app: 'web' }),
    metadata: { name: 'web', namespace: 'other', labels: { app: 'web' } },
  };
  const index = indexOf(inputOf([...pods, elsewhere]));
  const found = (selector: JsonObject, namespace = '') => index.podsOf(namespace, selector).length;
  expect(found({ matchLabels: { app: 'web', one: '3' } })).toBe(1);
  expect(
    found({ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'one', operator: 'In', values: ['1', '2'] }] }),
  ).toBe(2);
  expect(found({ matchExpressions: [{ key: 'one', operator: 'DoesNotExist' }] })).toBe(0);
  expect(found({ matchLabels: { app: 'api' } })).toBe(0);
  expect(found({})).toBe(40);
  expect(found({ matchLabels: { app: 'web' } }, 'other')).toBe(1);
  expect(index.podsOf('', 'web')).toEqual([]);
});
