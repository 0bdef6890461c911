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
  releaseNamespace,
  string,
  text,
  when,
  type Expression,
  type Templated,
} from '../../../core/values';
import * as is from '../../../core/values/argument';
import { instanceOf } from '../arguments';
import { kubernetesList } from '../blocks';
import { aPlusService, type PlusService } from '../cdk8s-plus';
import { componentLabel } from '../names';
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

/** The older way to name a class, which the server refuses beside another one in `className`. */
const classAnnotation = '^kubernetes\\.io/ingress\\.class$';

/** What users say of an Ingress of any controller. */
export const ingressFields = (of: {
  readonly className: string;
  readonly aboutClass: string;
  readonly annotations: { readonly [key: string]: string };
  readonly aboutAnnotations: string;
  /** Pattern of the annotations that the chart sets itself. */
  readonly ownAnnotations: string;
  readonly hosts: readonly string[];
}) => ({
  className: string(of.className, of.aboutClass, objectNameOrNothing),
  annotations: annotationMap(of.annotations, of.aboutAnnotations, `${of.ownAnnotations}|${classAnnotation}`),
  hosts: hostList(of.hosts, 'Host names; none means any'),
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
});

interface IngressParts {
  readonly name: Expression<string>;
  readonly values: {
    readonly enabled: Expression<boolean>;
    readonly className: Expression<string>;
    readonly annotations: Expression<{ readonly [key: string]: string }>;
    readonly hosts: Expression<readonly string[]>;
    readonly pathType: Expression<string>;
    readonly extraPaths: Expression<readonly HTTPIngressPath[]>;
  };
  readonly routes: Routes;
  /** Annotations of the chart; those of users come after them. */
  readonly annotations: { readonly [key: string]: Templated<string> };
  readonly tls: readonly Templated<IngressTLS>[];
  readonly isHttps: Expression<boolean>;
}

/** The Ingress of a construct, with what it tells users, and what follows from it for those whom it leads to. */
export function ingressOf(scope: Construct, { name, values, routes, annotations, tls, isHttps }: IngressParts): void {
  const { id } = scope.node;
  const paths = named(`${id}.paths`, 'The paths of every host.', [
    ...ingressPaths(routes, values.pathType),
    ...items(values.extraPaths),
  ]);
  const ingress = new KubeIngress(scope, 'ingress', {
    metadata: {
      name,
      labels: { [componentLabel]: id },
      annotations: { ...annotations, ...entries(values.annotations) },
    },
    spec: {
      ingressClassName: optional(values.className),
      tls,
      rules: [
        ...each(values.hosts, 'host', (host) => ({ host, http: { paths } })),
        when(not(isSet(values.hosts)), { http: { paths } }),
      ],
    },
  });
  Condition.of(ingress).when(values.enabled);
  requireOwnPaths(ingress, routes);
  HelmChart.note(ingress, () => notesOf(name, values.hosts, isHttps));
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
