import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import type { ParentReference } from '../../../../imports/gateway-api';
import { HelmChart } from '../../../core/manifest';
import { values } from '../../../core/values';
import { systemsOf } from '../../../program/app';
import { WebService, webServiceValues } from '../presets/web-service';
import { http } from '../probes';
import { HttpRoute, httpRouteValues } from './http-route';

const web = webServiceValues(
  {
    image: { repository: 'web', tag: '1' },
    replicaCount: 1,
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
    probes: { liveness: http('/'), readiness: http('/') },
    service: { port: 80 },
  },
  'A service',
);
const shopValues = values({ web, httpRoute: httpRouteValues() });

/** A chart whose users attach its route to these Gateways. */
const shop =
  (parentRefs: ParentReference[], enabled = true) =>
  (): unknown => {
    const chart = new HelmChart(new App(), 'shop', {
      values: shopValues,
      environments: { local: { values: { httpRoute: { enabled, parentRefs } } } },
      ...{ version: '1.0.0', appVersion: '1', description: 'A shop' },
    });
    const server = new WebService(chart, 'web', { values: chart.values.web, port: 8080 });
    new HttpRoute(chart, 'route', { values: chart.values.httpRoute, routes: { '/': server } });
    return systemsOf(chart.node.root as App);
  };

test('a route is attached once to each Gateway, and to each listener of one', () => {
  const spelt = { name: 'public', kind: 'Gateway', group: 'gateway.networking.k8s.io' };
  const message =
    'httpRoute.parentRefs[1].name: there is an entry with name "public" and kind "Gateway" and group "gateway.networking.k8s.io" already';
  expect(shop([{ name: 'public' }, spelt])).toThrow(message);
  expect(shop([{ name: 'public' }, { ...spelt, sectionName: 'https' }])).toThrow(
    'httpRoute.parentRefs[1]: a parent that is named twice has a sectionName each time',
  );
  expect(shop([{ name: 'public' }, spelt], false)).not.toThrow();
  expect(shop([{ name: 'public' }, { name: 'public', namespace: 'gateways' }])).not.toThrow();
  expect(
    shop([
      { name: 'public', sectionName: 'http' },
      { name: 'public', sectionName: 'https' },
    ]),
  ).not.toThrow();
});
