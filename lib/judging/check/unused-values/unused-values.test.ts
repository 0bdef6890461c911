import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { KubeConfigMap } from '../../../../imports/k8s';
import { systemsOf, type System } from '../../../program/app';
import { Condition, HelmChart } from '../../../core/manifest';
import { boolean, call, imageHelper, object, string, text, toggle, values, Expression } from '../../../core/values';
import { Search } from './settings.fixture';
import { unusedValues } from './index';

/** A chart that uses its values in every way there is, and leaves some of them unused. */
function sample(): System {
  const image = object(
    { repository: string('a', 'a'), tag: string('b', 'b'), digest: string('', 'c'), pullPolicy: string('d', 'd') },
    'e',
  );
  const Values = values({
    direct: string('a', 'In an object'),
    unused: string('b', 'Nowhere'),
    condition: boolean(true, 'In a condition'),
    note: string('c', 'In a note'),
    noteCondition: boolean(true, 'In the condition of a note'),
    image,
    feature: toggle(false, { used: string('d', 'Within a text'), dead: string('e', 'Nowhere') }, 'A feature'),
    never: string('f', 'Used where nothing can come to'),
    forgotten: object(
      { one: string('g', 'Nowhere'), more: object({ two: string('h', 'Nowhere') }, 'A group') },
      'A group',
    ),
  });
  class Sample extends HelmChart<typeof Values> {
    constructor(scope: App) {
      super(scope, 'sample', {
        values: Values,
        environments: { local: { values: {} } },
        version: '1.0.0',
        appVersion: '1.0.0',
        description: 'x',
      });
      const { direct, condition, note, noteCondition, feature, image: parts, never } = this.values;
      const { node } = parts.repository;
      if (node.kind !== 'reference') throw new Error('a reference is meant');
      const whole = new Expression({ ...node, path: ['image'] }, 'map');
      new KubeConfigMap(this, 'one', {
        data: { direct: String(direct), image: String(call(imageHelper, { image: whole })) },
      });
      Condition.of(new KubeConfigMap(this, 'two', { data: { used: String(text`-${feature.used}`) } })).when(
        feature.enabled,
      );
      Condition.of(new KubeConfigMap(this, 'three', { data: { a: 'b', never: String(never) } })).when(condition);
      this.note(text`${note}`, noteCondition);
    }
  }
  const app = new App();
  new Sample(app);
  return systemsOf(app)[0]!;
}

describe('unused values', () => {
  test('a value that no object, condition or note uses is an error with its path', () => {
    const { definition, manifests } = sample();
    const problems = unusedValues(definition, manifests);
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'unused-value unused',
      'unused-value image.pullPolicy',
      'unused-value feature.dead',
      'unused-value forgotten',
      // What every chart has, and only workloads use.
      'unused-value global.imagePullSecrets',
      'unused-value imagePullSecrets',
    ]);
    expect(problems[0]).toMatchObject({ construct: 'sample', remedy: 'Use it, or remove it from the schema.' });
    expect(problems[3]).toMatchObject({
      message: 'no object, condition or note of the chart uses any of the 2 values of this group',
    });
  });

  test('the search by evaluation finds the same', () => {
    const system = sample();
    expect(new Search(system).without()).toEqual(
      unusedValues(system.definition, system.manifests).flatMap(({ path }) =>
        path === 'forgotten' ? ['forgotten.one', 'forgotten.more.two'] : [path],
      ),
    );
  });
});
