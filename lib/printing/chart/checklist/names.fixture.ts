import type { Value } from '../../../judging/verify/kubernetes-object';
import { isMap } from '../../../judging/verify/kubernetes-object';
import { at, keysOf, replace, type Item, type Output } from './subject.fixture';

const standard = 'app.kubernetes.io/';
const clusterScoped = ['ClusterRole', 'ClusterRoleBinding'];
const helpers = 'templates/_helpers.tpl';

/** Every map of labels, wherever it stands. */
function labelsIn(value: Value | undefined): [string, Value][] {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(labelsIn);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    ['labels', 'matchLabels', 'selector'].includes(key) && isMap(below)
      ? [...Object.entries(below), ...labelsIn(below)]
      : labelsIn(below),
  );
}

const tooLong = ({ objects }: Output): string[] =>
  objects.flatMap((object) => {
    const long = labelsIn(object).filter(([, value]) => typeof value === 'string' && value.length > 63);
    const names = object.metadata.name.length > 63 ? [`the name ${object.metadata.name}`] : [];
    return [...names, ...long.map(([key]) => `a label ${key} of ${object.kind} ${object.metadata.name}`)];
  });

/** Where an object selects pods of its own release. */
const selectorOf = (object: Output['objects'][number]): Value | undefined => {
  const selector = at(object, 'spec', 'selector') ?? at(object, 'spec', 'podSelector');
  return at(selector, 'matchLabels') ?? selector;
};

/** Names, labels and selectors. */
export const nameItems: readonly Item[] = [
  {
    number: 7,
    title: 'Helpers, and names that always fit',
    check: async (chart) => {
      const has = (name: string) => chart.text(helpers).includes(`define "${chart.name}.${name}"`);
      const accounts = chart.workloads().filter(({ schema }) => schema.properties?.['serviceAccount']);
      const named = accounts.filter(({ text }) => !/include "[-a-z.]+\.serviceAccountName"/.test(text));
      const on = chart.allSwitched(true);
      const long = 'x'.repeat(62) + 'y';
      const outputs = await Promise.all([
        chart.render(on, `${'r'.repeat(52)}s`),
        chart.render({ ...on, nameOverride: long }, 'short'),
        chart.render({ ...on, fullnameOverride: long.slice(-35) }, 'short'),
      ]);
      return [
        ...['name', 'fullname', 'labels', 'selectorLabels']
          .filter((name) => !has(name))
          .map((name) => `no helper ${name}`),
        ...named.map(({ file }) => `${file} takes the name of its ServiceAccount from no helper`),
        ...outputs.flatMap(tooLong).map((what) => `${what} is longer than 63`),
      ];
    },
    spoil: (files) => replace(files, helpers, '"longest" 35', '"longest" 350'),
  },
  {
    number: 8,
    title: 'The recommended labels on every object',
    check: async (chart) => {
      const names = ['name', 'instance', 'component', 'version', 'part-of', 'managed-by'].map(
        (name) => standard + name,
      );
      return (await chart.settings()).flatMap(({ objects }) =>
        objects.flatMap((object) => {
          const missing = [...names, 'helm.sh/chart'].filter((label) => !at(object, 'metadata', 'labels', label));
          return missing.map((label) => `${object.kind} ${object.metadata.name} has no label ${label}`);
        }),
      );
    },
    spoil: (files) => replace(files, helpers, /^app\.kubernetes\.io\/version: .*\n/m, ''),
  },
  {
    number: 9,
    title: 'Selectors that never change and never meet',
    check: async (chart) => {
      const wanted = ['component', 'instance', 'name'].map((name) => standard + name);
      const own = [
        'Deployment',
        'StatefulSet',
        'DaemonSet',
        'Service',
        'PodDisruptionBudget',
        'NetworkPolicy',
        'ServiceMonitor',
      ];
      return (await chart.settings()).flatMap(({ objects }) =>
        objects
          .filter(({ kind }) => own.includes(kind))
          .flatMap((object) => {
            const selector = selectorOf(object);
            const isOwn = keysOf(selector).sort().join() === wanted.join() && at(selector, wanted[1]!) === chart.name;
            return isOwn ? [] : [`${object.kind} ${object.metadata.name} selects by ${JSON.stringify(selector)}`];
          }),
      );
    },
    spoil: (files) =>
      replace(files, 'templates/backend-service.yaml', /selector:\n {4}.*\n/, 'selector:\n    app: backend\n'),
  },
  {
    number: 10,
    title: 'The namespace of the release and no other',
    check: async (chart) =>
      (await chart.settings()).flatMap(({ objects }) =>
        objects.flatMap(({ kind, metadata }) => {
          const expected = clusterScoped.includes(kind) ? undefined : 'here';
          const found = metadata['namespace'];
          return found === expected ? [] : [`${kind} ${metadata.name} is in namespace ${String(found)}`];
        }),
      ),
    spoil: (files) => replace(files, 'templates/backend-service.yaml', '{{ .Release.Namespace | quote }}', 'default'),
  },
];
