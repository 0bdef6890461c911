import { isIP } from 'node:net';
import type { Json } from '../../values';
import { inputRule } from '../define-rule';
import { at, indexOf, placesAt, pointerTo, stringOf } from '../objects';
import { fieldRule, matching, visit, type FieldCheck } from './field-rule';
import { dnsSubdomain, hostName } from './syntax';

const goDuration = matching(
  /^-?(0|([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|ms|s|m|h))+$/,
  'duration such as 1h30m or 45s',
);
const prometheusDuration = matching(
  /^(0|(?=.)([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$/,
  'duration of Prometheus such as 5m or 1d12h',
);
const gatewayDuration = matching(/^([0-9]{1,5}(h|m|s|ms)){1,4}$/, 'duration of the Gateway API such as 10s or 500ms');
const monitor: { readonly [path: string]: FieldCheck } = {
  'spec/endpoints/*/interval': prometheusDuration,
  'spec/endpoints/*/scrapeTimeout': prometheusDuration,
  'spec/podMetricsEndpoints/*/interval': prometheusDuration,
  'spec/podMetricsEndpoints/*/scrapeTimeout': prometheusDuration,
};

const hostField: FieldCheck = (value) => (typeof value === 'string' && value !== '' ? hostName(value) : undefined);
const path: FieldCheck = (value) => {
  if (typeof value !== 'string' || value === '') return undefined;
  if (!value.startsWith('/')) return `"${value}" does not begin with a slash`;
  return /\/\.{0,2}\//.test(`${value}/`.replace(/\/\/$/, '/'))
    ? `"${value}" has a part that is empty, "." or ".."`
    : undefined;
};
const absolute: FieldCheck = (value) => {
  if (typeof value !== 'string') return undefined;
  if (!value.startsWith('/')) return `"${value}" does not begin with a slash`;
  return value.includes(':') ? `"${value}" has a colon` : undefined;
};
const relative: FieldCheck = (value) => {
  if (typeof value !== 'string') return undefined;
  if (value.startsWith('/')) return `"${value}" begins with a slash`;
  return value.split('/').includes('..') ? `"${value}" leads out of the volume` : undefined;
};

/** What is wrong with a network in the form of an address, a slash and a number of bits. */
const cidr: FieldCheck = (value) =>
  typeof value !== 'string' || network(value) ? undefined : `"${value}" is no network such as 10.0.0.0/8`;

const domain = '[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?';
const repository = '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*';
const image: FieldCheck = matching(
  new RegExp(
    `^((${domain}(\\.${domain})*|\\[[0-9A-Fa-f:]+\\])(:[0-9]+)?/)?${repository}(/${repository})*(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?(@[a-z0-9]+:[0-9a-f]{32,})?$`,
  ),
  'name of an image such as registry.example.com/shop/web:1.2',
);

export const formatRules = [
  fieldRule(
    {
      code: 'invalid-image',
      question: 'cannot-work',
      why: 'A node cannot pull an image whose name has not the form of one, so that the container never starts.',
      remedy:
        'Write repository:tag, the repository in lower case; a tag has letters, digits, dots, dashes and underscores.',
    },
    { $container: { image } },
  ),
  fieldRule(
    {
      code: 'invalid-duration',
      question: 'cannot-work',
      why: 'A duration that an operator cannot read makes it ignore the object, or refuse all of its configuration.',
      remedy: 'Write it as 30s, 5m or 1h.',
    },
    {
      'ExternalSecret.external-secrets.io': { 'spec/refreshInterval': goDuration },
      'ClusterExternalSecret.external-secrets.io': {
        'spec/refreshTime': goDuration,
        'spec/externalSecretSpec/refreshInterval': goDuration,
      },
      'ServiceMonitor.monitoring.coreos.com': monitor,
      'PodMonitor.monitoring.coreos.com': monitor,
      'PrometheusRule.monitoring.coreos.com': {
        'spec/groups/*/interval': prometheusDuration,
        'spec/groups/*/rules/*/for': prometheusDuration,
        'spec/groups/*/rules/*/keep_firing_for': prometheusDuration,
      },
      'AlertmanagerConfig.monitoring.coreos.com': {
        'spec/route/groupWait': prometheusDuration,
        'spec/route/groupInterval': prometheusDuration,
        'spec/route/repeatInterval': prometheusDuration,
      },
      'Certificate.cert-manager.io': { 'spec/duration': goDuration, 'spec/renewBefore': goDuration },
      'HTTPRoute.gateway.networking.k8s.io': { 'spec/rules/*/timeouts/*': gatewayDuration },
      'Application.argoproj.io': {
        'spec/syncPolicy/retry/backoff/duration': goDuration,
        'spec/syncPolicy/retry/backoff/maxDuration': goDuration,
      },
      'HelmRelease.helm.toolkit.fluxcd.io': { 'spec/interval': goDuration, 'spec/timeout': goDuration },
      'Kustomization.kustomize.toolkit.fluxcd.io': { 'spec/interval': goDuration, 'spec/timeout': goDuration },
    },
  ),
  fieldRule(
    {
      code: 'invalid-host',
      why: 'A host name with a port, a scheme or capitals is refused, or never matches a request.',
      remedy: 'Write the host alone, in lower case; a wildcard is *. at the beginning.',
    },
    {
      'Ingress.networking.k8s.io': { 'spec/rules/*/host': hostField, 'spec/tls/*/hosts/*': hostField },
      'HTTPRoute.gateway.networking.k8s.io': { 'spec/hostnames/*': hostField },
      'Gateway.gateway.networking.k8s.io': { 'spec/listeners/*/hostname': hostField },
      Service: {
        'spec/externalName': (value) =>
          typeof value === 'string' ? dnsSubdomain()(value.replace(/\.$/, '')) : undefined,
      },
    },
  ),
  fieldRule(
    {
      code: 'invalid-path',
      why: 'Paths of routes, probes and mounts begin with a slash; those within a volume do not.',
      remedy: 'Correct the path.',
    },
    {
      'Ingress.networking.k8s.io': { 'spec/rules/*/http/paths/*/path': path },
      'HTTPRoute.gateway.networking.k8s.io': { 'spec/rules/*/matches/*/path/value': absolute },
      $container: {
        'livenessProbe/httpGet/path': absolute,
        'readinessProbe/httpGet/path': absolute,
        'startupProbe/httpGet/path': absolute,
        'volumeMounts/*/mountPath': absolute,
        'volumeMounts/*/subPath': relative,
        workingDir: absolute,
      },
    },
  ),
  inputRule(
    {
      code: 'invalid-cidr',
      why: 'A network that is none, or an exception outside of it, is refused by the API server.',
      remedy: 'Write an address, a slash and the number of bits, as 10.0.0.0/8.',
    },
    (input) => {
      const policies = indexOf(input)
        .all('NetworkPolicy.networking.k8s.io')
        .flatMap((checked) =>
          ['ingress/*/from/*/ipBlock', 'egress/*/to/*/ipBlock'].flatMap((blocks) => {
            const found: { pointer: string; message: string }[] = [];
            visit(checked.object['spec'], blocks.split('/'), '/spec', (block, pointer) =>
              found.push(...wrongBlock(block, pointer())),
            );
            return found.map((each) => ({ ...each, at: checked }));
          }),
        );
      const services = indexOf(input)
        .all('Service')
        .flatMap((checked) => {
          const found: { pointer: string; message: string }[] = [];
          visit(checked.object, ['spec', 'loadBalancerSourceRanges', '*'], '', (value, pointer) => {
            const message = cidr(value, input);
            if (message !== undefined) found.push({ pointer: pointer(), message });
          });
          return found.map((each) => ({ ...each, at: checked }));
        });
      return [...policies, ...services];
    },
  ),
  inputRule(
    {
      code: 'unresolved-variable',
      question: 'cannot-work',
      why: 'A $(NAME) in a variable is only replaced where NAME stands before it; else the program gets the text $(NAME).',
      remedy: 'Define the variable before the one that uses it, or write $$(NAME) where the text itself is meant.',
    },
    (input) =>
      indexOf(input).pods.flatMap((pod) =>
        pod.containers.flatMap(({ value, pointer }) => {
          if (placesAt(value, pointer, 'envFrom').length > 0) return [];
          const known = new Set<string>();
          return placesAt(value, pointer, 'env').flatMap((variable) => {
            const text = stringOf(variable.value['value']) ?? '';
            const missing = [...text.matchAll(/(\$*)\$\(([A-Za-z_][-.A-Za-z0-9_]*)\)/g)].filter(
              ([, escapes = '', name = '']) =>
                escapes.length % 2 === 0 && !known.has(name) && !/_SERVICE_(HOST|PORT)/.test(name),
            );
            known.add(stringOf(variable.value['name']) ?? '');
            return missing.map(([, , name]) => ({
              at: pod.owner,
              pointer: pointerTo(variable.pointer, 'value'),
              message: `no variable "${name}" stands before this one`,
            }));
          });
        }),
      ),
  ),
] as const;

interface Network {
  readonly bits: string;
  readonly family: number;
}

/** The bits of a network that all its addresses begin with. */
function network(text: string): Network | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  const total = family === 4 ? 32 : 128;
  if (
    family === 0 ||
    length === undefined ||
    rest.length > 0 ||
    !/^(0|[1-9][0-9]{0,2})$/.test(length) ||
    Number(length) > total
  ) {
    return undefined;
  }
  return { family, bits: (family === 4 ? bits4(address) : bits6(address)).slice(0, Number(length)) };
}

const bits4 = (address: string): string =>
  address
    .split('.')
    .map((part) => binary(Number(part), 8))
    .join('');

function bits6(address: string): string {
  const words = (text: string) =>
    text
      .split(':')
      .filter((word) => word !== '')
      .flatMap(word16);
  const [before = '', after] = address.split('::');
  const [head, tail] = [words(before), words(after ?? '')];
  return [...head, ...Array<string>(8 - head.length - tail.length).fill(binary(0, 16)), ...tail].join('');
}

/** The bits of one part of an IPv6 address, which may end in an IPv4 address. */
function word16(word: string): string[] {
  if (!word.includes('.')) return [binary(parseInt(word, 16), 16)];
  const bits = bits4(word);
  return [bits.slice(0, 16), bits.slice(16)];
}

const binary = (number: number, length: number): string => number.toString(2).padStart(length, '0');

function wrongBlock(block: Json, pointer: string): { pointer: string; message: string }[] {
  const whole = stringOf(at(block, 'cidr')) ?? '';
  const outer = network(whole);
  if (!outer) return [{ pointer: `${pointer}/cidr`, message: `"${whole}" is no network such as 10.0.0.0/8` }];
  const found: { pointer: string; message: string }[] = [];
  visit(block, ['except', '*'], pointer, (value, place) => {
    const inner = network(String(value));
    const isInside =
      inner?.family === outer.family && inner.bits.length > outer.bits.length && inner.bits.startsWith(outer.bits);
    if (!isInside) found.push({ pointer: place(), message: `"${String(value)}" is no part of ${whole}` });
  });
  return found;
}
