import { describe, expect, test } from '@jest/globals';
import { readPlainScalar } from '../kubernetes/plain-scalar';

describe('an unquoted scalar', () => {
  const table: [scalar: string, value: unknown][] = [
    ['yes', true],
    ['y', true],
    ['on', true],
    ['oN', 'oN'],
    ['off', false],
    ['N', false],
    ['True', true],
    ['~', null],
    ['null', null],
    ['nULL', 'nULL'],
    ['0o14', 12],
    ['014', 12],
    ['0777_7', 4095],
    ['0b11', 3],
    ['-0b11', -3],
    ['0x1F', 31],
    ['08', 8],
    ['0o8', '0o8'],
    ['1e3', 1000],
    ['1.e3', 1000],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['.5_0', 0.5],
    ['._5', '._5'],
    ['1_000', 1000],
    ['_1', '_1'],
    ['-0', 0],
    ['1.0', 1],
    ['1e400', '1e400'],
    ['9007199254740993', 9007199254740993n],
    ['18446744073709551616', 18446744073709551616],
    ['1:30', '1:30'],
    ['2001-01-01', '2001-01-01'],
    ['1.5.2', '1.5.2'],
    ['0x', '0x'],
    ['=', '='],
    ['infinity', 'infinity'],
  ];

  test.each(table)('%s means to us what it means to Kubernetes', (scalar, value) => {
    expect(readPlainScalar(scalar)).toBe(value);
  });
});
