import { describe, expect, test } from '@jest/globals';
import { ApiObject, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { boolean, integer, list, oneOf, quantity, required, string, type Expression } from '../../core/values';
import { choiceOf, count, cpu, cron, duration, flag, port, size } from '.';
import { built, objectsAt, OneValue, refusal, tried, type Build } from './both-ways.fixture';

const seconds = integer(30, 'Seconds');
const aPort = integer(8080, 'Port', { minimum: 1, maximum: 65535 });
const thing = (chart: OneValue, spec: object) =>
  new ApiObject(chart, 'thing', { apiVersion: 'v1', kind: 'Thing', spec });

/** A program with a value in it, the same with a literal, and the values for which both are asked. */
type Case = readonly [
  string,
  ReturnType<typeof integer> | ReturnType<typeof string>,
  Build,
  (x: never) => Build,
  readonly (string | number | boolean)[],
];

const deployment =
  (props: Partial<kplus.DeploymentProps>, container: Partial<kplus.ContainerProps> = {}): Build =>
  (chart) =>
    void new kplus.Deployment(chart, 'web', { containers: [{ image: 'nginx', ...container }], ...props });

describe('constructs of cdk8s-plus make of a value what they make of a literal', () => {
  test.each<Case>([
    [
      'seconds that are compared with a limit',
      seconds,
      (chart, x) => deployment({ minReady: duration(x), progressDeadline: Duration.seconds(600) })(chart, x),
      (x) => deployment({ minReady: Duration.seconds(x), progressDeadline: Duration.seconds(600) }),
      [0, 7, 599],
    ],
    [
      'memory in a unit of its own',
      quantity('512Mi', 'Memory'),
      (chart, x) => deployment({}, { resources: { memory: { limit: size(x) } } })(chart, x),
      (x) => deployment({}, { resources: { memory: { limit: sizeOf(x) } } }),
      ['64Mi', '512Mi', '2048Mi'],
    ],
    [
      'CPU',
      quantity('250m', 'CPU'),
      (chart, x) => deployment({}, { resources: { cpu: { limit: cpu(x) } } })(chart, x),
      (x) => deployment({}, { resources: { cpu: { limit: { amount: x } } } }),
      ['1', '50m', '0.5'],
    ],
    [
      'a port of probe, container and Service',
      aPort,
      (chart, x) => exposed(port(x), port(x))(chart, x),
      (x) => exposed(x, x),
      [1, 80, 65535],
    ],
    [
      'replicas of an autoscaler that are compared',
      integer(3, 'Replicas'),
      (chart, x) => autoscaled(2, count(x))(chart, x),
      (x) => autoscaled(2, x),
      [2, 3, 100],
    ],
  ])('%s', (_, leaf, withValue, literally, given) => {
    const manifests = built(leaf, withValue);
    for (const x of given) {
      const literal = built(leaf, literally(x as never));
      expect(objectsAt(manifests, x)).toEqual(objectsAt(literal));
    }
    expect(tried(leaf, withValue).problems).toEqual([]);
  });
});

const sizeOf = (text: string) => Size.mebibytes(Number(text.replace('Mi', '')));

const exposed =
  (container: number, service: number): Build =>
  (chart) => {
    const web = new kplus.Deployment(chart, 'web', {
      containers: [{ image: 'nginx', portNumber: container, liveness: kplus.Probe.fromHttpGet('/') }],
    });
    web.exposeViaService({ ports: [{ port: 80, targetPort: service }] });
  };

const autoscaled =
  (minReplicas: number, maxReplicas: number): Build =>
  (chart) => {
    const target = new kplus.Deployment(chart, 'web', {
      containers: [{ image: 'nginx', resources: { cpu: { request: kplus.Cpu.millis(5) } } }],
    });
    new kplus.HorizontalPodAutoscaler(chart, 'scaler', { target, minReplicas, maxReplicas });
  };

describe('a default that a construct refuses is refused, with its own message', () => {
  test.each<[string, Build, string]>([
    ['autoscaler', (chart, x) => autoscaled(99, count(x))(chart, x), "must be less than or equal to 'maxReplicas'"],
    [
      'deadline',
      (chart, x) => deployment({ progressDeadline: duration(x), minReady: Duration.seconds(60) })(chart, x),
      'must be greater than',
    ],
  ])('%s', (_, build, message) => expect(refusal(seconds, build)).toContain(message));
});

test('a value without a default is judged by the least that is accepted', () => {
  const leaf = required(integer(0, 'Weight', { minimum: 10, maximum: 20 }));
  const seen: boolean[] = [];
  built(leaf, (chart, x) => {
    const weight = count(x);
    seen.push(weight >= 10, weight < 11);
    thing(chart, { weight });
  });
  expect(seen).toEqual([true, true]);
});

describe('what is computed from a value is refused', () => {
  const inThing =
    (make: (x: Expression<never>) => object): Build =>
    (chart, x) =>
      void thing(chart, make(x));
  test.each<[string, Build, string]>([
    ['a sum with a number before it', inThing((x) => ({ y: 1 + count(x) })), 'was added to something'],
    ['a difference written as a sum', inThing((x) => ({ y: count(x) + -1 })), 'was added to something'],
    ['a sum of two', inThing((x) => ({ y: count(x) + count(x) })), 'was added to something'],
    ['a sum in a text', inThing((x) => ({ y: `${count(x) + 1}m` })), 'was added to something'],
    ['a sum with a boolean', inThing((x) => ({ y: count(x) + (true as never) })), 'depends on what stands for a value'],
    ['a sum', inThing((x) => ({ y: count(x) + 1 })), 'was added to something'],
    [
      'a product beside the value',
      inThing((x) => ({ y: count(x) * 2, x: count(x) })),
      'depends on what stands for a value',
    ],
    ['a product', inThing((x) => ({ y: count(x) * 2 })), 'was taken here and is in no object'],
    [
      'a decision',
      inThing((x) => ({ y: count(x) > 20 ? 'many' : 'few', x: count(x) })),
      'depends on what stands for a value',
    ],
    ['a type', inThing((x) => ({ y: typeof count(x), x: count(x) })), 'depends on what stands for a value'],
    [
      'minutes',
      inThing((x) => ({ y: duration(x).toMinutes() })),
      'the value x is a number of seconds, and a construct asked for it in minutes',
    ],
    [
      'a number of seconds that is nowhere',
      inThing((x) => ({ y: String(duration(x)).length })),
      'x was taken here and is in no object',
    ],
  ])('%s', (_, build, message) => expect(refusal(seconds, build)).toContain(message));

  test.each<[string, (x: Size) => unknown, string]>([
    ['without its unit', (x) => x.toMebibytes(), 'was taken as a number of Mi and does not stand before its unit'],
    [
      'with another unit',
      (x) => `${x.toMebibytes()}Gi`,
      'was taken as a number of Mi and does not stand before its unit',
    ],
    [
      'inside a text',
      (x) => `-Xmx${x.toMebibytes()}Mi`,
      'was taken as a number of Mi and does not stand before its unit',
    ],
    ['twice as much', (x) => `${x.toMebibytes() * 2}Mi`, 'was taken here and is in no object'],
  ])('a size %s', (_, make, message) =>
    expect(
      refusal(
        quantity('512Mi', 'Memory'),
        inThing((x) => ({ y: make(size(x)) })),
      ),
    ).toContain(message),
  );
});

test.each<[string, (x: Size) => string]>([
  ['mebibytes', (x) => `${x.toMebibytes()}Mi`],
  ['gibibytes', (x) => x.toGibibytes() + 'Gi'],
  ['kibibytes', (x) => x.toKibibytes().toString() + 'Ki'],
  ['its own text', (x) => x.asString()],
])('a size counted in %s is the text of the value', (_, make) => {
  const manifests = built(quantity('512Mi', 'Memory'), (chart, x) => void thing(chart, { y: make(size(x)) }));
  expect(objectsAt(manifests, '1500M')).toMatchObject([{ spec: { y: '1500M' } }]);
});

test('a number that is put before a unit is there as text', () => {
  const manifests = built(seconds, (chart, x) => {
    const taken = count(x);
    thing(chart, { a: taken + 's', b: `${taken}s`, c: 'in ' + taken, d: `${taken}` });
  });
  expect(objectsAt(manifests, 7)).toMatchObject([{ spec: { a: '7s', b: '7s', c: 'in 7', d: '7' } }]);
});

test('a size, a duration and a schedule are those of cdk8s to whoever asks', () => {
  built(quantity('1Gi', 'Size'), (chart, x) => {
    const taken = size(x);
    expect(taken).toBeInstanceOf(Size);
    expect(taken.toMebibytes() > 1023).toBe(true);
    expect(taken.toMebibytes() < 1025).toBe(true);
    thing(chart, { y: taken.asString(), z: cron(x).expressionString });
  });
  built(seconds, (chart, x) => {
    const taken = duration(x);
    expect(taken).toBeInstanceOf(Duration);
    expect(taken.toHumanString()).toBe('30 seconds, the default of the value x');
    thing(chart, { y: taken.toSeconds() });
  });
});

test('the objects of a chart without set values have the defaults', () => {
  const chart = new OneValue(Testing.app(), aPort);
  exposed(port(chart.x), port(chart.x))(chart, chart.x);
  expect(Testing.synth(chart)).toMatchObject([{}, { spec: { ports: [{ port: 80, targetPort: 8080 }] } }]);
});

describe('a value of another type is refused, with the way to declare it', () => {
  test.each<[string, Parameters<typeof refusal>[0], (x: Expression<never>) => unknown, string]>([
    ['seconds as text', string('30s', 'Time'), duration, 'seconds, which is the value x, of duration() is a string'],
    ['a size as number', integer(512, 'Memory'), size, 'is a whole number'],
    ['a size as a word', string('large', 'Memory'), size, 'may be a text that is not a quantity'],
    ['CPU as a word', string('fast', 'CPU'), cpu, 'may be a text that is not a quantity'],
    ['a port of any number', integer(80, 'Port'), port, 'may be a number that is not a port: these go from 1 to 65535'],
    ['a count as text', string('2', 'Replicas'), count, 'is a string'],
    ['a flag as text', string('true', 'Flag'), flag, 'is a string'],
    ['a schedule as a list', list(string('', ''), [], 'Fields'), cron, 'is a list'],
    ['a type as text', string('ClusterIP', 'Type'), (x) => choiceOf(x, kplus.ServiceType), 'may be any text'],
    [
      'a word that is not in the enumeration',
      oneOf(['ClusterIP', 'NodePorts'], 'ClusterIP', 'Type'),
      (x) => choiceOf(x, kplus.ServiceType),
      "may be 'NodePorts', which is not in the enumeration",
    ],
  ])('%s', (_, leaf, make, message) => expect(refusal(leaf, (_chart, x) => void make(x))).toContain(message));

  test('an enumeration that is missing', () => {
    const leaf = oneOf(['ClusterIP'], 'ClusterIP', 'Type');
    const build: Build = (_, x) => void choiceOf(x, undefined as never);
    expect(refusal(leaf, build)).toContain(
      'enumeration of choiceOf() must be an enumeration, such as kplus.ServiceType',
    );
  });
});

test('a construct that takes no number far from the default is tried with one beside it', () => {
  const build: Build = (chart, x) => {
    const taken = count(x);
    if (taken < 20 || taken > 40) throw new Error('out of range');
    thing(chart, { x: taken, y: taken * 2 });
  };
  const { problems, took } = tried(seconds, build);
  expect([took, problems.map(({ path }) => path)]).toEqual([['usual', 'near'], ['/spec/y']]);
});

test('a construct that decides by a flag is found out', () => {
  const build: Build = (chart, x) => {
    const taken = flag(x);
    thing(chart, { x: taken, y: taken ? 'set' : 'not' });
  };
  const { problems } = tried(boolean(false, 'Flag'), build);
  expect(new Set(problems.map(({ path }) => path))).toEqual(new Set(['/spec/y']));
});
