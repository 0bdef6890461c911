import type { Json } from '../../../../core/values';
import type { Fields } from '../../../../core/kubernetes/definitions';

/**
 * A value of a type, for tests: with each field down to `depth` structs, and below that with the required ones alone. A
 * struct does not contain itself.
 */
export function sample(type: string, structs: ReadonlyMap<string, Fields>, depth = Infinity): Json {
  return new Sampler(structs).value(type, depth, []);
}

class Sampler {
  constructor(private readonly structs: ReadonlyMap<string, Fields>) {}

  value(type: string, depth: number, within: readonly string[]): Json {
    const bare = type.replace(/!$/, '');
    if (bare.startsWith('[]')) return [this.value(bare.slice(2), depth, within)];
    if (bare.startsWith('{}')) return { key: this.value(bare.slice(2), depth, within) };
    if (bare.startsWith('=')) return bare.slice(1).split('|')[0]!;
    return bare in primitives ? primitives[bare]! : this.struct(bare, depth, within);
  }

  private struct(id: string, depth: number, within: readonly string[]): Json {
    const fields = Object.entries(this.structs.get(id)!).filter(
      ([name, type]) => type.endsWith('!') || (depth > 0 && name !== '*' && !within.includes(structOf(type))),
    );
    return Object.fromEntries(fields.map(([name, type]) => [name, this.value(type, depth - 1, [...within, id])]));
  }
}

const primitives: { readonly [name: string]: Json } = {
  any: {},
  string: 'text',
  boolean: true,
  integer: 1,
  number: 1.5,
  intOrString: '50%',
  quantity: '512Mi',
  time: '2006-01-02T15:04:05.000000Z',
  duration: '1h30m',
  base64: 'dGV4dA==',
};

/** The struct at the bottom of a type. */
export const structOf = (type: string): string => type.replace(/^(\[\]|\{\})*/, '').replace(/!$/, '');
