import type { Construct } from 'constructs';
import { text, type Expression } from '../../../core/values';
import { folderOf } from '../../workloads/configuration';
import { restrictedPod } from '../../workloads/pod';
import { deployment } from '../../workloads/controllers/deployment';
import { preset, type WorkloadProps } from '../../workloads/preset';
import { singlePodKnobs, singlePodTraits, watchedAt } from '../../workloads/presets/single-pod-service';
import * as t from '../../workloads/traits';
import { Server } from '../../workloads/workload';
import { describedValuesOf, type RefsOf } from '../../workloads/values-of';
import type { SecretKey } from '../external-secrets/secret-source';
import type { Dashboards } from './grafana-dashboards';
import { yamlText } from './yaml-text';

const data = t.optionalVolume('data', '/var/lib/grafana');
const knobs = [data, ...singlePodKnobs] as const;

/** `grafana.*`. */
export const grafanaValues = describedValuesOf('grafanaValues', knobs, 'Grafana of the mode embedded', {
  ...watchedAt(3000, '/api/health', {
    liveness: { initialDelaySeconds: 60, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 5 },
    readiness: { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
  }),
  storage: '1Gi',
  // Two pods of it would write into one database, and most volumes are mounted by one node.
  strategy: { type: 'Recreate' },
  podSecurityContext: { ...restrictedPod, runAsUser: 472, runAsGroup: 472, fsGroup: 472 },
});

const provisioning = '/etc/grafana/provisioning';

interface GrafanaProps {
  readonly values: RefsOf<typeof knobs>;
  readonly adminPassword: SecretKey;
  readonly prometheusUrl: Expression<string>;
  readonly dashboards: Dashboards;
}

const maker = { name: 'grafanaValues', fields: ['image', 'persistence', 'service', 'networkPolicy'] };
const traits = [data, ...singlePodTraits] as const;
const grafana = preset('Grafana', maker, traits, deployment);

/** Grafana whose data source and dashboards are provisioned: it needs no volume but for what people change by hand. */
export class Grafana extends Server {
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
    const own: WorkloadProps<typeof traits> = {
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
        {
          name: 'dashboards',
          mountPath: '/var/lib/dashboards',
          readOnly: true,
          volume: { projected: { sources: dashboards.sources } },
        },
      ],
    };
    super(scope, id, grafana, own);
  }
}
