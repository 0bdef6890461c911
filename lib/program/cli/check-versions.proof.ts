import { afterAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, shop } from './project.fixture';
import { Session } from './session.fixture';

afterAll(removeProjects);

/** A pod with a field that Kubernetes has since 1.34. */
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  spec: { hostnameOverride: 'web', containers: [{ name: 'main', image: 'web:1.4' }] },
};
const newer = 'has no field "hostnameOverride"; 1.34 and later have it';

/** A chart with that pod, of which nothing else is asked. */
const app = (metadata: string): string =>
  shop({ more: `new ApiObject(this, 'pod', ${JSON.stringify(pod)});\n` }).replace(
    "version: '0.3.0',",
    `version: '0.3.0', rules: 'advisory', ownsNamespace: false, ${metadata}`,
  );

const older = app("kubeVersion: '>=1.30.0-0',");
const enough = app("kubeVersion: '>=1.34.0-0',");
const undeclared = app('');
const session = new Session([older, enough]);
afterAll(() => session.end());

/** What `synth`, `check` and `check --path` say of that pod: the exit code, and all that was printed. */
async function threeWays(main: string, args: readonly string[] = [], configuration = '') {
  const project = new Project(main);
  project.write('k8s/pod.json', JSON.stringify({ ...pod, metadata: { name: 'pod' } }));
  if (configuration !== '') project.write('k8s/chartwright.yaml', configuration);
  const run = (...command: string[]) =>
    main === undeclared ? project.chartwright(command) : session.chartwright(project, command);
  const synth = await run('synth');
  const check = await run('check', ...args);
  const folder = await run('check', '--path', 'k8s', ...args);
  return [synth, check, folder].map(({ code, stdout, stderr }) => ({ code, said: stdout + stderr }));
}

describe('a field that only a newer Kubernetes has', () => {
  test('is a warning to synth, check and check --path where nobody says which version it is for', async () => {
    const ways = await threeWays(undeclared);
    expect(ways.map(({ code, said }) => code && said)).toEqual([0, 0, 0]);
    expect(ways[0]!.said).toContain('warnings, which `chartwright check shop` prints');
    for (const { said } of ways.slice(1)) {
      expect(said).toContain(`schema-newer: PodSpec ${newer}`);
      expect(said).not.toContain('schema-unknown-field');
    }
  });

  test('is an error to all three where the chart, or the configuration, declares an older one', async () => {
    const ways = await threeWays(older, [], "kubernetes: '1.30'\n");
    expect(ways.map(({ code }) => code)).toEqual([1, 1, 1]);
    for (const { said } of ways) expect(said).toContain(newer);
    for (const { said } of ways) expect(said).toContain('schema-unknown-field');
  });

  test('is right to all three where they declare one that has it', async () => {
    const ways = await threeWays(enough, [], "kubernetes: '1.34'\n");
    expect(ways.map(({ code, said }) => code && said)).toEqual([0, 0, 0]);
    for (const { said } of ways) expect(said).not.toContain('hostnameOverride');
  });

  test('is held to the version of --kubernetes, whatever is declared', async () => {
    const [, check, folder] = await threeWays(enough, ['--kubernetes', '1.31'], "kubernetes: '1.34'\n");
    for (const way of [check!, folder!]) expect([way.code, way.said]).toEqual([1, expect.stringContaining(newer)]);
  });
});
