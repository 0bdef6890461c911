import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import ts from 'typescript';
import { ownAnnotations } from '../../judging/testing/own-annotations.fixture';
import { helmTemplate } from '../../judging/verify/helm';
import type { KubernetesObject } from '../../judging/verify/kubernetes-object';
import { readManifests } from '../../judging/verify/read-manifests';
import { helmVersions } from '../../judging/verify/tools';
import { edited, type Edit } from '../adopt';
import { Source } from '../adopt/source';
import { guestApps, type GuestApp } from './adopt.fixture';
import { Project, removeProjects } from './project.fixture';

/* What `adopt` proposes is written into a copy of the sources, which then compiles and prints what it printed before. */

jest.setTimeout(240_000);
afterAll(removeProjects);
const tools = helmVersions();

interface Proposed {
  readonly chart: string;
  readonly values: readonly {
    readonly path: string;
    readonly default: unknown;
    readonly declaration: string;
    readonly places: readonly Edit[];
  }[];
  readonly frame: readonly Edit[];
  readonly environments: readonly { readonly name: string; readonly values: readonly unknown[] }[];
}

function projectOf({ files }: GuestApp): Project {
  const project = new Project(files['main.ts']!);
  for (const [path, text] of Object.entries(files)) project.write(path, text);
  return project;
}

async function proposalOf(project: Project, ...args: readonly string[]): Promise<Proposed> {
  const { code, stdout, stderr } = await project.chartwright(['adopt', '--format', 'json', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return (JSON.parse(stdout) as { readonly proposals: readonly Proposed[] }).proposals[0]!;
}

const editsOf = ({ values, frame }: Proposed): Edit[] => [...frame, ...values.flatMap(({ places }) => places)];

/** A copy of an app with all that is proposed. */
function adopted(app: GuestApp, proposed: Proposed): Project {
  const project = projectOf(app);
  for (const [path, text] of Object.entries(app.files))
    if (path.endsWith('.ts')) project.write(path, edited(new Source(path, text), editsOf(proposed)));
  return project;
}

/** What the compiler has to say of each app, whose packages are those of this repository. One run: the library is read once. */
function mistakesIn(projects: readonly Project[]): string[] {
  const root = join(__dirname, '../../..');
  const program = ts.createProgram(
    projects.map((project) => project.at('main.ts')),
    {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      baseUrl: root,
      paths: { chartwright: ['lib/index.ts'], '*': ['node_modules/*'] },
    },
  );
  const own = program
    .getSourceFiles()
    .filter(({ fileName }) => projects.some(({ folder }) => fileName.startsWith(folder)));
  const found = own.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  return found.map(({ file, start, messageText }) => {
    const { line } = file!.getLineAndCharacterOfPosition(start!);
    const text = file!.text.split('\n')[line]!;
    return `${file!.fileName}:${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}\n${text}`;
  });
}

/** An object without what a HelmChart makes of names, labels and the namespace. */
function withoutNames(object: unknown, key = ''): unknown {
  if (Array.isArray(object)) return object.map((each) => withoutNames(each));
  if (typeof object === 'string')
    return /^(name|claimName|serviceName)$/.test(key) || /-c8[0-9a-f]{6}$/.test(object) ? '(a name)' : object;
  if (typeof object !== 'object' || object === null) return object;
  const entries = Object.entries(object).filter(([name]) => !/^(labels|namespace|matchLabels|selector)$/.test(name));
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, child]) => [name, withoutNames(child, name)]),
  );
}

/** An object without what it says to engines of GitOps, which a chart of cdk8s does not. */
function withoutMarks({ metadata, ...object }: KubernetesObject): object {
  const { annotations, ...others } = metadata;
  const own = ownAnnotations(annotations);
  return { ...object, metadata: Object.keys(own).length > 0 ? { ...others, annotations: own } : others };
}

const comparable = (objects: readonly unknown[]) =>
  objects.map((object) => JSON.stringify(withoutNames(object))).sort();

function plainOf(project: Project, chart: string, environment: string): readonly KubernetesObject[] {
  const texts = [...project.files('dist').keys()]
    .filter((path) => path.startsWith(`dist/${chart}/${environment}/`) && path.endsWith('.k8s.yaml'))
    .map((path) => project.read(path));
  return readManifests(texts.join('---\n')).objects.map(({ object }) => object);
}

const quietly = ['synth', '--quiet'];
const adoptedApps: Project[] = [];

describe.each(Object.entries(guestApps))('an app of %s', (_, app) => {
  test('is a chart with values that prints what it printed, once what adopt proposes is written', async () => {
    const before = projectOf(app);
    const sources = Object.keys(app.files);
    expect((await before.chartwright(quietly)).code).toBe(0);
    const expected = comparable(plainOf(before, app.chart, 'default'));
    expect(expected.length).toBeGreaterThan(4);

    const proposed = await proposalOf(before, app.chart);
    expect(sources.map((path) => before.read(path))).toEqual(Object.values(app.files));
    const after = adopted(app, proposed);
    adoptedApps.push(after);
    const { code, stderr } = await after.chartwright(quietly);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const environment = proposed.environments.length > 1 ? proposed.environments[0]!.name : 'default';
    expect(comparable(plainOf(after, app.chart, environment).map(withoutMarks))).toEqual(expected);
    for (const tool of tools) {
      const chart = { chart: after.at(`charts/${app.chart}`), release: app.chart, namespace: app.chart };
      const { objects } = await helmTemplate(tool, chart);
      expect(comparable(objects.map(({ object }) => object))).toEqual(expected);
    }
  });
});

test('what adopt proposes compiles', () => {
  expect(adoptedApps).toHaveLength(Object.keys(guestApps).length);
  expect(mistakesIn(adoptedApps)).toEqual([]);
});

test('two charts of one class are environments, and so is what another run has saved', async () => {
  const app = guestApps['classes of cdk8s import']!;
  const project = projectOf(app);
  const { environments } = await proposalOf(project);
  const values = [
    { path: ['hello', 'replicaCount'], value: 5 },
    { path: ['hello', 'ingress', 'host'], value: 'www.example.org' },
  ];
  expect(environments.map((each) => [each.name, each.values])).toEqual([
    ['staging', []],
    ['production', values],
  ]);

  expect(await project.chartwright(['adopt', 'hello-staging', '--save', 'today.json'])).toMatchObject({
    code: 0,
    stdout: '',
  });
  project.write(
    'main.ts',
    app.files['main.ts']!.replace("{ replicas: 2, host: 'staging", "{ replicas: 9, host: 'staging"),
  );
  const later = await proposalOf(project, 'hello-staging', '--against', 'today.json');
  expect(later.environments[1]!.values).toEqual([{ path: ['hello', 'replicaCount'], value: 2 }]);
  expect((await proposalOf(project, 'hello-staging', '--against', 'hello-production')).environments[1]!.values).toEqual(
    [{ ...values[0], value: 5 }, values[1]],
  );
});

test('adopt refuses what it does not know, and a file that is not its own', async () => {
  const project = projectOf(guestApps['ApiObject and Include']!);
  project.write('notes.json', '{}');
  const [unknown, other, foreign, format] = await project.commands([
    ['adopt', 'bord'],
    ['adopt', '--against', 'nothing.json'],
    ['adopt', '--save', 'notes.json'],
    ['adopt', '--format', 'yaml'],
  ]);
  expect([unknown, other, foreign, format].map((each) => each!.code)).toEqual([1, 1, 1, 1]);
  expect(unknown!.stderr).toContain('there is no system "bord"; did you mean "board"?');
  expect(other!.stderr).toContain('there is neither a chart nor a file "nothing.json"');
  expect(foreign!.stderr).toContain('notes.json: this file is not from chartwright');
  expect(project.read('notes.json')).toBe('{}');
  expect(format!.stderr).toContain('there is no format "yaml"');
});

test('adopt says each value with its places, line by line', async () => {
  const { stdout } = await projectOf(guestApps['cdk8s-plus']!).chartwright(['adopt']);
  for (const line of [
    "  web.replicaCount: integer(3, 'How many pods run')",
    '      main.ts:16:17  replicas: 3  ->  replicas: count(this.values.web.replicaCount)',
    '      main.ts:59:16  storage: Size.gibibytes(10)  ->  storage: size(this.values.uploads.size)',
    '      main.ts:40:20  serviceType: kplus.ServiceType.CLUSTER_IP  ->  serviceType: choiceOf(this.values.web.service.type, kplus.ServiceType)',
    '      main.ts:43:80  behind it: Condition.of(ingress).when(this.values.web.ingress.enabled);',
    'main.ts:7:27  Chart  ->  HelmChart<typeof Values>',
  ])
    expect(stdout.split('\n')).toContain(line);
});
