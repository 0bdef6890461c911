import type { EnvVar, EnvVarSource } from '../../../imports/k8s';
import { when, type Expression, type Templated } from '../../core/values';
import {
  aCondition,
  aMap,
  aTemplatedText,
  eitherOf,
  mapOf,
  maybe,
  propsOf,
  type Kind,
} from '../../core/values/argument';

/** A key of a ConfigMap or Secret, for an environment variable. */
export interface EnvironmentKey {
  readonly valueFrom: EnvVarSource;
  /** Whether the key is there. @default always */
  readonly when?: Expression<boolean>;
}

/** What an environment variable gets: a literal, an expression, or a key of a ConfigMap or Secret. */
export type EnvironmentValue = Templated<string> | EnvironmentKey;
export type EnvironmentVariables = { readonly [name: string]: EnvironmentValue };

/** A key of a Secret or ConfigMap, for an environment variable. */
export const aKey: Kind = {
  ...propsOf<EnvironmentKey>({ valueFrom: aMap, when: maybe(aCondition) }),
  words: 'a key of a Secret or ConfigMap, as secrets.key(...) gives it',
};
export const environment = mapOf(eitherOf(aTemplatedText, aKey));

export const environmentVariables = (env: EnvironmentVariables): Templated<EnvVar>[] =>
  Object.entries(env).map(([name, value]) => {
    if (typeof value !== 'object' || !('valueFrom' in value)) return { name, value };
    const variable: EnvVar = { name, valueFrom: value.valueFrom };
    return value.when ? when(value.when, variable) : variable;
  });
