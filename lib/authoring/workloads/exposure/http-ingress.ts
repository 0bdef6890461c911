import { Construct } from 'constructs';
import { toggle } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';
import { construct, refsOf } from '../arguments';
import type { Named } from '../trait';
import { ingressDefaults, ingressFields, ingressOf, routes } from './ingress';

const httpIngressDefaults = is.propsOf(ingressDefaults);
export type HttpIngressDefaults = is.TypeOf<typeof httpIngressDefaults>;

/** `ingress.*`, for any ingress controller; certificates from cert-manager or from Secrets. */
export const httpIngressValues = checked(
  'httpIngressValues(defaults)',
  [httpIngressDefaults],
  ({ enabled, ...defaults }: HttpIngressDefaults) =>
    toggle(enabled, ingressFields({ enabled, ...defaults }), 'Exposure to the outside by an Ingress'),
);

const httpIngressTakes = construct('HttpIngress', {
  values: refsOf(httpIngressValues, 'enabled', 'className', 'hosts', 'tls'),
  /** Path prefixes and who answers them; longer prefixes first. */
  routes,
});
export interface HttpIngressProps extends Named<Parameters<typeof httpIngressTakes>[2]> {}

/** The way in from outside through an ingress controller of the cluster. */
export class HttpIngress extends Construct {
  constructor(scope: Construct, id: string, props: HttpIngressProps) {
    httpIngressTakes(scope, id, props);
    super(scope, id);
    ingressOf(this, props);
  }
}
