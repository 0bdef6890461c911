import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { DefinitionError } from '../../../core/values';
import { readSpec } from './configured';
import { readDefinition, type Definition } from './definition';
import { importModules } from './import-modules';
import { moduleName } from './module-name';
import { definitionOf, first, oddities, versioned } from './odd-definitions.fixture';
import { moduleFiles, writeModules } from './write-module';

const folder = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const all = [...oddities.map(({ definition }) => definition), versioned, first()].map(
  (each) => readDefinition(each) as Definition,
);
const files = moduleFiles('odd', 'crds/odd.yaml', all);
const [module, types] = [files.get('odd.ts')!, files.get('odd-types.ts')!];
const namesIn = (text: string) =>
  Array.from(text.matchAll(/^export (?:class|interface|type) (\w+)/gm), ([, name]) => name!);

const outside = {
  fetch: (url: string) =>
    Promise.resolve(new TextEncoder().encode(`# ${url}\n${JSON.stringify(definitionOf('Fetched', {}))}`)),
  kubectl: (args: readonly string[]) =>
    new TextEncoder().encode(JSON.stringify(definitionOf(args[2]!.split('.')[0]!, {}))),
  stdin: () => new TextEncoder().encode(JSON.stringify(definitionOf('Piped', {}))),
};

describe('a module', () => {
  test.each([...files])('%s has no error of syntax, whatever the definitions say', (name, text) => {
    const { diagnostics = [] } = ts.transpileModule(text, { fileName: name, reportDiagnostics: true });
    expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  });

  test('names each class and type once, and none as something that it imports', () => {
    const names = [...namesIn(module), ...namesIn(types)];
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    for (const name of ['KubeObject', 'Construct', 'Templated', 'TemplatedChoice', 'Tree', 'Object', 'String'])
      expect(names).not.toContain(name);
  });

  test('calls kinds as they are called, with the version or the group where there are several', () => {
    const names = namesIn(module);
    expect(names).toEqual(
      expect.arrayContaining(['Route', 'RouteV1Beta1', 'ClashOneExample', 'Map', 'App', 'MyKind', 'Class']),
    );
    expect(names).not.toContain('RouteV1Alpha1');
    expect(module).toContain(`/** @deprecated net.example/v1beta1 Route is deprecated */\nexport class RouteV1Beta1 `);
  });

  test('has the documentation, in which nothing ends a comment or is a tag', () => {
    expect(types).toContain(' * Ends *\\/ a comment, and `begins` ${another} /* one.\n * \\@default is no tag\n');
    expect(types).toContain(' * *\\/ export const x = 1; /*\n');
  });

  test('lets numbers and booleans of a chart stand where a definition lists some', () => {
    expect(types).toContain('readonly numbers?: TemplatedChoice<1 | 2>;');
    expect(types).toContain("readonly mixed?: TemplatedChoice<'on' | 1 | true>;");
    expect(types).toContain("readonly empty?: Templated<'' | 'a'>;");
  });

  test('leaves out a status that is written apart, and keeps one that is a field', () => {
    const propsOf = (name: string) => types.split(`export interface ${name} {`)[1]!.split('\n}')[0];
    expect(propsOf('RouteProps')).not.toContain('status');
    expect(propsOf('RouteV1Beta1Props')).toContain('status');
  });

  test('is the same each time', () => {
    expect(moduleFiles('odd', 'crds/odd.yaml', all)).toEqual(files);
  });
});

describe('the files of an import', () => {
  test('are written where they differ, and else left alone', () => {
    const inFolder = join(folder, 'imports');
    expect([...writeModules(inFolder, files, false)]).toEqual(['odd.ts', 'odd-types.ts']);
    const { ino } = statSync(join(inFolder, 'odd.ts'));
    const changedAt = new Date(0);
    utimesSync(join(inFolder, 'odd.ts'), changedAt, changedAt);
    writeFileSync(join(inFolder, 'odd-types.ts'), `${types}// changed\n`);
    expect([...writeModules(inFolder, files, false)]).toEqual(['odd-types.ts']);
    expect(readFileSync(join(inFolder, 'odd-types.ts'), 'utf8')).toBe(types);
    expect(statSync(join(inFolder, 'odd.ts'))).toMatchObject({ ino, mtimeMs: 0 });
  });

  test('overwrite no file of somebody else, unless they are told to', () => {
    writeFileSync(join(folder, 'odd.ts'), '// mine\n');
    expect(() => writeModules(folder, files, false)).toThrow(/odd\.ts: is not from an import.*\[foreign-file\]/s);
    expect(readFileSync(join(folder, 'odd.ts'), 'utf8')).toBe('// mine\n');
    expect(writeModules(folder, files, true).size).toBe(2);
  });
});

describe('a source', () => {
  const importsOf = async (...specs: string[]) =>
    (await importModules(specs.map(readSpec), outside)).map(
      ({ name, definitions }) => `${name} ${definitions.map(({ kind }) => kind).join()}`,
    );

  test('may be a URL, a definition of the cluster, or what another program prints', async () => {
    expect(await importsOf('https://crds.example/x/widget.yaml?raw=1', 'crd/tools.odd.example', 'pipe:=-')).toEqual([
      'widget Fetched',
      'tools-odd-example tools',
      'pipe Piped',
    ]);
  });

  test('has its name before it, as cdk8s has it, and several of one name are one module', async () => {
    expect(await importsOf('a:=https://crds.example/x.yaml', 'a:=-')).toEqual(['a Fetched,Piped']);
  });

  test.each([
    ['k8s@1.28', "import { KubeDeployment } from 'chartwright/k8s'"],
    ['github:acme/operator@1.0.0', 'chartwright import https://raw.githubusercontent.com/'],
    ['helm:https://charts.example/x', 'helm show crds'],
    ['no/such/file.yaml', 'Name a file or folder'],
    ['../up:=-', 'Letters, digits and dashes'],
    ['odd-types:=-', 'without -types at its end'],
  ])('is refused with what to do instead: %s', async (spec, remedy) => {
    const error = await importsOf(spec).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(DefinitionError);
    expect((error as DefinitionError).message).toContain(remedy);
  });

  test.each<[string, string[], string]>([
    ['crds/keda-scaledobject.yaml', ['keda.sh'], 'keda-scaledobject'],
    ['crds', ['keda.sh'], 'keda'],
    ['./vendor/crds/', ['source.toolkit.fluxcd.io', 'helm.toolkit.fluxcd.io'], 'toolkit-fluxcd'],
    ['https://x.example/v1.2/install.yaml', ['cert-manager.io'], 'cert-manager'],
    ['kafka.strimzi.io_kafkas.yaml', ['kafka.strimzi.io'], 'kafka-strimzi-io-kafkas'],
  ])('%s of %j is called %s', (source, groups, name) => {
    const definitions = groups.map((group) => readDefinition(definitionOf('Kind', {}, { group })) as Definition);
    expect(moduleName(source, definitions)).toBe(name);
  });

  test('of groups that have no name in common must be given one', () => {
    const definitions = ['a.example', 'b.test'].map(
      (group) => readDefinition(definitionOf('Kind', {}, { group })) as Definition,
    );
    expect(() => moduleName('crds.yaml', definitions)).toThrow('--as NAME');
  });
});
