/** A value as Go reads it from YAML; integers that a `number` cannot hold exactly are `bigint`. */
export type YamlValue = null | boolean | number | bigint | string | readonly YamlValue[] | YamlMap;

/** A map of values by key. It has no prototype's fields: `__proto__` is a key like any other. */
export interface YamlMap {
  readonly [key: string]: YamlValue;
}
