import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { KubeNetworkPolicy, type NetworkPolicyPeer, type NetworkPolicyPort } from '../../../imports/k8s';
import { kubernetesList } from '../../authoring/workloads/blocks';
import { systemsOf } from '../../program/app';
import { HelmChart } from '../manifest';
import { items, values, type Json, type JsonObject, type Refs } from '../values';
import { isPart, network } from '../validation/networks';
import { brokenGuards } from './broken';
import { networkBitsHelper } from './policy-helpers';

const policyValues = values({
  peers: kubernetesList<NetworkPolicyPeer>('networking.v1.NetworkPolicyPeer', [], 'Who may come'),
  ports: kubernetesList<NetworkPolicyPort>('networking.v1.NetworkPolicyPort', [], 'To which ports'),
});

type Rules = Pick<Refs<typeof policyValues>, 'peers' | 'ports'>;

const inIngress = ({ peers, ports }: Rules): object => ({ ingress: [{ from: items(peers), ports: items(ports) }] });

function told(given: JsonObject, rules: (values: Rules) => object = inIngress): readonly string[] {
  const chart = new HelmChart(new App(), 'shop', {
    values: policyValues,
    environments: { test: { values: {} } },
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop',
  });
  const { peers, ports } = chart.values;
  new KubeNetworkPolicy(chart, 'policy', {
    metadata: { name: 'policy' },
    spec: { podSelector: {}, ...rules({ peers, ports }) },
  });
  const { guards = [] } = systemsOf(chart.node.root as App)[0]!.definition;
  const release = {
    values: { peers: [], ports: [], ...given },
    release: { name: 'shop', namespace: 'here' },
    chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
  };
  return brokenGuards(guards, release, '').map(({ message }) => message);
}

test('peers that are a value of their own are held to their networks', () => {
  const peers = (except: string): Json => [{ podSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8', except: [except] } }];
  expect(told({ peers: peers('10.1.0.0/16') })).toEqual([]);
  expect(told({ peers: peers('11.1.0.0/16') })).toEqual([
    'peers[1].ipBlock.except[0]: 11.1.0.0/16 is not part of 10.0.0.0/8',
  ]);
});

test('ports that are a value of their own are held to their ranges', () => {
  expect(told({ ports: [{ port: 80, endPort: 80 }] })).toEqual([]);
  expect(told({ ports: [{ port: 80, endPort: 79 }] })).toEqual(['ports[0].endPort: 79 is less than port, 80']);
});

test.each<[string, (values: Rules) => object]>([
  ['are the whole lists', ({ peers, ports }) => ({ ingress: [{ from: peers, ports }] })],
  [
    'stand behind those of the chart',
    ({ peers, ports }) => ({
      ingress: [{ from: [{ podSelector: {} }, ...items(peers)], ports: [{ port: 1 }, ...items(ports)] }],
    }),
  ],
  ['are whole lists of what pods reach', ({ peers, ports }) => ({ egress: [{ to: peers, ports }] })],
  [
    'stand behind others of the chart that pods reach',
    ({ peers, ports }) => ({
      egress: [{}, { to: [{ podSelector: {} }, ...items(peers)], ports: [{ port: 1 }, ...items(ports)] }],
    }),
  ],
])('peers and ports that %s are held to networks and ranges', (_title, rules) => {
  const peers = (cidr: string): Json => [{ ipBlock: { cidr, except: ['10.0.0.0/9'] } }];
  expect(told({ peers: peers('10.0.0.0/8'), ports: [{ port: 80, endPort: 80 }] }, rules)).toEqual([]);
  expect(told({ peers: peers('11.0.0.0/8'), ports: [{ port: 80, endPort: 79 }] }, rules)).toEqual([
    'peers[0].ipBlock.except[0]: 10.0.0.0/9 is not part of 11.0.0.0/8',
    'ports[0].endPort: 79 is less than port, 80',
  ]);
});

test.each([
  ['10.0.0.0/8', '10.1.0.0/16'],
  ['010.0.0.0/08', '10.255.255.255/032'],
  ['0.0.0.0/0', '128.0.0.0/1'],
  ['10.0.0.0/8', '10.1.0.0/8'],
  ['10.0.0.0/9', '10.128.0.0/10'],
  ['::/0', 'FE80::/10'],
  ['2001:db8::/33', '2001:DB8:7fff:ffff::1/128'],
  ['2001:db8::/33', '2001:db8:8000::/34'],
  ['1:2:3:4:5:6:7:8/127', '1:2:3:4:5:6:7:8/128'],
  ['::/0', '10.0.0.0/8'],
])('the bits of networks tell whether %s has a part %s', (outer, inner) => {
  const facts = {} as never;
  const [whole, part] = [outer, inner].map((each) => String(networkBitsHelper.evaluate(facts, { network: each })));
  expect(part !== whole && part!.startsWith(whole!)).toBe(isPart(network(inner), network(outer)!));
});
