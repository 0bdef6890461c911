import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../core/values';
import { readDefinition, type Definition } from '../import/crds/definition';
import { moduleModel } from '../import/crds/module-model';
import { definitionOf, first, oddities, versioned } from '../import/crds/odd-definitions.fixture';
import { schemas, type Sample } from '../import/crds/random-schemas.fixture';
import { codeBelow, outputsOf } from '../../readme.fixture';
import { complaintsOf, literal } from './import.fixture';
import { Project, removeProjects } from './project.fixture';

afterAll(removeProjects);

/** Of a field that is called as what each object has, the compiler no longer knows that a choice is one of several. */
const isPlain = (sample: Sample) => {
  const text = JSON.stringify(sample);
  return !(text.includes('"constructor"') && text.includes('"enum"'));
};

const random = fc.sample(schemas.filter(isPlain), { numRuns: 80, seed: 5 }).map(({ schema, value }, i) => ({
  definition: definitionOf(`Random${i}`, schema, { group: 'random.example' }),
  fields: { spec: value },
}));
const all = [...oddities, ...random];
const list = {
  apiVersion: 'v1',
  kind: 'List',
  items: [...all.map(({ definition }) => definition), versioned, first()],
};

const model = moduleModel(
  list.items
    .map((each) => readDefinition(each) as Definition)
    .sort((a, b) => (`${a.group} ${a.kind}` < `${b.group} ${b.kind}` ? -1 : 1)),
);
const classOf = ({ spec }: JsonObject): string => {
  const { group, names } = spec as { group: string; names: { kind: string } };
  return model.kinds.find(({ apiVersion, kind }) => apiVersion === `${group}/v1` && kind === names.kind)!.className;
};

/** An object of each kind, in TypeScript. */
const objects = (scope: string): string[] =>
  all.map(
    ({ definition, fields }, i) => `new odd.${classOf(definition)}(${scope}, 'object-${i}', ${literal(fields)});`,
  );

const main = `
import { App } from 'cdk8s';
import { HelmChart, integer, items, list, run, string, text, toggle, values, when } from 'chartwright';
import * as odd from './imports/odd';

const Values = values({
  host: string('web.test', 'Host', { minLength: 1 }),
  size: integer(3, 'Size', { minimum: 1 }),
  names: list<string>(string('', 'A name'), ['a'], 'Names'),
  more: toggle(false, { name: string('x', 'Name') }, 'More'),
});

class Shop extends HelmChart<typeof Values> {
  constructor(scope: App) {
    const environments = { local: { values: {} }, production: { values: { size: 5, more: { enabled: true } } } };
    super(scope, 'shop', { values: Values, environments, version: '1.0.0', appVersion: '1', description: 'Odd things' });
    const { host, size, names, more } = this.values;
    ${objects('this').join('\n    ')}
    new odd.Shapes(this, 'expressions', {
      spec: {
        port: size,
        free: { deep: [host, ...items(names)] },
        halfOpen: { known: text\`x-\${host}\`, unknown: size },
        nullable: when(more.enabled, more.name),
        maps: { x: { a: host } },
        mapsOfLists: { x: [size] },
        lists: [[size]],
        always: { given: host },
      },
    });
    new odd.Route(this, 'route', { spec: { hosts: host } });
    new odd.Old(this, 'old', { spec: { size, other: 'kept' } });
  }
}

const app = new App();
new Shop(app);
void run(app);
`;

const project = new Project(main);
project.write('crds/odd.json', JSON.stringify(list));
let imported: { code: number | null; stdout: string; stderr: string };
beforeAll(async () => (imported = await project.chartwright(['import', 'crds/odd.json'])));

describe('an import of odd definitions', () => {
  test('needs no app, writes a module, and leaves it alone the next time', async () => {
    expect(imported).toMatchObject({ code: 0, stderr: '' });
    expect(imported.stdout).toMatch(/^wrote imports\/odd\.ts: /);
    const before = project.files('imports');
    const { stdout } = await project.chartwright(['import', 'crds/odd.json']);
    expect(stdout).toMatch(/^unchanged imports\/odd\.ts: /);
    expect(project.files('imports')).toEqual(before);
  });

  test('is what cdk8s.yaml lists, where nothing is named', async () => {
    project.write('cdk8s.yaml', 'imports:\n  - other:=crds/odd.json\n');
    const { code, stdout } = await project.chartwright(['import', '--outdir', 'listed']);
    expect({ code, is: stdout.startsWith('wrote listed/other.ts: ') }).toEqual({ code: 0, is: true });
    project.write('cdk8s.yaml', 'imports:\n  - k8s@1.28\n');
    const said = await project.chartwright(['import']);
    expect(said).toMatchObject({ code: 1, stdout: '' });
    expect(said.stderr).toContain("import { KubeDeployment } from 'chartwright/k8s'");
    project.write('cdk8s.yaml', '');
  });

  test('compiles strictly, with an object of each kind that its definition takes', () => {
    const head = `import type { Chart } from 'cdk8s';\nimport * as odd from './imports/odd.js';\ndeclare const chart: Chart;\n`;
    project.write('objects.ts', `${head}${objects('chart').join('\n')}\n`);
    expect(complaintsOf(project.at('objects.ts'))).toEqual([]);
  });

  test('does not compile with what its definition refuses', () => {
    const head = [
      `import type { Chart } from 'cdk8s';`,
      `import type { Expression } from 'chartwright';`,
      `import * as odd from './imports/odd.js';`,
      `declare const chart: Chart;`,
      `export declare const size: Expression<number>;`,
    ];
    const mistakes = [
      `new odd.Route(chart, 'another type', { spec: { hosts: 5 } });`,
      `new odd.Route(chart, 'an unknown field', { spec: { host: 'a' } });`,
      `new odd.Words(chart, 'no field that is needed', { spec: { default: 'a' } });`,
      `new odd.Enumerations(chart, 'none of the choices', { spec: { numbers: 3 } });`,
      `new odd.Route(chart, 'an expression of another type', { spec: { hosts: size } });`,
      `new odd.Shapes(chart, 'something in a map that has nothing', { spec: { nothing: { a: 'b' } } });`,
      `new odd.Route(chart, 'a status that is written apart', { status: {} });`,
    ];
    project.write('mistakes.ts', [...head, ...mistakes, ''].join('\n'));
    const lines = complaintsOf(project.at('mistakes.ts')).map((each) => Number(/mistakes\.ts:(\d+) /.exec(each)?.[1]));
    expect(lines.map((line) => mistakes[line - head.length - 1])).toEqual(mistakes);
  });
});

describe('an app with an object of each odd kind', () => {
  test('is written, and both outputs are the same for each Helm', async () => {
    const [synthesized, verified, checked] = await project.commands([
      ['synth'],
      ['verify'],
      ['check', '--format', 'json'],
    ]);
    expect(synthesized).toMatchObject({ code: 0 });
    expect(verified!.stdout).toMatch(/^shop production: \d+ objects, equal \(helm 3\.\d+\.\d+, 4\.\d+\.\d+\)$/m);
    const { findings } = JSON.parse(checked!.stdout) as { findings: { code: string }[] };
    expect(findings.filter(({ code }) => /^schema-|custom-resource/.test(code))).toEqual([]);
  });

  test('is refused where an object breaks its definition, with place, line and remedy', async () => {
    const wrong = main
      .replace('hosts: host', 'hosts: size as never')
      .replace("other: 'kept'", "size: 'x' as never")
      .replace(
        "new odd.Route(this, 'route'",
        `new odd.Alternatives(this, 'bad', { spec: { a: 'bad' } });\n    new odd.Route(this, 'route'`,
      );
    project.write('wrong.ts', wrong);
    const { code, stderr } = await project.chartwright(['synth'], { env: { CHARTWRIGHT_APP: 'wrong.ts' } });
    expect(code).toBe(1);
    for (const said of [
      /shop\/route \/spec\/hosts: expected a string, found the number 3 \[schema-wrong-type\]\n.*\n {4}at wrong\.ts:\d+:5/,
      /shop\/old \/spec\/size: expected an integer, found the string "x" \[schema-wrong-type\]/,
      /shop\/bad \/spec: a is bad \[custom-resource-rule\]/,
    ])
      expect(stderr).toMatch(said);
  });
});

describe('the page on custom resources', () => {
  const page = new Project(codeBelow('example: cache'));
  for (const { path, text } of outputsOf('cache')) page.write(path, text);

  test('has an app that compiles, is written and is the same for each Helm', async () => {
    expect(await page.chartwright(['import', 'crds/cache.yaml'])).toMatchObject({
      code: 0,
      stdout: 'wrote imports/cache.ts: Cache (cache.example/v1)\n',
    });
    const [synthesized, verified, checked] = await page.commands([['synth'], ['verify'], ['check']]);
    expect(synthesized).toMatchObject({ code: 0 });
    expect(verified!.stdout).toMatch(/^shop production: \d+ objects, equal \(helm 3\.\d+\.\d+, 4\.\d+\.\d+\)$/m);
    expect(checked!.stdout).toMatch(/^0 errors, /m);
    expect(complaintsOf(page.at('imports/cache.ts'))).toEqual([]);
  });

  test('tells what is found of an object that breaks its definition, and of a name that leads nowhere', async () => {
    const wrong = codeBelow('example: cache')
      .replace("eviction: 'oldest'", "eviction: 'olest' as never")
      .replace(/^ *new k8s\.KubeSecret.*\n/m, '');
    page.write('wrong.ts', wrong);
    const { code, stderr } = await page.chartwright(['synth'], { env: { CHARTWRIGHT_APP: 'wrong.ts' } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/\/spec\/eviction: "olest" is none of none, oldest, least-used; did you mean "oldest"\?/);
    expect(stderr).toMatch(/\/spec\/passwordSecret\/name: there is no Secret "cache-password" \[missing-secret\]/);
  });
});
