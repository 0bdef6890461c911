import { Construct } from 'constructs';
import {
  and,
  entries,
  isSet,
  orElse,
  string,
  text,
  toggle,
  when,
  type Expression,
  type Refs,
} from '../../../core/values';
import { construct, refsOf } from '../arguments';
import { componentName } from '../names';
import { ingressFields, ingressOf, routes, type Routes } from './ingress';
import { aBoolean, aName, aText, listOf, mapOf, maybe, propsOf, takes } from '../../../core/values/argument';

export interface HttpIngressDefaults {
  readonly enabled: boolean;
  /** @default the default class of the cluster */
  readonly className?: string;
  readonly hosts?: readonly string[];
  readonly annotations?: { readonly [key: string]: string };
  /** Whether the hosts have a certificate. @default false */
  readonly tls?: boolean;
  /** ClusterIssuer of cert-manager that makes the certificate. @default none */
  readonly clusterIssuer?: string;
}

const valuesTake = takes(
  'httpIngressValues(defaults)',
  propsOf<HttpIngressDefaults>({
    enabled: aBoolean,
    className: maybe(aText),
    hosts: maybe(listOf(aName)),
    annotations: maybe(mapOf(aText)),
    tls: maybe(aBoolean),
    clusterIssuer: maybe(aText),
  }),
);

/** `ingress.*`, for any ingress controller; certificates from cert-manager or from a Secret. */
export const httpIngressValues = (defaults: HttpIngressDefaults) => {
  valuesTake(defaults);
  return toggle(
    defaults.enabled,
    {
      ...ingressFields({
        className: defaults.className ?? '',
        aboutClass: 'Ingress class; empty means the default class',
        annotations: defaults.annotations ?? {},
        aboutAnnotations: 'Annotations of the Ingress',
        ownAnnotations: '^cert-manager\\.io/cluster-issuer$',
        hosts: defaults.hosts ?? [],
      }),
      tls: toggle(
        defaults.tls ?? false,
        {
          secretName: string('', 'Secret with the certificate; empty means the name of the Ingress and -tls'),
          clusterIssuer: string(
            defaults.clusterIssuer ?? '',
            'ClusterIssuer of cert-manager that fills the Secret; empty means that somebody else does',
          ),
        },
        'HTTPS for all hosts',
      ),
    },
    'Exposure to the outside by an Ingress',
  );
};

export interface HttpIngressProps {
  readonly values: Refs<ReturnType<typeof httpIngressValues>>;
  readonly routes: Routes;
}

const httpIngressTakes = construct(
  'HttpIngress',
  propsOf<HttpIngressProps>({
    values: refsOf('httpIngressValues()', ['enabled', 'className', 'hosts', 'tls']),
    routes,
  }),
);

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
