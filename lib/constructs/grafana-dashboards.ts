import { Construct } from 'constructs';
import { KubeConfigMap } from '../../imports/k8s';
import { Condition, labelMap } from '../manifest';
import { file, toggle, entries, type Refs } from '../values';
import { dashboardJson, type Dashboard } from './grafana-dashboard';
import { componentLabel, componentName } from './names';

/** `grafanaDashboards.*`. */
export const grafanaDashboardsValues = (enabled: boolean) =>
  toggle(
    enabled,
    { labels: labelMap({ grafana_dashboard: '1' }, 'Labels by which the sidecar of Grafana finds the dashboards') },
    'Dashboards for Grafana, as ConfigMaps',
  );

export interface GrafanaDashboardsProps {
  readonly values: Refs<ReturnType<typeof grafanaDashboardsValues>>;
  /** Each dashboard by the name of its file. */
  readonly dashboards: { readonly [name: string]: Dashboard };
}

/** Dashboards that Grafana's sidecar loads: one ConfigMap each. */
export class GrafanaDashboards extends Construct {
  constructor(scope: Construct, id: string, props: GrafanaDashboardsProps) {
    super(scope, id);
    Condition.of(this).when(props.values.enabled);
    for (const [name, dashboard] of Object.entries(props.dashboards)) {
      new KubeConfigMap(this, name, {
        metadata: {
          name: componentName(scope, `dashboard-${name}`),
          labels: { [componentLabel]: id, ...entries(props.values.labels) },
        },
        data: { [`${name}.json`]: file(`dashboards/${name}.json`, dashboardJson(name, dashboard)) },
      });
    }
  }
}
