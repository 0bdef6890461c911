import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { checkSystem } from '../../judging/check/check-system';
import { checkInputs } from '../../program/cli/check-inputs';
import type { Overrides } from '../../core/values';
import { at, elements } from '../output.fixture';
import { fileOf, objectsIn, system } from './kirana.fixture';
import type { Values } from './values';

/* What those who run kirana want otherwise. */

const withValues = (values: Overrides<typeof Values>) => objectsIn('production', values);

describe('a Secret of users', () => {
  const objects = withValues({
    existingSecret: 'ours',
    existingSecretKeys: { jwtKey: 'JWT', slackWebhook: 'hooks.slack' },
  });
  const variable = (name: string) =>
    elements(at(objects.container('kirana-backend'), 'env')).find((each) => at(each, 'name') === name);
  const files = at(objects.get('StatefulSet', 'kirana-alertmanager'), 'spec', 'template', 'spec', 'volumes');

  test('is read by its own keys', () => {
    expect(variable('JWT_SECRET_KEY')).toMatchObject({ valueFrom: { secretKeyRef: { name: 'ours', key: 'JWT' } } });
    expect(variable('RAZORPAY_KEY_ID')).toMatchObject({
      valueFrom: { secretKeyRef: { name: 'ours', key: 'razorpay-key-id' } },
    });
    const credentials = elements(files).find((volume) => at(volume, 'name') === 'credentials');
    expect(at(credentials, 'secret', 'items')).toContainEqual({ key: 'hooks.slack', path: 'slack-webhook' });
  });

  test('is the only one whose keys have other names', () => {
    const own = withValues({ existingSecretKeys: { jwtKey: 'JWT' } });
    expect(JSON.stringify(own.all)).not.toContain('"JWT"');
  });
});

describe('a store that is there already', () => {
  const values = {
    externalSecrets: { enabled: true, secretStoreRef: { name: 'platform', kind: 'ClusterSecretStore' } },
  } as const;
  const objects = withValues(values);

  test('is read, and the chart makes neither a store nor an account for it', () => {
    expect(at(objects.get('ExternalSecret', 'kirana-secrets')['spec'], 'secretStoreRef')).toEqual({
      name: 'platform',
      kind: 'ClusterSecretStore',
    });
    const made = objects.all.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(made.filter((name) => name.startsWith('SecretStore '))).toEqual([]);
    expect(made).not.toContain('ServiceAccount kirana-secrets');
  });

  test('is nothing that the linter misses', () => {
    const [production] = system!.definition.environments.filter(({ name }) => name === 'production');
    const changed = { ...production!, values: { ...production!.values, ...values } };
    const { findings } = checkSystem(system!, checkInputs(system!, [changed]), true);
    expect(findings.filter(({ code }) => code.startsWith('missing-'))).toEqual([]);
  });
});

describe('Prometheus', () => {
  const job = { job_name: 'postgres', static_configs: [{ targets: ['postgres:9187'] }] };
  const group = {
    name: 'own',
    rules: [{ alert: 'Own', expr: 'up == 0', annotations: { summary: '{{ $labels.job }} is away' } }],
  };
  const config = (values: Overrides<typeof Values>, name: string) =>
    parse(fileOf(withValues(values), 'kirana-prometheus-config', name)) as { [key: string]: unknown };
  const own = { monitoring: { prometheus: { extraScrapeConfigs: [job], extraRuleGroups: [group] } } };

  test('reads more where users say what', () => {
    expect(config(own, 'prometheus.yml')['scrape_config_files']).toEqual(['/etc/prometheus/extra-scrape-configs.yml']);
    expect(config(own, 'extra-scrape-configs.yml')).toEqual({ scrape_configs: [job] });
    expect(config({}, 'prometheus.yml')).not.toHaveProperty('scrape_config_files');
  });

  test('has rules of users beside its own', () => {
    expect(config(own, 'prometheus.yml')['rule_files']).toEqual([
      '/etc/prometheus/rules.yml',
      '/etc/prometheus/extra-rules.yml',
    ]);
    expect(config(own, 'extra-rules.yml')).toEqual({ groups: [group] });
    expect(config({}, 'extra-rules.yml')).toEqual({ groups: [] });
  });

  test.each([
    ['extraScrapeConfigs', [job, job], 'job_name'],
    ['extraRuleGroups', [group, group], 'name'],
  ])('refuses %s of one name', (field, list, key) => {
    const twice = { monitoring: { prometheus: { [field]: list } } } as Overrides<typeof Values>;
    expect(() => withValues(twice)).toThrow(new RegExp(`each ${key} of \\S+\\.${field} stands there once`));
  });

  test('tells where another promise is missed', () => {
    const rules = fileOf(
      withValues({ targets: { apiSeconds: 0.35, availability: 0.99 } }),
      'kirana-prometheus-config',
      'rules.yml',
    );
    expect(rules).toMatch(/flask_http_request_duration_seconds_count.* > 0\.35\n/);
    expect(rules).toContain('the target is 0.35 s.');
    expect(rules).toMatch(/\[1h:1m\]\) < 0\.99\n/);
  });
});

describe('Grafana', () => {
  const data = (values: Overrides<typeof Values>) => {
    const objects = withValues(values);
    const volumes = at(objects.get('Deployment', 'kirana-grafana'), 'spec', 'template', 'spec', 'volumes');
    const claim = objects.all.find(
      ({ kind, metadata }) => kind === 'PersistentVolumeClaim' && metadata.name === 'kirana-grafana',
    );
    return { volume: elements(volumes).find((volume) => at(volume, 'name') === 'data'), claim };
  };
  const grafana = (persistence: object) => data({ monitoring: { grafana: { persistence } } });

  test('keeps nothing by itself', () => {
    expect(data({})).toEqual({ volume: { name: 'data', emptyDir: {} }, claim: undefined });
  });

  test('keeps what people change where users want that', () => {
    const { volume, claim } = grafana({ enabled: true, size: '3Gi', storageClassName: 'fast' });
    expect(volume).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'kirana-grafana' } });
    expect(claim?.['spec']).toMatchObject({
      storageClassName: 'fast',
      resources: { requests: { storage: '3Gi' } },
    });
  });

  test('takes a claim that is there already', () => {
    const { volume, claim } = grafana({ enabled: true, existingClaim: 'old' });
    expect(volume).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'old' } });
    expect(claim).toBeUndefined();
  });
});
