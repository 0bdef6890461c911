import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { run, withFiles } from '../../judging/testing/run-program.fixture';
import { runbookAnchor, type AlertRule } from '../../authoring/integrations/monitoring/alert-rules';
import { absent, alerts, scenarios, type AlertName, type Scenario, type Series } from './alerts.fixture';
import { fileOf, objectsIn } from './kirana.fixture';

const runbook = 'https://runbook.example.com/kirana';
const production = objectsIn('production', { monitoring: { runbookUrl: runbook } });
const rulesFile = fileOf(production, 'kirana-prometheus-config', 'rules.yml');
const rules = Object.values(alerts).flatMap((group) => Object.entries(group)) as [AlertName, AlertRule][];

const minutes = (duration: string) =>
  Number(/^(\d+)m$/.exec(duration)?.[1] ?? Number(/^(\d+)h$/.exec(duration)![1]) * 60);

/** One look at the state of all alerts, in promtool's format. */
interface Look {
  readonly title: string;
  readonly series: Series;
  readonly alert: AlertName;
  readonly at: number;
  readonly labels?: { readonly [label: string]: string };
  readonly fires: boolean;
}

const lookAt = ({ title, series, alert, at, labels = {}, fires }: Look) => {
  const { severity, team, service } = Object.fromEntries(rules)[alert]!;
  const all = { alertname: alert, alertstate: 'firing', severity, team, service, namespace: 'kirana', ...labels };
  const selector = Object.entries(all)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');
  return testOf(alert, title, series, {
    promql_expr_test: [
      {
        expr: `count(ALERTS{${fires ? selector : `alertname="${alert}",alertstate="firing"`}}) or vector(0)`,
        eval_time: `${at}m`,
        exp_samples: [{ labels: '{}', value: fires ? 1 : 0 }],
      },
    ],
  });
};

/** A test of one alert, in promtool's format. */
interface AlertTest {
  readonly alert: AlertName;
  readonly test: object;
}

const testOf = (alert: AlertName, title: string, series: Series, expected: object): AlertTest => ({
  alert,
  test: {
    name: `${title} ${alert}`,
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    ...expected,
  },
});

const scenarioOf = (name: AlertName): Scenario => scenarios[name];
/** Late enough for the rule: what is averaged must be there, and last. */
const later = (name: AlertName, rule: AlertRule) => scenarioOf(name).at ?? minutes(rule.for) + 6;

/** The file of rules with those of one alert only: promtool evaluates each rule of a file once a minute of each test. */
const withRulesOf = (alert: AlertName, text: string): string => {
  const { groups } = parse(text) as { readonly groups: readonly { readonly rules: readonly { alert: string }[] }[] };
  const own = groups.map((group) => ({ ...group, rules: group.rules.filter((rule) => rule.alert === alert) }));
  return stringify({ groups: own.filter(({ rules: left }) => left.length > 0) });
};

/** What promtool says of tests, each held against the rules of its alert. */
async function promtool(path: string, tests: readonly AlertTest[], text = rulesFile) {
  const names = [...new Set(tests.map(({ alert }) => alert))];
  const files = names.flatMap((name) => {
    const own = tests.filter(({ alert }) => alert === name).map(({ test: each }) => each);
    const tested = { rule_files: [`${name}.rules.yml`], evaluation_interval: '1m', tests: own };
    return [
      [`${name}.rules.yml`, withRulesOf(name, text)],
      [`${name}.test.yml`, stringify(tested)],
    ] as const;
  });
  const verdict = await withFiles(Object.fromEntries(files), (folder) =>
    run([path, 'test', 'rules', ...names.map((name) => join(folder, `${name}.test.yml`))]),
  );
  const lines = verdict.output.split('\n').map((line) => line.trim());
  return {
    ...verdict,
    succeeded: lines.filter((line) => line === 'SUCCESS').length,
    failed: lines.filter((line) => line !== '' && line !== 'SUCCESS' && !line.startsWith('Unit Testing:')).slice(0, 20),
  };
}

judgedBy('promtool', 'promtool says', ({ promtool: path }) => {
  /** All tests succeed: promtool says so once for each file, which is one for each alert. */
  const succeed = async (tests: readonly AlertTest[]) => {
    const { code, succeeded, failed } = await promtool(path, tests);
    const files = new Set(tests.map(({ alert }) => alert)).size;
    expect({ code, succeeded, failed }).toEqual({ code: 0, succeeded: files, failed: [] });
  };

  test('that the rules are good', async () => {
    const verdict = await withFiles({ 'rules.yml': rulesFile }, (folder) =>
      run([path, 'check', 'rules', join(folder, 'rules.yml')]),
    );
    expect(verdict.output).toContain('SUCCESS: 27 rules found');
    expect(verdict.code).toBe(0);
  });

  test('that each of them fires when it should', async () => {
    const looks = rules.map(([alert, rule]) =>
      lookAt({
        title: 'fires',
        series: scenarioOf(alert).fires,
        labels: scenarioOf(alert).labels,
        alert,
        at: later(alert, rule),
        fires: true,
      }),
    );
    expect(looks).toHaveLength(27);
    await succeed(looks);
  });

  test('that each of them stays silent when all is well, and at the edge of what is well', async () => {
    const looks = rules.flatMap(([alert, rule]) =>
      [scenarioOf(alert).silent, scenarioOf(alert).silentToo]
        .filter((series) => series !== undefined)
        .map((series) => lookAt({ title: 'silent', series, alert, at: later(alert, rule), fires: false })),
    );
    expect(looks.length).toBeGreaterThan(27);
    await succeed(looks);
  });

  test('that each of them waits for its time before it fires', async () => {
    const looks = rules
      .filter(([alert]) => scenarioOf(alert).at === undefined)
      .map(([alert, rule]) =>
        lookAt({ title: 'waits', series: scenarioOf(alert).fires, alert, at: minutes(rule.for) - 1, fires: false }),
      );
    expect(looks.length).toBeGreaterThan(20);
    await succeed(looks);
  });

  test('that what is not measured at all is not good news', async () => {
    const looks = absent.map((alert) => {
      const rule = Object.fromEntries(rules)[alert]!;
      return testOf(
        alert,
        'absent',
        { something_else: '1x60' },
        {
          promql_expr_test: [
            {
              expr: `max(ALERTS{alertname="${alert}",alertstate="firing"})`,
              eval_time: `${minutes(rule.for) + 5}m`,
              exp_samples: [{ labels: '{}', value: 1 }],
            },
          ],
        },
      );
    });
    await succeed(looks);
  });

  test('that descriptions read well and lead to the runbook', async () => {
    const described = rules.filter(([alert]) => scenarioOf(alert).description !== undefined);
    const looks = described.map(([alert, rule]) =>
      testOf(alert, 'reads', scenarioOf(alert).fires, {
        alert_rule_test: [
          {
            eval_time: `${later(alert, rule)}m`,
            alertname: alert,
            exp_alerts: [
              {
                exp_labels: {
                  severity: rule.severity,
                  team: rule.team,
                  service: rule.service,
                  namespace: 'kirana',
                  ...scenarioOf(alert).labels,
                },
                exp_annotations: {
                  summary: rule.summary,
                  description: scenarioOf(alert).description,
                  runbook_url: `${runbook}#${runbookAnchor(alert)}`,
                },
              },
            ],
          },
        ],
      }),
    );
    expect(looks.length).toBeGreaterThan(4);
    await succeed(looks);
  });

  test('no to a rule whose threshold was moved', async () => {
    const broken = rulesFile.replace(/> 0\.2$/m, '> 0.9');
    expect(broken).not.toBe(rulesFile);
    const alert = 'ApiLatencyHigh' as const;
    const rule = Object.fromEntries(rules)[alert]!;
    const look = lookAt({
      title: 'fires',
      series: scenarioOf(alert).fires,
      alert,
      at: later(alert, rule),
      fires: true,
    });
    const verdict = await promtool(path, [look], broken);
    expect(verdict.code).toBe(1);
    expect(verdict.output).toContain('FAILED');
  });
});
