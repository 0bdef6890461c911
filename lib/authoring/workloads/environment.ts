import type { EnvVar, EnvVarSource } from '../../../imports/k8s';
import { not, text, when, type Templated } from '../../core/values';
import * as is from '../../core/values/argument';
import { aPlusVariable, type PlusVariable } from './cdk8s-plus';

const variableSource = is.propsOf({
  valueFrom: is.mapLike<EnvVarSource>(),
  /** Whether the key is there. @default always */
  when: is.maybe(is.aCondition),
  /** What the variable is where the key is not there. @default there is no variable */
  otherwise: is.maybe(is.aTemplatedText),
});

/** A key of a Secret or ConfigMap, for an environment variable. */
export type EnvironmentKey = is.TypeOf<typeof variableSource>;

/** A key as `secrets.key(...)` gives it, or as `secret.envValue(key)` of cdk8s-plus does. */
export const aKey: is.Kind<EnvironmentKey | PlusVariable> = {
  words: 'a key of a Secret or ConfigMap, as secrets.key(...) gives it',
  holds: (value) => variableSource.holds(value) || aPlusVariable.holds(value),
  inside: (value: EnvironmentKey | PlusVariable, place) => {
    if (!aPlusVariable.holds(value)) return variableSource.inside?.(value as never, place) ?? [];
    return value.valueFrom === undefined ? [{ place, message: 'is a text, and not a key of a Secret' }] : [];
  },
};

const aTextOrNumber: is.Kind<Templated<string> | Templated<number>> = {
  words: 'a string, a number or an expression',
  holds: (value) => is.aTemplatedText.holds(value) || is.aTemplatedNumber.holds(value),
  inside: is.aScalarWithText.inside,
};

const environmentValue = is.eitherOf(aTextOrNumber, is.eitherOf(aPlusVariable, aKey));
/** What an environment variable gets: a literal, an expression such as a port, or a key of a ConfigMap or Secret. */
export type EnvironmentValue = is.TypeOf<typeof environmentValue>;

export const environment = is.mapOf(environmentValue);
export type EnvironmentVariables = is.TypeOf<typeof environment>;

export const environmentVariables = (env: EnvironmentVariables): Templated<EnvVar>[] =>
  Object.entries(env).flatMap(([name, value]): Templated<EnvVar>[] => {
    if (isText(value)) return [{ name, value: textOf(value) }];
    const { valueFrom, ...rest } = value;
    if (valueFrom === undefined) return [{ name, value: textOf((rest as { readonly value: string }).value) }];
    const variable: EnvVar = { name, valueFrom: valueFrom as EnvVarSource };
    const { when: condition, otherwise } = rest as Pick<EnvironmentKey, 'when' | 'otherwise'>;
    if (!condition) return [variable];
    const whereItIs = when<EnvVar>(condition, variable);
    if (otherwise === undefined) return [whereItIs];
    return [whereItIs, when<EnvVar>(not(condition), { name, value: otherwise })];
  });

const isText = (value: EnvironmentValue): value is Templated<string> | Templated<number> =>
  typeof value !== 'object' || is.aTemplatedNumber.holds(value);

/** A variable holds text: of a number, such as a port, its digits. */
const textOf = (value: Templated<string> | Templated<number>): Templated<string> =>
  typeof value === 'string' || (typeof value === 'object' && value.valueType === 'string')
    ? (value as Templated<string>)
    : text`${value}`;
