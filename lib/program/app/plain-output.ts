import { below } from '../../printing/files/output-path';
import { printEnvironment, printObjects } from '../../printing/trees';
import type { Output, Synthesis } from './output';

/** Plain YAML: `<folder>/<system>/<environment>/<stage>/`, one file for each object. */
export function plainOutput(synthesis: Synthesis, folder: string): Output {
  const files = new Map<string, string>();
  const scope: string[] = [];
  for (const { system, outputs } of synthesis.systems) {
    const { name, folder: home = name } = system.definition;
    for (const { environment, plain } of outputs) {
      const place = below(folder, `${home}/${environment.name}`);
      scope.push(place);
      printEnvironment(plain, environment.name).forEach((text, file) => files.set(`${place}/${file}`, text));
    }
    if (synthesis.hasAllEnvironments) scope.push(below(folder, home));
  }
  if (synthesis.hasAllEnvironments && synthesis.hasAllSystems) scope.push(folder);
  return { files, scope };
}

/** Plain YAML in a single file, for who puts files one behind the other: each environment begins with a line that names it. */
export function joinedOutput({ systems }: Synthesis, folder: string): Output {
  const texts = systems.flatMap(({ system, outputs }) =>
    outputs.map(({ environment, plain }) => {
      return `# ${system.definition.name} ${environment.name}\n${printObjects(plain, environment.name)}`;
    }),
  );
  return { files: new Map([[below(folder, 'all.k8s.yaml'), texts.join('---\n')]]), scope: [folder] };
}
