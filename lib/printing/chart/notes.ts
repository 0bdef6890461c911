import type { ChartDefinition } from '../../core/manifest';
import type { DefinitionFile } from './definition-files';
import { goString, printText } from '../trees';
import type { Placeholder } from '../../core/values';

/** What a chart brings beside the objects of a release. */
export interface Bundled {
  readonly definitions: readonly DefinitionFile[];
  /** Whether `helm test` has anything to run. */
  readonly hasTests: boolean;
}

/** `NOTES.txt`: what was installed, what to do next, and what is still a placeholder. */
export function printNotes(
  chart: ChartDefinition,
  placeholders: readonly Placeholder[],
  { definitions, hasTests }: Bundled,
): string {
  const name = chart.name;
  const lines = [
    `{{ .Chart.Name }} {{ .Chart.AppVersion }} is release {{ .Release.Name }} in namespace {{ .Release.Namespace }}.`,
    '',
    'Watch it start:',
    `  kubectl --namespace {{ .Release.Namespace }} get pods --selector app.kubernetes.io/instance={{ .Release.Name }} --watch`,
    ...(hasTests
      ? ['Check that it works:', `  helm test {{ .Release.Name }} --namespace {{ .Release.Namespace }}`]
      : []),
    ...(definitions.length > 0 ? aboutDefinitions(name) : []),
    ...chart.notes.flatMap(({ text, condition }) => printText(text, condition, { chart: name })),
    ...[...byPath(placeholders).values()].flatMap(stillPlaceholder),
  ];
  return `${lines.join('\n')}\n`;
}

/** What Helm does with the definitions of custom resources. */
const aboutDefinitions = (chart: string): string[] => [
  'Its custom resource definitions (crds/) were installed where the cluster had none. Helm neither upgrades nor deletes them; before an upgrade:',
  `  kubectl apply --server-side -f ./${chart}/crds/`,
];

/** Warns at installation about a value that still is what stood in a values file. */
function stillPlaceholder(placeholders: readonly Placeholder[]): string[] {
  const { path, description } = placeholders[0]!;
  return [
    `{{- if ${isInPlace(placeholders)} }}`,
    `WARNING: ${path} is still a placeholder: ${description.replaceAll('{{', '{{ "{{" }}')}.`,
    '{{- end }}',
  ];
}

/**
 * Whether a value is one of some placeholders. Users may have lists and maps of their own: there it is looked for in all of the
 * list, or of the map, in which it stood.
 */
function isInPlace(placeholders: readonly Placeholder[]): string {
  const { keys } = placeholders[0]!;
  const values = [...new Set(placeholders.map(({ value }) => value))];
  const end = keys.findIndex((key) => typeof key === 'number' || !/^[A-Za-z_]\w*$/.test(key));
  if (end < 0) return `has .Values.${keys.join('.')} (list ${values.map(goString).join(' ')})`;
  const place = `(toRawJson .Values.${keys.slice(0, end).join('.')})`;
  const tests = values.map((value) => `contains ${goString(asGoWrites(value))} ${place}`);
  return tests.length === 1 ? tests[0]! : `or ${tests.map((test) => `(${test})`).join(' ')}`;
}

/** A text as Go writes it in JSON. */
const asGoWrites = (text: string): string =>
  JSON.stringify(text).replace(/[\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16)}`);

function byPath(placeholders: readonly Placeholder[]): Map<string, Placeholder[]> {
  const groups = new Map<string, Placeholder[]>();
  for (const each of placeholders) groups.set(each.path, [...(groups.get(each.path) ?? []), each]);
  return groups;
}
