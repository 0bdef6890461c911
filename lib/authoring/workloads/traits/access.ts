import { Lazy } from 'cdk8s';
import {
  KubeNetworkPolicy,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
  type NetworkPolicySpec,
} from '../../../../imports/k8s';
import { ApplyPhase, Condition } from '../../../core/manifest';
import { items, toggle, type Expression } from '../../../core/values';
import { aBoolean, maybe } from '../../../core/values/argument';
import { kubernetesList } from '../blocks';
import { trait, type Bearer } from '../trait';

export interface AccessDefaults {
  /** @default on */
  readonly networkPolicy?: boolean;
}

/** Every pod must be able to look up names. */
const lookUps: NetworkPolicyEgressRule = {
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

/** A list as it is when the object is resolved: the rules grow while the chart is built. */
const grown = <T>(produce: () => T[]): T[] => Lazy.any({ produce }) as T[];

function policy(workload: Bearer, enabled: Expression<boolean>, rules: Omit<NetworkPolicySpec, 'podSelector'>): void {
  const made = new KubeNetworkPolicy(workload, 'networkpolicy', {
    metadata: workload.metadata,
    spec: { podSelector: { matchLabels: workload.selector }, ...rules },
  });
  ApplyPhase.of(made).set('operation');
  Condition.of(made).when(enabled);
}

const ingressList = (whom: string) =>
  kubernetesList<NetworkPolicyIngressRule>(
    'networking.v1.NetworkPolicyIngressRule',
    [],
    `Who else may reach the ${whom}`,
  );

/** Who may reach the pods, and what they may reach: nothing but what constructs say to each other, and what users add. */
export const access = trait({
  defaults: { networkPolicy: maybe(aBoolean) },
  fields: ({ networkPolicy = true }: AccessDefaults) => ({
    networkPolicy: toggle(
      networkPolicy,
      {
        extraIngress: ingressList('pods'),
        extraEgress: kubernetesList<NetworkPolicyEgressRule>(
          'networking.v1.NetworkPolicyEgressRule',
          [],
          'What else the pods may reach',
        ),
      },
      'Only the traffic that the system needs',
    ),
  }),
  apply: (workload, { networkPolicy: { enabled, extraIngress, extraEgress } }) => {
    const { ingress, egress } = workload.rules;
    egress.push(lookUps);
    policy(workload, enabled, {
      policyTypes: ['Ingress', 'Egress'],
      ingress: grown(() => [...ingress, ...items(extraIngress)]),
      egress: grown(() => [...egress, ...items(extraEgress)]),
    });
    return {};
  },
});

/** Who may reach the pod: the clients that are named. What it reaches itself is its own affair. */
export const clients = trait({
  defaults: { networkPolicy: maybe(aBoolean) },
  fields: ({ networkPolicy = true }: AccessDefaults) => ({
    networkPolicy: toggle(
      networkPolicy,
      { extraIngress: ingressList('pod') },
      'Only the clients that the system knows',
    ),
  }),
  apply: (workload, { networkPolicy: { enabled, extraIngress } }) => {
    const { ingress } = workload.rules;
    policy(workload, enabled, {
      policyTypes: ['Ingress'],
      ingress: grown(() => [...ingress, ...items(extraIngress)]),
    });
    return {};
  },
});

/** Pods that reach nothing, and that those who are named may reach. */
export const readers = trait({
  fields: () => ({ networkPolicy: toggle(true, {}, 'Only Prometheus may read') }),
  apply: (workload, { networkPolicy: { enabled } }) => {
    const { ingress } = workload.rules;
    policy(workload, enabled, { policyTypes: ['Ingress', 'Egress'], ingress: grown(() => [...ingress]) });
    return {};
  },
});
