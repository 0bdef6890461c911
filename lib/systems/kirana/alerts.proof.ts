import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { judgedBy } from '../../testing/judges.fixture';
import { run, withFiles } from '../../testing/run-program.fixture';
import { runbookAnchor, type AlertRule } from '../../constructs/monitoring';
import { alerts } from './alerts';
import { absent, scenarios, type AlertName, type Scenario, type Series } from './alerts.fixture';
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
  return {
    name: `${title} ${alert}`,
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: [
      {
        expr: `count(ALERTS{${fires ? selector : `alertname="${alert}",alertstate="firing"`}}) or vector(0)`,
        eval_time: `${at}m`,
        exp_samples: [{ labels: '{}', value: fires ? 1 : 0 }],
      },
    ],
  };
};

const scenarioOf = (name: AlertName): Scenario => scenarios[name];
/** Late enough for the rule: what is averaged must be there, and last. */
const later = (name: AlertName, rule: AlertRule) => scenarioOf(name).at ?? minutes(rule.for) + 6;

async function promtool(path: string, looks: readonly object[], text = rulesFile) {
  const testFile = stringify({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests: looks });
  return withFiles({ 'rules.yml': text, 'test.yml': testFile }, (folder) =>
    run([path, 'test', 'rules', join(folder, 'test.yml')]),
  );
}

judgedBy('promtool', 'promtool says', ({ promtool: path }) => {
  const failing = (output: string) =>
    output
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, 20);

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
    const verdict = await promtool(path, looks);
    expect([verdict.code, failing(verdict.output)]).toEqual([
      0,
      [expect.any(String), expect.stringContaining('SUCCESS')],
    ]);
  });

  test('that each of them stays silent when all is well, and at the edge of what is well', async () => {
    const looks = rules.flatMap(([alert, rule]) =>
      [scenarioOf(alert).silent, scenarioOf(alert).silentToo]
        .filter((series) => series !== undefined)
        .map((series) => lookAt({ title: 'silent', series, alert, at: later(alert, rule), fires: false })),
    );
    expect(looks.length).toBeGreaterThan(27);
    const verdict = await promtool(path, looks);
    expect([verdict.code, failing(verdict.output)]).toEqual([
      0,
      [expect.any(String), expect.stringContaining('SUCCESS')],
    ]);
  });

  test('that each of them waits for its time before it fires', async () => {
    const looks = rules
      .filter(([alert]) => scenarioOf(alert).at === undefined)
      .map(([alert, rule]) =>
        lookAt({ title: 'waits', series: scenarioOf(alert).fires, alert, at: minutes(rule.for) - 1, fires: false }),
      );
    expect(looks.length).toBeGreaterThan(20);
    const verdict = await promtool(path, looks);
    expect([verdict.code, failing(verdict.output)]).toEqual([
      0,
      [expect.any(String), expect.stringContaining('SUCCESS')],
    ]);
  });

  test('that what is not measured at all is no good news', async () => {
    const looks = absent.map((alert) => {
      const rule = Object.fromEntries(rules)[alert]!;
      return {
        name: alert,
        interval: '1m',
        input_series: [{ series: 'something_else', values: '1x60' }],
        promql_expr_test: [
          {
            expr: `max(ALERTS{alertname="${alert}",alertstate="firing"})`,
            eval_time: `${minutes(rule.for) + 5}m`,
            exp_samples: [{ labels: '{}', value: 1 }],
          },
        ],
      };
    });
    const verdict = await promtool(path, looks);
    expect([verdict.code, failing(verdict.output)]).toEqual([
      0,
      [expect.any(String), expect.stringContaining('SUCCESS')],
    ]);
  });

  test('that descriptions read well and lead to the runbook', async () => {
    const described = rules.filter(([alert]) => scenarioOf(alert).description !== undefined);
    const looks = described.map(([alert, rule]) => ({
      name: alert,
      interval: '1m',
      input_series: Object.entries(scenarioOf(alert).fires).map(([series, values]) => ({ series, values })),
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
    }));
    expect(looks.length).toBeGreaterThan(4);
    const verdict = await promtool(path, looks);
    expect([verdict.code, failing(verdict.output)]).toEqual([
      0,
      [expect.any(String), expect.stringContaining('SUCCESS')],
    ]);
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
