import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { run, withFiles } from '../../judging/testing/run-program.fixture';
import { dashboards } from './dashboards';
import { fileOf, objectsIn } from './kirana.fixture';

const production = objectsIn('production');
const prometheusYml = fileOf(production, 'kirana-prometheus-config', 'prometheus.yml');
const rulesYml = fileOf(production, 'kirana-prometheus-config', 'rules.yml');

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
    await withFiles({ 'rules.yml': rulesYml, token: 'x' }, async (folder) => {
      const check = (text: string) =>
        withFiles({ 'prometheus.yml': text }, (own) => run([path, 'check', 'config', join(own, 'prometheus.yml')]));
      const verdict = await check(here(folder));
      expect([verdict.code, verdict.output]).toEqual([0, expect.stringContaining('is valid prometheus config file')]);
      expect(verdict.output).toContain('27 rules found');
      expect((await check(here(folder).replace('action: keep', 'action: retain'))).code).toBe(1);
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
