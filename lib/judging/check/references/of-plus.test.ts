import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import type { Construct } from 'constructs';
import { Condition, HelmChart } from '../../../core/manifest';
import { versions, type Plus } from '../../../core/manifest/plus.fixture';
import { boolean, not, values } from '../../../core/values';
import { systemsOf } from '../../../program/app';
import { checkInputs } from '../../../program/cli/check-inputs';
import { checkSystem } from '../check-system';

/* What a condition takes away, and a construct of cdk8s-plus still refers to. */

const Values = values({ enabled: boolean(false, 'Whether it is there') });

const container = () => ({ image: 'registry.shop.internal/x:1', portNumber: 80, name: 'main' });

/** What is referred to, after it was referred to. */
const referred: { readonly [kind: string]: (plus: Plus, chart: Construct) => Construct } = {
  ConfigMap: (plus, chart) => {
    const settings = new plus.ConfigMap(chart, 'it', { data: { key: 'value' } });
    const { containers } = new plus.Deployment(chart, 'pods', { containers: [container()] });
    containers[0]!.env.addVariable('KEY', plus.EnvValue.fromConfigMap(settings, 'key'));
    return settings;
  },
  Secret: (plus, chart) => {
    const secret = new plus.Secret(chart, 'it', { stringData: { key: 'placeholder' } });
    const { containers } = new plus.Deployment(chart, 'pods', { containers: [container()] });
    containers[0]!.mount('/secret', plus.Volume.fromSecret(chart, 'volume', secret, { name: 'secret' }));
    return secret;
  },
  ServiceAccount: (plus, chart) => {
    const account = new plus.ServiceAccount(chart, 'it');
    new plus.Deployment(chart, 'pods', { containers: [container()], serviceAccount: account });
    return account;
  },
  Service: (plus, chart) => {
    const pods = new plus.Deployment(chart, 'pods', { containers: [container()] });
    const service = new plus.Service(chart, 'it', { selector: pods, ports: [{ port: 80 }] });
    new plus.Ingress(chart, 'ingress').addRule('/', plus.IngressBackend.fromService(service));
    return service;
  },
};

describe.each(versions)('with constructs of %s', (_, plus) => {
  test.each(Object.entries(referred))('a %s that is gone is missed, and only then', (_kind, make) => {
    const missing = (isGone: boolean) => {
      const app = new App();
      const chart = new HelmChart(app, 'shop', {
        values: Values,
        environments: { local: { values: {} } },
        version: '1.0.0',
        appVersion: '1.0.0',
        description: 'A shop',
      });
      const { enabled } = chart.values;
      Condition.of(make(plus, chart)).when(isGone ? enabled : not(enabled));
      const [system] = systemsOf(app);
      const { findings } = checkSystem(system!, checkInputs(system!, system!.definition.environments), true);
      return findings.flatMap(({ code, construct }) => (code.startsWith('missing-') ? [`${code} ${construct}`] : []));
    };
    const found = missing(true).filter((each) => !missing(false).includes(each));
    expect(found).toEqual([expect.stringMatching(/^missing-\S+ shop\/(pods|ingress)\/Resource$/)]);
  });
});
