import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { NetworkPolicyIngressRule, NetworkPolicyPeer } from '../../../imports/k8s';
import { conditionBeside } from '../../core/manifest';
import { Expression, isSet, or, when, type Templated } from '../../core/values';
import * as is from '../../core/values/argument';
import { isPlusPeer, peersOf, type PlusPeer } from './cdk8s-plus';

/** A rule that lets peers in. One that names nobody would let everybody in, and so is there only where a peer is. */
export function ruleFor(
  peers: readonly Templated<NetworkPolicyPeer>[],
  port: string,
): Templated<NetworkPolicyIngressRule> {
  const [only] = peers;
  if (peers.length === 1 && only instanceof Expression && only.node.kind === 'when') {
    return when(only.node.condition, ruleFor([only.node.tree as Templated<NetworkPolicyPeer>], port));
  }
  const rule: NetworkPolicyIngressRule = { from: peers, ports: [{ port, protocol: 'TCP' }] };
  const conditions = peers.map(isThere);
  const isAnyThere = conditions.every((condition) => condition !== undefined) && !isCertain(conditions);
  return isAnyThere ? when(or(...conditions), rule) : rule;
}

/** Whether a peer is there; undefined for one that always is. */
function isThere(peer: Templated<NetworkPolicyPeer>): Expression<boolean> | undefined {
  if (!(peer instanceof Expression)) return undefined;
  const { node } = peer;
  if (node.kind === 'when') return node.condition;
  return node.kind === 'items' || node.kind === 'each'
    ? isSet(node.kind === 'items' ? node.list : node.source)
    : undefined;
}

/** Whether one of two opposite conditions is among them. */
const isCertain = (conditions: readonly Expression<boolean>[]): boolean =>
  conditions.some(({ node }) => node.kind === 'not' && conditions.includes(node.operand));

/** Who may be let in: as Kubernetes says it, a workload, or pods, namespaces and addresses of cdk8s-plus. */
export type Peer = Templated<NetworkPolicyPeer> | PlusPeer;

export const aPeer: is.Kind<Peer> = {
  ...is.eitherOf(
    is.mapLike<NetworkPolicyPeer>('a workload or a peer of a network policy'),
    is.expressionOf<NetworkPolicyPeer>(),
  ),
  inside: (peer: Peer, place) =>
    is.aConstruct.holds(peer) && !is.anExpression.holds(peer) && !isPlusPeer(peer)
      ? [{ place, message: 'is a construct that has no pods', remedy: 'Give the workload whose pods are meant.' }]
      : [],
};

/**
 * Peers as Kubernetes has them, for a policy of a construct. One that is there under a condition is a peer under that condition.
 *
 * @param namespace of the policy. Default: that of the construct's chart
 */
export const peersFor = (
  construct: IConstruct,
  peers: readonly Peer[],
  namespace = Chart.of(construct).namespace,
): Templated<NetworkPolicyPeer>[] =>
  peers.flatMap((peer) => {
    if (!isPlusPeer(peer)) return [peer];
    const known = peersOf(peer, namespace);
    const condition = Construct.isConstruct(peer) ? conditionBeside(peer, construct) : undefined;
    return condition ? known.map((each) => when(condition, each)) : known;
  });

/** Whether a peer is, or may be, outside of the release: an address, another namespace, or what users say. */
export function isFromOutside(peer: Peer): boolean {
  if (peer instanceof Expression) return true;
  const known = isPlusPeer(peer) ? peersOf(peer, undefined) : [peer];
  return known.some(({ ipBlock, namespaceSelector }) => ipBlock !== undefined || namespaceSelector !== undefined);
}
