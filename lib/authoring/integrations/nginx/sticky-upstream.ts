import { and, boolean, choose, equals, object, oneOf, string, text, textOf } from '../../../core/values';
import type { Expression, Refs, Templated } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';

/*
 * An upstream whose clients each keep one pod. A Service cannot do this behind nginx: it would see the addresses of nginx and not those
 * of clients. So nginx asks the DNS of the cluster for the pods itself, and hashes what it knows a client by onto a ring of them.
 */

const host = '^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])*[a-z0-9]([-a-z0-9]*[a-z0-9])?$';

/** `sticky.*`. */
export const stickyPodsValues = checked('stickyPodsValues(enabled)', [is.aBoolean], (enabled: boolean) =>
  object(
    {
      enabled: boolean(
        enabled,
        'Whether nginx sends a client to the same pod each time; otherwise the Service chooses one for each connection',
      ),
      by: oneOf(
        ['address', 'cookie'],
        'address',
        'By what a client is known: its address, or a cookie that nginx gives it. Behind one address there may be many clients; not every client keeps cookies',
      ),
      cookieName: string('nginx_route', 'Name of that cookie', { pattern: '^[a-z][a-z0-9_]*$' }),
      resolver: string(
        'kube-dns.kube-system.svc.cluster.local',
        'Name or address of the DNS server of the cluster, which nginx asks for the pods',
        { pattern: host },
      ),
      clusterDomain: string('cluster.local', 'DNS domain of the cluster', { pattern: host }),
    },
    'How a client of Socket.IO and the like stays with one pod. The image must be nginx 1.27.3 or newer',
  ),
);
export type StickyPodsRefs = Refs<ReturnType<typeof stickyPodsValues>>;

/** How nginx finds the pods of an upstream. */
export interface StickyPods {
  readonly values: StickyPodsRefs;
  /** Full name of a headless Service, whose SRV records tell which pods are ready. */
  readonly host: Templated<string>;
  /** Name of its port. */
  readonly portName: string;
}

/**
 * How an upstream chooses a server; where it is not sticky that is the Service.
 *
 * SRV records give each pod a name of its own, of which nginx makes the points of its ring: of many addresses of one name it would make
 * the same points. The weight, which is the same for all, keeps the points where they are: the cluster gives the records other weights
 * whenever their number changes.
 */
export function stickyUpstream(
  name: string,
  { values, host: pods, portName }: StickyPods,
  service: Templated<string>,
): Expression<string> {
  const key = choose<string>(equals(values.by, 'cookie'), '$route', '$remote_addr');
  const ring = textOf([
    ...['    hash ', key, ' consistent;\n'],
    `    zone ${name} 256k;\n`,
    ...['    resolver ', values.resolver, ' valid=5s;\n'],
    ...['    server ', pods, ` service=${portName} resolve weight=2 max_fails=3 fail_timeout=5s;`],
  ]);
  return choose<string>(values.enabled, ring, text`    server ${service};`);
}

/** What knows clients by a cookie: the maps beside the upstreams, and what answers carry. */
export function cookieLines(values: StickyPodsRefs | undefined) {
  if (!values) return { ofClients: '', ofAnswers: '' };
  const isOn = and(values.enabled, equals(values.by, 'cookie'));
  const { cookieName: name } = values;
  const ofClients = text`  # A client without the cookie gets one, by which it is known from its first request on.
  map $cookie_${name} $route {
    '' $request_id;
    default $cookie_${name};
  }
  map $client_scheme $route_is_secure {
    https '; Secure';
    default '';
  }
  map $cookie_${name} $new_route {
    '' '${name}=$request_id; Path=/; HttpOnly; SameSite=Lax$route_is_secure';
    default '';
  }
`;
  return {
    ofClients: choose<string>(isOn, ofClients, ''),
    ofAnswers: choose<string>(isOn, '    add_header Set-Cookie $new_route always;\n', ''),
  };
}
