import type { NetworkPolicyIngressRule, NetworkPolicyPeer } from '../../../imports/k8s';
import { Expression, isSet, or, when, type Templated } from '../../core/values';
import * as is from '../../core/values/argument';

/** A rule that lets peers in. One that names nobody would let everybody in, and so is there only where a peer is. */
export function ruleFor(
  peers: readonly Templated<NetworkPolicyPeer>[],
  port: string,
): Templated<NetworkPolicyIngressRule> {
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

export const aPeer = is.eitherOf(is.mapLike('a peer of a network policy, such as service.peer'), is.anExpression);
