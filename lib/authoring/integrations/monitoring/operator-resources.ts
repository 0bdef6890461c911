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
import { entries, fullname, object, releaseNamespace, string, text, type Refs } from '../../../core/values';
import { componentLabel, componentName, componentSelector, leaveUnnamed } from '../../workloads/names';
import { matchersOf, routeTree, type Inhibition, type Rhythm, type RouteNode } from './alert-routes';
import { jobName, ruleGroups } from './alert-rules';
import { receiverSpecs } from './notifications';
import type { Scrape } from './scrape-jobs';
import type { Watch } from './watch';

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

/** The jobs, rules and routes as objects of the Prometheus Operator. What the cluster reads for all namespaces is left to it. */
export class OperatorResources extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: Watch & { readonly values: Refs<ReturnType<typeof operatorValues>> },
  ) {
    super(scope, id);
    leaveUnnamed(this);
    const { jobs, alerts, runbookUrl, routing } = props;
    for (const [job, scrape] of Object.entries(jobs)) {
      if (scrape.isClusterWide) continue;
      if (scrape.kind === 'pods') this.serviceMonitor(job, scrape);
      if (scrape.kind === 'probe') this.probe(job, scrape);
    }
    new PrometheusRule(this, 'rules', { metadata: this.metadata('alerts'), spec: ruleGroups(alerts, runbookUrl) });
    new AlertmanagerConfigV1Alpha1(this, 'routes', {
      metadata: this.metadata('alerts'),
      spec: {
        route: {
          receiver: routing.fallback,
          groupBy: routing.groupBy,
          ...rhythmSpec(routing.rhythm),
          routes: routeTree(routing).map(routeSpec),
        },
        receivers: receiverSpecs(props),
        inhibitRules: routing.inhibitions.map(inhibitionSpec),
      },
    });
  }

  private metadata(name: string) {
    return {
      name: componentName(this, name),
      labels: { [componentLabel]: 'monitoring', ...entries(this.props.values.labels) },
    };
  }

  /** Services in front of exporters carry the component of the exporter; series get the name of the job. */
  private serviceMonitor(job: string, { component, port }: Scrape<'pods'>): void {
    const relabelings: RelabelConfig[] = [{ action: 'replace', targetLabel: 'job', replacement: jobName(job) }];
    new ServiceMonitor(this, job, {
      metadata: this.metadata(job),
      spec: {
        selector: { matchLabels: componentSelector(component) },
        endpoints: [{ port, path: '/metrics', interval: this.props.scrapeInterval, relabelings }],
      },
    });
  }

  private probe(job: string, { urls, prober }: Scrape<'probe'>): void {
    new Probe(this, job, {
      metadata: this.metadata(job),
      spec: {
        jobName: jobName(job),
        interval: this.props.scrapeInterval,
        module: 'http_2xx',
        prober: { url: text`${fullname}-${prober.component}.${releaseNamespace}.svc:${prober.port}` },
        targets: { staticConfig: { static: urls } },
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
