import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../core/values';
import { made } from '../broken.fixture';
import { breachesOf } from '../case.fixture';
import type { CheckInput } from '../finding';
import { operationsRules } from './index';

/** As many workloads without ports, and Services that lead to every second of them. */
function inputWith(count: number) {
  let reads = 0;
  const numbers = Array.from({ length: count }, (_, i) => i);
  const workers = numbers.map((i) =>
    made(`apps/v1 Deployment worker-${i}`, {
      spec: { template: { metadata: { labels: { app: `${i}` } }, spec: { containers: [{ name: 'main' }] } } },
    }),
  );
  const services = numbers.map((i): JsonObject => {
    const service = made(`v1 Service service-${i}`);
    const spec = { selector: { app: `${2 * i}` } };
    return Object.defineProperty(service, 'spec', { enumerable: true, get: () => (reads++, spec) });
  });
  const input: CheckInput = { objects: [...workers, ...services].map((object) => ({ object })) };
  return { input, reads: () => reads };
}

test('which pods a Service leads to is looked up once, however many containers ask', () => {
  const { input, reads } = inputWith(100);
  const rules = operationsRules.filter(({ code }) => code === 'missing-readiness-probe');
  expect(breachesOf(rules, input)).toHaveLength(50);
  expect(reads()).toBeLessThanOrEqual(400);
});
