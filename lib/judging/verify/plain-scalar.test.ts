import { describe, expect, test } from '@jest/globals';
import { readPlainScalar } from '../../core/yaml/plain-scalar';
import { plainScalars } from './plain-scalar.fixture';

describe('an unquoted scalar', () => {
  test.each(plainScalars)('%s means to us what it means to Kubernetes', (scalar, value) => {
    expect(readPlainScalar(scalar)).toBe(value);
  });
});
