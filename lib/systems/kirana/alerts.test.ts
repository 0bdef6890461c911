import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { judgedBy } from '../../testing/judges.fixture';
import { run, withFiles } from '../../testing/run-program.fixture';
import { runbookAnchor, type AlertRule } from '../../constructs/monitoring';
import { alerts, targets } from './alerts';
import { absent, scenarios, type AlertName, type Scenario, type Series } from './alerts.fixture';
import { fileOf, objectsIn } from './kirana.fixture';
import { scrapeJobs } from './scrape-jobs';

const runbook = 'https://runbook.example.com/kirana';
const production = objectsIn('production', { monitoring: { runbookUrl: runbook } });
const rulesFile = fileOf(production, 'kirana-prometheus-config', 'rules.yml');
const rules = Object.values(alerts).flatMap((group) => Object.entries(group)) as [AlertName, AlertRule][];
/** The PromQL of all rules. */
const expressions = (parse(rulesFile) as { groups: { rules: { expr: string }[] }[] }).groups.flatMap((group) =>
  group.rules.map(({ expr }) => expr),
);
const docs = join(__dirname, '../../../docs');

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

describe('the rules', () => {
  test('are 27 in 8 groups', () => {
    const sizes = Object.fromEntries(Object.entries(alerts).map(([group, all]) => [group, Object.keys(all).length]));
    expect(sizes).toEqual({
      'api-and-application': 3,
      database: 4,
      'cache-and-performance': 3,
      infrastructure: 5,
      'business-logic': 5,
      'service-availability': 3,
      'external-dependencies': 2,
      'backup-and-recovery': 2,
    });
    expect(new Set(rules.map(([name]) => name)).size).toBe(27);
    expect(new Set(rules.map(([, { severity }]) => severity))).toEqual(new Set(['critical', 'warning', 'info']));
  });

  test('guard the targets that the system promises', () => {
    expect(targets).toEqual({
      apiSeconds: 0.2,
      searchSeconds: 0.2,
      permissionCheckSeconds: 0.1,
      databaseQuerySeconds: 0.3,
      errorRatio: 0.001,
      availability: 0.999,
      concurrentOrders: 50,
    });
  });

  test.each(rules)('%s says all that somebody who is paged needs', (name, rule) => {
    expect(rule.for).toMatch(/^[0-9]+[mh]$/);
    expect(rule.team).toMatch(/^(backend|database|payments|security|operations)$/);
    expect(rule.summary.length).toBeGreaterThan(10);
    expect(rule.description).toMatch(/\.$/);
    const headings = readFileSync(join(docs, 'kirana-runbook.md'), 'utf8').matchAll(/^### (.+)$/gm);
    expect([...headings].map(([, heading]) => heading!.toLowerCase())).toContain(runbookAnchor(name));
  });

  test('read only metrics that a scrape job names and the documentation explains', () => {
    const metricsDoc = readFileSync(join(docs, 'kirana-metrics.md'), 'utf8');
    const named = new Set(Object.values(scrapeJobs).flatMap(({ metrics }) => metrics));
    const used = new Set(
      expressions.flatMap((promql) =>
        [
          ...promql.matchAll(
            /\b((?:flask|kirana|mongodb|redis|node|container|probe|nginx)_[a-zA-Z_0-9]+|up)\b(?=[{) ])/g,
          ),
        ].map(([, metric]) => metric!.replace(/_(sum|count)$/, '')),
      ),
    );
    expect(used.size).toBeGreaterThan(20);
    expect([...used].filter((metric) => !named.has(metric))).toEqual([]);
    expect([...named].filter((metric) => !metricsDoc.includes(`\`${metric}`))).toEqual([]);
  });
});

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
