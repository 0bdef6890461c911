import { describe, expect, test } from '@jest/globals';
import { isAllowed, podOf, type Party } from '../network.fixture';
import { at, SystemOutput } from '../output.fixture';

const output = new SystemOutput('microshop');
const owned = ['user', 'product', 'order'] as const;
const services = [...owned, 'gateway'] as const;

describe('metrics, switched on', () => {
  const on = services.map((name) => `${name}.metrics.enabled=true`);
  const prometheus: Party = { namespace: 'monitoring', labels: { app: 'prometheus' } };

  test('are found by annotations or by a ServiceMonitor, and Prometheus may read them', async () => {
    const annotated = await output.renderedFor('production', { set: on });
    const monitored = await output.renderedFor('production', {
      set: [...on, ...services.map((name) => `${name}.metrics.serviceMonitor.enabled=true`)],
    });
    expect(annotated.names('ServiceMonitor')).toEqual([]);
    expect(monitored.names('ServiceMonitor').sort()).toEqual([...services].sort());
    for (const name of services) {
      const port = name === 'gateway' ? 8080 : 8000;
      expect(at(annotated.podTemplate(name), 'metadata', 'annotations')).toMatchObject({
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': String(port),
        'prometheus.io/path': '/metrics',
      });
      expect(at(monitored.podTemplate(name), 'metadata', 'annotations')).not.toHaveProperty(['prometheus.io/scrape']);
      expect(at(monitored.get('ServiceMonitor', name), 'spec', 'endpoints', 0)).toMatchObject({
        port: 'http',
        path: '/metrics',
      });
      expect(isAllowed(annotated, prometheus, podOf(annotated, name), port)).toBe(true);
    }
  });
});

describe('the exposure of the gateway', () => {
  test('is chosen by value, and taken away by value', async () => {
    const exposure = async (...set: string[]) => {
      const objects = await output.rendered({ set });
      return [at(objects.get('Service', 'gateway'), 'spec', 'type'), ...objects.names('Ingress')];
    };
    expect(await exposure()).toEqual(['ClusterIP']);
    expect(await exposure('gateway.service.type=NodePort')).toEqual(['NodePort']);
    expect(await exposure('ingress.enabled=true')).toEqual(['ClusterIP', 'ingress']);
  });
});
