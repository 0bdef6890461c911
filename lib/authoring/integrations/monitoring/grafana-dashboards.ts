import { Construct } from 'constructs';
import { KubeConfigMap, type VolumeProjection } from '../../../../imports/k8s';
import { Condition, labelMap } from '../../../core/manifest';
import { entries, file, object, toggle } from '../../../core/values';
import { construct, refsOf } from '../../workloads/arguments';
import { componentLabel, componentName } from '../../workloads/names';
import { aDashboard, dashboardJson } from './grafana-dashboard';
import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';
import type { Named } from '../../workloads/trait';

/** `grafanaDashboards.*`. */
export const grafanaDashboardsValues = checked('grafanaDashboardsValues(enabled)', [is.aBoolean], (enabled: boolean) =>
  toggle(
    enabled,
    { labels: labelMap({ grafana_dashboard: '1' }, 'Labels by which the sidecar of Grafana finds the dashboards') },
    'Dashboards for Grafana, as ConfigMaps',
  ),
);

const grafanaDashboardsTakes = construct('GrafanaDashboards', {
  values: refsOf(grafanaDashboardsValues, 'enabled', 'labels'),
  /** Each dashboard by the name of its file. */
  dashboards: is.mapOf(aDashboard),
});
export interface GrafanaDashboardsProps extends Named<Parameters<typeof grafanaDashboardsTakes>[2]> {}

/** `dashboards.*`. */
export const dashboardValues = () =>
  object(
    {
      labels: labelMap({ grafana_dashboard: '1' }, 'Labels by which the sidecar of a cluster-wide Grafana finds them'),
    },
    'The ConfigMaps of the dashboards, which Grafana of either mode reads',
  );

interface DashboardsProps extends Pick<GrafanaDashboardsProps, 'dashboards'> {
  readonly values: Pick<GrafanaDashboardsProps['values'], 'labels'>;
}

/** One ConfigMap for each dashboard. */
export class Dashboards extends Construct {
  /** All of them as the sources of one volume. */
  readonly sources: readonly VolumeProjection[];

  constructor(scope: Construct, id: string, { dashboards, values }: DashboardsProps) {
    super(scope, id);
    this.sources = Object.entries(dashboards).map(([name, dashboard]) => {
      const configMap = componentName(scope, `dashboard-${name}`);
      new KubeConfigMap(this, name, {
        metadata: { name: configMap, labels: { [componentLabel]: id, ...entries(values.labels) } },
        data: { [`${name}.json`]: file(`dashboards/${name}.json`, dashboardJson(name, dashboard)) },
      });
      return { configMap: { name: configMap } };
    });
  }
}

/** Dashboards that Grafana's sidecar loads: one ConfigMap each. */
export class GrafanaDashboards extends Dashboards {
  constructor(scope: Construct, id: string, props: GrafanaDashboardsProps) {
    grafanaDashboardsTakes(scope, id, props);
    super(scope, id, props);
    Condition.of(this).when(props.values.enabled);
  }
}
