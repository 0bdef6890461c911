import { expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { blind, contacts, hostilePairs, objectsOf } from './per-release.fixture';
import { Web, addWorkloads } from './workloads.fixture';

test('two releases of a chart with workloads of cdk8s-plus never touch each other, however the chart is built', () => {
  const name = fc.stringMatching(/^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$/);
  const release = fc.oneof(name, fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/));
  const scopes = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[A-Za-z][-A-Za-z0-9]{0,9}$/), fc.boolean()), {
    selector: ([id]) => id,
    minLength: 1,
    maxLength: 3,
  });
  const setting = fc.tuple(name, scopes, release, release).filter(([, , a, b]) => a !== b);
  fc.assert(
    fc.property(setting, ([id, parts, a, b]) => {
      const chart = new Web(new App(), id);
      for (const [part, isChart] of parts) addWorkloads(isChart ? new Chart(chart, part) : new Construct(chart, part));
      for (const [one, other] of [[a, b] as const, ...hostilePairs(id).slice(1, 5)]) {
        if (one === other) continue;
        expect(contacts(chart, one, other)).toEqual([]);
      }
      expect(blind(objectsOf(chart, a))).toEqual([]);
    }),
    { numRuns: 15 },
  );
});
