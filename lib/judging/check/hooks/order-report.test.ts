import { describe, expect, test } from '@jest/globals';
import { engineNames, engines, scenarios } from '../../../core/order/engines';
import { inputOf } from '../broken.fixture';
import { orderData, orderMermaid, orderText } from '.';

const kirana = inputOf('kirana', 'production');
const taskApi = inputOf('task-manager-api', 'production');

describe('the order as text', () => {
  const text = orderText(kirana);

  test('says what must be ready before what, and what keeps that', () => {
    expect(text).toMatch(/^ {2}Deployment kirana-backend after Job kirana-migration-\w{8} \(its pods wait\)$/m);
    expect(text).toContain('Job kirana-migration-');
    expect(text).toContain('StatefulSet kirana-redis after ExternalSecret kirana-secrets (names what it makes)');
  });

  test('has a table for each engine, with what it waits for', () => {
    for (const engine of engines) expect(text).toContain(`\n${engineNames[engine]}: `);
    expect(text).toContain('  Sync wave 40: 7 Deployment, 9 Service, DaemonSet, until ready\n');
    expect(text).toContain('  the release: ');
    expect(text).not.toMatch(/waits for ever|goes on too early/);
  });

  test('shows one engine alone, and for Helm the hooks with what they need', () => {
    const helm = orderText(taskApi, ['helm']);
    expect(helm).not.toContain('Argo CD');
    expect(helm).toContain('  pre-upgrade -5: Job migration, until done\n  the release: ');
    expect(helm).toContain('     -5  Job migration\n             needs ServiceAccount migration, hook -25\n');
    expect(orderText(taskApi, ['flux'])).not.toContain('hooks of Helm');
  });
});

test('the order as Mermaid has a box for each stage, and arrows between objects that are in boxes', () => {
  const lines = orderMermaid(kirana).split('\n');
  const ids = new Set(lines.flatMap((line) => /^ {4}(n\d+)\["[^"]+"\]$/.exec(line)?.[1] ?? []));
  const arrows = lines.flatMap((line) => {
    const [, from, to] = /^ {2}(n\d+) (?:==|--)> (n\d+)$/.exec(line) ?? [];
    return from === undefined ? [] : [from, to];
  });
  expect(lines[0]).toBe('flowchart LR');
  expect(lines.filter((line) => line.startsWith('  subgraph '))).toContain('  subgraph 30-pre-deploy');
  expect(arrows.length).toBeGreaterThan(50);
  expect(arrows.filter((id) => !ids.has(id!))).toEqual([]);
});

test('the order as data names all objects, needs and steps', () => {
  const data = orderData(taskApi);
  const ids = new Set(data.objects.map(({ id }) => id));
  const job = data.objects.find(({ kind }) => kind === 'Job')!;
  expect(job).toMatchObject({ name: expect.stringMatching(/^migration-/), stage: '30-pre-deploy', place: 35 });
  expect(data.needs).toContainEqual(expect.objectContaining({ to: job.id, reason: 'pods', until: 'ready' }));
  for (const engine of engines) {
    const { steps, faults } = data.engines[engine]!;
    expect(faults).toEqual([]);
    for (const scenario of scenarios) {
      const named = steps[scenario]!.flatMap(({ objects }) => objects);
      expect(named.length).toBeGreaterThan(5);
      expect(named.filter((id) => !ids.has(id))).toEqual([]);
    }
  }
});
