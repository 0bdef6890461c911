import { objectNameOrNothing } from '../../../core/kubernetes/value-forms';
import { Construct } from 'constructs';
import { and, entries, isSet, orElse, string, text, toggle, when, type Expression } from '../../../core/values';
import { construct, refsOf } from '../arguments';
import { componentName } from '../names';
import { ingressFields, ingressOf, routes } from './ingress';
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
          ownAnnotations: '^cert-manager\\.io/cluster-issuer$',
          hosts,
        }),
        tls: toggle(
          tls,
          {
            secretName: string(
              '',
              'Secret with the certificate; empty means the name of the Ingress and -tls',
              objectNameOrNothing,
            ),
            clusterIssuer: string(
              clusterIssuer,
              'ClusterIssuer of cert-manager that fills the Secret; empty means that somebody else does',
              objectNameOrNothing,
            ),
          },
          'HTTPS for all hosts',
        ),
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
    const secretName = orElse(values.tls.secretName, text`${name}-tls`);
    ingressOf(this, {
      name,
      values,
      routes: props.routes,
      annotations: entries(
        when<{ readonly [key: string]: string | Expression<string> }>(
          and(values.tls.enabled, isSet(values.tls.clusterIssuer)),
          { 'cert-manager.io/cluster-issuer': values.tls.clusterIssuer },
        ),
      ),
      tls: [when(values.tls.enabled, { hosts: values.hosts, secretName })],
      isHttps: values.tls.enabled,
    });
  }
}
