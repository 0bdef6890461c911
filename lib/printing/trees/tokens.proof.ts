import { describe } from '@jest/globals';
import {
  block,
  blockText,
  boolean,
  each,
  entries,
  integer,
  list,
  named,
  number,
  numberToken,
  oneOf,
  optional,
  string,
  stringMap,
  text,
  token,
  validateValues,
  values,
  when,
  type Expression,
} from '../../core/values';
import { hostileStrings } from '../../judging/verify/hostile.fixture';
import { bothPrinters } from './both.fixture';

const accepted = hostileStrings.filter(
  (value) => validateValues(values({ value: string('', 'A text') }), { value }, 'here').length === 0,
);

const schema = values({
  ...Object.fromEntries(accepted.map((value, i) => [`s${i}`, string(value, 'A hostile text')])),
  flag: boolean(true, 'On'),
  port: integer(12345678, 'A port'),
  ratio: number(0.5, 'A ratio'),
  share: block<string | number>({ type: ['integer', 'string'] }, '50%', 'A share'),
  level: oneOf(['info', '1e3'], '1e3', 'A level'),
  empty: string('', 'An empty text'),
  names: list<string>(blockText(), ['a "b"', '<\\>', '\u00e9'], 'Names'),
  labels: stringMap({ team: '"core"', tier: '1' }, 'Labels'),
  limits: block<object>({ type: 'object' }, { cpu: 1000000, memory: '1"Gi' }, 'Limits'),
});
const both = bothPrinters(schema, [
  {
    flag: false,
    port: 0,
    ratio: 1e21,
    share: 1000000,
    level: 'info',
    names: [],
    labels: { team: null },
    limits: { cpu: null },
  },
  { share: '"' },
]);
const textsOf = (refs: object) =>
  Object.entries(refs).flatMap(([key, ref]) => (/^s\d/.test(key) ? [ref as Expression<string>] : []));

describe('what travels as a token is the same in both outputs', () => {
  both('the text of a value is text', ({ port, ratio, flag, share, level, empty }) => ({
    tree: {
      texts: [port, ratio, flag, share, level, empty].map(String),
      inside: [port, ratio, flag, share, level, empty].map((ref) => `<${String(ref)}>`),
      optional: String(optional(empty)),
      loop: { port: `${String(port)}m`, number: `${numberToken(port)}m`, string: String(numberToken(port)) },
    },
  }));

  both('the value is the value', ({ port, ratio, flag, share, names, labels, limits }) => ({
    tree: {
      list: [port, ratio, flag, share].map((ref) => token<unknown>(ref)),
      number: numberToken(port),
      names: token(names),
      limits: token(limits),
      labels: { a: 'b', ...entries(labels) },
    },
  }));

  both('JSON.stringify says the JSON of the values, whatever they are', (refs) => ({
    tree: {
      texts: JSON.stringify({ texts: textsOf(refs), as: textsOf(refs).map((ref) => `<${String(ref)}>`) }),
      parts: JSON.stringify(textsOf(refs).map((ref) => token(ref))),
    },
  }));

  both('in one document, indented, in a text, in JSON again and as a key', (refs) => {
    const { port, ratio, flag, share, level, empty, names, labels, limits } = refs;
    const all = {
      port,
      ratio,
      flag,
      share,
      level,
      empty,
      names,
      labels,
      limits,
      url: `http://${String(level)}:${String(port)}/`,
    };
    return {
      tree: {
        plain: JSON.stringify(all),
        indented: `${JSON.stringify(all, null, 2)}\n`,
        text: `const x = ${JSON.stringify(all)}; // ${String(empty)}`,
        twice: JSON.stringify({ inner: JSON.stringify(all), other: JSON.stringify([JSON.stringify(String(share))]) }),
        key: JSON.stringify({ [String(level)]: 1, [`x-${String(share)}`]: numberToken(port) }),
        tokens: JSON.stringify([token(port), token<unknown>(flag), numberToken(port)]),
        parsed: JSON.parse(JSON.stringify({ name: level, list: [port] })) as object,
      },
    };
  });

  both('in conditions, loops and named templates too', ({ flag, port, share, names, level }) => ({
    tree: {
      when: when(flag, { port: String(port), json: JSON.stringify({ port, share }) }),
      loop: each(names, 'name', (name) => ({ text: `<${String(name)}>`, json: JSON.stringify({ name, port }) })),
      named: named('data', 'Data.', { text: `${String(share)}!`, json: JSON.stringify([level, text`<${share}>`]) }),
    },
    mayHaveBlanks: true,
  }));
});
