import * as fc from 'fast-check';

const one = (pieces: readonly string[]) => fc.constantFrom(...pieces);
const many = (piece: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(piece, { minLength: 1, maxLength }).map((pieces) => pieces.join(''));
const joined = (...parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((pieces) => pieces.join(''));

const lineEnd = one(['\n', '\n', '\n', '\n', '\r\n', '\n\n', '\n# c\n', ' # c\n', ' \n', '\n\t\n', '\r', '']);
const indent = one(['', '', '', '', '', '  ', '  ', '    ', ' ', '\t']);

const plain = one(
  `a|b|x y|1|yes|~|null|1.5|0x1F|012|08|-|?|:|a#b|a #c|a: b|a:b|a:|:a|::|http://x:8/?q=1|*a|&a v|&b|!!str 1|!!int 1|!x y|!|! x
|@x|\`x|%x|a,b|- a|-a|a - b|.5|12:30|2024-01-05|<<|#|=|é|\u00a0|\u0085|\u2028|\ufeff|\x07|1_000|+1|-0.0|.inf|9007199254740993
|1e400|---|...|a\\b|a'b|a"b|?a|a?b|!!map {}|!!seq []|!<x> y|!!binary aGk=|*|& a`
    .replaceAll('\n', '')
    .split('|'),
);
const number = joined(
  one(['', '', '-', '+']),
  one(['', '', '0', '0x', '0o', '0b', '.', '00']),
  fc.stringMatching(/^[0-9_aF.e]{0,8}$/),
  one(['', '', '', 'e5', 'E-3', 'e400', '.', '.0']),
);
const quoted = (mark: string) =>
  joined(
    fc.constant(mark),
    many(
      one(
        `a|b c| |\n|\n  |\n\n  | \n  |\\|\\n|\\\n  |''|\\"|#| #|\t|\\t|\\x41|\\u00e9|\\ud83d|\\U0001F600|\\/|\\q|é|: |- |\n  k: v|\r\n  |%|{|,|*a`.split(
          '|',
        ),
      ),
      5,
    ),
    fc.constant(mark),
  );
const flow = fc.letrec<{ value: string }>((tie) => {
  const gap = one(['', '', ' ', ' ', '\n', '\n  ', ' # c\n ', '\t', '\n\t']);
  const item = joined(gap, tie('value'), gap, one([',', ',', ',', '', ',,']));
  const entry = joined(
    gap,
    one('a|"b"|c|1|[a]||*q|? d|&w e|!!str f'.split('|')),
    one([':', ': ', ' : ', ':\n', '']),
    tie('value'),
    gap,
    one([',', ',', '']),
  );
  const wrapped = (open: string, within: fc.Arbitrary<string>, close: string) =>
    joined(
      fc.constant(open),
      fc.array(within, { maxLength: 3 }).map((all) => all.join('')),
      gap,
      fc.constant(close),
    );
  return {
    value: fc.oneof(
      { maxDepth: 3 },
      { arbitrary: fc.oneof(plain, quoted('"'), number), weight: 3 },
      { arbitrary: wrapped('[', item, ']'), weight: 1 },
      { arbitrary: wrapped('{', entry, '}'), weight: 1 },
    ),
  };
}).value;
const block = joined(
  one(['|', '>', '|-', '>-', '|+', '>+', '|1', '|2', '>2', '|2-', '>1+', '| ', '|# c', '| # c']),
  fc.constant('\n'),
  many(
    joined(
      fc.integer({ min: 0, max: 6 }).map((width) => ' '.repeat(width)),
      one('x|y z||\t|# c|- a|"|a: b|x |\\n|---|<<: *a'.split('|')),
      one(['\n', '\n', '\n', '\n\n', '\r\n', '\n   \n']),
    ),
    5,
  ),
);
const value = fc.oneof(plain, plain, number, quoted('"'), quoted("'"), flow, block, fc.constant(''));
const key = joined(
  one('a|b|c|d|e|"q"|\'k\'|? x|1|y|x y|<<|&a k|!!str k|-a|a:b|é|[a]|*a |'.split('|')),
  one([': ', ': ', ': ', ':', ':\t', ' : ']),
);
const line = joined(
  indent,
  fc.oneof(key, key, key, one(['- ', '- ', '-', '-\t', '- - ']), joined(fc.constant('- '), key), fc.constant('')),
  value,
  lineEnd,
);

const anchored = joined(
  one(['', '', '', '&a ', '&b ', '&c-1 ', '!!map &a ', '&é ']),
  one(
    `1|{p: 1, q: 2}|{p: 1, q: 2}|{q: 3, r: [1]}|{q: 3, r: [1]}|[1, {p: 9}]|~|{}|*a|*b|{<<: *a, q: 5}|{q: 5, <<: *a}|{<<: [*a, *b]}
|{<<: [*b, *a], p: 7}|{<<: {p: 8}}|{"<<": *a}|{<<: 1}|{<<: *b, <<: *a}|{*b : 1}|[*a, *a]|{x: *a, y: *b}|{<<: [*a, {p: 2}]}
|{<<: [[*a]]}|{<<: []}|{<<: }`
      .replaceAll('\n', '')
      .split('|'),
  ),
);
const anchors = fc
  .array(anchored, { maxLength: 3 })
  .map((values) => ['&a {p: 1, q: 2}', '&b {q: 3}', ...values].map((each, i) => `k${i}: ${each}\n`).join(''));

/** A text with some characters put in or taken out. */
const mutations = (text: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.nat(text.length),
        fc.integer({ min: 0, max: 2 }),
        one(
          ' |  |\t|\n|:|-|"|\'|#|&a |*a|[|]|{|}|,|>|!|%|@|?|0|.|~|\\|\r|<<: |- |: |\u0085|\ufeff|\x07|---\n|...\n|'.split(
            '|',
          ),
        ),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((changes) => changes.reduce((all, [at, cut, put]) => all.slice(0, at) + put + all.slice(at + cut), text));

/** Texts that look like YAML, by how they are made. */
export const randomTexts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'a text of lines': many(line, 3),
  'a map of one value': joined(one(['k: ', 'k: ', 'a:\n  k: ', 'a:\n- ', 'a:\n  - ']), value, lineEnd),
  'a number': joined(
    fc.constant('k: '),
    one(['', '', '', '!!int ', '!!float ', '!!str ', '!!bool ']),
    number,
    fc.constant('\n'),
  ),
  'a map of a number': joined(number, fc.constant(': 1\n')),
  'a map of flow style': joined(one(['k: ', 'k:\n  ', 'a:\n  - ', '']), flow, lineEnd),
  'a map of a block scalar': joined(
    one(['k: ', 'a:\n  k: ', 'a:\n  - ', 'a:\n- ']),
    block,
    one(['', 'z: 1\n', '# c\n', '   ']),
  ),
  'a text of anchors': anchors,
};

/** Texts like some others, with one to three mistakes in them. */
export const mutatedTexts = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc.constantFrom(...texts).chain(mutations);
