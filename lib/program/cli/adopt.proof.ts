import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import ts from 'typescript';
import { helmTemplate } from '../../judging/verify/helm';
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

/** What the compiler has to say of an app, whose packages are those of this repository. */
function mistakesIn(project: Project): string[] {
  const root = join(__dirname, '../../..');
  const program = ts.createProgram([project.at('main.ts')], {
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
  });
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file?.fileName.startsWith(project.folder))
    .map(({ file, start, messageText }) => {
      const { line } = file!.getLineAndCharacterOfPosition(start!);
      return `${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}\n${file!.text.split('\n')[line]!}`;
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

const comparable = (objects: readonly unknown[]) =>
  objects.map((object) => JSON.stringify(withoutNames(object))).sort();

function plainOf(project: Project, chart: string, environment: string): readonly unknown[] {
  const texts = [...project.files('dist').keys()]
    .filter((path) => path.startsWith(`dist/${chart}/${environment}/`) && path.endsWith('.k8s.yaml'))
    .map((path) => project.read(path));
  return readManifests(texts.join('---\n')).objects.map(({ object }) => object);
}

describe.each(Object.entries(guestApps))('an app of %s', (_, app) => {
  test('is a chart with values that prints what it printed, once what adopt proposes is written', async () => {
    const before = projectOf(app);
    const lenient = ['synth', '--quiet'];
    await before.chartwright(lenient);
    const expected = comparable(plainOf(before, app.chart, 'default'));
    expect(expected.length).toBeGreaterThan(4);

    const proposed = await proposalOf(before, app.chart);
    const after = adopted(app, proposed);
    expect(mistakesIn(after)).toEqual([]);
    const { code, stderr } = await after.chartwright(lenient);
    expect({ code, stderr, main: code === 0 ? '' : after.read('main.ts') }).toEqual({ code: 0, stderr: '', main: '' });
    const environment = proposed.environments.length > 1 ? proposed.environments[0]!.name : 'default';
    expect(comparable(plainOf(after, app.chart, environment))).toEqual(expected);
    for (const tool of tools) {
      const { objects } = await helmTemplate(tool, {
        chart: after.at(`charts/${app.chart}`),
        release: app.chart,
        namespace: app.chart,
      });
      expect(comparable(objects.map(({ object }) => object))).toEqual(expected);
    }
  });
});
