import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { KubeConfigMap, KubeDeployment } from '../../../imports/k8s';
import { containerImage, imageValues } from '../../authoring';
import { object, values } from '../values';
import { HelmChart } from './helm-chart';
import { synthesize } from './synthesize';

const Values = values({ web: object({ image: imageValues({ repository: 'web' }) }, 'The web server') });

/** What is said of a chart with this app version, whose pods have an image of values or none at all. */
function problemsOf(appVersion: string, hasImage = true): string {
  class Shop extends HelmChart<typeof Values> {
    constructor(app: App) {
      const environments = { test: { values: {} } };
      super(app, 'shop', { values: Values, environments, version: '1.0.0', appVersion, description: 'A shop' });
      const { image } = containerImage(this.values.web.image);
      const selector = { app: 'web' };
      const spec = { containers: [{ name: 'web', image }] };
      const template = { metadata: { labels: selector }, spec };
      if (hasImage) new KubeDeployment(this, 'web', { spec: { selector: { matchLabels: selector }, template } });
      else new KubeConfigMap(this, 'web', { data: { image: 'none' } });
    }
  }
  const app = new App();
  new Shop(app);
  try {
    synthesize(app);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('an app version that images without a tag have', () => {
  test.each(['1.4.2', 'v1', '1.2.3-rc.1+build.5', 'main_2024'])('may be %s', (version) => {
    expect(problemsOf(version)).toBe('');
  });

  test.each(['feature/x', 'the first', '.5', '-1', '1'.repeat(129), 'é'])('is refused where it is %s', (version) => {
    expect(problemsOf(version)).toContain('shop: the appVersion');
    expect(problemsOf(version)).toContain('[invalid-app-version]');
  });

  test('is anything where no image falls back on it', () => {
    expect(problemsOf('feature/x', false)).not.toContain('invalid-app-version');
  });
});
