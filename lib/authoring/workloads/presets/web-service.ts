import type { Construct } from 'constructs';
import { deployment } from '../controllers/deployment';
import type { DefaultsOf } from '../trait';
import * as t from '../traits';
import { optionalValuesOf, type OptionalValuesOf, valuesOf, type ValuesOf } from '../values-of';
import { preset, type WorkloadProps } from '../preset';
import { Server } from '../workload';

const common = [
  t.image,
  t.scaling,
  t.resources,
  t.probes,
  t.rollout,
  t.entryPoint,
  ...t.everyPod,
  t.identity,
  t.service,
  t.budget,
  t.access,
] as const;
export const webKnobs = [...common, t.metrics] as const;
const traits = [...common, t.program, t.metrics] as const;

export interface WebServiceDefaults extends DefaultsOf<typeof webKnobs> {}

/** What users may set of a `WebService`: the same knobs under the same names in every chart. */
export const webServiceValues: ValuesOf<typeof webKnobs> = valuesOf('webServiceValues', webKnobs);

/** The same for a service that can be switched off. */
export const optionalWebServiceValues: OptionalValuesOf<typeof webKnobs> = optionalValuesOf(
  'optionalWebServiceValues',
  webKnobs,
);

/** What an author says of a `WebService`. */
export interface WebServiceProps extends WorkloadProps<typeof traits> {}

const maker = {
  name: 'webServiceValues',
  fields: ['image', 'service', 'autoscaling', 'podDisruptionBudget', 'networkPolicy'],
};
const webService = preset('WebService', maker, traits, deployment);

/**
 * A stateless service: a Deployment with a Service, a ServiceAccount, autoscaling, a disruption budget, a network policy and
 * metrics, each as far as the values switch it on.
 */
export class WebService extends Server {
  readonly values: WebServiceProps['values'];

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id, webService, props);
    this.values = props.values;
  }
}
