import { describe, test } from '@jest/globals';
import { App } from 'cdk8s';
import { expectTables } from '../jest';
import { systems } from './index';
import { choiceOf } from './tables.fixture';

/*
 * What must not change unnoticed in the systems of this repository. `tables.proof.ts` holds these tables to those of what the real
 * Helm renders.
 */
describe.each(systems.map((System) => new System(new App())).map((chart) => [chart.node.id, chart] as const))(
  '%s',
  (name, chart) => {
    test('has the tables that were reviewed', () => expectTables(chart, choiceOf(name)));
  },
);
