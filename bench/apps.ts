import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/* Apps of any size, in folders of their own, as strangers have them: the same objects for cdk8s and for chartwright. */

/** A Deployment, a Service and a ConfigMap, three objects that every chart has some of. */
const threeObjects = `
function three(chart, i) {
  const labels = { app: 'app-' + i };
  new ApiObject(chart, 'config-' + i, {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app-' + i }, data: { LEVEL: 'info', INDEX: String(i) },
  });
  new ApiObject(chart, 'service-' + i, {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'app-' + i },
    spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
  });
  new ApiObject(chart, 'deployment-' + i, {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'app-' + i, labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{
            name: 'app', image: 'example.com/app:' + i, envFrom: [{ configMapRef: { name: 'app-' + i } }],
            ports: [{ containerPort: 8080 }], readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
            resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
          }],
        },
      },
    },
  });
}
`;

/** How large an app is. */
export interface Size {
  readonly charts: number;
  /** Triples of objects in each chart. */
  readonly triples: number;
  /** Whether each chart depends on the one before. */
  readonly isChain?: boolean;
}

/** The number of objects of an app. */
export const objectsOf = ({ charts, triples }: Size) => charts * triples * 3;

const chartsOf = ({ charts, triples, isChain = false }: Size) => `
${threeObjects}
const app = new App();
let last;
for (let c = 0; c < ${charts}; c++) {
  const chart = new Chart(app, 'chart-' + c, { namespace: 'bench' });
  for (let i = 0; i < ${triples}; i++) three(chart, i);
  if (${isChain} && last) chart.addDependency(last);
  last = chart;
}
`;

/** A chart with that many values, each of which one entry of a ConfigMap prints, and a list with that many elements. */
export const valuesApp = (values: number, elements: number) => `
import { App } from 'cdk8s';
import { HelmChart, KubeObject, list, object, run, string, values } from 'chartwright';

const each = Array.from({ length: ${values} }, (_, i) => 'value' + i);
const Values = values({
  settings: object(Object.fromEntries(each.map((name) => [name, string(name, 'A setting')])), 'Settings'),
  names: list(string('', 'A name'), Array.from({ length: ${elements} }, (_, i) => 'name-' + i), 'Names'),
});
class Large extends HelmChart {
  constructor(app) {
    super(app, 'large', {
      values: Values,
      environments: { local: { values: {} } },
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A chart with many values',
      ownsNamespace: false,
    });
    const { settings, names } = this.values;
    new KubeObject(this, 'config', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' },
      data: Object.fromEntries(each.map((name) => [name, settings[name]])),
    });
    new KubeObject(this, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'reader' },
      rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: names, verbs: ['get'] }],
    });
  }
}
const app = new App();
new Large(app);
void run(app);
`;

/** Writes an app of cdk8s alone, compiled as it is, to be run by `node`. */
export function writePeer(folder: string, size: Size): void {
  write(folder, 'main.js', `const { ApiObject, App, Chart } = require('cdk8s');\n${chartsOf(size)}\napp.synth();\n`);
}

/** Writes the same app, which ends with \`run(app)\`. */
export function writeOwn(folder: string, size: Size): void {
  const imports = `import { ApiObject, App, Chart } from 'cdk8s';\nimport { run } from 'chartwright';\n`;
  write(folder, 'main.ts', `${imports}${chartsOf(size)}\nvoid run(app);\n`);
}

export function write(folder: string, name: string, text: string): void {
  const place = join(folder, name);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
}

/** Makes packages available in a folder, each from where it lies. */
export function link(folder: string, packages: Readonly<Record<string, string>>): void {
  for (const [name, from] of Object.entries(packages)) {
    const to = join(folder, 'node_modules', name);
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(from, to, 'dir');
  }
}

/** The number of objects of each system of a fleet. */
export const objectsOfSystem = 20;

/** Writes as many systems of 20 objects, each an app of its own. */
export function writeFleet(folder: string, systems: number): void {
  write(folder, 'shared/team.ts', "export const team = 'platform';\n");
  for (let i = 0; i < systems; i++) {
    const name = systemName(i);
    write(
      folder,
      `systems/${name}/main.ts`,
      `import { ApiObject, App, Chart } from 'cdk8s';
import { run } from 'chartwright';
import { level } from './level';
import { team } from '../../shared/team';
${threeObjects}
const app = new App();
const chart = new Chart(app, '${name}', { namespace: 'bench', labels: { team } });
for (let i = 0; i < 6; i++) three(chart, i);
for (const id of ['more', 'level']) {
  new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data: { level } });
}
void run(app);
`,
    );
    writeLevel(folder, i, 0);
  }
}

/** Changes one system of a fleet. */
export const writeLevel = (folder: string, system: number, level: number): void =>
  write(folder, `systems/${systemName(system)}/level.ts`, `export const level = 'level-${level}';\n`);

/** What a system of a fleet is called. */
export const systemName = (i: number) => `system-${String(i).padStart(4, '0')}`;
