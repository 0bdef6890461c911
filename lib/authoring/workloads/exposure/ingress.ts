import { annotationMap, hostList } from '../value-maps';
import { objectNameOrNothing } from '../../../core/kubernetes/value-forms';
import type { Construct } from 'constructs';
import { KubeIngress, type HTTPIngressPath, type IngressTLS, type ServiceBackendPort } from '../../../../imports/k8s';
import { Condition, HelmChart, type Note } from '../../../core/manifest';
import {
  and,
  contains,
  each,
  entries,
  isSet,
  items,
  join,
  named,
  not,
  oneOf,
  optional,
  or,
  orElse,
  releaseNamespace,
  string,
  text,
  toggle,
  when,
  type Expression,
  type Group,
  type Refs,
  type Templated,
} from '../../../core/values';
import * as is from '../../../core/values/argument';
import { instanceOf } from '../arguments';
import { aPlusService, type PlusService } from '../cdk8s-plus';
import { kubernetesList } from '../blocks';
import { componentLabel, componentName } from '../names';
import { requireNewElements } from '../new-elements';
import { Server } from '../workload';

/** Who answers requests: a server, or a Service of cdk8s-plus. */
export type Backend = Server | PlusService;

const backend = is.eitherOf<Backend, Backend>(
  instanceOf('server of this chart, such as a WebService', () => Server),
  aPlusService,
);

const route = is.propsOf({
  /** Path prefixes, or a value of the chart that is a list of them. */
  paths: is.eitherOf(is.listOf(is.aName), is.expressionOf<readonly string[]>()),
  /** Who answers them. */
  to: backend,
});
/** Some paths, and who answers them. */
export type Route = is.TypeOf<typeof route>;

export const routes = is.eitherOf(is.listOf(route), is.mapOf<Backend>(backend));
/** Path prefixes and who answers them, longer prefixes first; or a list, where values of the chart decide on the paths. */
export type Routes = is.TypeOf<typeof routes>;

/** The routes as a list. */
export const routeList = (routes: Routes): readonly Route[] =>
  isList<Route>(routes) ? routes : Object.entries(routes).map(([path, to]) => ({ paths: [path], to }));

/** What stands for each path of a route. */
export const eachPath = <T>({ paths }: Route, body: (path: Templated<string>) => Templated<T>): Templated<T>[] =>
  isList<string>(paths) ? paths.map(body) : each(paths, 'path', body);

const isList = <T>(value: unknown): value is readonly T[] => Array.isArray(value);

/** Says of servers that something outside leads to them where a condition holds. */
export function expose(routes: Routes, condition: Expression<boolean>): void {
  for (const backend of new Set(routeList(routes).map(({ to }) => to)))
    if (backend instanceof Server) backend.exposedWhen(condition);
}

export const ingressDefaults = {
  /** Whether there is an Ingress. */
  enabled: is.aBoolean,
  /** IngressClass of the controller that serves it. @default that of `AlbIngress` is `alb`, else the default class of the cluster */
  className: is.maybe(is.aText),
  /** Host names that lead to it. @default any */
  hosts: is.maybe(is.listOf(is.aName)),
  /** Annotations of the Ingress. @default none */
  annotations: is.maybe(is.mapOf(is.aText)),
  /** Whether the hosts have a certificate from a Secret. @default false */
  tls: is.maybe(is.aBoolean),
  /** ClusterIssuer of cert-manager that makes the certificate. @default none */
  clusterIssuer: is.maybe(is.aText),
};
/** What an author says of an Ingress of any controller where the values are declared. */
export type IngressDefaults = is.TypesOf<typeof ingressDefaults>;

/** The annotation by which cert-manager knows its work. */
const issuerAnnotation = 'cert-manager.io/cluster-issuer';

/** The older way to name a class, which the server refuses beside another one in `className`. */
const classAnnotation = '^kubernetes\\.io/ingress\\.class$';

/** What users say of an Ingress of any controller. */
export const ingressFields = (
  { className = '', hosts = [], annotations = {}, tls = false, clusterIssuer = '' }: IngressDefaults,
  /** What is said of the class beside, and the annotations that the chart sets itself, as a pattern. */
  beside: { readonly aboutClass?: string; readonly ownAnnotations?: string } = {},
) => ({
  className: string(
    className,
    `Ingress class;${beside.aboutClass ?? ''} empty means the default class`,
    objectNameOrNothing,
  ),
  annotations: annotationMap(
    annotations,
    'Annotations of the Ingress beside those of the chart',
    [beside.ownAnnotations ?? [], '^cert-manager\\.io/cluster-issuer$', classAnnotation].flat().join('|'),
  ),
  hosts: hostList(hosts, 'Host names; none means any'),
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
    'HTTPS for all hosts by a certificate from a Secret',
  ),
  pathType: oneOf(
    ['Prefix', 'ImplementationSpecific', 'Exact'],
    'Prefix',
    "How the chart's paths are compared: Exact lets nothing below them through",
  ),
  extraPaths: kubernetesList<HTTPIngressPath>(
    'networking.v1.HTTPIngressPath',
    [],
    "Paths of every host beside the chart's own, each with the Service that answers",
  ),
  extraTls: kubernetesList<IngressTLS>(
    'networking.v1.IngressTLS',
    [],
    'Certificates from other Secrets, each for hosts of its own',
  ),
});

interface IngressParts {
  readonly values: { readonly enabled: Expression<boolean> } & Refs<Group<ReturnType<typeof ingressFields>>>;
  readonly routes: Routes;
  /** Annotations of the controller; those of users come after them. @default none */
  readonly annotations?: { readonly [key: string]: Templated<string> };
  /** Where the controller has a certificate that is in no Secret. @default nowhere */
  readonly isHttps?: Expression<boolean>;
}

/** The Ingress of a construct, with what it tells users, and what follows from it for those whom it leads to. */
export function ingressOf(scope: Construct, { values, routes, annotations, isHttps }: IngressParts): void {
  const { id } = scope.node;
  const { tls, extraTls } = values;
  const name = componentName(scope.node.scope!, id);
  const secretName = orElse(tls.secretName, text`${name}-tls`);
  const issuer = when<{ readonly [key: string]: string | Expression<string> }>(
    and(tls.enabled, isSet(tls.clusterIssuer)),
    { [issuerAnnotation]: tls.clusterIssuer },
  );
  const paths = named(`${id}.paths`, 'The paths of every host.', [
    ...ingressPaths(routes, values.pathType),
    ...items(values.extraPaths),
  ]);
  const ingress = new KubeIngress(scope, 'ingress', {
    metadata: {
      name,
      labels: { [componentLabel]: id },
      annotations: { ...annotations, ...entries(issuer), ...entries(values.annotations) },
    },
    spec: {
      ingressClassName: optional(values.className),
      tls: [when(tls.enabled, { hosts: values.hosts, secretName }), ...items(extraTls)],
      rules: [
        ...each(values.hosts, 'host', (host) => ({ host, http: { paths } })),
        when(not(isSet(values.hosts)), { http: { paths } }),
      ],
    },
  });
  Condition.of(ingress).when(values.enabled);
  requireOwnPaths(ingress, routes);
  requireNewElements(ingress, values.extraPaths, 'path', takenPaths(routes));
  const hasCertificate = or(...(isHttps ? [isHttps] : []), tls.enabled, isSet(extraTls));
  HelmChart.note(ingress, () => notesOf(name, values.hosts, hasCertificate));
  expose(routes, values.enabled);
}

/** The routes as an Ingress lists them. */
const ingressPaths = (routes: Routes, pathType: Expression<string>): Templated<HTTPIngressPath>[] =>
  routeList(routes).flatMap((route) =>
    eachPath<HTTPIngressPath>(route, (path) => ({
      path,
      pathType,
      backend: { service: { name: route.to.name, port: portOf(route.to) } },
    })),
  );

/** Asks of paths that users choose that none of them leads elsewhere already. */
function requireOwnPaths(ingress: Construct, routes: Routes): void {
  const all = routeList(routes);
  for (const { paths, to } of all) {
    if (isList<string>(paths)) continue;
    const others = all.filter((other) => other.to !== to);
    const taken = others.flatMap((other) => (isList<string>(other.paths) ? other.paths : []));
    if (taken.length === 0) continue;
    const message = `no path may be one that leads elsewhere already: ${taken.join(', ')}`;
    HelmChart.require(ingress, not(or(...taken.map((path) => contains(paths, path)))), message);
  }
}

/** The paths of the chart, each behind a comma. */
const takenPaths = (routes: Routes): Expression<string> =>
  routeList(routes)
    .map(({ paths }) => (isList<string>(paths) ? paths.join(',') : join(paths, ',')))
    .reduce<Expression<string>>((all, each) => text`${all},${each}`, text``);

/** The port of a backend, by its name where it has one. */
function portOf(backend: Backend): ServiceBackendPort {
  if (backend instanceof Server) return { name: backend.servicePort };
  const { name, port } = backend.ports[0]!;
  return name === undefined ? { number: port } : { name };
}

/** By which addresses an Ingress is reached. */
function notesOf(
  name: Expression<string>,
  hosts: Expression<readonly string[]>,
  isHttps: Expression<boolean>,
): readonly Note[] {
  const urls = (scheme: string) => text`Reach it at:\n  ${scheme}://${join(hosts, `\n  ${scheme}://`)}`;
  return [
    { text: urls('https'), condition: and(isSet(hosts), isHttps) },
    { text: urls('http'), condition: and(isSet(hosts), not(isHttps)) },
    {
      text: text`Reach it at the address of the Ingress:\n  kubectl --namespace ${releaseNamespace} get ingress ${name}`,
      condition: not(isSet(hosts)),
    },
  ];
}
