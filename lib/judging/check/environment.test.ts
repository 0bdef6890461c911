import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { HelmChart } from '../../core/manifest';
import { values } from '../../core/values';
import { systemsOf } from '../../program/app';
import { checkInputs } from '../../program/cli/check-inputs';
import { checkSystem } from './check-system';

test('a system may be called as what people write where something is missing, which is found all the same elsewhere', () => {
  const app = new App();
  const chart = new HelmChart(app, 'todo', {
    values: values({}),
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'What is to do',
  });
  new KubeConfigMap(chart, 'settings', { data: { image: 'ghcr.io/acme/todo', host: 'TODO', token: 'changeme' } });
  const [system] = systemsOf(app);
  const { findings } = checkSystem(system!, checkInputs(system!, system!.definition.environments), true);
  expect(findings.filter(({ code }) => code === 'undeclared-placeholder').map(({ pointer }) => pointer)).toEqual([
    '/data/host',
    '/data/token',
  ]);
});
