import { Lazy } from 'cdk8s';
import {
  KubeNetworkPolicy,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
  type NetworkPolicySpec,
} from '../../../../imports/k8s';
import { ApplyPhase, Condition } from '../../../core/manifest';
import { items, or, toggle, when, type Expression, type Templated } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { kubernetesList } from '../blocks';
import { exposuresOf } from '../exposures';
import { trait, type Bearer, type Named } from '../trait';

/** Every pod must be able to look up names. */
const lookUps: NetworkPolicyEgressRule = {
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

/** A list as it is when the object is resolved: the rules grow while the chart is built. */
const lazyList = <T>(produce: () => T[]): T[] => Lazy.any({ produce }) as T[];

/**
 * What an Ingress or a route leads to lets everybody in while it does, unless the author names who may come: from where its traffic
 * comes is known to the cluster alone.
 */
function forAll(workload: Bearer): Templated<NetworkPolicyIngressRule>[] {
  const exposures = exposuresOf(workload);
  const { port, isGuarded } = workload.rules;
  if (isGuarded || port === undefined || exposures.length === 0) return [];
  return [when(or(...exposures), { ports: [{ port, protocol: 'TCP' }] })];
}

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

const defaults = {
  /** Whether there is a network policy. @default on, but for Jobs */
  networkPolicy: is.maybe(is.aBoolean),
};

/** What is so of workloads that say both who reaches them and what they reach. */
interface Limits {
  /** Whether the policy is there where neither the system nor users say anything. */
  readonly isOn: boolean;
  /** What it lets through, for the documentation. */
  readonly what: string;
  /** What the pods may reach whatever constructs say. */
  readonly always: readonly NetworkPolicyEgressRule[];
}

const limited = ({ isOn, what, always }: Limits) =>
  trait({
    defaults,
    fields: ({ networkPolicy = isOn }) => ({
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
        what,
      ),
    }),
    apply: (workload, { networkPolicy: { enabled, extraIngress, extraEgress } }) => {
      const { ingress, egress } = workload.rules;
      egress.push(...always);
      policy(workload, enabled, {
        policyTypes: ['Ingress', 'Egress'],
        ingress: lazyList(() => [...ingress, ...forAll(workload), ...items(extraIngress)]),
        egress: lazyList(() => [...egress, ...items(extraEgress)]),
      });
      return {};
    },
  });

const needed = 'Only the traffic that the system needs';

const accessDeclared = limited({ isOn: true, what: needed, always: [lookUps] });

export interface AccessTrait extends Named<typeof accessDeclared> {}

/** Who may reach the pods, and what they may reach: nothing but what constructs say to each other, and what users add. */
export const access: AccessTrait = accessDeclared;

const jobAccessDeclared = limited({ isOn: false, what: needed, always: [lookUps] });

export interface JobAccessTrait extends Named<typeof jobAccessDeclared> {}

/** The same of the pods of Jobs, off unless somebody says otherwise: what they reach is known to their image alone. */
export const jobAccess: JobAccessTrait = jobAccessDeclared;

const readersDeclared = limited({ isOn: true, what: 'Only Prometheus may read', always: [] });

export interface ReadersTrait extends Named<typeof readersDeclared> {}

/** Pods that reach nothing, and that those who are named may reach. */
export const readers: ReadersTrait = readersDeclared;

const clientsDeclared = trait({
  defaults,
  fields: ({ networkPolicy = true }) => ({
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
      ingress: lazyList(() => [...ingress, ...forAll(workload), ...items(extraIngress)]),
    });
    return {};
  },
});

export interface ClientsTrait extends Named<typeof clientsDeclared> {}

/** Who may reach the pod: the clients that are named. What it reaches itself is its own affair. */
export const clients: ClientsTrait = clientsDeclared;
