import type { Json } from '../../../../core/values';
import { structIn, type ApiType, type Primitive, type Struct } from '../../../../core/kubernetes/api-type';

/**
 * A value of a struct, for tests: with each field down to `depth` structs, and below that with the required ones alone. A
 * struct does not contain itself.
 */
export const sample = (id: string, structs: ReadonlyMap<string, Struct>, depth = Infinity): Json =>
  sampleOf({ kind: 'struct', id }, structs, depth);

/** The same of any type. */
export const sampleOf = (type: ApiType, structs: ReadonlyMap<string, Struct>, depth: number): Json =>
  new Sampler(structs).value(type, depth, []);

class Sampler {
  constructor(private readonly structs: ReadonlyMap<string, Struct>) {}

  value(type: ApiType, depth: number, within: readonly string[]): Json {
    switch (type.kind) {
      case 'list':
        return [this.value(type.of, depth, within)];
      case 'map':
        return { key: this.value(type.of, depth, within) };
      case 'enum':
        return type.values[0]!;
      case 'primitive':
        return primitives[type.name];
      case 'struct':
        return this.struct(type.id, depth, within);
    }
  }

  private struct(id: string, depth: number, within: readonly string[]): Json {
    const fields = [...this.structs.get(id)!.fields].filter(
      ([, { type, isRequired }]) => isRequired || (depth > 0 && !within.includes(structIn(type) ?? '')),
    );
    return Object.fromEntries(fields.map(([name, { type }]) => [name, this.value(type, depth - 1, [...within, id])]));
  }
}

const primitives: { readonly [name in Primitive]: Json } = {
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
