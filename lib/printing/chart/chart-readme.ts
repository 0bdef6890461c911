import type { ChartDefinition } from '../../core/manifest';
import type { DefinitionFile } from './definition-files';
import type { Bundled } from './notes';
import { fullNameLimit, isGroup, type TSchema } from '../../core/values';

/** The chart's `README.md`: how to install, upgrade, test and remove it, and every value. */
export function printReadme(
  chart: ChartDefinition,
  valuesFiles: readonly { name: string; description: string }[],
  { definitions, hasTests }: Bundled,
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
${hasTests ? `helm test ${name} --namespace ${name}\n` : ''}helm upgrade ${name} ./${name} --namespace ${name}${values} --wait --timeout 10m
helm rollback ${name} --namespace ${name} --wait
helm uninstall ${name} --namespace ${name}
\`\`\``,
    definitions.length > 0 ? kinds(name, definitions) : undefined,
    'fullnameOverride' in chart.schema.properties ? names(name) : undefined,
    `## Values files

| file | for |
| --- | --- |
${valuesFiles.map((file) => `| \`${file.name}\` | ${cell(file.description)} |`).join('\n')}`,
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

/** What Helm does with the definitions of custom resources, and what is left to do by hand. */
const kinds = (chart: string, definitions: readonly DefinitionFile[]) => `## Custom resource definitions

The folder \`crds/\` defines the kinds that this chart adds to the cluster:

${definitions.map(({ path, kind, name }) => `- ${kind} (\`${name}\`), in \`${path}\``).join('\n')}

\`helm install\` installs those that the cluster does not have, before anything else; \`--skip-crds\` leaves them out. Helm never changes
and never deletes them: they belong to all releases of the cluster. Before an upgrade, apply those of the new version:

\`\`\`sh
kubectl apply --server-side -f ./${chart}/crds/
\`\`\`

\`helm uninstall\` leaves the definitions, and with them all objects of these kinds that are not part of the release. \`kubectl delete -f
./${chart}/crds/\` deletes the definitions and every object of these kinds in all namespaces.`;

/** How names come, for whoever looks for an object or installs the chart twice. */
const names = (chart: string) => `## Names

The full name of a release is \`RELEASE-${chart}\`, or \`${chart}\` where the release has that name itself; one of more than
${fullNameLimit} characters, with a dot, or with a digit first is made a DNS label and ends in a hash. Two releases in one namespace share no object and select no pods of each other, unless
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

const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s*[\n\r]\s*/g, ' ');
