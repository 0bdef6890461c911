import { annotationMap, hostList } from '../value-maps';
import { Construct } from 'constructs';
import {
  HTTPRoute,
  type HTTPRouteMatch,
  type HTTPRouteRule,
  type ParentReference,
} from '../../../../imports/gateway-api';
import { Condition, HelmChart } from '../../../core/manifest';
import { entries, isSet, join, not, releaseNamespace, text, toggle } from '../../../core/values';
import { checked } from '../../../core/values/takes';
import { construct, refsOf } from '../arguments';
import { eachPath, expose, routeList, routes, type Routes } from './ingress';
import { kubernetesList } from '../blocks';
import { componentLabel, componentName } from '../names';
import type { Named } from '../trait';

/** `httpRoute.*`, for the Gateway API. */
export const httpRouteValues = checked('httpRouteValues()', [], () =>
  toggle(
    false,
    {
      parentRefs: kubernetesList<ParentReference>(
        'gateway.networking.k8s.io.v1.ParentReference',
        [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }],
        'The Gateways that the routes are attached to',
      ),
      hostnames: hostList([], 'Host names; none means those of the Gateway', { maxItems: 16 }),
      annotations: annotationMap({}, 'Annotations of the HTTPRoute'),
    },
    'Exposure to the outside by a route of the Gateway API',
  ),
);

const httpRouteTakes = construct('HttpRoute', {
  values: refsOf(httpRouteValues, 'enabled', 'parentRefs', 'hostnames'),
  /** Path prefixes and who answers them. */
  routes,
});
export interface HttpRouteProps extends Named<Parameters<typeof httpRouteTakes>[2]> {}

/** The way in from outside through a Gateway that somebody else runs. */
export class HttpRoute extends Construct {
  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    httpRouteTakes(scope, id, props);
    super(scope, id);
    const { values } = props;
    const name = componentName(scope, id);
    const route = new HTTPRoute(this, 'httproute', {
      metadata: {
        name,
        labels: { [componentLabel]: id },
        annotations: { ...entries(values.annotations) },
      },
      spec: {
        parentRefs: values.parentRefs,
        hostnames: values.hostnames,
        rules: rules(props.routes),
      },
    });
    Condition.of(route).when(values.enabled);
    const { hostnames } = values;
    HelmChart.note(route, () => [
      {
        text: text`Reach it through the Gateway, under the names:\n  ${join(hostnames, '\n  ')}`,
        condition: isSet(hostnames),
      },
      {
        text: text`Reach it through the Gateway of the HTTPRoute:\n  kubectl --namespace ${releaseNamespace} get httproute ${name}`,
        condition: not(isSet(hostnames)),
      },
    ]);
    expose(props.routes, values.enabled);
  }
}

/** One rule for each service, with all its paths; the gateway prefers the longest that matches. */
function rules(routes: Routes): HTTPRouteRule[] {
  const all = routeList(routes);
  const services = new Set(all.map(({ to }) => to));
  return [...services].map((service) => ({
    matches: all
      .filter(({ to }) => to === service)
      .flatMap((route) => eachPath<HTTPRouteMatch>(route, (path) => ({ path: { type: 'PathPrefix', value: path } }))),
    // All that the definition would fill in: a list that says less than is stored differs for ever.
    backendRefs: [{ group: '', kind: 'Service', name: service.name, port: service.port, weight: 1 }],
  }));
}
