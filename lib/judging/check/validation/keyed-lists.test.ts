import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { kubernetesVersions, schemaOf } from '../../../core/kubernetes/definitions';
import { keyedListsOf, listKeys, partsOfKey } from '../../../core/kubernetes/list-keys';
import { structIn } from '../../../core/kubernetes/api-type';
import type { Json, JsonObject } from '../../../core/values';
import { check } from '../check';

/*
 * Each list with keys has two elements with the same ones, which differ in all else, and the linter tells it once.
 */

const read = (text: string): JsonObject => parse(text) as JsonObject;

const pod = (spec: string) => `{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: ${spec} }`;
const inPod = (list: string) => pod(`{ containers: [{ name: a, image: a:1 }], ${list} }`);
const inContainer = (list: string) => pod(`{ containers: [{ name: a, image: a:1, ${list} }] }`);
const inEphemeral = (list: string) => inPod(`ephemeralContainers: [{ name: b, image: a:1, ${list} }]`);
const ofContainers = {
  env: 'env: [{ name: A, value: a }, { name: A, value: b }]',
  ports: 'ports: [{ containerPort: 80, name: a }, { containerPort: 80, protocol: TCP, name: b }]',
  volumeDevices: 'volumeDevices: [{ name: a, devicePath: /a }, { name: b, devicePath: /a }]',
  volumeMounts: 'volumeMounts: [{ name: a, mountPath: /a }, { name: b, mountPath: /a }]',
};
const each = (lists: { readonly [field: string]: string }, place: (list: string) => string) =>
  Object.fromEntries(Object.entries(lists).map(([field, list]) => [field, place(list)]));

const admission = (kind: string, rest: string, version = 'v1') =>
  `{ apiVersion: admissionregistration.k8s.io/${version}, kind: ${kind}, metadata: { name: a.example.org }, ${rest} }`;
const conditions = 'matchConditions: [{ name: a, expression: "true" }, { name: a, expression: "false" }]';
const variables = 'variables: [{ name: a, expression: "1" }, { name: a, expression: "2" }]';
const webhook = (name: string, rest = '') =>
  `{ name: ${name}, sideEffects: None, admissionReviewVersions: [v1], clientConfig: { url: "https://a.example.org" }${rest} }`;
const withConditions = `webhooks: [${webhook('a.example.org', `, ${conditions}`)}]`;
const webhooks = `webhooks: [${webhook('a.example.org')}, ${webhook('a.example.org', ', timeoutSeconds: 5')}]`;
const validating = (version?: string) => ({
  matchConditions: admission('ValidatingAdmissionPolicy', `spec: { ${conditions} }`, version),
  variables: admission('ValidatingAdmissionPolicy', `spec: { ${variables} }`, version),
});
const mutating = (version: string) => ({
  matchConditions: admission('MutatingAdmissionPolicy', `spec: { ${conditions} }`, version),
});

const objects: { readonly [struct: string]: { readonly [field: string]: string } } = {
  'core.v1.Container': each(ofContainers, inContainer),
  'core.v1.EphemeralContainer': each(ofContainers, inEphemeral),
  'core.v1.PodSpec': {
    containers: pod('{ containers: [{ name: a, image: a:1 }, { name: a, image: b:1 }] }'),
    ephemeralContainers: inPod('ephemeralContainers: [{ name: b, image: a:1 }, { name: b, image: b:1 }]'),
    hostAliases: inPod('hostAliases: [{ ip: 10.0.0.1, hostnames: [a] }, { ip: 10.0.0.1, hostnames: [b] }]'),
    imagePullSecrets: inPod('imagePullSecrets: [{ name: a }, { name: a }]'),
    initContainers: inPod('initContainers: [{ name: b, image: a:1 }, { name: b, image: b:1 }]'),
    resourceClaims: inPod(
      'resourceClaims: [{ name: a, resourceClaimName: a }, { name: a, resourceClaimTemplateName: b }]',
    ),
    schedulingGates: inPod('schedulingGates: [{ name: a.dev/a }, { name: a.dev/a }]'),
    topologySpreadConstraints: inPod(
      `topologySpreadConstraints:
        [{ topologyKey: a, whenUnsatisfiable: DoNotSchedule, maxSkew: 1, labelSelector: { matchLabels: { a: b } } },
        { topologyKey: a, whenUnsatisfiable: DoNotSchedule, maxSkew: 2, labelSelector: { matchLabels: { a: b } } }]`,
    ),
    volumes: inPod('volumes: [{ name: a, emptyDir: {} }, { name: a, secret: { secretName: a } }]'),
  },
  'core.v1.ResourceRequirements': {
    claims: inContainer('resources: { claims: [{ name: a, request: a }, { name: a, request: b }] }'),
  },
  'core.v1.ServiceSpec': {
    ports: `{ apiVersion: v1, kind: Service, metadata: { name: a }, spec: { ports:
      [{ name: a, port: 80, targetPort: 1 }, { name: b, port: 80, targetPort: 2, protocol: TCP }] } }`,
  },
  'core.v1.ServiceAccount': {
    secrets:
      '{ apiVersion: v1, kind: ServiceAccount, metadata: { name: a }, secrets: [{ name: a }, { name: a, kind: Secret }] }',
  },
  'meta.v1.ObjectMeta': {
    ownerReferences: `{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, ownerReferences:
      [{ apiVersion: v1, kind: ConfigMap, name: b, uid: x }, { apiVersion: v1, kind: Secret, name: c, uid: x }] } }`,
  },
  'admissionregistration.v1.MutatingWebhook': {
    matchConditions: admission('MutatingWebhookConfiguration', withConditions),
  },
  'admissionregistration.v1.MutatingWebhookConfiguration': {
    webhooks: admission('MutatingWebhookConfiguration', webhooks),
  },
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': validating(),
  'admissionregistration.v1.ValidatingWebhook': {
    matchConditions: admission('ValidatingWebhookConfiguration', withConditions),
  },
  'admissionregistration.v1.ValidatingWebhookConfiguration': {
    webhooks: admission('ValidatingWebhookConfiguration', webhooks),
  },
  'admissionregistration.v1alpha1.MutatingAdmissionPolicySpec': mutating('v1alpha1'),
  'admissionregistration.v1alpha1.ValidatingAdmissionPolicySpec': validating('v1alpha1'),
  'admissionregistration.v1beta1.MutatingAdmissionPolicySpec': mutating('v1beta1'),
  'admissionregistration.v1beta1.ValidatingAdmissionPolicySpec': validating('v1beta1'),
  'apiextensions.v1.JSONSchemaProps': {
    'x-kubernetes-validations': `{ apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: { name: as.example.org },
      spec: { group: example.org, scope: Namespaced, names: { kind: A, plural: as }, versions: [{ name: v1, served: true, storage: true,
        schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, x-kubernetes-validations:
          [{ rule: "true", message: a }, { rule: "true", message: b }] } } } } }] } }`,
  },
  'gateway.networking.k8s.io.v1.HTTPRouteSpec': {
    parentRefs: `{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: a }, spec: { parentRefs:
      [{ name: a }, { name: a, kind: Gateway, group: gateway.networking.k8s.io }] } }`,
  },
  'monitoring.coreos.com.v1.PrometheusRuleSpec': {
    groups: `{ apiVersion: monitoring.coreos.com/v1, kind: PrometheusRule, metadata: { name: a }, spec: { groups:
      [{ name: a, rules: [{ alert: a, expr: up }] }, { name: a, rules: [{ alert: b, expr: up }] }] } }`,
  },
  'storage.v1.CSINodeSpec': {
    drivers: `{ apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: { name: a }, spec: { drivers:
      [{ name: a.example.org, nodeID: a }, { name: a.example.org, nodeID: b }] } }`,
  },
};

const repeats = (object: JsonObject): string[] =>
  check({ objects: [{ object }], kubernetes: '1.34' })
    .filter(({ code }) => code.startsWith('duplicate-'))
    .map(({ pointer }) => pointer);

/** The object with one element fewer in the list of a field, wherever that stands. */
const withOne = (value: Json, field: string): Json => {
  if (Array.isArray(value)) return value.map((one) => withOne(one as Json, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === field && Array.isArray(one) ? withOne(one.slice(0, 1), field) : withOne(one, field),
    ]),
  );
};

const entries = Object.entries(listKeys).flatMap(([struct, lists]) =>
  Object.keys(lists).map((field) => [struct, field] as const),
);

describe('two elements with the same keys', () => {
  test.each(entries)('are told once: %s %s', (struct, field) => {
    const object = read(objects[struct]![field]!);
    expect(repeats(object)).toEqual([expect.stringContaining(`/${field}/`)]);
    expect(repeats(withOne(object, field) as JsonObject)).toEqual([]);
  });

  test('are not the same where one of the keys differs, or what is meant by its absence', () => {
    const ports = (second: string) => read(inContainer(`ports: [{ containerPort: 53 }, ${second}]`));
    expect(repeats(ports('{ containerPort: 53, protocol: UDP }'))).toEqual([]);
    expect(repeats(ports('{ containerPort: 54, protocol: TCP }'))).toEqual([]);
    expect(repeats(ports('{ containerPort: 53, protocol: TCP }'))).toEqual(['/spec/containers/0/ports/1']);
  });

  test('are told where the pods of a kind are not looked at, as refused', () => {
    const template =
      '{ metadata: { labels: { a: a } }, spec: { containers: [{ name: a, image: a:1 }], imagePullSecrets: [{ name: a }, { name: a }] } }';
    const object = read(
      `{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: a }, spec: { serviceName: a, selector: { matchLabels: { a: a } }, template: ${template} } }`,
    );
    const found = check({ objects: [{ object }], kubernetes: '1.34' }).filter(({ code }) => code === 'duplicate-entry');
    expect(found.map(({ pointer, message, question }) => [pointer, message, question])).toEqual([
      ['/spec/template/spec/imagePullSecrets/1/name', 'there is an entry with name "a" already', 'refused'],
    ]);
  });

  test('are left to the definition of a custom resource, but for its owners', () => {
    const owners =
      'ownerReferences: [{ apiVersion: v1, kind: A, name: b, uid: x }, { apiVersion: v1, kind: A, name: c, uid: x }]';
    const rollout = `{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: { name: a }, spec: { selector: { matchLabels: { a: a } }, template:
      { metadata: { labels: { a: a } }, spec: { containers: [{ name: a, image: a:1 }], imagePullSecrets: [{ name: a }, { name: a }] } } } }`;
    expect(repeats(read(rollout))).toEqual([]);
    const foreign = `{ apiVersion: example.org/v1, kind: A, metadata: { name: a, ${owners} } }`;
    expect(repeats(read(foreign))).toEqual(['/metadata/ownerReferences/1/uid']);
  });
});

test('the keys are fields of the elements of lists that there are', () => {
  const ids = new Set(kubernetesVersions.flatMap((version) => [...schemaOf(version).structs.keys()]));
  const known = [...ids].flatMap((id) =>
    Object.entries(keyedListsOf(id)).flatMap(([field, keys]) => {
      const schema = schemaOf(kubernetesVersions.findLast((version) => schemaOf(version).structs.has(id))!);
      const list = schema.structs.get(id)!.fields.get(field)?.type;
      const element = list?.kind === 'list' ? schema.structs.get(structIn(list) ?? '') : undefined;
      return keys.every((key) => element?.fields.has(partsOfKey(key).field))
        ? [`${id.replace(/^io\.k8s\.([-a-z]+\.pkg\.apis|api)\./, '')} ${field}`]
        : [];
    }),
  );
  expect(known.sort()).toEqual(entries.map(([struct, field]) => `${struct} ${field}`).sort());
});
