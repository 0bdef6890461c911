import type { JsonObject } from '../../values';
import { usualParent } from '../../kubernetes/usual-parent';
import { wrongSchedule } from '../schedule';
import { host, label, portNumber, subdomain } from '../forms';
import type { FieldRule, Page } from '../page';
import {
  atMostCharacters,
  atMostItems,
  elements,
  evenEmpty,
  form,
  isEmpty,
  oneOf,
  required,
  rule,
  shown,
} from '../vocabulary';

const durations = (pattern: RegExp, description: string, valid: string): FieldRule =>
  form(
    'invalid-duration',
    `is a ${description}`,
    valid,
    '5 minutes',
    (text) => (pattern.test(text) ? undefined : `${shown(text)} is not a ${description}`),
    // Go knows no lookahead.
    { pattern: pattern.source.replace('(?=.)', ''), minLength: 1 },
  );

const goDuration = durations(
  /^-?(0|([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|ms|s|m|h))+$/,
  'duration such as 1h30m or 45s',
  '1h30m',
);
/** A number without a unit is one of seconds. */
const secondsOrDuration = durations(
  /^[-+]?([0-9]+|([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+)$/,
  'duration such as 5s or 3m, or a number of seconds',
  '5',
);
const prometheusDuration = durations(
  /^(0|(?=.)([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$/,
  'duration of Prometheus such as 5m or 1d12h',
  '1d12h',
);
const gatewayDuration = durations(
  /^([0-9]{1,5}(h|m|s|ms)){1,4}$/,
  'duration of the Gateway API such as 10s or 500ms',
  '500ms',
);

const monitor = {
  source: 'prometheus-operator: admission and generation of the configuration',
  fields: {
    'spec/endpoints/*/interval': prometheusDuration,
    'spec/endpoints/*/scrapeTimeout': prometheusDuration,
    'spec/podMetricsEndpoints/*/interval': prometheusDuration,
    'spec/podMetricsEndpoints/*/scrapeTimeout': prometheusDuration,
  },
};

const interval = { 'spec/interval': goDuration, 'spec/timeout': goDuration };

const usual: JsonObject = usualParent;

const isSameParent = (one: JsonObject, other: JsonObject): boolean =>
  ['group', 'kind', 'namespace', 'name'].every(
    (key) => (one[key] ?? usual[key] ?? '') === (other[key] ?? usual[key] ?? ''),
  );

/** Whether both say a part of their parent, or neither does. */
const tellAlike = (one: JsonObject, other: JsonObject): boolean =>
  ['sectionName', 'port'].every((key) => isEmpty(one[key]) === isEmpty(other[key]));

const kindOfGateway = form(
  'invalid-name',
  'is the name of a kind',
  'Gateway',
  'My_Gateway',
  (text) =>
    text.length <= 63 && /^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$/.test(text)
      ? undefined
      : `${shown(text)} is not the name of a kind such as Gateway`,
  { pattern: '^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$', maxLength: 63 },
);

/** Parts of a path that lead nowhere or elsewhere than they look, and slashes in disguise. */
const steps = '//|/\\.\\.?(/|$)|%2[fF]';
const longestPath = 1024;
const pathOfRoute = {
  pattern: "^/([-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$",
  maxLength: longestPath,
  not: { type: 'string', pattern: steps },
} as const;

function wrongPathOfRoute(path: string): string | undefined {
  if (!path.startsWith('/')) return `"${path}" does not begin with a slash`;
  if (new RegExp(steps, 'u').test(path)) return `${shown(path)} has a part that is empty, "." or "..", or %2F`;
  if (!new RegExp(pathOfRoute.pattern, 'u').test(path)) return `${shown(path)} has a character that paths do not have`;
  return path.length > longestPath ? `has ${path.length} characters; ${longestPath} are the most` : undefined;
}

/** What operators cannot read in resources of their own. */
export const customResourcesPage: Page = {
  'ExternalSecret.external-secrets.io': {
    source: 'external-secrets: metav1.Duration',
    fields: { 'spec/refreshInterval': goDuration },
  },
  'ClusterExternalSecret.external-secrets.io': {
    source: 'external-secrets: metav1.Duration',
    fields: { 'spec/refreshTime': goDuration, 'spec/externalSecretSpec/refreshInterval': goDuration },
  },
  'ServiceMonitor.monitoring.coreos.com': monitor,
  'PodMonitor.monitoring.coreos.com': monitor,
  'PrometheusRule.monitoring.coreos.com': {
    source: 'prometheus-operator: admission webhook',
    fields: {
      'spec/groups/*/interval': prometheusDuration,
      'spec/groups/*/rules/*/for': prometheusDuration,
      'spec/groups/*/rules/*/keep_firing_for': prometheusDuration,
    },
  },
  'AlertmanagerConfig.monitoring.coreos.com': {
    source: 'prometheus-operator: admission webhook',
    fields: {
      'spec/route/groupWait': prometheusDuration,
      'spec/route/groupInterval': prometheusDuration,
      'spec/route/repeatInterval': prometheusDuration,
    },
  },
  'Certificate.cert-manager.io': {
    source: 'cert-manager: metav1.Duration',
    fields: { 'spec/duration': goDuration, 'spec/renewBefore': goDuration },
  },
  'HTTPRoute.gateway.networking.k8s.io': {
    source: 'gateway-api: patterns of the definition',
    fields: {
      'spec/rules/*/timeouts/request': gatewayDuration,
      'spec/rules/*/timeouts/backendRequest': gatewayDuration,
      'spec/hostnames/*': host,
      'spec/rules/*/matches/*/path/type': oneOf('Exact', 'PathPrefix', 'RegularExpression'),
      'spec/rules/*/backendRefs/*/port': portNumber,
      'spec/parentRefs': atMostItems(32),
      'spec/parentRefs/*/name': [required, atMostCharacters(253)],
      'spec/parentRefs/*/namespace': evenEmpty(label),
      'spec/parentRefs/*/sectionName': evenEmpty(subdomain),
      'spec/parentRefs/*/group': subdomain,
      'spec/parentRefs/*/kind': evenEmpty(kindOfGateway),
      'spec/parentRefs/*/port': portNumber,
    },
  },
  'Gateway.gateway.networking.k8s.io': {
    source: 'gateway-api: patterns of the definition',
    fields: { 'spec/listeners/*/hostname': host, 'spec/listeners/*/port': portNumber },
  },
  'gateway.networking.k8s.io.HTTPRouteSpec': {
    source: 'gateway-api: rules of the definition',
    rules: [
      rule(
        'invalid-combination',
        'names a part of each parent that it names twice',
        {
          valid: { parentRefs: [{ name: 'a' }, { name: 'b' }] },
          invalid: { parentRefs: [{ name: 'a' }, { name: 'a', sectionName: 'https' }] },
        },
        (spec) => {
          const all = elements(spec, 'parentRefs');
          return all.flatMap(({ value, at }, i) =>
            all.slice(0, i).some((other) => isSameParent(value, other.value) && !tellAlike(value, other.value))
              ? [{ path: ['parentRefs', at], message: 'is a parent that is named twice, once without the part of it' }]
              : [],
          );
        },
      ),
    ],
  },
  'gateway.networking.k8s.io.HTTPPathMatch': {
    source: 'gateway-api: rules of the definition',
    rules: [
      rule(
        'invalid-path',
        'begins with a slash, with parts and characters of paths only, where it is compared as it is written',
        { valid: { type: 'RegularExpression', value: '.*' }, invalid: { type: 'PathPrefix', value: 'a' } },
        ({ type, value }) => {
          const message =
            type === 'RegularExpression' || typeof value !== 'string' ? undefined : wrongPathOfRoute(value);
          return message === undefined ? [] : [{ path: ['value'], message }];
        },
        {
          if: { not: { required: ['type'], properties: { type: { const: 'RegularExpression' } } } },
          then: { properties: { value: pathOfRoute } },
        },
      ),
    ],
  },
  'Application.argoproj.io': {
    source: 'argo-cd: retry strategy, parseStringToDuration',
    fields: {
      'spec/syncPolicy/retry/backoff/duration': secondsOrDuration,
      'spec/syncPolicy/retry/backoff/maxDuration': secondsOrDuration,
    },
  },
  'CronWorkflow.argoproj.io': {
    source: 'argo-workflows: validation of schedules',
    fields: { 'spec/schedule': form('invalid-schedule', 'is a schedule', '0 3 * * *', '60 3 * * *', wrongSchedule) },
  },
  'HelmRelease.helm.toolkit.fluxcd.io': { source: 'flux: patterns of the definition', fields: interval },
  'Kustomization.kustomize.toolkit.fluxcd.io': { source: 'flux: patterns of the definition', fields: interval },
};
