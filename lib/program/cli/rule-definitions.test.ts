import { randomBytes } from 'node:crypto';
import { runInThisContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import type { Construct } from 'constructs';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import * as k8s from '../../../imports/k8s';
import * as manifest from '../../core/manifest';
import * as library from '../../core/values';
import { checkSystem } from '../../judging/check/check-system';
import { examples } from '../../judging/check/examples';
import { ruleTexts } from '../../judging/check/rules';
import { systemsOf } from '../app';
import { checkInputs } from './check-inputs';

/*
 * The examples of docs/rules.md that are definitions: what they leave out is put in, and they are built and checked.
 */

const labels = { app: 'shop' };

/** What `...others` stands for, by the class whose properties it is among. */
const others = {
  HelmChart: {
    values: library.values({}),
    environments: { test: { values: {} } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'A shop',
  },
  KubePod: {
    containers: [{ name: 'till', image: 'till:1.4', volumeMounts: [{ name: 'logs', mountPath: '/var/log' }] }],
  },
  KubeDeployment: {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1.4' }] } },
  },
  KubeService: { spec: { ports: [{ port: 80 }] } },
};

const images = Array.from({ length: 40 }, (_, i) => `${i}.png`);

/** What `chartwright import` would make. */
class Certificate extends manifest.KubeObject {
  static readonly GVK = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' };
  constructor(scope: Construct, id: string, props: object) {
    super(scope, id, Certificate.GVK, props);
  }
}

/** All that an example may name. */
const names = {
  ...library,
  ...manifest,
  ...k8s,
  Certificate,
  Values: library.values({}),
  others,
  readdirSync: () => images,
  readFileSync: () => randomBytes(100_000).toString('base64'),
};

/** An example as a class `Shop`, with its own properties after those that it leaves out. */
function asClass(text: string): string {
  const whole = text
    .split('\n')
    .map((line) => {
      const of = /new (\w+)\(/.exec(line)?.[1] ?? 'HelmChart';
      return line.replace(/\{ ((?:[^{}]|\{[^{}]*\})*), \.\.\.others \}/, `{ ...others.${of}, $1 }`);
    })
    .join('\n');
  if (whole.includes('class Shop')) return whole;
  const isMetadata = whole.startsWith('super(');
  const begin = isMetadata ? '' : "super(scope, 'shop', { ...others.HelmChart });\n";
  return `class Shop extends HelmChart { constructor(scope) { ${begin}${whole} } }`;
}

/** What is found in the chart of an example. */
function codesIn(text: string): string[] {
  // In a block of its own an example may name what is there already.
  const script = `(({ ${Object.keys(names).join(', ')} }) => { { ${asClass(text)}; return Shop; } })`;
  const options = { module: ModuleKind.None, target: ScriptTarget.ES2022 };
  const { outputText } = transpileModule(script, { compilerOptions: options });
  const define = runInThisContext(outputText) as (known: typeof names) => new (app: App) => manifest.HelmChart;
  const app = new App();
  new (define(names))(app);
  const [system] = systemsOf(app);
  return checkSystem(system!, checkInputs(system!, system!.definition.environments), true).findings.map(
    ({ code }) => code,
  );
}

const shown = ruleTexts
  .map(({ code, examples: own }) => ({ code, ...(own ?? examples[code])! }))
  .filter(({ language }) => language === 'ts');

test('nine rules are shown by definitions', () => {
  expect(shown.map(({ code }) => code).sort()).toEqual([
    'colliding-names',
    'engine-waits-for-ever',
    'invalid-chart-metadata',
    'invalid-chart-version',
    'large-release',
    'missing-object',
    'order-not-kept',
    'unneeded-exception',
    'unused-value',
  ]);
});

test.each(shown)('the definitions of $code show what is found and what is not', ({ code, valid, invalid }) => {
  expect(codesIn(invalid)).toContain(code);
  expect(codesIn(valid)).not.toContain(code);
});
