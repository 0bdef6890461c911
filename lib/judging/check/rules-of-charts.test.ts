import { describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeConfigMap, KubeDeployment, KubePod } from '../../../imports/k8s';
import { checkInputs } from '../../program/cli/check-inputs';
import { systemsOf } from '../../program/app';
import {
  Exception,
  HelmChart,
  Rules,
  tierOf,
  type Environment,
  type HelmChartProps,
  type RuleSettings,
} from '../../core/manifest';
import { values } from '../../core/values';
import { checkSystem } from './check-system';
import type { Finding } from './finding';

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

  test('of a chart inside a chart are its own, over those of the outer one', () => {
    const app = inApp((root) => {
      const outer = new Chart(root, 'outer');
      Rules.of(outer).use('strict');
      openTo(outer);
      const inner = new Chart(outer, 'inner');
      Rules.of(inner).use({ 'missing-requests': 'off' });
      openTo(inner);
    });
    const found = findingsOf(app).filter(({ code }) => watched.includes(code));
    expect([...new Set(found.map(({ construct, code, severity }) => `${construct} ${code} ${severity}`))]).toEqual([
      'outer/pod missing-requests error',
      'outer/pod secret-in-env error',
      'outer/inner/pod secret-in-env error',
    ]);
  });

  test.each<[unknown, RegExp]>([
    [
      { 'floating-tags': 'off' },
      /rules.floating-tags of .* is not a rule that has levels; did you mean "floating-tag"\?/,
    ],
    [{ 'missing-volume': 'off' }, /rules.missing-volume of .* is not a rule that has levels/],
    [{ 'floating-tag': 'of' }, /rules.floating-tag of .* must be one of 'off', 'warning', 'error', but is "of"/],
    [{ extends: 'strikt' }, /rules.extends of .* must be one of 'advisory', 'recommended', 'strict', but is "strikt"/],
    ['strikt', /rules of .* must be one of .* or an object of levels by rule, but is "strikt"/],
    [['strict'], /rules of .*, but is a list/],
  ])('are no %j, neither of an app nor of a chart or an environment', (rules, message) => {
    const given = rules as RuleSettings;
    expect(() => inApp((app) => Rules.of(app).use(given))).toThrow(message);
    expect(() => inApp((app) => new Shop(app, { rules: given }))).toThrow(message);
    expect(() => inApp((app) => new Shop(app, {}, { local: { values: {}, rules: given } }))).toThrow(message);
  });

  test('are refused inside of a chart', () => {
    const inside = inApp((app) => Rules.of(new KubeConfigMap(new Chart(app, 'shop'), 'c', {})).use('strict'));
    expect(() => systemsOf(inside)).toThrow(/rules have levels for whole charts/);
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

  test.each([
    ['pod-security-host-namespaces', 'privileged'],
    ['pod-security-seccomp', 'baseline'],
  ])('that would let in what breaks %s is said: %s', (code, level) => {
    const found = findingsOf(insecure('restricted')).find((each) => each.code === code);
    expect(found!.remedy).toMatch(new RegExp(` Or let the .* with ownsNamespace: \\{ podSecurity: '${level}' \\}\\.$`));
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
