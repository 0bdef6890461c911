import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { boolean, integer, oneOf } from '../../../../core/values';
import { define } from './definition.fixture';
import { cores, dnsName, enabled, image, memory, portOf, replicas, seconds, text } from './fields.fixture';

/** What keeps pods running. */
export const workloads = [
  define('a Deployment with an image', { image, replicas }, (scope, v, as) => {
    new kplus.Deployment(scope, 'web', {
      replicas: as.count(v.replicas),
      containers: [{ image: as.text(v.image) }],
    });
  }),

  define(
    'a Deployment that is exposed by a Service',
    { port: portOf(8080, 'Port of the container'), front: portOf(80, 'Port of the Service') },
    (scope, v, as) => {
      const web = new kplus.Deployment(scope, 'web', {
        containers: [{ image: 'nginx:1.27', portNumber: as.port(v.port) }],
      });
      web.exposeViaService({ ports: [{ port: as.port(v.front), targetPort: as.port(v.port) }] });
    },
  ),

  define('a Deployment whose Service takes its ports', { port: portOf(3000, 'Port') }, (scope, v, as) => {
    const web = new kplus.Deployment(scope, 'web');
    web.addContainer({ image: 'node:22', ports: [{ number: as.port(v.port), name: 'http' }] });
    web.exposeViaService({ name: 'front', serviceType: kplus.ServiceType.LOAD_BALANCER });
  }),

  define(
    'a Deployment that rolls out step by step',
    {
      minReady: integer(10, 'How long a pod is ready before it counts', { minimum: 1, maximum: 300 }),
      deadline: integer(900, 'How long a rollout may take', { minimum: 301, maximum: 100_000 }),
      surge: integer(1, 'Pods beyond the wanted number', { minimum: 1 }),
    },
    (scope, v, as) => {
      new kplus.Deployment(scope, 'web', {
        minReady: as.duration(v.minReady),
        progressDeadline: as.duration(v.deadline),
        strategy: kplus.DeploymentStrategy.rollingUpdate({
          maxSurge: kplus.PercentOrAbsolute.absolute(as.count(v.surge)),
          maxUnavailable: kplus.PercentOrAbsolute.percent(25),
        }),
        containers: [{ image: 'nginx:1.27' }],
      });
    },
  ),

  define('a Deployment that is replaced as a whole', { image, enabled }, (scope, v, as) => {
    const deployment = new kplus.Deployment(scope, 'batch', {
      replicas: 1,
      strategy: kplus.DeploymentStrategy.recreate(),
      containers: [{ image: as.text(v.image) }],
    });
    as.where(deployment, v.enabled);
  }),

  define(
    'a Deployment with labels and annotations on its pods',
    { team: text('shop', 'Team'), note: text('see the runbook: section "web"', 'Note') },
    (scope, v, as) => {
      const web = new kplus.Deployment(scope, 'web', {
        metadata: { annotations: { 'example.org/note': as.text(v.note) } },
        podMetadata: { labels: { team: as.text(v.team) }, annotations: { 'example.org/note': as.text(v.note) } },
        containers: [{ image: 'nginx:1.27' }],
      });
      web.podMetadata.addLabel('tier', 'front');
      web.metadata.addAnnotation('example.org/owner', as.text(v.team));
    },
  ),

  define('a Deployment that selects pods by labels of its own', { tier: dnsName('front', 'Tier') }, (scope, v, as) => {
    const web = new kplus.Deployment(scope, 'web', {
      select: false,
      podMetadata: { labels: { app: 'web', tier: as.text(v.tier) } },
      containers: [{ image: 'nginx:1.27' }],
    });
    web.select(
      kplus.LabelSelector.of({
        labels: { app: 'web' },
        expressions: [kplus.LabelExpression.in('tier', [as.text(v.tier), 'back'])],
      }),
    );
  }),

  define('a StatefulSet with a headless Service', { replicas, port: portOf(5432, 'Port'), image }, (scope, v, as) => {
    const service = new kplus.Service(scope, 'service', {
      clusterIP: 'None',
      ports: [{ port: as.port(v.port) }],
    });
    new kplus.StatefulSet(scope, 'store', {
      service,
      replicas: as.count(v.replicas),
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      containers: [{ image: as.text(v.image), portNumber: as.port(v.port) }],
    });
  }),

  define(
    'a StatefulSet whose update stops at a partition',
    { partition: integer(1, 'Pods below it are kept'), minReady: seconds(5, 'Seconds') },
    (scope, v, as) => {
      new kplus.StatefulSet(scope, 'queue', {
        service: new kplus.Service(scope, 'service', { clusterIP: 'None', ports: [{ port: 5672 }] }),
        strategy: kplus.StatefulSetUpdateStrategy.rollingUpdate({ partition: as.count(v.partition) }),
        minReady: as.duration(v.minReady),
        containers: [{ image: 'rabbitmq:3.13', portNumber: 5672 }],
      });
    },
  ),

  define(
    'a StatefulSet that nobody updates',
    { policy: oneOf(['OrderedReady', 'Parallel'], 'OrderedReady', 'Order') },
    (scope, v, as) => {
      new kplus.StatefulSet(scope, 'ledger', {
        service: new kplus.Service(scope, 'service', { clusterIP: 'None', ports: [{ port: 7000 }] }),
        strategy: kplus.StatefulSetUpdateStrategy.onDelete(),
        podManagementPolicy: as.choice(v.policy, kplus.PodManagementPolicy),
        containers: [{ image: 'ledger:2', portNumber: 7000 }],
      });
    },
  ),

  define('a DaemonSet on each node', { image, minReady: integer(3, 'Seconds'), memory, cores }, (scope, v, as) => {
    new kplus.DaemonSet(scope, 'agent', {
      minReadySeconds: as.count(v.minReady),
      hostNetwork: true,
      containers: [
        {
          image: as.text(v.image),
          resources: {
            cpu: { request: as.cpu(v.cores) },
            memory: { request: as.size(v.memory), limit: as.size(v.memory) },
          },
        },
      ],
    });
  }),

  define(
    'a Pod by itself',
    { image, token: boolean(false, 'Whether it has the token of its account') },
    (scope, v, as) => {
      const pod = new kplus.Pod(scope, 'shell', {
        restartPolicy: kplus.RestartPolicy.NEVER,
        automountServiceAccountToken: as.flag(v.token),
        terminationGracePeriod: Duration.seconds(5),
      });
      pod.addContainer({ image: as.text(v.image), command: ['sleep', 'infinity'] });
    },
  ),

  define(
    'a Deployment in an isolated network with its Ingress',
    { path: dnsName('shop', 'Path'), grace: seconds(30, 'Seconds until it is killed') },
    (scope, v, as) => {
      const web = new kplus.Deployment(scope, 'web', {
        isolate: true,
        terminationGracePeriod: as.duration(v.grace),
        containers: [{ image: 'nginx:1.27', portNumber: 8080 }],
      });
      web.exposeViaIngress(`/${as.text(v.path)}`, { pathType: kplus.HttpIngressPathType.EXACT });
    },
  ),
];
