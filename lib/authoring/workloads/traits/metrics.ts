import { PrometheusRule, ServiceMonitor } from '../../../../imports/prometheus-operator';
import type { NetworkPolicyIngressRule } from '../../../../imports/k8s';
import { Condition, labelMap } from '../../../core/manifest';
import {
  and,
  entries,
  mistake,
  not,
  releaseNamespace,
  string,
  text,
  toggle,
  when,
  type Expression,
  type Group,
  type Refs,
} from '../../../core/values';
import { aBoolean, aName, aWholeNumber, maybe } from '../../../core/values/argument';
import { mainPort } from '../probes';
import { trait, type Bearer } from '../trait';

/** `metrics.*`. */
const metricsValues = (enabled: boolean) =>
  toggle(
    enabled,
    {
      namespace: string('monitoring', 'Namespace of Prometheus, which the network policy lets in'),
      serviceMonitor: toggle(
        false,
        {
          interval: string('30s', 'How often metrics are read', { pattern: '^[0-9]+(ms|s|m|h)$' }),
          labels: labelMap({}, 'Labels by which a Prometheus finds the ServiceMonitor'),
        },
        'A ServiceMonitor, which needs the Prometheus Operator; without it the pods carry scrape annotations',
      ),
      prometheusRule: toggle(
        false,
        {
          for: string('5m', 'How long the service must be away before the alert fires', { pattern: '^[0-9]+(s|m|h)$' }),
          severity: string('critical', 'Severity label of the alert', { pattern: '^[a-z]+$' }),
          labels: labelMap({}, 'Labels by which a Prometheus finds the PrometheusRule'),
        },
        'A PrometheusRule, which needs the Prometheus Operator: an alert when no pod can be read',
      ),
    },
    'Reading of metrics by Prometheus',
  );

export interface MetricsDefaults {
  /** Whether metrics are read. @default there are none, and no values for them */
  readonly metrics?: boolean;
}
export type MetricsFields = { readonly metrics: ReturnType<typeof metricsValues> };
type MetricsRefs = Refs<Group<MetricsFields>>;

export interface MetricsProps {
  /** Path that Prometheus reads; `metrics.*` of the values switches it. @default no metrics */
  readonly metricsPath?: string;
  /** Number of the port, for the annotations of pods that are read without the Prometheus Operator. */
  readonly port: number;
  /** Name of the port of the Service. @default http */
  readonly protocol?: string;
}

/** What Prometheus reads of a service, where the service has values for it. */
export const metrics = trait({
  defaults: { metrics: maybe(aBoolean) },
  props: { metricsPath: maybe(aName), port: aWholeNumber, protocol: maybe(aName) },
  fields: (defaults: MetricsDefaults): Record<never, never> =>
    defaults.metrics === undefined ? {} : { metrics: metricsValues(defaults.metrics) },
  apply: (workload, values: Partial<MetricsRefs>, { metricsPath: path, port, protocol = 'http' }: MetricsProps) => {
    if (path === undefined && values.metrics === undefined) return {};
    if (path === undefined || values.metrics === undefined) throw halfSaid(workload, path);
    const { enabled, namespace, serviceMonitor } = values.metrics;
    const prometheus = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
    const rule: NetworkPolicyIngressRule = { from: [prometheus], ports: [{ port: mainPort, protocol: 'TCP' }] };
    workload.rules.ingress.push(when(enabled, rule));
    monitor(workload, path, protocol, values.metrics);
    alert(workload, values.metrics);
    const scrape = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(port), 'prometheus.io/path': path };
    const isScrapedByAnnotation = and(enabled, not(serviceMonitor.enabled));
    return { annotations: entries(when<{ [key: string]: string }>(isScrapedByAnnotation, scrape)) };
  },
});

function halfSaid(workload: Bearer, path: string | undefined) {
  const lacking =
    path === undefined ? 'values for metrics but no metricsPath' : 'a metricsPath but no values for metrics';
  const remedy = 'Give both (metrics: true in webServiceValues) or neither.';
  return mistake({ code: 'invalid-props', construct: workload.node.path, message: `has ${lacking}`, remedy });
}

function monitor(workload: Bearer, path: string, port: string, values: MetricsRefs['metrics']): void {
  const { enabled, serviceMonitor } = values;
  const { name, labels } = workload.metadata;
  const made = new ServiceMonitor(workload, 'servicemonitor', {
    metadata: { name, labels: { ...labels, ...entries(serviceMonitor.labels) } },
    spec: {
      selector: { matchLabels: workload.selector },
      endpoints: [{ port, path, interval: serviceMonitor.interval }],
    },
  });
  Condition.of(made).when(and(enabled, serviceMonitor.enabled));
}

function alert(workload: Bearer, { enabled, serviceMonitor, prometheusRule }: MetricsRefs['metrics']): void {
  const { name, labels } = workload.metadata;
  const made = new PrometheusRule(workload, 'prometheusrule', {
    metadata: { name, labels: { ...labels, ...entries(prometheusRule.labels) } },
    spec: {
      groups: [
        {
          name: workload.component,
          rules: [
            {
              alert: 'ServiceAbsent',
              expr: text`absent(up{namespace="${releaseNamespace}",service="${workload.name}"} == 1)`,
              for: prometheusRule.for,
              labels: { severity: prometheusRule.severity },
              annotations: {
                summary: text`${workload.name} is away`,
                description: text`Prometheus can read the metrics of no pod of ${workload.name} in namespace ${releaseNamespace}.`,
              },
            },
          ],
        },
      ],
    },
  });
  // The labels namespace and service come from the ServiceMonitor.
  const isWatched: Expression<boolean> = and(enabled, serviceMonitor.enabled, prometheusRule.enabled);
  Condition.of(made).when(isWatched);
}
