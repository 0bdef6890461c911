import { object, string, toggle, type Fields } from '../../../values';
import { kubernetesBlock, kubernetesList, type Block } from '../blocks';
import {
  containerValues,
  imageValues,
  podValues,
  resourceValues,
  type ImageDefaults,
  type PodDefaults,
  type ResourceDefaults,
} from '../workload-values';
import { aBoolean, aName, aText, maybe, propsOf, takes } from '../../../values/argument';
import { imageDefaults, podDefaults, probeDefaults, resourceDefaults } from '../arguments';

/** `persistence.*`: the volume of a pod. A StatefulSet cannot change it once it is there. */
export const persistenceValues = (size: string) =>
  object(
    {
      size: string(size, 'Size of the volume; it can be changed only before the first installation', {
        pattern: '^[0-9]+(Mi|Gi|Ti)$',
      }),
      storageClassName: string('', 'Storage class of the volume; empty means the default of the cluster', {
        pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$',
      }),
    },
    'The volume that holds the data',
  );

export interface StatefulServiceDefaults extends PodDefaults {
  readonly image: ImageDefaults;
  readonly resources: ResourceDefaults;
  /** Size of the volume, as `10Gi`. */
  readonly storage: string;
  readonly probes: { readonly liveness: Block; readonly readiness: Block; readonly startup?: Block };
  /** @default on */
  readonly networkPolicy?: boolean;
}

const defaultsKind = propsOf<StatefulServiceDefaults>({
  image: imageDefaults,
  resources: resourceDefaults,
  storage: aName,
  probes: probeDefaults,
  networkPolicy: maybe(aBoolean),
  ...podDefaults,
});
const fieldsTake = takes('statefulServiceFields(defaults)', defaultsKind);

/** The fields that every `StatefulService` has; constructs around it add their own. */
export const statefulServiceFields = (defaults: StatefulServiceDefaults) => {
  fieldsTake(defaults);
  return {
    image: imageValues(defaults.image),
    resources: resourceValues(defaults.resources),
    persistence: persistenceValues(defaults.storage),
    livenessProbe: kubernetesBlock('core.v1.Probe', defaults.probes.liveness, 'When the container is restarted'),
    readinessProbe: kubernetesBlock('core.v1.Probe', defaults.probes.readiness, 'When the pod gets requests'),
    startupProbe: kubernetesBlock('core.v1.Probe', defaults.probes.startup ?? {}, 'When the other probes begin'),
    ...podValues(defaults),
    ...containerValues(defaults),
    networkPolicy: toggle(
      defaults.networkPolicy ?? true,
      {
        extraIngress: kubernetesList('networking.v1.NetworkPolicyIngressRule', [], 'Who else may reach the pod'),
      },
      'Only the clients that the system knows',
    ),
  } as const satisfies Fields;
};

const valuesTake = takes('statefulServiceValues(defaults, description)', defaultsKind, aText);

/** What users may set of a `StatefulService`. */
export const statefulServiceValues = (defaults: StatefulServiceDefaults, description: string) => {
  valuesTake(defaults, description);
  return object(statefulServiceFields(defaults), description);
};
