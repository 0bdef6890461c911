import * as plus from '../../authoring/cdk8s-plus';
import * as v from '../../core/values';
import { inChart, loosely, type PublicCall, type Shop } from './public-call.fixture';

const ofPlus = {
  port: v.integer(80, 'Port', { minimum: 1, maximum: 65_535 }),
  memory: v.quantity('64Mi', 'Memory'),
  kind: v.oneOf(['One', 'Other'], 'One', 'Which'),
};

/** A call that gives a value to a construct of cdk8s-plus, and what such a construct writes of it. */
const inPlus = <T>(
  called: (...given: never[]) => T,
  given: Parameters<typeof inChart<typeof ofPlus>>[1],
  written: (made: T) => unknown = (made) => made,
  optional: readonly string[] = [],
): PublicCall => {
  const call = (chart: Shop, changed: readonly unknown[], refs: v.Refs<v.Group<typeof ofPlus>>) =>
    chart.print([refs.port, refs.memory, refs.kind, written(loosely(called)(...changed) as T)]);
  return inChart(ofPlus, given, call, optional);
};

/** A correct call of each function that gives a value to a construct of cdk8s-plus. */
export const plusFunctions: { readonly [name: string]: PublicCall } = {
  count: inPlus(plus.count, ({ count }) => [count]),
  port: inPlus(plus.port, ({ port }) => [port]),
  duration: inPlus(
    plus.duration,
    ({ count }) => [count],
    (made) => made.toSeconds(),
  ),
  size: inPlus(
    plus.size,
    ({ memory }) => [memory],
    (made) => made.asString(),
  ),
  cpu: inPlus(
    plus.cpu,
    ({ memory }) => [memory],
    (made) => made.amount,
  ),
  choiceOf: inPlus(plus.choiceOf, ({ kind }) => [kind, { ONE: 'One', OTHER: 'Other' }], undefined, ['1.*']),
  flag: inPlus(plus.flag, ({ isOn }) => [isOn]),
  cron: inPlus(
    plus.cron,
    ({ host }) => [host],
    (made) => made.expressionString,
  ),
};
