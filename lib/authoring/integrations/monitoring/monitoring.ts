import { Construct } from 'constructs';
import type { NetworkPolicyPeer } from '../../../../imports/k8s';
import { Condition } from '../../../core/manifest';
import {
  and,
  boolean,
  equals,
  object,
  oneOf,
  string,
  when,
  type Expression,
  type Templated,
} from '../../../core/values';
import { construct, instanceOf, refsOf } from '../../workloads/arguments';
import { componentSelector, leaveUnnamed } from '../../workloads/names';
import { SecretSource } from '../external-secrets/secret-source';
import { alertRouting, alertmanager } from './alert-routes';
import { alertGroups } from './alert-rules';
import { Alertmanager, alertmanagerValues } from './alertmanager';
import { blackboxExporterValues, mongodbExporterValues, redisExporterValues } from './exporters';
import { Grafana, grafanaValues } from './grafana';
import { aDashboard } from './grafana-dashboard';
import { Dashboards, dashboardValues } from './grafana-dashboards';
import { NodeExporter, nodeExporterValues } from './node-exporter';
import { channelKeys, notificationDefaults, notificationValues } from './notifications';
import { OperatorResources, operatorValues } from './operator-resources';
import { Prometheus, prometheusValues } from './prometheus';
import { scrapeJobs } from './scrape-jobs';
import type { Watch } from './watch';
import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';
import type { Named } from '../../workloads/trait';

const modes = ['embedded', 'operator'] as const;

const monitoringDefaults = is.propsOf({
  /** Whether there is any. @default true */
  enabled: is.maybe(is.aBoolean),
  mode: is.wordOf(modes),
  cluster: is.aName,
  /** @default 15s */
  scrapeInterval: is.maybe(is.aName),
  runbookUrl: is.aName,
  notifications: notificationDefaults,
  prometheus: prometheusValues.defaults,
  alertmanager: alertmanagerValues.defaults,
  grafana: grafanaValues.defaults,
  exporters: is.propsOf({
    mongodb: mongodbExporterValues.defaults,
    redis: redisExporterValues.defaults,
    blackbox: blackboxExporterValues.defaults,
    node: nodeExporterValues.defaults,
  }),
});
export type MonitoringDefaults = is.TypeOf<typeof monitoringDefaults>;

/** `monitoring.*`. */
export const monitoringValues = checked(
  'monitoringValues(defaults)',
  [monitoringDefaults],
  ({ enabled = true, scrapeInterval = '15s', exporters, ...defaults }: MonitoringDefaults) =>
    object(
      {
        enabled: boolean(
          enabled,
          'Whether anything is watched: off, there are no Prometheus, Alertmanager, Grafana or exporters of their own, and no objects for an operator',
        ),
        mode: oneOf(
          modes,
          defaults.mode,
          'embedded brings Prometheus, Alertmanager and Grafana; operator gives the same rules and routes to the Prometheus Operator of the cluster',
        ),
        cluster: string(defaults.cluster, 'Name of the cluster, as alerts carry it in the mode embedded', {
          minLength: 1,
        }),
        scrapeInterval: string(scrapeInterval, 'How often metrics are read and rules are evaluated', {
          pattern: '^[0-9]+(s|m)$',
        }),
        runbookUrl: string(defaults.runbookUrl, 'Where the runbook is published; alerts link to its sections', {
          minLength: 1,
        }),
        operator: operatorValues(),
        notifications: notificationValues(defaults.notifications),
        prometheus: prometheusValues(defaults.prometheus),
        alertmanager: alertmanagerValues(defaults.alertmanager),
        grafana: grafanaValues(defaults.grafana),
        dashboards: dashboardValues(),
        mongodbExporter: mongodbExporterValues(exporters.mongodb),
        redisExporter: redisExporterValues(exporters.redis),
        blackboxExporter: blackboxExporterValues(exporters.blackbox),
        nodeExporter: nodeExporterValues(exporters.node),
      },
      'Metrics, alerts and dashboards',
    ),
);

const monitoringTakes = construct('Monitoring', {
  values: refsOf(monitoringValues, 'enabled', 'mode', 'scrapeInterval', 'prometheus', 'alertmanager', 'grafana'),
  jobs: scrapeJobs,
  alerts: alertGroups,
  routing: alertRouting,
  dashboards: is.mapOf(aDashboard),
  secrets: instanceOf('SecretSource', () => SecretSource),
  /** Keys of the Secret. */
  keys: is.propsOf({ channels: channelKeys, grafanaAdmin: is.aName }),
});
export interface MonitoringProps extends Named<Parameters<typeof monitoringTakes>[2]> {}

/**
 * Monitoring in two modes from one definition: a stack of its own, complete in itself, or objects for the Prometheus Operator
 * that the cluster runs already.
 */
export class Monitoring extends Construct {
  /** Whether the stack is part of the release. */
  readonly isEmbedded: Expression<boolean>;
  /** Whether objects for the Prometheus Operator of the cluster are. */
  readonly isByOperator: Expression<boolean>;
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly grafana: Grafana;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MonitoringProps,
  ) {
    monitoringTakes(scope, id, props);
    super(scope, id);
    const { values, secrets, keys } = props;
    const watch: Watch = {
      ...props,
      ...values,
      secret: secrets.name,
      channelKeys: keys.channels,
      keyName: (key) => secrets.keyName(key),
    };
    this.isEmbedded = and(values.enabled, equals(values.mode, 'embedded'));
    this.isByOperator = and(values.enabled, equals(values.mode, 'operator'));
    leaveUnnamed(this);
    const dashboards = new Dashboards(this, 'dashboards', { values: values.dashboards, dashboards: props.dashboards });

    const embedded = new Construct(this, 'embedded');
    leaveUnnamed(embedded);
    Condition.of(embedded).when(this.isEmbedded);
    this.prometheus = new Prometheus(embedded, 'prometheus', { ...watch, values: values.prometheus });
    this.alertmanager = new Alertmanager(embedded, alertmanager.id, { ...watch, values: values.alertmanager });
    this.grafana = new Grafana(embedded, 'grafana', {
      values: values.grafana,
      adminPassword: secrets.key(keys.grafanaAdmin),
      prometheusUrl: this.prometheus.url,
      dashboards,
    });
    const nodes = new NodeExporter(embedded, 'node-exporter', { values: values.nodeExporter });
    this.alertmanager.allowFrom(this.prometheus.peer);
    this.grafana.allowTo(this.prometheus);
    nodes.allowFrom(this.prometheus.peer);

    const operator = new OperatorResources(this, 'operator', { ...watch, values: values.operator });
    Condition.of(operator).when(this.isByOperator);
    Condition.of(dashboards).when(values.enabled);
  }

  /** Who reads metrics, in either mode. */
  get readers(): Templated<NetworkPolicyPeer>[] {
    const { namespace } = this.props.values.operator;
    const own: NetworkPolicyPeer = { podSelector: { matchLabels: componentSelector('prometheus') } };
    const others: NetworkPolicyPeer = {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    };
    return [when(this.isEmbedded, own), when(this.isByOperator, others)];
  }
}
