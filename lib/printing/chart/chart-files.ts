import { chartFacts, clusterFor, evaluateManifest, type ChartDefinition, type Manifest } from '../../core/manifest';
import { isNamespace } from '../../core/manifest/is-namespace';
import { isBesideRelease } from '../../core/manifest/resource-definitions';
import {
  helmHook,
  helmRetained,
  joinedOptions,
  printGuards,
  printHelpers,
  printTemplate,
  printYaml,
  syncOptions,
  sharedPods,
} from '../trees';
import {
  DefinitionError,
  and,
  defaults,
  equals,
  Expression,
  expressionsIn,
  isEntries,
  Merged,
  not,
  releaseNamespace,
  type Json,
  type JsonObject,
  type Problem,
  type Release,
  type Templated,
  type Tree,
} from '../../core/values';
import { argoInChart } from './argo-in-chart';
import { chartMetadata } from './chart-yaml';
import { helmIgnore } from './helm-ignore';
import { printNotes } from './notes';
import { printReadme } from './chart-readme';
import { definitionFiles } from './definition-files';
import { printSchema } from './schema-file';
import { valueComments } from './value-comments';
import { printDefaults, printOverrides } from './values-file';

/** A chart as files, and what the repository index says of it. */
export interface PrintedChart {
  readonly name: string;
  readonly version: string;
  /** `Chart.yaml` as data. */
  readonly metadata: JsonObject;
  /** Path within the chart's folder to content. */
  readonly files: ReadonlyMap<string, string>;
}

/** Whether `helm test` runs an object: as a hook of ours, or as one that its author wrote in an annotation. */
function isTest({ hook, object }: Manifest): boolean {
  const { annotations } = (object['metadata'] ?? {}) as { readonly annotations?: { readonly [key: string]: unknown } };
  const written = annotations?.['helm.sh/hook'];
  return hook?.events.includes('test') === true || (typeof written === 'string' && /\btest\b/.test(written));
}

/** Prints a chart. `license` is the text of its licence; without one the chart has no LICENSE file. */
export function printChart(chart: ChartDefinition, manifests: readonly Manifest[], license?: string): PrintedChart {
  const { name, environments } = chart;
  const context = { chart: name };
  const metadata = chartMetadata(chart, defaultImages(chart, manifests));
  const valuesFiles = printValuesFiles(chart, manifests);
  const definitions = definitionFiles(manifests);
  const bundled = { definitions, hasTests: manifests.some(isTest) };
  const files = new Map<string, string>([
    ['.helmignore', ''],
    ['Chart.yaml', printYaml(metadata)],
    ...(license === undefined ? [] : [['LICENSE', license] as const]),
    [
      'README.md',
      printReadme(
        chart,
        [...valuesFiles].map(([file, { description }]) => ({ name: file, description })),
        bundled,
      ),
    ],
    ['values.schema.json', printSchema(chart.schema, name)],
    ['values.yaml', printDefaults(chart.schema, name, valueComments(chart, manifests))],
    ...[...valuesFiles].map(([file, { text }]) => [file, text] as const),
    [
      'templates/NOTES.txt',
      printNotes(
        chart,
        environments.flatMap(({ placeholders }) => placeholders),
        bundled,
      ),
    ],
  ]);
  for (const { path, text } of definitions) files.set(path, text);
  const trees: Tree[] = [];
  const argo = argoInChart(manifests, defaultRelease(chart));
  const printed = manifests.filter((each) => !isBesideRelease(each)).flatMap(besideOwnNamespace);
  const objects = printed.map((manifest) => withHelmAnnotations(manifest, argo(manifest)));
  const shared = sharedPods(objects, name);
  for (const [i, manifest] of printed.entries()) {
    const object = objects[i]!;
    const folder = manifest.hook?.events.includes('test') ? 'templates/tests' : 'templates';
    files.set(`${folder}/${manifest.file}.yaml`, printTemplate({ ...manifest, object: shared(object) }, context));
    trees.push(object, ...(manifest.condition ? [manifest.condition] : []));
  }
  trees.push(...chart.notes.flatMap(({ text, condition }): Expression[] => (condition ? [text, condition] : [text])));
  const { guards = [] } = chart;
  if (guards.length > 0) {
    files.set('templates/_validate.tpl', printGuards(guards, context));
    files.set('templates/validate.yaml', `{{- include "${name}.validate" . }}\n`);
    trees.push(...guards.flatMap(({ broken, fault }) => (broken ? [broken, fault] : [fault])));
  }
  if ('extraObjects' in chart.schema.properties) files.set('templates/extra-objects.yaml', extraObjects);
  files.set('templates/_helpers.tpl', printHelpers(trees.map(shared), context));
  for (const [path, content] of filesIn(trees, name)) files.set(`files/${path}`, content);
  files.set('.helmignore', helmIgnore(files.keys()));
  return { name, version: chart.metadata.version, metadata, files };
}

/**
 * The texts that are kept as files, by path.
 *
 * @throws DefinitionError for each path that has two contents
 */
function filesIn(trees: readonly Tree[], chart: string): Map<string, string> {
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { node } of expressionsIn(trees)) {
    if (node.kind !== 'file') continue;
    const { path, content } = node;
    if ((files.get(path) ?? content) !== content) {
      const message = `file(${JSON.stringify(path)}, ...) has two different contents`;
      problems.push({ code: 'same-file', construct: chart, message, remedy: 'Give each content a path of its own.' });
    }
    files.set(path, content);
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return files;
}

/** Objects that users add whole. */
const extraObjects = `{{- range .Values.extraObjects }}
---
{{ toYaml . }}
{{- end }}
`;

function printValuesFiles(chart: ChartDefinition, manifests: readonly Manifest[]) {
  const { name, environments, profiles } = chart;
  const files = new Map<string, { text: string; description: string }>();
  for (const environment of environments) {
    const { release, namespace, overrides, placeholders } = environment;
    const description = `environment \`${environment.name}\`: release \`${release}\` in namespace \`${namespace}\``;
    const file = `values-${environment.name}.yaml`;
    const comment = [
      `What differs from values.yaml in the environment ${environment.name}.`,
      `helm upgrade --install ${release} ./${name} --namespace ${namespace} --values ./${name}/${file}`,
    ];
    const comments = valueComments(chart, manifests, environment);
    files.set(file, { text: printOverrides(overrides, comment, placeholders, comments), description });
  }
  for (const profile of profiles) {
    const file = `values-${profile.name}.yaml`;
    const comment = [
      profile.description,
      `Laid over values-${profile.on}.yaml: --values values-${profile.on}.yaml --values ${file}`,
    ];
    const on = environments.find((each) => each.name === profile.on);
    files.set(file, {
      text: printOverrides(profile.overrides, comment, [], valueComments(chart, manifests, on)),
      description: `on top of \`values-${profile.on}.yaml\`: ${profile.description}`,
    });
  }
  return files;
}

/**
 * A Namespace object that may be that of the release: Helm needs the namespace before it looks at any template, so it makes
 * the namespace itself (`--create-namespace`) and then refuses an object of that name.
 */
function besideOwnNamespace(manifest: Manifest): Manifest[] {
  const { name } = manifest.object['metadata'] as { readonly name?: Tree };
  const isName = typeof name === 'string' || name instanceof Expression;
  if (!isNamespace(manifest) || !isName) return [manifest];
  if (name === releaseNamespace) return [];
  const isOther = not(equals(releaseNamespace, name as Templated<string>));
  const condition = manifest.condition ? and(manifest.condition, isOther) : isOther;
  const { comment = 'The namespace of the release is made by `helm install --create-namespace`.' } = manifest;
  return [{ ...manifest, comment, condition }];
}

/** The object with Helm's annotations: that it is a hook, that it outlives the release. */
function withHelmAnnotations(
  manifest: Manifest,
  argo: { readonly [key: string]: string },
): { readonly [key: string]: Tree } {
  const added = {
    ...(manifest.retain ? helmRetained : {}),
    ...(manifest.hook ? helmHook(manifest.hook) : {}),
    ...argo,
  };
  if (Object.keys(added).length === 0) return manifest.object;
  const metadata = manifest.object['metadata'] as { readonly [key: string]: Tree };
  return { ...manifest.object, metadata: { ...metadata, annotations: withEntries(metadata['annotations'], added) } };
}

/** A map of annotations, of whatever it is made, with further ones. */
function withEntries(own: Tree | undefined, added: { readonly [key: string]: string }): Tree {
  if (own === undefined) return added;
  if (isEntries(own)) return { ...own, ...added, ...bothOptions(own, added) };
  return new Merged(own instanceof Merged ? [...own.parts, added] : [own as Expression, added]);
}

/** Options for Argo CD that the author has given stay beside those that are added. */
function bothOptions(own: { readonly [key: string]: Tree | undefined }, added: { readonly [key: string]: string }) {
  const [said, options] = [own[syncOptions], added[syncOptions]];
  return typeof said === 'string' && options !== undefined ? { [syncOptions]: joinedOptions(said, options) } : {};
}

/** The images of a default installation, whatever is switched on. */
function defaultImages(chart: ChartDefinition, manifests: readonly Manifest[]): string[] {
  const release = defaultRelease(chart);
  const images = new Set<string>();
  const visit = (node: Json | undefined): void => {
    if (typeof node !== 'object' || node === null) return;
    const { image } = node as JsonObject;
    if (typeof image === 'string' && 'name' in node) images.add(image);
    Object.values(node as JsonObject).forEach(visit);
  };
  for (const manifest of manifests) visit(evaluateManifest({ ...manifest, condition: undefined }, release));
  return [...images].sort();
}

/** The release that `helm install` makes when nothing is set. */
const defaultRelease = (chart: ChartDefinition): Release => ({
  values: defaults(chart.schema),
  release: { name: chart.name, namespace: chart.name },
  chart: chartFacts(chart),
  cluster: clusterFor(chart.metadata, {}),
});
