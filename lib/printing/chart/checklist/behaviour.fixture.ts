import { gunzipSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { overlay, type Json, type JsonObject } from '../../../core/values';
import { helmLint } from '../../../judging/verify/helm';
import { helmVersions } from '../../../judging/verify/tools';
import { packageChart } from '../package-chart';
import { unrestricted } from './knobs.fixture';
import { Subject, at, elements, nested, podsOf, replace, type Item, type Output, type Schema } from './subject.fixture';

const helpers = 'templates/_helpers.tpl';

/** What Helm or YAML minds in the output with each switch turned, on top of the defaults. */
export async function flips(chart: Subject): Promise<string[]> {
  const switches = chart.leaves().filter(({ schema }) => schema.type === 'boolean');
  const outputs = await Promise.all(
    switches.map(async ({ path, schema }) => {
      // A database that is off needs one elsewhere.
      const host = [...path.slice(0, -1), 'external', 'host'];
      const hasOther = chart.leaves().some((leaf) => leaf.path.join('.') === host.join('.'));
      const elsewhere = hasOther ? nested(host, 'db.example.org') : {};
      const { problems } = await chart.render(overlay(elsewhere, nested(path, schema.default !== true)));
      return problems.map((problem) => `${path.join('.')} turned: ${problem}`);
    }),
  );
  return outputs.flat();
}

const isRunning = ({ kind }: { readonly kind: string }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind);

const metadataOfPods = (output: Output) =>
  new Map(
    podsOf(output)
      .filter(({ object }) => isRunning(object))
      .map(({ object, metadata }) => [`${object.kind} ${object.metadata.name}`, JSON.stringify(metadata)]),
  );

/** The pods whose template is another one in the second output. */
function rolled(before: Output, after: Output): string[] {
  const old = metadataOfPods(before);
  return [...metadataOfPods(after)]
    .filter(([name, metadata]) => old.get(name) !== metadata)
    .map(([name]) => name)
    .sort();
}

/** The chart with one change; the copy is removed afterwards. */
async function changed<T>(
  chart: Subject,
  spoil: (files: Map<string, string>) => void,
  use: (copy: Subject) => Promise<T>,
): Promise<T> {
  const files = new Map(chart.files);
  spoil(files);
  const copy = new Subject(chart.name, files);
  try {
    return await use(copy);
  } finally {
    copy.remove();
  }
}

/** Workloads that run on and refer to a ConfigMap. */
function readersOf(output: Output, configMap: string): string[] {
  const refers = (value: unknown): boolean => JSON.stringify(value).includes(`{"name":"${configMap}"`);
  return podsOf(output)
    .filter(({ object, spec }) => isRunning(object) && refers(spec))
    .map(({ object }) => `${object.kind} ${object.metadata.name}`)
    .sort();
}

/** A chart whose pods are not replaced when what they read changes, or without need. */
async function staleOrRestless(chart: Subject): Promise<string[]> {
  const on = chart.allSwitched(true);
  const before = await chart.render(on);
  const bumped = await changed(
    chart,
    (files) => replace(files, 'Chart.yaml', /^version: .*$/m, 'version: "9.9.9"'),
    async (copy) => rolled(before, await copy.render(on)),
  );
  const data = [...chart.text(helpers).matchAll(/define "[-a-z]+\.([-a-zA-Z]+)\.data" -\}\}\n/g)];
  const found = await Promise.all(
    data.map(([definition, id]) =>
      changed(
        chart,
        (files) => replace(files, helpers, definition, `${definition}ADDED: "1"\n`),
        async (copy) => {
          const after = await copy.render(on);
          const names = after.objects
            .filter((each) => each.kind === 'ConfigMap' && at(each, 'data', 'ADDED') === '1')
            .map(({ metadata }) => metadata.name);
          const readers = names.flatMap((name) => readersOf(after, name));
          const pods = rolled(before, after);
          return readers.join() === pods.join()
            ? []
            : [`a change of ${id} replaces ${pods.join() || 'nothing'}; it is read by ${readers.join() || 'nothing'}`];
        },
      ),
    ),
  );
  return [...bumped.map((name) => `a new chart version replaces the pods of ${name}`), ...found.flat()];
}

/** Objects whose unknown fields a schema lets pass. */
function loose(schema: Schema, path: string): string[] {
  const isOpen = path === '/properties/global' || schema.additionalProperties !== undefined;
  const isReference = schema.allOf?.some(({ $ref }) => $ref !== undefined) ?? schema.$ref !== undefined;
  const own =
    schema.type === 'object' &&
    // What is one value has no field that is unknown.
    schema.const === undefined &&
    !isReference &&
    (!isOpen || (schema.additionalProperties === true && path !== '/properties/global'));
  const below = Object.entries({ ...schema.properties }).flatMap(([key, each]) =>
    loose(each, `${path}/properties/${key}`),
  );
  const definitions = Object.entries({ ...schema.definitions }).flatMap(([key, each]) =>
    loose(each, `/definitions/${key}`),
  );
  return [
    ...(own ? [path || '/'] : []),
    ...below,
    ...definitions,
    ...(schema.items ? loose(schema.items, `${path}/items`) : []),
  ];
}

/** The values of a file that are what `values.yaml` says already. */
function repeated(values: Json | undefined, defaults: Json | undefined, path: string): string[] {
  if (typeof values === 'object' && values !== null && !Array.isArray(values)) {
    return Object.entries(values as JsonObject).flatMap(([key, value]) =>
      repeated(value, (defaults as JsonObject | undefined)?.[key], path ? `${path}.${key}` : key),
    );
  }
  return JSON.stringify(values) === JSON.stringify(defaults) ? [path] : [];
}

/** The files of a package by path within the chart. */
function unpacked(archive: Buffer): Map<string, string> {
  const bytes = gunzipSync(archive);
  const files = new Map<string, string>();
  for (let offset = 0; bytes[offset];) {
    const field = (start: number, length: number) =>
      bytes.toString('utf8', offset + start, offset + start + length).replace(/\0.*$/s, '');
    const size = parseInt(field(124, 12), 8);
    const [prefix, name] = [field(345, 155), field(0, 100)];
    const path = (prefix ? `${prefix}/${name}` : name).replace(/^[^/]*\//, '');
    files.set(path, bytes.toString('utf8', offset + 512, offset + 512 + size));
    offset += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** What `helm package` puts into its archive of the folder. */
function packagedByHelm(chart: Subject): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-package-'));
  try {
    execFileSync(helmVersions()[1]!.path, ['package', chart.folder, '--destination', folder], { stdio: 'pipe' });
    return unpacked(readFileSync(join(folder, readdirSync(folder)[0]!)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How a chart behaves. */
export const behaviourItems: readonly Item[] = [
  {
    number: 25,
    title: 'A changed configuration replaces the pods that read it',
    check: staleOrRestless,
    spoil: (files) =>
      replace(files, 'templates/frontend-deployment.yaml', 'sovd-webapp.frontend-config.data', 'sovd-webapp.labels'),
  },
  {
    number: 26,
    title: 'A strict schema with a description of every value',
    check: (chart) => {
      const schema = chart.schema();
      const undescribed = [...chart.leaves(), ...chart.groups(() => true)].filter(
        ({ path, schema: each }) => !each.description || each.title !== path.join('.'),
      );
      return [
        ...((schema as { $schema?: string }).$schema === 'http://json-schema.org/draft-07/schema#'
          ? []
          : ['the schema is not draft-07']),
        ...loose(schema, '').map((path) => `the schema lets unknown fields pass at ${path}`),
        ...undescribed.map(({ path }) => `${path.join('.')} has no title or description`),
      ];
    },
    spoil: (files) =>
      replace(files, 'values.schema.json', '"additionalProperties": false', '"additionalProperties": true'),
  },
  {
    number: 27,
    title: 'Every value matters, and every value that a template reads is there',
    check: (chart) => {
      const templates = [...chart.files].filter(([path]) => path.startsWith('templates/'));
      const used = new Set(
        templates.flatMap(([, text]) =>
          [...text.matchAll(/\.Values\.([A-Za-z0-9.]*[A-Za-z0-9])/g)].map(([, path]) => path!),
        ),
      );
      const values = chart.values();
      // What workloads have in common stands in values.yaml once.
      const isThere = (path: string) => at(values, ...path.split('.')) !== undefined || chart.mayBeMissing(path);
      const isUsed = (path: readonly string[]) => path.some((_, i) => used.has(path.slice(0, i + 1).join('.')));
      return [
        ...[...used]
          .filter((path) => !isThere(path))
          .map((path) => `values.yaml has no ${path}, which a template reads`),
        ...chart
          .leaves()
          .filter(({ path }) => !isUsed(path))
          .map(({ path }) => `no template reads ${path.join('.')}`),
      ];
    },
    spoil: (files) => replace(files, 'values.yaml', /^logLevel: .*\n/m, ''),
  },
  {
    number: 28,
    title: 'Clean output',
    check: async (chart) => [...(await chart.settings()).flatMap(({ problems }) => problems), ...(await flips(chart))],
    spoil: (files) => replace(files, 'templates/config-configmap.yaml', /^data:/m, 'immutable:\ndata:'),
  },
  {
    number: 29,
    title: 'Tests that can fail',
    check: async (chart) => {
      const output = await chart.render();
      const isTest = (object: Output['objects'][number]) =>
        at(object, 'metadata', 'annotations', 'helm.sh/hook') === 'test';
      const tests = podsOf(output).filter(({ object }) => isTest(object));
      return [
        ...(tests.length > 0 ? [] : ['there is no test']),
        ...tests.flatMap((pod) => {
          const [container] = elements(at(pod.spec, 'containers'));
          const command = JSON.stringify([container?.['command'], container?.['args']]);
          const canFail = at(pod.spec, 'restartPolicy') === 'Never' && /exit 1|exit\(1\)|-ec|set -e/.test(command);
          return [...(canFail ? [] : [`the test ${pod.object.metadata.name} cannot fail`]), ...unrestricted(pod)];
        }),
      ];
    },
    spoil: (files) =>
      replace(
        files,
        'templates/tests/smoke-backend-live-pod.yaml',
        /allowPrivilegeEscalation: false/,
        'allowPrivilegeEscalation: true',
      ),
  },
  {
    number: 30,
    title: 'Hooks with a weight of their own and a delete policy',
    check: async (chart) => {
      const hooks = (await chart.settings()).flatMap(({ objects }) => {
        const places = objects.flatMap(({ kind, metadata }) => {
          const own = (name: string) => at(metadata, 'annotations', `helm.sh/hook${name}`);
          const events = own('');
          return typeof events === 'string'
            ? [
                {
                  object: `${kind} ${metadata.name}`,
                  events: events.split(','),
                  weight: own('-weight'),
                  policy: own('-delete-policy'),
                },
              ]
            : [];
        });
        const faulty = places
          .filter(({ weight, policy }) => !/^-?\d+$/.test(String(weight)) || !policy)
          .map(({ object }) => `${object} lacks weight or delete policy`);
        const twice = places.flatMap((a, i) =>
          places
            .slice(i + 1)
            .filter((b) => a.weight === b.weight && a.events.some((event) => b.events.includes(event)))
            .map((b) => `${a.object} and ${b.object} have one weight, ${String(a.weight)}`),
        );
        return [...faulty, ...twice];
      });
      return [...new Set(hooks)];
    },
    spoil: (files) => replace(files, 'templates/migration-job.yaml', 'hook-weight: "-5"', 'hook-weight: "-25"'),
  },
  {
    number: 31,
    title: 'Values files that hold only what differs',
    check: (chart) => {
      const files = chart.valuesFiles();
      const modeline = '# yaml-language-server: $schema=values.schema.json\n';
      return [
        ...['values-local.yaml', 'values-production.yaml']
          .filter((file) => !files.includes(file))
          .map((file) => `there is no ${file}`),
        ...['values.yaml', ...files]
          .filter((file) => !chart.text(file).startsWith(modeline))
          .map((file) => `${file} names no schema to editors`),
        ...files
          .filter((file) => !file.startsWith('values-size-'))
          .flatMap((file) =>
            repeated(chart.yaml(file), chart.values(), '').map((path) => `${file} repeats the default of ${path}`),
          ),
        ...['values.yaml']
          .filter((file) => !/^ *# -- /m.test(chart.text(file)))
          .map((file) => `${file} describes nothing`),
      ];
    },
    spoil: (files) => files.set('values-production.yaml', `${files.get('values-production.yaml')}logLevel: INFO\n`),
  },
  {
    number: 32,
    title: 'A package with the same bytes every time',
    check: (chart) => {
      const bytes = Buffer.from(packageChart(chart.name, chart.files));
      const again = Buffer.from(packageChart(chart.name, new Map([...chart.files].reverse())));
      const [ours, helms] = [unpacked(bytes), packagedByHelm(chart)];
      const paths = [...new Set([...ours.keys(), ...helms.keys()])];
      // Helm writes Chart.yaml anew, in an order of its own.
      const isSame = (path: string) =>
        path === 'Chart.yaml'
          ? JSON.stringify(sorted(parse(ours.get(path) ?? ''))) === JSON.stringify(sorted(parse(helms.get(path) ?? '')))
          : ours.get(path) === helms.get(path);
      return [
        ...(bytes.equals(again) ? [] : ['the same files give other bytes']),
        ...paths
          .filter((path) => !isSame(path))
          .map((path) => `${path} is not in the package as helm package would have it`),
      ];
    },
    spoil: (files) => files.set('files/notes.tmp', 'a scratch file'),
  },
  {
    number: 33,
    title: 'Clean for helm lint --strict',
    check: async (chart) => {
      const found: string[] = [];
      for (const tool of helmVersions()) {
        for (const file of [undefined, ...chart.valuesFiles()]) {
          const names = file?.startsWith('values-size-') ? ['values-production.yaml', file] : file ? [file] : [];
          found.push(
            ...(await helmLint(
              tool,
              chart.folder,
              names.map((name) => join(chart.folder, name)),
            )),
          );
        }
      }
      return found;
    },
    spoil: (files) => replace(files, 'Chart.yaml', /^icon: .*\n/m, 'icon: nowhere\n'),
  },
  {
    number: 34,
    title: 'Data outlive the release, and definitions of others are not in it',
    check: async (chart) => {
      const kept = (object: Output['objects'][number]) =>
        at(object, 'metadata', 'annotations', 'helm.sh/resource-policy') === 'keep';
      const isLost = (object: Output['objects'][number]) =>
        (object.kind === 'PersistentVolumeClaim' && !kept(object)) ||
        object.kind === 'CustomResourceDefinition' ||
        at(object, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete';
      const { objects } = await chart.render(chart.allSwitched(true));
      return [
        ...[...chart.files.keys()].filter((path) => path.startsWith('crds/')),
        ...objects.filter(isLost).map(({ kind, metadata }) => `${kind} ${metadata.name} goes with the release`),
      ];
    },
    spoil: (files) =>
      replace(
        files,
        'templates/postgres-backup-persistentvolumeclaim.yaml',
        'resource-policy: keep',
        'resource-policy: none',
      ),
    on: 'family-gifting',
  },
];

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
};
