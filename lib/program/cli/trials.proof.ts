import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { Project, removeProjects, shop, sovdWebapp } from './project.fixture';

/* What leaves no trace in a token shows when the program is run again with plain values. */

jest.setTimeout(180_000);
afterAll(removeProjects);

const imports = `import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { count as number, numberToken } from 'chartwright';
appendFileSync('runs.txt', 'run\\n');
console.log('said once');
`;

/** An app whose ConfigMap `tricks` has what a program made of a token, which it uses as well. */
const tricks = (made: string) =>
  imports +
  shop({
    more: `const host = String(values.host);
      const count = numberToken(values.replicaCount);
      new KubeConfigMap(this, 'tricks', { data: { host, count: String(count), made: String(${made}) } });`,
  });

const place = '\nshop/tricks /data/made: this depends on what stands for a value while the app is built';

describe('a program that makes something of a value that shows in no token is refused', () => {
  test.each<[string, string, ...string[]]>([
    ['the length', 'host.length', 'synth'],
    ['the greater of two', 'Math.max(count, 5) > 5', 'synth'],
    ['a fallback', `count > 1 ? 'many' : 'one'`, 'synth'],
    ['a hash', `createHash('sha256').update(host).digest('hex')`, 'synth'],
    ['an equality', `host === 'localhost'`, 'check', '--format', 'text'],
    [
      'a product of a number that it takes from 2 to 3 only',
      "(() => { const n = number(values.replicaCount); if (n < 2 || n > 3) throw new Error('range'); return `${n * 3} ${n}`; })()",
      'synth',
    ],
    ['the lesser of two', 'Math.min(count, 5) < 5', 'check'],
  ])('%s: %s', async (_, made, ...args) => {
    const project = new Project(tricks(made));
    const { code, stderr } = await project.chartwright(args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('[computed-token]') });
    expect(stderr).toContain(place);
    expect(stderr).toMatch(/ {4}at main\.ts:\d+:\d+\n/);
    expect(project.exists('dist')).toBe(false);
  });
});

describe('a program that passes values on', () => {
  const passing = tricks('host');

  test('is run twice more and writes what it writes without that, and says what it prints once', async () => {
    const [tried, untried] = [new Project(passing), new Project(passing)];
    const outcomes = [
      await tried.chartwright(['synth']),
      await untried.chartwright(['synth'], { env: { CHARTWRIGHT_TRIALS: '0' } }),
    ];
    expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, 'said once\n'],
      [0, 'said once\n'],
    ]);
    expect([tried.read('runs.txt'), untried.read('runs.txt')]).toEqual(['run\n'.repeat(3), 'run\n']);
    expect(tried.contents()).toEqual(untried.contents());
  });

  test('is not blamed for what is another in each run', async () => {
    const project = new Project(tricks('process.hrtime.bigint()'));
    expect(await project.chartwright(['synth', '--quiet'])).toMatchObject({ code: 0, stderr: 'said once\n' });
  });

  test('is not blamed where it does not take the values of a trial', async () => {
    const project = new Project(tricks(`(() => { if (count < 2) throw new Error('too few'); return host; })()`));
    expect(await project.chartwright(['synth', '--quiet'])).toMatchObject({ code: 0, stderr: 'said once\n' });
  });

  test.each([
    ['in a module', 'await run(app);'],
    ['after a while', 'setTimeout(() => void run(app), 20);'],
    ['and goes on', `void run(app).then(() => appendFileSync('ends.txt', 'end\\n'));`],
  ])('is written by a program that runs it %s', async (_, end) => {
    const project = new Project(passing.replace('void run(app);', end));
    expect(await project.chartwright(['synth', '--quiet'])).toMatchObject({ code: 0, stderr: 'said once\n' });
    expect(project.read('dist/shop/local/10-configuration/10-tricks-configmap.k8s.yaml')).toContain(
      'host: localhost\n',
    );
    if (end.includes('ends.txt')) expect(project.read('ends.txt')).toBe('end\n');
  });
});

test('all trials of the systems of this repository pass', async () => {
  const project = new Project(
    sovdWebapp
      .replace('run, SovdWebapp', 'run, systems')
      .replace('new SovdWebapp(app);', 'for (const System of systems) new System(app);'),
  );
  const { code, stdout, stderr } = await project.chartwright(['check']);
  expect(stdout + stderr).not.toContain('computed-token');
  expect(code).toBe(0);
});
