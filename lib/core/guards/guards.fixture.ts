import { App } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { Condition, HelmChart } from '../manifest';
import { integer, lessOrEqual, object, string, text, toggle, values, type JsonObject, type Refs } from '../values';

export const guardedValues = values({
  web: object(
    {
      autoscaling: toggle(
        true,
        { minReplicas: integer(1, 'Fewest pods'), maxReplicas: integer(5, 'Most pods') },
        'Scaling by load',
      ),
      host: string('a.example', 'Name of the host'),
    },
    'The web server',
  ),
  ports: object({ first: integer(8000, 'First port'), last: integer(8999, 'Last port') }, 'Range of ports'),
});
type Values = Refs<typeof guardedValues>;

/** A chart with what its author requires, in an environment with some values. */
export function guarded(
  require: (chart: HelmChart<typeof guardedValues>, values: Values) => void,
  environment: JsonObject = {},
): App {
  const app = new App();
  const chart = new HelmChart(app, 'shop', {
    values: guardedValues,
    environments: { test: { values: environment } },
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop',
  });
  new KubeConfigMap(chart, 'ports', {
    metadata: { name: 'ports' },
    data: { ports: text`${chart.values.ports.first}-${chart.values.ports.last}`, host: chart.values.web.host },
  });
  require(chart, chart.values);
  return app;
}

/** What a chart with two guards requires: one everywhere, one where its construct exists. */
export function requireBoth(chart: HelmChart<typeof guardedValues>, { web, ports }: Values): void {
  chart.require(lessOrEqual(ports.first, ports.last), 'first may not exceed last');
  const { enabled, minReplicas, maxReplicas } = web.autoscaling;
  const autoscaler = new KubeConfigMap(chart, 'autoscaler', {
    metadata: { name: 'autoscaler' },
    data: { range: text`${minReplicas}-${maxReplicas}` },
  });
  Condition.of(autoscaler).when(enabled);
  HelmChart.require(autoscaler, lessOrEqual(minReplicas, maxReplicas), 'minReplicas may not exceed maxReplicas');
}
