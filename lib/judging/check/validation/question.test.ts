import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../core/values';
import { check } from '../check';

/*
 * What a rule asks: most say what the API server refuses; some places it takes, and what is made of them cannot work.
 */

const container = { name: 'a', image: 'a', env: [{ name: 'A', valueFrom: {} }] };
const workload = (kind: string, name = 'web'): JsonObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: 'a' } },
    template: { metadata: { labels: { app: 'a' } }, spec: { containers: [container], restartPolicy: 'Never' } },
  },
});

const questions = (object: JsonObject): string[] =>
  check({ objects: [{ object }], kubernetes: '1.33' })
    .filter(({ code }) =>
      [
        'not-exactly-one',
        'invalid-format',
        'restart-policy',
        'invalid-name',
        'out-of-range',
        'invalid-resource',
        'duplicate-entry',
        'invalid-config-key',
      ].includes(code),
    )
    .map(({ code, question }) => `${code} ${question}`)
    .sort();

test('the pods of a Deployment are looked at when it is made', () => {
  expect(questions(workload('Deployment'))).toEqual(['not-exactly-one refused', 'restart-policy refused']);
});

test('those of a StatefulSet are not, but for their restart policy: they fail later', () => {
  expect(questions(workload('StatefulSet'))).toEqual(['not-exactly-one cannot-work', 'restart-policy refused']);
  expect(questions(workload('StatefulSet', 's'.repeat(53)))).toContain('invalid-name cannot-work');
  expect(questions(workload('StatefulSet', 'S'))).toContain('invalid-name refused');
});

test('a Job that is over before it begins is taken, one with less time than none is not', () => {
  const job = (activeDeadlineSeconds: number): JsonObject => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'a' },
    spec: {
      activeDeadlineSeconds,
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] } },
    },
  });
  expect(questions(job(0))).toEqual(['out-of-range cannot-work']);
  expect(questions(job(-1))).toContain('out-of-range refused');
});

test('an amount that nobody means is taken, one that is none is not', () => {
  const pod = (memory: string): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image: 'a', resources: { limits: { memory } } }] },
  });
  expect(questions(pod('100m'))).toEqual(['invalid-resource cannot-work']);
  expect(questions(pod('-1'))).toEqual(['invalid-resource refused']);
});

const hostPods = (kind: string, ports: readonly JsonObject[]): JsonObject => {
  const spec = {
    hostNetwork: true,
    containers: ports.map((port, i) => ({ name: `c${i}`, image: 'a', ports: [port] })),
  };
  if (kind === 'Pod') return { apiVersion: 'v1', kind, metadata: { name: 'a' }, spec };
  const template = { metadata: { labels: { app: 'a' } }, spec };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'a' },
    spec: { selector: { matchLabels: { app: 'a' } }, template },
  };
};

test('a port of the node that is not written is taken once a pod is made', () => {
  const [implied, written] = [{ containerPort: 80 }, { containerPort: 80, hostPort: 80 }];
  expect(questions(hostPods('Pod', [implied, implied]))).toEqual(['duplicate-entry refused']);
  expect(questions(hostPods('DaemonSet', [implied, implied]))).toEqual(['duplicate-entry cannot-work']);
  expect(questions(hostPods('DaemonSet', [written, implied]))).toEqual(['duplicate-entry cannot-work']);
  expect(questions(hostPods('DaemonSet', [written, written]))).toEqual(['duplicate-entry refused']);
});

test('what is written in base64 counts as what it stands for, and keys do not', () => {
  const secret = (data: JsonObject, stringData: JsonObject = {}): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'a' },
    data,
    stringData,
  });
  const encoded = (bytes: number) => Buffer.alloc(bytes).toString('base64');
  const most = 1024 * 1024;
  expect(questions(secret({ a: encoded(most) }))).toEqual([]);
  expect(questions(secret({ a: encoded(most + 1) }))).toEqual(['invalid-config-key refused']);
  expect(questions(secret({ a: encoded(most) }, { a: 'x'.repeat(most) }))).toEqual([]);
  expect(questions(secret({ a: encoded(most) }, { b: 'x' }))).toEqual(['invalid-config-key refused']);
});

test('a mount without its volume is refused where the pods are looked at', () => {
  const questionsOf = (kind: string, apiVersion = 'apps/v1') => {
    const mounting = { name: 'a', image: 'a', volumeMounts: [{ name: 'data', mountPath: '/data' }] };
    const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [mounting] } };
    const object = {
      apiVersion,
      kind,
      metadata: { name: 'a' },
      spec: { selector: { matchLabels: { app: 'a' } }, template },
    };
    return check({ objects: [{ object }] }).flatMap(({ code, question }) =>
      code === 'missing-volume' ? [question] : [],
    );
  };
  expect(questionsOf('Deployment')).toEqual(['refused']);
  expect(questionsOf('StatefulSet')).toEqual(['cannot-work']);
  expect(questionsOf('Rollout', 'argoproj.io/v1alpha1')).toEqual(['cannot-work']);
});

test('a definition whose converter has no certificate to trust is taken, and never established', () => {
  const definition: JsonObject = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'foos.acme.dev' },
    spec: {
      group: 'acme.dev',
      scope: 'Namespaced',
      names: { plural: 'foos', kind: 'Foo' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      conversion: {
        strategy: 'Webhook',
        webhook: {
          conversionReviewVersions: ['v1'],
          clientConfig: { caBundle: 'Cg==', service: { name: 'a', namespace: 'b' } },
        },
      },
    },
  };
  expect(questions(definition)).toEqual(['invalid-format cannot-work']);
});
