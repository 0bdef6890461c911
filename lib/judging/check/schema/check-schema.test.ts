import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../core/values';
import { checkSchema } from './check-schema';
import { kubernetesVersions, schemaOf, type KubernetesVersion } from '../../../core/kubernetes/definitions';
import { removedKind } from './removed-kinds';

const check = (object: JsonObject, kubernetes: KubernetesVersion = '1.28') => checkSchema(object, { kubernetes });

const deployment = (container: JsonObject, spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', ...container }] } },
    ...spec,
  },
});
const pointer = '/spec/template/spec/containers/0';

test('an object that Kubernetes takes has no errors', () => {
  expect(
    check(
      deployment({
        image: 'nginx:1.25',
        ports: [{ name: 'http', containerPort: 80 }],
        resources: { requests: { cpu: 0.5, memory: '64Mi' }, limits: { cpu: '1500m', memory: '1e9' } },
        livenessProbe: { httpGet: { path: '/', port: 'http' } },
        readinessProbe: { tcpSocket: { port: 80 } },
        volumeMounts: [],
      }),
    ),
  ).toEqual([]);
});

describe('an unknown field', () => {
  test('is an error at its own place, with the field that was probably meant', () => {
    expect(check(deployment({ imagePullPolice: 'Always' }, { replica: 3 }))).toEqual([
      {
        pointer: `${pointer}/imagePullPolice`,
        keyword: 'unknown-field',
        message: 'Container has no field "imagePullPolice"; did you mean "imagePullPolicy"?',
      },
      {
        pointer: '/spec/replica',
        keyword: 'unknown-field',
        message: 'DeploymentSpec has no field "replica"; did you mean "replicas"?',
      },
    ]);
  });

  test('is found at the top, under a name that every JavaScript object has, and under one that a pointer escapes', () => {
    expect(check({ ...deployment({}), constructor: {}, 'a/b~c': 1 }).map((error) => error.pointer)).toEqual([
      '/constructor',
      '/a~1b~0c',
    ]);
  });

  test('is not the status, which a tool that writes Go structs writes too, but for kinds that have none', () => {
    expect(check({ ...deployment({}), status: { replicas: 0 } })).toEqual([]);
    expect(check({ apiVersion: 'v1', kind: 'ConfigMap', status: {} })).toMatchObject([
      { pointer: '/status', message: 'ConfigMap has no field "status"' },
    ]);
  });

  test('at the wrong level names the right one', () => {
    expect(check(deployment({ serviceAccountName: 'web' }))).toMatchObject([
      { message: 'Container has no field "serviceAccountName"; it stands in spec.template.spec' },
    ]);
    expect(check(deployment({}, { nodeSelector: {} }))).toMatchObject([
      { message: 'DeploymentSpec has no field "nodeSelector"; it stands in spec.template.spec' },
    ]);
    expect(check({ ...deployment({}), labels: {} })).toMatchObject([
      { message: 'Deployment has no field "labels"; it stands in metadata' },
    ]);
    const volumes = [{ name: 'a', secret: { name: 'b' } }];
    const pod = { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a' }], volumes } };
    expect(check(pod)).toMatchObject([
      { message: 'SecretVolumeSource has no field "name"; did you mean "secretName"?' },
    ]);
  });

  test('that a newer version has says since when', () => {
    expect(check(deployment({ lifecycle: { preStop: { sleep: { seconds: 5 } } } }))).toEqual([
      {
        pointer: `${pointer}/lifecycle/preStop/sleep`,
        keyword: 'unknown-field',
        message: 'LifecycleHandler has no field "sleep"; 1.29 and later have it',
        since: '1.29',
      },
    ]);
  });

  test('depends on the version of Kubernetes', () => {
    const sleep = deployment({ lifecycle: { preStop: { sleep: { seconds: 5 } } } });
    expect(check(sleep, '1.28')).toMatchObject([{ pointer: `${pointer}/lifecycle/preStop/sleep` }]);
    expect(check(sleep, '1.29')).toEqual([]);
    expect(check(sleep, '1.34')).toEqual([]);
  });

  test('is not an error in a map of labels or of data, whatever it is called', () => {
    const data = { __proto__x: 'a', 'a/b': '', constructor: 'c' };
    expect(check({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { labels: data }, data })).toEqual([]);
  });
});

test('a missing field is an error of the map that lacks it', () => {
  expect(check(deployment({ ports: [{ name: 'http' }] }))).toEqual([
    {
      pointer: `${pointer}/ports/0`,
      keyword: 'missing-field',
      message: 'ContainerPort needs the field "containerPort"',
    },
  ]);
});

describe('a wrong type', () => {
  const wrong = (container: JsonObject) => check(deployment(container)).map(({ message, remedy }) => [message, remedy]);

  test('says what was expected, what was found and what to write', () => {
    expect(wrong({ ports: [{ containerPort: '80' }] })).toEqual([
      ['expected an integer, found the string "80"', 'Write 80 without quotes.'],
    ]);
    expect(wrong({ ports: [{ containerPort: 80.5 }] })).toEqual([
      ['expected an integer, found the number 80.5', undefined],
    ]);
    expect(wrong({ env: [{ name: 'DEBUG', value: true }] })).toEqual([
      ['expected a string, found the boolean true', 'Quote it: "true".'],
    ]);
    expect(wrong({ args: 'serve' })).toEqual([['expected a list, found the string "serve"', undefined]]);
    expect(wrong({ resources: [] })).toEqual([['expected a map, ResourceRequirements, found a list', undefined]]);
    expect(wrong({ resources: { limits: [] } })).toEqual([['expected a map, found a list', undefined]]);
    expect(wrong({ tty: 'yes' })).toEqual([['expected true or false, found the string "yes"', undefined]]);
    expect(wrong({ readinessProbe: { tcpSocket: { port: 80.5 } } })).toEqual([
      ['expected an integer or a string, found the number 80.5', undefined],
    ]);
  });

  test('is not null, which is as good as absent', () => {
    expect(wrong({ image: null, command: [null], ports: null, resources: { limits: { cpu: null } } })).toEqual([]);
    expect(check({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { creationTimestamp: null }, data: null })).toEqual(
      [],
    );
    expect(check(deployment({ ports: [{ containerPort: 80, hostPort: null }] }))).toEqual([]);
  });

  test('may be null where something is needed', () => {
    expect(check(deployment({ name: null, ports: [null] }))).toMatchObject([
      { keyword: 'missing-field', message: 'ContainerPort needs the field "containerPort"' },
      { keyword: 'missing-field', message: 'Container needs the field "name"' },
    ]);
  });

  test('is cut where it is long', () => {
    expect(wrong({ tty: 'y'.repeat(200) })).toEqual([
      [`expected true or false, found the string "${'y'.repeat(56)}...`, undefined],
    ]);
  });
});

test('a field that the schema calls required may be absent where 0 or nothing is a value', () => {
  const kinds: readonly JsonObject[] = [
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass' },
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { policyTypes: ['Ingress'] } },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', roleRef: { kind: 'Role', name: 'a' } },
  ];
  expect(kinds.flatMap((object) => check(object))).toEqual([]);
});

describe('a bad value', () => {
  test('is a quantity that no part of Kubernetes can read', () => {
    const memory = (value: string) => check(deployment({ resources: { limits: { memory: value } } }));
    for (const good of ['0', '1', '-1', '.5', '5.', '100m', '1.5Gi', '1e3', '1E-3', '2E', '10n'])
      expect(memory(good)).toEqual([]);
    for (const bad of ['', '512MB', '512mb', '1 Gi', '1gi', 'Gi', '1,5Gi', '0x10', '1e', '1KiB']) {
      expect(memory(bad)).toEqual([
        {
          pointer: `${pointer}/resources/limits/memory`,
          keyword: 'bad-value',
          message: `"${bad}" is not a quantity`,
          remedy: 'Write bytes as in 512Mi or 1Gi, and CPU as in 250m or 2.',
        },
      ]);
    }
  });

  test('is data of a Secret that is not in base64', () => {
    const secret = (value: string) => check({ apiVersion: 'v1', kind: 'Secret', data: { password: value } });
    for (const good of ['', 'c2VjcmV0', 'c2VjcmU=', 'c2VjcnI+/w==', 'c2Vj\ncmV0\n']) expect(secret(good)).toEqual([]);
    for (const bad of ['secret', 'c2VjcmU', 'c2Vj cmV0', 'hunter2!']) {
      expect(secret(bad)).toMatchObject([{ keyword: 'bad-value', message: `"${bad}" is not base64` }]);
    }
  });

  test('is a duration that Prometheus cannot read', () => {
    const rule = (duration: string) =>
      check({
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        spec: { groups: [{ name: 'g', rules: [{ alert: 'A', expr: 'up', for: duration }] }] },
      });
    for (const good of ['0', '5m', '1d12h', '1h30m15s250ms']) expect(rule(good)).toEqual([]);
    for (const bad of ['5', '5 m', '5min', '30m1h', '1.5h']) {
      expect(rule(bad)).toMatchObject([
        { message: `"${bad}" is not a duration`, remedy: 'Write it as in 30s or 1h30m.' },
      ]);
    }
  });

  test('is not a member of an enum', () => {
    const secret = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      spec: { refreshPolicy: 'periodic' },
    };
    expect(check(secret)).toEqual([
      {
        pointer: '/spec/refreshPolicy',
        keyword: 'bad-value',
        message: '"periodic" is none of CreatedOnce, OnChange, Periodic; did you mean "Periodic"?',
      },
    ]);
  });
});

describe('an unknown kind', () => {
  const unknown = (apiVersion: string, kind: string, kubernetes: KubernetesVersion = '1.28') => {
    const [error, ...others] = check({ apiVersion, kind }, kubernetes);
    expect(others).toEqual([]);
    expect(error).toMatchObject({ keyword: 'unknown-kind' });
    return [error!.pointer, error!.message, error!.remedy];
  };

  test('of another apiVersion names the right one', () => {
    expect(unknown('apps/v2', 'Deployment')).toEqual([
      '/apiVersion',
      'Kubernetes 1.28 has no apps/v2 Deployment',
      'Use apps/v1.',
    ]);
  });

  test.each([
    [
      'extensions/v1beta1 Ingress',
      '1.22',
      '/apiVersion',
      'Use networking.k8s.io/v1 Ingress, where a path needs pathType, and a backend is service.name and service.port.',
    ],
    [
      'policy/v1beta1 PodSecurityPolicy',
      '1.25',
      '/kind',
      'Use Pod Security Admission: the label pod-security.kubernetes.io/enforce of the Namespace.',
    ],
    ['batch/v1beta1 CronJob', '1.25', '/apiVersion', 'Use batch/v1 CronJob.'],
    [
      'autoscaling/v2beta2 HorizontalPodAutoscaler',
      '1.26',
      '/apiVersion',
      'Use autoscaling/v2 HorizontalPodAutoscaler.',
    ],
    ['apps/v1beta2 StatefulSet', '1.16', '/apiVersion', 'Use apps/v1 StatefulSet.'],
  ])('that Kubernetes has removed, as %s, says since when and what takes its place', (name, since, pointer, remedy) => {
    const [apiVersion = '', kind = ''] = name.split(' ');
    expect(unknown(apiVersion, kind)).toEqual([
      pointer,
      `Kubernetes 1.28 has no ${name}, which is gone since ${since}`,
      remedy,
    ]);
  });

  test('that a later version of Kubernetes removes is known until then', () => {
    const flowSchema = { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', kind: 'FlowSchema' };
    expect(check(flowSchema, '1.31')).toEqual([]);
    expect(unknown(flowSchema.apiVersion, flowSchema.kind, '1.32')).toEqual([
      '/apiVersion',
      'Kubernetes 1.32 has no flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema, which is gone since 1.32',
      'Use flowcontrol.apiserver.k8s.io/v1 FlowSchema.',
    ]);
  });

  test.each(kubernetesVersions)('is not one of those that are removed in %s where that version has it', (version) => {
    const { kinds } = schemaOf(version);
    const removed = [...kinds.keys()].filter((name) => removedKind(...(name.split(' ') as [string, string]), version));
    expect(removed).toEqual([]);
  });

  test('that takes the place of a removed one is there', () => {
    const places = kubernetesVersions.flatMap((version) =>
      [...schemaOf('1.28').kinds.keys()].flatMap((name) => {
        const [apiVersion = '', kind = ''] = name.split(' ');
        return removedKind(apiVersion, kind, version)?.instead ?? [];
      }),
    );
    expect(new Set(places)).toEqual(
      new Set(['FlowSchema', 'PriorityLevelConfiguration'].map((kind) => `flowcontrol.apiserver.k8s.io/v1 ${kind}`)),
    );
  });

  test.each([
    ['v1', 'Status'],
    ['v1', 'PodList'],
    ['meta.k8s.io/v1', 'Table'],
  ])('of an answer of the server, %s %s, is not held to the metadata of objects', (apiVersion, kind) => {
    const metadata = { continue: 'a', resourceVersion: '1', remainingItemCount: 2 };
    expect(check({ apiVersion, kind, metadata }).map(({ keyword }) => keyword)).toEqual(['unknown-kind']);
    expect(check({ apiVersion: 'example.com/v1', kind: 'AllowList', metadata })).toHaveLength(3);
  });

  test('with a typing error names the kind that was probably meant', () => {
    expect(unknown('apps/v1', 'Deploymnet')).toEqual([
      '/kind',
      'Kubernetes 1.28 has no apps/v1 Deploymnet; did you mean "Deployment"?',
      undefined,
    ]);
  });

  test('is not guessed at where apiVersion or kind is missing', () => {
    expect(check({ kind: 'Deployment' })).toEqual([
      { pointer: '', keyword: 'missing-field', message: 'an object needs the field "apiVersion", a string' },
    ]);
  });
});

describe('custom resources', () => {
  test('are strict as well', () => {
    const monitor = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      spec: { selector: { matchLabel: {} }, endpoints: [{ port: 'http', intervall: '30s' }] },
    };
    expect(check(monitor).map(({ message }) => message)).toEqual([
      'LabelSelector has no field "matchLabel"; did you mean "matchLabels"?',
      'Endpoint has no field "intervall"; did you mean "interval"?',
    ]);
  });

  test('let through the secret stores that they do not know, but not a mistake in the AWS one', () => {
    const store = (provider: JsonObject) =>
      check({ apiVersion: 'external-secrets.io/v1', kind: 'SecretStore', spec: { provider } });
    expect(store({ brandNew: { anything: [1] } })).toEqual([]);
    expect(store({ aws: { service: 'SecretsManager', regoin: 'eu-west-1' } }).map(({ message }) => message)).toEqual([
      'AWSProvider has no field "regoin"; did you mean "region"?',
      'AWSProvider needs the field "region"',
    ]);
  });

  test('hold routes inside of routes', () => {
    const config = (route: JsonObject) =>
      check({ apiVersion: 'monitoring.coreos.com/v1alpha1', kind: 'AlertmanagerConfig', spec: { route } });
    expect(config({ receiver: 'a', routes: [{ receiver: 'b', routes: [{ reciever: 'c' }] }] })).toMatchObject([
      { pointer: '/spec/route/routes/0/routes/0/reciever' },
    ]);
  });
});
