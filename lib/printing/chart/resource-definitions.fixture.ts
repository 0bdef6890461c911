import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Example } from '../../core/manifest/example.fixture';

/** The definition of Widgets, as an `ApiObject` that its author writes. */
export const widgetDefinition = (scope: Construct, labels?: { readonly [key: string]: string }, plural = 'widgets') =>
  new ApiObject(scope, 'widget', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.shop.example`, ...(labels ? { labels } : {}) },
    spec: {
      group: 'shop.example',
      scope: 'Namespaced',
      names: { plural, singular: 'widget', kind: 'Widget' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              description: 'A template in a text, {{ .Values.name }}, stays as it is.',
              properties: {
                spec: {
                  type: 'object',
                  required: ['size'],
                  properties: {
                    size: { type: 'integer', minimum: 1 },
                    colour: { type: 'string', enum: ['red', 'green'] },
                  },
                },
              },
            },
          },
        },
      ],
    },
  });

/** A Widget of the chart. */
export const widget = (scope: Construct, spec: object = { size: 1, colour: 'red' }) =>
  new ApiObject(scope, 'first', {
    apiVersion: 'shop.example/v1',
    kind: 'Widget',
    metadata: { name: 'first' },
    spec,
  });

/** A `HelmChart` with the definition of Widgets, and one of them. */
export function widgetChart(build: (chart: Example) => void = () => undefined): App {
  const app = new App();
  const chart = new Example(app, 'shop');
  widgetDefinition(chart);
  widget(chart);
  build(chart);
  return app;
}

/** The same as a chart of cdk8s that knows nothing of us. */
export function plainWidgetChart(): App {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop', labels: { team: 'web' } });
  widgetDefinition(chart);
  widget(chart);
  return app;
}
