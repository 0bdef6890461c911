import { describe, expect, test } from '@jest/globals';
import { brokenGuards } from '../../../core/guards';
import { kubernetesVersions, schemaOf } from '../../../core/kubernetes/definitions';
import { overlay, validateValues, type Json, type JsonObject } from '../../../core/values';
import { plainObjects } from '../../../printing/trees';
import { releaseOf } from '../../../program/app';
import { switchesOf } from '../../verify/systems.fixture';
import { allInputs, inputOf, made, withObject } from '../broken.fixture';
import { allSystems } from '../../../systems/all-systems.fixture';
import { breachesOf, cases, finder, testRules } from '../case.fixture';
import { definitionsAmong } from '../custom-resources';
import type { CheckInput } from '../finding';
import { defaultsOfResources } from './defaults-of-resources';
import { structsWithDefaults } from './defaults-of-structs';
import { printedDuration } from './durations';
import { driftRules } from '.';
import { zeroFields } from './zero-fields';

const route = { parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }] };
const relabelling = { action: 'replace', targetLabel: 'job', replacement: 'web' };
const metric = (name: string, target: JsonObject) => ({ type: 'Resource', resource: { name, target } });
const cpu = metric('cpu', { type: 'Utilization', averageUtilization: 70 });
const memory = metric('memory', { type: 'AverageValue', averageValue: '1Gi' });
const token = { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } };
const hostPath = [{ path: { type: 'PathPrefix', value: '/' } }];

const good = [
  made('gateway.networking.k8s.io/v1 HTTPRoute web', { spec: route }),
  made('monitoring.coreos.com/v1 ServiceMonitor web', {
    spec: { endpoints: [{ port: 'http', relabelings: [relabelling] }] },
  }),
  made('rbac.authorization.k8s.io/v1 RoleBinding people', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'User', name: 'anna', apiGroup: 'rbac.authorization.k8s.io' }],
  }),
  made('cert-manager.io/v1 Certificate web', { spec: { duration: '2160h0m0s', renewBefore: '360h0m0s' } }),
  made('v1 Secret web', { data: { level: 'aW5mbw==' } }),
  made('apps/v1 StatefulSet store', {
    spec: {
      serviceName: 'store',
      volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' } }],
    },
  }),
].reduce(withObject, inputOf('sovd-webapp', 'production'));

const bad = cases`
  drift-quantity
    Deployment sovd-webapp-backend | main/resources/limits/cpu | 1000m
    Deployment sovd-webapp-backend | main/resources/requests/cpu | 0.5
    Deployment sovd-webapp-backend | main/resources/limits/cpu | 1
    Deployment sovd-webapp-backend | main/resources/limits/memory | 1024Mi
    Deployment sovd-webapp-backend | main/resources/limits/memory | 1.5Gi
    Deployment sovd-webapp-backend | pod/volumes/- | { name: more, emptyDir: { sizeLimit: 2048Ki } } | ./emptyDir/sizeLimit
    HorizontalPodAutoscaler sovd-webapp-backend | /spec/metrics/0 | ${metric('memory', { type: 'AverageValue', averageValue: '1000' })} | ./resource/target/averageValue
    StatefulSet store | /spec/volumeClaimTemplates/0/spec/resources/requests/storage | 1024Gi
  drift-empty
    Deployment sovd-webapp-backend | main/env/- | { name: OPTIONS, value: '' } | ./value
    Deployment sovd-webapp-backend | pod/nodeSelector | {}
    Deployment sovd-webapp-backend | pod/hostNetwork | false
    Deployment sovd-webapp-backend | main/args | []
    Deployment sovd-webapp-backend | main/readinessProbe/initialDelaySeconds | 0
    Deployment sovd-webapp-backend | pod/volumes/- | { name: more, emptyDir: null } | ./emptyDir
    Service sovd-webapp-backend | /spec/externalIPs | []
    Service sovd-webapp-backend | /metadata/annotations | {}
    ServiceMonitor web | /metadata/annotations | {}
    NetworkPolicy sovd-webapp-backend | /spec/ingress/0/from | []
  drift-default
    ExternalSecret sovd-webapp-external-secrets | /spec/data/0/remoteRef | { key: a }
    ExternalSecret sovd-webapp-external-secrets | /spec/dataFrom | [{ extract: { key: a } }] | ./0/extract
    ExternalSecret sovd-webapp-external-secrets | /spec/dataFrom | [{ find: { path: a } }] | ./0/find
    HTTPRoute web | /spec/parentRefs/0 | { name: gateway }
    HTTPRoute web | /spec/rules | ${[{ matches: hostPath, backendRefs: [{ name: 'web', port: 80 }] }]} | ./0/backendRefs/0
    HTTPRoute web | /spec/rules | ${[{ backendRefs: [] }]} | ./0
    ServiceMonitor web | /spec/endpoints/0/relabelings/0 | { targetLabel: job }
    RoleBinding people | /subjects/0 | { kind: User, name: anna }
    NetworkPolicy sovd-webapp-backend | /spec/ingress/0/ports/0 | { port: http }
    Deployment sovd-webapp-backend | pod/volumes/- | ${token} | ./projected/sources/0/serviceAccountToken
    StatefulSet store | /spec/volumeClaimTemplates/0 | { metadata: { name: data } }
  drift-field
    Service sovd-webapp-backend | /metadata/creationTimestamp | null
    Service sovd-webapp-backend | /metadata/resourceVersion | '12'
    Deployment sovd-webapp-backend | /status | { replicas: 2 }
    Secret web | /stringData | { level: info }
    Deployment sovd-webapp-backend | annotations/deployment.kubernetes.io~1revision | '3'
  drift-duration
    ExternalSecret sovd-webapp-external-secrets | /spec/refreshInterval | 1h
    Certificate web | /spec/duration | 2160h
    Certificate web | /spec/renewBefore | 90m
  drift-order
    HorizontalPodAutoscaler sovd-webapp-backend | /spec/metrics | ${[cpu, memory]} | ./0
    HorizontalPodAutoscaler sovd-webapp-backend | /spec/metrics | ${[memory, cpu, memory]} | ./1
    HorizontalPodAutoscaler sovd-webapp-frontend | /spec/metrics | ${[cpu, cpu]} | ./0
`;

const allowed = cases`
  a quantity that is stored as it is written
    Deployment sovd-webapp-backend | main/resources/limits/cpu | 1500m
    Deployment sovd-webapp-backend | main/resources/limits/memory | 1000Mi
  a quantity that nobody can read, which is another rule's
    Deployment sovd-webapp-backend | main/resources/limits/cpu | much
  an empty map that is a choice, and not nothing
    Deployment sovd-webapp-backend | pod/volumes/- | { name: more, emptyDir: {} }
    NetworkPolicy sovd-webapp-backend | /spec/podSelector | {}
  a false, an empty text or a 0 that is stored
    Deployment sovd-webapp-backend | pod/automountServiceAccountToken | false
    StatefulSet store | /spec/volumeClaimTemplates/0/spec/storageClassName | ''
    Deployment sovd-webapp-backend | /spec/replicas | 0
  a subject whose group is the empty one
    RoleBinding people | /subjects/0 | { kind: ServiceAccount, name: web }
  a duration that no operator writes back
    ServiceMonitor web | /spec/endpoints/0/interval | 60s
  a status that says nothing
    Deployment sovd-webapp-backend | /status | {}
  the utilization of cpu behind other metrics
    HorizontalPodAutoscaler sovd-webapp-backend | /spec/metrics | ${[memory, cpu]}
  a custom resource of another API version
    ExternalSecret sovd-webapp-external-secrets | /apiVersion | external-secrets.io/v1alpha1
`;

testRules(driftRules, { good, bad, allowed });

describe('our own output', () => {
  test.each(allInputs())('of %s is stored as it is written', (_, input) => {
    expect(breachesOf(driftRules, input)).toEqual([]);
  });

  const systems = allSystems().map((system) => [system.definition.name, system] as const);
  test.each(systems)('of %s is stored as it is written with any switch in any position', (_, system) => {
    const found = system.definition.environments.slice(-1).flatMap((environment) => {
      const release = releaseOf(system, environment);
      const ways = switchesOf(system.definition.schema).flatMap((path) =>
        [true, false].map((isOn) => path.reduceRight<Json>((inner, key) => ({ [key]: inner }), isOn) as JsonObject),
      );
      const { guards = [], schema } = system.definition;
      const isReleased = (values: JsonObject) =>
        validateValues(schema, values, '').length === 0 &&
        brokenGuards(guards, { ...release, values }, '').length === 0;
      const given = ways.map((way) => ({ way, values: overlay(release.values, way) }));
      const releases = given.filter(({ values }) => isReleased(values));
      expect(releases.length).toBeGreaterThan(0);
      return releases.flatMap(({ way, values }) => {
        const objects = plainObjects(system.manifests, { ...release, values }, false);
        return breachesOf(driftRules, { objects }).map((breach) => `${JSON.stringify(way)}: ${breach}`);
      });
    });
    expect(found).toEqual([]);
  });
});

describe('a custom resource whose definition is there', () => {
  const schema = {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          mode: { type: 'string', default: 'fast' },
          parts: {
            type: 'array',
            items: { type: 'object', properties: { size: { type: 'integer', default: 3 }, name: { type: 'string' } } },
          },
        },
      },
    },
  };
  const definition = made('apiextensions.k8s.io/v1 CustomResourceDefinition widgets.example.org', {
    spec: {
      group: 'example.org',
      names: { kind: 'Widget', plural: 'widgets' },
      scope: 'Namespaced',
      versions: [
        { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema }, subresources: { status: {} } },
      ],
    },
  });
  const input: CheckInput = {
    objects: [{ object: made('example.org/v1 Widget web', { spec: { parts: [{ name: 'a', size: 3 }] } }) }],
    definitions: definitionsAmong([definition]),
  };
  const found = finder(driftRules, input);

  test('is held to its defaults within lists, and to no others', () => {
    expect(breachesOf(driftRules, input)).toEqual([]);
    expect(found('Widget web', '/spec/parts/0', { name: 'a' })).toEqual(['drift-default /spec/parts/0']);
  });

  test('has no status of its own', () => {
    expect(found('Widget web', '/status', { ready: true })).toEqual(['drift-field /status']);
    expect(
      breachesOf(driftRules, { objects: [{ object: { ...input.objects[0]!.object, status: { a: 1 } } }] }),
    ).toEqual([]);
  });

  test('may not say what its definition no longer has', () => {
    const old = { ...definition, spec: { ...(definition['spec'] as JsonObject), preserveUnknownFields: false } };
    expect(breachesOf(driftRules, { objects: [{ object: old }] })).toEqual(['drift-field /spec/preserveUnknownFields']);
  });
});

test('what is found says what is written, what is stored and what to write', () => {
  const input = withObject(
    { objects: [] },
    made('v1 Pod web', { spec: { containers: [{ resources: { limits: { cpu: '1000m' } } }] } }),
  );
  const [quantity] = driftRules[0].check(input);
  expect(quantity).toMatchObject({ message: 'cpu is written as "1000m" and stored as "1"', remedy: 'Write "1".' });
  const secret = made('external-secrets.io/v1 ExternalSecret web', { spec: { data: [{ remoteRef: { key: 'a' } }] } });
  const [left] = driftRules[2].check({ objects: [{ object: secret }] });
  expect(left).toMatchObject({
    message:
      'remoteRef leaves out conversionStrategy, decodingStrategy and metadataPolicy, stored as Default, None and None, in a list that is compared as a whole',
    remedy: 'Write conversionStrategy: Default, decodingStrategy: None and metadataPolicy: None.',
  });
});

test.each([
  ['1h', '1h0m0s'],
  ['90s', '1m30s'],
  ['30s', '30s'],
  ['60m', '1h0m0s'],
  ['1h30m', '1h30m0s'],
  ['0', '0s'],
  ['0.5h', '30m0s'],
  ['1.5s', undefined],
  ['soon', undefined],
])('the duration %s is printed as %s', (written, printed) => {
  expect(printedDuration(written)).toBe(printed);
});

describe('the tables', () => {
  const { structs } = schemaOf(kubernetesVersions.at(-1)!);
  const fieldOf = (name: string) => {
    const dot = name.lastIndexOf('.');
    return structs.get(`io.k8s.api.${name.slice(0, dot)}`)?.fields.get(name.slice(dot + 1));
  };

  test('name fields that Kubernetes has', () => {
    expect([...structsWithDefaults, ...zeroFields].filter((name) => fieldOf(name) === undefined)).toEqual([]);
  });

  test('name fields that custom resources have, where their schema is known here', () => {
    const { kinds } = schemaOf(kubernetesVersions[0]!);
    const unknown = Object.entries(defaultsOfResources).flatMap(([kind, places]) => {
      const struct = kinds.get(kind);
      return struct === undefined
        ? []
        : places.flatMap((place) => missingIn(struct, place.path.split('/'), place.fields));
    });
    expect(unknown).toEqual([]);
  });

  function missingIn(struct: string, path: readonly string[], fields: object): string[] {
    const [key, ...rest] = path;
    const known = schemaOf(kubernetesVersions[0]!).structs.get(struct);
    if (!known || known.isOpen) return [];
    if (key === undefined) return Object.keys(fields).filter((field) => !known.fields.has(field));
    const type = known.fields.get(key)?.type;
    if (type === undefined) return [`${struct}.${key}`];
    const of = rest[0] === '*' && type.kind === 'list' ? type.of : type;
    return of.kind === 'struct' ? missingIn(of.id, rest[0] === '*' ? rest.slice(1) : rest, fields) : [];
  }
});
