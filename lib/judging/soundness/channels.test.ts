import { describe, expect, test } from '@jest/globals';
import { channels, giveThrough, ofParent } from './channels';

const values = { web: { port: 80, name: 'a,b=c', hosts: ['x', 'y'], 'a.b': true, none: null, empty: {} } };

describe('values through', () => {
  test('a file are what they are', () => {
    expect(giveThrough('file', values)).toEqual({ args: [], file: values, values });
  });

  test('--set are assignments, with JSON where it has no word for something', () => {
    const { args, file, values: meant } = giveThrough('--set', values);
    expect(args).toEqual([
      ...['--set', 'web.port=80', '--set', 'web.name=a\\,b=c', '--set', 'web.hosts[0]=x', '--set', 'web.hosts[1]=y'],
      ...['--set', 'web.a\\.b=true', '--set', 'web.none=null', '--set-json', 'web.empty={}'],
    ]);
    expect(file).toEqual({});
    expect(meant).toEqual(values);
  });

  test('--set-string are texts', () => {
    expect(giveThrough('--set-string', { a: 1, b: true, c: 'x' }).values).toEqual({ a: '1', b: 'true', c: 'x' });
    // `null` would be a text there.
    expect(giveThrough('--set-string', { a: null })).toEqual({
      args: ['--set-json', 'a=null'],
      file: {},
      values: { a: null },
    });
  });

  test('--set are read as Helm reads them: 1 is a number, 01 a text', () => {
    expect(giveThrough('--set', { a: '1', b: '01', c: 'TRUE', d: '9223372036854775808' }).values).toEqual({
      ...{ a: 1, b: '01', c: true, d: '9223372036854775808' },
    });
  });

  test('--set-json are whole values', () => {
    expect(giveThrough('--set-json', { a: { b: [1] } }).args).toEqual(['--set-json', 'a.b=[1]']);
  });

  test('a parent stand below its name for the chart', () => {
    expect(ofParent('part', { a: 1 })).toEqual({ part: { a: 1 } });
    expect(channels).toHaveLength(5);
  });
});
