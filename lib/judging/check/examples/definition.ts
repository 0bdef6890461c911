import type { Examples } from '../finding';

/*
 * Of rules that are about more than objects: a definition in TypeScript, or the files of a folder. Each rule has its own tests; here
 * it is shown.
 */

const typescript = (invalid: string, valid: string): Examples => ({ language: 'ts', invalid, valid });
const listing = (invalid: string, valid: string): Examples => ({ language: 'console', invalid, valid });

/** A class of a chart with this in its constructor, and these values. */
const chart = (body: string): string => `class Shop extends HelmChart<typeof Values> {
  constructor(scope: Construct) {
    super(scope, 'shop', { values: Values, version: '1.0.0', ...others });
    ${body.replaceAll('\n', '\n    ')}
  }
}
`;

/** The properties of a chart. */
const metadata = (text: string): string => `super(scope, 'shop', { ${text}, ...others });\n`;

/** Pods that wait for a migration, which is a hook or an object of the release. */
const waitingFor = (hook: string): string =>
  chart(`const migration = new KubeJob(this, 'migration', { spec: { ...others } });
${hook}const initContainers = [{ name: 'wait', ...others }];
const web = new KubeDeployment(this, 'web', { spec: { template: { spec: { initContainers, ...others } }, ...others } });
Order.of(web).waitsFor(migration);`);

/** A Deployment that comes after a Job. */
const afterJob = (how: string): string =>
  chart(`const migration = new KubeJob(this, 'migration', { spec: { ...others } });
const web = new KubeDeployment(this, 'web', { spec: { ...others } });
${how}`);

/** The examples that are not YAML, by code. */
export const definitionExamples: { readonly [code: string]: Examples } = {
  'unneeded-exception': typescript(
    `const till = new KubePod(this, 'till', { spec: { containers: [{ name: 'till', image: 'till:1.4' }] } });
Exception.of(till).allow('pod-security-host-path', 'reads the logs of its node'); // it mounts none
`,
    `const volumes = [{ name: 'logs', hostPath: { path: '/var/log' } }];
const till = new KubePod(this, 'till', { spec: { volumes, ...others } });
Exception.of(till).allow('pod-security-host-path', 'reads the logs of its node');
`,
  ),
  'unused-value': typescript(
    `const Values = values({ replicas: integer(2, 'Number of pods'), host: string('', 'Host') });
${chart("new KubeDeployment(this, 'web', { spec: { replicas: this.values.replicas, ...others } });")}`,
    `const Values = values({ replicas: integer(2, 'Number of pods') });
${chart("new KubeDeployment(this, 'web', { spec: { replicas: this.values.replicas, ...others } });")}`,
  ),
  'invalid-chart-version': typescript(metadata("version: '1.0'"), metadata("version: '1.0.0'")),
  'invalid-chart-metadata': typescript(
    metadata("kubeVersion: '1.30 and newer'"),
    metadata("kubeVersion: '>=1.30.0-0'"),
  ),
  'colliding-names': typescript(
    `// As in the release "a" "a-shop-shop-web", which is the other one in the release "a-shop".
${chart("new KubeService(this, 'one', { metadata: { name: text`${fullname}-shop-web` }, ...others });\nnew KubeService(this, 'two', { metadata: { name: text`${fullname}-web` }, ...others });")}`,
    chart(
      "new KubeService(this, 'one', { metadata: { name: text`${fullname}-front` }, ...others });\nnew KubeService(this, 'two', { metadata: { name: text`${fullname}-web` }, ...others });",
    ),
  ),
  'large-release': typescript(
    `// 40 files of 100 KB each, which do not become smaller by packing.
for (const file of readdirSync('images'))
  new KubeConfigMap(this, file, { binaryData: { [file]: readFileSync(\`images/\${file}\`, 'base64') } });
`,
    `// They are in the image of the program.
new KubePod(this, 'web', { spec: { containers: [{ name: 'web', image: 'web-with-images:1.4' }] } });
`,
  ),
  'engine-waits-for-ever': typescript(
    `// helm install --wait runs it once all pods are ready, and they wait for it.
${waitingFor("Hook.of(migration).on('post-install', 'post-upgrade');\n")}`,
    waitingFor(''),
  ),
  'order-not-kept': typescript(
    `// Neither kubectl nor Helm waits for a Job of the release before it goes on.
${afterJob('Order.of(web).after(migration);')}`,
    afterJob('Order.of(web).waitsFor(migration); // as an init container of its pods does'),
  ),
  'unreadable-file': listing(
    '$ file k8s/*\nk8s/web.yaml: Unicode text, UTF-16, little-endian text\n',
    '$ file k8s/*\nk8s/web.yaml: Unicode text, UTF-8 text\n',
  ),
  'no-manifests': listing(
    '$ ls k8s\nREADME.md\n$ chartwright check --path k8s\n',
    '$ ls k8s\nREADME.md  web.yaml\n$ chartwright check --path k8s\n',
  ),
  'unrendered-chart': listing(
    '$ ls shop\nChart.yaml  templates  values.yaml\n$ chartwright check --path shop\n',
    '$ helm template web shop | chartwright check --path -\n',
  ),
  'definition-twice': listing(
    '$ ls crds\ncert-manager-1.16.yaml  cert-manager-1.18.yaml\n$ chartwright check --path k8s --crds crds\n',
    '$ ls crds\ncert-manager-1.16.yaml  cert-manager-1.18.yaml\n$ chartwright check --path k8s --crds crds/cert-manager-1.18.yaml\n',
  ),
};
