import { Construct } from 'constructs';
import { isSet, or, toggle } from '../../../core/values';
import { construct, refsOf } from '../arguments';
import { componentName } from '../names';
import { ingressFields, ingressOf, routes } from './ingress';
import { certificates, issuer, issuerAnnotation, tlsFields } from './ingress-tls';
import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';
import type { Named } from '../trait';

const httpIngressDefaults = is.propsOf({
  /** Whether there is an Ingress. */
  enabled: is.aBoolean,
  /** IngressClass of the controller that serves it. @default the default class of the cluster */
  className: is.maybe(is.aText),
  /** Host names that lead to it. @default any */
  hosts: is.maybe(is.listOf(is.aName)),
  /** Annotations of the Ingress. @default none */
  annotations: is.maybe(is.mapOf(is.aText)),
  /** Whether the hosts have a certificate. @default false */
  tls: is.maybe(is.aBoolean),
  /** ClusterIssuer of cert-manager that makes the certificate. @default none */
  clusterIssuer: is.maybe(is.aText),
});
export type HttpIngressDefaults = is.TypeOf<typeof httpIngressDefaults>;

/** `ingress.*`, for any ingress controller; certificates from cert-manager or from a Secret. */
export const httpIngressValues = checked(
  'httpIngressValues(defaults)',
  [httpIngressDefaults],
  ({ enabled, className = '', hosts = [], annotations = {}, tls = false, clusterIssuer = '' }: HttpIngressDefaults) =>
    toggle(
      enabled,
      {
        ...ingressFields({
          className,
          aboutClass: 'Ingress class; empty means the default class',
          annotations,
          aboutAnnotations: 'Annotations of the Ingress',
          ownAnnotations: issuerAnnotation,
          hosts,
        }),
        ...tlsFields(tls, clusterIssuer),
      },
      'Exposure to the outside by an Ingress',
    ),
);

const httpIngressTakes = construct('HttpIngress', {
  values: refsOf(httpIngressValues, 'enabled', 'className', 'hosts', 'tls'),
  routes,
});
export interface HttpIngressProps extends Named<Parameters<typeof httpIngressTakes>[2]> {}

/** The way in from outside through an ingress controller of the cluster. */
export class HttpIngress extends Construct {
  constructor(scope: Construct, id: string, props: HttpIngressProps) {
    httpIngressTakes(scope, id, props);
    super(scope, id);
    const { values } = props;
    const name = componentName(scope, id);
    ingressOf(this, {
      name,
      values,
      routes: props.routes,
      annotations: issuer(values.tls),
      tls: certificates(name, values),
      isHttps: or(values.tls.enabled, isSet(values.extraTls)),
    });
  }
}
