import { maybe, propsOf } from '../../../core/values/argument';
import { aBlock } from '../arguments';
import { kubernetesBlock, type Block } from '../blocks';
import { trait } from '../trait';

/** How it is found out that the main container works. */
export interface ProbeDefaults {
  readonly liveness: Block;
  readonly readiness: Block;
  /** @default none: the other two begin at once */
  readonly startup?: Block;
}

const probeFields = ({ liveness = {}, readiness = {}, startup = {} }: Partial<ProbeDefaults>, isReady: string) => ({
  livenessProbe: kubernetesBlock('core.v1.Probe', liveness, 'When the container is restarted'),
  readinessProbe: kubernetesBlock('core.v1.Probe', readiness, isReady),
  startupProbe: kubernetesBlock('core.v1.Probe', startup, 'When the other probes begin'),
});

/** Probes of what answers requests. */
export const probes = trait({
  defaults: {
    probes: propsOf<ProbeDefaults>({ liveness: aBlock, readiness: aBlock, startup: maybe(aBlock) }),
  },
  fields: (defaults: { readonly probes: ProbeDefaults }) => probeFields(defaults.probes, 'When the pod gets requests'),
  apply: (_, { livenessProbe, readinessProbe, startupProbe }) => ({
    container: { livenessProbe, readinessProbe, startupProbe },
  }),
});

/** Probes of what may have none, since nobody waits for an answer. */
export const optionalProbes = trait({
  defaults: {
    probes: maybe(
      propsOf<Partial<ProbeDefaults>>({ liveness: maybe(aBlock), readiness: maybe(aBlock), startup: maybe(aBlock) }),
    ),
  },
  /** @default none */
  fields: (defaults: { readonly probes?: Partial<ProbeDefaults> }) =>
    probeFields(defaults.probes ?? {}, 'When the pod counts as ready'),
  apply: (_, { livenessProbe, readinessProbe, startupProbe }) => ({
    container: { livenessProbe, readinessProbe, startupProbe },
  }),
});
