import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, Duration, JsonPatch, Lazy, Size, SizeRoundingBehavior } from 'cdk8s';
import { Cpu, k8s } from 'cdk8s-plus-28';
import { entries, formatProblem, numberToken, releaseName, text, token } from '../values';
import { takenForTokens } from './random-texts.fixture';
import { at, configMap, Example, manifestsOf, objectsOf, problemsOf } from './example.fixture';
import { synthesize } from './synthesize';
import { HelmChart } from './helm-chart';

describe('a reference arrives', () => {
  test.each<[string, (values: Example['values']) => unknown, string]>([
    ['as it is', (values) => values.name, 'api'],
    ['in a template literal', (values) => `http://${String(values.name)}:${String(values.port)}/`, 'http://api:8080/'],
    ['added to a string', (values) => 'a-'.concat(String(values.name)), 'a-api'],
    ['in JSON', (values) => JSON.stringify({ name: values.name, port: [values.port] }), '{"name":"api","port":[8080]}'],
    ['twice', (values) => `${String(values.name)}${String(values.name)}`, 'apiapi'],
    ['beside another one', (values) => `${String(values.name)}${String(releaseName)}`, 'apidemo'],
    ['in a text', (values) => text`<${values.name}>`, '<api>'],
    ['in a text inside a string', (values) => `[${String(text`<${values.name}>`)}]`, '[<api>]'],
    ['as a token of its type', (values) => token(values.name), 'api'],
    ['as a number in a string', (values) => `${numberToken(values.port)}m`, '8080m'],
    ['in a lazy value', (values) => Lazy.any({ produce: () => values.name }) as string, 'api'],
    ['through base64 of nothing', (values) => ['x', String(values.name)].join(','), 'x,api'],
  ])('%s', (_, use, expected) => {
    const [object] = objectsOf((chart, values) => configMap(chart, 'config', { key: use(values) }));
    expect(at(object, '/data/key')).toBe(expected);
  });

  test('as a number, where a number stands', () => {
    const [object] = objectsOf((chart, values) =>
      configMap(chart, 'config', { key: numberToken(values.port), list: [numberToken(values.replicas)] }),
    );
    expect(object).toMatchObject({ data: { key: 8080, list: [2] } });
  });

  test('as entries of a map', () => {
    const build = (chart: Example, values: Example['values']) =>
      configMap(chart, 'config', { a: '1', ...entries(values.commonLabels), b: '2' });
    expect(objectsOf(build, { commonLabels: { team: 'core' } })).toMatchObject([
      { data: { a: '1', b: '2', team: 'core' } },
    ]);
  });

  test('in labels, annotations, names and the namespace', () => {
    const [object] = objectsOf((chart, { name }) => {
      const text = String(name);
      new ApiObject(chart, 'object', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: `${text}-x`, namespace: text, labels: { app: text }, annotations: { note: `for ${text}` } },
      });
    });
    expect(object).toMatchObject({
      metadata: { name: 'api-x', namespace: 'api', labels: { app: 'api' }, annotations: { note: 'for api' } },
    });
  });

  test('through a JSON patch', () => {
    const [object] = objectsOf((chart, { name }) => {
      configMap(chart, 'config', {}).addJsonPatch(JsonPatch.add('/data', { key: String(name) }));
    });
    expect(at(object, '/data/key')).toBe('api');
  });

  test('in an object of cdk8s-plus, where it wants a scalar', () => {
    const [object] = objectsOf((chart, { name, replicas }) => {
      new k8s.KubeDeployment(chart, 'web', {
        spec: {
          replicas: numberToken(replicas),
          selector: { matchLabels: { app: token(name) } },
          template: { spec: { containers: [{ name: token(name), image: `${String(name)}:1` }] } },
        },
      });
    });
    expect(object).toMatchObject({
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'api' } },
        template: { spec: { containers: [{ name: 'api', image: 'api:1' }] } },
      },
    });
  });
});

describe('a reference that does not arrive is an error', () => {
  const deployment = (chart: Example, container: object, pod: object = {}) =>
    new k8s.KubeDeployment(chart, 'web', {
      spec: { selector: {}, template: { spec: { containers: [{ name: 'web', image: 'web', ...container }], ...pod } } },
    });

  test('swallowed where a construct wants a struct', () => {
    const problems = problemsOf((chart, { resources }) => deployment(chart, { resources: resources as never }));
    expect(problems.map(formatProblem)).toEqual([
      `example/web: the value resources was given to this object and is not in what came out [swallowed-token]
    The construct drops strings where it wants a struct or a list: use Binding.of(object).set(pointer, value).`,
    ]);
  });

  test('fatal where a construct wants a list', () => {
    const problems = problemsOf((chart, { tolerations }) =>
      deployment(chart, {}, { tolerations: tolerations as never }),
    );
    expect(problems).toMatchObject([{ code: 'failed-object', construct: 'example/web' }]);
    expect(problems[0]!.message).toMatch(/tolerations/);
    expect(problems[0]!.remedy).toMatch(/Binding/);
  });

  test.each<[string, (token: string) => string, RegExp]>([
    ['in capitals', (token) => token.toUpperCase(), /upper\(value\)/],
    ['cut at its end', (token) => token.slice(0, -2), /Binding/],
    ['cut at its beginning', (token) => `x${token.slice(4)}`, /Binding/],
    ['a few letters of it', (token) => token.slice(0, 6), /Binding/],
  ])('mangled: %s', (_, mangle, remedy) => {
    const problems = problemsOf((chart, { name }) => configMap(chart, 'config', { key: mangle(`${String(name)}`) }));
    expect(problems[0]).toMatchObject({
      code: 'mangled-token',
      construct: 'example/config',
      path: '/data/key',
      remedy: expect.stringMatching(remedy) as unknown,
    });
  });

  test.each(['', '-suffix'])('used as the key of a map%s', (suffix) => {
    const problems = problemsOf((chart, { name }) => configMap(chart, 'config', { [`${String(name)}${suffix}`]: 'x' }));
    expect(problems[0]).toMatchObject({ code: 'mangled-token', construct: 'example/config', path: '/data' });
  });

  test('lost: made a string and used nowhere, with the line that did it', () => {
    const problems = problemsOf((_, { name }) => `${String(name)}`.length);
    expect(problems).toMatchObject([
      { code: 'lost-token', message: 'the value name was turned into a string here and is in no object' },
    ]);
    expect(problems[0]!.where).toMatch(/tokens\.test\.ts:\d+:\d+$/);
  });

  test('foreign: a value of another chart', () => {
    const problems = problemsOf((chart, _, app) => {
      const other = new Example(app, 'other');
      configMap(chart, 'config', { key: other.values.name });
    });
    expect(problems.map(formatProblem)).toEqual([
      `example/config: uses a value of the chart "other", which another chart cannot read [foreign-reference]
    Declare the value in this chart too, or move what refers to it.`,
    ]);
  });

  test('all mistakes of all charts are told at once', () => {
    const problems = problemsOf((chart, { name, resources, port, replicas }, app) => {
      const other = new Example(app, 'other');
      configMap(chart, 'foreign', { key: other.values.name });
      configMap(other, 'mangled', { key: String(other.values.name).toUpperCase() });
      deployment(chart, { resources: resources as never });
      configMap(chart, 'fine', { name, port });
      expect(String(replicas)).not.toBe('');
      configMap(chart, 'a', { x: `${String(name)}`.slice(0, 7), y: String(port).toUpperCase() });
    });
    expect(problems.map(({ code, construct }) => `${construct ?? ''} ${code}`)).toEqual([
      'example/foreign foreign-reference',
      'example/web swallowed-token',
      'example/a mangled-token',
      'example/a mangled-token',
      'other/mangled mangled-token',
      ' lost-token',
      ' lost-token',
    ]);
  });

  test('one synthesis leaves nothing behind for the next', () => {
    problemsOf((_, { name }) => `${String(name)}`.length);
    expect(problemsOf((chart, { name }) => configMap(chart, 'config', { name }))).toEqual([]);
  });
});

describe('text is text and a value is a value', () => {
  const valuesOf = (use: (values: Example['values']) => object) =>
    objectsOf((chart, values) => {
      new ApiObject(chart, 'thing', {
        apiVersion: 'example.org/v1',
        kind: 'Thing',
        metadata: { name: 'thing', annotations: { port: `${String(values.port)}` } },
        spec: use(values),
      });
    })[0];

  test('also in a custom resource and in an annotation', () => {
    const thing = valuesOf(({ port, replicas, enabled }) => ({
      text: `${String(port)}`,
      string: String(enabled),
      value: port,
      token: token(replicas),
      number: numberToken(port),
      list: [String(port), port],
    }));
    expect(thing).toMatchObject({
      metadata: { annotations: { port: '8080' } },
      spec: { text: '8080', string: 'true', value: 8080, token: 2, number: 8080, list: ['8080', 8080] },
    });
  });

  test('the clone of a value is the value', () => {
    expect(valuesOf(({ port, name }) => JSON.parse(JSON.stringify({ port, name })) as object)).toMatchObject({
      spec: { port: 8080, name: 'api' },
    });
  });

  test.each<[string, (values: Example['values']) => unknown, RegExp]>([
    ['a list in a text', ({ tolerations }) => `${String(tolerations)}`, /join\(list, separator\) or json\(list\)/],
    ['a map in a text', ({ resources }) => `x ${String(resources)}`, /json\(map\)/],
    ['a value added to a text', ({ port }) => `${token<string>(port as never)}1`, /text`/],
    ['a number added to', ({ port }) => (port as never as number) + 1, /text`/],
    ['a number added to a text', ({ port }) => 'x' + (port as never as string), /text`/],
    ['a number as a key in JSON', ({ port }) => JSON.stringify({ [token(port)]: 1 }), /Use its text/],
  ])('%s is refused', (_, use, remedy) => {
    const problems = problemsOf((chart, values) => configMap(chart, 'config', { key: use(values) }));
    expect(problems).toMatchObject([{ code: 'mangled-token', path: '/data/key' }]);
    expect(problems[0]!.remedy).toMatch(remedy);
    expect(problems[0]!.message).toMatch(/taken at .*tokens\.test\.ts:\d+:\d+/);
  });

  test.each<[string, (port: number) => unknown]>([
    ['subtracted from', (port) => port - 1],
    ['compared', (port) => port > 1024],
    ['negated', (port) => -port],
  ])('a reference that is %s, as JavaScript lets one, is told with its line', (_, use) => {
    const problems = problemsOf((chart, { port }) => {
      configMap(chart, 'config', { key: String(use(port as never)) });
    });
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'lost-token',
        where: expect.stringMatching(/tokens\.test\.ts:\d+:\d+$/) as unknown,
        message: 'the value port was computed with here and is in no object',
      }),
    );
  });
});

describe("cdk8s's units take a number token where they only print it", () => {
  test('in its own unit', () => {
    const [object] = objectsOf((chart, { port }) =>
      configMap(chart, 'config', {
        size: Size.gibibytes(numberToken(port)).asString(),
        seconds: Duration.seconds(numberToken(port)).toSeconds(),
        cpu: Cpu.millis(numberToken(port)).amount,
      }),
    );
    expect(object).toMatchObject({ data: { size: '8080Gi', seconds: 8080, cpu: '8080m' } });
  });

  test.each<[string, (port: number) => unknown]>([
    ['minutes in seconds', (port) => Duration.minutes(port).toSeconds()],
    ['hours as ISO', (port) => Duration.hours(port).toIsoString()],
    ['seconds in words', (port) => Duration.seconds(port).toHumanString()],
    ['seconds in days', (port) => Duration.seconds(port).toDays({ integral: false })],
    ['GiB in MiB', (port) => Size.gibibytes(port).toMebibytes()],
    ['KiB in GiB', (port) => Size.kibibytes(port).toGibibytes({ rounding: SizeRoundingBehavior.FLOOR })],
  ])('%s are refused', (_, compute) => {
    const problems = problemsOf((chart, { port }) => {
      configMap(chart, 'config', { key: compute(numberToken(port)) });
    });
    expect(problems[0]).toMatchObject({ code: 'mangled-token', path: '/data/key' });
    expect(problems[0]!.message).toMatch(/the value port, taken at .*tokens\.test\.ts:\d+:\d+, was computed with/);
  });
});

describe('every place that takes a token accounts for it', () => {
  test('one that arrives does not answer for another', () => {
    const problems = problemsOf((chart, { port, name }) => {
      configMap(chart, 'config', { port: numberToken(port), name: String(name) });
      expect(Math.min(numberToken(port), 5)).toBe(5);
      expect(`${String(name)}`.length).toBeGreaterThan(5);
    });
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ['lost-token', 'the value port was taken as a number here and is in no object'],
      ['lost-token', 'the value name was turned into a string here and is in no object'],
    ]);
    expect(new Set(problems.map(({ where }) => where)).size).toBe(2);
  });

  test('a function that is called at two places has a token at each', () => {
    const port = (values: Example['values']) => numberToken(values.port);
    const problems = problemsOf((chart, values) => {
      configMap(chart, 'config', { port: port(values) });
      expect(port(values) > 0).toBe(true);
    });
    expect(problems).toMatchObject([{ code: 'lost-token' }]);
  });

  test('a token that is taken twice by a loop and arrives once is not lost', () => {
    const build = (chart: Example, { name }: Example['values']) => {
      for (const id of ['a', 'b']) {
        const taken = String(name);
        if (id === 'a') configMap(chart, id, { name: taken });
      }
    };
    expect(problemsOf(build)).toEqual([]);
  });
});

describe('what was made of a token is told with its line and what to use', () => {
  test.each<[string, (values: Example['values']) => unknown, RegExp, RegExp]>([
    ['base64', ({ name }) => btoa(`user:${String(name)}`), /encoded in base64/, /Use base64\(value\)/],
    ['hex', ({ name }) => Buffer.from(String(name)).toString('hex'), /encoded in hexadecimal/, /Binding/],
    ['a URL', ({ name }) => encodeURIComponent(String(name)), /encoded for a URL/, /Use urlEncode\(value\)/],
    ['capitals', ({ name }) => String(name).toUpperCase(), /put into upper case/, /Use upper\(value\)/],
    ['small letters', ({ name }) => String(name).toLowerCase(), /put into lower case/, /Use lower\(value\)/],
    ['a part', ({ name }) => String(name).slice(0, 20), /cut/, /Binding/],
    ['trimmed', ({ name }) => String(name).trim(), /cut|changed/, /Binding/],
    ['backwards', ({ name }) => [...String(name)].reverse().join(''), /turned round/, /Binding/],
    ['a sum', ({ port }) => numberToken(port) + 1, /computed with: \d+/, /declare a value of its own/],
    ['minutes', ({ port }) => `${numberToken(port) * 60}s`, /computed with: \d+/, /declare a value of its own/],
    ['not a number', ({ port }) => Number(`${String(port)}`), /not a number/, /declare a value of its own/],
  ])('%s', (_, use, message, remedy) => {
    const [problem] = problemsOf((chart, values) => configMap(chart, 'config', { key: use(values) }));
    expect(problem).toMatchObject({ code: 'mangled-token', construct: 'example/config', path: '/data/key' });
    expect(problem!.message).toMatch(message);
    if (!message.source.startsWith('not a number'))
      expect(problem!.message).toMatch(/taken at .*tokens\.test\.ts:\d+:\d+/);
    expect(problem!.remedy).toMatch(remedy);
  });

  // Text in hexadecimal is full of numbers, each of which is looked at.
  test.each<['base64' | 'hex', number]>([
    ['base64', 2 ** 11],
    ['hex', 2 ** 9],
  ])('no %s text is taken for a token, though eight have %d bytes', (encoding, bytes) => {
    expect(takenForTokens(encoding, bytes)).toEqual([]);
  });
});

test('a literal that looks like a number token or like nothing of ours stays what it is', () => {
  const literals = { a: 'qzx', b: '8641', c: 8_640_999_999_999_999, d: 'qzj1 and 2zFb', e: 4_398_046_511_104 };
  expect(manifestsOf((chart) => configMap(chart, 'config', literals))[0]!.object['data']).toEqual(literals);
});

test('an object with the literals of another chart does not need values', () => {
  const app = new App();
  configMap(new Example(app), 'config', { a: 1 });
  expect(synthesize(app)).toHaveLength(1);
  expect(HelmChart.isHelmChart(synthesize(app)[0]!.chart)).toBe(true);
});
