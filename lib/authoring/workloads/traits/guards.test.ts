import { describe, expect, test } from '@jest/globals';
import { DefinitionError, evaluate } from '../../../core/values';
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
