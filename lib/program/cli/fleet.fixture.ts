import { rmSync } from 'node:fs';
import { Project, type Outcome, type RunOptions } from './project.fixture';

/** The source of an app that makes one system of two ConfigMaps. */
export const fleetApp = (name: string, { word = "'one'", before = '', after = '' } = {}): string => `
import { ApiObject, App, Chart } from 'cdk8s';
import { run } from 'chartwright';
import { team } from '../../shared/team';
${before}

const app = new App();
const chart = new Chart(app, '${name}', { namespace: 'fleet' });
for (const id of ['settings', 'more']) {
  new ApiObject(chart, id, {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id, labels: { team } }, data: { word: ${word} },
  });
}
${after}
void run(app);
`;

/** A project of several apps, with a cache and a package of its own; it has links to all other packages. */
export class Fleet extends Project {
  constructor(names: readonly string[]) {
    super('');
    rmSync(this.at('main.ts'));
    this.ownPackages();
    this.write('node_modules/own/index.js', "exports.word = 'one';\n");
    this.write('shared/team.ts', "export const team = 'platform';\n");
    names.forEach((name) => this.write(`systems/${name}/main.ts`, fleetApp(name)));
  }

  /** Runs `synth`, and says which systems were made. */
  async synth(args: readonly string[] = [], options: RunOptions = {}): Promise<Outcome & { made: string[] }> {
    const outcome = await this.chartwright(['synth', ...args], options);
    return { ...outcome, made: Array.from(outcome.stdout.matchAll(/^(\S+) chart 0/gm), ([, name]) => name!) };
  }
}
