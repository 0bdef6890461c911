import type { TSchema } from '@sinclair/typebox';
import type { Json, JsonObject, Release } from './expression';
import { fits } from './fits';
import { addDefinitions } from './leaf-validator';
import { isGroup } from './schema';
import { valueTypeOf } from './shape';

/*
 * What an app makes of references can be put to the test: it is built once more with plain values where tokens were, and must
 * come to the objects that the first build means for these values. Where it does not, it computed with a token.
 */

/** Which values an app is tried with: the defaults, the least that the schema lets a user say, or much and all kinds of it. */
export const samples = ['usual', 'least', 'most'] as const;
export type Sample = (typeof samples)[number] | typeof near;

/**
 * Numbers one beside the defaults. A construct that judges a reference by its default (`NumberStandIn`) may refuse numbers far from it,
 * so that they prove nothing; these it takes.
 */
export const near = 'near';

/** Those that show nearly all: beside them, the defaults show little. */
export const samplesOfSynth: readonly Sample[] = ['least', 'most'];

/** A release with sample values for a schema. Its names are the same for all charts, as is what stands for values that all have. */
export function trialRelease(schema: TSchema, sample: Sample): Release {
  addDefinitions((schema.definitions ?? {}) as { readonly [name: string]: object });
  return releaseOf(sampleOf(schema, sample), sample);
}

function releaseOf(values: Json, sample: Sample): Release {
  return {
    values: values as JsonObject,
    release: sample === 'least' ? { name: 'r', namespace: 'n' } : { name: 'release-1.most', namespace: 'name-space' },
    chart: { name: 'trial', version: '0.0.1', appVersion: sample === 'least' ? '0' : '1.2.3-rc.1+b' },
  };
}

/** A release by whose values constructs judge a reference: the defaults, and the least that is accepted where there is none. */
export function judgedRelease(schema: TSchema | undefined): Release {
  if (!schema) return releaseOf({}, 'least');
  addDefinitions((schema.definitions ?? {}) as { readonly [name: string]: object });
  return releaseOf(sampleOf(schema, 'least', defaultOf), 'least');
}

const defaultOf = (leaf: TSchema): Json | undefined => leaf.default as Json | undefined;

/** A value that a schema accepts; the default where no other is known. */
function sampleOf(schema: TSchema, sample: Sample, first?: (leaf: TSchema) => Json | undefined): Json {
  if (!isGroup(schema)) return first?.(schema) ?? leafOf(schema, sample);
  const fields = Object.entries(schema.properties as Record<string, TSchema>);
  return Object.fromEntries(fields.map(([key, field]) => [key, sampleOf(field, sample, first)]));
}

function leafOf(leaf: TSchema, sample: Sample): Json {
  const accepted = candidates(leaf, sample).find((candidate) => fits(leaf, candidate));
  const usual = leaf.default as Json | undefined;
  return sample === 'usual' ? (usual ?? accepted ?? null) : (accepted ?? usual ?? null);
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Every two of these letters beside each other. */
const pairs = [...letters].flatMap((a, i) => [...letters.slice(i)].map((b) => a + b)).join('');

const strings = {
  least: ['', '0', 'a', 'A', '1'],
  most: [
    `z"Ab\\\u00df \u00e9e\u0301\ufb01/x..y//z:q=%41&amp;<'>a,b;c  d\te\n  f--g_h+i*j?k!l@m#n$o^p~r\`s(t)u[v]w{x}|${letters.toUpperCase()} ${pairs} a.b-c_d/e `,
    `z"Ab\\/x.y:z=%41&<'>a b `,
    ...[pairs, letters, ''].flatMap((more) =>
      ['zAb-c.D_e/f:g@h', 'zaB.c-d_E', 'zab-c.d-e.f', 'za-b-c', 'zabc'].map((word) => word + more),
    ),
    'zz',
    '1h30m',
    '99%',
    '7Gi',
  ],
} as const;

function candidates(leaf: TSchema, sample: Sample): readonly Json[] {
  const isLeast = sample === 'least';
  if (leaf.enum) return isLeast ? (leaf.enum as Json[]) : [...(leaf.enum as Json[])].reverse();
  const { minimum, maximum } = leaf as { readonly minimum?: number; readonly maximum?: number };
  // A token is far above zero: what is done to a number below it, and to none, shows only in these two.
  const isSigned = (minimum ?? -1) < 0;
  const whole = isLeast
    ? [...(isSigned ? negatives(minimum) : []), minimum ?? 0, 0, 1]
    : [...(isSigned ? [0] : []), maximum ?? Number.MAX_SAFE_INTEGER, 65_535, 7];
  if (sample === near) return neighbours(leaf);
  const fraction = isLeast ? [minimum ?? -123_457.789] : [...(isSigned ? [0] : []), maximum ?? 123_457.789, 0.7];
  switch (valueTypeOf(leaf)) {
    case 'string':
      return isLeast ? strings.least : strings.most;
    case 'integer':
      return whole;
    case 'number':
      return [...fraction, ...whole];
    case 'boolean':
      return [!isLeast];
    case 'scalar':
      return isLeast ? ['', ...whole] : [...strings.most, ...whole];
    case 'list':
      return isLeast ? [[]] : [];
    case 'map':
      return isLeast ? [{}] : [{ 'a.b/c': 'd', team: 'core' }];
  }
}

/** Of a number, those beside its default, all in one direction where they can: what is less than another number stays so. */
function neighbours(leaf: TSchema): readonly Json[] {
  const type = valueTypeOf(leaf);
  const start = (leaf.default ?? leaf['minimum'] ?? 0) as Json;
  return (type === 'integer' || type === 'number') && typeof start === 'number' ? [start + 1, start - 1] : [];
}

/** Whole numbers below zero; first one that neither 2 nor 3 divides, as zero is divided by all. */
function negatives(minimum = -123_457): readonly number[] {
  const least = Math.ceil(minimum);
  const near = [least, least + 1, least + 2, least + 3].filter((value) => value < 0);
  return [...near.filter((value) => value % 2 !== 0 && value % 3 !== 0), ...near];
}
