import { describe, expect, test } from '@jest/globals';
import { drawn, mutated, mutationsOf } from '../bench/mutations';

/** What every mutation makes of a source, each with its kind. */
const mutants = (source: string) => mutationsOf(source).map((each) => `${each.kind}: ${mutated(source, each)}`);

describe('the mutations of', () => {
  test.each([
    ['a condition', 'if (a) b;', ['condition negated: if (!(a)) b;']],
    ['a loop', 'while (a) b;', ['condition negated: while (!(a)) b;']],
    ['an else', 'if (a) b; else c;', ['condition negated: if (!(a)) b; else c;', 'else dropped: if (a) b;']],
    ['a choice', 'x = a ? b : c', ['statement dropped: ;', 'branches swapped: x = a ? c : b']],
    ['a negation', 'const x = !a;', ['negation dropped: const x = a;']],
    ['and', 'const x = a && b;', ['operator swapped: const x = a || b;']],
    ['or', 'const x = a || b;', ['operator swapped: const x = a && b;']],
    ['less', 'const x = a < b;', ['operator swapped: const x = a <= b;']],
    ['at most', 'const x = a <= b;', ['operator swapped: const x = a < b;']],
    ['more', 'const x = a > b;', ['operator swapped: const x = a >= b;']],
    ['at least', 'const x = a >= b;', ['operator swapped: const x = a > b;']],
    ['equal', 'const x = a === b;', ['operator swapped: const x = a !== b;']],
    ['unequal', 'const x = a !== b;', ['operator swapped: const x = a === b;']],
    ['a sum', 'const x = a + b;', ['operator swapped: const x = a - b;']],
    ['a difference', 'const x = a - b;', ['operator swapped: const x = a + b;']],
    ['a default', 'const x = a.b ?? c;', ['?? dropped: const x = a.b;']],
    ['a call', 'a(b);', ['statement dropped: ;']],
    ['a call that is waited for', 'await a(b);', ['statement dropped: ;']],
    ['a count', 'a++;', ['statement dropped: ;']],
    ['a text', "const x = 'a';", ["string replaced: const x = '';"]],
    ['an empty text', "const x = '';", ["string replaced: const x = 'mutated';"]],
    ['a number', 'const x = 9;', ['number plus one: const x = 10;']],
    ['true', 'const x = true;', ['boolean negated: const x = false;']],
    ['false', 'const x = false;', ['boolean negated: const x = true;']],
    ['a filter', 'const x = a.filter(b);', ['filter() dropped: const x = a;']],
    ['an order', 'const x = a.sort();', ['sort() dropped: const x = a;']],
    ['a function', 'function f() { g; }', ['returns early: function f() { return; g; }']],
    ['a list of one', 'const x = [a];', ['element dropped: const x = [];']],
    [
      'a list',
      'const x = [a, b, c];',
      [
        'element dropped: const x = [b, c];',
        'element dropped: const x = [a, c];',
        'element dropped: const x = [a, b];',
      ],
    ],
    [
      'a template',
      'const x = `a${b}c${d}e`;',
      [
        'text dropped: const x = `${b}c${d}e`;',
        'text dropped: const x = `a${b}${d}e`;',
        'text dropped: const x = `a${b}c${d}`;',
      ],
    ],
  ])('%s', (_, source, expected) => {
    expect(mutants(source)).toEqual(expected);
  });

  test.each([
    ['imports and exports', "import a from 'a';\nexport * from 'b';\nexport { c } from 'c';"],
    ['types', "interface A { readonly b: 'c' | 1 }\ntype D = true;\nlet e: ['f'];\nlet g = h as 'i';\nlet j: K<'l'>;"],
    ['templates without a text', 'const x = `${a}${b}`;'],
    ['constructors, which may have to call their parent', 'class A extends B { constructor() { super(); } }'],
  ])('%s are none', (_, source) => {
    expect(mutants(source)).toEqual([]);
  });
});

describe('a draw', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];

  test('has every element once', () => {
    expect([...drawn(letters, 7, 'lib/printing/trees')].sort()).toEqual(letters);
  });

  test('is the same for a seed and a name, and another for others', () => {
    const first = drawn(letters, 7, 'lib/printing/trees').join('');
    expect(first).toBe('tdubnvaykmeigfrxclszqjpohw');
    expect(drawn(letters, 8, 'lib/printing/trees').join('')).not.toBe(first);
    expect(drawn(letters, 7, 'lib/core/values').join('')).not.toBe(first);
  });

  test('prefers no place', () => {
    const firsts = Array.from({ length: 2600 }, (_, seed) => drawn(letters, seed, 'x')[0]!);
    const counts = letters.map((letter) => firsts.filter((first) => first === letter).length);
    expect(Math.min(...counts)).toBeGreaterThan(60);
    expect(Math.max(...counts)).toBeLessThan(150);
  });
});
