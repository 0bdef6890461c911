import { boolean, integer, object, toggle, type Fields, type Group } from '../../../values';
import { kubernetesBlock, kubernetesList, type Block } from '../blocks';
import {
  autoscalingValues,
  containerValues,
  disruptionBudgetValues,
  imageValues,
  metricsValues,
  podValues,
  resourceValues,
  serviceAccountValues,
  serviceValues,
  type AutoscalingDefaults,
  type ImageDefaults,
  type PodDefaults,
  type ResourceDefaults,
} from '../workload-values';
import { aBoolean, aText, aWholeNumber, maybe, propsOf, takes, wordOf } from '../../../values/argument';
import { aBlock, autoscalingDefaults, imageDefaults, podDefaults, probeDefaults, resourceDefaults } from '../arguments';

export interface WebServiceDefaults extends PodDefaults {
  readonly image: ImageDefaults;
  readonly replicaCount: number;
  readonly resources: ResourceDefaults;
  readonly probes: { readonly liveness: Block; readonly readiness: Block; readonly startup?: Block };
  readonly service: { readonly port: number; readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' };
  /** @default off; 1 to 5 pods at 80 % when switched on */
  readonly autoscaling?: AutoscalingDefaults;
  /** @default surge 1, unavailable 0: a rollout never takes capacity away */
  readonly strategy?: Block;
  /** @default on */
  readonly podDisruptionBudget?: boolean;
  /** @default on */
  readonly networkPolicy?: boolean;
  /** Whether they are read. @default there are none, and no values for them */
  readonly metrics?: boolean;
}

/** The knobs of every `WebService`. */
export type WebServiceFields = ReturnType<typeof commonFields>;
/** The knobs of a `WebService` that has metrics. */
export type MeasuredServiceFields = WebServiceFields & { readonly metrics: ReturnType<typeof metricsValues> };
type MeasuredDefaults = WebServiceDefaults & { readonly metrics: boolean };
type Enabled = { readonly enabled: ReturnType<typeof boolean> };

const serviceTypes = wordOf(['ClusterIP', 'NodePort', 'LoadBalancer']);
const defaultsKind = propsOf<WebServiceDefaults>({
  image: imageDefaults,
  replicaCount: aWholeNumber,
  resources: resourceDefaults,
  probes: probeDefaults,
  service: propsOf<WebServiceDefaults['service']>({ port: aWholeNumber, type: maybe(serviceTypes) }),
  autoscaling: maybe(autoscalingDefaults),
  strategy: maybe(aBlock),
  podDisruptionBudget: maybe(aBoolean),
  networkPolicy: maybe(aBoolean),
  metrics: maybe(aBoolean),
  ...podDefaults,
});
const valuesTake = takes('webServiceValues(defaults, description)', defaultsKind, aText);
const optionalValuesTake = takes(
  'optionalWebServiceValues(enabled, defaults, description)',
  aBoolean,
  defaultsKind,
  aText,
);

/** What users may set of a `WebService`: the same knobs under the same names in every chart. */
export function webServiceValues(defaults: MeasuredDefaults, description: string): Group<MeasuredServiceFields>;
export function webServiceValues(defaults: WebServiceDefaults, description: string): Group<WebServiceFields>;
export function webServiceValues(defaults: WebServiceDefaults, description: string): Group {
  valuesTake(defaults, description);
  return object(webServiceFields(defaults), description);
}

/** The same for a service that can be switched off. */
export function optionalWebServiceValues(
  enabled: boolean,
  defaults: MeasuredDefaults,
  description: string,
): Group<Enabled & MeasuredServiceFields>;
export function optionalWebServiceValues(
  enabled: boolean,
  defaults: WebServiceDefaults,
  description: string,
): Group<Enabled & WebServiceFields>;
export function optionalWebServiceValues(enabled: boolean, defaults: WebServiceDefaults, description: string): Group {
  optionalValuesTake(enabled, defaults, description);
  return toggle(enabled, webServiceFields(defaults), description);
}

const webServiceFields = (defaults: WebServiceDefaults): Fields => ({
  ...commonFields(defaults),
  ...(defaults.metrics === undefined ? {} : { metrics: metricsValues(defaults.metrics) }),
});

export const commonFields = (defaults: WebServiceDefaults) => {
  const { autoscaling = { enabled: false, minReplicas: 1, maxReplicas: 5, targetCPUUtilizationPercentage: 80 } } =
    defaults;
  return {
    image: imageValues(defaults.image),
    replicaCount: integer(defaults.replicaCount, 'Number of pods while autoscaling is off'),
    autoscaling: autoscalingValues(autoscaling),
    resources: resourceValues(defaults.resources),
    livenessProbe: kubernetesBlock('core.v1.Probe', defaults.probes.liveness, 'When the container is restarted'),
    readinessProbe: kubernetesBlock('core.v1.Probe', defaults.probes.readiness, 'When the pod gets requests'),
    startupProbe: kubernetesBlock('core.v1.Probe', defaults.probes.startup ?? {}, 'When the other probes begin'),
    updateStrategy: kubernetesBlock(
      'apps.v1.DeploymentStrategy',
      defaults.strategy ?? { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      'How a new version replaces the old one',
    ),
    ...podValues(defaults),
    ...containerValues(defaults),
    serviceAccount: serviceAccountValues(),
    service: serviceValues(defaults.service.port, defaults.service.type),
    podDisruptionBudget: disruptionBudgetValues(defaults.podDisruptionBudget ?? true),
    networkPolicy: toggle(
      defaults.networkPolicy ?? true,
      {
        extraIngress: kubernetesList('networking.v1.NetworkPolicyIngressRule', [], 'Who else may reach the pods'),
        extraEgress: kubernetesList('networking.v1.NetworkPolicyEgressRule', [], 'What else the pods may reach'),
      },
      'Only the traffic that the system needs',
    ),
  };
};
