import { readFileSync } from 'node:fs';
import { App } from 'cdk8s';
import { describe, expect, test } from '@jest/globals';
import { checkSystem } from '../judging/check/check-system';
import { environmentInput } from '../judging/check/environment';
import { systemsOf } from '../program/app';
import { synthesizedSystem } from '../program/app/output';
import { codeBelow, outputsOf } from '../readme.fixture';
import { filesOf } from './phrases/output.fixture';
import { Shop } from './values-design.fixture';

const source = readFileSync('lib/examples/values-design.fixture.ts', 'utf8');
const page = readFileSync('docs/values-design.md', 'utf8');

/** A text without what all of its lines are indented by. */
function atMargin(text: string): string {
  const lines = text.split('\n');
  const least = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(least)).join('\n');
}

/** What stands between the marks of a region. */
function region(name: string): string {
  const found = new RegExp(`^ *// #region ${name}\\n([^]*?)^ *// #endregion ${name}$`, 'm').exec(source)?.[1];
  if (found === undefined) throw new Error(`the program has no region ${name}`);
  return atMargin(found);
}

function shop(): App {
  const app = new App();
  new Shop(app);
  return app;
}

describe('the page about the design of values', () => {
  const shown = [...page.matchAll(/<!-- code: values-design (\S+) -->/g)].map(([, name]) => name!);

  test('shows each region of its program', () => {
    const regions = [...source.matchAll(/\/\/ #region (\S+)/g)].map(([, name]) => name!);
    expect([...shown].sort()).toEqual([...regions].sort());
  });

  test.each(shown)('shows the region %s as it stands in the program', (name) => {
    expect(codeBelow(`code: values-design ${name}`)).toBe(region(name));
  });

  test('shows what is written', () => {
    const files = filesOf(shop());
    const outputs = outputsOf('values-design');
    expect(outputs.length).toBeGreaterThan(1);
    expect(outputs.filter(({ path, text }) => !files.get(path)?.includes(text)).map(({ path }) => path)).toEqual([]);
  });

  test('has a program in which the linter finds no error', () => {
    const [system] = systemsOf(shop());
    const { outputs } = synthesizedSystem(system!, system!.definition.environments);
    const inputs = outputs.map((output) => environmentInput({ ...system!, ...output }, output.environment.name));
    expect(checkSystem(system!, inputs, true).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
