import { ApiObject, App, Chart } from 'cdk8s';
import { KubeCustomResourceDefinition } from 'cdk8s-plus-28/lib/imports/k8s';

/** The definition of a custom resource and one of these. */
export function customResource(): App {
  const app = new App();
  const chart = new Chart(app, 'crontabs', { namespace: 'tools' });
  const definition = new KubeCustomResourceDefinition(chart, 'definition', {
    metadata: { name: 'crontabs.stable.example.com' },
    spec: {
      group: 'stable.example.com',
      scope: 'Namespaced',
      names: { plural: 'crontabs', singular: 'crontab', kind: 'CronTab', shortNames: ['ct'] },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openApiv3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  properties: {
                    cronSpec: { type: 'string', pattern: '^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$' },
                    replicas: { type: 'integer', minimum: 1, default: 1 },
                    extra: { type: 'object', xKubernetesPreserveUnknownFields: true },
                  },
                },
              },
            },
          },
        },
      ],
    },
  });
  const nightly = new ApiObject(chart, 'nightly', {
    apiVersion: 'stable.example.com/v1',
    kind: 'CronTab',
    metadata: { name: 'nightly' },
    spec: {
      cronSpec: '* * * * */5',
      replicas: 12345678,
      extra: { y: true, null: null, empty: {}, list: [], 'a b': ['- x', '{{ y }}'], float: 0.1, text: '1e3' },
    },
  });
  nightly.addDependency(definition);
  return app;
}
