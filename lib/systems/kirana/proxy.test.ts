import { describe, expect, test } from '@jest/globals';
import { nginxConf } from '../../authoring/integrations/nginx/reverse-proxy-config';
import { fullname } from '../../core/values';
import { at } from '../output.fixture';
import { chart, objectsIn } from './kirana.fixture';
import { config, configWith } from './proxy.fixture';
import { headers, routes } from './proxy';

describe('nginx', () => {
  test('has a route for each path of the system', () => {
    expect(routes).toEqual({
      '/api': { to: 'backend', limited: true },
      '/socket.io': { to: 'backend', webSocket: true, limited: true },
      '/': { to: 'frontend' },
    });
    expect(config()).toContain('server kirana-frontend:3000;');
    expect(config()).toContain('limit_req_zone $binary_remote_addr zone=clients:10m rate=20r/s;');
    expect(at(objectsIn('production').container('kirana-nginx'), 'command')).toEqual([
      'nginx',
      '-c',
      '/etc/nginx/conf/nginx.conf',
      '-g',
      'daemon off;',
    ]);
  });

  test('is not configured with a route that leads nowhere', () => {
    const upstreams = { frontend: { name: fullname, port: 80 } };
    const wrong = { '/api': { to: 'backend' } };
    const rateLimit = { requestsPerSecond: 1, burst: 1 };
    const { trustedProxies } = chart.values.nginx;
    expect(() =>
      nginxConf({ port: 80, upstreams, routes: wrong, headers, trustedProxies, rateLimit, maxBodyMegabytes: 1 }),
    ).toThrow('/api leads to "backend", which is not an upstream [invalid-props]\n    Upstreams: frontend.');
  });

  test('finds the pods of the back end itself, so that each client of Socket.IO keeps one', () => {
    const objects = objectsIn('production');
    // Each record of a pod is a name of its own; its weight would change with their number.
    expect(config()).toMatch(
      /upstream backend \{\n +hash \$remote_addr consistent;\n +zone backend \S+;\n +resolver kube-dns\.kube-system\.svc\.cluster\.local valid=5s;\n +server kirana-backend-pods\.kirana\.svc\.cluster\.local service=http resolve weight=2 /,
    );
    const service = objects.get('Service', 'kirana-backend-pods')['spec'];
    expect(service).toMatchObject({ clusterIP: 'None', ports: [{ name: 'http', targetPort: 'http' }] });
    expect(at(service, 'selector')).toEqual(at(objects.get('Service', 'kirana-backend')['spec'], 'selector'));
    // What is not ready is not among the records.
    expect(at(service, 'publishNotReadyAddresses')).toBeUndefined();
    // The pod goes on until nginx has asked again.
    expect(at(objects.container('kirana-backend'), 'lifecycle', 'preStop', 'exec', 'command')).toEqual(['sleep', '10']);
    const [, major, minor, patch] = /:(\d+)\.(\d+)\.(\d+)$/.exec(
      String(at(objects.container('kirana-nginx'), 'image')),
    )!;
    expect([Number(major), Number(minor) * 1000 + Number(patch)]).toEqual([1, expect.any(Number)]);
    expect(Number(minor) * 1000 + Number(patch)).toBeGreaterThanOrEqual(27_003);
  });

  test('takes the name of the cluster and of its DNS server from values', () => {
    const conf = configWith({ sticky: { resolver: '10.96.0.10', clusterDomain: 'shop.internal' } });
    expect(conf).toContain('resolver 10.96.0.10 valid=5s;');
    expect(conf).toContain('server kirana-backend-pods.kirana.svc.shop.internal service=http resolve');
  });

  test('leaves the choice of a pod to the Service where users say so', () => {
    const off = { sticky: { enabled: false } };
    expect(objectsIn('production', off).names('Service')).not.toContain('kirana-backend-pods');
    expect(configWith(off)).toContain('upstream backend {\n    server kirana-backend:5000;');
    expect(configWith(off)).not.toMatch(/hash|resolve/);
  });

  test('believes proxies of private networks, those of carriers among them, or whom users name', () => {
    const trusted = (conf: string) => [...conf.matchAll(/set_real_ip_from (.*);/g)].map(([, network]) => network);
    expect(trusted(config())).toEqual(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']);
    expect(trusted(configWith({ nginx: { trustedProxies: ['198.51.100.7'] } }))).toEqual(['198.51.100.7']);
    expect(trusted(configWith({ nginx: { trustedProxies: [] } }))).toEqual([]);
  });
});
