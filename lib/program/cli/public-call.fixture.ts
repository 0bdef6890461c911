import type { App } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { HelmChart, KubeObject } from '../../core/manifest';
import {
  boolean,
  entries,
  integer,
  join,
  list,
  string,
  stringMap,
  text,
  values,
  type Fields,
  type Group,
  type Refs,
  type TSchema,
} from '../../core/values';

/** A correct call of a public function or class, as an author might write it, which can be changed before it is made. */
export interface PublicCall {
  /** Builds an app in which the call is made with arguments that a change has gone over. */
  readonly run: (app: App, change: (given: readonly unknown[]) => readonly unknown[]) => void;
  /**
   * The arguments and properties that may be left out, as `1` or `2.port.name`. One that ends in `*` is for the entries of a map,
   * which may have any names.
   */
  readonly optional: readonly string[];
}

type Given = readonly unknown[];
type Callable = (...given: never[]) => unknown;

/** A function as JavaScript sees it. */
export const loosely = (callable: Callable) => callable as (...given: Given) => unknown;

/** A class as JavaScript sees it. */
export const made = (type: abstract new (...given: never[]) => unknown) => {
  const loose = type as new (...given: Given) => unknown;
  return (...given: Given): unknown => new loose(...given);
};

const base = {
  host: string('db', 'Host of the database'),
  count: integer(2, 'How many'),
  few: integer(2, 'How few', { maximum: 9 }),
  isOn: boolean(true, 'Whether it is on'),
  hosts: list<string>(string('', 'Host'), ['a'], 'Hosts'),
  labels: stringMap({ a: 'b' }, 'Labels'),
};

export const metadata = { version: '1.0.0', appVersion: '1', description: 'A shop' };

/** A chart with some values, each of which is used. */
export class Shop extends HelmChart {
  constructor(app: App, fields: Fields) {
    super(app, 'shop', {
      ...metadata,
      values: values({ ...base, ...fields }),
      environments: { local: { values: {} } },
    });
    const { host, count, few, isOn, hosts, labels } = this.values as unknown as Refs<Group<typeof base>>;
    const data = { A: text`${host}${count}${few}${isOn}${join(hosts, ',')}`, ...entries(labels) };
    new KubeConfigMap(this, 'settings', { data });
  }

  /** An object with something at a place where any tree may stand. */
  print(tree: unknown): KubeObject {
    const kind = { apiVersion: 'example.com/v1', kind: 'Thing' };
    return new KubeObject(this, 'thing', kind, { spec: { a: tree } });
  }
}

type BaseRefs = Refs<Group<typeof base>>;

/** A call in a chart that has these values beside the usual ones. */
export function inChart<F extends Fields>(
  fields: F,
  given: (values: Refs<Group<F>> & BaseRefs, chart: Shop) => Given,
  call: (chart: Shop, given: Given, values: Refs<Group<F>> & BaseRefs) => unknown,
  optional: readonly string[] = [],
): PublicCall {
  return {
    optional,
    run: (app, change) => {
      const chart = new Shop(app, fields);
      const refs = chart.values as unknown as Refs<Group<F>> & BaseRefs;
      call(chart, change(given(refs, chart)), refs);
    },
  };
}

/** A call of a function whose result stands in an object. */
export const printed = (callable: Callable, given: (values: BaseRefs) => Given, optional: readonly string[] = []) =>
  inChart({}, given, (chart, changed) => chart.print(loosely(callable)(...changed)), optional);

/** A call of a function that describes a value, which an object shows. */
export const described = (
  callable: Callable,
  given: Given,
  optional: readonly string[] = [],
  show: (chart: Shop, reference: never) => unknown = (chart, reference) => chart.print(reference),
): PublicCall => ({
  optional,
  run: (app, change) => {
    const chart = new Shop(app, { x: loosely(callable)(...change(given)) as TSchema });
    show(chart, (chart.values as unknown as { x: never }).x);
  },
});
