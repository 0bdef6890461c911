import { App } from 'cdk8s';
import { describe, expect, test } from '@jest/globals';
import { overlay, defaults, validateValues, type JsonObject } from '../../core/values';
import { systemsOf } from '../../program/app';
import { synthesizedSystem } from '../../program/app/output';
import { check } from '../check/check';
import { environmentInput } from '../check/environment';
import type { CarriedCase } from './carried-case.fixture';
import { Carried } from './carried-chart.fixture';
import { carriedCases } from './carried.fixture';

const app = new App();
new Carried(app);
const [system] = systemsOf(app);
const { definition, manifests } = system!;
const [environment] = definition.environments;

const isAccepted = (values: JsonObject): boolean =>
  validateValues(definition.schema, overlay(defaults(definition.schema), values), '').length === 0;

/** What the linter refuses of the objects of one value. */
function refusedBy(values: JsonObject, index: number): string[] {
  const base = overlay(defaults(definition.schema), values);
  const synthesized = synthesizedSystem(
    { ...system!, definition: { ...definition, schema: new Carried(new App()).schema, environments: [environment!] } },
    [{ ...environment!, overrides: values, values: base }],
  );
  const [output] = synthesized.outputs;
  const input = environmentInput({ definition, manifests, ...output! }, 'dist');
  return (
    check(input)
      .filter(({ construct, severity }) => severity === 'error' && construct?.startsWith(`carried/c${index}/`))
      .map(({ code }) => code)
      // Of what is in the cluster beside the chart, and of what a cluster may forbid, no schema knows.
      .filter((code) => !/^(missing-(?!value|field)|pod-security-)/.test(code))
  );
}

describe.each(carriedCases.map((each, i): [string, number, CarriedCase] => [each.title, i, each]))(
  '%s',
  (_title, i, { accepted, refused }) => {
    const usual = new Set(refusedBy({}, i));
    const ofLinter = (value: CarriedCase['accepted'][number]) =>
      refusedBy({ [`v${i}`]: value }, i).filter((code) => !usual.has(code));

    test('what a cluster takes, the schema and the linter accept', () => {
      const found = accepted.map((value) => [value, isAccepted({ [`v${i}`]: value }), ofLinter(value)]);
      expect(found).toEqual(accepted.map((value) => [value, true, []]));
    });

    test('what a cluster refuses, the schema and the linter refuse', () => {
      const found = refused.map((value) => [value, isAccepted({ [`v${i}`]: value }), ofLinter(value).length > 0]);
      expect(found).toEqual(refused.map((value) => [value, false, true]));
    });
  },
);

test('of the values that a cluster refuses, the schemas of their authors refuse few', () => {
  const author = new Carried(new App()).schema;
  const refused = carriedCases.flatMap((each, i) => each.refused.map((value): JsonObject => ({ [`v${i}`]: value })));
  const before = refused.filter((values) => validateValues(author, overlay(defaults(author), values), '').length > 0);
  expect([before.length, refused.filter((values) => !isAccepted(values)).length]).toEqual([1, refused.length]);
});
