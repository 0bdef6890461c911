import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Value } from '../../judging/verify/kubernetes-object';
import { at, elements } from '../output.fixture';
import { dashboards } from './dashboards';
import { chartFiles, environmentNames, fileOf, objectsIn, operatorMode } from './kirana.fixture';
import { scrapeJobs } from './scrape-jobs';

const production = objectsIn('production');
const operator = objectsIn('production', operatorMode);
const prometheusYml = fileOf(production, 'kirana-prometheus-config', 'prometheus.yml');
const rulesYml = fileOf(production, 'kirana-prometheus-config', 'rules.yml');
const config = parse(prometheusYml) as Value;

const embeddedOnly = ['prometheus', 'alertmanager', 'grafana', 'node-exporter'].map((name) => `kirana-${name}`);
const workloads = (objects: typeof production) =>
  ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap((kind) => objects.names(kind));

/** The PromQL of all panels. */
const questions = Object.values(dashboards).flatMap(({ panels }) =>
  panels.flatMap(({ queries }) => queries.map(({ expr }) => expr)),
);

describe('Prometheus', () => {
  test('has the eight scrape jobs and reads them every 15 seconds', () => {
    expect(Object.keys(scrapeJobs)).toEqual([
      'prometheus',
      'backend',
      'frontend',
      'mongodb',
      'redis',
      'containers',
      'nodes',
      'nginx',
    ]);
    const jobs = elements(at(config, 'scrape_configs')).map((job) => at(job, 'job_name'));
    expect(jobs).toEqual(Object.keys(scrapeJobs).map((job) => `kirana-${job}`));
    expect(at(config, 'global')).toEqual({
      scrape_interval: '15s',
      evaluation_interval: '15s',
      external_labels: { cluster: 'production' },
    });
  });

  test('finds by component and port name only pods that there are', () => {
    for (const objects of environmentNames.map((name) => objectsIn(name))) {
      const pods = ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap((kind) =>
        objects.names(kind).map((name) => objects.podTemplate(name, kind)),
      );
      const ports = pods.flatMap((pod) =>
        elements(at(pod, 'spec', 'containers')).flatMap((container) =>
          elements(at(container, 'ports')).map(
            (port) =>
              `${String(at(pod, 'metadata', 'labels', 'app.kubernetes.io/component'))}:${String(at(port, 'name'))}`,
          ),
        ),
      );
      const wanted = Object.values(scrapeJobs).flatMap((job) =>
        job.kind === 'pods' ? [`${job.component}:${job.port}`] : [],
      );
      expect(wanted).toHaveLength(5);
      expect(ports).toEqual(expect.arrayContaining(wanted));
    }
  });

  test('may find pods and nodes and read the metrics of kubelets, and nothing else', () => {
    expect(production.get('Role', 'kirana-prometheus')['rules']).toEqual([
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    ]);
    expect(production.get('ClusterRole', 'kirana.kirana-prometheus')['rules']).toEqual([
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
    ]);
    expect(at(production.get('ClusterRoleBinding', 'kirana.kirana-prometheus'), 'subjects', 0)).toEqual({
      kind: 'ServiceAccount',
      name: 'kirana-prometheus',
      namespace: 'kirana',
    });
    const without = objectsIn('production', { monitoring: { prometheus: { rbac: { create: false } } } });
    expect(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].flatMap((kind) => without.names(kind))).toEqual(
      [],
    );
  });

  test('keeps series for 30 days on 50Gi in production, and little locally', () => {
    const argsIn = (name: 'local' | 'production') =>
      elements(at(objectsIn(name).container('kirana-prometheus', 'StatefulSet'), 'args'));
    expect(argsIn('production')).toContain('--storage.tsdb.retention.time=30d');
    expect(argsIn('local')).toContain('--storage.tsdb.retention.time=2d');
  });
});

describe('In the mode operator', () => {
  test('the stack is not there, and what is watched and the exporters are the same', () => {
    expect(
      workloads(production)
        .filter((name) => !workloads(operator).includes(name))
        .sort(),
    ).toEqual([...embeddedOnly].sort());
    expect(workloads(operator).filter((name) => !workloads(production).includes(name))).toEqual([]);
    const text = JSON.stringify(operator.all);
    for (const name of embeddedOnly) expect(text).not.toContain(`"${name}"`);
    expect(operator.names('ClusterRole')).toEqual([]);
    expect(
      ['ServiceMonitor', 'PrometheusRule', 'AlertmanagerConfig', 'Probe'].flatMap((kind) => production.names(kind)),
    ).toEqual([]);
  });

  test('the rules are the same', () => {
    expect(at(operator.get('PrometheusRule', 'kirana-alerts'), 'spec')).toEqual(parse(rulesYml));
  });

  test('what the cluster does not read already is read, as the same jobs', () => {
    expect(operator.names('ServiceMonitor').sort()).toEqual([
      'kirana-backend',
      'kirana-mongodb',
      'kirana-nginx',
      'kirana-redis',
    ]);
    for (const name of operator.names('ServiceMonitor')) {
      const monitor = operator.get('ServiceMonitor', name);
      expect(at(monitor, 'metadata', 'labels', 'release')).toBe('kube-prometheus-stack');
      expect(at(monitor, 'spec', 'endpoints', 0)).toMatchObject({
        interval: '15s',
        path: '/metrics',
        relabelings: [{ targetLabel: 'job', replacement: name }],
      });
      const labels = at(monitor, 'spec', 'selector', 'matchLabels') as Record<string, Value>;
      const port = at(monitor, 'spec', 'endpoints', 0, 'port');
      const services = operator.all.filter(
        (object) =>
          object.kind === 'Service' &&
          Object.entries(labels).every(([key, value]) => at(object, 'metadata', 'labels', key) === value) &&
          elements(at(object, 'spec', 'ports')).some((each) => at(each, 'name') === port),
      );
      expect(services).toHaveLength(1);
    }
    expect(at(operator.get('Probe', 'kirana-frontend'), 'spec')).toEqual({
      jobName: 'kirana-frontend',
      interval: '15s',
      module: 'http_2xx',
      // Asked from the namespace of the operator's Prometheus.
      prober: { url: 'kirana-blackbox-exporter.kirana.svc:9115' },
      targets: { staticConfig: { static: ['http://kirana-frontend:3000/'] } },
    });
  });
});

describe('Grafana', () => {
  test('has a dashboard for the API, the databases, the infrastructure and the business', () => {
    expect(Object.keys(dashboards)).toEqual(['api', 'databases', 'infrastructure', 'business']);
    for (const [name, { title, panels }] of Object.entries(dashboards)) {
      const dashboard = JSON.parse(fileOf(production, `kirana-dashboard-${name}`, `${name}.json`)) as Value;
      expect(dashboard).toMatchObject({ uid: name, title });
      expect(elements(at(dashboard, 'panels'))).toHaveLength(panels.length);
      expect(new Set(elements(at(dashboard, 'panels')).map((panel) => at(panel, 'title'))).size).toBe(panels.length);
      expect(chartFiles().get(`files/dashboards/${name}.json`)).toBe(
        fileOf(production, `kirana-dashboard-${name}`, `${name}.json`),
      );
    }
  });

  test('asks only about metrics that a job names', () => {
    const named = new Set(Object.values(scrapeJobs).flatMap(({ metrics }) => metrics));
    const asked = questions.flatMap((expr) =>
      [
        ...expr.matchAll(
          /\b((?:flask|kirana|mongodb|redis|node|container|probe|nginx|prometheus)_[a-zA-Z_0-9]+|up)\b(?=[{)[ ]|$)/g,
        ),
      ].map(([, metric]) => metric!.replace(/_(sum|count|bucket)$/, '')),
    );
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((metric) => !named.has(metric))).toEqual([]);
  });

  test('finds its data source and dashboards provisioned and its password in the Secret', () => {
    const dataSources = parse(fileOf(production, 'kirana-grafana-datasources', 'datasources.yaml')) as Value;
    expect(at(dataSources, 'datasources', 0)).toMatchObject({
      type: 'prometheus',
      url: 'http://kirana-prometheus:9090',
      isDefault: true,
    });
    const providers = parse(fileOf(production, 'kirana-grafana-providers', 'dashboards.yaml')) as Value;
    const container = production.container('kirana-grafana');
    const mounts = Object.fromEntries(
      elements(at(container, 'volumeMounts')).map((mount) => [String(at(mount, 'name')), at(mount, 'mountPath')]),
    );
    expect(mounts).toMatchObject({
      dashboards: at(providers, 'providers', 0, 'options', 'path'),
      'grafana-datasources': '/etc/grafana/provisioning/datasources',
      'grafana-providers': '/etc/grafana/provisioning/dashboards',
    });
    const volumes = elements(at(production.podTemplate('kirana-grafana'), 'spec', 'volumes'));
    const sources = elements(
      at(
        volumes.find((volume) => at(volume, 'name') === 'dashboards'),
        'projected',
        'sources',
      ),
    );
    expect(sources).toEqual(
      Object.keys(dashboards).map((name) => ({ configMap: { name: `kirana-dashboard-${name}` } })),
    );
    expect(elements(at(container, 'env'))).toContainEqual({
      name: 'GF_SECURITY_ADMIN_PASSWORD',
      valueFrom: { secretKeyRef: { name: 'kirana-secrets', key: 'grafana-admin-password' } },
    });
  });
});
