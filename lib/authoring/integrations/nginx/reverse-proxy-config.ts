import { choose, isSet, join, mistake, text, textOf } from '../../../core/values';
import type { Expression, Operand, Templated } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { cookieLines, stickyUpstream, type StickyPods } from './sticky-upstream';

export const proxyRoute = is.propsOf({
  /** Name of one of the upstreams. */
  to: is.aName,
  /** Whether connections may become WebSockets, which then stay open for an hour without traffic. @default false */
  webSocket: is.maybe(is.aBoolean),
  /** Whether a client that asks too often is refused with 429. @default false */
  limited: is.maybe(is.aBoolean),
});
type ProxyRoute = is.TypeOf<typeof proxyRoute>;

export interface ProxyConfig {
  readonly port: number;
  /** Who answers the requests of a route: name and port of its Service. */
  readonly upstreams: {
    readonly [name: string]: {
      readonly name: Templated<string>;
      readonly port: Templated<number>;
      /** How each client keeps one of its pods. @default the Service chooses a pod for each connection */
      readonly sticky?: StickyPods | undefined;
    };
  };
  /** Path prefixes; the longest that fits takes a request. */
  readonly routes: { readonly [prefix: string]: ProxyRoute };
  /** Headers that every answer carries, also one that nginx gives itself. */
  readonly headers: { readonly [name: string]: string };
  /** Networks of proxies in front whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: Expression<readonly string[]>;
  readonly rateLimit: { readonly requestsPerSecond: Templated<number>; readonly burst: Templated<number> };
  readonly maxBodyMegabytes: Templated<number>;
}

/** Paths that nginx answers itself. */
export const healthPath = '/healthz';
export const statusPath = '/stub_status';

/** The configuration of nginx. It writes below /tmp only and listens above 1024, so that it needs no rights. */
export function nginxConf(config: ProxyConfig): Expression<string> {
  const { upstreams, routes, headers, trustedProxies, rateLimit } = config;
  const [sticky] = Object.values(upstreams).flatMap((each) => each.sticky ?? []);
  const cookies = cookieLines(sticky?.values);
  const trusted = text`  set_real_ip_from ${join(trustedProxies, ';\n  set_real_ip_from ')};\n`;
  const lines: readonly (readonly Operand[])[] = [
    ['worker_processes auto;'],
    ['pid /tmp/nginx.pid;'],
    ['error_log /dev/stderr warn;'],
    ['events {'],
    ['  worker_connections 1024;'],
    ['}'],
    ['http {'],
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => [`  ${kind}_temp_path /tmp/${kind};`]),
    ['  default_type application/octet-stream;'],
    ['  log_format main \'$remote_addr "$request" $status $body_bytes_sent $request_time "$http_user_agent"\';'],
    ['  access_log /dev/stdout main;'],
    ['  server_tokens off;'],
    ['  client_max_body_size ', config.maxBodyMegabytes, 'm;'],
    [choose(isSet(trustedProxies), trusted, ''), '  real_ip_header X-Forwarded-For;'],
    ['  real_ip_recursive on;'],
    ['  # What a proxy in front says about the client, or what is seen here.'],
    ['  map $http_x_forwarded_proto $client_scheme {'],
    ['    default $scheme;'],
    ['    https https;'],
    ['  }'],
    ['  map $http_upgrade $connection_upgrade {'],
    ['    default upgrade;'],
    ["    '' '';"],
    ['  }'],
    ['  limit_req_zone $binary_remote_addr zone=clients:10m rate=', rateLimit.requestsPerSecond, 'r/s;'],
    ['  limit_req_status 429;'],
    ...Object.entries(upstreams).flatMap(([name, { name: host, port, sticky: pods }]) => [
      [`  upstream ${name} {`],
      pods ? [stickyUpstream(name, pods, text`${host}:${port}`)] : ['    server ', host, ':', port, ';'],
      ['    keepalive 32;'],
      ['  }'],
    ]),
    [cookies.ofClients, '  server {'],
    [`    listen ${config.port};`],
    ['    server_name _;'],
    ...Object.entries(headers).map(([name, value]) => [`    add_header ${name} "${value}" always;`]),
    [cookies.ofAnswers, '    proxy_http_version 1.1;'],
    ['    proxy_set_header Host $host;'],
    ['    proxy_set_header X-Real-IP $remote_addr;'],
    ['    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;'],
    ['    proxy_set_header X-Forwarded-Proto $client_scheme;'],
    // Empty for an ordinary request, which keeps the connection to the upstream open for the next one.
    ['    proxy_set_header Upgrade $http_upgrade;'],
    ['    proxy_set_header Connection $connection_upgrade;'],
    ['    proxy_connect_timeout 5s;'],
    [`    location = ${healthPath} {`],
    ['      access_log off;'],
    ['      return 200 "ok\\n";'],
    ['    }'],
    [`    location = ${statusPath} {`],
    ['      access_log off;'],
    // The exporter beside nginx; real_ip has made a forwarded client's address the remote one.
    ['      allow 127.0.0.1;'],
    ['      deny all;'],
    ['      stub_status;'],
    ['    }'],
    ...Object.entries(routes).flatMap(([prefix, route]) => location(prefix, route, upstreams, rateLimit)),
    ['  }'],
    ['}'],
  ];
  return textOf(lines.flatMap((line) => [...line, '\n']));
}

function location(
  prefix: string,
  { to, webSocket = false, limited = false }: ProxyRoute,
  upstreams: ProxyConfig['upstreams'],
  { burst }: ProxyConfig['rateLimit'],
): (readonly Operand[])[] {
  if (!(to in upstreams)) {
    const message = `${prefix} leads to "${to}", which is not an upstream`;
    throw mistake({ code: 'invalid-props', message, remedy: `Upstreams: ${Object.keys(upstreams).join(', ')}.` });
  }
  return [
    [`    location ${prefix} {`],
    ...(limited ? [['      limit_req zone=clients burst=', burst, ' nodelay;']] : []),
    ...(webSocket
      ? [['      proxy_read_timeout 3600s;'], ['      proxy_send_timeout 3600s;'], ['      proxy_buffering off;']]
      : []),
    [`      proxy_pass http://${to};`],
    ['    }'],
  ];
}
