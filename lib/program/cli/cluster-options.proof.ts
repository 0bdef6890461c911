import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { Project, removeProjects } from './project.fixture';

afterAll(removeProjects);

/** A chart that asks about the cluster, in fields, texts and in whether an object is there. */
const main = `
import { App } from 'cdk8s';
import { Condition, HelmChart, KubeObject, and, hasApi, isUpgrade, kubernetesAtLeast, kubernetesVersion, run, string, text, values, when } from 'chartwright';

class Shop extends HelmChart {
  constructor(app: App) {
    super(app, 'shop', {
      version: '1.0.0', appVersion: '1', description: 'A shop', kubeVersion: '>=1.29.4-0', rules: 'advisory',
      values: values({ host: string('db', 'Host') }),
      environments: {
        local: { values: {} },
        production: { values: {}, kubernetes: '1.34', apis: ['keda.sh/v1alpha1/ScaledObject'] },
      },
    });
    const map = (id: string, data: object) => new KubeObject(this, id, { apiVersion: 'v1', kind: 'ConfigMap' }, { data } as object);
    map('facts', {
      host: (this.values as { host: never }).host,
      version: kubernetesVersion,
      text: text\`on \${kubernetesVersion}, new: \${kubernetesAtLeast('1.33')}\`,
      exact: text\`\${kubernetesAtLeast('1.29.4')} \${kubernetesAtLeast('1.29.5')}\`,
      apis: text\`\${hasApi('keda.sh/v1alpha1')} \${hasApi('keda.sh/v1alpha1/ScaledObject')} \${hasApi('keda.sh/v1')}\`,
      newer: when(kubernetesAtLeast('1.33'), 'yes'),
    });
    Condition.of(map('scaled', { a: 'b' })).when(and(hasApi('keda.sh/v1alpha1'), kubernetesAtLeast('1.30')));
    this.note(text\`Upgraded: \${isUpgrade}\`, isUpgrade);
  }
}
const app = new App();
new Shop(app);
run(app);
`;

const project = new Project(main);
const run = async (...args: string[]) => {
  const { code, stdout, stderr } = await project.chartwright(args);
  return { code, said: stdout + stderr };
};
const factsOf = async (environment: string, ...args: string[]) => {
  const { code, said } = await run('synth', '--stdout', '--quiet', '--environment', environment, ...args);
  expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
  const documents = said.split(/^---$/m).map((text) => parse(text) as { kind: string; data?: Record<string, string> });
  const maps = documents.filter(({ kind }) => kind === 'ConfigMap').map(({ data }) => data!);
  return { facts: maps.find(({ version }) => version !== undefined), count: maps.length };
};

describe('plain YAML is for the cluster that is said, and Helm is told the same', () => {
  test('what an environment says, else the oldest version that the chart is for', async () => {
    expect(await factsOf('local')).toEqual({
      facts: {
        host: 'db',
        version: 'v1.29.4',
        text: 'on v1.29.4, new: false',
        exact: 'true false',
        apis: 'false false false',
      },
      count: 1,
    });
    expect(await factsOf('production')).toEqual({
      facts: {
        host: 'db',
        version: 'v1.34.0',
        text: 'on v1.34.0, new: true',
        exact: 'true true',
        apis: 'true true false',
        newer: 'yes',
      },
      count: 2,
    });
    expect(await run('synth', '--quiet')).toMatchObject({ code: 0 });
    const verified = await run('verify');
    expect(verified).toEqual({ code: 0, said: expect.stringContaining('production') });
  });

  test('what the command line says wins over that, and verify must be told too', async () => {
    const said = ['--kubernetes', '1.36.1', '--api-versions', 'keda.sh/v1,keda.sh/v1alpha1'];
    const { facts, count } = await factsOf('local', ...said);
    expect({ facts, count }).toMatchObject({ facts: { version: 'v1.36.1', apis: 'true false true' }, count: 2 });
    expect(await run('synth', '--quiet', ...said)).toMatchObject({ code: 0 });
    expect(await run('verify', ...said)).toMatchObject({ code: 0 });
    const untold = await run('verify');
    expect(untold).toEqual({ code: 1, said: expect.stringContaining('v1.36.1') });
  });

  test.each([
    [['--kubernetes', 'new'], '--kubernetes must be a version of Kubernetes such as'],
    [['--api-versions', 'apps/v1'], '--api-versions is "apps/v1", which is of Kubernetes itself'],
    [['--api-versions', 'keda'], "--api-versions must be an API as 'keda.sh/v1alpha1'"],
  ])('%j is refused', async (args, message) => {
    expect(await run('synth', ...args)).toEqual({ code: 1, said: expect.stringContaining(message) });
  });
});
