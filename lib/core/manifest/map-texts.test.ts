import { describe, expect, test } from '@jest/globals';
import {
  boolean,
  choose,
  each,
  evaluate,
  list,
  Merged,
  named,
  refs,
  string,
  text,
  values,
  when,
  type Json,
  type Tree,
} from '../values';
import { mapTexts } from './map-texts';

const schema = values({
  isOn: boolean(true, 'On'),
  tag: string('', 'A tag'),
  names: list<string>(string('', 'A name'), [], 'Names'),
});
const { isOn, tag, names } = refs(schema, {});

const meant = (tree: Tree): Json | undefined =>
  evaluate(tree, {
    values: { isOn: true, tag: '1', names: ['a', 'b'] },
    release: { name: 'r', namespace: 'n' },
    chart: { name: 'c', version: '1.0.0', appVersion: '1.0.0' },
  });

const renewed = (literal: string) => literal.replaceAll('old', 'new');

describe('a literal text is changed wherever it stands', () => {
  test.each<[string, Tree]>([
    ['by itself', 'old'],
    ['in a list', ['kept', 'old']],
    ['in a map', { kept: 'kept', changed: 'old' }],
    ['in the first part of a merged map', new Merged([{ a: 'old' }, { b: 'kept' }])],
    ['in the last part of a merged map', new Merged([{ a: 'kept' }, { b: 'old' }])],
    ['in every part of a merged map', new Merged([{ a: 'old' }, { b: 'old' }])],
    ['in a text with values', text`${tag} is old`],
    ['in what a condition chooses', choose(isOn, 'old', 'kept')],
    ['in what is there under a condition', { a: when(isOn, { b: 'old' }) }],
    ['in what is repeated', { a: each(names, 'name', (name) => ({ name, kind: 'old' })) }],
    ['in a named text', named('example', 'An example', text`old ${tag}`)],
  ])('%s', (_, tree) => {
    const before = JSON.stringify(meant(tree));
    const changed = mapTexts(tree, renewed);
    expect(before).toContain('old');
    expect(JSON.stringify(meant(changed))).toBe(renewed(before));
    // What has nothing to change is the same object.
    expect(mapTexts(changed, renewed)).toBe(changed);
  });
});
