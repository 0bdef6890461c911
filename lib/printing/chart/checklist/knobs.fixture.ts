import type { Value } from '../../../judging/verify/kubernetes-object';
import {
  at,
  containersOf,
  elements,
  keysOf,
  lacking,
  podsOf,
  replace,
  type Item,
  type Output,
  type PodOf,
  type Schema,
  type Subject,
  type Workload,
} from './subject.fixture';

const running = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** The values of its group that a workload must obey and does not. */
const disobeyed = (chart: Subject, knobs: readonly string[], kinds?: readonly string[]): string[] =>
  disobeyedBy(
    chart.workloads().filter(({ kind }) => kinds?.includes(kind) ?? true),
    knobs,
  );

const disobeyedBy = (workloads: readonly Workload[], knobs: readonly string[]): string[] =>
  workloads.flatMap((workload) =>
    knobs.filter((knob) => !obeys(workload, knob)).map((knob) => `${workload.file} has no knob ${knob}`),
  );

function obeys({ text, group, schema }: Workload, knob: string): boolean {
  return schema.properties?.[knob] !== undefined && new RegExp(`${group}.${knob}\\b`.replace(/\./g, '\\.')).test(text);
}

/** Exporters, and what only those who run the system open in a browser: one pod is enough, and two would be wrong. */
const isForOperators = ({ group }: Workload) => /(Exporter|\.grafana|\.mongoExpress|\.pgadmin)$/.test(group);

const scaledServices = (chart: Subject) =>
  chart.workloads().filter((workload) => workload.kind === 'Deployment' && !isForOperators(workload));

/** The groups of values of the stateless services. */
const services = (chart: Subject) => chart.workloads().filter(({ kind }) => kind === 'Deployment');

const inServices = (
  chart: Subject,
  key: string,
  fields: readonly string[],
  of: (chart: Subject) => readonly Workload[] = services,
): string[] =>
  of(chart)
    .map(({ group, schema }) => ({ path: [group.slice(8)], schema }))
    .flatMap(({ path, schema }) => {
      const group = schema.properties?.[key];
      return group ? lacking({ path: [...path, key], schema: group }, fields) : [`${path.join('.')} has no ${key}`];
    });

const imagesOf = (pod: PodOf) => containersOf(pod.spec).map((container) => String(at(container, 'image')));
const nameOf = ({ object }: PodOf) => `${object.kind} ${object.metadata.name}`;
const kinds = ({ objects }: Output, kind: string) => objects.filter((object) => object.kind === kind);

/** What the standard `restricted` demands of a pod. */
export function unrestricted(pod: PodOf, mayMountHost = false): string[] {
  const { spec } = pod;
  const ofPod = (field: string) => at(spec, 'securityContext', field);
  const volumes = elements(at(spec, 'volumes')).flatMap((volume) => keysOf(volume).filter((key) => key === 'hostPath'));
  const faults = [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => at(spec, field) === true),
    ...(mayMountHost ? [] : volumes),
    ...containersOf(spec).flatMap((container) => {
      const own = (field: string) => at(container, 'securityContext', field);
      const drops = at(container, 'securityContext', 'capabilities', 'drop');
      return [
        ...((own('runAsNonRoot') ?? ofPod('runAsNonRoot')) === true ? [] : ['runAsNonRoot']),
        ...(at(own('seccompProfile') ?? ofPod('seccompProfile'), 'type') === 'RuntimeDefault'
          ? []
          : ['seccompProfile']),
        ...(own('allowPrivilegeEscalation') === false ? [] : ['allowPrivilegeEscalation']),
        ...(JSON.stringify(drops) === '["ALL"]' ? [] : ['capabilities.drop']),
      ];
    }),
  ];
  return [...new Set(faults)].map((fault) => `${nameOf(pod)} is not restricted: ${fault}`);
}

/** The Secrets that pods read. */
function secretsOf(value: Value | undefined): string[] {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(secretsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as { readonly [key: string]: Value }).flatMap(([key, below]) => {
    if (key === 'secretKeyRef' || key === 'secretRef') return [String(at(below, 'name'))];
    if (key === 'secret' && at(below, 'secretName') !== undefined) return [String(at(below, 'secretName'))];
    return secretsOf(below);
  });
}

const isExistingSecret = (schema: Schema) => /^Name of an existing Secret\b/.test(schema.description ?? '');

const deployment = 'templates/backend-deployment.yaml';
const schemaFile = 'values.schema.json';
const mirror = 'mirror.test';
const digest = `sha256:${'0'.repeat(64)}`;

/** What users may set, under the same names for every workload. */
export const knobItems: readonly Item[] = [
  {
    number: 11,
    title: 'Images: repository, tag, digest, pull policy, registry, pull secrets',
    check: async (chart) => {
      const images = chart.groups((_, group) => group.properties?.['repository'] !== undefined);
      const output = await chart.render({
        ...chart.setting(({ path, schema }) => {
          if (path.at(-1) === 'digest' && path.at(-2)?.toLowerCase().endsWith('image')) return digest;
          return schema.type === 'boolean' && path.at(-1) === 'enabled' ? true : undefined;
        }),
        global: { imageRegistry: mirror, imagePullSecrets: [{ name: 'shared' }] },
        imagePullSecrets: [{ name: 'own' }],
      });
      return [
        ...images.flatMap((image) => lacking(image, ['repository', 'tag', 'digest', 'pullPolicy'])),
        ...podsOf(output).flatMap((pod) => {
          const others = imagesOf(pod).filter(
            (image) => !image.startsWith(`${mirror}/`) || !image.endsWith(`@${digest}`),
          );
          const isPulled = JSON.stringify(at(pod.spec, 'imagePullSecrets')) === '[{"name":"shared"},{"name":"own"}]';
          return [
            ...others.map((image) => `${nameOf(pod)} runs ${image} whatever users say`),
            ...(isPulled ? [] : [`${nameOf(pod)} takes no pull secrets`]),
          ];
        }),
      ];
    },
    spoil: (files) => replace(files, deployment, /image: \{\{ include .*/, 'image: sovd-backend:v1.0.0'),
  },
  {
    number: 12,
    title: 'Number of pods, and none in the Deployment while it is scaled',
    check: async (chart) => {
      const fields = ['enabled', 'minReplicas', 'maxReplicas', 'targetCPUUtilizationPercentage', 'behavior'];
      const scaled = (on: boolean) =>
        chart.setting(({ path }) => {
          if (path.at(-1) !== 'enabled') return undefined;
          return path.at(-2) === 'autoscaling' ? on : true;
        });
      const [on, off] = await Promise.all([chart.render(scaled(true)), chart.render(scaled(false))]);
      const replicas = (output: Output) => kinds(output, 'Deployment').map((each) => at(each, 'spec', 'replicas'));
      const singles = services(chart).filter(isForOperators).length;
      const counted = replicas(on).filter((count) => count !== undefined);
      const scalers = kinds(on, 'HorizontalPodAutoscaler').length;
      return [
        ...disobeyedBy(scaledServices(chart), ['replicaCount', 'autoscaling']),
        ...inServices(chart, 'autoscaling', fields, scaledServices),
        ...(counted.length === singles && counted.every((count) => count === 1)
          ? []
          : ['a Deployment has replicas while it is scaled']),
        ...(scalers === replicas(on).length - singles ? [] : ['a Deployment is not scaled']),
        ...(replicas(off).every((count) => typeof count === 'number') ? [] : ['a Deployment has no replicas']),
        ...(kinds(off, 'HorizontalPodAutoscaler').length === 0 ? [] : ['something is scaled that is switched off']),
      ];
    },
    spoil: (files) => replace(files, deployment, /^ {2}\{\{- if not .*\n( {2}replicas.*\n).*\n/m, '$1'),
  },
  {
    number: 13,
    title: 'Resources and probes as whole blocks',
    check: (chart) => [
      ...disobeyed(chart, ['resources']),
      ...disobeyed(chart, ['livenessProbe', 'readinessProbe', 'startupProbe'], running),
    ],
    spoil: (files) => replace(files, deployment, '.Values.backend.startupProbe', '.Values.frontend.startupProbe'),
  },
  {
    number: 14,
    title: 'Where and how pods run',
    check: (chart) =>
      disobeyed(chart, [
        ...['podAnnotations', 'podLabels', 'nodeSelector', 'tolerations', 'affinity', 'topologySpreadConstraints'],
        ...['priorityClassName', 'terminationGracePeriodSeconds', 'lifecycle'],
      ]),
    spoil: (files) =>
      replace(files, 'templates/_helpers.tpl', '$values.tolerations', '$root.Values.backend.tolerations'),
  },
  {
    number: 15,
    title: 'Restricted by default',
    check: async (chart) => [
      ...disobeyed(chart, ['podSecurityContext', 'securityContext']),
      ...(await chart.settings()).flatMap((output) =>
        podsOf(output).flatMap((pod) => unrestricted(pod, chart.excepted.has(output.sources.get(pod.object) ?? ''))),
      ),
    ],
    spoil: (files) => replace(files, 'values.yaml', 'runAsNonRoot: true', 'runAsNonRoot: false'),
  },
  {
    number: 16,
    title: 'Room for what the chart does not know',
    check: async (chart) => {
      const extra = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra' } };
      const { objects } = await chart.render({ extraObjects: [extra] });
      return [
        ...disobeyed(chart, ['extraEnv', 'extraEnvFrom', 'extraVolumes', 'extraVolumeMounts']),
        ...(objects.some(({ metadata }) => metadata.name === 'extra') ? [] : ['extraObjects are not installed']),
      ];
    },
    spoil: (files) => files.set('templates/extra-objects.yaml', ''),
  },
  {
    number: 17,
    title: 'Service accounts, and rights apart from them',
    check: (chart) => [
      ...inServices(chart, 'serviceAccount', ['create', 'name', 'annotations', 'automount']),
      ...chart
        .templates()
        .filter(
          ([, text]) => /^kind: (Cluster)?Role(Binding)?$/m.test(text) && !/^\{\{- if .*\.rbac\.create\b/m.test(text),
        )
        .map(([file]) => `${file} is there whatever rbac.create says`),
    ],
    spoil: (files) =>
      replace(files, 'templates/monitoring-embedded-prometheus-role.yaml', 'rbac.create', 'serviceAccount.create'),
    on: 'kirana',
  },
  {
    number: 18,
    title: 'The Service',
    check: (chart) => inServices(chart, 'service', ['type', 'port', 'nodePort', 'annotations']),
    spoil: (files) => replace(files, schemaFile, /"nodePort"/g, '"portOfNode"'),
  },
  {
    number: 19,
    title: 'Ingress, and a route of the Gateway API beside it',
    check: async (chart) => {
      const { ingress = {}, httpRoute = {} } = chart.schema().properties ?? {};
      const withClass = async (className: string) => {
        const [found] = kinds(await chart.render({ ingress: { enabled: true, className } }), 'Ingress');
        return found ? at(found, 'spec', 'ingressClassName') : 'no Ingress';
      };
      const [none, some] = await Promise.all([withClass(''), withClass('other')]);
      const route = await chart.render({ httpRoute: { enabled: true } });
      return [
        ...lacking({ path: ['ingress'], schema: ingress }, ['enabled', 'className', 'annotations', 'hosts', 'tls']),
        ...lacking({ path: ['httpRoute'], schema: httpRoute }, ['enabled', 'parentRefs', 'hostnames', 'annotations']),
        ...(none === undefined ? [] : [`an empty className gives ${String(none)}`]),
        ...(some === 'other' ? [] : [`a className gives ${String(some)}`]),
        ...(kinds(route, 'HTTPRoute').length === 1 ? [] : ['httpRoute.enabled gives no HTTPRoute']),
      ];
    },
    spoil: (files) => replace(files, 'templates/ingress.yaml', 'with .Values.ingress.className', 'if true'),
  },
  {
    number: 20,
    title: 'Disruption budgets for any number of pods',
    check: async (chart) => {
      const setting = chart.setting(({ path }) => {
        if (path.at(-1) === 'replicaCount') return 1;
        if (path.at(-1) === 'minAvailable') return '50%';
        return path.at(-1) === 'enabled' ? path.at(-2) !== 'autoscaling' : undefined;
      });
      const output = await chart.render(setting);
      const budgets = kinds(output, 'PodDisruptionBudget');
      const both = budgets.filter(
        (budget) => at(budget, 'spec', 'maxUnavailable') !== undefined || !at(budget, 'spec', 'minAvailable'),
      );
      return [
        ...inServices(chart, 'podDisruptionBudget', ['enabled', 'minAvailable', 'maxUnavailable'], scaledServices),
        ...(budgets.length === scaledServices(chart).length ? [] : ['a Deployment of one pod has no budget']),
        ...both.map(({ metadata }) => `in the budget ${metadata.name} minAvailable does not win`),
      ];
    },
    spoil: (files) =>
      replace(
        files,
        'templates/backend-poddisruptionbudget.yaml',
        /if (\S+) -/,
        'if and $1 (gt (int64 .Values.backend.replicaCount) 1) -',
      ),
  },
  {
    number: 21,
    title: 'A network policy for every pod that is reached',
    check: async (chart) => {
      const isPolicy = (path: readonly string[]) => path.at(-2) === 'networkPolicy';
      const policies = async (on: boolean) => {
        const setting = chart.setting(({ path }) => (path.at(-1) === 'enabled' ? on || !isPolicy(path) : undefined));
        return chart.render(setting);
      };
      const [on, off] = await Promise.all([policies(true), policies(false)]);
      const selectors = kinds(on, 'NetworkPolicy').map((each) =>
        JSON.stringify(at(each, 'spec', 'podSelector', 'matchLabels')),
      );
      const reached = on.objects.filter(({ kind }) => running.includes(kind));
      const open = reached.filter(
        (each) => !selectors.includes(JSON.stringify(at(each, 'spec', 'selector', 'matchLabels'))),
      );
      return [
        ...open.map(({ kind, metadata }) => `no network policy is for ${kind} ${metadata.name}`),
        ...kinds(off, 'NetworkPolicy').map(
          ({ metadata }) => `the network policy ${metadata.name} cannot be switched off`,
        ),
      ];
    },
    spoil: (files) =>
      replace(
        files,
        'templates/backend-networkpolicy.yaml',
        'component: backend\n  policyTypes',
        'component: other\n  policyTypes',
      ),
  },
  {
    number: 22,
    title: 'Metrics for the Prometheus Operator',
    check: async (chart) => {
      const metrics = chart.groups((key) => key === 'metrics');
      if (metrics.length === 0) return [];
      const count = async (on: boolean) => {
        const output = await chart.render(
          chart.setting(({ path }) => (path.at(-1) === 'enabled' ? on || path.at(-2) !== 'metrics' : undefined)),
        );
        return kinds(output, 'ServiceMonitor').length + kinds(output, 'PrometheusRule').length;
      };
      return [
        ...metrics.flatMap(({ path, schema }) => [
          ...lacking({ path, schema }, ['enabled', 'serviceMonitor', 'prometheusRule']),
          ...lacking({ path: [...path, 'serviceMonitor'], schema: schema.properties?.['serviceMonitor'] ?? {} }, [
            'enabled',
            'interval',
            'labels',
          ]),
          ...lacking({ path: [...path, 'prometheusRule'], schema: schema.properties?.['prometheusRule'] ?? {} }, [
            'enabled',
          ]),
        ]),
        ...((await count(true)) - (await count(false)) >= 2 * metrics.length
          ? []
          : ['metrics.enabled switches not all monitors and rules']),
      ];
    },
    spoil: (files) =>
      replace(files, 'templates/backend-prometheusrule.yaml', 'and .Values.backend.metrics.enabled ', 'and true '),
  },
  {
    number: 23,
    title: 'An existing Secret in the place of every one',
    check: async (chart) => {
      const values = chart.leaves().filter(({ schema }) => isExistingSecret(schema));
      const misnamed = values.filter(
        ({ path }) => !/^existingSecret(s|$)|\.existingSecret(s\.|$)/.test(path.join('.')),
      );
      const named = chart.setting(({ path, schema }) => {
        if (isExistingSecret(schema)) return `ours-${path.join('-').toLowerCase()}`;
        return path.at(-1) === 'enabled' ? true : undefined;
      });
      const read = podsOf(await chart.render(named)).flatMap((pod) => secretsOf(pod.spec));
      return [
        ...misnamed.map(({ path }) => `${path.join('.')} is not called existingSecret`),
        ...[...new Set(read)]
          .filter((name) => !name.startsWith('ours-'))
          .map((name) => `nothing can take the place of the Secret ${name}`),
      ];
    },
    spoil: (files) =>
      replace(files, deployment, /name: \{\{ include "sovd-webapp\.secrets\.name".*/, 'name: sovd-webapp-secrets'),
  },
  {
    number: 24,
    title: 'Values that are easy to set',
    check: (chart) => {
      const leaves = chart.leaves();
      const keys = new Set(leaves.flatMap(({ path }) => path));
      const lists = leaves.filter(({ schema }) => schema.type === 'array' && !isPlainList(schema.items));
      const texts = [
        ...chart.templates(),
        ['templates/_helpers.tpl', withoutTexts(chart.text('templates/_helpers.tpl'))] as const,
      ];
      const bare = texts.flatMap(([file, text]) =>
        [...text.matchAll(/\{\{-? \.Values\.([A-Za-z0-9.]+) \}\}/g)].flatMap(([, path]) => {
          const leaf = leaves.find((each) => each.path.join('.') === path);
          return leaf?.schema.type === 'boolean' || leaf?.schema.enum ? [] : [`${file} prints ${path} without quotes`];
        }),
      );
      return [
        ...[...keys].filter((key) => !/^[a-z][A-Za-z0-9]*$/.test(key)).map((key) => `the key ${key} is not camelCase`),
        ...lists.map(({ path }) => `${path.join('.')} is a list of things with names: a map is easier to set`),
        ...bare,
      ];
    },
    spoil: (files) => replace(files, 'templates/_helpers.tpl', '.Values.logLevel | quote', '.Values.logLevel'),
  },
];

/** Named templates without those that give one text and no YAML: whoever includes one quotes it. */
const withoutTexts = (helpers: string): string =>
  helpers
    .split(/(?=^\{\{\/\*$)/m)
    .filter((helper) => helper.replace(/\{\{-?[^]*?\}\}/g, '').trim() !== '')
    .join('');

/** Of a Service's ports, whose list Kubernetes has itself. */
const fieldsOfPort: ReadonlySet<string> = new Set(['name', 'port', 'targetPort']);
/** Of groups of rules, whose list Prometheus has itself. */
const fieldsOfRules: ReadonlySet<string> = new Set(['name', 'interval', 'query_offset', 'limit', 'rules']);

/** Kubernetes' own lists stay lists, and so do lists of words; a `name` alone refers to something. */
function isPlainList(items: Schema | undefined): boolean {
  // Lists of Kubernetes' own structs keep its form.
  const structs = [items?.$ref, ...(items?.allOf ?? []).map(({ $ref }) => $ref)];
  if (items?.properties === undefined || structs.some((each) => each !== undefined)) return true;
  const fields = Object.keys(items.properties);
  if ([fieldsOfPort, fieldsOfRules].some((known) => fields.every((field) => known.has(field)))) return true;
  return !fields.includes('name') || fields.length === 1;
}
