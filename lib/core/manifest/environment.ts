import type { JsonObject, Placeholder } from '../values';
import type { RuleSettings } from './rule-levels';

/** What an environment is for. */
export const tiers = ['production', 'staging', 'test', 'development'] as const;
export type Tier = (typeof tiers)[number];

/** What an environment is for when it does not say so: its name tells. */
export const tierOf = (environment: string): Tier => (/^prod(uction)?(-|$)/.test(environment) ? 'production' : 'test');

/** The values of one environment, complete and checked. */
export interface EnvironmentValues {
  readonly name: string;
  readonly release: string;
  readonly namespace: string;
  /** What differs from the defaults. */
  readonly overrides: JsonObject;
  /** The defaults with the overrides laid over them. */
  readonly values: JsonObject;
  readonly placeholders: readonly Placeholder[];
  /** @default as `tierOf` says */
  readonly tier?: Tier;
  /** The version of Kubernetes in its cluster. @default see `clusterFor` */
  readonly kubernetes?: string;
  /** The APIs in its cluster beside those of Kubernetes. @default none */
  readonly apis?: readonly string[];
  /** Levels of the linter's rules here, laid over those of the chart. @default those of the chart */
  readonly rules?: RuleSettings;
}

/** An extra values file. */
export interface ProfileValues {
  readonly name: string;
  readonly on: string;
  readonly description: string;
  readonly overrides: JsonObject;
}
