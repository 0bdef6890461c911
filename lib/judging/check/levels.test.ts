import { describe, expect, test } from '@jest/globals';
import type { RuleLayer, RuleSettings } from '../../core/manifest';
import { DefinitionError } from '../../core/values';
import { checkAll, refusedOnly } from './check';
import type { CheckInput } from './finding';
import { levelsOf, settingProblems } from './levels';
import { ruleTexts } from './rules';

const layers = (...rules: readonly RuleSettings[]): RuleLayer[] =>
  rules.map((each, i) => ({ from: `layer ${i}`, rules: each }));
const levelOf = (code: string, ...rules: readonly RuleSettings[]) =>
  levelsOf({ rules: layers(...rules) }).get(code)!.level;

describe('the level of a policy', () => {
  test.each<[RuleSettings, string, string, string]>([
    ['advisory', 'warning', 'warning', 'warning'],
    ['recommended', 'warning', 'error', 'warning'],
    ['strict', 'error', 'error', 'warning'],
  ])('in the set %s', (set, hardening, leak, idle) => {
    expect(['missing-requests', 'plain-secret', 'unused-volume'].map((code) => levelOf(code, set))).toEqual([
      hardening,
      leak,
      idle,
    ]);
  });

  test('of a rule is laid over that of a set, and over what was said further out', () => {
    expect(levelOf('floating-tag', 'strict', { 'floating-tag': 'warning' })).toBe('warning');
    expect(levelOf('floating-tag', 'strict', { 'floating-tag': 'off' }, { 'floating-tag': 'error' })).toBe('error');
    expect(levelOf('missing-requests', 'strict', { 'floating-tag': 'warning' })).toBe('error');
    expect(levelOf('floating-tag', { extends: 'advisory', 'floating-tag': 'error' })).toBe('error');
  });

  test('begins anew with a set', () => {
    const further: RuleSettings = { 'floating-tag': 'off', 'missing-secret': 'off' };
    expect(levelOf('floating-tag', further, 'strict')).toBe('error');
    expect(levelOf('floating-tag', further, { extends: 'recommended' })).toBe('warning');
    expect(levelOf('missing-secret', further, { extends: 'recommended' })).toBe('error');
  });

  test('says where it comes from', () => {
    const levels = levelsOf({
      rules: [
        { from: 'a HelmChart', rules: 'recommended', isDefault: true },
        { from: 'shop', rules: { 'no-spread': 'off' } },
      ],
    });
    expect(
      ['missing-requests', 'no-spread', 'missing-secret', 'missing-volume'].map((code) => levels.get(code)!.from),
    ).toEqual(['recommended, with which a HelmChart begins', 'shop', 'the output is complete', 'always']);
  });
});

describe('what has no level of a set', () => {
  test('is correctness, which is an error whatever policies are', () => {
    for (const set of ['advisory', 'recommended', 'strict'] as const)
      expect(levelOf('missing-volume', set)).toBe('error');
  });

  test('is what is missing: an error where the output claims to be complete', () => {
    const levels = (isComplete: boolean, ...rules: readonly RuleSettings[]) =>
      levelsOf({ rules: layers(...rules), isComplete }).get('missing-secret')!.level;
    expect([levels(true, 'advisory'), levels(false, 'strict')]).toEqual(['error', 'warning']);
    expect([levels(true, { 'missing-secret': 'off' }), levels(false, { 'missing-secret': 'error' })]).toEqual([
      'off',
      'error',
    ]);
  });
});

describe('a level that is none', () => {
  test.each<[unknown, string]>([
    ['strikt', 'there is no set of rules "strikt"; did you mean "strict"?'],
    [['strict'], 'there is no set of rules ["strict"]'],
    [null, 'there is no set of rules null'],
    [{ extends: 'strickt' }, 'there is no set of rules "strickt"; did you mean "strict"?'],
    [{ 'floating-tags': 'off' }, 'there is no rule "floating-tags"; did you mean "floating-tag"?'],
    [{ 'floating-tag': 'of' }, '"floating-tag" has the level "of"; did you mean "off"?'],
    [{ 'floating-tag': true }, '"floating-tag" has the level true'],
    [{ 'missing-volume': 'off' }, '"missing-volume" is about what a cluster refuses, and has no level'],
    [{ 'unused-value': 'warning' }, '"unused-value" is about what cannot work, and has no level'],
  ])('%j is refused', (given, message) => {
    const problems = settingProblems(given as RuleSettings);
    expect(problems.map((problem) => problem.message)).toEqual([message]);
    expect(problems[0]!.remedy).toMatch(/\.$/);
    expect(() => levelsOf({ rules: layers(given as RuleSettings) })).toThrow(DefinitionError);
  });

  test('does not compile, where the compiler can tell', () => {
    const wrong: RuleSettings[] = [
      // @ts-expect-error a code that there is not
      { 'floating-tags': 'off' },
      // @ts-expect-error a level that there is not
      { 'floating-tag': 'of' },
      // @ts-expect-error a rule about what a cluster refuses
      { 'missing-volume': 'off' },
      // @ts-expect-error a set that there is not
      'strikt',
    ];
    expect(wrong.map((each) => settingProblems(each).length)).toEqual([1, 1, 1, 1]);
  });
});

test('what is kept of a report for a gate is what kubectl and the API server refuse', () => {
  const objects: CheckInput['objects'] = [
    {
      object: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p', annotations: { 'helm.sh/hook': 'never' } },
        spec: {
          serviceAccountName: 'nobody',
          containers: [{ name: 'c', image: 'c:1', volumeMounts: [{ name: 'x', mountPath: '/x' }] }],
        },
      },
    },
  ];
  const report = checkAll([{ objects }]);
  expect(new Set(report.findings.map(({ question }) => question))).toEqual(
    new Set(['refused', 'cannot-work', 'closed-world', 'policy']),
  );
  expect(refusedOnly(report).findings.map(({ code }) => code)).toEqual(['missing-volume']);
});

test('every rule says what it asks, and only a policy has a recommended level', () => {
  for (const { code, question, recommended, severity } of ruleTexts) {
    expect([code, ['refused', 'cannot-work', 'closed-world', 'policy'].includes(question)]).toEqual([code, true]);
    if (question !== 'policy') expect([code, recommended]).toEqual([code, undefined]);
    // What is recommended is never more than what is strict.
    if (severity === 'warning') expect([code, recommended]).not.toEqual([code, 'error']);
  }
});
