import {
  PodMonitor,
  PrometheusRule,
  ServiceMonitor,
  type RelabelConfig,
} from '../../../../imports/prometheus-operator';
import type { NetworkPolicyIngressRule } from '../../../../imports/k8s';
import { namespaceName, prometheusDuration, prometheusDurationOrNothing } from '../../../core/kubernetes/value-forms';
import { Condition, labelMap } from '../../../core/manifest';
import {
  and,
  didYouMean,
  entries,
  mistake,
  not,
  optional,
  releaseNamespace,
  string,
  text,
  toggle,
  when,
} from '../../../core/values';
import type { Expression, Fields, Group, Refs } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { kubernetesList } from '../blocks';
import { trait, type Bearer, type Named } from '../trait';

const relabelConfig = 'monitoring.coreos.com.v1.RelabelConfig';

const monitorValues = (kind: string) =>
  toggle(
    false,
    {
      interval: string('30s', 'How often metrics are read, as 30s or 1h30m', prometheusDuration),
      scrapeTimeout: string(
        '',
        'How long a reading may take; empty means what Prometheus says',
        prometheusDurationOrNothing,
      ),
      relabelings: kubernetesList<RelabelConfig>(relabelConfig, [], 'How labels of the targets are changed'),
      metricRelabelings: kubernetesList<RelabelConfig>(relabelConfig, [], 'How labels of the metrics are changed'),
      labels: labelMap({}, `Labels by which a Prometheus finds the ${kind}`),
    },
    `A ${kind}, which needs the Prometheus Operator; without it the pods carry scrape annotations`,
  );

const metricsValues = <M extends Fields>(enabled: boolean, monitor: M) =>
  toggle(
    enabled,
    {
      namespace: string('monitoring', 'Namespace of Prometheus, which the network policy lets in', namespaceName),
      ...monitor,
      prometheusRule: toggle(
        false,
        {
          for: string('5m', 'How long the service must be away before the alert fires', prometheusDuration),
          severity: string('critical', 'Severity label of the alert', { pattern: '^[a-z]+$' }),
          labels: labelMap({}, 'Labels by which a Prometheus finds the PrometheusRule'),
        },
        'A PrometheusRule, which needs the Prometheus Operator: an alert when no pod can be read',
      ),
    },
    'Reading of metrics by Prometheus',
  );

const defaults = {
  /** Whether metrics are read. @default there are none, and no values for them */
  metrics: is.maybe(is.aBoolean),
};
/** Path that Prometheus reads; `metrics.*` of the values switches it. @default no metrics */
const metricsPath = is.maybe(is.aName);

/** `metrics.*` of what has a Service. */
const serviceFields = (enabled: boolean) => ({
  metrics: metricsValues(enabled, { serviceMonitor: monitorValues('ServiceMonitor') }),
});
/** `metrics.*` of pods that no Service leads to. */
const podFields = (enabled: boolean) => ({
  metrics: metricsValues(enabled, { podMonitor: monitorValues('PodMonitor') }),
});

type RefsOf<F extends (enabled: boolean) => Fields> = Partial<Refs<Group<ReturnType<F>>>>;
type MonitorRefs = Refs<ReturnType<typeof monitorValues>>;
type CommonRefs = Refs<ReturnType<typeof metricsValues<Record<never, never>>>>;

/** How metrics of a workload are read. */
interface Reading {
  readonly path: string;
  /** Name of the port in the pods, and its number. */
  readonly port: string;
  readonly number: number;
  readonly monitor: MonitorRefs;
  /** Labels that the monitor gives to the series, as PromQL. */
  readonly series: Expression<string>;
}

/** What all readings have: who may read, the alert, and annotations where nothing else tells Prometheus. */
function read(workload: Bearer, values: CommonRefs, { path, port, number, monitor, series }: Reading) {
  const { enabled, namespace, prometheusRule } = values;
  const prometheus = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
  const rule: NetworkPolicyIngressRule = { from: [prometheus], ports: [{ port, protocol: 'TCP' }] };
  workload.rules.ingress.push(when(enabled, rule));
  alert(workload, prometheusRule, series, and(enabled, monitor.enabled, prometheusRule.enabled));
  const scrape = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(number), 'prometheus.io/path': path };
  const isScrapedByAnnotation = and(enabled, not(monitor.enabled));
  return { annotations: entries(when<{ [key: string]: string }>(isScrapedByAnnotation, scrape)) };
}

/** What is read of an endpoint, and how. */
const reading = (path: string, { interval, ...monitor }: MonitorRefs) => ({
  path,
  interval,
  scrapeTimeout: optional(monitor.scrapeTimeout),
  relabelings: monitor.relabelings,
  metricRelabelings: monitor.metricRelabelings,
});

const metadataOf = ({ metadata: { name, labels } }: Bearer, monitor: Pick<MonitorRefs, 'labels'>) => ({
  name,
  labels: { ...labels, ...entries(monitor.labels) },
});

const serviceMetrics = trait({
  defaults,
  props: {
    metricsPath,
    /** Number of the port, for the annotations of pods that are read without the Prometheus Operator. */
    port: is.aWholeNumber,
    /** Name of the port in the pod and in the Service. @default http */
    protocol: is.maybe(is.aName),
    /** The port of a container beside the main one that has the metrics, such as an exporter. @default the port of the main one */
    exporter: is.maybe(is.propsOf({ port: is.aName, number: is.aWholeNumber })),
  },
  fields: ({ metrics }): Record<never, never> => (metrics === undefined ? {} : serviceFields(metrics)),
  apply: (workload, { metrics }: RefsOf<typeof serviceFields>, { metricsPath, port, protocol = 'http', exporter }) => {
    const path = saidOnBothSides(workload, metricsPath, metrics);
    if (path === undefined || metrics === undefined) return {};
    const { enabled, serviceMonitor: monitor } = metrics;
    // The labels namespace and service come from the ServiceMonitor.
    const series = text`namespace="${releaseNamespace}",service="${workload.name}"`;
    const at = exporter ?? { port: protocol, number: port };
    const parts = read(workload, metrics, { path, ...at, monitor, series });
    // No Service leads to a port of the pods alone, which Prometheus finds in them.
    const place = exporter ? { targetPort: exporter.port } : { port: protocol };
    const made = new ServiceMonitor(workload, 'servicemonitor', {
      metadata: metadataOf(workload, monitor),
      spec: {
        selector: { matchLabels: workload.selector },
        endpoints: [{ ...place, ...reading(path, monitor) }],
      },
    });
    Condition.of(made).when(and(enabled, monitor.enabled));
    return parts;
  },
});

const metricsOfPods = trait({
  defaults,
  props: {
    metricsPath,
    /** Which of the `ports` it is read at, by its name. @default metrics */
    metricsPort: is.maybe(is.aName),
    /** Number of each port that the container listens on, by its name. @default none */
    ports: is.maybe(is.mapOf(is.aWholeNumber)),
  },
  fields: ({ metrics }): Record<never, never> => (metrics === undefined ? {} : podFields(metrics)),
  apply: (workload, { metrics }: RefsOf<typeof podFields>, props) => {
    const path = saidOnBothSides(workload, props.metricsPath, metrics);
    if (path === undefined || metrics === undefined) return {};
    const { metricsPort: port = 'metrics', ports = {} } = props;
    const number = ports[port];
    if (number === undefined) throw noSuchPort(workload, port, Object.keys(ports));
    const { enabled, podMonitor: monitor } = metrics;
    // The job is the PodMonitor, by its namespace and name.
    const series = text`namespace="${releaseNamespace}",job="${releaseNamespace}/${workload.name}"`;
    const parts = read(workload, metrics, { path, port, number, monitor, series });
    const made = new PodMonitor(workload, 'podmonitor', {
      metadata: metadataOf(workload, monitor),
      spec: {
        selector: { matchLabels: workload.selector },
        podMetricsEndpoints: [{ port, ...reading(path, monitor) }],
      },
    });
    Condition.of(made).when(and(enabled, monitor.enabled));
    return parts;
  },
});

const metricsDeclared = { ...serviceMetrics, whereSaid: serviceFields };

export interface MetricsTrait extends Named<typeof metricsDeclared> {}

/** What Prometheus reads of a service, where the service has values for it. */
export const metrics: MetricsTrait = metricsDeclared;

const podMetricsDeclared = { ...metricsOfPods, whereSaid: podFields };

export interface PodMetricsTrait extends Named<typeof podMetricsDeclared> {}

/** What Prometheus reads of pods that no Service leads to, where there are values for it. */
export const podMetrics: PodMetricsTrait = podMetricsDeclared;

/** The path, where there are values for metrics too. */
function saidOnBothSides(workload: Bearer, path: string | undefined, values: object | undefined): string | undefined {
  if ((path === undefined) === (values === undefined)) return path;
  const lacking =
    path === undefined ? 'values for metrics but no metricsPath' : 'a metricsPath but no values for metrics';
  const remedy = 'Give both (metrics: true where the values are declared) or neither.';
  throw mistake({ code: 'invalid-props', construct: workload.node.path, message: `has ${lacking}`, remedy });
}

function noSuchPort(workload: Bearer, port: string, names: readonly string[]) {
  const message = `has no port "${port}" for its metrics${didYouMean(port, names)}`;
  const remedy = `Name one of its ports in metricsPort${names.length > 0 ? `: ${names.join(', ')}` : ', and give it in ports'}.`;
  return mistake({ code: 'unknown-port', construct: workload.node.path, message, remedy });
}

function alert(
  workload: Bearer,
  rule: CommonRefs['prometheusRule'],
  series: Expression<string>,
  isWatched: Expression<boolean>,
): void {
  const made = new PrometheusRule(workload, 'prometheusrule', {
    metadata: metadataOf(workload, rule),
    spec: {
      groups: [
        {
          name: workload.component,
          rules: [
            {
              alert: 'ServiceAbsent',
              expr: text`absent(up{${series}} == 1)`,
              for: rule.for,
              labels: { severity: rule.severity },
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
  Condition.of(made).when(isWatched);
}
