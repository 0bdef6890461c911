import { Construct } from 'constructs';
import {
  and,
  entries,
  equals,
  fullname,
  integer,
  isSet,
  join,
  object,
  oneOf,
  or,
  string,
  text,
  toggle,
  when,
  type Expression,
} from '../../../core/values';
import { construct, refsOf } from '../../workloads/arguments';
import { ingressFields, ingressOf, routes } from '../../workloads/exposure/ingress';
import { certificates, issuer, issuerAnnotation, tlsFields } from '../../workloads/exposure/ingress-tls';
import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';
import type { Named } from '../../workloads/trait';

/** Annotations that the chart sets itself while the class is `alb`. */
const ownAnnotations =
  '^external-dns\\.alpha\\.kubernetes\\.io/hostname$|^alb\\.ingress\\.kubernetes\\.io/(scheme|target-type|listen-ports|certificate-arn|ssl-redirect|load-balancer-attributes)$';

/** `ingress.*`, for the AWS Load Balancer Controller or any other ingress controller. */
export const albIngressValues = checked('albIngressValues(enabled)', [is.aBoolean], (enabled: boolean) =>
  toggle(
    enabled,
    {
      ...ingressFields({
        className: 'alb',
        aboutClass: 'Ingress class; the values under alb matter for "alb" only; empty means the default class',
        annotations: {},
        aboutAnnotations: 'Annotations of the Ingress beside those that follow from alb',
        ownAnnotations: `${ownAnnotations}|${issuerAnnotation}`,
        hosts: [],
      }),
      ...tlsFields(false),
      alb: object(
        {
          scheme: oneOf(['internet-facing', 'internal'], 'internet-facing', 'Who can reach the load balancer'),
          certificateArn: string('', 'ARN of the ACM certificate; with it HTTPS is on and HTTP is redirected', {
            pattern: '^(arn:aws[a-z-]*:acm:[-A-Za-z0-9:/]+)?$',
          }),
          idleTimeoutSeconds: integer(300, 'Seconds that an idle connection, such as a WebSocket, stays open', {
            minimum: 1,
            maximum: 4000,
          }),
        },
        'Settings of the AWS Application Load Balancer',
      ),
    },
    'Exposure to the outside',
  ),
);

const albIngressTakes = construct('AlbIngress', {
  values: refsOf(albIngressValues, 'enabled', 'className', 'hosts', 'tls', 'alb'),
  /** Path prefixes and who answers them; longer prefixes first. */
  routes,
  /** Whether external-dns makes the host names. @default false */
  externalDns: is.maybe(is.aBoolean),
});
export interface AlbIngressProps extends Named<Parameters<typeof albIngressTakes>[2]> {}

/** The way in from outside: an Ingress for an Application Load Balancer with pods as targets. */
export class AlbIngress extends Construct {
  constructor(scope: Construct, id: string, props: AlbIngressProps) {
    albIngressTakes(scope, id, props);
    super(scope, id);
    const { values } = props;
    const isAlbHttps = and(isAlb(values), isSet(values.alb.certificateArn));
    ingressOf(this, {
      name: fullname,
      values,
      routes: props.routes,
      annotations: {
        ...issuer(values.tls),
        ...entries(when(isAlb(values), albAnnotations(values))),
        ...entries(when(isAlbHttps, httpsAnnotations(values))),
        ...(props.externalDns ? entries(when(isSet(values.hosts), hostNames(values))) : {}),
      },
      tls: certificates(fullname, values),
      isHttps: or(values.tls.enabled, isSet(values.extraTls), isAlbHttps),
    });
  }
}

const isAlb = (values: AlbIngressProps['values']): Expression<boolean> => equals(values.className, 'alb');

const hostNames = ({ hosts }: AlbIngressProps['values']) => ({
  'external-dns.alpha.kubernetes.io/hostname': join(hosts, ','),
});

const albAnnotations = ({ alb }: AlbIngressProps['values']) => ({
  'alb.ingress.kubernetes.io/scheme': alb.scheme,
  'alb.ingress.kubernetes.io/target-type': 'ip',
  'alb.ingress.kubernetes.io/load-balancer-attributes': text`idle_timeout.timeout_seconds=${alb.idleTimeoutSeconds}`,
});

const httpsAnnotations = ({ alb }: AlbIngressProps['values']) => ({
  'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
  'alb.ingress.kubernetes.io/ssl-redirect': '443',
  'alb.ingress.kubernetes.io/certificate-arn': alb.certificateArn,
});
