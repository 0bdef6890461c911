import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { HelmChart } from '../../../core/manifest';
import { list, string, values } from '../../../core/values';
import { systemsOf } from '../../../program/app';
import { WebService, webServiceValues } from '../presets/web-service';
import { http } from '../probes';
import { HttpIngress, httpIngressValues } from './http-ingress';

const web = () =>
  webServiceValues(
    {
      image: { repository: 'web', tag: '1' },
      replicaCount: 1,
      resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
      probes: { liveness: http('/'), readiness: http('/') },
      service: { port: 80 },
    },
    'A service',
  );

const Values = values({
  api: web(),
  web: web(),
  paths: list(string('', 'A path', { pattern: '^/' }), ['/api'], 'Paths of the API'),
  ingress: httpIngressValues({ enabled: true, className: 'nginx', hosts: ['shop.example'] }),
});

/** A chart with paths of the API, where the web application has `/` and `/health`. */
const shop =
  (paths: readonly string[], isOn = true) =>
  (): unknown => {
    const environments = { local: { values: { paths, ingress: { enabled: isOn } } } };
    const about = { version: '1.0.0', appVersion: '1', description: 'A shop' };
    const chart = new HelmChart(new App(), 'shop', { values: Values, environments, ...about });
    const { values } = chart;
    const api = new WebService(chart, 'api', { values: values.api, port: 8080 });
    const front = new WebService(chart, 'web', { values: values.web, port: 8080 });
    const routes = [
      { paths: values.paths, to: api },
      { paths: ['/ws'], to: api },
      { paths: ['/', '/health'], to: front },
    ];
    new HttpIngress(chart, 'ingress', { values: values.ingress, routes });
    return systemsOf(chart.node.root as App);
  };

test('paths that users choose lead nowhere else already', () => {
  expect(shop(['/api', '/ws'])).not.toThrow();
  const message = 'paths: no path may be one that leads elsewhere already: /, /health';
  expect(shop(['/api', '/'])).toThrow(message);
  expect(shop(['/health'])).toThrow(message);
  expect(shop(['/'], false)).not.toThrow();
});
