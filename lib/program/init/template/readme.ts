import { tierOf } from '../../../core/manifest';
import type { Answers } from '../answers';
import { commandsOf } from './commands';

/** The project's README, with what to do next. */
export function readmeOf(answers: Answers): string {
  const { name, environments, packageManager } = answers;
  const { install, run, exec, lockFile } = commandsOf(packageManager);
  const first = environments[0]!;
  const last = environments.find((each) => tierOf(each) === 'production') ?? environments.at(-1)!;
  return `# ${name}

One definition in TypeScript becomes plain Kubernetes YAML for each environment (\`dist/\`) and a Helm chart (\`charts/\`), which
[chartwright](https://www.npmjs.com/package/chartwright) proves to be the same.

\`\`\`sh
${commands([
  [install, ''],
  [run('synth'), 'writes dist/ and charts/'],
  [run('test'), 'the linter, snapshots, and both outputs against each other'],
  [run('verify'), 'renders the charts with the real Helm and compares'],
])}
\`\`\`

\`verify\` and one of the tests ask the \`helm\` on your PATH, 3.8 or newer: [install it](https://helm.sh/docs/intro/install/), or name it with
\`--helm PATH\` or \`$HELM\`.

- \`systems/${name}.values.ts\`: what users may set, with the defaults
- \`systems/${name}.environments.ts\`: what differs in ${listOf(environments)}
- \`systems/${name}.ts\`: what the system is made of
- \`systems/${name}.test.ts\`: what must hold
- \`main.ts\`: all systems of this repository

## The next five steps

1. **Say what runs.** The image and its tag (\`appVersion\`), the port, the paths of the probes, the command of the worker and how it shows that it
   is alive. \`${run('check')}\` finds what a cluster would refuse, or accept and then fail on.
2. **Say what differs.** Fill in the placeholders that \`${run('synth')}\` lists. A value of your own is a line in
   \`systems/${name}.values.ts\` and a reference to it, \`this.values.logLevel\`, where it is needed.
3. **Try it on a cluster**, by either of the two outputs:

   \`\`\`sh
   kubectl apply -k dist/${name}/${first}
   helm install ${name} charts/${name} --namespace ${name} --create-namespace --values charts/${name}/values-${first}.yaml
   \`\`\`

4. **Commit all of it**, with \`dist/\`, \`charts/\`, the snapshots and \`${lockFile}\`: reviewers see what a change does, and
   \`.github/workflows/ci.yaml\` holds the output to its sources. \`${run('diff')}\` says what an upgrade would do.
5. **Deploy ${last}**: \`${exec('chartwright gitops argocd --repo URL')}\` (or \`flux\`) writes the objects by which Argo CD or Flux follow this
   repository; \`${exec(`chartwright apply ${name} ${last} --context CONTEXT`)}\` needs neither.
`;
}

/** Lines of a shell, with what each does. */
function commands(lines: readonly (readonly [command: string, about: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return lines.map(([command, about]) => (about === '' ? command : `${command.padEnd(width)} # ${about}`)).join('\n');
}

const listOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
