import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { HelmChart } from '../../core/manifest';
import * as v from '../../core/values';
import type { Expression } from '../../core/values';
import type { CarriedCase } from './carried-case.fixture';
import { carriedCases } from './carried.fixture';

/** A chart with one value for each case, `v0`, `v1` and so on, whose field it reaches. */
export class Carried extends HelmChart {
  constructor(scope: Construct = new App(), cases: readonly CarriedCase[] = carriedCases) {
    super(scope, 'carried', {
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'Values of authors',
      values: v.values(Object.fromEntries(cases.map(({ schema }, i) => [`v${i}`, schema]))),
      environments: { local: { values: {} } },
    });
    cases.forEach(({ build }, i) => {
      const inner = new Construct(this, `c${i}`);
      build(inner, (this.values as unknown as Record<string, Expression<never>>)[`v${i}`]!);
    });
  }
}
