import { afterAll, describe, expect, test } from '@jest/globals';
import type { KubernetesObject, Value } from '../../judging/verify/kubernetes-object';
import { helmOutput, objectsOf, printSystems } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { at, containersOf, elements, podsOf } from './checklist/subject.fixture';

/* What people do to charts with `--set`, beside what lib/systems/sovd-webapp/user-changes.test.ts has. */

const tools = helmVersions();
const { systems, remove } = printSystems();
afterAll(remove);

class Rendered {
  constructor(readonly objects: readonly KubernetesObject[]) {}

  get(kind: string, name: string): KubernetesObject {
    const found = this.objects.find((object) => object.kind === kind && object.metadata.name === name);
    if (found) return found;
    throw new Error(`there is no ${kind} ${name}; there are: ${this.names(kind).join(', ')}`);
  }

  names(kind: string): string[] {
    return this.objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
  }

  pod(kind: string, name: string): Value {
    const [pod] = podsOf({ objects: [this.get(kind, name)], sources: new Map(), problems: [] });
    return pod!.spec;
  }

  /** The first container of a workload. */
  container(kind: string, name: string): Value {
    return elements(at(this.pod(kind, name), 'containers'))[0]!;
  }
}

/** The objects with some values set; Helm 3 and 4 must agree. */
async function render(name: string, ...set: readonly string[]): Promise<Rendered> {
  const { chart } = systems.find((system) => system.name === name)!;
  const outputs = await Promise.all(
    tools.map((tool) => helmOutput(tool, { chart, release: name, namespace: 'here', set })),
  );
  expect(outputs.map(({ problems }) => problems)).toEqual(tools.map(() => []));
  const [objects, others] = outputs.map(objectsOf);
  const inOrder = (all: readonly KubernetesObject[]) =>
    [...all].sort((a, b) => (`${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1));
  expect(inOrder(others!)).toEqual(inOrder(objects!));
  return new Rendered(objects!);
}

describe('pods', () => {
  test('get a variable from a Secret of the user', async () => {
    const changed = await render(
      'family-gifting',
      'api.extraEnv[0].name=SMTP_PASSWORD',
      'api.extraEnv[0].valueFrom.secretKeyRef.name=smtp',
      'api.extraEnv[0].valueFrom.secretKeyRef.key=password',
    );
    expect(elements(at(changed.container('Deployment', 'api'), 'env')).at(-1)).toEqual({
      name: 'SMTP_PASSWORD',
      valueFrom: { secretKeyRef: { name: 'smtp', key: 'password' } },
    });
  });

  test('are asked in another way whether they live', async () => {
    const changed = await render(
      'sovd-webapp',
      'backend.livenessProbe.httpGet=null',
      'backend.livenessProbe.tcpSocket.port=http',
      'backend.livenessProbe.periodSeconds=30',
    );
    expect(at(changed.container('Deployment', 'sovd-webapp-backend'), 'livenessProbe')).toEqual({
      tcpSocket: { port: 'http' },
      initialDelaySeconds: 10,
      periodSeconds: 30,
      timeoutSeconds: 5,
      failureThreshold: 3,
    });
  });

  test('get a startup probe', async () => {
    const changed = await render(
      'sovd-webapp',
      'frontend.startupProbe.httpGet.path=/',
      'frontend.startupProbe.httpGet.port=http',
      'frontend.startupProbe.failureThreshold=60',
    );
    expect(at(changed.container('Deployment', 'sovd-webapp-frontend'), 'startupProbe')).toEqual({
      httpGet: { path: '/', port: 'http' },
      failureThreshold: 60,
    });
  });

  test('share a volume with a sidecar that an injector adds', async () => {
    const changed = await render(
      'microshop',
      'gateway.podAnnotations.vault\\.hashicorp\\.com/agent-inject=true',
      'gateway.extraVolumes[0].name=agent',
      'gateway.extraVolumes[0].emptyDir.medium=Memory',
      'gateway.extraVolumeMounts[0].name=agent',
      'gateway.extraVolumeMounts[0].mountPath=/vault/secrets',
      'gateway.extraVolumeMounts[0].readOnly=true',
    ).catch((error: unknown) => String(error));
    // `--set` makes a boolean of the annotation, which Kubernetes would refuse: so does the schema.
    expect(changed).toMatch(/podAnnotations/);
    const { chart } = systems.find(({ name }) => name === 'microshop')!;
    const values = {
      gateway: {
        podAnnotations: { 'vault.hashicorp.com/agent-inject': 'true' },
        extraVolumes: [{ name: 'agent', emptyDir: { medium: 'Memory' } }],
        extraVolumeMounts: [{ name: 'agent', mountPath: '/vault/secrets', readOnly: true }],
      },
    };
    const options = { chart, release: 'microshop', namespace: 'here', values };
    const rendered = new Rendered(objectsOf(await helmOutput(tools[1]!, options)));
    const template = at(rendered.get('Deployment', 'gateway'), 'spec', 'template');
    expect(at(template, 'metadata', 'annotations')).toMatchObject({ 'vault.hashicorp.com/agent-inject': 'true' });
    expect(elements(at(template, 'spec', 'volumes')).at(-1)).toEqual({ name: 'agent', emptyDir: { medium: 'Memory' } });
    expect(elements(at(rendered.container('Deployment', 'gateway'), 'volumeMounts')).at(-1)).toEqual({
      name: 'agent',
      mountPath: '/vault/secrets',
      readOnly: true,
    });
  });

  test('run as the user of an image that the chart does not know', async () => {
    const changed = await render(
      'task-manager-api',
      'api.podSecurityContext.runAsUser=1000',
      'api.podSecurityContext.fsGroup=1000',
    );
    expect(at(changed.pod('Deployment', 'task-api'), 'securityContext')).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      fsGroup: 1000,
    });
  });

  test('are spread over zones and preferred on some nodes', async () => {
    const zones = 'web.topologySpreadConstraints[0]';
    const term = 'web.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]';
    const changed = await render(
      'family-gifting',
      `${zones}.maxSkew=1`,
      `${zones}.topologyKey=topology.kubernetes.io/zone`,
      `${zones}.whenUnsatisfiable=ScheduleAnyway`,
      `${term}.matchExpressions[0].key=disk`,
      `${term}.matchExpressions[0].operator=Exists`,
      'web.priorityClassName=high',
      'web.terminationGracePeriodSeconds=90',
    );
    expect(changed.pod('Deployment', 'web')).toMatchObject({
      priorityClassName: 'high',
      terminationGracePeriodSeconds: 90,
      topologySpreadConstraints: [
        {
          topologyKey: 'topology.kubernetes.io/zone',
          labelSelector: {
            matchLabels: { 'app.kubernetes.io/component': 'web', 'app.kubernetes.io/instance': 'family-gifting' },
          },
        },
      ],
    });
  });

  test('of a database take its image from a mirror by digest', async () => {
    const digest = `sha256:${'c0'.repeat(32)}`;
    const changed = await render(
      'microshop',
      `userDatabase.image.digest=${digest}`,
      'global.imageRegistry=mirror.example.com',
    );
    expect(at(changed.container('StatefulSet', 'user-db'), 'image')).toMatch(
      new RegExp(`^mirror\\.example\\.com/.*@${digest}$`),
    );
  });

  test('call the Kubernetes API with an account that is bound to a role of a cloud', async () => {
    const role = 'arn:aws:iam::123456789012:role/tasks';
    const changed = await render(
      'task-manager-api',
      `api.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn=${role}`,
      'api.serviceAccount.automount=true',
      'api.serviceAccount.name=tasks',
    );
    const account = changed.get('ServiceAccount', 'tasks');
    expect(at(account, 'metadata', 'annotations')).toEqual({ 'eks.amazonaws.com/role-arn': role });
    expect(changed.pod('Deployment', 'task-api')).toMatchObject({
      serviceAccountName: 'tasks',
      automountServiceAccountToken: true,
    });
  });
});

describe('releases', () => {
  test('read the Secret that is there already, all workloads', async () => {
    const changed = await render('sovd-webapp', 'existingSecret=ours', 'externalSecrets.enabled=true');
    const text = JSON.stringify(changed.objects.filter(({ kind }) => ['Deployment', 'Job'].includes(kind)));
    const names = [...text.matchAll(/"secretKeyRef":\{"name":"([^"]*)"/g)].map(([, name]) => name);
    expect(new Set(names)).toEqual(new Set(['ours']));
    expect(changed.names('ExternalSecret')).toEqual([]);
  });

  test('bring whole objects of the user, of any kind', async () => {
    const changed = await render(
      'microshop',
      'extraObjects[0].apiVersion=v1',
      'extraObjects[0].kind=ConfigMap',
      'extraObjects[0].metadata.name=ours',
      'extraObjects[0].data.a=b',
      'extraObjects[1].apiVersion=scheduling.k8s.io/v1',
      'extraObjects[1].kind=PriorityClass',
      'extraObjects[1].metadata.name=high',
      'extraObjects[1].value=1000000',
    );
    expect(changed.get('ConfigMap', 'ours')['data']).toEqual({ a: 'b' });
    expect(changed.get('PriorityClass', 'high')['value']).toBe(1_000_000);
  });

  test('are reached by a route of the Gateway API instead of an Ingress', async () => {
    const changed = await render(
      'task-manager-api',
      'ingress.enabled=false',
      'httpRoute.enabled=true',
      'httpRoute.parentRefs[0].name=public',
      'httpRoute.parentRefs[0].namespace=gateways',
      'httpRoute.hostnames={tasks.example.com}',
      'api.service.port=80',
    );
    expect(changed.names('Ingress')).toEqual([]);
    expect(at(changed.get('HTTPRoute', changed.names('HTTPRoute')[0]!), 'spec')).toEqual({
      parentRefs: [{ name: 'public', namespace: 'gateways' }],
      hostnames: ['tasks.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ group: '', kind: 'Service', name: 'task-api', port: 80, weight: 1 }],
        },
      ],
    });
  });

  test('have their own host, certificate and class', async () => {
    const changed = await render(
      'family-gifting',
      'ingress.enabled=true',
      'ingress.className=traefik',
      'ingress.hosts={gifts.example.com}',
      'ingress.tls.enabled=true',
      'ingress.tls.clusterIssuer=',
      'ingress.tls.secretName=wildcard',
    );
    const ingress = changed.get('Ingress', 'ingress');
    expect(at(ingress, 'spec', 'ingressClassName')).toBe('traefik');
    expect(at(ingress, 'spec', 'tls')).toEqual([{ hosts: ['gifts.example.com'], secretName: 'wildcard' }]);
    expect(elements(at(ingress, 'spec', 'rules')).map((rule) => rule['host'])).toEqual(['gifts.example.com']);
    expect(at(ingress, 'metadata', 'annotations', 'cert-manager.io/cluster-issuer')).toBeUndefined();
  });

  test('let nodes be drained freely', async () => {
    const names = ['user', 'product', 'order', 'gateway'];
    const changed = await render('microshop', ...names.map((name) => `${name}.podDisruptionBudget.enabled=false`));
    expect(changed.names('PodDisruptionBudget')).toEqual([]);
  });

  test('let others reach a pod and a pod reach others', async () => {
    const changed = await render(
      'microshop',
      'gateway.networkPolicy.extraIngress[0].from[0].namespaceSelector.matchLabels.team=web',
      'gateway.networkPolicy.extraEgress[0].ports[0].port=6379',
    );
    const policy = at(changed.get('NetworkPolicy', 'gateway'), 'spec');
    expect(elements(at(policy, 'ingress')).at(-1)).toEqual({
      from: [{ namespaceSelector: { matchLabels: { team: 'web' } } }],
    });
    expect(elements(at(policy, 'egress')).at(-1)).toEqual({ ports: [{ port: 6379 }] });
  });

  test('keep data on volumes of another class and size', async () => {
    const changed = await render(
      'family-gifting',
      'postgres.persistence.size=20Gi',
      'postgres.persistence.storageClassName=fast',
    );
    expect(at(changed.get('StatefulSet', 'postgres'), 'spec', 'volumeClaimTemplates', 0, 'spec')).toMatchObject({
      storageClassName: 'fast',
      resources: { requests: { storage: '20Gi' } },
    });
  });

  test('make no backups, or others', async () => {
    const off = await render('family-gifting', 'backup.enabled=false');
    expect([...off.names('CronJob'), ...off.names('PersistentVolumeClaim')]).toEqual([]);
    const on = await render(
      'family-gifting',
      'backup.enabled=true',
      'backup.schedule=0 4 * * 0',
      'backup.retentionDays=90',
    );
    expect(at(on.get('CronJob', 'postgres-backup'), 'spec', 'schedule')).toBe('0 4 * * 0');
    const [container] = containersOf(on.pod('CronJob', 'postgres-backup'));
    expect(elements(container!['env'])).toContainEqual({ name: 'RETENTION_DAYS', value: '90' });
  });

  test('are watched by the Prometheus Operator', async () => {
    const metrics = 'gateway.metrics';
    const changed = await render(
      'microshop',
      `${metrics}.enabled=true`,
      `${metrics}.serviceMonitor.enabled=true`,
      `${metrics}.serviceMonitor.interval=15s`,
      `${metrics}.serviceMonitor.labels.release=prometheus`,
    );
    const monitor = changed.get('ServiceMonitor', 'gateway');
    expect(monitor.metadata['labels']).toMatchObject({ release: 'prometheus' });
    expect(at(monitor, 'spec', 'endpoints', 0, 'interval')).toBe('15s');
    const annotations = at(changed.get('Deployment', 'gateway'), 'spec', 'template', 'metadata', 'annotations');
    expect(JSON.stringify(annotations)).not.toMatch(/prometheus\.io/);
  });

  test('have no roles where the cluster gives rights in another way', async () => {
    const mode = 'monitoring.mode=embedded';
    const rights = (rendered: Rendered) =>
      ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].flatMap((kind) => rendered.names(kind));
    expect(rights(await render('kirana', mode)).length).toBeGreaterThan(0);
    const changed = await render('kirana', mode, 'monitoring.prometheus.rbac.create=false');
    expect(rights(changed)).toEqual([]);
    expect(changed.names('ServiceAccount')).toContain('kirana-prometheus');
  });
});
