import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import { releaseOf, systemsOf } from '../../program/app';
import { Condition, Hook, Retain } from '../../core/manifest';
import { Example, problemsOf } from '../../core/manifest/example.fixture';
import { plainObjects } from '../trees';
import { printChart } from './chart-files';
import { plainWidgetChart, widget, widgetChart, widgetDefinition } from './resource-definitions.fixture';

function filesOf(app: App): ReadonlyMap<string, string> {
  const [system] = systemsOf(app);
  return printChart(system!.definition, system!.manifests).files;
}

const definitionIn = (files: ReadonlyMap<string, string>) =>
  [...files].filter(([path, text]) => path !== 'README.md' && text.includes('kind: CustomResourceDefinition'));

/** An app of one chart, whose definition a test changes. */
function withDefinition(change: (definition: ApiObject, chart: Example) => void): App {
  const app = new App();
  const chart = new Example(app, 'shop');
  change(widgetDefinition(chart), chart);
  return app;
}

const problemsWith = (change: (definition: ApiObject, chart: Example) => void) =>
  problemsOf((chart) => change(widgetDefinition(chart), chart)).map(({ code, construct }) => `${code} ${construct}`);

describe('the definition of a custom resource in a chart', () => {
  test.each([
    ['HelmChart', widgetChart],
    ['plain cdk8s chart', plainWidgetChart],
  ])('of a %s stands in crds/ and not among the templates', (_, build) => {
    expect(definitionIn(filesOf(build())).map(([path]) => path)).toEqual(['crds/widget-customresourcedefinition.yaml']);
  });

  test('is not a template: what looks like an action stays as it is', () => {
    expect(definitionIn(filesOf(widgetChart()))[0]![1]).toContain('text, {{ .Values.name }}, stays');
  });

  test('has no labels of a release, whose it is not', () => {
    expect(definitionIn(filesOf(widgetChart()))[0]![1]).not.toContain('labels');
  });

  test('keeps the labels that its author wrote', () => {
    const app = new App();
    widgetDefinition(new Example(app, 'shop'), { team: 'web' });
    expect(definitionIn(filesOf(app))[0]![1]).toContain('labels:\n    team: web\n');
  });

  test('comes first in the plain output, before the objects of its kind', () => {
    const [system] = systemsOf(widgetChart());
    const { definition, manifests } = system!;
    const release = releaseOf(system!, definition.environments[0]!);
    expect(plainObjects(manifests, release, false).map(({ file }) => file)).toEqual([
      '00-namespace/00-widget-customresourcedefinition.k8s.yaml',
      '50-operation/50-first-widget.k8s.yaml',
    ]);
  });

  test('is told of in the README and the notes, with how to upgrade it', () => {
    const files = filesOf(widgetChart());
    expect(files.get('README.md')).toContain('## Custom resource definitions');
    expect(files.get('README.md')).toContain(
      '- Widget (`widgets.shop.example`), in `crds/widget-customresourcedefinition.yaml`',
    );
    for (const file of ['README.md', 'templates/NOTES.txt'])
      expect(files.get(file)).toContain('kubectl apply --server-side -f ./shop/crds/');
  });

  test('leaves a chart without definitions as it was', () => {
    const app = new App();
    widget(new Example(app, 'shop'));
    const files = filesOf(app);
    expect([...files.keys()].filter((path) => path.startsWith('crds/'))).toEqual([]);
    for (const file of ['README.md', 'templates/NOTES.txt']) expect(files.get(file)).not.toContain('crds');
  });

  test.each<[string, (definition: ApiObject, chart: Example) => void]>([
    ['a condition', (definition, { values }) => Condition.of(definition).when(values.enabled)],
    ['a value', (definition, { values }) => definition.metadata.addLabel('name', String(values.name))],
  ])('is refused where it depends on %s', (_, change) => {
    expect(problemsWith(change)).toEqual(['changing-definition example/widget']);
  });

  test('is a template that outlives the release where its author retains it', () => {
    const app = withDefinition((definition, { values }) => {
      Condition.of(definition).when(values.enabled);
      Retain.of(definition).always();
    });
    const [[path, text] = [], ...others] = definitionIn(filesOf(app));
    expect(others).toEqual([]);
    expect(path).toBe('templates/widget-customresourcedefinition.yaml');
    expect(text).toContain('helm.sh/resource-policy: keep');
  });

  test.each<[string, (definition: ApiObject) => void]>([
    ['retained', (definition) => Retain.of(definition).always()],
    ['made a hook', (definition) => Hook.of(definition).on('pre-install')],
  ])(
    'is refused where it is %s and the chart has objects of its kind, which no first installation would take',
    (_, make) => {
      const found = problemsWith((definition, chart) => {
        make(definition);
        widget(chart);
      });
      expect(found).toEqual(['definition-in-release example/first']);
    },
  );
});
