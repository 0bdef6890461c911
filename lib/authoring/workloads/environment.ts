import type { EnvVar, EnvVarSource } from '../../../imports/k8s';
import { text, when, type Templated } from '../../core/values';
import * as is from '../../core/values/argument';

const variableSource = is.propsOf({
  valueFrom: is.mapLike<EnvVarSource>(),
  /** Whether the key is there. @default always */
  when: is.maybe(is.aCondition),
});

/** A key of a Secret or ConfigMap, for an environment variable. */
export type EnvironmentKey = is.TypeOf<typeof variableSource>;

export const aKey: is.Kind<EnvironmentKey> = {
  ...variableSource,
  words: 'a key of a Secret or ConfigMap, as secrets.key(...) gives it',
};

const aTextOrNumber: is.Kind<Templated<string> | Templated<number>> = {
  words: 'a string, a number or an expression',
  holds: (value) => is.aTemplatedText.holds(value) || is.aTemplatedNumber.holds(value),
  inside: is.aScalarWithText.inside,
};

const environmentValue = is.eitherOf(aTextOrNumber, aKey);
/** What an environment variable gets: a literal, an expression such as a port, or a key of a ConfigMap or Secret. */
export type EnvironmentValue = is.TypeOf<typeof environmentValue>;

export const environment = is.mapOf(environmentValue);
export type EnvironmentVariables = is.TypeOf<typeof environment>;

export const environmentVariables = (env: EnvironmentVariables): Templated<EnvVar>[] =>
  Object.entries(env).map(([name, value]) => {
    if (typeof value !== 'object' || !('valueFrom' in value)) return { name, value: textOf(value) };
    const variable: EnvVar = { name, valueFrom: value.valueFrom };
    return value.when ? when(value.when, variable) : variable;
  });

/** A variable holds text: of a number, such as a port, its digits. */
const textOf = (value: Templated<string> | Templated<number>): Templated<string> =>
  typeof value === 'string' || (typeof value === 'object' && value.valueType === 'string')
    ? (value as Templated<string>)
    : text`${value}`;
