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
        'invalid-combination',
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

test('a profile of seccomp without letters is taken, one of AppArmor is not', () => {
  const pod = (field: string, localhostProfile: string | null): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: {
      securityContext: { [field]: { type: 'Localhost', localhostProfile } },
      containers: [{ name: 'a', image: 'a' }],
    },
  });
  expect(questions(pod('seccompProfile', ''))).toEqual(['invalid-combination cannot-work']);
  expect(questions(pod('seccompProfile', null))).toEqual(['invalid-combination refused']);
  expect(questions(pod('appArmorProfile', ''))).toContain('invalid-combination refused');
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

const converted = (caBundle: string, annotations: JsonObject = {}): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'foos.acme.dev', annotations },
  spec: {
    group: 'acme.dev',
    scope: 'Namespaced',
    names: { plural: 'foos', kind: 'Foo' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    conversion: {
      strategy: 'Webhook',
      webhook: {
        conversionReviewVersions: ['v1'],
        clientConfig: { caBundle, service: { name: 'a', namespace: 'b' } },
      },
    },
  },
});
const noCertificate = Buffer.from('no certificate').toString('base64');

test('a definition whose converter has no certificate to trust is taken, and never established', () => {
  const withoutBytes = Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n').toString('base64');
  for (const bundle of [noCertificate, withoutBytes]) {
    expect(questions(converted(bundle))).toEqual(['invalid-format cannot-work']);
  }
});

test('one whose certificates something fills in is right', () => {
  expect(questions(converted('Cg=='))).toEqual([]);
  expect(questions(converted(noCertificate, { 'cert-manager.io/inject-ca-from': 'a/b' }))).toEqual([]);
});

const pod = (spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a' },
  spec: { containers: [{ name: 'a', image: 'a:1' }], ...spec },
});

/** What is asked of a pod with one file of a bundle of certificates. */
const bundle = (...sources: JsonObject[]): JsonObject => pod({ volumes: [{ name: 'v', projected: { sources } }] });

test.each([
  ['claims of devices', pod({ resourceClaims: [{ name: 'a' }] }), 'not-exactly-one', '1.33', '1.34'],
  [
    'claims of a container',
    pod({ containers: [{ name: 'a', image: 'a:1', resources: { claims: [{ name: 'b' }] } }] }),
    'invalid-combination',
    '1.33',
    '1.34',
  ],
  ['resources of a whole pod', pod({ resources: { limits: { gpu: 1 } } }), 'invalid-resource', '1.33', '1.34'],
  ['images as volumes', pod({ volumes: [{ name: 'v', image: {} }] }), 'missing-value', '1.33', undefined],
  ['bundles of certificates', bundle({ clusterTrustBundle: { path: 'a' } }), 'not-exactly-one', '1.33', undefined],
  ['bundles without a path', bundle({ clusterTrustBundle: { name: 'a' } }), 'missing-value', '1.33', undefined],
])('a server drops %s unless it was told to keep them, and so refuses nothing in them', (_, object, ...rest) => {
  const [code, dropped, kept] = rest as [string, string, string | undefined];
  const asked = (kubernetes: string) =>
    check({ objects: [{ object }], kubernetes })
      .filter(({ severity, code: each }) => severity === 'error' && (each === code || each.startsWith('schema-')))
      .map(({ code: each, question }) => `${each} ${question}`);
  expect(asked(dropped)).toEqual([`${code} cannot-work`]);
  if (kept !== undefined) expect(asked(kept)).toEqual([`${code} refused`]);
});

test('of two files at one path one is lost, and the server compares only those that it looks at', () => {
  const token = { serviceAccountToken: { path: 'a' } };
  const secret = { secret: { name: 's', items: [{ key: 'k', path: 'a' }] } };
  expect(questions(bundle(token, token))).toEqual(['duplicate-entry cannot-work']);
  expect(questions(bundle(token, secret))).toEqual(['duplicate-entry cannot-work']);
  expect(questions(bundle(secret, secret))).toEqual(['duplicate-entry refused']);
});

test('networks of a node that the server does not keep are not looked at, and are lost', () => {
  const found = (spec: JsonObject) =>
    check({
      objects: [{ object: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, spec } }],
      kubernetes: '1.33',
    })
      .filter(({ severity }) => severity === 'error')
      .map(({ code, pointer, question }) => `${code} ${pointer} ${question}`);
  const podCIDR = '10.0.0.0/24';
  expect(found({ podCIDR, podCIDRs: ['10.0.1.0/24', 'a', 'b'] })).toEqual([
    'invalid-combination /spec/podCIDRs/0 cannot-work',
  ]);
  expect(found({ podCIDR, podCIDRs: [podCIDR, '10.0.1.0/24'] })).toEqual(['invalid-cidr /spec/podCIDRs refused']);
  expect(found({ podCIDRs: ['a'] })).toEqual(['invalid-cidr /spec/podCIDRs/0 refused']);
});
