import { describe, expect, test } from '@jest/globals';
import { add, block, boolean, choose, each, integer, list, lower, oneOf, string, text, values, when } from '../values';
import { defaults, overlay, refs, type Expression, type JsonObject, type Tree } from '../values';
import { brokenGuards } from './broken';
import { carriedSchema, guardsOfCompositions, placesIn } from '.';

/* What is made of several values is asked what the field asks in which it stands. */

interface Team {
  readonly name: string;
  readonly parts: readonly string[];
}

const shop = values({
  prefix: string('team', 'Beginning of names'),
  environment: string('prod', 'Environment'),
  short: string('a', 'A label', { pattern: '^[a-z]{1,3}$' }),
  tier: oneOf(['gold', 'silver'], 'gold', 'Tier'),
  port: integer(8080, 'Port', { minimum: 1, maximum: 65_535 }),
  few: integer(1, 'Few', { minimum: 0, maximum: 9 }),
  isPublic: boolean(false, 'Whether all may come'),
  token: string('a', 'A secret'),
  hosts: list<string>(string('', 'Host'), ['a'], 'Hosts'),
  teams: block<readonly Team[]>(
    {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, parts: { type: 'array', items: { type: 'string' } } },
      },
    },
    [{ name: 'a', parts: ['b'] }],
    'Teams',
  ),
});
const given = refs(shop, {});
const { prefix, environment, short, tier, port, few, isPublic, hosts, teams } = given;

interface Said {
  readonly kind: string;
  readonly apiVersion: string;
  readonly object: Tree;
  readonly condition?: Expression<boolean>;
}

const releaseOf = (over: JsonObject) => ({
  values: overlay(defaults(shop), over),
  release: { name: 'shop', namespace: 'here' },
  chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
});

function guardsOf(objects: readonly Said[], shipped: JsonObject = {}) {
  const { arrivals, compositions } = placesIn(objects.map((one, i) => ({ construct: `shop/${i}`, ...one })));
  const schema = carriedSchema(shop, arrivals, [defaults(shop)], () => ({}));
  return guardsOfCompositions(compositions, schema, [releaseOf({}), releaseOf(shipped)]);
}

const told = (objects: readonly Said[], over: JsonObject): readonly string[] =>
  brokenGuards(guardsOf(objects), releaseOf(over), '').map(({ message }) => message);

const named = (kind: string, name: unknown, others: { readonly [key: string]: unknown } = {}): Said => ({
  ...{ apiVersion: 'v1', kind },
  object: { metadata: { name }, ...others } as unknown as Tree,
});
const service = (name: unknown) => named('Service', name);
const container = (fields: { readonly [key: string]: unknown }) =>
  named('Pod', 'a', { spec: { containers: [{ name: 'web', ...fields }] } });
const ingress = (host: unknown, condition?: Expression<boolean>): Said => ({
  ...{ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', ...(condition && { condition }) },
  object: { spec: { rules: host } } as unknown as Tree,
});
const host = (name: unknown) => [{ host: name }];

describe('a text of several values', () => {
  test.each<[string, Said, JsonObject, string]>([
    [
      'a name',
      service(text`${prefix}-${environment}`),
      { prefix: '1st' },
      'prefix, environment: the name of the Service "1st-prod" must be a DNS label that begins with a letter',
    ],
    [
      'a name that is too long',
      service(text`${prefix}-${environment}`),
      { prefix: 'a'.repeat(40), environment: 'b'.repeat(40) },
      `prefix, environment: the name of the Service "${'a'.repeat(40)}-${'b'.repeat(40)}" must be a DNS label that begins with a letter`,
    ],
    [
      'an image',
      container({ image: text`${prefix}/${environment}:${tier}` }),
      { environment: 'Web' },
      'prefix, environment, tier: the image of the Pod "team/Web:gold" must be the name of an image',
    ],
    [
      'a label',
      {
        ...named('ConfigMap', 'a'),
        object: { metadata: { labels: { team: text`${prefix}-${environment}` } } },
      },
      { prefix: '' },
      'prefix, environment: the labels.team of the ConfigMap "-prod" must be the value of a label: at most 63 letters, digits and -_.',
    ],
    [
      'a host',
      ingress(host(text`${prefix}.${environment}`)),
      { prefix: '' },
      'prefix, environment: the host of the Ingress ".prod" must be a host name',
    ],
    [
      'what is computed',
      container({ ports: [{ containerPort: add(port, 1) }] }),
      { port: 65_535 },
      'port: the containerPort of the Pod 65536 must be at least 1 and at most 65535',
    ],
    [
      'what is made of one value in a way that no schema can turn around',
      container({ env: [{ name: lower(prefix) }] }),
      { prefix: '=' },
      'prefix: the env.name of the Pod "=" must be the name of a variable',
    ],
    [
      'one of two texts',
      service(choose(isPublic, text`${prefix}-${environment}`, 'web')),
      { isPublic: true, prefix: '-' },
      'prefix, environment: the name of the Service "--prod" must be a DNS label that begins with a letter',
    ],
  ])('is held to its form: %s', (_, object, over, message) => {
    expect(told([object], {})).toEqual([]);
    expect(told([object], over)).toEqual(message === '' ? [] : [message]);
  });

  test('is asked only where it is there', () => {
    const objects = [ingress(host(text`${prefix}.${environment}`), isPublic)];
    expect(told(objects, { prefix: '' })).toEqual([]);
    expect(told(objects, { prefix: '', isPublic: true })).toHaveLength(1);
    const within = [container({ env: [when(isPublic, { name: text`${prefix}_${environment}` })] })];
    expect(told(within, { prefix: '=' })).toEqual([]);
    expect(told(within, { prefix: '=', isPublic: true })).toHaveLength(1);
    const side = [service(choose(isPublic, text`${prefix}-${environment}`, 'web'))];
    expect(told(side, { prefix: '-' })).toEqual([]);
  });

  test('is asked once for the same in several objects, wherever one of them is there', () => {
    const name = () => text`${prefix}.${environment}`;
    const objects = [ingress(host(name()), isPublic), ingress(host(name()))];
    expect(guardsOf(objects)).toHaveLength(1);
    expect(told(objects, { prefix: '' })).toHaveLength(1);
  });

  test('is not asked again what another place asks already', () => {
    const backend = { backend: { service: { name: text`${prefix}-${environment}` } } };
    const path = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      object: { spec: { defaultBackend: backend.backend } },
    };
    expect(guardsOf([path as unknown as Said])).toHaveLength(1);
    expect(guardsOf([service(text`${prefix}-${environment}`), path as unknown as Said])).toHaveLength(1);
  });

  test('is not told where it holds a secret', () => {
    const objects = [service(text`${prefix}-${given.token}`)];
    expect(told(objects, { token: '-' })).toEqual([
      'prefix, token: the name of the Service must be a DNS label that begins with a letter',
    ]);
  });

  test('is not asked what the schema of its values says', () => {
    expect(guardsOf([service(text`${short}-${tier}-${few}`)])).toEqual([]);
    expect(guardsOf([container({ env: [{ name: text`P_${short}_${port}_${isPublic}` }] })])).toEqual([]);
    expect(guardsOf([container({ ports: [{ containerPort: add(few, 1) }] })])).toEqual([]);
    // What stands in `${prefix}-web` alone is asked of the value itself.
    expect(guardsOf([service(text`${prefix}-web`)])).toEqual([]);
  });

  test('is not asked what the chart is shipped with and breaks: that is for the linter', () => {
    expect(guardsOf([service(text`${prefix}-${environment}`)], { prefix: '1' })).toEqual([]);
  });
});

describe('a text of the elements of a loop', () => {
  test('is held to its form, each by itself', () => {
    const objects = [ingress([...each(hosts, 'host', (one) => ({ host: text`${one}.${environment}` }))])];
    expect(told(objects, { hosts: ['a', 'b'] })).toEqual([]);
    expect(told(objects, { hosts: ['a', '', 'B'] })).toEqual([
      'hosts, environment: the host of the Ingress ".prod" must be a host name',
      'hosts, environment: the host of the Ingress "B.prod" must be a host name',
    ]);
  });

  test('is asked of one loop in another', () => {
    const objects = [
      container({
        env: [
          ...each(teams, 'team', (team) => ({
            name: 'A',
            valueFrom: { secretKeyRef: { name: text`${team.field('name')}-${environment}`, key: 'a' } },
          })),
        ],
      }),
      ingress([
        ...each(teams, 'team', (team) => ({
          host: text`${team.field('name')}.${environment}`,
          http: {
            paths: [
              ...each(team.field('parts', 'list'), 'part', (part) => ({
                backend: { service: { name: text`${team.field('name', 'string')}-${part}` } },
              })),
            ],
          },
        })),
      ]),
    ];
    expect(told(objects, {})).toEqual([]);
    const over = {
      teams: [
        { name: 'a', parts: ['b', '-'] },
        { name: 'c', parts: [] },
      ],
    };
    expect(told(objects, over)).toEqual(['teams: the service.name of the Ingress "a--" must be the name of a Service']);
  });

  test('is asked only where the element has it', () => {
    const objects = [ingress([...each(hosts, 'host', (one) => when(isPublic, { host: text`${one}.${environment}` }))])];
    expect(told(objects, { hosts: [''] })).toEqual([]);
    expect(told(objects, { hosts: [''], isPublic: true })).toHaveLength(1);
  });
});
