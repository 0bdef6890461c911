import type { ChartDefinition } from '../manifest';
import { printText } from '../print';
import type { Placeholder } from '../values';

/** `NOTES.txt`: what was installed, what to do next, and what is still a placeholder. */
export function printNotes(chart: ChartDefinition, placeholders: readonly Placeholder[]): string {
  const name = chart.name;
  const lines = [
    `{{ .Chart.Name }} {{ .Chart.AppVersion }} is release {{ .Release.Name }} in namespace {{ .Release.Namespace }}.`,
    '',
    'Watch it start:',
    `  kubectl --namespace {{ .Release.Namespace }} get pods --selector app.kubernetes.io/instance={{ .Release.Name }} --watch`,
    'Check that it works:',
    `  helm test {{ .Release.Name }} --namespace {{ .Release.Namespace }}`,
    ...chart.notes.flatMap(({ text, condition }) => printText(text, condition, { chart: name })),
    ...[...new Map(placeholders.map((each) => [`${each.path} ${each.value}`, each])).values()].flatMap(stillPlaceholder),
  ];
  return `${lines.join('\n')}\n`;
}

/** Warns at installation about a value that still is what stood in the file. List elements are not watched. */
function stillPlaceholder({ path, value, description }: Placeholder): string[] {
  if (path.includes('[')) return [];
  return [
    `{{- if eq (toString .Values.${path}) ${JSON.stringify(value)} }}`,
    `WARNING: ${path} is still a placeholder: ${description}.`,
    '{{- end }}',
  ];
}
