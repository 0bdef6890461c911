import { App } from 'cdk8s';
import * as kit from '../../jest';
import { loosely, Shop } from './public-call.fixture';

/* Correct calls of all that `chartwright/jest` has, as a test might make them, which can be changed before they are made. */

type Given = readonly unknown[];

export interface KitCall {
  readonly given: (chart: Shop) => Given;
  readonly make: (...given: Given) => unknown;
  /** The arguments and options that may be left out, as `1` or `1.name`; `1*` is for all that begin so. */
  readonly optional: readonly string[];
}

const values = { count: 3 };
const objects = () => kit.render(new Shop(new App(), {}), 'local', values);

const on = (method: 'one' | 'all' | 'names', given: Given): unknown => {
  const rendered = objects();
  return loosely(rendered[method].bind(rendered))(...given);
};

export const kitCalls: { readonly [name: string]: KitCall } = {
  render: {
    given: (chart) => [chart, 'local', values],
    make: loosely(kit.render),
    optional: ['1', '2*'],
  },
  expectTables: {
    given: (chart) => [
      chart,
      {
        environments: ['local'],
        defaults: true,
        values,
        where: () => true,
        tables: ['probes', 'resources'],
        name: 'shop',
      },
    ],
    make: loosely(kit.expectTables),
    optional: ['1*'],
  },
  tablesOfChart: {
    given: (chart) => [chart, { environments: ['local'], defaults: true, values, where: () => true }],
    make: loosely(kit.tablesOfChart),
    optional: ['1*'],
  },
  expectNoFindings: {
    given: (chart) => [chart, { environments: ['local'], severity: 'error', kubernetes: '1.34', crds: [] }],
    make: loosely(kit.expectNoFindings),
    optional: ['1*'],
  },
  everyValues: {
    given: (chart) => [
      chart,
      () => undefined,
      { runs: 3, seed: 2, environment: 'local', draw: 'switches', choices: { host: ['db', 'other'] } },
    ],
    make: loosely(kit.everyValues),
    optional: ['1', '2*'],
  },
  expectEqualOutputs: {
    given: (chart) => [
      chart,
      { environments: ['local'], kubernetes: '1.34', test: { skip: () => undefined }, helm: undefined },
    ],
    make: loosely(kit.expectEqualOutputs),
    optional: ['1*'],
  },
  hasHelm: { given: () => [], make: loosely(kit.hasHelm), optional: [] },
  'RenderedObjects.one': {
    given: () => ['ConfigMap', 'shop-settings'],
    make: (...given) => on('one', given),
    optional: ['1'],
  },
  'RenderedObjects.all': {
    given: () => ['ConfigMap'],
    make: (...given) => on('all', given),
    optional: ['0'],
  },
  'RenderedObjects.names': {
    given: () => ['ConfigMap'],
    make: (...given) => on('names', given),
    optional: [],
  },
};

/** What a test is told of a call: nothing where it works, else the name and text of what is thrown. */
export interface KitVerdict {
  readonly name: string;
  readonly text: string;
}

/** Makes a call, with its arguments changed, in a chart of its own. */
export async function kitVerdict({ given, make }: KitCall, change: (given: Given) => Given): Promise<KitVerdict> {
  const changed = change(given(new Shop(new App(), {})));
  try {
    await withRunner(() => make(...changed));
    return { name: '', text: '' };
  } catch (error) {
    const { name, message } = error as Error;
    return { name, text: message };
  }
}

/** Where Vitest keeps its `expect`: the kit asks for it before all others. */
const runner = Symbol.for('expect-global');
const holds = () => ({ toBe: () => undefined, toMatchSnapshot: () => undefined });

/** In place of the runner's own one, an `expect` for which all snapshots are right. */
async function withRunner(make: () => unknown): Promise<void> {
  const shared = globalThis as { [runner]?: unknown };
  const before = shared[runner];
  shared[runner] = holds;
  try {
    await make();
  } finally {
    shared[runner] = before;
  }
}
