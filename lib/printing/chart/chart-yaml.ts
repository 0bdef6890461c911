import type { ChartDefinition } from '../../core/manifest';
import { printYaml } from '../trees';
import type { Json, JsonObject } from '../../core/values';

/** The oldest Kubernetes that the objects are checked against; `-0` lets the versions of cloud providers match too. */
const kubeVersion = '>=1.28.0-0';

/** `Chart.yaml` as data. `images` are those of a default installation. */
export function chartMetadata(chart: ChartDefinition, images: readonly string[]): JsonObject {
  const { metadata: props } = chart;
  const annotations = {
    'artifacthub.io/changes': yamlList(props.changes?.map((change) => ({ ...change }))),
    'artifacthub.io/images': yamlList(images.map((image) => ({ name: imageName(image), image }))),
    'artifacthub.io/license': props.license ?? 'Apache-2.0',
    'artifacthub.io/links': yamlList(props.links?.map((link) => ({ ...link }))),
  };
  return compact({
    apiVersion: 'v2',
    name: chart.name,
    description: props.description,
    type: 'application',
    version: props.version,
    appVersion: props.appVersion,
    kubeVersion: props.kubeVersion ?? kubeVersion,
    home: props.home,
    icon: props.icon,
    keywords: props.keywords,
    sources: props.sources,
    maintainers: props.maintainers,
    annotations: compact(annotations),
  });
}

/** Artifact Hub takes lists as YAML inside an annotation. */
function yamlList(entries: readonly JsonObject[] | undefined): string | undefined {
  if (!entries || entries.length === 0) return undefined;
  return printYaml({ list: entries })
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n');
}

const imageName = (image: string) =>
  image
    .replace(/@.*$/, '')
    .replace(/:[^:/]*$/, '')
    .replace(/^.*\//, '');

const compact = (object: { readonly [key: string]: Json | undefined }): JsonObject =>
  Object.fromEntries(Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined));
