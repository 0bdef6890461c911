import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { run, withFiles } from '../../judging/testing/run-program.fixture';
import { dashboards } from './dashboards';
import { fileOf, objectsIn } from './kirana.fixture';

const production = objectsIn('production');
const prometheusYml = fileOf(production, 'kirana-prometheus-config', 'prometheus.yml');
const rulesYml = fileOf(production, 'kirana-prometheus-config', 'rules.yml');
const noMoreRules = fileOf(production, 'kirana-prometheus-config', 'extra-rules.yml');

/** How pods and nodes are found; Debian's Prometheus is built without this part, so that its promtool cannot judge it. */
const discovery = /kubernetes_sd_configs:\n *- role: (?:pod\n *namespaces:\n *own_namespace: true|node)\n/g;

/** The PromQL of all panels. */
const questions = Object.values(dashboards).flatMap(({ panels }) =>
  panels.flatMap(({ queries }) => queries.map(({ expr }) => expr)),
);

judgedBy('promtool', 'promtool', ({ promtool: path }) => {
  test('takes the configuration of Prometheus and its rules', async () => {
    const here = (folder: string) =>
      prometheusYml
        .replaceAll(discovery, 'file_sd_configs: [{ files: [targets.json] }]\n')
        .replaceAll('/etc/prometheus/', `${folder}/`)
        .replaceAll('/var/run/secrets/kubernetes.io/serviceaccount/token', `${folder}/token`);
    expect(prometheusYml.match(discovery)).toHaveLength(6);
    await withFiles({ 'rules.yml': rulesYml, 'extra-rules.yml': noMoreRules, token: 'x' }, async (folder) => {
      const check = (text: string) =>
        withFiles({ 'prometheus.yml': text }, (own) => run([path, 'check', 'config', join(own, 'prometheus.yml')]));
      const verdict = await check(here(folder));
      expect([verdict.code, verdict.output]).toEqual([0, expect.stringContaining('is valid prometheus config file')]);
      expect(verdict.output).toContain('27 rules found');
      expect((await check(here(folder).replace('action: keep', 'action: retain'))).code).toBe(1);
    });
  });

  test('takes rules and scrape configs of users as the chart prints them', async () => {
    const rule = { alert: 'Own', expr: 'up == 0', annotations: { summary: '{{ $labels.job }} is away: "<&>"' } };
    const objects = objectsIn('production', {
      monitoring: {
        prometheus: {
          extraRuleGroups: [{ name: 'own', rules: [rule] }],
          extraScrapeConfigs: [{ job_name: 'own', static_configs: [{ targets: ['db:9187'] }] }],
        },
      } as object,
    });
    const file = (name: string) => fileOf(objects, 'kirana-prometheus-config', name);
    const files = { 'extra-rules.yml': file('extra-rules.yml'), 'prometheus.yml': file('extra-scrape-configs.yml') };
    await withFiles(files, async (folder) => {
      const rules = await run([path, 'check', 'rules', join(folder, 'extra-rules.yml')]);
      expect([rules.code, rules.output]).toEqual([0, expect.stringContaining('1 rules found')]);
      // Alone it is a configuration too; scrape_config_files is younger than Debian's promtool.
      const jobs = await run([path, 'check', 'config', join(folder, 'prometheus.yml')]);
      expect([jobs.code, jobs.output]).toEqual([0, expect.stringContaining('is valid prometheus config file')]);
    });
  });

  test('understands every question of the dashboards', async () => {
    const rules = {
      groups: [{ name: 'dashboards', rules: questions.map((expr, i) => ({ record: `question:${i}`, expr })) }],
    };
    const verdict = await withFiles({ 'rules.yml': JSON.stringify(rules) }, (folder) =>
      run([path, 'check', 'rules', join(folder, 'rules.yml')]),
    );
    expect([verdict.code, verdict.output]).toEqual([0, expect.stringContaining(`${questions.length} rules found`)]);
  });
});
