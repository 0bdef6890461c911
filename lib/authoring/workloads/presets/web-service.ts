import type { Construct } from 'constructs';
import { object, toggle, type Fields, type Group, type Refs, type boolean } from '../../../core/values';
import { aBoolean, aText, maybe, propsOf, takes, type Kind } from '../../../core/values/argument';
import { deployment } from '../controllers/deployment';
import { fieldsOf, kindsOf, type DefaultsOf, type FieldsOf, type PropsOf } from '../trait';
import { access } from '../traits/access';
import { budget } from '../traits/budget';
import { everyPod } from '../traits/every-pod';
import { identity } from '../traits/identity';
import { image } from '../traits/image';
import { metrics, type MetricsFields } from '../traits/metrics';
import { probes } from '../traits/probes';
import { program } from '../traits/program';
import { resources } from '../traits/resources';
import { rollout } from '../traits/rollout';
import { scaling } from '../traits/scaling';
import { service } from '../traits/service';
import { Server, preset } from '../workload';

const common = [image, scaling, resources, probes, rollout, ...everyPod, identity, service, budget, access] as const;
const traits = [...common, program, metrics] as const;

export interface WebServiceDefaults extends DefaultsOf<typeof common> {
  /** Whether metrics are read. @default there are none, and no values for them */
  readonly metrics?: boolean;
}

/** The knobs of every `WebService`. */
export type WebServiceFields = FieldsOf<typeof common>;
/** The knobs of a `WebService` that has metrics. */
export type MeasuredServiceFields = WebServiceFields & MetricsFields;
type MeasuredDefaults = WebServiceDefaults & { readonly metrics: boolean };
type Enabled = { readonly enabled: ReturnType<typeof boolean> };

/** The kinds of the defaults. */
export const webServiceKinds: { readonly [name: string]: Kind } = {
  ...kindsOf(common, 'defaults'),
  metrics: maybe(aBoolean),
};
const defaultsKind = propsOf<object>(webServiceKinds);
const valuesTake = takes('webServiceValues(defaults, description)', defaultsKind, aText);
const optionalValuesTake = takes(
  'optionalWebServiceValues(enabled, defaults, description)',
  aBoolean,
  defaultsKind,
  aText,
);

/** The fields that every `WebService` has; constructs around it add their own. */
export const webServiceFields = (defaults: WebServiceDefaults): WebServiceFields => fieldsOf(common, defaults);

const allFields = (defaults: WebServiceDefaults): Fields => ({
  ...webServiceFields(defaults),
  ...(defaults.metrics === undefined ? {} : metrics.fields({ metrics: defaults.metrics })),
});

/** What users may set of a `WebService`: the same knobs under the same names in every chart. */
export function webServiceValues(defaults: MeasuredDefaults, description: string): Group<MeasuredServiceFields>;
export function webServiceValues(defaults: WebServiceDefaults, description: string): Group<WebServiceFields>;
export function webServiceValues(defaults: WebServiceDefaults, description: string): Group {
  valuesTake(defaults, description);
  return object(allFields(defaults), description);
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
  return toggle(enabled, allFields(defaults), description);
}

export interface WebServiceProps extends PropsOf<typeof traits> {
  /** What users may set; made with `webServiceValues`. */
  readonly values: Refs<Group<WebServiceFields>> & Partial<Refs<Group<MetricsFields>>>;
}

const webService = preset(
  'WebService',
  {
    name: 'webServiceValues',
    fields: ['image', 'service', 'autoscaling', 'podDisruptionBudget', 'networkPolicy'],
  },
  traits,
  deployment,
);

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
