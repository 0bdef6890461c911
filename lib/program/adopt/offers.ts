import type { Json } from '../../core/values';
import { at, groupsOf, isMap, listOf, textAt } from './groups';
import { withAutoscaler, withHosts, withPorts } from './links';
import type { Offer, Use } from './offer';
import { podOffers } from './pod-offers';
import type { Printed } from './printed';
import { camelCase } from '../../core/values/camel-case';
import { literal, quoted } from './words';

type Keys = readonly (string | number)[];

/** The values that an expert would offer for these objects; one that says the same at several objects is one. */
export function offersOf(objects: readonly Printed[], isExternal = externalSecrets(objects)): Offer[] {
  const groups = groupsOf(objects);
  const offers = objects.flatMap((object) => {
    const group = groups.get(object)!;
    return [...toggleOf(object, group), ...objectOffers(object, group), ...podOffers(object, group)];
  });
  const wanted = offers.filter(({ family }) => !family?.startsWith('secret ') || isExternal(family.slice(7)));
  return united(
    withPorts(withHosts(united(wanted.map((offer) => withAutoscaler(offer, objects, groups))), objects), objects),
  );
}

/** Secrets that no object of the app makes. */
function externalSecrets(objects: readonly Printed[]): (name: string) => boolean {
  const made = objects.filter(({ kind }) => kind === 'Secret').map(({ object }) => textAt(object, 'metadata', 'name'));
  return (name) => !made.includes(name);
}

/** Offers of one family as one, under the name of the first. Of two with one name, the second has a number. */
function united(offers: readonly Offer[]): Offer[] {
  const found = new Map<string, Offer>();
  const ownerOfFamily = new Map<string, string>();
  for (const offer of offers) {
    const known = offer.family === undefined ? undefined : ownerOfFamily.get(offer.family);
    if (known !== undefined) {
      const first = found.get(known)!;
      found.set(known, { ...first, uses: [...first.uses, ...offer.uses] });
      continue;
    }
    let path = offer.path;
    for (let n = 2; found.has(path.join('.')); n++) path = [...offer.path.slice(0, -1), `${offer.path.at(-1)!}${n}`];
    found.set(path.join('.'), { ...offer, path });
    if (offer.family !== undefined) ownerOfFamily.set(offer.family, path.join('.'));
  }
  return [...found.values()];
}

const optional =
  /^(Ingress|HTTPRoute|HorizontalPodAutoscaler|PodDisruptionBudget|NetworkPolicy|ServiceMonitor|PodMonitor|PrometheusRule|CronJob)$/;

function toggleOf(object: Printed, group: readonly string[]): Offer[] {
  if (!optional.test(object.kind)) return [];
  const declaration = `boolean(true, 'Whether the ${object.kind} exists')`;
  return [
    {
      path: [...group, 'enabled'],
      value: true,
      declaration,
      imports: ['boolean', 'Condition'],
      uses: [],
      toggles: [object],
    },
  ];
}

/** What an object offers beside its pods. */
function objectOffers(object: Printed, group: readonly string[]): Offer[] {
  const offers: Offer[] = [];
  const add = (
    name: string | readonly string[],
    keys: Keys,
    declare: (value: Json) => readonly [string, string] | undefined,
    more: Partial<Use> & Pick<Offer, 'family' | 'isExternal'> & { readonly empty?: Json } = {},
  ) => {
    const { family, isExternal, empty, ...use } = more;
    const today = at(object.object, ...keys);
    const value = today ?? empty;
    const declared = value === undefined ? undefined : declare(value);
    if (value === undefined || !declared) return;
    const [helper, code] = declared;
    const path = [...group, ...(typeof name === 'string' ? [name] : name)];
    const uses = [{ object, keys, value: today, ...use }];
    offers.push({
      path,
      value,
      declaration: code,
      imports: [helper],
      uses,
      ...(family !== undefined && { family }),
      ...(isExternal && { isExternal }),
    });
  };
  const { spec, data } = object.object;
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
      add('replicaCount', ['spec', 'replicas'], whole('How many pods run'), { props: ['replicas'] });
      break;
    case 'CronJob':
      add('schedule', ['spec', 'schedule'], needed('When it runs, as cron says it'), { props: ['schedule'] });
      add('timeZone', ['spec', 'timeZone'], text('Time zone of the schedule'));
      break;
    case 'HorizontalPodAutoscaler':
      add('minReplicas', ['spec', 'minReplicas'], whole('Least number of pods'), { props: ['minReplicas'] });
      add('maxReplicas', ['spec', 'maxReplicas'], whole('Most pods', 1), { props: ['maxReplicas'] });
      listOf(at(spec, 'metrics')).forEach((metric, i) => {
        const resource = textAt(metric, 'resource', 'name');
        const name = resource === 'cpu' ? 'CPU' : resource === 'memory' ? 'Memory' : undefined;
        if (name === undefined) return;
        const keys = ['spec', 'metrics', i, 'resource', 'target', 'averageUtilization'];
        add(
          `target${name}UtilizationPercentage`,
          keys,
          whole(`Share of the requested ${name === 'CPU' ? name : 'memory'} at which pods are added, in percent`, 1),
          { props: ['metrics', i, 0, 0] },
        );
      });
      add(
        'targetCPUUtilizationPercentage',
        ['spec', 'targetCPUUtilizationPercentage'],
        whole('Share of the requested CPU at which pods are added, in percent', 1),
      );
      break;
    case 'PodDisruptionBudget':
      add('minAvailable', ['spec', 'minAvailable'], countOrShare('How many pods stay, or which share of them'));
      add(
        'maxUnavailable',
        ['spec', 'maxUnavailable'],
        countOrShare('How many pods may be away, or which share of them'),
      );
      break;
    case 'Service': {
      if (at(spec, 'clusterIP') !== 'None' && at(spec, 'type') !== 'ExternalName')
        add('type', ['spec', 'type'], serviceType, { props: ['type|serviceType'] });
      const ports = listOf(at(spec, 'ports'));
      ports.forEach((port, i) => {
        const named = textAt(port, 'name');
        const below = ports.length === 1 ? [] : [named === undefined ? `port${i + 1}` : camelCase(named)];
        const isInProps = ports.length === 1 ? [['ports', 0, 'port']] : [];
        if (at(spec, 'clusterIP') !== 'None')
          add(
            [...below, 'port'],
            ['spec', 'ports', i, 'port'],
            portNumber('Port of the Service'),
            isInProps[0] ? { props: isInProps[0] } : {},
          );
        add([...below, 'nodePort'], ['spec', 'ports', i, 'nodePort'], portNumber('Port on every node'));
      });
      add('annotations', ['metadata', 'annotations'], map('Annotations of the Service'), { empty: {} });
      break;
    }
    case 'Ingress':
      add('className', ['spec', 'ingressClassName'], text('Ingress class'), { props: ['className'] });
      add('annotations', ['metadata', 'annotations'], map('Annotations of the Ingress'), { empty: {} });
      addHosts(['spec', 'rules'], 'host', listOf(at(spec, 'rules')));
      listOf(at(spec, 'tls')).forEach((tls, i) => {
        const name = textAt(tls, 'secretName');
        const path = listOf(at(spec, 'tls')).length === 1 ? ['tls', 'secretName'] : ['tls', `secretName${i + 1}`];
        add(path, ['spec', 'tls', i, 'secretName'], needed('Secret with the certificate'), {
          family: `secret ${name}`,
          isExternal: true,
        });
      });
      break;
    case 'HTTPRoute':
      listOf(at(spec, 'hostnames')).forEach((host, i) =>
        addHost(['spec', 'hostnames', i], String(host), listOf(at(spec, 'hostnames')).length),
      );
      break;
    case 'PersistentVolumeClaim':
      addStorage([], []);
      break;
    case 'ConfigMap':
      for (const [key, value] of Object.entries(isMap(data) ? data : {}))
        if (
          typeof value === 'string' &&
          value.length <= 120 &&
          !/[\n{]/.test(value) &&
          /^[-\w.]+$/.test(key) &&
          !/\.(ya?ml|json|conf|sh|ini|toml|js|sql|properties)$/.test(key)
        )
          add(camelCase(key), ['data', key], text(`${key} in the ConfigMap`), { props: ['data', key] });
      break;
    case 'ServiceAccount':
      add('annotations', ['metadata', 'annotations'], map('Annotations of the ServiceAccount'), { empty: {} });
      break;
    case 'ServiceMonitor':
    case 'PodMonitor':
      add(
        'interval',
        ['spec', object.kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints', 0, 'interval'],
        needed('How often metrics are read'),
      );
  }
  listOf(at(spec, 'volumeClaimTemplates')).forEach((claim, i, claims) => {
    const name = textAt(claim, 'metadata', 'name');
    addStorage(
      ['spec', 'volumeClaimTemplates', i],
      claims.length === 1 ? ['persistence'] : ['persistence', camelCase(name ?? `volume${i}`)],
    );
  });
  return offers;

  function addStorage(keys: Keys, group: readonly string[]): void {
    add(
      [...group, 'size'],
      [...keys, 'spec', 'resources', 'requests', 'storage'],
      amount('Size of the volume'),
      keys.length === 0 ? { props: ['storage'] } : {},
    );
    add(
      [...group, 'storageClass'],
      [...keys, 'spec', 'storageClassName'],
      needed('Class of the volume'),
      keys.length === 0 ? { props: ['storageClassName'] } : {},
    );
  }
  function addHosts(keys: Keys, field: string, rules: readonly Json[]): void {
    const hosts = new Set(rules.map((rule) => textAt(rule, field)).filter((host) => host !== undefined));
    rules.forEach((rule, i) => {
      const host = textAt(rule, field);
      if (host !== undefined) addHost([...keys, i, field], host, hosts.size);
    });
  }
  function addHost(keys: Keys, host: string, count: number): void {
    const path = count === 1 ? 'host' : ['hosts', camelCase(host.split('.')[0]!)];
    add(path, keys, text('Host name'), { family: `host ${host}`, method: { name: 'addHostRule', argument: 0 } });
  }
}

const text = (about: string) => (value: Json) =>
  typeof value === 'string' ? (['string', `string(${quoted(value)}, ${quoted(about)})`] as const) : undefined;
const needed = (about: string) => (value: Json) =>
  typeof value === 'string'
    ? (['string', `string(${quoted(value)}, ${quoted(about)}, { minLength: 1 })`] as const)
    : undefined;
const whole =
  (about: string, minimum = 0) =>
  (value: Json) =>
    Number.isInteger(value)
      ? ([
          'integer',
          `integer(${String(value)}, ${quoted(about)}${minimum > 0 ? `, { minimum: ${minimum} }` : ''})`,
        ] as const)
      : undefined;
const amount = (about: string) => (value: Json) =>
  typeof value === 'string' && /^[0-9.]+([KMGTPE]i|[numkMGTPE])?$/.test(value)
    ? (['quantity', `quantity(${quoted(value)}, ${quoted(about)})`] as const)
    : undefined;
const portNumber = (about: string) => (value: Json) =>
  Number.isInteger(value)
    ? (['integer', `integer(${String(value)}, ${quoted(about)}, { minimum: 1, maximum: 65535 })`] as const)
    : undefined;
const countOrShare = (about: string) => (value: Json) =>
  typeof value === 'string' ? needed(about)(value) : whole(about)(value);
const map = (about: string) => (value: Json) =>
  isMap(value) && Object.values(value).every((each) => typeof each === 'string')
    ? (['stringMap', `stringMap(${literal(value)}, ${quoted(about)})`] as const)
    : undefined;
const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer'];
const serviceType = (value: Json) =>
  serviceTypes.includes(String(value))
    ? ([
        'oneOf',
        `oneOf([${serviceTypes.map(quoted).join(', ')}], ${quoted(String(value))}, 'Type of the Service')`,
      ] as const)
    : undefined;
