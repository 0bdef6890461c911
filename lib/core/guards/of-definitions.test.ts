import { describe, expect, test } from '@jest/globals';
import {
  add,
  boolean,
  each,
  integer,
  list,
  object,
  optional,
  string,
  stringMap,
  text,
  values,
  when,
  type JsonObject,
} from '../values';
import { defaults, overlay, refs, type Expression, type Tree } from '../values';
import { brokenGuards } from './broken';
import { guardsOfObjects } from './of-objects';

/* What the objects of any definition ask of its values: those of a preset are asked in workloads. */

const shop = values({
  debug: boolean(false, 'Whether it tells more'),
  level: string('info', 'What is logged'),
  grace: integer(30, 'Seconds to stop'),
  className: string('', 'Class of the Ingress'),
  annotations: stringMap({}, 'Annotations'),
  more: boolean(false, 'Whether there is more'),
  first: integer(0, 'A port of the nodes'),
  names: list<string>(string('', 'Name'), ['a'], 'Names'),
  users: list<{ readonly name: string }>(object({ name: string('', 'Name') }, 'User'), [], 'Users'),
  ports: list<{ readonly number: number; readonly protocol: string }>(
    object({ number: integer(1, 'Number', { maximum: 99 }), protocol: string('TCP', 'Protocol') }, 'Port'),
    [],
    'Ports',
  ),
  variables: stringMap({}, 'Variables'),
  atLeast: list<string>(string('', 'One'), ['a'], 'Never empty', { minItems: 1 }),
  least: integer(1, 'Fewest'),
  scale: object({ min: integer(1, 'Fewest'), max: integer(3, 'Most') }, 'Scaling'),
  memory: string('64Mi', 'Memory'),
  limit: string('128Mi', 'Limit'),
});
const given = refs(shop, {});

interface Said {
  readonly kind: string;
  readonly apiVersion: string;
  readonly object: Tree;
  readonly condition?: Expression<boolean>;
}

function told(objects: readonly Said[], over: JsonObject = {}): readonly string[] {
  const guards = guardsOfObjects(
    objects.map((each, i) => ({ construct: `shop/${i}`, ...each })),
    shop,
  );
  const release = {
    values: overlay(defaults(shop), over),
    release: { name: 'shop', namespace: 'here' },
    chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
  };
  return brokenGuards(guards, release, '').map(({ message }) => message);
}

const podOf = (spec: { readonly [key: string]: Tree }, annotations?: Tree): Said => ({
  kind: 'Deployment',
  apiVersion: 'apps/v1',
  object: { spec: { template: { ...(annotations && { metadata: { annotations } }), spec } } },
});
const container = (fields: { readonly [key: string]: Tree }, name = 'web') => ({ containers: [{ name, ...fields }] });

describe('a variable that only a condition brings', () => {
  const env = (...others: Tree[]) =>
    podOf(container({ env: [when(given.debug, { name: 'WHERE', value: 'here' }), ...others] as Tree }));
  const text = { level: 'at $(WHERE)' };

  test('is known where the condition holds, and nowhere else', () => {
    const always = [env({ name: 'LEVEL', value: given.level })];
    expect(told(always, { ...text, debug: true })).toEqual([]);
    expect(told(always, text)).toEqual([
      'level: $(WHERE) names no variable that stands before it; $$(WHERE) is the text itself',
    ]);
  });

  test('is known to one under the same condition', () => {
    expect(told([env(when(given.debug, { name: 'LEVEL', value: given.level }) as Tree)], text)).toEqual([]);
  });
});

test('one value for the ports of two Services is told where both are there', () => {
  const service = (condition?: Expression<boolean>): Said => ({
    kind: 'Service',
    apiVersion: 'v1',
    object: { spec: { ports: [{ port: 80, nodePort: given.first }] } },
    ...(condition && { condition }),
  });
  const both = [service(given.debug), service(given.more)];
  expect(told(both, { first: 30_000, debug: true })).toEqual([]);
  expect(told(both, { first: 30_000, debug: true, more: true })).toEqual([
    'first: another Service has the node port 30000, by first',
  ]);
});

describe('a profile of AppArmor in annotations of two kinds of pods', () => {
  const pods = [podOf(container({}), given.annotations), podOf(container({}, 'worker'), given.annotations)];

  test('names a container of each', () => {
    const key = 'container.apparmor.security.beta.kubernetes.io/web';
    expect(told(pods.slice(0, 1), { annotations: { [key]: 'unconfined' } })).toEqual([]);
    expect(told(pods, { annotations: { [key]: 'unconfined' } })).toEqual([
      `annotations.${key}: there is no container "web"`,
    ]);
  });
});

describe('what the chart itself runs before the stop', () => {
  const stopping = (preStop: Tree) =>
    podOf({ ...container({ lifecycle: { preStop } }), terminationGracePeriodSeconds: given.grace });

  test.each<[string, Tree]>([
    ['a command', { exec: { command: ['sleep', '10'] } }],
    ['a script', { exec: { command: ['sh', '-c', 'sleep 4; sleep 6'] } }],
    ['the handler that sleeps', { sleep: { seconds: 10 } }],
  ])('leaves users no shorter time: %s', (_, handler) => {
    expect(told([stopping(handler)], { grace: 10 })).toEqual([]);
    expect(told([stopping(handler)], { grace: 9 })).toEqual([
      'grace: 9 s are less than the 10 s that the chart takes before the stop',
    ]);
  });

  test('is asked for only where it runs', () => {
    const handler = when(given.debug, { sleep: { seconds: 10 } }) as Tree;
    expect(told([stopping(handler)], { grace: 9 })).toEqual([]);
    expect(told([stopping(handler)], { grace: 9, debug: true })).toHaveLength(1);
  });
});

describe('the class of an Ingress in an annotation', () => {
  const ingress = (ingressClassName: Tree): Said => ({
    kind: 'Ingress',
    apiVersion: 'networking.k8s.io/v1',
    object: { metadata: { annotations: given.annotations }, spec: { ingressClassName } },
  });
  const annotations = { 'kubernetes.io/ingress.class': 'nginx' };

  test('is that of the field', () => {
    const other = 'annotations.kubernetes.io/ingress.class: "nginx" is not ingressClassName, "traefik"';
    expect(told([ingress(given.className)], { annotations, className: 'traefik' })).toEqual([other]);
    expect(told([ingress('traefik')], { annotations })).toEqual([other]);
    expect(told([ingress(given.className)], { annotations, className: 'nginx' })).toEqual([]);
    expect(told([ingress(given.className)], { annotations })).toEqual([]);
  });
});

test('annotations of two values share what users may take', () => {
  const template = podOf(container({}), given.annotations);
  const text = 'x'.repeat(131_071);
  expect(told([template], { annotations: { a: text } })).toEqual([]);
  expect(told([template], { annotations: { a: `${text}x` } })).toEqual([
    'annotations: 131073 bytes in all; 131072 are the most',
  ]);
});

describe('a list that a loop makes', () => {
  const secrets = (...elements: Tree[]) => [podOf({ imagePullSecrets: elements })];
  const ofNames = (name = (each: Expression<string>): Tree => each) =>
    each(given.names, 'name', (one) => ({ name: name(one) }) as never) as unknown as Tree[];

  test('has each element once', () => {
    expect(told(secrets(...ofNames()), { names: ['a', 'b'] })).toEqual([]);
    expect(told(secrets(...ofNames()), { names: ['a', 'b', 'a'] })).toEqual(['names: each once']);
    expect(told(secrets(...ofNames((one) => text`${one}-${given.level}`)), { names: ['a', 'a'] })).toHaveLength(1);
    const ofUsers = each(given.users, 'user', (user) => ({ name: text`${user.field('name')}-x` }) as never);
    expect(told(secrets(...(ofUsers as Tree[])), { users: [{ name: 'a' }, { name: 'a' }] })).toEqual([
      'users: each name once',
    ]);
  });

  test('has each pair of keys once, where two tell its elements apart', () => {
    const ports = each(given.ports, 'port', (port) => ({
      containerPort: add(port.field('number'), 1),
      protocol: port.field('protocol'),
    }));
    const texts = each(given.ports, 'port', (port) => ({
      port: port.field('number'),
      protocol: text`${port.field('protocol')}`,
    }));
    const one = { number: 80, protocol: 'TCP' };
    const others = { ports: [one, { ...one, number: 81 }] };
    // Which of two sums are the same nobody says.
    expect(told([podOf(container({ ports: ports }))], others)).toEqual([]);
    const service = { kind: 'Service', apiVersion: 'v1', object: { spec: { ports: texts as Tree[] } } };
    expect(told([service], others)).toEqual([]);
    expect(told([service], { ports: [one, one] })).toEqual(['ports: each number and protocol once']);
  });

  test('is asked of each list by itself', () => {
    const names = (end: string) => ofNames((one) => text`${one}-${end}`);
    const pod = podOf({
      imagePullSecrets: [{ name: 'own-x' }, ...names('x')],
      containers: [{ env: names('y') }],
    });
    expect(told([pod], { names: ['own'] })).toEqual(['names: "own-x" is set by the chart']);
    expect(told([pod], { names: ['own', 'own'] })).toContain('names: each once');
  });

  test('has none that the chart sets itself', () => {
    const own = { name: 'own-x' };
    const elements = () => [own, ...ofNames((one) => text`${one}-x`)] as Tree[];
    expect(told(secrets(...elements()), { names: ['a'] })).toEqual([]);
    expect(told(secrets(...elements()), { names: ['a', 'own'] })).toEqual(['names: "own-x" is set by the chart']);
    const perhaps = [when(given.debug, own), ...ofNames((one) => text`${one}-x`)] as Tree[];
    expect(told(secrets(...perhaps), { names: ['own'] })).toEqual([]);
    expect(told(secrets(...perhaps), { names: ['own'], debug: true })).toHaveLength(1);
  });

  test('is asked where it is there, of what is there', () => {
    const elements = when(given.debug, ofNames()[0] as never) as Tree;
    expect(told(secrets(elements), { names: ['a', 'a'] })).toEqual([]);
    expect(told(secrets(elements), { names: ['a', 'a'], debug: true })).toHaveLength(1);
    const some = each(given.names, 'name', (name) => when(given.debug, { name }) as never) as unknown as Tree[];
    expect(told(secrets({ name: 'a' }, ...some), { names: ['a'] })).toEqual([]);
    expect(told(secrets({ name: 'a' }, ...some), { names: ['a'], debug: true })).toHaveLength(1);
  });

  test('may be of any texts where nothing tells its elements apart', () => {
    const same = each(given.names, 'name', () => ({ name: 'a' }) as never) as unknown as Tree[];
    expect(told(secrets(...same), { names: ['b', 'b'] })).toEqual([]);
  });
});

describe('variables that a loop makes of a map', () => {
  const env = (...before: Tree[]) =>
    podOf(
      container({
        env: [
          ...before,
          ...(each(
            given.variables,
            ['name', 'value'],
            (name, value) => ({ name: text`APP_${name}`, value }) as never,
          ) as Tree[]),
        ],
      }),
    );

  test('name others that stand before them, by the names that they have in the pod', () => {
    expect(told([env()], { variables: { A: 'x', B: '$(APP_A) $$(C)' } })).toEqual([]);
    expect(told([env()], { variables: { A: '$(APP_B)', B: '$(A)' } })).toEqual([
      'variables.A: $(APP_B) names no variable that stands before it; $$(APP_B) is the text itself',
      'variables.B: $(A) names no variable that stands before it; $$(A) is the text itself',
    ]);
  });

  test('name those of the chart', () => {
    expect(told([env({ name: 'HOST', value: 'a' })], { variables: { A: '$(HOST)' } })).toEqual([]);
    expect(told([env()], { variables: { A: '$(HOST)' } })).toHaveLength(1);
  });
});

describe('what a struct must have', () => {
  const role = (verbs: Tree): Said => ({
    ...{ kind: 'Role', apiVersion: 'rbac.authorization.k8s.io/v1' },
    object: { rules: [{ apiGroups: [''], resources: ['pods'], verbs }] },
  });
  const service = (spec: { readonly [key: string]: Tree }): Said => ({
    ...{ kind: 'Service', apiVersion: 'v1' },
    object: { spec: { selector: { app: 'a' }, ...spec } },
  });
  const ports = each(given.names, 'name', (name) => ({ name, port: 80 }) as never) as unknown as Tree[];

  test('is not empty', () => {
    expect(told([role(given.names)])).toEqual([]);
    expect(told([role(given.names)], { names: [] })).toEqual(['names: the verbs of the Role may not be empty']);
    expect(told([role(['get', ...ports])], { names: [] })).toEqual([]);
    expect(told([role(when(given.debug, given.names) as never)], { debug: true })).toEqual([]);
  });

  test('may be empty where nothing is left of the struct then', () => {
    const ingress = (http: Tree): Said => ({
      ...{ kind: 'Ingress', apiVersion: 'networking.k8s.io/v1' },
      object: { spec: { rules: [{ host: 'a.example', http }] } },
    });
    const paths = each(given.names, 'name', (name) => ({ path: name, pathType: 'Prefix' }) as never);
    expect(told([ingress({ paths: paths as never })], { names: [] })).toEqual([]);
  });

  test('is left to the schema where that says so', () => {
    expect(guardsOfObjects([{ construct: 'a', ...role(given.atLeast) }], shop)).toEqual([]);
  });

  test('are ports, for a Service with an address', () => {
    expect(told([service({ ports })], { names: [] })).toEqual(['names: the ports of the Service may not be empty']);
    expect(told([service({ ports, clusterIP: 'None' })], { names: [] })).toEqual([]);
    expect(told([service({ ports, type: 'ExternalName' })], { names: [] })).toEqual([]);
  });
});

describe('two amounts', () => {
  const autoscaler = (minReplicas: Tree, maxReplicas: Tree): Said => ({
    ...{ kind: 'HorizontalPodAutoscaler', apiVersion: 'autoscaling/v2' },
    object: { spec: { minReplicas, maxReplicas } },
  });

  test('are in their order', () => {
    const { min, max } = given.scale;
    expect(told([autoscaler(min, max)])).toEqual([]);
    expect(told([autoscaler(min, max)], { scale: { min: 4 } })).toEqual([
      'scale.min may not exceed scale.max (4 and 3)',
    ]);
    expect(told([autoscaler(given.least, 5)], { least: 6 })).toEqual(['least may not exceed 5 (6)']);
    expect(guardsOfObjects([{ construct: 'a', ...autoscaler(1, 2) }], shop)).toEqual([]);
  });

  test('of a resource are in theirs, in whatever units they are', () => {
    const resources = (requests: Tree, limits: Tree) => [podOf(container({ resources: { requests, limits } }))];
    const both = resources({ memory: given.memory }, { memory: given.limit });
    expect(told(both)).toEqual([]);
    expect(told(both, { memory: '1Gi' })).toEqual(['memory may not exceed limit ("1Gi" and "128Mi")']);
    const perhaps = resources({ memory: given.memory }, { memory: optional(given.limit) });
    expect(told(perhaps, { memory: '1Gi', limit: '' })).toEqual([]);
    expect(told(perhaps, { memory: '1Gi' })).toHaveLength(1);
    expect(told(resources({ memory: given.memory }, { memory: given.memory }), { memory: '1Gi' })).toEqual([]);
    expect(told(resources({ cpu: given.memory }, { memory: given.limit }), { memory: '1Gi' })).toEqual([]);
  });
});
