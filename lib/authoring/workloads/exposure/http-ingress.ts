import { Construct } from 'constructs';
import { KubeIngress } from '../../../../imports/k8s';
import { Condition } from '../../../core/manifest';
import {
  and,
  each,
  entries,
  isSet,
  list,
  named,
  not,
  optional,
  orElse,
  string,
  stringMap,
  text,
  toggle,
  when,
  type Expression,
  type Refs,
} from '../../../core/values';
import { construct, refsOf } from '../arguments';
import { componentLabel, componentName } from '../names';
import { ingressPaths, routes, tellWayIn, type Routes } from './ingress';
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
      className: string(defaults.className ?? '', 'Ingress class; empty means the default class'),
      annotations: stringMap(defaults.annotations ?? {}, 'Annotations of the Ingress', {
        propertyNames: {
          pattern: '^[A-Za-z0-9][-A-Za-z0-9_./]*$',
          not: { pattern: '^cert-manager\\.io/cluster-issuer$' },
        },
      }),
      hosts: list<string>(
        string('', 'A host name', { minLength: 1 }),
        defaults.hosts ?? [],
        'Host names; none means any',
      ),
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
    const paths = named(`${id}.paths`, 'The paths of every host.', ingressPaths(props.routes));
    const ingress = new KubeIngress(this, 'ingress', {
      metadata: {
        name,
        labels: { [componentLabel]: id },
        annotations: {
          ...entries(
            when<{ readonly [key: string]: string | Expression<string> }>(
              and(values.tls.enabled, isSet(values.tls.clusterIssuer)),
              { 'cert-manager.io/cluster-issuer': values.tls.clusterIssuer },
            ),
          ),
          ...entries(values.annotations),
        },
      },
      spec: {
        ingressClassName: optional(values.className),
        tls: [when(values.tls.enabled, { hosts: values.hosts, secretName })],
        rules: [
          ...each(values.hosts, 'host', (host) => ({ host, http: { paths } })),
          when(not(isSet(values.hosts)), { http: { paths } }),
        ],
      },
    });
    Condition.of(ingress).when(values.enabled);
    tellWayIn(ingress, name, values.hosts, values.tls.enabled);
    for (const service of new Set(Object.values(props.routes))) service.exposedWhen(values.enabled);
  }
}
