import { describe, expect, test } from '@jest/globals';
import { equals, lessOrEqual, not, startsWith } from '../values';
import { DefinitionError, type Problem } from '../values';
import { systemsOf } from '../../program/app';
import { releaseOf } from '../../program/app/releases';
import { printChart } from '../../printing/chart';
import { guarded, requireBoth } from './guards.fixture';

function problemsOf(make: () => unknown): readonly Problem[] {
  try {
    make();
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems;
    throw error;
  }
  return [];
}

const range = { autoscaling: { minReplicas: 10 } };

describe('what a chart requires of its values', () => {
  test('is told of an environment, with paths and what the values are', () => {
    expect(problemsOf(() => systemsOf(guarded(requireBoth, { web: range, ports: { last: 80 } })))).toEqual([
      expect.objectContaining({
        code: 'broken-guard',
        where: 'environment "test" of shop',
        path: 'ports.first',
        message: 'ports.first may not exceed ports.last (8000 and 80)',
      }),
      expect.objectContaining({
        path: 'web.autoscaling.minReplicas',
        message: 'web.autoscaling.minReplicas may not exceed web.autoscaling.maxReplicas (10 and 5)',
      }),
    ]);
  });

  test('is required of values that are laid over an environment', () => {
    const [system] = systemsOf(guarded(requireBoth));
    const [environment] = system!.definition.environments;
    const over = [{ name: 'more.yaml', values: { ports: { first: 9000 } } }];
    expect(problemsOf(() => releaseOf(system!, environment!, over))).toEqual([
      expect.objectContaining({ message: 'ports.first may not exceed ports.last (9000 and 8999)' }),
    ]);
  });

  test('is not required where its construct does not exist', () => {
    const off = { web: { autoscaling: { enabled: false, minReplicas: 10 } } };
    expect(problemsOf(() => systemsOf(guarded(requireBoth, off)))).toEqual([]);
  });

  test('stands in the description of each value', () => {
    const [system] = systemsOf(guarded(requireBoth));
    const files = printChart(system!.definition, system!.manifests).files;
    expect(files.get('values.yaml')).toContain('# -- First port; first may not exceed last\n');
    expect(files.get('README.md')).toContain('Most pods; minReplicas may not exceed maxReplicas');
    expect(files.get('values.schema.json')).toContain('"description": "Last port; first may not exceed last"');
  });

  test('is printed as an expert would', () => {
    const [system] = systemsOf(guarded(requireBoth));
    const files = printChart(system!.definition, system!.manifests).files;
    expect(files.get('templates/validate.yaml')).toBe('{{- include "shop.validate" . }}\n');
    expect(files.get('templates/_validate.tpl')).toMatchSnapshot();
  });

  test('a chart that requires nothing has no such templates', () => {
    const [system] = systemsOf(guarded(() => {}));
    const files = printChart(system!.definition, system!.manifests).files;
    expect([...files.keys()].filter((file) => file.includes('validate'))).toEqual([]);
  });

  test('a sentence that names no value is told after their paths', () => {
    const app = guarded((chart, { web }) => chart.require(startsWith(web.host, 'b'), 'the beginning is wrong'));
    expect(problemsOf(() => systemsOf(app))[0]!.message).toBe('web.host: the beginning is wrong ("a.example")');
  });

  test('a condition on nothing of the release is a mistake of the author', () => {
    const app = guarded((chart) => chart.require(lessOrEqual(1, 2), 'one is at most two'));
    expect(problemsOf(() => systemsOf(app))).toEqual([
      expect.objectContaining({ code: 'invalid-guard', construct: 'shop' }),
    ]);
  });

  test('a message is a plain sentence', () => {
    const told = problemsOf(() =>
      guarded((chart, { web }) => chart.require(not(equals(web.host, '')), `${web.host} is wrong`)),
    );
    expect(told).toEqual([expect.objectContaining({ code: 'invalid-argument' })]);
  });
});
