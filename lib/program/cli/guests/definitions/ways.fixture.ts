import { ApiObject, Cron, Duration, JsonPatch, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { choiceOf, count, cpu, cron, duration, flag, port, size } from '../../../../authoring/cdk8s-plus';
import { Binding, Condition } from '../../../../core/manifest';
import { Expression, isEmptyLiteral, nameToken, token } from '../../../../core/values';
import type { Given, Ways } from './definition.fixture';

function literal<T>(given: Given<T>): T {
  if (given instanceof Expression) throw new TypeError('a reference where there are literals alone');
  return given;
}

function reference<T>(given: Given<T>): Expression<T> {
  if (!(given instanceof Expression)) throw new TypeError(`${String(given)} where there are references alone`);
  return given;
}

const amountOf = (text: string): number => Number(/^\d+/.exec(text)![0]);

/** As an author writes who knows nothing of values. */
export const literally: Ways = {
  text: literal,
  name: literal,
  count: literal,
  port: literal,
  flag: literal,
  duration: (value) => Duration.seconds(literal(value)),
  size: (value) => {
    const text = literal(value);
    return text.endsWith('Gi') ? Size.gibibytes(amountOf(text)) : Size.mebibytes(amountOf(text));
  },
  cpu: (value) => Cpu.millis(amountOf(literal(value))),
  cron: (value) => {
    const [minute, hour, day, month, weekDay] = literal(value).split(' ');
    return new Cron({ minute, hour, day, month, weekDay });
  },
  choice: (value, enumeration) => Object.values(enumeration).find((member) => member === literal(value))!,
  set: (construct, pointer, given) => {
    const value = literal(given);
    if (!isEmptyLiteral(value)) ApiObject.of(construct).addJsonPatch(JsonPatch.add(pointer, value));
  },
  where: (construct, value) => {
    if (!literal(value)) construct.node.scope!.node.tryRemoveChild(construct.node.id);
  },
};

/** As an author writes whose chart has values. */
export const byReference: Ways = {
  text: (value) => token(reference(value)),
  name: (value) => nameToken(reference(value)),
  count: (value) => count(reference(value)),
  port: (value) => port(reference(value)),
  flag: (value) => flag(reference(value)),
  duration: (value) => duration(reference(value)),
  size: (value) => size(reference(value)),
  cpu: (value) => cpu(reference(value)),
  cron: (value) => cron(reference(value)),
  choice: (value, enumeration) => choiceOf(reference(value), enumeration),
  set: (construct, pointer, value) => {
    Binding.of(ApiObject.of(construct)).set(pointer, reference(value));
  },
  where: (construct, value) => {
    Condition.of(construct).when(reference(value));
  },
};
