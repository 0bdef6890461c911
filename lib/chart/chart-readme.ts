import type { ChartDefinition } from '../manifest';
import { fullNameLimit, isGroup, type TSchema } from '../values';

/** The chart's `README.md`: how to install, upgrade, test and remove it, and every value. */
export function printReadme(
  chart: ChartDefinition,
  valuesFiles: readonly { name: string; description: string }[],
): string {
  const name = chart.name;
  const { description, version, appVersion, readme, links } = chart.metadata;
  const environment = chart.environments.at(-1)?.name;
  const isFile = valuesFiles.some((file) => file.name === `values-${environment}.yaml`);
  const values = isFile ? ` --values ./${name}/values-${environment}.yaml` : '';
  const sections = [
    `# ${name}\n\n${description}\n\nChart version ${version}, app version ${appVersion}.`,
    readme?.trim(),
    `## Install, upgrade, remove

\`\`\`sh
helm install ${name} ./${name} --namespace ${name} --create-namespace${values} --wait --timeout 10m
helm test ${name} --namespace ${name}
helm upgrade ${name} ./${name} --namespace ${name}${values} --wait --timeout 10m
helm rollback ${name} --namespace ${name} --wait
helm uninstall ${name} --namespace ${name}
\`\`\``,
    'fullnameOverride' in chart.schema.properties ? names(name) : undefined,
    `## Values files

| file | for |
| --- | --- |
${valuesFiles.map((file) => `| \`${file.name}\` | ${file.description} |`).join('\n')}`,
    `## Values

| value | type | default | meaning |
| --- | --- | --- | --- |
${rows(chart.schema, '').join('\n')}`,
    links && links.length > 0
      ? `## Links\n\n${links.map((link) => `- [${link.name}](${link.url})`).join('\n')}`
      : undefined,
  ];
  return `${sections.filter((section) => section !== undefined).join('\n\n')}\n`;
}

/** How names come, for whoever looks for an object or installs the chart twice. */
const names = (chart: string) => `## Names

The full name of a release is \`RELEASE-${chart}\`, or \`${chart}\` where the release has that name itself; one of more than
${fullNameLimit} characters is cut and ends in a hash. Two releases in one namespace share no object and select no pods of each other, unless
\`nameOverride\` or \`fullnameOverride\` give them one name.`;

function rows(schema: TSchema, path: string): string[] {
  return Object.entries(schema.properties as Record<string, TSchema>).flatMap(([key, field]) => {
    const here = path ? `${path}.${key}` : key;
    if (isGroup(field)) return rows(field, here);
    const value = field.default === undefined ? 'required' : `\`${cell(JSON.stringify(field.default))}\``;
    return [`| \`${here}\` | ${typeName(field)} | ${value} | ${cell(String(field.description ?? ''))} |`];
  });
}

function typeName(schema: TSchema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((choice) => `\`${String(choice)}\``).join(', ');
  return String(schema.type);
}

const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
