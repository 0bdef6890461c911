import { describe, expect, test } from '@jest/globals';
import {
  DefinitionError,
  defaults,
  evaluate,
  overlay,
  validateValues,
  type Group,
  type JsonObject,
} from '../../../core/values';
import { systemsOf } from '../../../program/app';
import { releaseOf } from '../../../program/app/releases';
import { broken, fine, shopWith } from './guards.fixture';

/** What synthesis says of an environment with these values. */
function told(environment: Parameters<typeof shopWith>[0]): readonly string[] {
  try {
    systemsOf(shopWith(environment));
    return [];
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems.map(({ message }) => message);
    throw error;
  }
}

describe('values of a web server that fit the schema and not the objects are refused', () => {
  test.each(Object.entries(broken))('%s', (_, [values, message]) => {
    expect(told(values)).toEqual([message]);
  });
});

describe('what is as near and fine is taken', () => {
  test.each(Object.entries(fine))('%s', (_, values) => {
    expect(told(values)).toEqual([]);
  });
});

test('a pull secret that a parent chart names too is there once', () => {
  const [system] = systemsOf(shopWith(fine['a pull secret here and in the parent']));
  const release = releaseOf(system!, system!.definition.environments[0]!);
  const { object } = system!.manifests.find(({ kind }) => kind === 'Deployment')!;
  const { spec } = evaluate(object, release) as { spec: { template: { spec: { imagePullSecrets: unknown } } } };
  expect(spec.template.spec.imagePullSecrets).toEqual([{ name: 'a' }, { name: 'b' }]);
});

test('a port of the nodes says of itself that a second release cannot have it', () => {
  const { schema } = systemsOf(shopWith())[0]!.definition;
  const { web } = schema.properties as { readonly web: Group };
  const { service } = web.properties as { readonly service: Group };
  expect(service.properties['nodePort']!.description).toContain('A fixed one is for one release');
});

describe('a probe or handler asks a port by its number or by a name that the container has', () => {
  const { schema } = systemsOf(shopWith())[0]!.definition;
  const toldOf = (web: JsonObject) =>
    validateValues(schema, overlay(defaults(schema), { web }), '').map(({ message }) => message);
  const refused = [expect.stringContaining('must name a port of the container, which is http or a number')];

  test.each<[JsonObject]>([
    [{ readinessProbe: { tcpSocket: { port: 'metrics' } } }],
    [{ startupProbe: { httpGet: { port: 'metrics' } } }],
    [{ lifecycle: { postStart: { httpGet: { port: 'metrics' } } } }],
  ])('%j is refused', (web) => {
    expect(toldOf(web)).toEqual(refused);
  });

  test.each<[JsonObject]>([
    [{ readinessProbe: { tcpSocket: { port: 'http' } } }],
    [{ lifecycle: { preStop: { httpGet: { port: 9090 } } } }],
  ])('%j is taken', (web) => {
    expect(toldOf(web)).toEqual([]);
  });
});

describe('a variable tells a resource of a container that the pod has', () => {
  const { schema } = systemsOf(shopWith())[0]!.definition;
  const toldOf = (containerName: string) => {
    const resourceFieldRef = { containerName, resource: 'limits.memory' };
    const web = { extraEnv: [{ name: 'MOST', valueFrom: { resourceFieldRef } }] };
    return validateValues(schema, overlay(defaults(schema), { web }), '').map(({ message }) => message);
  };

  test.each(['web', ''])('%j is taken', (name) => {
    expect(toldOf(name)).toEqual([]);
  });

  test('another one is refused', () => {
    expect(toldOf('other')).toEqual([expect.stringContaining('must name a container of the pod: web')]);
  });
});

test('guards are asked for without a trace in the chart, which may be read again', () => {
  const app = shopWith(fine['more time to stop']);
  expect(systemsOf(app)[0]!.definition.guards).toEqual(expect.arrayContaining([expect.anything()]));
  expect(() => systemsOf(app)).not.toThrow();
});
