import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import {
  defaults,
  formatProblem,
  integer,
  oneOf,
  overlay,
  required,
  string,
  toggle,
  validateValues,
  values,
} from '../../core/values';
import { systemsOf } from '../../program/app';
import { systems } from '../../systems';
import { ValueDrawing } from './draw-values';
import { drawPattern, readPattern } from './pattern';
import { Random } from './random';

const schema = values({
  size: oneOf(['small', 'large'], 'small', 'Size'),
  count: integer(3, 'Count', { minimum: 2, maximum: 5 }),
  cache: toggle(false, { name: string('a', 'Name', { pattern: '^[a-z]{1,3}(-[0-9]+)?$' }) }, 'A cache'),
});

describe('ValueDrawing', () => {
  test.each(systems.map((System) => [System.name, System] as const))(
    'draws values that the schema of %s accepts, of every path',
    (_, System) => {
      const app = new App();
      new System(app);
      const { definition } = systemsOf(app)[0]!;
      const drawing = new ValueDrawing(definition.schema);
      const random = new Random(7);
      const drawn = new Set<string>();
      for (let i = 0; i < 40; i += 1) {
        const given = drawing.draw(random);
        Object.keys(given).forEach((key) => drawn.add(key));
        const whole = overlay(defaults(definition.schema), given);
        expect(validateValues(definition.schema, whole, '').map(formatProblem)).toEqual([]);
      }
      expect([...drawing.undrawn]).toEqual([]);
      expect(Object.keys(definition.schema.properties).filter((key) => !drawn.has(key))).toEqual([]);
    },
  );

  test('draws the same for the same seed, and something else for another', () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => new ValueDrawing(schema).draw(random));
    };
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  test('draws no more than switches where no more is wanted, and turns each', () => {
    expect(new ValueDrawing(schema, {}, 'switches').draw(new Random(1), 1)).toEqual({
      size: expect.stringMatching(/^(small|large)$/) as unknown,
      cache: { enabled: true },
    });
  });

  test('draws from what it is told to', () => {
    const drawing = new ValueDrawing(schema, { 'cache.name': ['x'] }, 'switches');
    expect(drawing.draw(new Random(1), 1)).toMatchObject({ cache: { name: 'x' } });
  });

  test('says which value it cannot draw, and fails where there is no default', () => {
    const odd = { pattern: '^(?:a{400}b{400}){3}$' };
    const drawing = new ValueDrawing(values({ a: string('x', 'Odd', { ...odd, maxLength: 9 }) }));
    expect(drawing.draw(new Random(1), 1)).toEqual({});
    expect([...drawing.undrawn]).toEqual(['a']);
    const needed = new ValueDrawing(required(values({ a: string('x', 'Odd', { ...odd, maxLength: 9 }) })));
    expect(() => needed.draw(new Random(1))).toThrow(/a: no value was found that the schema .* accepts/);
  });
});

describe('patterns', () => {
  test.each([
    '^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$',
    '^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$',
    '^(?:sha256:)[0-9a-f]{64}$',
    '^\\d{1,3}(\\.\\d{1,3}){3}/\\d\\d?$',
    '^[^\\s@]+@[^\\s@]+\\.\\w{2,}$',
    '^(?<scheme>https?)://[\\w.-]+(:\\d+)?/.*$',
    '^\\x41\\u0042[\\]\\\\^-]$',
  ])('are matched by what is drawn from %s', (pattern) => {
    const part = readPattern(pattern)!;
    const random = new Random(5);
    for (let i = 0; i < 200; i += 1) expect(drawPattern(part, random)).toMatch(new RegExp(pattern, 'u'));
  });

  test.each(['^(?=a)b$', '(?!a)', '[', '\\p{L}'])('are not read where they say what is not known: %s', (pattern) => {
    expect(readPattern(pattern)).toBeUndefined();
  });
});
