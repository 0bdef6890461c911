import { Construct } from 'constructs';
import { KubeConfigMap, type VolumeProjection } from '../../../../imports/k8s';
import { labelMap } from '../../../core/manifest';
import { entries, file, object, text, type Expression, type Refs } from '../../../core/values';
import { Configuration } from '../../workloads/configuration';
import type { ImageDefaults } from '../../workloads/image';
import { componentLabel, componentName } from '../../workloads/names';
import { restrictedPod } from '../../workloads/pod';
import { WebService, webServiceValues } from '../../workloads/presets/web-service';
import { http } from '../../workloads/probes';
import type { ResourceDefaults } from '../../workloads/traits/resources';
import type { SecretKey } from '../external-secrets/secret-source';
import { dashboardJson, type Dashboard } from './grafana-dashboard';
import { yamlText } from './yaml-text';

/** `dashboards.*`. */
export const dashboardValues = () =>
  object(
    {
      labels: labelMap({ grafana_dashboard: '1' }, 'Labels by which the sidecar of a cluster-wide Grafana finds them'),
    },
    'The ConfigMaps of the dashboards, which Grafana of either mode reads',
  );

export interface DashboardsProps {
  readonly values: Refs<ReturnType<typeof dashboardValues>>;
  /** Each dashboard by the name of its file. */
  readonly dashboards: { readonly [name: string]: Dashboard };
}

/** One ConfigMap for each dashboard. */
export class Dashboards extends Construct {
  /** All of them as the sources of one volume. */
  readonly sources: readonly VolumeProjection[];

  constructor(scope: Construct, id: string, props: DashboardsProps) {
    super(scope, id);
    this.sources = Object.entries(props.dashboards).map(([name, dashboard]) => {
      const configMap = componentName(scope, `dashboard-${name}`);
      new KubeConfigMap(this, name, {
        metadata: { name: configMap, labels: { [componentLabel]: id, ...entries(props.values.labels) } },
        data: { [`${name}.json`]: file(`dashboards/${name}.json`, dashboardJson(name, dashboard)) },
      });
      return { configMap: { name: configMap } };
    });
  }
}

export interface GrafanaDefaults {
  readonly image: ImageDefaults;
  readonly resources: ResourceDefaults;
}

/** `grafana.*`. */
export const grafanaValues = (defaults: GrafanaDefaults) =>
  webServiceValues(
    {
      ...defaults,
      replicaCount: 1,
      probes: {
        liveness: http('/api/health', {
          initialDelaySeconds: 60,
          periodSeconds: 15,
          timeoutSeconds: 5,
          failureThreshold: 5,
        }),
        readiness: http('/api/health', { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 }),
      },
      service: { port: 3000 },
      podDisruptionBudget: false,
      podSecurityContext: { ...restrictedPod, runAsUser: 472, runAsGroup: 472, fsGroup: 472 },
    },
    'Grafana of the mode embedded',
  );

export interface GrafanaProps {
  readonly values: Refs<ReturnType<typeof grafanaValues>>;
  readonly adminPassword: SecretKey;
  readonly prometheusUrl: Expression<string>;
  readonly dashboards: Dashboards;
}

/** Grafana whose data source and dashboards are provisioned: it keeps nothing of its own, so that it needs no volume. */
export class Grafana extends WebService {
  constructor(scope: Construct, id: string, { values, adminPassword, prometheusUrl, dashboards }: GrafanaProps) {
    const dataSources = {
      apiVersion: 1,
      datasources: [
        {
          name: 'Prometheus',
          uid: 'prometheus',
          type: 'prometheus',
          access: 'proxy',
          url: text`${prometheusUrl}`,
          isDefault: true,
          editable: false,
        },
      ],
    };
    const providers = {
      apiVersion: 1,
      providers: [
        {
          name: 'chart',
          type: 'file',
          disableDeletion: true,
          allowUiUpdates: false,
          updateIntervalSeconds: 30,
          options: { path: '/var/lib/dashboards' },
        },
      ],
    };
    super(scope, id, {
      values,
      port: 3000,
      env: {
        GF_SECURITY_ADMIN_USER: 'admin',
        GF_SECURITY_ADMIN_PASSWORD: adminPassword,
        GF_USERS_ALLOW_SIGN_UP: 'false',
        GF_ANALYTICS_REPORTING_ENABLED: 'false',
        GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
        GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
        GF_LOG_MODE: 'console',
      },
      files: [
        {
          configuration: new Configuration(scope, `${id}-datasources`, {
            data: { 'datasources.yaml': yamlText(dataSources) },
          }),
          mountPath: '/etc/grafana/provisioning/datasources',
        },
        {
          configuration: new Configuration(scope, `${id}-providers`, {
            data: { 'dashboards.yaml': yamlText(providers) },
          }),
          mountPath: '/etc/grafana/provisioning/dashboards',
        },
      ],
      mounts: [
        { name: 'data', mountPath: '/var/lib/grafana', volume: { emptyDir: {} } },
        {
          name: 'dashboards',
          mountPath: '/var/lib/dashboards',
          readOnly: true,
          volume: { projected: { sources: dashboards.sources } },
        },
      ],
    });
  }
}
