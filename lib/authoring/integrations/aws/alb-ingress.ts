import { Construct } from 'constructs';
import {
  and,
  block,
  choose,
  entries,
  equals,
  integer,
  isSet,
  join,
  lessThan,
  list,
  not,
  object,
  oneOf,
  or,
  string,
  text,
  toggle,
  when,
  type Expression,
} from '../../../core/values';
import { HelmChart } from '../../../core/manifest';
import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';
import { construct, refsOf } from '../../workloads/arguments';
import { ingressDefaults, ingressFields, ingressOf, routes } from '../../workloads/exposure/ingress';
import type { Named } from '../../workloads/trait';

/** Annotations that the chart sets itself while the class is `alb`. */
const ownAnnotations =
  '^external-dns\\.alpha\\.kubernetes\\.io/hostname$|^alb\\.ingress\\.kubernetes\\.io/(scheme|target-type|listen-ports|certificate-arn|ssl-redirect|load-balancer-attributes|target-group-attributes|healthcheck-interval-seconds|healthcheck-timeout-seconds|healthy-threshold-count)$';

const albIngressDefaults = is.propsOf(ingressDefaults);
export type AlbIngressDefaults = is.TypeOf<typeof albIngressDefaults>;

const settings = object(
  {
    scheme: oneOf(['internet-facing', 'internal'], 'internet-facing', 'Who can reach the load balancer'),
    certificateArn: string('', 'ARN of the ACM certificate; with it HTTPS is on and HTTP is redirected', {
      pattern: '^(arn:aws[a-z-]*:acm:[-A-Za-z0-9:/]+)?$',
    }),
    idleTimeoutSeconds: integer(300, 'Seconds that an idle connection, such as a WebSocket, stays open', {
      minimum: 1,
      maximum: 4000,
    }),
    deregistrationDelaySeconds: integer(
      30,
      'Seconds that connections of a pod which goes stay open; with its preStop pause, less than its grace period',
      { minimum: 0, maximum: 3600 },
    ),
    healthCheck: object(
      {
        intervalSeconds: integer(15, 'Seconds from one question to the next', { minimum: 5, maximum: 300 }),
        timeoutSeconds: integer(5, 'Seconds until an answer counts as none', {
          minimum: 2,
          maximum: 120,
        }),
        healthyThreshold: integer(2, 'Good answers until a pod gets requests', { minimum: 2, maximum: 10 }),
      },
      'How the load balancer asks pods whether they are healthy; the path is an annotation of the Service',
    ),
    targetGroupAttributes: list<string>(
      block<string>(
        {
          type: 'string',
          pattern: '^[a-z][a-z0-9_.]*=[A-Za-z0-9_.-]+$',
          not: { pattern: '^deregistration_delay\\.timeout_seconds=' },
        },
        '',
        'One attribute',
      ),
      [],
      'Further attributes of the target groups, such as slow_start.duration_seconds=30',
    ),
  },
  'Settings of the AWS Application Load Balancer',
);

/** `ingress.*`, for the AWS Load Balancer Controller, unless users name another class. */
export const albIngressValues = checked(
  'albIngressValues(defaults)',
  [albIngressDefaults],
  ({ enabled, className = 'alb', ...defaults }: AlbIngressDefaults) =>
    toggle(
      enabled,
      {
        ...ingressFields(
          { enabled, className, ...defaults },
          { aboutClass: ' the values under alb matter for "alb" only;', ownAnnotations },
        ),
        alb: settings,
      },
      'Exposure to the outside by an Ingress',
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
    const { values, routes, externalDns } = props;
    const { timeoutSeconds, intervalSeconds } = values.alb.healthCheck;
    HelmChart.require(
      this,
      or(not(values.enabled), lessThan(timeoutSeconds, intervalSeconds)),
      'timeoutSeconds must be less than intervalSeconds',
    );
    const isAlbHttps = and(isAlb(values), isSet(values.alb.certificateArn));
    ingressOf(this, {
      values,
      routes,
      annotations: {
        ...entries(when(isAlb(values), albAnnotations(values))),
        ...entries(when(isAlbHttps, httpsAnnotations(values))),
        ...(externalDns ? entries(when(isSet(values.hosts), hostNames(values))) : {}),
      },
      isHttps: isAlbHttps,
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
  'alb.ingress.kubernetes.io/healthcheck-interval-seconds': text`${alb.healthCheck.intervalSeconds}`,
  'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': text`${alb.healthCheck.timeoutSeconds}`,
  'alb.ingress.kubernetes.io/healthy-threshold-count': text`${alb.healthCheck.healthyThreshold}`,
  'alb.ingress.kubernetes.io/target-group-attributes': text`deregistration_delay.timeout_seconds=${alb.deregistrationDelaySeconds}${choose(
    isSet(alb.targetGroupAttributes),
    text`,${join(alb.targetGroupAttributes, ',')}`,
    '',
  )}`,
});

const httpsAnnotations = ({ alb }: AlbIngressProps['values']) => ({
  'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
  'alb.ingress.kubernetes.io/ssl-redirect': '443',
  'alb.ingress.kubernetes.io/certificate-arn': alb.certificateArn,
});
