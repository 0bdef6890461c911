import { expect, test } from '@jest/globals';
import { drawCases } from './draw-cases';
import { refusalsOf } from './own-verdict';
import { smallSubject } from './small.fixture';

const subject = smallSubject();
const cases = [...drawCases(subject, 400, 5)];

test('cases are the same for the same seed, and others for another', () => {
  expect([...drawCases(subject, 20, 5)]).toEqual(cases.slice(0, 20));
  expect([...drawCases(subject, 20, 6)]).not.toEqual(cases.slice(0, 20));
});

test('what is drawn is accepted, and much of what is changed is not', () => {
  const refused = cases.filter((each) => refusalsOf(subject, each).length > 0);
  expect(refused.filter(({ origin }) => origin === 'drawn')).toEqual([]);
  expect(refused.length).toBeGreaterThan(80);
  expect(cases.filter(({ origin }) => origin === 'drawn').length).toBeGreaterThan(150);
});

test('values are seen one by one and together, in releases of several names', () => {
  const counts = new Set(cases.map(({ values }) => Object.keys(values).length));
  expect([...counts].sort()).toEqual(expect.arrayContaining([0, 1, 2, 3]));
  expect(new Set(cases.map(({ release }) => release)).size).toBeGreaterThan(50);
});
