import type { Construct } from 'constructs';
import { KubeService } from '../../../../imports/k8s';
import { Condition } from '../../../core/manifest';
import { integer, list, mistake, object, releaseNamespace, string, text } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { construct, instanceOf, refsOf } from '../../workloads/arguments';
import { aPlusService, type PlusService } from '../../workloads/cdk8s-plus';
import { folderOf } from '../../workloads/configuration';
import { imageDefaults, imageValues } from '../../workloads/image';
import { componentLabel } from '../../workloads/names';
import { WebService, webKnobs } from '../../workloads/presets/web-service';
import { http, mainPort } from '../../workloads/probes';
import type { Peer } from '../../workloads/peers';
import { trait, type DefaultsOf, type Named } from '../../workloads/trait';
import { resourceDefaults, resourceValues } from '../../workloads/traits';
import { valuesOf, type ValuesOf } from '../../workloads/values-of';
import { healthPath, nginxConf, statusPath, proxyRoute } from './reverse-proxy-config';
import { stickyPodsValues, type StickyPods } from './sticky-upstream';

const port = 8080;
const metricsPort = 9113;

/** Networks that no client of the internet is in: those of RFC 1918, of carriers (RFC 6598), and local ones of IPv6 (RFC 4193). */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];
const network = { pattern: '^[0-9a-fA-F.:]+(/[0-9]{1,3})?$', minLength: 2 };

const proxyingDeclared = trait({
  defaults: {
    rateLimit: is.propsOf({ requestsPerSecond: is.aWholeNumber, burst: is.aWholeNumber }),
    /** Largest body of a request, in megabytes. */
    maxBodyMegabytes: is.aWholeNumber,
    exporter: is.propsOf({ image: imageDefaults, resources: resourceDefaults }),
    /** Networks of proxies in front whose `X-Forwarded-For` is believed. @default those that no client of the internet is in */
    trustedProxies: is.maybe(is.listOf(is.aName)),
  },
  fields: ({ rateLimit, maxBodyMegabytes, exporter, trustedProxies = privateNetworks }) => ({
    rateLimit: object(
      {
        requestsPerSecond: integer(rateLimit.requestsPerSecond, 'Requests a second that one client may make', {
          minimum: 1,
          maximum: 100000,
        }),
        burst: integer(rateLimit.burst, 'Requests beyond that which are let through at once', {
          minimum: 0,
          maximum: 100000,
        }),
      },
      'How often one client may ask, on the routes that are limited',
    ),
    maxBodyMegabytes: integer(maxBodyMegabytes, 'Largest body of a request, in megabytes', {
      minimum: 1,
      maximum: 1000,
    }),
    trustedProxies: list<string>(
      string('', 'An address, or a network such as 10.0.0.0/8', network),
      trustedProxies,
      'Addresses and networks of proxies in front, whose X-Forwarded-For tells who the client is; with none, whoever connects is the client',
    ),
    exporter: object(
      { image: imageValues(exporter.image), resources: resourceValues(exporter.resources) },
      'The exporter beside every nginx',
    ),
  }),
});

export interface ProxyingTrait extends Named<typeof proxyingDeclared> {}

/** What is so of nginx. */
const proxying: ProxyingTrait = proxyingDeclared;
export interface ReverseProxyDefaults extends DefaultsOf<readonly [typeof proxying]> {}

const knobs = [...webKnobs, proxying] as const;

/** `proxy.*`. */
export const reverseProxyValues: ValuesOf<typeof knobs, 'probes' | 'service'> = valuesOf('reverseProxyValues', knobs, {
  probes: {
    liveness: http(healthPath, { initialDelaySeconds: 10, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 6 }),
    readiness: http(healthPath, { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 }),
  },
  service: { port: 80 },
});

const proxyTakes = construct('ReverseProxy', {
  values: refsOf(reverseProxyValues, 'image', 'service', 'rateLimit', 'trustedProxies', 'exporter'),
  /** The services behind it, by the name that the routes use. */
  upstreams: is.mapOf(
    is.eitherOf(
      instanceOf('WebService', () => WebService),
      aPlusService,
    ),
  ),
  /** Path prefixes; the longest that fits takes a request. */
  routes: is.mapOf(proxyRoute),
  /** Headers that every answer carries, also one that nginx gives itself. */
  headers: is.mapOf(is.aText),
  /** Upstreams whose clients each keep one pod, as those of Socket.IO must, and whether they do. @default none */
  sticky: is.maybe(is.propsOf({ values: refsOf(stickyPodsValues, 'enabled', 'by'), upstreams: is.listOf(is.aName) })),
});
export interface ReverseProxyProps extends Named<Parameters<typeof proxyTakes>[2]> {}

/** nginx in front of services, with its configuration made from a table of routes and an exporter in the same pod. */
export class ReverseProxy extends WebService {
  constructor(scope: Construct, id: string, props: ReverseProxyProps) {
    proxyTakes(scope, id, props);
    const { values } = props;
    const upstreams = Object.entries(props.upstreams).map(([name, service]) => {
      const sticky = props.sticky?.upstreams.includes(name) ? stickyPods(scope, id, name, service, props) : undefined;
      return [name, { name: service.name, port: service.port, sticky }] as const;
    });
    const config = nginxConf({ ...props, ...values, port, upstreams: Object.fromEntries(upstreams) });
    super(scope, id, {
      values,
      port,
      // The image's own entry point would rewrite configuration that cannot be written here.
      command: ['nginx', '-c', '/etc/nginx/conf/nginx.conf', '-g', 'daemon off;'],
      files: [folderOf(scope, `${id}-config`, '/etc/nginx/conf', { 'nginx.conf': config })],
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
  allowMetricsFrom(...peers: Peer[]): void {
    this.allowPortFrom('metrics', ...peers);
  }
}

/** The headless Service by which nginx finds the pods of an upstream. */
function stickyPods(
  scope: Construct,
  id: string,
  upstream: string,
  service: WebService | PlusService,
  { sticky }: ReverseProxyProps,
): StickyPods {
  if (!(service instanceof WebService)) {
    const message = `the upstream "${upstream}" is to be sticky, and is a Service of cdk8s-plus`;
    throw mistake({ code: 'invalid-props', message, remedy: 'Give it as a WebService, whose pods are known.' });
  }
  const { enabled, clusterDomain } = sticky!.values;
  const portName = service.servicePort;
  const pods = new KubeService(scope, `${id}-${upstream}-pods`, {
    metadata: { name: text`${service.name}-pods`, labels: { [componentLabel]: id } },
    spec: {
      clusterIP: 'None',
      selector: service.selector,
      ports: [{ name: portName, port: service.port, targetPort: mainPort, protocol: 'TCP' }],
    },
  });
  Condition.of(pods).when(enabled);
  const host = text`${service.name}-pods.${releaseNamespace}.svc.${clusterDomain}`;
  return { values: sticky!.values, host, portName };
}
