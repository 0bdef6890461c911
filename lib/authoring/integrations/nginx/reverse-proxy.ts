import type { Construct } from 'constructs';
import { KubeService, type NetworkPolicyPeer } from '../../../../imports/k8s';
import { integer, object, text, type Refs, type Templated } from '../../../core/values';
import { construct, instanceOf, refsOf } from '../../workloads/arguments';
import { Configuration } from '../../workloads/configuration';
import { imageDefaults, imageValues, type ImageDefaults } from '../../workloads/image';
import { componentLabel } from '../../workloads/names';
import {
  WebService,
  webServiceFields,
  webServiceKinds,
  type WebServiceDefaults,
} from '../../workloads/presets/web-service';
import { http } from '../../workloads/probes';
import { resourceDefaults, resourceValues, type ResourceDefaults } from '../../workloads/traits/resources';
import { healthPath, nginxConf, statusPath, type ProxyConfig, type ProxyRoute } from './reverse-proxy-config';
import {
  aBoolean,
  aName,
  aText,
  aWholeNumber,
  listOf,
  mapOf,
  maybe,
  propsOf,
  takes,
} from '../../../core/values/argument';

export interface ReverseProxyDefaults extends Omit<WebServiceDefaults, 'probes' | 'service'> {
  readonly rateLimit: { readonly requestsPerSecond: number; readonly burst: number };
  /** Largest body of a request, in megabytes. */
  readonly maxBodyMegabytes: number;
  readonly exporter: { readonly image: ImageDefaults; readonly resources: ResourceDefaults };
}

const port = 8080;
const metricsPort = 9113;

const { probes: _probes, service: _service, ...webKinds } = webServiceKinds;
const valuesTake = takes(
  'reverseProxyValues(defaults, description)',
  propsOf<object>({
    ...webKinds,
    rateLimit: propsOf<ReverseProxyDefaults['rateLimit']>({ requestsPerSecond: aWholeNumber, burst: aWholeNumber }),
    maxBodyMegabytes: aWholeNumber,
    exporter: propsOf<ReverseProxyDefaults['exporter']>({ image: imageDefaults, resources: resourceDefaults }),
  }),
  aText,
);

/** `proxy.*`. */
export const reverseProxyValues = (defaults: ReverseProxyDefaults, description: string) => {
  valuesTake(defaults, description);
  return object(
    {
      ...webServiceFields({
        ...defaults,
        probes: {
          liveness: http(healthPath, {
            initialDelaySeconds: 10,
            periodSeconds: 10,
            timeoutSeconds: 3,
            failureThreshold: 6,
          }),
          readiness: http(healthPath, { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 }),
        },
        service: { port: 80 },
      }),
      rateLimit: object(
        {
          requestsPerSecond: integer(
            defaults.rateLimit.requestsPerSecond,
            'Requests a second that one client may make',
            { minimum: 1, maximum: 100000 },
          ),
          burst: integer(defaults.rateLimit.burst, 'Requests beyond that which are let through at once', {
            minimum: 0,
            maximum: 100000,
          }),
        },
        'How often one client may ask, on the routes that are limited',
      ),
      maxBodyMegabytes: integer(defaults.maxBodyMegabytes, 'Largest body of a request, in megabytes', {
        minimum: 1,
        maximum: 1000,
      }),
      exporter: object(
        { image: imageValues(defaults.exporter.image), resources: resourceValues(defaults.exporter.resources) },
        'The exporter beside every nginx',
      ),
    },
    description,
  );
};

export interface ReverseProxyProps extends Pick<ProxyConfig, 'routes' | 'headers' | 'trustedProxies'> {
  readonly values: Refs<ReturnType<typeof reverseProxyValues>>;
  /** The services behind it, by the name that the routes use. */
  readonly upstreams: { readonly [name: string]: WebService };
}

const proxyTakes = construct(
  'ReverseProxy',
  propsOf<ReverseProxyProps>({
    values: refsOf('reverseProxyValues()', ['image', 'service', 'rateLimit', 'maxBodyMegabytes', 'exporter']),
    upstreams: mapOf(instanceOf('WebService', () => WebService)),
    routes: mapOf(propsOf<ProxyRoute>({ to: aName, webSocket: maybe(aBoolean), limited: maybe(aBoolean) })),
    headers: mapOf(aText),
    trustedProxies: listOf(aName),
  }),
);

/** nginx in front of services, with its configuration made from a table of routes and an exporter in the same pod. */
export class ReverseProxy extends WebService {
  constructor(scope: Construct, id: string, props: ReverseProxyProps) {
    proxyTakes(scope, id, props);
    const { values } = props;
    const upstreams = Object.entries(props.upstreams).map(
      ([name, service]) => [name, { name: service.name, port: service.values.service.port }] as const,
    );
    const config = nginxConf({ ...props, ...values, port, upstreams: Object.fromEntries(upstreams) });
    super(scope, id, {
      values,
      port,
      // The image's own entry point would rewrite configuration that cannot be written here.
      command: ['nginx', '-c', '/etc/nginx/conf/nginx.conf', '-g', 'daemon off;'],
      files: [
        {
          configuration: new Configuration(scope, `${id}-config`, { data: { 'nginx.conf': config } }),
          mountPath: '/etc/nginx/conf',
        },
      ],
      sidecars: [
        {
          name: 'exporter',
          image: values.exporter.image,
          args: [`--nginx.scrape-uri=http://127.0.0.1:${port}${statusPath}`, `--web.listen-address=:${metricsPort}`],
          ports: { metrics: metricsPort },
          livenessProbe: { httpGet: { path: '/', port: 'metrics' }, periodSeconds: 30, failureThreshold: 4 },
          readinessProbe: { httpGet: { path: '/', port: 'metrics' }, periodSeconds: 10 },
          resources: values.exporter.resources,
        },
      ],
    });
    new KubeService(this, 'metrics-service', {
      metadata: { name: text`${this.name}-metrics`, labels: { [componentLabel]: id } },
      spec: {
        clusterIP: 'None',
        selector: this.selector,
        ports: [{ name: 'metrics', port: metricsPort, targetPort: 'metrics', protocol: 'TCP' }],
      },
    });
    Object.values(props.upstreams).forEach((service) => this.allowTo(service));
  }

  /** Lets peers read the metrics of nginx. */
  allowMetricsFrom(...peers: Templated<NetworkPolicyPeer>[]): void {
    this.allowPortFrom('metrics', ...peers);
  }
}
