import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from './evaluate';
import { chartHelper, labels } from './chart-helpers';

const release = (name: string, version: string, appVersion: string) => ({
  values: {},
  release: { name: 'demo', namespace: 'space' },
  chart: { name, version, appVersion },
});

const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

describe('the label of the chart', () => {
  test.each([
    ['1.0.0+build.5', 'shop-1.0.0_build.5'],
    [`1.0.0-${'x'.repeat(51)}.${'1'.repeat(9)}`, `shop-1.0.0-${'x'.repeat(51)}`],
    [`1.0.0-${'x'.repeat(49)}.-.a`, `shop-1.0.0-${'x'.repeat(49)}`],
    [`1.0.0-${'x'.repeat(51)}+${'1'.repeat(9)}`, `shop-1.0.0-${'x'.repeat(51)}`],
  ])('of version %s ends in a letter or digit', (version, label) => {
    expect(chartHelper.evaluate(release('shop', version, '1'), {})).toBe(label);
    expect(label).toMatch(labelValue);
  });
});

describe('the label of the app version', () => {
  const labelOf = (appVersion: string) =>
    (evaluate(labels, release('shop', '1.0.0', appVersion)) as { readonly [key: string]: string })[
      'app.kubernetes.io/version'
    ];

  test.each([
    ['1.2.3', '1.2.3'],
    ['v1.2+meta', 'v1.2_meta'],
    ['feature/x', 'feature_x'],
    ['(2024) "Über"', '2024____ber'],
    ['😀', ''],
    [`${'1'.repeat(62)}.5`, '1'.repeat(62)],
  ])('of %j is %j', (appVersion, label) => {
    expect(labelOf(appVersion)).toBe(label);
  });

  test('has the form of a label, whatever the app version is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100, unit: 'grapheme' }), (appVersion) => {
        expect(labelOf(appVersion)).toMatch(labelValue);
      }),
    );
  });
});
