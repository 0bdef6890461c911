import { describe, expect, test } from '@jest/globals';
import { definitionOf } from '../core/manifest';
import { defaults, overlay, validateValues, type TSchema } from '../core/values';
import { chartOf, made, systemNames } from './made.fixture';
import { isAllowed, podOf, type Party } from './network.fixture';
import { at, elements } from './output.fixture';

/* What leads into the systems from outside: the same words in all charts, and policies that let it through. */

/** Every field below a schema, as a path. */
function fieldsOf(schema: TSchema, path = ''): string[] {
  const properties = Object.entries((schema['properties'] ?? {}) as { readonly [key: string]: TSchema });
  return schema['additionalProperties'] === false && properties.length > 0
    ? properties.flatMap(([key, inner]) => fieldsOf(inner, `${path}.${key}`))
    : [path.slice(1)];
}
const fieldsIn = (system: string, value: string) => {
  const { schema } = definitionOf(chartOf(system));
  return fieldsOf(schema.properties[value] as TSchema).sort();
};

const onAlb = ['sovd-webapp', 'task-manager-api'];
const common = [
  'annotations',
  'className',
  'enabled',
  'extraPaths',
  'extraTls',
  'hosts',
  'pathType',
  'tls.clusterIssuer',
  'tls.enabled',
];

describe.each(systemNames)('the Ingress of %s', (system) => {
  const ingress = { enabled: true, className: 'nginx', hosts: ['a.example.com', 'b.example.com'] };
  const tlsOf = (more: object) => {
    const objects = made(system, { ingress: { ...ingress, ...more } });
    const [name, ...others] = objects.names('Ingress');
    expect(others).toEqual([]);
    return { name, tls: at(objects.get('Ingress', name!), 'spec', 'tls') };
  };

  test('has the values that those of all charts have, and beside them only those of its load balancer', () => {
    const fields = fieldsIn(system, 'ingress').filter((field) => !field.startsWith('alb.'));
    expect(fields).toEqual([...common, 'tls.secretName']);
    expect(fieldsIn(system, 'ingress').some((field) => field.startsWith('alb.'))).toBe(onAlb.includes(system));
    expect(fieldsIn(system, 'httpRoute')).toEqual(['annotations', 'enabled', 'hostnames', 'parentRefs']);
  });

  test('takes no class that no IngressClass is called', () => {
    const { schema } = definitionOf(chartOf(system));
    const toldOf = (className: string) =>
      validateValues(schema, overlay(defaults(schema), { ingress: { className } }), '').map(({ path }) => path);
    for (const className of ['My Class', 'a..b']) expect(toldOf(className)).toContain('ingress.className');
    for (const className of ['', 'a.b']) expect(toldOf(className)).not.toContain('ingress.className');
  });

  test('takes its certificate from a Secret for all hosts, from Secrets for some, or from both', () => {
    const { name, tls } = tlsOf({ tls: { enabled: true } });
    expect(name).toMatch(/(^|-)ingress$/);
    expect(tls).toEqual([{ hosts: ingress.hosts, secretName: `${name!}-tls` }]);
    const extraTls = [{ hosts: ['c.example.com'], secretName: 'c-tls' }];
    expect(tlsOf({ tls: { enabled: false }, extraTls }).tls).toEqual(extraTls);
    expect(tlsOf({ tls: { enabled: true, secretName: 'ours' }, extraTls }).tls).toEqual([
      { hosts: ingress.hosts, secretName: 'ours' },
      ...extraTls,
    ]);
  });
});

describe.each(onAlb)('the defaults of %s', (system) => {
  const defaults = made(system);
  const [ingress] = defaults.all.filter(({ kind }) => kind === 'Ingress');
  const backends = [
    ...new Set(
      elements(at(ingress, 'spec', 'rules', 0, 'http', 'paths')).map((path) =>
        String(at(path, 'backend', 'service', 'name')),
      ),
    ),
  ];
  const controller: Party = { namespace: 'ingress-nginx', labels: { app: 'nginx' } };
  const enters = (objects: typeof defaults, from: Party) =>
    backends.map((name) => {
      const pod = podOf(objects, name);
      return isAllowed(objects, from, pod, pod.ports!['http']!);
    });
  const all = (answer: boolean) => backends.map(() => answer);

  test('let in the load balancer, which comes from outside the cluster', () => {
    expect(at(ingress, 'spec', 'ingressClassName')).toBe('alb');
    for (const address of ['10.1.2.3', '172.31.4.5', '192.168.6.7'])
      expect(enters(defaults, { address })).toEqual(all(true));
    expect(enters(defaults, { address: '93.184.216.34' })).toEqual(all(false));
    expect(enters(defaults, controller)).toEqual(all(false));
  });

  test('fit another ingress controller with two values', () => {
    const objects = made(system, {
      ingress: { className: 'nginx' },
      ingressController: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
    });
    expect(enters(objects, controller)).toEqual(all(true));
    expect(enters(objects, { address: '10.1.2.3' })).toEqual(all(false));
  });

  test('give a pod that goes less time at the load balancer than until it is ended', () => {
    const attributes = String(
      at(ingress, 'metadata', 'annotations', 'alb.ingress.kubernetes.io/target-group-attributes'),
    );
    expect(attributes).toBe('deregistration_delay.timeout_seconds=30');
    for (const name of backends) {
      const pause = Number(at(defaults.container(name), 'lifecycle', 'preStop', 'exec', 'command', 1));
      expect(pause).toBe(10);
      expect(at(defaults.podTemplate(name), 'spec', 'terminationGracePeriodSeconds')).toBeGreaterThan(pause + 30);
    }
  });

  test('take further attributes of the target groups', () => {
    const alb = { deregistrationDelaySeconds: 45, targetGroupAttributes: ['slow_start.duration_seconds=30'] };
    const objects = made(system, { ingress: { alb } });
    const [changed] = objects.all.filter(({ kind }) => kind === 'Ingress');
    expect(changed!.metadata['annotations']).toMatchObject({
      'alb.ingress.kubernetes.io/target-group-attributes':
        'deregistration_delay.timeout_seconds=45,slow_start.duration_seconds=30',
    });
    expect(() =>
      made(system, { ingress: { alb: { targetGroupAttributes: ['deregistration_delay.timeout_seconds=1'] } } }),
    ).toThrow();
  });
});
