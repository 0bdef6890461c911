import { App, Chart } from 'cdk8s';
import { ConfigMap, Namespace } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

class ComponentChart extends Chart {
  constructor(scope: Construct, id: string, namespace: string) {
    super(scope, id, { namespace });
    new ConfigMap(this, 'settings', { data: { component: id, on: 'off' } });
  }
}

class StageChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const namespace = new Namespace(this, 'namespace');
    new ComponentChart(this, 'frontend', namespace.name);
    new ComponentChart(this, 'backend', namespace.name);
  }
}

/** Charts inside of charts, which have the same objects under the same ids. */
export function nestedCharts(): App {
  const app = new App();
  for (const stage of ['test', 'production']) new StageChart(app, stage);
  return app;
}
