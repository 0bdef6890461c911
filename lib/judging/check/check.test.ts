import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { KubeConfigMap, KubeDeployment } from '../../../imports/k8s';
import { checkInputs } from '../../program/cli/check-inputs';
import { systemsOf } from '../../program/app';
import { Exception, External, HelmChart } from '../../core/manifest';
import { equals, string, text, values } from '../../core/values';
import { broken, inputOf, removed } from './broken.fixture';
import { allSystems } from '../../systems/all-systems.fixture';
import { check, checkAll } from './check';
import { checkSystem } from './check-system';
import type { CheckInput } from './finding';
import { printRuleCodes } from './print-rule-codes';
import { printRules } from './print-rules';
import { ruleTexts } from './rules';

const backend = 'Deployment sovd-webapp-backend';
const construct = 'sovd-webapp/backend/deployment';
const sovd = inputOf('sovd-webapp', 'production');

const errorsOf = (input: CheckInput) => check(input).filter(({ severity }) => severity === 'error');
const codesOf = (input: CheckInput) => check(input).map(({ code }) => code);

describe('the linter', () => {
  test.each(allSystems().map((system) => [system.definition.name, system] as const))(
    'finds no error in %s',
    (_, system) => {
      const { findings } = checkSystem(system, checkInputs(system, system.definition.environments), true);
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );

  test('says where, what and what to do', () => {
    const [finding] = errorsOf(broken(sovd, backend, '/spec/template/spec/serviceAccountName', 'sovd-webapp-backed'));
    expect({ ...finding }).toEqual({
      code: 'missing-service-account',
      severity: 'error',
      question: 'closed-world',
      object: 'apps/v1 Deployment sovd-webapp/sovd-webapp-backend',
      pointer: '/spec/template/spec/serviceAccountName',
      message: 'there is no ServiceAccount "sovd-webapp-backed"; did you mean "sovd-webapp-backend"?',
      remedy: expect.stringContaining('Add the ServiceAccount'),
      construct,
      file: 'dist/sovd-webapp/production/40-workload/40-backend-deployment.k8s.yaml',
      line: expect.any(Number),
    });
  });

  test('finds the line of the file that is written', () => {
    const file = readFileSync(
      join(__dirname, '../../../dist/sovd-webapp/production/30-pre-deploy/35-migration-job.k8s.yaml'),
      'utf8',
    );
    const { pointer, line } = errorsOf(
      broken(sovd, 'Job sovd-webapp-migration', '/spec/template/spec/serviceAccountName', 'no'),
    )[0]!;
    expect(pointer).toBe('/spec/template/spec/serviceAccountName');
    expect(file.split('\n')[line! - 1]).toContain('serviceAccountName:');
  });

  test('gives the same findings in the same order whatever order the rules find them in', () => {
    const bad = broken(
      broken(sovd, backend, '/spec/replica', 3),
      'Job sovd-webapp-migration',
      '/spec/template/spec/serviceAccountName',
      'x',
    );
    const once = check(bad).map((finding) => ({ ...finding }));
    expect(check({ ...bad }).map((finding) => ({ ...finding }))).toEqual(once);
    const places = once.map(({ file }) => bad.objects.findIndex((each) => each.file === file));
    expect(once.length).toBeGreaterThan(1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  test('checks against the Kubernetes version that is asked for', () => {
    const sidecar = broken(sovd, backend, '/spec/template/spec/hostnameOverride', 'x');
    expect(codesOf({ ...sidecar, kubernetes: '1.28' })).toContain('schema-unknown-field');
    expect(codesOf({ ...sidecar, kubernetes: '1.34' })).not.toContain('schema-unknown-field');
  });

  test('takes a custom resource that it does not know for unchecked, and a misspelt group for a mistake', () => {
    const kind = (apiVersion: string) => broken(sovd, 'ServiceMonitor sovd-webapp-backend', '/apiVersion', apiVersion);
    expect(codesOf(kind('example.com/v1'))).toContain('schema-unchecked-kind');
    expect(codesOf(kind('monitoring.coreos.co/v1'))).toContain('schema-unknown-kind');
    expect(codesOf(kind('monitorings/v1'))).toContain('schema-unknown-kind');
  });
});

describe('an exception', () => {
  const replicas = broken(sovd, backend, '/spec/template/spec/serviceAccountName', 'other');
  const exception = (code: string, at: string) => ({ code, construct: at, reason: 'made by the platform team' });

  test.each([construct, 'sovd-webapp/backend', 'sovd-webapp'])(
    'at %s hides what is at or below it, and shows in the report',
    (at) => {
      const { findings, allowed } = checkAll([{ ...replicas, exceptions: [exception('missing-service-account', at)] }]);
      expect(
        findings.filter(({ code }) => code === 'missing-service-account' || code === 'unneeded-exception'),
      ).toEqual([]);
      expect(allowed.map(({ finding, reason }) => [finding.code, finding.construct, reason])).toEqual([
        ['missing-service-account', construct, 'made by the platform team'],
      ]);
    },
  );

  test.each([
    ['of another rule', exception('missing-secret', construct)],
    ['of another construct', exception('missing-service-account', 'sovd-webapp/frontend')],
    ['of a construct whose name begins alike', exception('missing-service-account', 'sovd-webapp/back')],
  ])('%s hides nothing and is itself an error', (_, other) => {
    const found = errorsOf({ ...replicas, exceptions: [other] });
    expect(found.map(({ code, construct: at }) => [code, at])).toEqual([
      ['missing-service-account', construct],
      ['unneeded-exception', other.construct],
    ]);
  });

  test('from a rule that there is not says which one was meant', () => {
    const [found] = errorsOf({ ...sovd, exceptions: [exception('missing-secrets', construct)] });
    expect(found?.message).toBe(
      'there is no rule "missing-secrets" to make an exception from; did you mean "missing-secret"?',
    );
  });

  test('is needed when it hides something in one of the environments', () => {
    const exceptions = [exception('missing-service-account', construct)];
    const codes = checkAll([
      { ...sovd, exceptions },
      { ...replicas, exceptions },
    ]).findings.map(({ code }) => code);
    expect(codes).not.toContain('unneeded-exception');
    expect(checkAll([{ ...sovd, exceptions }], false).findings.map(({ code }) => code)).not.toContain(
      'unneeded-exception',
    );
  });
});

describe('a declaration', () => {
  const Values = values({ account: string('robot', 'Account'), unused: string('', 'Nothing') });

  class Robot extends HelmChart<typeof Values> {
    constructor(app: App, declare: (robot: Robot, deployment: KubeDeployment) => void) {
      super(app, 'robot', {
        values: Values,
        environments: { local: { values: {} }, test: { values: { account: 'tester' } } },
        version: '1.0.0',
        appVersion: '1.0.0',
        description: 'A robot',
      });
      const deployment = new KubeDeployment(this, 'deployment', {
        metadata: { name: text`${this.values.account}-robot` },
        spec: {
          selector: { matchLabels: { app: 'robot' } },
          template: {
            metadata: { labels: { app: 'robot' } },
            spec: { serviceAccountName: this.values.account, containers: [{ name: 'robot', image: 'robot:1' }] },
          },
        },
      });
      new KubeConfigMap(this, 'idle', { data: { a: 'b' } });
      declare(this, deployment);
    }
  }

  const findingsOf = (declare: (robot: Robot, deployment: KubeDeployment) => void) => {
    const app = new App();
    new Robot(app, declare);
    const [system] = systemsOf(app);
    const { findings } = checkSystem(system!, checkInputs(system!, system!.definition.environments), true);
    return findings
      .filter(({ code }) =>
        ['missing-service-account', 'unneeded-exception', 'unused-config-map', 'unused-value'].includes(code),
      )
      .map(({ code, file = '' }) => [code, file.split('/')[2] ?? ''].join(' ').trim());
  };
  const always = ['unused-config-map local', 'unused-config-map test', 'unused-value'];

  test('is what the findings are without', () => {
    expect(findingsOf(() => undefined)).toEqual(
      expect.arrayContaining(['missing-service-account local', 'missing-service-account test', ...always]),
    );
  });

  test('of an external object has a name that depends on the values', () => {
    expect(
      findingsOf((robot) => External.of(robot).serviceAccount(robot.values.account, { reason: 'of the platform' })),
    ).toEqual(always);
  });

  test('of an external object may hold in some environments only', () => {
    const some = findingsOf(({ values: { account }, node }) =>
      External.of(node.root).serviceAccount('robot', { reason: 'x', when: equals(account, 'robot') }),
    );
    // Declared above the chart, it is of no chart.
    expect(some).toContain('missing-service-account local');
    const own = findingsOf((robot) =>
      External.of(robot).serviceAccount('tester', { reason: 'x', when: equals(robot.values.account, 'robot') }),
    );
    expect(own).toContain('missing-service-account test');
    const right = findingsOf((robot) =>
      External.of(robot).serviceAccount('robot', { reason: 'x', when: equals(robot.values.account, 'robot') }),
    );
    expect(right.sort()).toEqual(['missing-service-account test', ...always].sort());
  });

  test('of an exception allows what the construct does', () => {
    expect(
      findingsOf((_, deployment) => Exception.of(deployment).allow('missing-service-account', 'of the platform')),
    ).toEqual(always);
    expect(findingsOf((robot) => Exception.of(robot).allow('unused-config-map', 'read by hand'))).toEqual([
      'missing-service-account local',
      'missing-service-account test',
      'unused-value',
    ]);
  });
});

describe('the rules', () => {
  test('have codes of their own, in kebab case, with why and remedy', () => {
    expect(new Set(ruleTexts.map(({ code }) => code)).size).toBe(ruleTexts.length);
    for (const { code, why, remedy } of ruleTexts) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)+$|^credential$/);
      expect(why).toMatch(/^([A-Z`]|kubectl).*[.]$/s);
      expect(remedy).toMatch(/\S/);
    }
  });

  test('are tabulated in docs/rules.md; `npm run rules` writes it', () => {
    expect(readFileSync(join(__dirname, '../../../docs/rules.md'), 'utf8')).toBe(printRules());
  });

  test('that have levels are known to definitions; `npm run rules` writes them', () => {
    expect(readFileSync(join(__dirname, '../../core/manifest/rule-codes.ts'), 'utf8')).toBe(printRuleCodes());
  });
});

test('a field that is taken away is found as well', () => {
  expect(codesOf(broken(sovd, backend, '/spec/selector', removed))).toContain('schema-missing-field');
});
