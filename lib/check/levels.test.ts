import { describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeConfigMap, KubeDeployment, KubePod } from '../../imports/k8s';
import { checkInputs } from '../cli/check-inputs';
import { systemsOf } from '../cli/systems';
import {
  Exception,
  HelmChart,
  Rules,
  tierOf,
  type Environment,
  type HelmChartProps,
  type RuleLayer,
  type RuleSettings,
} from '../manifest';
import { DefinitionError, values } from '../values';
import { checkAll, refusedOnly } from './check';
import { checkSystem } from './check-system';
import type { CheckInput, Finding } from './finding';
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

const Values = values({});

/** A chart with a ConfigMap that nothing reads and a pod that the rules about hardening find much to say of. */
class Shop extends HelmChart<typeof Values> {
  constructor(
    scope: Construct,
    props: Partial<HelmChartProps<typeof Values>> = {},
    environments: { readonly [name: string]: Environment<typeof Values> } = { local: { values: {} } },
  ) {
    super(scope, 'shop', {
      values: Values,
      environments,
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A shop',
      ownsNamespace: false,
      ...props,
    });
    openTo(this);
  }
}

function openTo(chart: Chart): void {
  new KubeConfigMap(chart, 'config', { data: { a: 'b' } });
  new KubePod(chart, 'pod', {
    spec: { containers: [{ name: 'main', image: 'shop:latest', env: [{ name: 'PASSWORD', value: 'hunter2' }] }] },
  });
}

function findingsOf(app: App): readonly Finding[] {
  return systemsOf(app).flatMap((system) => {
    const { environments } = system.definition;
    return checkSystem(system, checkInputs(system, environments), true).findings;
  });
}

/** The levels of the findings of some rules, sorted, each once. */
const severities = (app: App, ...codes: readonly string[]) =>
  [
    ...new Set(
      findingsOf(app)
        .filter(({ code }) => codes.includes(code))
        .map(({ code, severity }) => `${code} ${severity}`),
    ),
  ].sort();

const inApp = (build: (app: App) => unknown): App => {
  const app = new App();
  build(app);
  return app;
};

const watched = ['missing-requests', 'secret-in-env'];

describe('the rules of an app', () => {
  test('begin with advice for a cdk8s chart, and with what is recommended for a HelmChart', () => {
    const plain = inApp((app) => openTo(new Chart(app, 'shop')));
    expect(severities(plain, ...watched)).toEqual(['missing-requests warning', 'secret-in-env warning']);
    expect(findingsOf(plain).filter(({ isAdvice }) => isAdvice).length).toBeGreaterThan(5);
    const ours = inApp((app) => new Shop(app));
    expect(severities(ours, ...watched)).toEqual(['missing-requests warning', 'secret-in-env error']);
    expect(findingsOf(ours).filter(({ isAdvice }) => isAdvice)).toEqual([]);
  });

  test('are set for all charts below a construct, and for a chart itself', () => {
    const strict = ['missing-requests error', 'secret-in-env error'];
    const plain = inApp((app) => {
      Rules.of(app).use('strict');
      openTo(new Chart(app, 'shop'));
    });
    expect(severities(plain, ...watched)).toEqual(strict);
    expect(
      severities(
        inApp((app) => new Shop(app, { rules: 'strict' })),
        ...watched,
      ),
    ).toEqual(strict);
    const inScope = inApp((app) => {
      const scope = new Construct(app, 'team');
      Rules.of(scope).use('strict').use({ 'secret-in-env': 'off' });
      new Shop(scope);
      openTo(new Chart(app, 'other'));
    });
    expect(severities(inScope, ...watched)).toEqual([
      'missing-requests error',
      'missing-requests warning',
      'secret-in-env warning',
    ]);
  });

  test('are overruled by the chart, and the chart by an environment', () => {
    const app = inApp((root) => {
      Rules.of(root).use('strict');
      new Shop(
        root,
        { rules: { 'missing-requests': 'off' } },
        { local: { values: {} }, production: { values: {}, rules: { 'missing-requests': 'warning' } } },
      );
    });
    const found = findingsOf(app).filter(({ code }) => watched.includes(code));
    expect(found.map(({ code, severity, file = '' }) => `${file.split('/')[2]} ${code} ${severity}`)).toEqual([
      'local secret-in-env error',
      'production missing-requests warning',
      'production missing-requests warning',
      'production secret-in-env error',
    ]);
  });

  test('are refused inside of a chart, and where there is no such rule', () => {
    const inside = inApp((app) => Rules.of(new KubeConfigMap(new Chart(app, 'shop'), 'c', {})).use('strict'));
    expect(() => systemsOf(inside)).toThrow(/rules have levels for whole charts/);
    const wrong = inApp((app) => {
      Rules.of(app).use({ 'floating-tags': 'off' } as RuleSettings);
      openTo(new Chart(app, 'shop'));
    });
    expect(() => findingsOf(wrong)).toThrow(/there is no rule "floating-tags"; did you mean "floating-tag"\?/);
  });

  test('that are off need no exception from them', () => {
    const app = inApp((root) => {
      new Shop(root, { rules: { 'secret-in-env': 'off' } });
      Exception.of(root).allow('secret-in-env', 'not secret');
    });
    expect(severities(app, 'secret-in-env', 'unneeded-exception')).toEqual(['unneeded-exception error']);
  });
});

describe('a namespace of the output that enforces a Pod Security level', () => {
  const insecure = (podSecurity: 'restricted' | 'baseline' | 'privileged') =>
    inApp((app) => {
      const shop = new Shop(app, { ownsNamespace: { podSecurity } });
      new KubeDeployment(shop, 'web', {
        spec: {
          selector: { matchLabels: { app: 'web' } },
          template: {
            metadata: { labels: { app: 'web' } },
            spec: { hostNetwork: true, containers: [{ name: 'web', image: 'web:1' }] },
          },
        },
      });
    });
  const codes = ['pod-security-host-namespaces', 'pod-security-seccomp'];

  test.each<['restricted' | 'baseline' | 'privileged', string[]]>([
    ['restricted', ['pod-security-host-namespaces error', 'pod-security-seccomp error']],
    ['baseline', ['pod-security-host-namespaces error', 'pod-security-seccomp warning']],
    ['privileged', ['pod-security-host-namespaces warning', 'pod-security-seccomp warning']],
  ])('%s makes an error of what it keeps out, whatever the levels are', (level, expected) => {
    expect(severities(insecure(level), ...codes)).toEqual(expected);
  });

  test('refuses a pod, and lets a Deployment in that then has none', () => {
    const found = findingsOf(insecure('restricted')).filter(({ code }) => code === 'pod-security-seccomp');
    expect(found.map(({ object, question }) => `${object.split(' ')[1]} ${question}`).sort()).toEqual([
      'Deployment cannot-work',
      'Pod refused',
    ]);
    expect(found[0]!.message).toContain('; its namespace, which enforces restricted, lets no such pod in');
  });
});

describe('an environment', () => {
  test.each([
    ['prod', 'production'],
    ['production', 'production'],
    ['prod-eu', 'production'],
    ['product', 'test'],
    ['preprod', 'test'],
    ['local', 'test'],
  ])('called %s is for %s', (name, tier) => {
    expect(tierOf(name)).toBe(tier);
  });

  test('says itself whether it is for production', () => {
    const app = inApp(
      (root) =>
        new Shop(
          root,
          { rules: 'strict' },
          {
            live: { values: {}, tier: 'production' },
            'prod-like': { values: {}, tier: 'test' },
            'prod-eu': { values: {} },
          },
        ),
    );
    const found = findingsOf(app).filter(({ code }) => code === 'floating-tag');
    expect(found.map(({ file = '' }) => file.split('/')[2])).toEqual(['live', 'prod-eu']);
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
