import * as v from '../../core/values';
import { container, of, row, textIn, type CarriedCase } from './carried-case.fixture';

/*
 * Values of which more is asked for what stands beside them, and for the kind of a custom resource.
 */

export const besideCases: readonly CarriedCase[] = [
  row(
    'claims of a container whose pod has none',
    v.block({ type: 'object' }, {}, 'Resources'),
    container((resources) => ({ resources })),
    [{}, { claims: [] }],
    [{ claims: [{ name: 'gpu' }] }],
  ),
  row(
    'a process of the host in a pod that has not its network',
    v.block({ type: 'object' }, {}, 'Security'),
    container((securityContext) => ({ securityContext })),
    [{ windowsOptions: { hostProcess: false } }],
    [{ windowsOptions: { hostProcess: true } }],
  ),
  row(
    'address of a Service',
    v.string('', 'Address'),
    of('v1', 'Service', (clusterIP) => ({ spec: { clusterIP, ports: [{ port: 80 }] } })),
    ['None', '10.0.0.1', '2001:db8::1', ''],
    ['a.b', '10.0.0', 'none'],
  ),
  row(
    'name of a Service',
    v.string('web', 'Name'),
    of('v1', 'Service', (name) => ({ metadata: { name }, spec: { ports: [{ port: 80 }] } })),
    ['a', 'a-1'],
    ['1-a', 'a.b', 'A', '', 'a'.repeat(64)],
  ),
  row(
    'name of an object, in a text',
    v.string('web', 'Name'),
    of('v1', 'ConfigMap', (name) => ({ metadata: { name: v.text`${textIn(name)}-settings` } })),
    ['a', 'a.b', '1', 'a-'],
    ['A', 'a.', '-a', '', 'a'.repeat(245)],
  ),
  row(
    'value of a label, in a text',
    v.string('blue', 'Colour'),
    of('v1', 'ConfigMap', (name) => ({ metadata: { labels: { a: v.text`colour.${textIn(name)}` } } })),
    ['a', 'A_b', '-a'],
    ['a b', 'a-', '', 'a'.repeat(57)],
  ),
  row(
    'tag of an image, in a text',
    v.string('1.27', 'Tag'),
    container((tag) => ({ image: v.text`nginx:${textIn(tag)}` })),
    ['1', '1.27-alpine_3'],
    ['', '1 2', '-1', 'a'.repeat(129)],
  ),
  row(
    'port of the Gateway of a route',
    v.integer(80, 'Port'),
    of('gateway.networking.k8s.io/v1', 'HTTPRoute', (value) => ({
      spec: { parentRefs: [{ name: 'a', port: value }] },
    })),
    [1, 65535],
    [0, 65536],
  ),
  row(
    'host names of a route',
    v.list(v.string('', 'Host'), [], 'Hosts'),
    of('gateway.networking.k8s.io/v1', 'HTTPRoute', (hostnames) => ({ spec: { hostnames } })),
    [[], ['a.example']],
    [['10.0.0.1'], ['a_b']],
  ),
  row(
    'a free block as a probe',
    v.block({ type: 'object' }, {}, 'Probe'),
    container((livenessProbe) => ({ livenessProbe })),
    [{}, { tcpSocket: { port: 80 } }],
    [{ periods: 3 }, { tcpSocket: { port: 80 }, periodSeconds: -1 }],
  ),
  row(
    'paths that are compared part by part',
    v.list(v.string('', 'Path'), [], 'Paths'),
    of('networking.k8s.io/v1', 'Ingress', (paths) => ({
      spec: {
        rules: [
          {
            http: {
              paths: v.each(paths, 'path', (path) => ({
                path,
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { number: 80 } } },
              })),
            },
          },
        ],
      },
    })),
    [['/'], ['/a/b', '/c.d/']],
    [['a'], ['//'], ['/a/../b'], ['/a/.'], ['/a%2fb']],
  ),
  row(
    'a path that goes to a controller as it is',
    v.string('/', 'Path'),
    of('networking.k8s.io/v1', 'Ingress', (path) => ({
      spec: {
        rules: [
          {
            http: {
              paths: [
                {
                  path,
                  pathType: 'ImplementationSpecific',
                  backend: { service: { name: 'web', port: { number: 80 } } },
                },
              ],
            },
          },
        ],
      },
    })),
    ['/', '/a(/|$)(.*)', '/a//b'],
    ['a'],
  ),
];
