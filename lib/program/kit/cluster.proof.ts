import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { HelmChart, hasApi, kubernetesAtLeast } from '../../core/manifest';
import { choose, values } from '../../core/values';
import { expectEqualOutputs } from './expect-equal-outputs';

/** A chart that asks what the cluster has, with an environment that says so. */
function chart(): HelmChart {
  const made = new HelmChart(new App(), 'shop', {
    values: values({}),
    environments: { production: { values: {}, kubernetes: '1.29', apis: ['keda.sh/v1alpha1'] } },
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop',
  });
  new KubeConfigMap(made, 'cluster', {
    data: {
      isNew: choose(kubernetesAtLeast('1.30'), 'yes', 'no'),
      hasKeda: choose(hasApi('keda.sh/v1alpha1'), 'yes', 'no'),
    },
  });
  return made;
}

test('both outputs are for the cluster that the environment says', async () => {
  await expect(expectEqualOutputs(chart(), { expect: expect })).resolves.toBeUndefined();
});

test('both outputs are for the version that the test says', async () => {
  await expect(expectEqualOutputs(chart(), { kubernetes: '1.34', expect: expect })).resolves.toBeUndefined();
});
