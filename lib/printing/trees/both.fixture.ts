import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { expressionsIn, decode, defaults, evaluate, holds, overlay, refs } from '../../core/values';
import type { Expression, Group, Json, JsonObject, Overrides, Refs, Release, Tree } from '../../core/values';
import { helmTemplate, valuesAsYaml, type Rendering } from '../../judging/verify/helm';
import { helmVersions, type HelmTool } from '../../judging/verify/tools';
import { printHelpers, printTemplate } from './helm-template';
import { printYaml } from './yaml-printer';

/** What both printers make of one small object. */
export interface Case<S extends Group> {
  /** The entries of the object below `apiVersion`, `kind` and `metadata`. */
  readonly tree: { readonly [key: string]: unknown };
  readonly condition?: Expression<boolean>;
  readonly comment?: string;
  /** The plain YAML, with the values' defaults; absent where it does not matter. */
  readonly yaml?: string;
  /** The Helm template; absent where only its result matters. */
  readonly helm?: string;
  /** `_helpers.tpl`, where the case has named templates. */
  readonly helpers?: string;
  /** Set where texts of users have empty lines, which Helm indents like all others. @default false */
  readonly mayHaveBlanks?: boolean;
  /** Values under which the real Helm must agree as well, beside those of the file. */
  readonly also?: readonly Overrides<S>[];
}

interface Registered {
  readonly tree: { readonly [key: string]: Tree };
  readonly condition: Expression<boolean> | undefined;
  readonly comment: string | undefined;
  readonly variants: readonly JsonObject[];
}

const release = { name: 'demo', namespace: 'demo-space' };
/** The cluster that each Helm is told of. */
const cluster = { kubernetes: '1.30.2', apis: ['keda.sh/v1alpha1'] };
/** Prefix of named templates in the expected texts. */
const chart = 'example';

/**
 * For a file of cases, `X.test.ts`: each is printed by both printers and compared with the texts that stand side by side in
 * it. `X.proof.ts` imports that file, so that there all of its cases together are rendered once by each real Helm, whose
 * objects must be the evaluated ones: under the defaults and under each of `overrides`.
 */
export function bothPrinters<S extends Group>(
  schema: S,
  overrides: readonly Overrides<S>[] = [],
): (title: string, write: (values: Refs<S>) => Case<S>) => void {
  const cases: Registered[] = [];
  const values = refs(schema, {});
  const renderings = new Map<string, Promise<Rendering>>();
  const render = (helm: HelmTool): Promise<Rendering> => {
    const started = renderings.get(helm.version) ?? renderCases(helm, cases);
    renderings.set(helm.version, started);
    return started;
  };

  return (title, write) => {
    const { tree: written, condition, comment, yaml, helm, helpers, mayHaveBlanks = false, also = [] } = write(values);
    const tree = found(written);
    const number = cases.length;
    const variants = [{}, ...overrides, ...also].map((over) => overlay(defaults(schema), over as JsonObject));
    const registered = { tree, condition, comment, variants };
    cases.push(registered);

    if (isProof()) {
      test(title, async () => {
        for (const tool of helmVersions()) agreement(registered, number, tool, await render(tool), mayHaveBlanks);
      });
      return;
    }
    test(title, () => {
      if (yaml !== undefined) expect(plain(registered, 0, number)).toBe(dedent(yaml));
      if (helm !== undefined) {
        expect(printTemplate({ object: tree, ...present({ condition, comment }) }, { chart })).toBe(dedent(helm));
      }
      if (helpers !== undefined)
        expect(printHelpers([tree, ...(condition ? [condition] : [])], { chart })).toBe(dedent(helpers));
      expect(underEachVariant(registered, number)).toMatchSnapshot();
    });
  };
}

/** Whether the test file at hand is the one that asks the real Helm. */
const isProof = () => expect.getState().testPath?.endsWith('.proof.ts') === true;

/**
 * What a case becomes under each of its variants, a line each, without those that change nothing; the proof holds the same
 * against the real Helm.
 */
function underEachVariant(registered: Registered, number: number): string {
  const [first, ...others] = registered.variants.map((_, i) => {
    const inRelease = releaseOf(registered, i, number);
    if (!holds(registered.condition, inRelease)) return 'absent';
    return JSON.stringify(evaluate(registered.tree, inRelease) ?? {});
  });
  const changed = others.map((text, i) => `${i + 1}: ${text}`).filter((_, i) => others[i] !== first);
  return [`0: ${first}`, ...changed].join('\n');
}

/** What a Helm rendered of a case is what was evaluated, under each of its variants. */
function agreement(
  registered: Registered,
  number: number,
  tool: HelmTool,
  { objects, problems }: Rendering,
  mayHaveBlanks: boolean,
): void {
  const faults = problems.filter((problem) => problem.startsWith(`both/charts/c${number}-`));
  expect(faults.filter((fault) => !(mayHaveBlanks && fault.endsWith('trailing blanks')))).toEqual([]);
  registered.variants.forEach((_, i) => {
    const name = `c${number}-${i}`;
    const rendered = objects.find(({ object }) => object.metadata.name === name)?.object;
    expect({ helm: tool.version, object: rendered }).toEqual({
      helm: tool.version,
      object: evaluated(registered, i, number),
    });
  });
}

function found(tree: object): { readonly [key: string]: Tree } {
  return decode(tree, {
    found: () => undefined,
    mangled: (value) => expect(value).toBe('no mangled token'),
    strange: (value) => expect(value).toBe('a literal, an object or a list'),
  }) as { readonly [key: string]: Tree };
}

const present = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;

const releaseOf = ({ variants }: Registered, variant: number, number: number): Release => ({
  values: { global: {}, ...variants[variant]! },
  release,
  chart: { name: `c${number}-${variant}`, version: '1.2.3', appVersion: '7.1' },
  cluster,
});

const header = (name: string) => ({ apiVersion: 'v1', kind: 'Case', metadata: { name } });

/** The whole object as it is in a release; undefined where its condition does not hold. */
function evaluated(registered: Registered, variant: number, number: number): Json | undefined {
  const inRelease = releaseOf(registered, variant, number);
  if (!holds(registered.condition, inRelease)) return undefined;
  return { ...header(`c${number}-${variant}`), ...(evaluate(registered.tree, inRelease) as JsonObject | undefined) };
}

/** The plain YAML of the entries under test. */
function plain(registered: Registered, variant: number, number: number): string {
  const inRelease = releaseOf(registered, variant, number);
  return printYaml((evaluate(registered.tree, inRelease) ?? {}) as JsonObject);
}

/** All cases as subcharts of one chart, each with values of its own, so that one run of Helm renders all of them. */
async function renderCases(helm: HelmTool, cases: readonly Registered[]): Promise<Rendering> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-both-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const chartYaml = (name: string) => printYaml({ apiVersion: 'v2', name, version: '1.2.3', appVersion: '7.1' });
  write('Chart.yaml', chartYaml('both'));
  cases.forEach(({ tree, condition, comment, variants }, number) => {
    const context = { chart: `c${number}` };
    const trees = [tree, ...(condition ? [condition] : [])];
    variants.forEach((values, variant) => {
      const name = `c${number}-${variant}`;
      const object = { ...header(name), ...tree };
      write(`charts/${name}/Chart.yaml`, chartYaml(name));
      write(`charts/${name}/values.yaml`, valuesAsYaml(values));
      write(`charts/${name}/templates/_helpers.tpl`, printHelpers(trees, context));
      write(
        `charts/${name}/templates/object.yaml`,
        printTemplate({ object, ...present({ condition, comment }) }, context),
      );
      for (const { node } of expressionsIn(trees))
        if (node.kind === 'file') write(`charts/${name}/files/${node.path}`, node.content);
    });
  });
  try {
    return await helmTemplate(helm, {
      chart: folder,
      release: release.name,
      namespace: release.namespace,
      kubeVersion: cluster.kubernetes,
      extraArgs: cluster.apis.flatMap((api) => ['--api-versions', api]),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A text as it stands in a test, without the line break at its beginning and the indentation that all lines share. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').replace(/ *$/, '').split('\n');
  const indents = lines.filter((line) => line !== '').map((line) => /^ */.exec(line)![0].length);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
}
