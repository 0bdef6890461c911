import * as is from '../../../core/values/argument';
import { aBlock } from '../arguments';
import { restrictedBlock, type Block } from '../blocks';
import { trait, type Named } from '../trait';

const optional = is.maybe(aBlock);

/** Of these one success is enough. */
const oneSuccess = { properties: { successThreshold: { maximum: 1 } } };
const stopsNothing = {
  errorMessage: 'has terminationGracePeriodSeconds, but a readiness probe stops nothing',
  not: { required: ['terminationGracePeriodSeconds'] },
};

const probe = (when: string, value: Block, rule: object) =>
  restrictedBlock('core.v1.Probe', value, `${when}; enabled: false switches it off`, [rule]);

const fields = (
  isReady: string,
  { liveness = {}, readiness = {}, startup = {} }: { readonly [probe: string]: Block },
) => ({
  /** When the container is restarted; `enabled: false` switches it off. */
  livenessProbe: probe('When the container is restarted', liveness, oneSuccess),
  /** When the pod counts as ready and gets requests; `enabled: false` switches it off. */
  readinessProbe: probe(isReady, readiness, stopsNothing),
  /** When the other probes begin; `enabled: false` switches it off. */
  startupProbe: probe('When the other probes begin', startup, oneSuccess),
});

const probesDeclared = trait({
  defaults: {
    /** How it is found out that the main container works. */
    probes: is.propsOf({
      /** Whether the container is restarted: http(), exec(), ... */
      liveness: aBlock,
      /** Whether the pod gets requests: http(), exec(), ... */
      readiness: aBlock,
      /** Whether the other two begin. @default none: they begin at once */
      startup: optional,
    }),
  },
  fields: (defaults) => fields('When the pod gets requests', defaults.probes),
  apply: (_, { livenessProbe, readinessProbe, startupProbe }) => ({
    container: { livenessProbe, readinessProbe, startupProbe },
  }),
});

export interface ProbesTrait extends Named<typeof probesDeclared> {}

/** Probes of what answers requests. */
export const probes: ProbesTrait = probesDeclared;

const optionalProbesDeclared = trait({
  defaults: {
    /** How it is found out that the main container works. @default none */
    probes: is.maybe(
      is.propsOf({
        /** Whether the container is restarted: exec(), http(), ... @default never */
        liveness: optional,
        /** Whether the pod counts as ready. @default as soon as it runs */
        readiness: optional,
        /** Whether the other two begin. @default none: they begin at once */
        startup: optional,
      }),
    ),
  },
  fields: (defaults) => fields('When the pod counts as ready', defaults.probes ?? {}),
  apply: (_, { livenessProbe, readinessProbe, startupProbe }) => ({
    container: { livenessProbe, readinessProbe, startupProbe },
  }),
});

export interface OptionalProbesTrait extends Named<typeof optionalProbesDeclared> {}

/** Probes of what may have none, since nobody waits for an answer. */
export const optionalProbes: OptionalProbesTrait = optionalProbesDeclared;
