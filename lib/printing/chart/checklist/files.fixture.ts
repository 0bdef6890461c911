import { parse } from 'yaml';
import { isVersion } from '../../../core/manifest/version';
import { containersOf, at, podsOf, replace, type Item, type Subject } from './subject.fixture';
import { flips } from './behaviour.fixture';

const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : typeof value === 'string' && value !== '';

/** Chart.yaml and the files beside the templates. */
export const fileItems: readonly Item[] = [
  {
    number: 1,
    title: 'What the chart is',
    check: (chart) => {
      const { apiVersion, type, name, version } = chart.yaml('Chart.yaml');
      return [
        ...(apiVersion === 'v2' ? [] : ['apiVersion is not v2']),
        ...(type === 'application' ? [] : ['type is not application']),
        ...(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(String(name)) ? [] : [`${String(name)} is not a DNS name`]),
        ...(isVersion(String(version)) ? [] : [`${String(version)} is not a SemVer version`]),
        ...(/^appVersion: ".+"$/m.test(chart.text('Chart.yaml')) ? [] : ['appVersion is not quoted']),
      ];
    },
    spoil: (files) => replace(files, 'Chart.yaml', 'appVersion: "1.0.0"', 'appVersion: 1.0'),
  },
  {
    number: 2,
    title: 'Kubernetes versions of cloud providers fit',
    check: (chart) => {
      const { kubeVersion } = chart.yaml('Chart.yaml');
      return /^>=\d+\.\d+\.\d+-0$/.test(String(kubeVersion)) ? [] : [`kubeVersion is ${String(kubeVersion)}`];
    },
    spoil: (files) => replace(files, 'Chart.yaml', /-0"$/m, '"'),
  },
  {
    number: 3,
    title: 'Who stands behind the chart',
    check: (chart) => {
      const metadata = chart.yaml('Chart.yaml');
      const fields = ['description', 'home', 'sources', 'keywords', 'maintainers', 'icon'];
      return fields.filter((field) => !isFilled(metadata[field])).map((field) => `Chart.yaml has no ${field}`);
    },
    spoil: (files) => replace(files, 'Chart.yaml', /^home: .*\n/m, ''),
  },
  {
    number: 4,
    title: 'What Artifact Hub shows',
    check: async (chart) => {
      const annotations = (chart.yaml('Chart.yaml')['annotations'] ?? {}) as Record<string, string>;
      const listOf = (key: string) =>
        (parse(annotations[`artifacthub.io/${key}`] ?? '[]') ?? []) as Record<string, unknown>[];
      const demands = { changes: ['kind', 'description'], images: ['name', 'image'], links: ['name', 'url'] };
      const lists = Object.entries(demands).flatMap(([key, fields]) => {
        const isGood = (entry: Record<string, unknown>) => fields.every((field) => isFilled(entry[field]));
        return listOf(key).length > 0 && listOf(key).every(isGood)
          ? []
          : [`artifacthub.io/${key} is missing or lacks fields`];
      });
      const listed = new Set(listOf('images').map(({ image }) => image));
      const used = podsOf(await chart.render()).flatMap(({ spec }) =>
        containersOf(spec).map((each) => String(at(each, 'image'))),
      );
      const unlisted = [...new Set(used)].filter((image) => !listed.has(image));
      const license = isFilled(annotations['artifacthub.io/license']) ? [] : ['artifacthub.io/license is missing'];
      return [...lists, ...license, ...unlisted.map((image) => `artifacthub.io/images does not list ${image}`)];
    },
    spoil: (files) => replace(files, 'Chart.yaml', 'image: sovd-backend:v1.0.0', 'image: sovd-backend:v0.9.0'),
  },
  {
    number: 5,
    title: 'Documents beside the templates',
    check: (chart) => {
      const readme = chart.text('README.md');
      const required = ['.helmignore', 'LICENSE', 'README.md', 'templates/NOTES.txt'];
      const commands = ['helm install', 'helm upgrade', 'helm uninstall', 'helm test'];
      const rows = chart.leaves().map(({ path }) => `| \`${path.join('.')}\` |`);
      return [
        ...required.filter((file) => chart.text(file) === '').map((file) => `there is no ${file}`),
        ...[...commands, ...rows].filter((text) => !readme.includes(text)).map((text) => `README.md lacks ${text}`),
        ...(/^ {2}(helm|kubectl) /m.test(chart.text('templates/NOTES.txt')) ? [] : ['NOTES.txt tells no command']),
      ];
    },
    spoil: (files) => replace(files, 'README.md', /^\| `backend\.replicaCount`.*\n/m, ''),
  },
  {
    number: 6,
    title: 'One object in each template',
    check: async (chart) => {
      const found = chart.templates().flatMap(([file, text]) => {
        // What refuses values makes nothing.
        if (/^\{\{- include "[-a-z0-9]+\.validate" \. \}\}\n$/.test(text)) return [];
        const kinds = [...text.matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind!.toLowerCase());
        const name = file.replace(/^templates\/(tests\/)?|\.yaml$/g, '');
        if (kinds.length !== 1 || /^---$/m.test(text)) return [`${file} has ${kinds.length} objects`];
        const isNamed = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && (name === kinds[0] || name.endsWith(`-${kinds[0]}`));
        return isNamed ? [] : [`${file} does not say in dashed words that it is a ${kinds[0]}`];
      });
      return [...found, ...(await emptyDocuments(chart))];
    },
    spoil: (files) => replace(files, 'templates/ingress.yaml', '{{- if', '# The way in.\n{{- if'),
  },
];

const emptyDocuments = async (chart: Subject) =>
  (await flips(chart)).filter((problem) => problem.includes('empty document'));
