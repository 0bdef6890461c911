import { Construct } from 'constructs';
import {
  AlertmanagerConfigV1Alpha1,
  Probe,
  PrometheusRule,
  ServiceMonitor,
  type RelabelConfig,
  type RouteV1Alpha1,
} from '../../../../imports/prometheus-operator';
import { labelMap } from '../../../core/manifest';
import {
  entries,
  fullname,
  object,
  releaseNamespace,
  string,
  text,
  type Expression,
  type Refs,
  type Templated,
} from '../../../core/values';
import { componentLabel, componentName, componentSelector, leaveUnnamed } from '../../workloads/names';
import { matchersOf, routeTree, type AlertRouting, type Inhibition, type Rhythm, type RouteNode } from './alert-routes';
import { jobName, ruleGroups, type AlertGroups } from './alert-rules';
import { receiverSpecs, type ChannelKeys, type NotificationRefs } from './notifications';
import type { ScrapeJobs } from './scrape-jobs';

/** `operator.*`: a Prometheus Operator that the cluster runs already. */
export const operatorValues = () =>
  object(
    {
      namespace: string('monitoring', 'Namespace of its Prometheus, which the network policies let in', {
        minLength: 1,
      }),
      labels: labelMap({ release: 'kube-prometheus-stack' }, 'Labels by which it finds its objects'),
    },
    'The Prometheus Operator of the cluster, for the mode operator',
  );

export interface OperatorResourcesProps {
  readonly values: Refs<ReturnType<typeof operatorValues>>;
  readonly scrapeInterval: Expression<string>;
  readonly jobs: ScrapeJobs;
  readonly alerts: AlertGroups;
  readonly runbookUrl: Templated<string>;
  readonly routing: AlertRouting;
  readonly notifications: NotificationRefs;
  /** The Secret with the credentials of the channels, in this namespace. */
  readonly secret: Expression<string>;
  readonly channelKeys: ChannelKeys;
}

/** The jobs, rules and routes as objects of the Prometheus Operator. What the cluster reads for all namespaces is left to it. */
export class OperatorResources extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: OperatorResourcesProps,
  ) {
    super(scope, id);
    leaveUnnamed(this);
    for (const [job, scrape] of Object.entries(props.jobs)) {
      if (scrape.isClusterWide) continue;
      if (scrape.kind === 'pods') this.serviceMonitor(job, scrape.component, scrape.port);
      if (scrape.kind === 'probe')
        this.probe(
          job,
          scrape.urls,
          text`${fullname}-${scrape.prober.component}.${releaseNamespace}.svc:${scrape.prober.port}`,
        );
    }
    new PrometheusRule(this, 'rules', {
      metadata: this.metadata('alerts'),
      spec: { groups: ruleGroups(props.alerts, props.runbookUrl).groups },
    });
    this.alertmanagerConfig();
  }

  private metadata(name: string) {
    return {
      name: componentName(this, name),
      labels: { [componentLabel]: 'monitoring', ...entries(this.props.values.labels) },
    };
  }

  /** Services in front of exporters carry the component of the exporter; series get the name of the job. */
  private serviceMonitor(job: string, component: string, port: string): void {
    const relabelings: RelabelConfig[] = [{ targetLabel: 'job', replacement: jobName(job) }];
    new ServiceMonitor(this, job, {
      metadata: this.metadata(job),
      spec: {
        selector: { matchLabels: componentSelector(component) },
        endpoints: [{ port, path: '/metrics', interval: this.props.scrapeInterval, relabelings }],
      },
    });
  }

  private probe(job: string, urls: readonly Templated<string>[], prober: Expression<string>): void {
    new Probe(this, job, {
      metadata: this.metadata(job),
      spec: {
        jobName: jobName(job),
        interval: this.props.scrapeInterval,
        module: 'http_2xx',
        prober: { url: prober },
        targets: { staticConfig: { static: urls } },
      },
    });
  }

  private alertmanagerConfig(): void {
    const { routing, notifications, secret, channelKeys } = this.props;
    new AlertmanagerConfigV1Alpha1(this, 'routes', {
      metadata: this.metadata('alerts'),
      spec: {
        route: {
          receiver: routing.fallback,
          groupBy: routing.groupBy,
          ...rhythmSpec(routing.rhythm),
          routes: routeTree(routing).map(routeSpec),
        },
        receivers: receiverSpecs(routing, notifications, secret, channelKeys),
        inhibitRules: routing.inhibitions.map(inhibitionSpec),
      },
    });
  }
}

const rhythmSpec = ({ wait, interval, repeat }: Rhythm) => ({
  groupWait: wait,
  groupInterval: interval,
  repeatInterval: repeat,
});

const routeSpec = (node: RouteNode): RouteV1Alpha1 => ({
  receiver: node.receiver,
  matchers: matchersOf(node.match),
  ...(node.rhythm ? rhythmSpec(node.rhythm) : {}),
  ...(node.continue ? { continue: true } : {}),
  ...(node.routes ? { routes: node.routes.map(routeSpec) } : {}),
});

const inhibitionSpec = (inhibition: Inhibition) => ({
  sourceMatch: matchersOf(inhibition.while),
  targetMatch: matchersOf(inhibition.mute),
  equal: inhibition.same,
});
