import type { Construct } from 'constructs';
import { text, type Expression } from '../../../core/values';
import { folderOf } from '../../workloads/configuration';
import { restrictedPod } from '../../workloads/pod';
import { SinglePodService, singlePodKnobs, watchedAt } from '../../workloads/presets/single-pod-service';
import { describedValuesOf, type RefsOf } from '../../workloads/values-of';
import type { SecretKey } from '../external-secrets/secret-source';
import type { Dashboards } from './grafana-dashboards';
import { yamlText } from './yaml-text';

/** `grafana.*`. */
export const grafanaValues = describedValuesOf('grafanaValues', singlePodKnobs, 'Grafana of the mode embedded', {
  ...watchedAt(3000, '/api/health', {
    liveness: { initialDelaySeconds: 60, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 5 },
    readiness: { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
  }),
  podSecurityContext: { ...restrictedPod, runAsUser: 472, runAsGroup: 472, fsGroup: 472 },
});

const provisioning = '/etc/grafana/provisioning';

interface GrafanaProps {
  readonly values: RefsOf<typeof singlePodKnobs>;
  readonly adminPassword: SecretKey;
  readonly prometheusUrl: Expression<string>;
  readonly dashboards: Dashboards;
}

/** Grafana whose data source and dashboards are provisioned: it keeps nothing of its own, so that it needs no volume. */
export class Grafana extends SinglePodService {
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
        folderOf(scope, `${id}-datasources`, `${provisioning}/datasources`, {
          'datasources.yaml': yamlText(dataSources),
        }),
        folderOf(scope, `${id}-providers`, `${provisioning}/dashboards`, { 'dashboards.yaml': yamlText(providers) }),
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
