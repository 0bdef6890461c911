import { ApiObject, type App } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { values } from '../values';
import type { HelmChartProps } from './chart-props';
import { HelmChart } from './helm-chart';

const Values = values({});

/** An empty chart. */
export class Web extends HelmChart<typeof Values> {
  constructor(app: App, id = 'web', props: Partial<HelmChartProps<typeof Values>> = {}) {
    super(app, id, {
      values: Values,
      environments: { test: { values: {} } },
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A chart of workloads',
      ...props,
    });
  }
}

/** By this label the workloads of cdk8s-plus know their pods. */
export const address = 'cdk8s.io/metadata.addr';

export const container = { image: 'nginx:1.27', portNumber: 80 };

/** Adds workloads that select each other in every way that cdk8s-plus knows. */
export function addWorkloads(scope: Construct): void {
  const [front, back] = ['front', 'back'].map((id) => new kplus.Deployment(scope, id, { containers: [container] }));
  const store = new kplus.StatefulSet(scope, 'store', {
    containers: [container],
    service: new kplus.Service(scope, 'store-service', { ports: [{ port: 80 }] }),
  });
  const daemon = new kplus.DaemonSet(scope, 'daemon', { containers: [container] });
  const pod = new kplus.Pod(scope, 'pod', { containers: [container] });
  new kplus.Job(scope, 'job', { containers: [container], select: false });
  front!.exposeViaService();
  front!.scheduling.spread({ topology: kplus.Topology.HOSTNAME });
  front!.scheduling.colocate(back!);
  back!.scheduling.separate(store);
  front!.connections.allowTo(back!);
  back!.connections.allowFrom(pod);
  new kplus.NetworkPolicy(scope, 'policy', { selector: daemon });
  new ApiObject(scope, 'budget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    spec: { selector: { matchExpressions: [{ key: address, operator: 'In', values: [back!.matchLabels[address]!] }] } },
  });
}
