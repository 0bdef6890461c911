import type { TSchema } from '@sinclair/typebox';
import { App } from 'cdk8s';
import { compareBuilds, evaluateManifest, HelmChart, synthesize, type ChartManifests } from '../../core/manifest';
import {
  DefinitionError,
  defaults,
  near,
  overlay,
  samples,
  tokens,
  values,
  type Expression,
  type Json,
  type JsonObject,
  type Problem,
} from '../../core/values';

/** A chart with one value, `x`. */
export class OneValue extends HelmChart {
  /** Fits whatever the value is to be. */
  readonly x: Expression<never>;

  constructor(app: App, leaf: TSchema) {
    const schema = values({ x: leaf });
    super(app, 'app', {
      values: schema,
      environments: { test: { values: {} } },
      version: '1.0.0',
      appVersion: '1',
      description: 'A chart with one value.',
    });
    this.x = (this.values as { readonly [name: string]: unknown })['x'] as Expression<never>;
  }
}

/** Adds objects to a chart, with its value in them. */
export type Build = (chart: OneValue, x: Expression<never>) => void;

export function built(leaf: TSchema, build: Build): ChartManifests[] {
  const app = new App();
  const chart = new OneValue(app, leaf);
  build(chart, chart.x);
  return synthesize(app);
}

/** What the manifests come to where the value is this. */
export function objectsAt(manifests: readonly ChartManifests[], x?: Json): JsonObject[] {
  const [{ chart, manifests: own }] = manifests as readonly [ChartManifests & { readonly chart: OneValue }];
  const release = {
    values: overlay(defaults(chart.schema), x === undefined ? {} : { x }),
    release: { name: 'demo', namespace: 'space' },
    chart: { name: 'app', version: '1.0.0', appVersion: '1' },
  };
  return own.flatMap((manifest) => evaluateManifest(manifest, release) ?? []) as JsonObject[];
}

/** What a build with sample values says against one with tokens, and which samples the program did not refuse. */
export function tried(leaf: TSchema, build: Build): { readonly problems: readonly Problem[]; readonly took: string[] } {
  const first = built(leaf, build);
  const took: string[] = [];
  const problems = ([...samples, near] as const).flatMap((sample) => {
    tokens.use(sample);
    try {
      const trial = built(leaf, build);
      took.push(sample);
      return compareBuilds(first, trial, sample);
    } catch {
      return [];
    } finally {
      tokens.use(undefined);
    }
  });
  return { problems, took };
}

/** What is said against a program: by an argument, by a construct, when objects are made, or by a build with sample values. */
export function refusal(leaf: TSchema, build: Build): string | undefined {
  try {
    const { problems } = tried(leaf, build);
    return problems[0]?.message;
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems.map(({ message }) => message).join('; ');
    return (error as Error).message;
  }
}
