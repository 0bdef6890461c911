import { describe, expect, test } from '@jest/globals';
import { evaluateManifest } from '../../core/manifest';
import { defaults, overlay, validateValues, type JsonObject } from '../../core/values';
import { systemsOf } from '../../program/app';
import { choices, later, mergingApp, refused } from './mergeable.fixture';

const [{ definition, manifests }] = systemsOf(mergingApp()) as [ReturnType<typeof systemsOf>[number]];
const valuesWith = (web: JsonObject) => overlay(defaults(definition.schema), { web });

describe('what a user chooses wins over the default', () => {
  test.each(choices)('$title', ({ values, container = {}, strategy, without = [] }) => {
    const all = valuesWith(values);
    expect(validateValues(definition.schema, all, 'values')).toEqual([]);
    const release = {
      values: all,
      release: { name: 'shop', namespace: 'shop' },
      chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
    };
    const [deployment] = manifests
      .map((each) => evaluateManifest(each, release))
      .filter((each) => each?.['kind'] === 'Deployment');
    const spec = deployment!['spec'] as { strategy: object; template: { spec: { containers: [JsonObject] } } };
    const [made] = spec.template.spec.containers;
    for (const [field, expected] of Object.entries(container)) expect(made[field]).toEqual(expected);
    for (const field of without) expect(made).not.toHaveProperty(field);
    if (strategy) expect(spec.strategy).toEqual(strategy);
  });
});

describe('nothing needs a null', () => {
  const told = (web: JsonObject) =>
    validateValues(definition.schema, valuesWith(web), 'values').map(({ path, message }) => `${path!}: ${message}`);

  test('where one is written in the place of a value it is refused', () => {
    expect(told({ livenessProbe: null, lifecycle: null })).toEqual([
      'web.livenessProbe: this value has no default and must be supplied',
      'web.lifecycle: this value has no default and must be supplied',
    ]);
    expect(told({ livenessProbe: { httpGet: null } })).toEqual([
      'web.livenessProbe: needs one of exec, grpc, httpGet, tcpSocket',
    ]);
  });

  test('an empty block changes nothing, and enabled switches it off', () => {
    expect(told({ livenessProbe: {}, lifecycle: {} })).toEqual([]);
    expect(valuesWith({ livenessProbe: {}, lifecycle: {} })).toEqual(defaults(definition.schema));
    expect(told({ livenessProbe: { enabled: false }, lifecycle: { preStop: { enabled: false } } })).toEqual([]);
  });
});

describe('values that would be refused', () => {
  test.each([...refused, ...later])('%j', (web, path, sentence) => {
    const problems = validateValues(definition.schema, valuesWith(web), 'values');
    expect(problems.map((each) => each.path)).toEqual([path]);
    expect(problems[0]!.message).toContain(sentence);
  });
});
