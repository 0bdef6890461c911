import { describe, expect, test } from '@jest/globals';
import { breachesOf } from '../case.fixture';
import { readDocuments } from '../folder/read-documents';
import { entranceRules } from './entrances';

const pods = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }]
`;
const service = (type: string, targetPort = 'http') => `---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: ${type}, selector: { app: web }, ports: [{ port: 80, targetPort: ${targetPort} }] }
`;
const ingress = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
    - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`;
const route = `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web }
spec: { rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
`;
const policy = (rules: string, types = '') => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec: { podSelector: { matchLabels: { app: web } }, ${types}ingress: [${rules}] }
`;
const found = (...texts: string[]) =>
  breachesOf(entranceRules, {
    objects: readDocuments(pods + texts.join(''), 'all.yaml').objects,
    isProduction: true,
  });

const fromPods = '{ from: [{ podSelector: { matchLabels: { app: web } } }] }';

describe('what leads traffic from outside to pods that admit only pods of their own release is found', () => {
  test.each([
    ['an Ingress', [service('ClusterIP'), ingress], '/spec/rules/0/http/paths/0/backend/service/name'],
    ['a route of a Gateway', [service('ClusterIP'), route], '/spec/rules/0/backendRefs/0/name'],
    ['a load balancer', [service('LoadBalancer')], '/spec/type'],
    ['a port of the nodes', [service('NodePort')], '/spec/type'],
  ])('%s', (_, texts, pointer) => {
    const breaches = found(...texts, policy(fromPods));
    expect(breaches).toEqual([`entrance-behind-policy ${pointer}`]);
    expect(found(...texts)).toEqual([]);
  });

  test.each([
    ['nobody at all', ''],
    ['others to another port', '{ ports: [{ port: 9090 }] }'],
    ['pods and nobody else', `${fromPods}, { from: [{ podSelector: {} }] }`],
  ])('where a policy lets in %s', (_, rules) => {
    expect(found(service('ClusterIP'), ingress, policy(rules))).toHaveLength(1);
  });
});

test.each([
  ['everybody', '{}'],
  ['everybody to the port, by its name', '{ ports: [{ port: http }] }'],
  ['everybody to the port, by its number', '{ ports: [{ port: 8080 }] }'],
  ['everybody to a range of ports', '{ ports: [{ port: 8000, endPort: 9000 }] }'],
  ['another namespace', '{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: nginx } } }] }'],
  ['an address', '{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }'],
  ['pods of somebody else in the namespace', '{ from: [{ podSelector: { matchLabels: { app: traefik } } }] }'],
])('a policy that lets in %s is in nobody’s way', (_, rule) => {
  expect(found(service('ClusterIP'), ingress, policy(`${fromPods}, ${rule}`))).toEqual([]);
  expect(found(service('ClusterIP', '8080'), ingress, policy(`${fromPods}, ${rule}`))).toEqual([]);
});

test('policies add up, and one that is about what pods reach keeps nobody out', () => {
  const open = policy('{}').replace('name: web', 'name: open');
  expect(found(service('LoadBalancer'), policy(fromPods), open)).toEqual([]);
  expect(found(service('LoadBalancer'), policy('', 'policyTypes: [Egress], '))).toEqual([]);
});
