import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { parse } from 'yaml';
import { HelmChart } from '../../core/manifest';
import { guestbook } from '../trees/example.fixture';
import {
  block,
  boolean,
  type JsonObject,
  fullname,
  integer,
  list,
  number,
  oneOf,
  object,
  required,
  string,
  stringMap,
  text,
  values,
} from '../../core/values';
import { readByHelm } from '../trees/go-reader.fixture';
import { hostileKeys, hostileStrings } from '../../judging/verify/hostile.fixture';
import { helmTemplate, helmTemplateText } from '../../judging/verify/helm';
import { helmVersions } from '../../judging/verify/tools';
import { printDefaults, printOverrides } from './values-file';
import { printForTests, printOnly } from './printed.fixture';

const tools = helmVersions();
const system = printForTests(guestbook());

describe('values.yaml', () => {
  const hostile = values({
    texts: list<string>(string('', 'A text'), hostileStrings, 'Hostile texts'),
    map: stringMap(Object.fromEntries(hostileKeys.map((key) => [key, key])), 'Hostile keys'),
    block: block<object>({ type: 'object' }, { a: [[], {}, [[1]], [{ b: [] }], { c: {} }] }, 'A block'),
    numbers: list<number>(number(0, 'A number'), [1e21, 1e-7, 0.1, 9007199254740991, -1], 'Numbers'),
    lines: string('a\n\n b\n', 'A description\n  of two lines'),
    host: required(string('', 'Host name')),
    database: object(
      { user: required(string('', 'User')), password: required(string('', 'Password')) },
      'All required',
    ),
    nested: object(
      { inner: object({ must: required(integer(1, 'A number')) }, 'Inner'), flag: boolean(true, 'On') },
      'Nested',
    ),
  });
  const expected: JsonObject = {
    texts: hostileStrings,
    map: Object.fromEntries(hostileKeys.map((key) => [key, key])),
    block: { a: [[], {}, [[1]], [{ b: [] }], { c: {} }] },
    numbers: [1e21, 1e-7, 0.1, 9007199254740991, -1],
    lines: 'a\n\n b\n',
    database: {},
    nested: { inner: {}, flag: true },
  };

  test('holds any default, and no null where all values of a group must be supplied', () => {
    const printed = printDefaults(hostile, 'hostile');
    expect(parse(printed, { version: '1.1' })).toEqual(expected);
    for (const tool of tools) expect(readByHelm(tool, [printed])).toEqual([expected]);
    expect(printed).toContain('# -- Host name (required)\n# host:');
    expect(printed).toContain('# -- A description of two lines\nlines:');
  });

  test.each(['a\rkind: Pod', 'a\u2028kind: Pod', 'a\u0085b: c', 'a\0b', 'a\ufffeb', '\ufeff'])(
    'is read by Helm whatever a description holds: %j',
    (description) => {
      const defaults = printDefaults(values({ name: oneOf(['a', 'b\u2028c: d'], 'a', description) }), 'shop');
      const placeholders = [{ path: 'name', value: 'a', description }];
      const overrides = printOverrides({ name: 'a' }, [description], placeholders);
      for (const tool of tools) expect(readByHelm(tool, [defaults, overrides])).toEqual([{ name: 'a' }, { name: 'a' }]);
    },
  );

  test('is the same to Helm whatever stands behind a value', () => {
    const paths = ['texts', 'map', 'block', 'numbers', 'lines', 'nested.inner', 'nested.flag'];
    const comments = new Map(paths.map((path) => [path, '{"$imagepolicy": "shop:web:tag"} # "\'']));
    const printed = printDefaults(hostile, 'hostile', comments);
    const tag = printOverrides(
      { tag: '1.2.3', digest: 'sha256:0' },
      [],
      [],
      new Map([['tag', '{"$imagepolicy": "a:b"}']]),
    );
    expect(printed.match(/imagepolicy/g)!.length).toBeGreaterThan(2);
    expect(tag).toContain(' # {"$imagepolicy": "a:b"}\n');
    for (const tool of tools)
      expect(readByHelm(tool, [printed, tag])).toEqual([expected, { tag: '1.2.3', digest: 'sha256:0' }]);
  });

  test('has its counterpart in files of overrides', () => {
    // No default has a null, but what takes a default away is one.
    const overrides = { ...expected, block: { b: null } };
    const printed = printOverrides(
      overrides,
      ['A comment'],
      [{ path: 'lines', value: 'x', description: 'two\nlines' }],
    );
    expect(parse(printed)).toEqual(overrides);
    for (const tool of tools) expect(readByHelm(tool, [printed])).toEqual([overrides]);
    expect(printed).toContain('# PLACEHOLDER: two lines\nlines:');
  });
});

describe('values.schema.json', () => {
  test.each(tools)('makes Helm $version refuse what the schema refuses', async (tool) => {
    const set = (assignment: string) =>
      helmTemplate(tool, { chart: system.chart, release: 'x', namespace: 'y', set: [assignment] });
    await expect(set('replicaCount=abc')).rejects.toThrow(/replicaCount/);
    await expect(set('replicaCout=3')).rejects.toThrow(/replicaCout/);
    await expect(set('logLevel=trace')).rejects.toThrow(/logLevel/);
    await expect(set('global.anything.else=1')).resolves.toMatchObject({ problems: [] });
  });
});

describe('NOTES.txt', () => {
  class Noted extends HelmChart {
    constructor(app: App) {
      const own = {
        name: string('api', 'A name'),
        big: integer(12345678, 'A number'),
        ratio: number(0.5, 'A ratio'),
        flag: boolean(false, 'On'),
      };
      super(app, 'noted', {
        values: values(own),
        environments: { test: { values: {} } },
        version: '1.0.0',
        appVersion: '2',
        description: 'Notes.',
      });
      const { name, big, ratio, flag } = this.values as never as HelmChart<
        ReturnType<typeof values<typeof own>>
      >['values'];
      this.note(text`{${name}} {{ x }} {{{${big}}}} ${ratio} ${fullname}`);
      this.note(text`Only when on.`, flag);
      this.note(text`Two\nlines "quoted" \\ \`.`);
    }
  }

  test.each(tools)('tells with Helm $version what was installed, and the notes of the author', async (tool) => {
    const app = new App();
    new Noted(app);
    const noted = printOnly(app);
    const root = mkdtempSync(join(tmpdir(), 'chartwright-notes-'));
    try {
      writeFileSync(join(noted.chart, 'notes-copy.txt'), noted.files.get('templates/NOTES.txt')!);
      writeFileSync(
        join(noted.chart, 'templates/notes.yaml'),
        'notes: {{ tpl (.Files.Get "notes-copy.txt") . | quote }}\n',
      );
      const { text: rendered } = await helmTemplateText(tool, {
        chart: noted.chart,
        release: 'demo',
        namespace: 'space',
      });
      const { notes } = parse(rendered) as { notes: string };
      expect(notes).toBe(`noted 2 is release demo in namespace space.

Watch it start:
  kubectl --namespace space get pods --selector app.kubernetes.io/instance=demo --watch
{api} {{ x }} {{{12345678}}} 0.5 demo-noted
Two
lines "quoted" \\ \`.
`);
    } finally {
      noted.remove();
      rmSync(root, { recursive: true, force: true });
    }
  });

  test('warns of placeholders that are still there, with the real Helm 4', () => {
    const newest = tools.at(-1)!;
    const notes = (...files: string[]) =>
      execFileSync(
        newest.path,
        [
          'install',
          'demo',
          system.chart,
          '--dry-run=client',
          ...files.flatMap((name) => ['--values', join(system.chart, name)]),
        ],
        { encoding: 'utf8', env: { HOME: system.chart, KUBECONFIG: '/nonexistent' } },
      );
    expect(notes('values-production.yaml')).toContain(
      'WARNING: greeting is still a placeholder: the greeting of the marketing department.',
    );
    expect(notes('values-production.yaml')).toContain('Metrics are at http://demo-guestbook/metrics for {guests}.');
    const local = notes('values-local.yaml');
    expect(local).not.toContain('still a placeholder');
    expect(local).toContain('WARNING: greeting holds "{{", and the chart prints it as it stands.');
    expect(notes('values-local.yaml')).not.toContain('Metrics');
  });
});
