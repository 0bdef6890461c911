import { describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeConfigMap } from '../../../imports/k8s';
import { checkInputs } from '../../program/cli/check-inputs';
import { systemsOf } from '../../program/app';
import { Exception } from '../../core/manifest';
import { unneededByAll } from './check';
import { checkSystem } from './check-system';

/** An app with a chart in a scope and one inside that, each with a ConfigMap that nothing uses. */
function nested() {
  const app = new App();
  const scope = new Construct(app, 'scope');
  const outer = new Chart(scope, 'outer');
  const inner = new Chart(outer, 'inner');
  const config = (chart: Chart) => new KubeConfigMap(chart, 'config', { data: { a: 'b' } });
  return { app, scope, outer, inner, objects: { outer: config(outer), inner: config(inner) } };
}

/** What is found in an app, in each system and then in all. */
function findings(app: App): string[] {
  const reports = systemsOf(app).map((system) =>
    checkSystem(system, checkInputs(system, system.definition.environments), true),
  );
  return [...reports.flatMap((report) => report.findings), ...unneededByAll(reports)].map(
    ({ code, construct }) => `${code} ${construct}`,
  );
}

const allow = (at: Construct, code = 'unused-config-map') => Exception.of(at).allow(code, 'read by hand');
const [outerOnly, innerOnly] = ['unused-config-map scope/outer/config', 'unused-config-map scope/outer/inner/config'];

describe('in a chart inside a chart, an exception', () => {
  test('is what keeps both from being found', () => {
    expect(findings(nested().app)).toEqual([outerOnly, innerOnly]);
  });

  test.each<[string, (made: ReturnType<typeof nested>) => Construct, string[]]>([
    ['an object of the inner chart', ({ objects }) => objects.inner, [outerOnly]],
    ['the inner chart', ({ inner }) => inner, [outerOnly]],
    ['an object of the outer chart', ({ objects }) => objects.outer, [innerOnly]],
    ['the outer chart', ({ outer }) => outer, []],
    ['a scope around both', ({ scope }) => scope, []],
    ['the app', ({ app }) => app, []],
  ])('may stand at %s, and holds below', (_, place, expected) => {
    const made = nested();
    allow(place(made));
    expect(findings(made.app)).toEqual(expected);
  });

  test('for objects of the inner chart alone may stand at the outer one', () => {
    const app = new App();
    const outer = new Chart(app, 'outer');
    new KubeConfigMap(new Chart(outer, 'inner'), 'config', { data: { a: 'b' } });
    allow(outer);
    expect(findings(app)).toEqual([]);
  });

  test.each<[string, (made: ReturnType<typeof nested>) => Construct, string]>([
    ['the inner chart', ({ inner }) => inner, 'scope/outer/inner'],
    ['the outer chart', ({ outer }) => outer, 'scope/outer'],
    ['the app', ({ app }) => app, 'the app'],
  ])('at %s that hides nothing anywhere is found once', (_, place, expected) => {
    const made = nested();
    allow(place(made), 'missing-secret');
    expect(findings(made.app)).toEqual(
      expect.arrayContaining([outerOnly, innerOnly, `unneeded-exception ${expected}`]),
    );
    expect(findings(made.app)).toHaveLength(3);
  });
});
