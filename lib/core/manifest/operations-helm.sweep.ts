import { describe, expect, jest, test } from '@jest/globals';
import { printOnly } from '../../printing/chart/printed.fixture';
import { defaults, type Json, type JsonObject } from '../values';
import { helmTemplateTexts } from '../../judging/verify/helm-batch';
import { HelmError } from '../../judging/verify/helm';
import { readRendering } from '../../judging/verify/read-documents';
import { helmVersions } from '../../judging/verify/tools';
import { judge, same } from './judge-operations.fixture';
import { numberOperations, stringOperations, type Operation } from './operations.fixture';
import { numberSubjects, stringSubjects, type NamedSubject } from './subjects.fixture';

/* What an operation on a token is not refused for is in the chart: the real Helm comes to what it comes to with the value itself. */

jest.setTimeout(300_000);

/** What either Helm makes of all operations that are right, with each value, where that is not what should come of it. */
async function faultsOnHelm<T>(operations: readonly Operation<T>[], [, subject]: NamedSubject<T>) {
  const verdict = judge(operations, subject);
  const kept = operations.map((_, i) => i).filter((i) => !verdict.refused.has(operations[i]!.name));
  const printed = printOnly(verdict.app);
  try {
    const all = Object.keys(defaults(printed.definition.schema)).filter((key) => /^v\d+$/.test(key));
    const cases = subject.values.map((value) => ({
      release: 'demo',
      namespace: 'space',
      values: Object.fromEntries(all.map((key) => [key, value])),
    }));
    const tools = helmVersions();
    const texts = await helmTemplateTexts(tools, printed.chart, cases);
    const faults: string[] = [];
    let compared = 0;
    texts.forEach((ofTool, t) =>
      ofTool.forEach((text, c) => {
        const value = subject.values[c] as Json;
        if (text instanceof HelmError)
          return void faults.push(`${JSON.stringify(value)}: ${text.message.slice(0, 300)}`);
        const { objects, problems } = readRendering(text);
        faults.push(...problems.map((problem) => JSON.stringify(problem)));
        const config = objects.find(({ object }) => object.kind === 'ConfigMap')?.object as
          { readonly data?: JsonObject } | undefined;
        for (const i of kept) {
          const expected = verdict.expected(i, value);
          if (expected === undefined) continue;
          compared++;
          const actual = config?.data?.[`k${i}`];
          if (!same(expected, actual)) {
            const found = `${JSON.stringify(expected)}, not ${JSON.stringify(actual)}`;
            faults.push(`${operations[i]!.name} of ${JSON.stringify(value)} in Helm ${tools[t]!.version}: ${found}`);
          }
        }
      }),
    );
    return { faults: faults.slice(0, 20), compared };
  } finally {
    printed.remove();
  }
}

describe('both Helms come to the same as the program with the value itself', () => {
  test.each(stringSubjects)('%s', async (...subject) => {
    const { faults, compared } = await faultsOnHelm(stringOperations, subject);
    expect(faults).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });

  test.each(numberSubjects)('%s', async (...subject) => {
    const { faults, compared } = await faultsOnHelm(numberOperations, subject);
    expect(faults).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });
});
