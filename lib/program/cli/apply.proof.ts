import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { Cluster, type Stored } from '../apply/cluster.fixture';
import { kubectls, removeFolder, variablesFor } from '../apply/run.fixture';
import { commandLine, Project, removeProjects, shop, sovdWebapp } from './project.fixture';
import { Session } from './session.fixture';

/* The command as its users run it; what it does in each case is in `lib/program/apply/apply.proof.ts`. */

const microshop = sovdWebapp.replaceAll('SovdWebapp', 'Microshop');
const wrong = shop({
  more: `new k8s.KubeDeployment(this, 'web', {
      metadata: { name: text\`\${fullname}-web\` },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'other' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
      },
    });`,
}).replaceAll(`from 'chartwright'`, `from 'chartwright-with-systems'`);

const kubectl = kubectls.at(-1)!.path;
const cluster = new Cluster();
const session = new Session([microshop, wrong]);
let project: Project;

beforeAll(async () => {
  await cluster.start();
  // Before the session begins, which hands its variables on to kubectl.
  Object.assign(process.env, variablesFor(cluster));
  project = new Project(microshop);
  writeFileSync(project.at('wrong.yaml'), 'order: {replicaCount: many}\n');
});
beforeEach(() => {
  cluster.changes.length = 0;
  cluster.asked.length = 0;
});
afterAll(async () => {
  session.end();
  await cluster.stop();
  removeProjects();
  removeFolder();
});

const run = (...args: string[]) =>
  session.chartwright(project, ['apply', 'microshop', 'local', '--kubectl', kubectl, ...args]);

describe('apply', () => {
  test('refuses what does not say where, how long or how, and asks no cluster', async () => {
    const cases: readonly (readonly [readonly string[], string])[] = [
      [[], 'Name one of them: --context other | test.'],
      [['--context', 'tset'], `kubectl's configuration has no context "tset"; did you mean "test"?`],
      [['--context', 'test', '--kubectl', '/nowhere/kubectl'], '--kubectl: there is no file /nowhere/kubectl'],
      [
        ['--context', 'test', '--kubectl', 'kubectl-that-is-missing'],
        'there is no kubectl-that-is-missing on the PATH',
      ],
      [['--context', 'test', '--timeout', '5 minutes'], '--timeout 5 minutes is not a length of time'],
      [['--context', 'test', '--dry-run=client'], 'there is no --dry-run=client'],
      [['--context', 'test', '--yes'], 'Add --prune.'],
      [['--context', 'test', '--prune'], 'there is no terminal to ask at'],
      [['more', '--context', 'test'], 'apply wants a system and an environment'],
      [['--context', 'test', '--values', 'missing.yaml'], 'missing.yaml: there is no such file'],
      [['--context', 'test', '--values', 'wrong.yaml'], 'environment "local" of microshop with wrong.yaml'],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await run(...args);
      expect({ args, code, stdout, stderr }).toEqual({
        args,
        code: 1,
        stdout: '',
        stderr: expect.stringContaining(message),
      });
    }
    expect(cluster.asked).toEqual([]);
  });

  test('lays values files over those of the environment in order, and says which', async () => {
    writeFileSync(project.at('one.yaml'), 'order: {autoscaling: {enabled: false}, replicaCount: 6}\n');
    writeFileSync(project.at('two.yaml'), 'order: {replicaCount: 7}\n');
    const { code, stdout } = await run('--context', 'test', '--values', 'one.yaml', '-f', 'two.yaml');
    expect({ code, head: stdout.split('\n')[0] }).toEqual({
      code: 0,
      head: 'microshop local with one.yaml, two.yaml: namespace microshop',
    });
    expect(cluster.get('Deployment microshop/order')!['spec']).toMatchObject({ replicas: 7 });
  });

  test('is stopped by what the linter finds, as synth is', async () => {
    const { code, stderr } = await session.chartwright(new Project(wrong), [
      'apply',
      'shop',
      'local',
      '--context',
      'test',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('selector');
    expect(cluster.asked).toEqual([]);
  });

  test('applies just what synth prints, and says first where', async () => {
    cluster.version = '1.33.2';
    const { code, stdout, stderr } = await run('--context', 'test', '--timeout', '1m30s');
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('3 minor versions apart') });
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'microshop local: namespace microshop',
      `context test: ${cluster.url}, Kubernetes 1.33.2, kubectl ${kubectls.at(-1)!.version}`,
      'stage 00-namespace: 1 object',
    ]);
    expect(stdout).toMatch(/microshop local: all is applied and ready after \d+ s\n$/);
    const { stdout: printed } = await session.chartwright(project, [
      'synth',
      'microshop',
      '-e',
      'local',
      '--stdout',
      '--quiet',
    ]);
    const objects = parseAllDocuments(printed).map((document) => document.toJS() as Stored);
    expect(objects.length).toBeGreaterThan(30);
    for (const object of objects) {
      const namespace = object.metadata['namespace'];
      const target = `${object.kind} ${namespace === undefined ? '' : `${String(namespace)}/`}${object.metadata.name}`;
      const {
        managedFields: _m,
        uid: _u,
        generation: _g,
        resourceVersion: _r,
        ...metadata
      } = cluster.get(target)!.metadata;
      expect({ ...cluster.get(target)!, metadata }).toEqual(object);
    }
    expect(cluster.targets()).toHaveLength(objects.length + 1);
  });

  test('knows the other environments of the app, and refuses to undo what one of them has applied', async () => {
    const list = (objects: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'chartwright.microshop.production',
        namespace: 'microshop',
        labels: { 'app.kubernetes.io/component': 'chartwright-inventory' },
      },
      data: { system: 'microshop', environment: 'production', objects },
    });
    cluster.put(list('apps/v1 Deployment microshop order'));
    const { code, stderr } = await run('--context', 'test');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(
        'microshop production was applied in test too, and prints Deployment microshop/order in another form',
      ),
    });
    expect(cluster.changes).toEqual([]);
    cluster.put(list(''));
  });

  test('says where it stopped when it is interrupted, and lets no later stage begin', async () => {
    let isSent = false;
    cluster.statuses['Deployment order'] = () => {
      if (!isSent && cluster.asked.includes('PATCH Deployment microshop/order')) {
        isSent = process.kill(Number(readFileSync(project.at('pid'), 'utf8')), 'SIGINT');
      }
      return {};
    };
    const command = [
      process.execPath,
      commandLine(),
      'apply',
      'microshop',
      'local',
      '--context',
      'test',
      '--kubectl',
      kubectl,
    ];
    const { code, stderr } = await project.run(['sh', '-c', 'echo $$ > pid; exec "$@"', 'sh', ...command]);
    expect(code).toBe(1);
    expect(stderr).toContain('It was waiting for Deployment microshop/order.\n');
    expect(stderr).toMatch(
      /Interrupted in stage 40-workload of microshop local in test\. Nothing was applied of 50-operation \(/,
    );
    expect(cluster.changes.some((change) => change.includes('NetworkPolicy'))).toBe(false);
  });

  test('says that the cluster does not answer', async () => {
    await cluster.stop();
    const { code, stderr } = await run('--context', 'test');
    expect(code).toBe(1);
    expect(stderr).toContain('does not answer');
  });
});
