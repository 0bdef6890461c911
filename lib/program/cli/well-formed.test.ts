import { describe, expect, test } from '@jest/globals';
import type { App } from 'cdk8s';
import { Deployment, HorizontalPodAutoscaler } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { KubeConfigMap } from '../../../imports/k8s';
import { Configuration } from '../../authoring';
import { Exception, HelmChart, Hook, isInstall, isUpgrade } from '../../core/manifest';
import {
  boolean,
  choose,
  each,
  entries,
  file,
  integer,
  items,
  join,
  list,
  named,
  not,
  numberToken,
  orElse,
  string,
  stringMap,
  text,
  values,
  when,
  type Expression,
  type Group,
  type Problem,
} from '../../core/values';
import { outcomeOf } from './outcome.fixture';

/* What an author got wrong is said with its place and what to do, all of it at once; none of it is a failure of ours. */

const Values = values({
  host: string('db', 'Host'),
  least: integer(2, 'Least'),
  most: integer(5, 'Most'),
  isOn: boolean(true, 'Whether it is on'),
  hosts: list<string>(string('', 'Host'), ['a'], 'Hosts'),
  labels: stringMap({ a: 'b' }, 'Labels'),
});

const metadata = { version: '1.0.0', appVersion: '1', description: 'A shop' };

class Shop extends HelmChart<typeof Values> {
  constructor(app: App, build: (chart: Shop) => void) {
    super(app, 'shop', { ...metadata, values: Values, environments: { local: { values: {} } } });
    const { host, least, most, isOn, hosts, labels } = this.values;
    const data = { A: text`${host}${least}${most}${isOn}${join(hosts, ',')}`, ...entries(labels) };
    new KubeConfigMap(this, 'settings', { data });
    build(this);
  }

  /** A ConfigMap with one entry `a`. */
  map(a: unknown): void {
    new KubeConfigMap(this, 'map', { data: { a } as { a: string } });
  }
}

function problemsOf(build: (app: App) => void): readonly Problem[] {
  const outcome = outcomeOf(build);
  if (outcome.kind === 'failed') throw outcome.error;
  return outcome.kind === 'refused' ? outcome.problems : [];
}

const problemsIn = (build: (chart: Shop) => void) => problemsOf((app) => void new Shop(app, build));

/** An expression where TypeScript would not let it stand. */
const untyped = <T>(expression: unknown): T => expression as T;

test('the chart that the others break works', () => {
  expect(problemsIn((chart) => chart.map('b'))).toEqual([]);
});

test('a list with a hole is refused where the hole is', () => {
  const holed = new Array<string>(2);
  holed[1] = 'b';
  expect(problemsIn((chart) => chart.map(holed))).toMatchObject([
    { code: 'not-a-value', path: '/data/a/0', message: expect.stringContaining('but is missing') },
  ]);
});

describe('an expression that no output could print is refused where it stands', () => {
  const sum = text`a`;
  test.each<[string, string, (chart: Shop) => void, string]>([
    [
      'each() over a map',
      '/data/a/0',
      (c) => c.map(each(untyped<Expression<string[]>>(c.values.labels), 'x', (x) => x)),
      'given a map',
    ],
    [
      'each() over a list with the name of a key',
      '/data/a/0',
      (c) => c.map(each(untyped<Expression<{ a: string }>>(c.values.hosts), ['k', 'v'], (k) => k)),
      'each() was given a list where it takes a map',
    ],
    [
      'a key and a value of one name',
      '/data/a/0',
      (c) => c.map(each(c.values.labels, ['x', 'x'], (k) => k)),
      'calls both the key and the value of an entry "x"',
    ],
    [
      'a key with a name that no template takes',
      '/data/a/0',
      (c) => c.map(each(c.values.labels, ['my-key', 'x'], (k) => k)),
      'cannot name its element "my-key"',
    ],
    [
      'whether it is an upgrade',
      '/data/a',
      (c) => c.map(choose(isUpgrade, 'a', 'b')),
      '.Release.IsUpgrade stands in an object that both outputs have',
    ],
    [
      'items() of a map',
      '/data/a/1',
      (c) => c.map(['x', ...items(untyped<Expression<string[]>>(c.values.labels))]),
      'given a map where it takes a list',
    ],
    [
      'when() inside choose()',
      '/data/a',
      (c) => c.map(choose(c.values.isOn, untyped<string>(when(c.values.isOn, 'a')), 'b')),
      'when() stands for a field',
    ],
    [
      'each() over when()',
      '/data/a/0',
      (c) => c.map(each(untyped<Expression<string[]>>(when(c.values.isOn, c.values.hosts)), 'x', (x) => x)),
      'when() stands for a field',
    ],
    [
      'each() in place of a text',
      '/data/a',
      (c) => c.map(each(c.values.hosts, 'x', (x) => x)[0]),
      'each() stands for the elements',
    ],
    [
      'an element that may be left out',
      '/data/a/0',
      (c) => c.map(each(c.values.hosts, 'x', (x) => when(c.values.isOn, x))),
      'may be left out',
    ],
    [
      'a name of an element with a dash',
      '/data/a/0',
      (c) => c.map(each(c.values.hosts, 'my-host', (x) => x)),
      'cannot name its element "my-host"',
    ],
    [
      'an element outside its loop',
      '/data/a',
      (c) => {
        let taken: Expression<string> | undefined;
        each(c.values.hosts, 'x', (x) => (taken = x));
        c.map(taken);
      },
      'loop is not around it',
    ],
    ['a file outside of the chart', '/data/a', (c) => c.map(file('../x', 'text')), 'file("../x", ...) is not a path'],
    ['a file at an absolute path', '/data/a', (c) => c.map(file('/etc/x', 'text')), 'is not a path inside'],
    [
      'a file that git takes for its own',
      '/data/a',
      (c) => c.map(file('x/.GIT/x', 'text')),
      'has the name ".GIT", which git',
    ],
    [
      'a file that hides others from git',
      '/data/a',
      (c) => c.map(file('.gitignore', '*')),
      'which git takes for its own',
    ],
    ['a file of half a character', '/data/a', (c) => c.map(file('\ud800', 'text')), 'with half a character'],
    ['a file with a long name', '/data/a', (c) => c.map(file('é'.repeat(128), 'text')), 'of more than 255 bytes'],
    [
      'a file that Helm does not read',
      '/data/a',
      (c) => c.map(file('x', 'é'.repeat(2 ** 22))),
      'has 8388608 bytes, and Helm',
    ],
    ['a template whose name ends its string', '/data/a', (c) => c.map(named('a"b', 'A', sum)), 'named() cannot call'],
    [
      'a template whose description ends its comment',
      '/data/a',
      (c) => c.map(named('a', 'A */}}', sum)),
      'ends the comment',
    ],
  ])('%s', (_, path, build, message) => {
    expect(problemsIn(build)).toEqual([
      {
        code: 'invalid-expression',
        construct: 'shop/map',
        path,
        message: expect.stringContaining(message),
        remedy: expect.stringMatching(/\.$/),
      },
    ]);
  });

  test('in a condition and in a note too, with all others', () => {
    const problems = problemsIn((chart) => {
      chart.map(file('../x', 'text'));
      chart.note(untyped(chart.values.host), not(untyped<Expression<boolean>>(when(chart.values.isOn, true))));
    });
    expect(problems.map(({ code, construct }) => [code, construct])).toEqual([
      ['invalid-expression', 'shop/map'],
      ['invalid-note', 'shop'],
      ['invalid-expression', 'shop'],
    ]);
  });
});

test('whether it is an upgrade is asked in notes, and in what the chart alone has', () => {
  const hooked = (chart: Shop, event: 'test' | 'post-delete' | 'pre-upgrade') => {
    const map = new KubeConfigMap(chart, event, { data: { a: choose(isInstall, 'a', 'b') } });
    Hook.of(map).on(event);
  };
  const problems = problemsIn((chart) => {
    chart.note(text`Upgraded: ${isUpgrade}`, isUpgrade);
    hooked(chart, 'test');
    hooked(chart, 'post-delete');
    hooked(chart, 'pre-upgrade');
  });
  expect(problems.map(({ code, construct, path }) => [code, construct, path])).toEqual([
    ['invalid-expression', 'shop/pre-upgrade', '/data/a'],
  ]);
});

describe('a template is named once', () => {
  const named2 = (a: string, b: string) => (chart: Shop) => {
    const body = (word: string) => text`${word}${orElse(chart.values.host, 'none')}`;
    new KubeConfigMap(chart, 'map', { data: { a: named('x', 'X', body(a)), b: named('x', 'X', body(b)) } });
  };

  test('with one body, also where that was made twice', () => {
    expect(problemsIn(named2('a', 'a'))).toEqual([]);
  });

  test('and a second body is refused', () => {
    expect(problemsIn(named2('a', 'b'))).toEqual([
      {
        code: 'same-name',
        construct: 'shop/map',
        path: '/data/b',
        message: 'two different templates are called named("x", ...); the other one is in shop/map',
        remedy: 'Give each a name of its own.',
      },
    ]);
  });
});

describe('a schema', () => {
  test('tells every key that no user could set', () => {
    const problems = problemsOf(() => values({ n: string('', ''), on: string('', ''), 'a-b': string('', '') }));
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['invalid-value-key', 'n'],
      ['invalid-value-key', 'on'],
      ['invalid-value-key', 'a-b'],
    ]);
    expect(problems[0]).toMatchObject({
      at: expect.stringMatching(/^lib\/program\/cli\/well-formed\.test\.ts:\d+:\d+$/),
      remedy: expect.stringContaining('Rename it'),
    });
  });

  const shopWith = (schema: Group, host?: string) => (app: App) => {
    const environment = { values: host === undefined ? {} : { host } };
    const environments = { local: environment, production: environment };
    new HelmChart<Group>(app, 'shop', { ...metadata, values: schema, environments });
  };

  test('whose defaults it refuses itself is said to, once for all environments', () => {
    const schema = values({ host: string('', 'Host', { minLength: 1 }), least: integer(-3, 'Least') });
    expect(problemsOf(shopWith(schema))).toEqual([
      {
        code: 'invalid-default',
        where: 'the defaults of shop',
        path: 'host',
        message: 'must NOT have fewer than 1 characters, but is ""',
        remedy: expect.stringContaining('It means: Host. Change the default'),
      },
      expect.objectContaining({ code: 'invalid-default', path: 'least' }),
    ]);
  });

  test('may have a default that every environment replaces', () => {
    const schema = values({ host: string('', 'Host', { minLength: 1 }) });
    expect(problemsOf(shopWith(schema, 'db')).filter(({ code }) => code !== 'unused-value')).toEqual([]);
  });
});

test('each exception that is not needed is told, also several at one place', () => {
  const problems = problemsIn((chart) => {
    Exception.of(chart).allow('missing-role', 'because').allow('missing-secret', 'because');
  });
  expect(problems.map(({ code, construct, message }) => [code, construct, message])).toEqual([
    ['unneeded-exception', 'shop', expect.stringContaining('missing-role')],
    ['unneeded-exception', 'shop', expect.stringContaining('missing-secret')],
  ]);
});

describe('a construct that fails is named, with the line of the author', () => {
  const at = expect.stringMatching(/^lib\/program\/cli\/well-formed\.test\.ts:\d+:\d+$/) as unknown as string;

  test('one whose constructor throws', () => {
    class Bad extends Construct {
      constructor(scope: Construct, id: string) {
        super(scope, id);
        throw new Error('no such port');
      }
    }
    expect(problemsIn((chart) => void new Bad(chart, 'bad'))).toEqual([
      {
        code: 'failed-construct',
        construct: 'shop/bad',
        at,
        message: 'this failed: no such port',
        remedy: expect.any(String),
      },
    ]);
  });

  test('one with the id of another', () => {
    const problems = problemsIn((chart) => {
      chart.map('a');
      chart.map('a');
    });
    expect(problems).toEqual([
      {
        code: 'duplicate-id',
        construct: 'shop/map',
        at,
        message: 'there are two constructs with the id "map" in shop',
        remedy: 'Give the second one another id.',
      },
    ]);
  });

  test('one that is asked for a key that it does not have', () => {
    const problems = problemsIn((chart) => void new Configuration(chart, 'c', { data: { PORT: '1' } }).key('PROT'));
    expect(problems).toEqual([
      {
        code: 'unknown-key',
        construct: 'shop/c',
        message: 'has no key "PROT"; did you mean "PORT"?',
        remedy: 'Keys: PORT.',
      },
    ]);
  });

  test.each([
    ['with each other', (chart: Shop) => numberToken(chart.values.most)],
    ['with a number', () => 5],
  ])('one that compares references %s', (_, most) => {
    const problems = problemsIn((chart) => {
      const target = new Deployment(chart, 'd', { containers: [{ image: 'nginx:1.27' }] });
      const maxReplicas = most(chart);
      const minReplicas = numberToken(chart.values.least);
      new HorizontalPodAutoscaler(chart, 'hpa', { target, minReplicas, maxReplicas });
    });
    expect(problems).toEqual([
      {
        code: 'compared-token',
        construct: 'shop/hpa',
        at,
        message: expect.stringMatching(
          /'minReplicas' \(the value least\) must be .* taken at lib\/program\/cli\/well-formed/,
        ),
        remedy: expect.stringContaining('Binding.of(object).set'),
      },
    ]);
    expect(problems[0]!.message).not.toMatch(/\d{7}/);
  });

  test('one that says what it speaks of by the name of an object has compared nothing', () => {
    const problems = problemsIn((chart) => {
      const deployment = new Deployment(chart, 'd', { containers: [{ image: 'nginx:1.27' }] });
      deployment.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
    });
    expect(problems).toMatchObject([
      {
        code: 'failed-construct',
        at,
        message: expect.stringContaining('Unable to expose deployment "{FULLNAME}-d" via a service') as unknown,
      },
    ]);
  });
});
