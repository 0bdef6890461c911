import { describe, expect, test } from '@jest/globals';
import { waitingFor } from '../expected.fixture';
import { at, elements, entriesOf, renderedFor, type Objects } from './output.fixture';
import type { KubernetesObject, Value } from '../../judging/verify/kubernetes-object';

/* What people do to a chart with `--set`, and what the real Helm then renders. */

const production = (...set: string[]) => renderedFor('production', { set });
const local = (...set: string[]) => renderedFor('local', { set });

const podSpec = (object: KubernetesObject): Value | undefined =>
  object.kind === 'Pod' ? object['spec'] : at(object, 'spec', 'template', 'spec');
const podsOf = (objects: Objects) =>
  objects.all.filter((object) => podSpec(object) !== undefined && object.kind !== 'NetworkPolicy');
const containersOf = (object: KubernetesObject) => [
  ...elements(at(podSpec(object), 'initContainers')),
  ...elements(at(podSpec(object), 'containers')),
];
const images = (objects: Objects) => [
  ...new Set(podsOf(objects).flatMap((pod) => containersOf(pod).map((container) => String(at(container, 'image'))))),
];
const annotations = (objects: Objects) =>
  entriesOf(objects.get('Ingress', 'sovd-webapp-ingress').metadata['annotations']);

describe('workloads', () => {
  test('get a fixed number of pods when autoscaling is switched off', async () => {
    const objects = await production('backend.autoscaling.enabled=false', 'backend.replicaCount=7');
    expect(at(objects.get('Deployment', 'sovd-webapp-backend'), 'spec', 'replicas')).toBe(7);
    expect(objects.names('HorizontalPodAutoscaler')).toEqual(['sovd-webapp-frontend']);
  });

  test('get another version, the migration with the backend', async () => {
    const objects = await local('backend.image.tag=v1.1.0');
    expect(images(objects).sort()).toEqual([
      'docker.io/curlimages/curl:8.11.1',
      'sovd-backend:v1.1.0',
      'sovd-frontend:local',
    ]);
    expect(at(podSpec(objects.migration), 'containers', 0, 'image')).toBe('sovd-backend:v1.1.0');
  });

  test('keep a tag where the chart names one: the app version is none of these images', async () => {
    await expect(local('frontend.image.tag=')).rejects.toThrow(/frontend[./]image[./]tag/);
  });

  test('are pinned by a digest, which wins over the tag', async () => {
    const digest = `sha256:${'a1'.repeat(32)}`;
    expect(images(await local(`frontend.image.digest=${digest}`))).toContain(`sovd-frontend@${digest}`);
  });

  test('come from a mirror, test pods included', async () => {
    const found = images(await local('global.imageRegistry=mirror.example.com'));
    expect(found.every((image) => image.startsWith('mirror.example.com/'))).toBe(true);
  });

  test('pull with a secret, all of them', async () => {
    const objects = await production('imagePullSecrets[0].name=ours', 'global.imagePullSecrets[0].name=shared');
    const pods = podsOf(objects);
    expect(pods).toHaveLength(2 + 1 + 8);
    for (const pod of pods)
      expect(at(podSpec(pod), 'imagePullSecrets')).toEqual([{ name: 'shared' }, { name: 'ours' }]);
  });

  test('run on spot nodes', async () => {
    const objects = await production(
      'backend.nodeSelector.pool=spot',
      'backend.tolerations[0].key=spot',
      'backend.tolerations[0].operator=Exists',
    );
    expect(podSpec(objects.get('Deployment', 'sovd-webapp-backend'))).toMatchObject({
      nodeSelector: { pool: 'spot' },
      tolerations: [{ key: 'spot', operator: 'Exists' }],
    });
    expect(at(podSpec(objects.get('Deployment', 'sovd-webapp-frontend')), 'nodeSelector')).toBeUndefined();
  });

  test('lose a CPU limit that is set to null', async () => {
    const objects = await local('backend.resources.limits.cpu=null');
    expect(at(objects.container('sovd-webapp-backend'), 'resources', 'limits')).toEqual({ memory: '512Mi' });
  });

  test('read further variables and mount further files', async () => {
    const objects = await local(
      'backend.extraEnv[0].name=FEATURE',
      'backend.extraEnv[0].value=on',
      'backend.extraEnvFrom[0].secretRef.name=more',
      'backend.extraVolumes[0].name=ca',
      'backend.extraVolumes[0].configMap.name=ca',
      'backend.extraVolumeMounts[0].name=ca',
      'backend.extraVolumeMounts[0].mountPath=/etc/ca',
    );
    const container = objects.container('sovd-webapp-backend');
    expect(elements(container['env']).at(-1)).toEqual({ name: 'FEATURE', value: 'on' });
    expect(elements(container['envFrom']).at(-1)).toEqual({ secretRef: { name: 'more' } });
    expect(elements(container['volumeMounts']).at(-1)).toEqual({ name: 'ca', mountPath: '/etc/ca' });
    expect(elements(at(podSpec(objects.get('Deployment', 'sovd-webapp-backend')), 'volumes')).at(-1)).toEqual({
      name: 'ca',
      configMap: { name: 'ca' },
    });
  });

  test('use a service account that is there already', async () => {
    const objects = await local('backend.serviceAccount.create=false', 'backend.serviceAccount.name=ours');
    expect(at(podSpec(objects.get('Deployment', 'sovd-webapp-backend')), 'serviceAccountName')).toBe('ours');
    expect(objects.names('ServiceAccount')).not.toContain('sovd-webapp-backend');
  });

  test('keep half of their pods when nodes are drained', async () => {
    const objects = await production('backend.podDisruptionBudget.minAvailable=50%');
    const { minAvailable, maxUnavailable } = at(
      objects.get('PodDisruptionBudget', 'sovd-webapp-backend'),
      'spec',
    ) as Record<string, Value>;
    expect({ minAvailable, maxUnavailable }).toEqual({ minAvailable: '50%', maxUnavailable: undefined });
  });
});

describe('exposure', () => {
  const ports = (objects: Objects) => at(objects.get('Service', 'sovd-webapp-frontend'), 'spec', 'ports', 0);

  test('through a port of every node', async () => {
    const objects = await local('frontend.service.type=NodePort', 'frontend.service.nodePort=30080');
    expect(at(objects.get('Service', 'sovd-webapp-frontend'), 'spec', 'type')).toBe('NodePort');
    expect(ports(objects)).toMatchObject({ port: 80, nodePort: 30080 });
  });

  test('of a Service inside the cluster has no node port, which Kubernetes would refuse', async () => {
    expect(ports(await local('frontend.service.nodePort=30080'))).not.toHaveProperty('nodePort');
  });

  test('through nginx leaves nothing of the load balancer of AWS in the Ingress', async () => {
    const objects = await production(
      'ingress.className=nginx',
      'ingress.annotations.nginx\\.ingress\\.kubernetes\\.io/proxy-body-size=8m',
    );
    expect(at(objects.get('Ingress', 'sovd-webapp-ingress'), 'spec', 'ingressClassName')).toBe('nginx');
    expect(annotations(objects)).toEqual([['nginx.ingress.kubernetes.io/proxy-body-size', '8m']]);
  });

  test('under two names, each with all paths', async () => {
    const objects = await production('ingress.hosts={a.example.com,b.example.com}');
    const rules = elements(at(objects.get('Ingress', 'sovd-webapp-ingress'), 'spec', 'rules'));
    expect(rules.map((rule) => [at(rule, 'host'), elements(at(rule, 'http', 'paths')).length])).toEqual([
      ['a.example.com', 6],
      ['b.example.com', 6],
    ]);
  });

  test('without a certificate is HTTP only: no redirect to where nobody listens', async () => {
    const keys = annotations(await production('ingress.alb.certificateArn=')).map(([key]) => key.split('/')[1]);
    expect(keys).toEqual([
      'scheme',
      'target-type',
      'load-balancer-attributes',
      'healthcheck-interval-seconds',
      'healthcheck-timeout-seconds',
      'healthy-threshold-count',
      'target-group-attributes',
    ]);
  });

  test('inside the company only, with longer connections', async () => {
    expect(annotations(await production('ingress.alb.scheme=internal', 'ingress.alb.idleTimeoutSeconds=3600'))).toEqual(
      expect.arrayContaining([
        ['alb.ingress.kubernetes.io/scheme', 'internal'],
        ['alb.ingress.kubernetes.io/load-balancer-attributes', 'idle_timeout.timeout_seconds=3600'],
      ]),
    );
  });

  test('with a certificate from a Secret', async () => {
    const objects = await production(
      'ingress.extraTls[0].secretName=tls',
      'ingress.extraTls[0].hosts={sovd.example.com}',
    );
    expect(at(objects.get('Ingress', 'sovd-webapp-ingress'), 'spec', 'tls')).toEqual([
      { secretName: 'tls', hosts: ['sovd.example.com'] },
    ]);
  });

  test('without network policies', async () => {
    const objects = await production('backend.networkPolicy.enabled=false', 'frontend.networkPolicy.enabled=false');
    expect(objects.names('NetworkPolicy')).toEqual([]);
  });
});

describe('configuration', () => {
  test('of another database reaches the ConfigMap, the wait of the migration and the network policy', async () => {
    const objects = await production(
      'database.host=db.internal',
      'database.port=5433',
      'database.name=vehicles',
      'database.user=app',
    );
    expect(at(objects.get('ConfigMap', 'sovd-webapp-config'), 'data')).toMatchObject({
      DATABASE_HOST: 'db.internal',
      DATABASE_PORT: '5433',
      DATABASE_NAME: 'vehicles',
      DATABASE_USER: 'app',
    });
    expect(at(podSpec(objects.migration), 'initContainers', 0, 'env')).toEqual(waitingFor('db.internal', '5433'));
    const rules = elements(at(objects.get('NetworkPolicy', 'sovd-webapp-backend'), 'spec', 'egress'));
    expect(rules.flatMap((rule) => elements(at(rule, 'ports')).map((port) => at(port, 'port')))).toEqual([
      53, 53, 5433, 6379, 443,
    ]);
  });

  test('of the remote secrets', async () => {
    const objects = await production(
      'externalSecrets.refreshInterval=5m',
      'externalSecrets.region=eu-central-1',
      'environment=blue',
    );
    for (const name of ['sovd-webapp-external-secrets', 'sovd-webapp-migration-secrets']) {
      const external = objects.get('ExternalSecret', name);
      expect(at(external, 'spec', 'refreshInterval')).toBe('5m');
      expect(at(external, 'spec', 'data', 0, 'remoteRef', 'key')).toBe('sovd/blue/database');
      const store = objects.get('SecretStore', String(at(external, 'spec', 'secretStoreRef', 'name')));
      expect(at(store, 'spec', 'provider', 'aws', 'region')).toBe('eu-central-1');
    }
  });

  test('of dashboards for a Grafana that looks for another label', async () => {
    const objects = await production(
      'grafanaDashboards.labels.grafana_dashboard=null',
      'grafanaDashboards.labels.dashboard=yes',
    );
    const labels = at(objects.get('ConfigMap', 'sovd-webapp-dashboard-vehicles'), 'metadata', 'labels');
    expect(labels).toMatchObject({ dashboard: 'yes' });
    expect(labels).not.toHaveProperty('grafana_dashboard');
    const without = await production('grafanaDashboards.enabled=false');
    expect(without.names('ConfigMap')).toEqual(['sovd-webapp-config', 'sovd-webapp-frontend-config']);
  });

  test('with labels of the company puts them on every object and into no selector', async () => {
    const objects = await production('commonLabels.cost-center=4711x');
    for (const object of objects.all) {
      expect(object.metadata['labels']).toMatchObject({ 'cost-center': '4711x' });
    }
    const selectors = objects.all.map((object) =>
      JSON.stringify(at(object, 'spec', 'selector') ?? at(object, 'spec', 'podSelector') ?? ''),
    );
    expect(selectors.filter((selector) => selector.includes('cost-center'))).toEqual([]);
  });
});

describe('names', () => {
  test('follow fullnameOverride, references included', async () => {
    const objects = await production('fullnameOverride=diagnostics');
    const names = objects.all.map(({ metadata }) => metadata.name);
    expect(names.filter((name) => !name.startsWith('diagnostics'))).toEqual([]);
    expect(JSON.stringify(objects.all.map((object) => ({ ...object, metadata: undefined })))).not.toMatch(
      /sovd-webapp-/,
    );
  });

  test('and selectors of two releases in one namespace are not the same', async () => {
    const first = await production();
    const second = await renderedFor('production', { release: 'second' });
    const names = (objects: Objects) => objects.all.map((object) => `${object.kind} ${object.metadata.name}`);
    expect(names(second).filter((name) => names(first).includes(name))).toEqual([]);

    const selects = (selector: Value | undefined, labels: Value | undefined) =>
      entriesOf(selector).length > 0 && entriesOf(selector).every(([key, value]) => at(labels, key) === value);
    const selectorsOf = (objects: Objects) =>
      objects.all.flatMap((object) => {
        const selector = at(object, 'spec', 'selector') ?? at(object, 'spec', 'podSelector');
        return selector === undefined ? [] : [at(selector, 'matchLabels') ?? selector];
      });
    const podLabels = (objects: Objects) =>
      podsOf(objects).map((pod) =>
        pod.kind === 'Pod' ? at(pod, 'metadata', 'labels') : at(pod, 'spec', 'template', 'metadata', 'labels'),
      );
    for (const [own, other] of [
      [first, second],
      [second, first],
    ] as const) {
      expect(selectorsOf(own).length).toBeGreaterThan(8);
      for (const selector of selectorsOf(own)) {
        expect(podLabels(own).some((labels) => selects(selector, labels))).toBe(true);
        expect(podLabels(other).filter((labels) => selects(selector, labels))).toEqual([]);
      }
    }
  });
});

describe('mistakes are refused by the schema', () => {
  test.each([
    ['backend.replicaCount=abc', /backend.?replicaCount/],
    ['backend.replicaCout=3', /replicaCout/],
    ['backend.replicaCount=-1', /backend.?replicaCount/],
    ['backend.image.pullPolicy=Sometimes', /pullPolicy/],
    ['backend.livenessProbe.httpGet.pth=/', /pth/],
    ['ingress.alb.certificateArn=here', /certificateArn/],
    ['externalSecrets.roleArn=admin', /roleArn/],
    ['database.port=70000', /port/],
    ['migration.metrics.enabled=true', /metrics/],
  ])('--set %s', async (set, message) => {
    await expect(production(set)).rejects.toThrow(message);
    await expect(production(set)).rejects.toThrow(/schema/);
  });
});
