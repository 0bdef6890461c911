import { describe, expect, test } from '@jest/globals';
import { ownAnnotations } from '../../judging/testing/own-annotations.fixture';
import { isAllowed, type Party } from '../network.fixture';
import { publicLoadBalancer } from '../expected.fixture';
import { database, ingressController, neighbour, parties, prometheus } from './exposure.fixture';
import { at, committed, elements, environmentNames, type Objects } from './output.fixture';

describe('the Ingress', () => {
  const routes = (objects: Objects) =>
    elements(at(objects.get('Ingress', 'sovd-webapp-ingress'), 'spec', 'rules')).map((rule) => [
      at(rule, 'host'),
      ...elements(at(rule, 'http', 'paths')).map((path) => {
        const service = at(path, 'backend', 'service');
        return `${String(at(path, 'pathType'))} ${String(at(path, 'path'))} -> ${String(at(service, 'name'))}`;
      }),
    ]);
  const paths = [
    'Prefix /api -> sovd-webapp-backend',
    'Prefix /ws -> sovd-webapp-backend',
    'Prefix /health -> sovd-webapp-backend',
    'Prefix /docs -> sovd-webapp-backend',
    'Prefix /openapi.json -> sovd-webapp-backend',
    'Prefix / -> sovd-webapp-frontend',
  ];

  test('of production is an internet-facing load balancer with HTTPS, a redirect and connections that stay open', () => {
    const ingress = committed('production').get('Ingress', 'sovd-webapp-ingress');
    expect(at(ingress, 'spec', 'ingressClassName')).toBe('alb');
    expect(ownAnnotations(ingress.metadata['annotations'])).toEqual({
      ...publicLoadBalancer,
      'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '5',
      'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': '2',
      'alb.ingress.kubernetes.io/healthy-threshold-count': '2',
    });
  });

  test('sends the paths of the API to the backend and the rest to the frontend', () => {
    expect(routes(committed('production'))).toEqual([['sovd.example.com', ...paths]]);
    expect(routes(committed('staging'))).toEqual([['staging.sovd.example.com', ...paths]]);
  });

  test('names a port that the Services have', () => {
    const objects = committed('production');
    const [rule] = elements(at(objects.get('Ingress', 'sovd-webapp-ingress'), 'spec', 'rules'));
    for (const path of elements(at(rule, 'http', 'paths'))) {
      const { name, port } = at(path, 'backend', 'service') as { name: string; port: { name: string } };
      expect(at(objects.get('Service', name), 'spec', 'ports', 0, 'name')).toBe(port.name);
    }
  });

  test.each(['staging', 'production'] as const)(
    'asks the Services of %s for their health at their own paths',
    (environment) => {
      const objects = committed(environment);
      const path = (name: string) =>
        at(objects.get('Service', name), 'metadata', 'annotations', 'alb.ingress.kubernetes.io/healthcheck-path');
      expect(path('sovd-webapp-backend')).toBe('/health/ready');
      expect(path('sovd-webapp-frontend')).toBe('/');
    },
  );
});

describe('the network policies', () => {
  const elsewhere: Party = { namespace: 'elsewhere', labels: { app: 'other' } };
  const internet: Party = { address: '93.184.216.34' };
  const dns: Party = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

  test('let the ingress controller and the frontend reach the backend, and beside them only who tests and measures', () => {
    const objects = committed('production');
    const { backend, frontend, smokeTest, migration, otherRelease } = parties(objects);
    const callers = {
      ingressController,
      frontend,
      smokeTest,
      prometheus,
      migration,
      otherRelease,
      neighbour,
      elsewhere,
      internet,
      database,
    };
    const allowed = (target: Party, port: number) =>
      Object.entries(callers).flatMap(([name, from]) => (isAllowed(objects, from, target, port) ? [name] : []));
    expect(allowed(backend, 8000)).toEqual(['ingressController', 'frontend', 'smokeTest', 'prometheus']);
    expect(allowed(backend, 22)).toEqual([]);
    expect(allowed(frontend, 8080)).toEqual(['ingressController', 'smokeTest']);
    expect(allowed({ ...frontend, ports: { metrics: 9113 } }, 9113)).toEqual(['prometheus']);
    expect(isAllowed(objects, backend, frontend, 8080)).toBe(false);
  });

  test.each(['staging', 'production'] as const)(
    'of %s let the backend reach DNS, the database, Redis and 443, the frontend only DNS and the backend',
    (environment) => {
      const objects = committed(environment);
      const { backend, frontend } = parties(objects);
      const targets: [string, Party, number, string?][] = [
        ['dns', dns, 53, 'UDP'],
        ['dns over TCP', dns, 53],
        ['database', database, 5432],
        ['redis', database, 6379],
        ['https', internet, 443],
        ['http', internet, 80],
        ['ssh', internet, 22],
        ['mysql', database, 3306],
        ['backend', backend, 8000],
      ];
      const reached = (from: Party) =>
        targets.flatMap(([name, to, port, protocol]) => (isAllowed(objects, from, to, port, protocol) ? [name] : []));
      expect(reached(backend)).toEqual(['dns', 'dns over TCP', 'database', 'redis', 'https']);
      expect(reached(frontend)).toEqual(['dns', 'dns over TCP', 'backend']);
    },
  );

  test('let the load generator of staging reach the backend, by the label that kubectl run gives it', () => {
    const labels = { run: 'load-generator' };
    const mayEnter = (environment: 'staging' | 'production', from: Party) => {
      const objects = committed(environment);
      return isAllowed(objects, from, parties(objects).backend, 8000);
    };
    expect(mayEnter('staging', { namespace: 'staging', labels })).toBe(true);
    expect(mayEnter('staging', { namespace: 'staging', labels: { run: 'other' } })).toBe(false);
    expect(mayEnter('production', { namespace: 'sovd-webapp', labels })).toBe(false);
  });

  test('are off locally', () => {
    expect(committed('local').names('NetworkPolicy')).toEqual([]);
  });
});

describe('metrics', () => {
  const annotations = (objects: Objects) =>
    at(objects.get('Deployment', 'sovd-webapp-backend'), 'spec', 'template', 'metadata', 'annotations');
  const both = ['sovd-webapp-backend', 'sovd-webapp-frontend'];
  const scraped = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8000', 'prometheus.io/path': '/metrics' };

  test.each(environmentNames)(
    'of the backend are found in %s by a ServiceMonitor or by annotations, never by both',
    (environment) => {
      const objects = committed(environment);
      const hasMonitor = environment !== 'local';
      expect(objects.names('ServiceMonitor')).toEqual(hasMonitor ? both : []);
      if (hasMonitor) expect(annotations(objects)).not.toHaveProperty(['prometheus.io/scrape']);
      else expect(annotations(objects)).toMatchObject(scraped);
    },
  );

  test('of the ServiceMonitor are read from the Service of the backend', () => {
    const objects = committed('production');
    const monitor = objects.get('ServiceMonitor', 'sovd-webapp-backend');
    const service = objects.get('Service', 'sovd-webapp-backend');
    expect(service.metadata['labels']).toMatchObject(at(monitor, 'spec', 'selector', 'matchLabels') as object);
    expect(at(monitor, 'spec', 'endpoints')).toEqual([
      { port: at(service, 'spec', 'ports', 0, 'name'), path: '/metrics', interval: '30s' },
    ]);
  });

  test.each(['staging', 'production'] as const)(
    'of the frontend are read in %s from the exporter beside every nginx',
    (environment) => {
      const objects = committed(environment);
      const monitor = objects.get('ServiceMonitor', 'sovd-webapp-frontend');
      const service = objects.get('Service', 'sovd-webapp-frontend');
      expect(service.metadata['labels']).toMatchObject(at(monitor, 'spec', 'selector', 'matchLabels') as object);
      expect(at(monitor, 'spec', 'endpoints')).toEqual([{ targetPort: 'metrics', path: '/metrics', interval: '30s' }]);
      const [, exporter, ...others] = elements(at(objects.podTemplate('sovd-webapp-frontend'), 'spec', 'containers'));
      expect(others).toEqual([]);
      expect(exporter).toMatchObject({
        image: 'docker.io/nginx/nginx-prometheus-exporter:1.4.0',
        args: ['--web.listen-address=:9113', '--nginx.scrape-uri=http://127.0.0.1:8080/stub_status'],
        ports: [{ name: 'metrics', containerPort: 9113, protocol: 'TCP' }],
        resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '50m', memory: '32Mi' } },
      });
    },
  );

  test('of production have eight targets at first: five pods of the backend and three of the frontend', () => {
    const objects = committed('production');
    const targets = objects
      .names('ServiceMonitor')
      .map((name) => at(objects.get('HorizontalPodAutoscaler', name), 'spec', 'minReplicas'));
    expect(targets).toEqual([5, 3]);
  });

  test('are shown by three dashboards that Grafana finds by their label, but not locally', () => {
    expect(
      committed('local')
        .names('ConfigMap')
        .filter((name) => name.includes('dashboard')),
    ).toEqual([]);
    const objects = committed('production');
    const panels = (name: string) => {
      const configMap = objects.get('ConfigMap', `sovd-webapp-dashboard-${name}`);
      expect(configMap.metadata['labels']).toMatchObject({ grafana_dashboard: '1' });
      const dashboard = JSON.parse(String(at(configMap, 'data', `${name}.json`))) as {
        panels: { title: string; targets: { expr: string }[] }[];
      };
      for (const panel of dashboard.panels) expect(panel.targets[0]?.expr).toBeTruthy();
      return dashboard.panels.map(({ title }) => title);
    };
    expect(panels('operations')).toEqual(['Request rate', 'Error rate', 'P95 latency']);
    expect(panels('commands')).toEqual(['Commands executed', 'Command duration, P95', 'Active WebSocket connections']);
    expect(panels('vehicles')).toEqual(['Connected vehicles', 'Connection status']);
  });
});
