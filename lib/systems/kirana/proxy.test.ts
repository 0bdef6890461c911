import { describe, expect, test } from '@jest/globals';
import { nginxConf } from '../../authoring/integrations/nginx/reverse-proxy-config';
import { fullname } from '../../core/values';
import { at } from '../output.fixture';
import { fileOf, objectsIn } from './kirana.fixture';
import { headers, routes, trustedProxies } from './proxy';

/** What is in the ConfigMap of production. */
const config = (requestsPerSecond = 20, burst = 40) =>
  fileOf(
    objectsIn('production', { nginx: { rateLimit: { requestsPerSecond, burst } } }),
    'kirana-nginx-config',
    'nginx.conf',
  );

describe('nginx', () => {
  test('has a route for each path of the system', () => {
    expect(routes).toEqual({
      '/api': { to: 'backend', limited: true },
      '/socket.io': { to: 'backend', webSocket: true, limited: true },
      '/': { to: 'frontend' },
    });
    expect(config()).toContain('server kirana-backend:5000;');
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
    expect(() =>
      nginxConf({ port: 80, upstreams, routes: wrong, headers, trustedProxies, rateLimit, maxBodyMegabytes: 1 }),
    ).toThrow('/api leads to "backend", which is not an upstream [invalid-props]\n    Upstreams: frontend.');
  });
});
