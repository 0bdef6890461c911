import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { runbookAnchor, type AlertRule } from '../../authoring/integrations/monitoring/alert-rules';
import { targets } from './alerts';
import { alerts, type AlertName } from './alerts.fixture';
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
/** The rules as they are printed, by the name of their alert. */
const printed = Object.fromEntries(
  (
    parse(rulesFile) as { groups: { rules: { alert: string; annotations: { description: string } }[] }[] }
  ).groups.flatMap(({ rules: all }) => all.map((rule) => [rule.alert, rule])),
);
const docs = join(__dirname, '../../../docs');

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
    expect(printed[name]!.annotations.description).toMatch(/\.$/);
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
