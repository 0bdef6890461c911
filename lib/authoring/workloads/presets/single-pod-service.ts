import type { Construct } from 'constructs';
import { deployment } from '../controllers/deployment';
import { http, type ProbeTimes } from '../probes';
import type { DefaultsOf } from '../trait';
import * as t from '../traits';
import { optionalValuesOf, type OptionalValuesOf, valuesOf, type ValuesOf } from '../values-of';
import { preset, type WorkloadProps } from '../preset';
import { Server } from '../workload';

const common = [
  t.image,
  t.resources,
  t.probes,
  t.rollout,
  t.entryPoint,
  ...t.everyPod,
  t.identity,
  t.service,
  t.access,
] as const;
export const singlePodKnobs = [...common, t.metrics] as const;
export const singlePodTraits = [t.onePod, ...common, t.program, t.metrics] as const;

export interface SinglePodServiceDefaults extends DefaultsOf<typeof singlePodKnobs> {}

/** What users may set of a `SinglePodService`: what they may of a `WebService`, but for the number of pods and how it changes. */
export const singlePodServiceValues: ValuesOf<typeof singlePodKnobs> = valuesOf(
  'singlePodServiceValues',
  singlePodKnobs,
);

/** The same for a service that can be switched off. */
export const optionalSinglePodServiceValues: OptionalValuesOf<typeof singlePodKnobs> = optionalValuesOf(
  'optionalSinglePodServiceValues',
  singlePodKnobs,
);

/** What an author says of a `SinglePodService`. */
export interface SinglePodServiceProps extends WorkloadProps<typeof singlePodTraits> {}

const maker = { name: 'singlePodServiceValues', fields: ['image', 'service', 'networkPolicy'] };
const singlePodService = preset('SinglePodService', maker, singlePodTraits, deployment);

/**
 * A service of which one pod is enough, or of which two would be wrong, such as an exporter or a user interface for those who run the
 * system: a Deployment of one pod with a Service, a ServiceAccount and a network policy. It has neither an autoscaler nor a
 * disruption budget.
 */
export class SinglePodService extends Server {
  readonly values: SinglePodServiceProps['values'];

  constructor(scope: Construct, id: string, props: SinglePodServiceProps) {
    super(scope, id, singlePodService, props);
    this.values = props.values;
  }
}

/** What users may set of an app in the browser for people who look into a database. */
export const managementKnobs = (what: string) => [t.switchable(what), ...singlePodKnobs] as const;

/** The port and the probes of such a service; a path tells whether it works. */
export const watchedAt = (
  port: number,
  path: string,
  times: { readonly [P in 'liveness' | 'readiness']: ProbeTimes },
) => ({
  probes: { liveness: http(path, times.liveness), readiness: http(path, times.readiness) },
  service: { port },
});
