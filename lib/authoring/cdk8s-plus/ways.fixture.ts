import type { TSchema } from '@sinclair/typebox';
import { Cron, Duration, Size } from 'cdk8s';
import * as k from 'cdk8s-plus-28';
import { boolean, integer, oneOf, quantity, string, token, type Expression, type Json } from '../../core/values';
import { choiceOf, count, cpu, cron, duration, flag, port, size } from '.';
import type { Prop } from './props.fixture';

/** How a value is given to a prop. */
export interface Way {
  /** As an author writes it, of `values.x`. */
  readonly code: string;
  readonly leaf: TSchema;
  readonly values: readonly Json[];
  readonly reference: (x: Expression<never>) => unknown;
  /** What a program without values would write. */
  readonly literal: (x: never) => unknown;
}

const amount = (text: string) => Number.parseInt(text, 10);

const same = (x: unknown) => x;

export const aCount: Way = {
  code: 'count(values.x)',
  leaf: integer(3, 'A number', { minimum: 1, maximum: 100 }),
  values: [1, 7, 100],
  reference: (x) => count(x),
  literal: same,
};

export const aPort: Way = {
  code: 'port(values.x)',
  leaf: integer(8080, 'A port', { minimum: 1, maximum: 65_535 }),
  values: [1, 8443, 65_535],
  reference: (x) => port(x),
  literal: same,
};

/** A text that is one of these, or like them. */
export const textLike = (pattern: string, ...values: readonly [string, string, string]): Way => ({
  code: 'token(values.x)',
  leaf: string(values[0], 'A text', { pattern }),
  values,
  reference: (x) => token<string>(x),
  literal: same,
});

export const aText = textLike('^[a-z][a-z0-9-]*$', 'first', 'second-one', 'third3');

/** The name of a volume: cdk8s-plus cuts longer ones. */
export const aVolumeName = textLike('^[a-z][a-z0-9-]{0,62}$', 'first', 'second-one', 'third3');

const aFlag: Way = {
  code: 'flag(values.x)',
  leaf: boolean(true, 'Whether'),
  values: [true, false],
  reference: (x) => flag(x),
  literal: same,
};

export const aDuration: Way = {
  code: 'duration(values.x)',
  leaf: integer(30, 'Seconds', { minimum: 10, maximum: 300 }),
  values: [10, 61, 300],
  reference: (x) => duration(x),
  literal: (x) => Duration.seconds(x),
};

const mebibytes: Way = {
  code: 'size(values.x)',
  leaf: quantity('64Mi', 'Memory'),
  values: ['64Mi', '512Mi', '2048Mi'],
  reference: (x) => size(x),
  literal: (x) => Size.mebibytes(amount(x)),
};

const gibibytes: Way = {
  ...mebibytes,
  leaf: quantity('10Gi', 'Size'),
  values: ['1Gi', '10Gi', '200Gi'],
  literal: (x) => Size.gibibytes(amount(x)),
};

const aCpu: Way = {
  code: 'cpu(values.x)',
  leaf: quantity('250m', 'CPU'),
  values: ['50m', '250m', '1500m'],
  reference: (x) => cpu(x),
  literal: (x) => k.Cpu.millis(amount(x)),
};

const aCron: Way = {
  code: 'cron(values.x)',
  leaf: string('0 3 * * *', 'When', { pattern: '^[0-9*/ ,-]+$' }),
  values: ['0 3 * * *', '5 4 * * *', '0 0 1 * *'],
  reference: (x) => cron(x),
  literal: (x: string) => {
    const [minute, hour, day, month, weekDay] = x.split(' ');
    return Cron.schedule({ minute, hour, day, month, weekDay });
  },
};

/** A choice among some members, or all, of an enumeration that the package exports. */
export function aChoice(name: string, some?: readonly string[]): Way {
  const members = (k as { readonly [name: string]: unknown })[name] as { readonly [member: string]: string };
  const words = some ?? Object.values(members);
  return {
    code: `choiceOf(values.x, kplus.${name})`,
    leaf: oneOf(words, words[0]!, 'Which'),
    values: words,
    reference: (x) => choiceOf<string>(x, members),
    literal: same,
  };
}

const portNames = /^(port|portNumber|targetPort|hostPort|nodePort|endPort|number)$/;

/** The way of one element, by its type. */
function wayOfOne({ name, type, sort, struct }: Prop): Way | undefined {
  if (sort === 'enum') return aChoice(type);
  switch (type) {
    case 'number':
      return portNames.test(name) ? aPort : aCount;
    case 'string':
      return aText;
    case 'boolean':
      return aFlag;
    case 'cdk8s.Duration':
      return aDuration;
    case 'cdk8s.Size':
      return /Memory|EmptyDir/.test(struct) ? mebibytes : gibibytes;
    case 'cdk8s.Cron':
      return aCron;
    case 'Cpu':
      return aCpu;
    default:
      return undefined;
  }
}

/** The way that reads best for the type of a prop; none where a construct, a struct or something that is made stands there. */
export function usualWay(prop: Prop): Way | undefined {
  const one = wayOfOne(prop);
  return one && inside(one, prop.in);
}

export function inside(one: Way, where: Prop['in']): Way {
  if (where === 'alone') return one;
  const isList = where === 'array';
  const wrap = (x: unknown) => (isList ? [x] : { key: x });
  return {
    ...one,
    code: isList ? `[${one.code}]` : `{ key: ${one.code} }`,
    reference: (x) => wrap(one.reference(x)),
    literal: (x) => wrap(one.literal(x)),
  };
}
