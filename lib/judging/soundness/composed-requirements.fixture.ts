import { App } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { Condition, HelmChart } from '../../core/manifest';
import {
  add,
  and,
  boolean,
  choose,
  contains,
  defaults,
  distinct,
  endsWith,
  equals,
  evaluate,
  greaterOrEqual,
  greaterThan,
  integer,
  isSet,
  isUnique,
  json,
  length,
  lessOrEqual,
  lessThan,
  list,
  lower,
  matches,
  max,
  min,
  mul,
  not,
  number,
  object,
  oneOf,
  or,
  quantity,
  quantityAtMost,
  startsWith,
  string,
  stringMap,
  sub,
  text,
  trim,
  trimSuffix,
  overlay,
  values,
  type Expression,
  type JsonObject,
  type Refs,
} from '../../core/values';
import { ValueDrawing } from '../kit/draw-values';
import { Random } from '../kit/random';

const composedValues = values({
  few: integer(3, 'Few', { minimum: 0, maximum: 20 }),
  many: integer(8, 'Many', { minimum: 0, maximum: 100_000_000 }),
  share: number(0.5, 'Share', { minimum: -10, maximum: 1000 }),
  isPublic: boolean(true, 'Whether everybody may come'),
  mode: oneOf(['fast', 'safe', ''], 'fast', 'Mode'),
  host: string('a.example', 'Host', { pattern: '^[a-z.]{0,12}$' }),
  words: string('', 'Any text'),
  memory: quantity('64Mi', 'Memory'),
  limits: object(
    { memory: quantity('128Mi', 'Most memory'), hosts: integer(2, 'Most hosts', { minimum: 0, maximum: 9 }) },
    'Limits',
  ),
  hosts: list<string>(string('', 'Host', { pattern: '^[ab.]{0,3}$' }), ['a', 'b'], 'Hosts'),
  moreHosts: list<string>(string('', 'Host', { pattern: '^[ab.]{0,3}$' }), [], 'More hosts'),
  labels: stringMap({ a: 'b' }, 'Labels'),
});
type Values = Refs<typeof composedValues>;

/** Conditions by chance, as deep as an author's may be; the same for the same seed. */
class Composition {
  constructor(
    private readonly values: Values,
    private readonly random: Random,
  ) {}

  condition(depth: number): Expression<boolean> {
    const { random } = this;
    const compound = depth > 0 && random.chance(0.7);
    const next = () => this.condition(depth - 1);
    if (compound)
      return this.one(
        () => and(next(), next()),
        () => or(next(), next()),
        () => or(next(), next(), next()),
        () => not(next()),
      );
    return this.simple(depth);
  }

  private simple(depth: number): Expression<boolean> {
    const { isPublic, hosts, moreHosts, labels, words, host, memory, limits } = this.values;
    const number = () => this.number(depth);
    const text = () => this.text(depth);
    const part = () => this.random.pick(['a', '.', 'x', '', 'fast', ' ']);
    return this.one(
      () => isPublic,
      () => lessOrEqual(number(), number()),
      () => lessThan(number(), number()),
      () => greaterOrEqual(number(), number()),
      () => greaterThan(number(), number()),
      () => equals(this.countOf(), this.random.integer(0, 4)),
      () => equals(text(), this.random.chance(0.5) ? text() : part()),
      () => contains(text(), part()),
      () => startsWith(text(), part()),
      () => endsWith(text(), part()),
      () => matches(text(), this.random.pick(['^$', '^a', 'e$', '^[a-z]+$', '\\.', '^.{0,3}$'])),
      () => isSet(this.random.pick([words, host])),
      () => isSet(this.random.pick([hosts, moreHosts])),
      () => isSet(labels),
      () => contains(hosts, text()),
      () => isUnique(this.random.chance(0.5) ? hosts : moreHosts),
      () => quantityAtMost(memory, this.random.chance(0.6) ? limits.memory : '1Gi'),
    );
  }

  private number(depth: number): Expression<number> {
    const { few, many, share, isPublic } = this.values;
    const deeper = () => this.number(depth - 1);
    const literal = this.random.integer(0, 12);
    if (depth > 0 && this.random.chance(0.4))
      return this.one(
        () => add(deeper(), literal),
        () => sub(deeper(), few),
        () => mul(few, literal),
        () => min(deeper(), literal),
        () => max(deeper(), deeper()),
        () => choose(isPublic, deeper(), literal),
      );
    return this.one(
      () => few,
      () => many,
      () => share,
      () => this.countOf(),
    );
  }

  private countOf(): Expression<number> {
    const { few, limits, hosts, moreHosts, labels } = this.values;
    return this.one(
      () => few,
      () => limits.hosts,
      () => length(hosts),
      () => length(labels),
      () => length(distinct(hosts, moreHosts)),
    );
  }

  private text(depth: number): Expression<string> {
    const { host, words, mode, isPublic } = this.values;
    const deeper = () => this.text(depth - 1);
    if (depth > 0 && this.random.chance(0.4))
      return this.one(
        () => text`${deeper()}.x`,
        () => lower(deeper()),
        () => trim(deeper()),
        () => trimSuffix(deeper(), '.'),
        () => choose(isPublic, deeper(), 'a'),
      );
    return this.one(
      () => host,
      () => words,
      () => mode,
    );
  }

  private one<T>(...ways: readonly [() => T, ...(() => T)[]]): T {
    return this.random.pick(ways)();
  }
}

/** How many sets of values a composition is tried with, before it is required. */
const trials = 30;

/** A chart that requires so many compositions of its values: its own values keep each, and of others at least one breaks it and most do not. */
export function composed(seed: number, count: number): App {
  const random = new Random(seed);
  const app = new App();
  const chart = new HelmChart(app, 'composed', {
    ...{ values: composedValues, environments: { test: { values: {} } } },
    ...{ version: '1.0.0', appVersion: '1', description: 'Requirements by chance' },
  });
  const { few, many, share, isPublic, mode, host, words, memory, limits, hosts, moreHosts, labels } = chart.values;
  const read = { few, many, share, isPublic, mode, host, words, memory, hosts, moreHosts, labels };
  const all = { ...read, mostMemory: limits.memory, mostHosts: limits.hosts };
  const data = Object.fromEntries(Object.entries(all).map(([key, value]) => [key, json(value)]));
  new KubeConfigMap(chart, 'all', { metadata: { name: 'all' }, data });
  const part = new KubeConfigMap(chart, 'part', { metadata: { name: 'part' }, data: { mode } });

  const composition = new Composition(chart.values, random);
  Condition.of(part).when(composition.condition(1));
  const usual = defaults(composedValues);
  const drawing = new ValueDrawing(composedValues);
  const others = Array.from({ length: trials }, () => overlay(usual, drawing.draw(random, 0.5)));
  const keeps = (condition: Expression<boolean>, values: JsonObject) =>
    evaluate(condition, {
      ...{ values, release: { name: 'composed', namespace: 'composed' } },
      chart: { name: 'composed', version: '1.0.0', appVersion: '1' },
    }) === true;
  for (let stated = 0; stated < count;) {
    const condition = composition.condition(3);
    const isBroken = others.filter((values) => !keeps(condition, values)).length;
    if (!keeps(condition, usual) || isBroken === 0 || isBroken > trials / 2) continue;
    stated += 1;
    HelmChart.require(random.chance(0.3) ? part : chart, condition, `number ${stated} must hold`);
  }
  return app;
}
