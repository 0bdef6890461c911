import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { HelmChart, random } from '../../../core/manifest';
import { boolean, string, values } from '../../../core/values';
import { checkSystem } from '../../../judging/check/check-system';
import { systemsOf } from '../../../program/app';
import { SecretSource } from '../../integrations/external-secrets/secret-source';
import { imageValues } from '../image';
import { RollbackJob, rollbackValues } from './migration-job';

test('a chart that takes migrations back and makes none has no value too many but its own', () => {
  const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
  const Values = values({
    isTakenBack: boolean(false, 'Whether to go back'),
    existingSecret: string('shop', 'Name of a Secret'),
    unused: boolean(false, 'Of nothing'),
    image: imageValues({ repository: 'shop', tag: '1' }),
    rollback: rollbackValues({ resources, backoffLimit: 1, activeDeadlineSeconds: 60 }),
  });
  const app = new App();
  const chart = new HelmChart(app, 'shop', {
    values: Values,
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'A shop',
  });
  new RollbackJob(chart, 'rollback', {
    values: chart.values.rollback,
    image: chart.values.image,
    command: ['back'],
    waitFor: { host: 'db', port: 5432 },
    secrets: {
      from: new SecretSource(chart, 'secrets', {
        existingSecret: chart.values.existingSecret,
        keys: { password: { local: random() } },
      }),
      env: { PASSWORD: 'password' },
    },
    account: 'default',
    when: chart.values.isTakenBack,
  });
  const [system] = systemsOf(app);
  const { findings } = checkSystem(system!, [], true);
  expect(findings.filter(({ code }) => code === 'unused-value').map(({ pointer }) => pointer)).toEqual(['/unused']);
});
