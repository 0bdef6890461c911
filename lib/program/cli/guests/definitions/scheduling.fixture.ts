import * as kplus from 'cdk8s-plus-28';
import { integer, oneOf } from '../../../../core/values';
import { define } from './definition.fixture';
import { dnsName, enabled, seconds } from './fields.fixture';

const weight = integer(50, 'Weight', { minimum: 1, maximum: 100 });
const web = { containers: [{ image: 'web:1' }] };

/** Where pods run. */
export const scheduling = [
  define(
    'pods that like some nodes',
    { weight, disk: dnsName('ssd', 'Disk'), zone: dnsName('a', 'Zone') },
    (scope, v, as) => {
      const deployment = new kplus.Deployment(scope, 'web', web);
      deployment.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', as.text(v.disk))), {
        weight: as.count(v.weight),
      });
      deployment.scheduling.attract(
        kplus.Node.labeled(
          kplus.NodeLabelQuery.in('zone', [as.text(v.zone), 'b']),
          kplus.NodeLabelQuery.doesNotExist('spot'),
          kplus.NodeLabelQuery.gt('cores', ['8']),
        ),
      );
    },
  ),

  define('pods beside others', { weight, app: dnsName('cache', 'App') }, (scope, v, as) => {
    const cache = new kplus.Deployment(scope, 'cache', web);
    const deployment = new kplus.Deployment(scope, 'web', web);
    deployment.scheduling.colocate(cache, { topology: kplus.Topology.ZONE, weight: as.count(v.weight) });
    deployment.scheduling.colocate(kplus.Pods.select(scope, 'others', { labels: { app: as.text(v.app) } }));
  }),

  define('pods away from others', { weight, topology: dnsName('rack', 'Topology') }, (scope, v, as) => {
    const noisy = new kplus.Deployment(scope, 'noisy', web);
    const deployment = new kplus.Deployment(scope, 'web', web);
    deployment.scheduling.separate(noisy, {
      topology: kplus.Topology.custom(`example.org/${as.text(v.topology)}`),
      weight: as.count(v.weight),
    });
    deployment.scheduling.separate(noisy, { topology: kplus.Topology.REGION });
  }),

  define('pods on one node', { node: dnsName('node-1', 'Node') }, (scope, v, as) => {
    new kplus.Deployment(scope, 'web', web).scheduling.assign(kplus.Node.named(as.text(v.node)));
  }),

  define(
    'pods that bear taints',
    {
      value: dnsName('gpu', 'Value'),
      evict: seconds(120, 'Seconds'),
      effect: oneOf(['NoSchedule', 'PreferNoSchedule'], 'NoSchedule', 'Effect'),
    },
    (scope, v, as) => {
      const deployment = new kplus.Deployment(scope, 'web', web);
      deployment.scheduling.tolerate(
        kplus.Node.tainted(
          kplus.NodeTaintQuery.is('kind', as.text(v.value), { effect: as.choice(v.effect, kplus.TaintEffect) }),
        ),
      );
      deployment.scheduling.tolerate(
        kplus.Node.tainted(
          kplus.NodeTaintQuery.exists('old', {
            effect: kplus.TaintEffect.NO_EXECUTE,
            evictAfter: as.duration(v.evict),
          }),
        ),
      );
    },
  ),

  define('pods that are spread', { weight, enabled }, (scope, v, as) => {
    const deployment = new kplus.Deployment(scope, 'web', { ...web, spread: true });
    deployment.scheduling.spread({ topology: kplus.Topology.ZONE, weight: as.count(v.weight) });
    as.where(deployment, v.enabled);
  }),
];
