import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { kubectl } from '../../judging/verify/tools';
import { isAllowed, podOf, type Party } from '../network.fixture';
import { at, root, SystemOutput } from '../output.fixture';

const output = new SystemOutput('microshop');
const environments = ['local', 'production'] as const;
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

describe('kubectl', () => {
  const { path } = kubectl(root);

  test.each(environments)(
    'prints every object of dist/microshop/%s with kustomize, in the order in which it is applied',
    (environment) => {
      const folder = output.distFolder(environment);
      const text = execFileSync(path, ['kustomize', folder], { encoding: 'utf8' });
      const printed = parseAllDocuments(text).map(
        (document) => document.toJS() as { kind: string; metadata: { name: string } },
      );
      const shown = printed.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
      const { resources } = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as { resources: string[] };
      const expected = resources.map((file) => {
        const { kind, metadata } = parse(readFileSync(join(folder, file), 'utf8')) as (typeof printed)[number];
        return `${kind} ${metadata.name}`;
      });
      expect(shown).toEqual(expected);
      expect(shown).toHaveLength(output.committed(environment).all.length);
      const first = (kind: string) => shown.findIndex((name) => name.startsWith(`${kind} `));
      const order = ['Namespace', 'ConfigMap', 'StatefulSet', 'Deployment', 'NetworkPolicy'].map(first);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(order[0]).toBe(0);
    },
  );
});
