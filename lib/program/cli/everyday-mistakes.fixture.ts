import { ApiObject, App, Chart } from 'cdk8s';
import { Deployment, HorizontalPodAutoscaler } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { KubeConfigMap, KubeDeployment, KubeRoleBinding } from '../../../imports/k8s';
import { Configuration, SecretSource, WebService, http, webServiceValues } from '../../authoring';
import { ApplyPhase, Binding, Condition, Exception, External, HelmChart, Hook, random } from '../../core/manifest';
import * as v from '../../core/values';
import { metadata, Shop } from './public-call.fixture';

type Build = (app: App) => void;

interface BaseRefs {
  readonly host: v.Expression<string>;
  readonly count: v.Expression<number>;
  readonly isOn: v.Expression<boolean>;
  readonly hosts: v.Expression<readonly string[]>;
  readonly labels: v.Expression<{ readonly [key: string]: string }>;
}

/** A mistake in a chart that is right otherwise. */
const inShop =
  (build: (chart: Shop, values: BaseRefs) => unknown, fields: v.Fields = {}): Build =>
  (app) => {
    const chart = new Shop(app, fields);
    build(chart, chart.values as unknown as BaseRefs);
  };

/** Something where TypeScript would not let it stand. */
const untyped = <T = never>(value: unknown): T => value as T;

const schema = v.values({ host: v.string('db', 'Host') });
type Props = ConstructorParameters<typeof HelmChart<typeof schema>>[2];

/** A chart whose properties are wrong in one place. */
const withProps =
  (change: { readonly [name: string]: unknown }, id = 'shop'): Build =>
  (app) => {
    const props = { ...metadata, values: schema, environments: { local: { values: {} } }, ...change };
    const chart = new HelmChart<typeof schema>(app, id, untyped<Props>(props));
    map(chart, chart.values.host);
  };

const map = (chart: Construct, a: unknown, id = 'map') =>
  new KubeConfigMap(chart, id, { data: { a: untyped<string>(a) } });

const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const webValues = {
  image: { repository: 'example.com/web', tag: '1' },
  replicaCount: 1,
  resources,
  probes: { liveness: http('/live'), readiness: http('/ready') },
  service: { port: 80 },
};
const web = v.object({ web: webServiceValues(webValues, 'The website') }, 'All');

/** A service with properties that are wrong in one place. */
const withWeb = (change: (chart: Shop) => object) =>
  inShop(
    (chart) => {
      const values = (chart.values as unknown as { all: v.Refs<typeof web> }).all.web;
      return new WebService(chart, 'web', untyped({ values, port: 8080, ...change(chart) }));
    },
    { all: web },
  );

const container = (change: object = {}) => ({ name: 'web', image: 'example.com/web:1.0.0', resources, ...change });
const deployment = (chart: Construct, pod: object, labels: object = { app: 'web' }) =>
  new KubeDeployment(
    chart,
    'web',
    untyped({ spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels }, spec: pod } } }),
  );

class Failing extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    throw new Error('no such port');
  }
}

/** Whole definitions, each with one mistake that people make. */
export const everydayMistakes: { readonly [name: string]: Build } = {
  'there is no chart': () => undefined,
  'the version has two numbers': withProps({ version: '0.1' }),
  'the version is "1.0"': withProps({ version: '1.0' }),
  'the version begins with a v': withProps({ version: 'v1.0.0' }),
  'the version is a number': withProps({ version: 1 }),
  'the chart has no version': withProps({ version: undefined }),
  'the app version is a number': withProps({ appVersion: 1.2 }),
  'the chart has no description': withProps({ description: undefined }),
  'the chart has no properties': (app) => new HelmChart(app, 'shop', untyped(undefined)),
  'the chart has no id': withProps({}, ''),
  'the id of the chart has a space': withProps({}, 'my shop'),
  'the id of the chart has capitals': withProps({}, 'Shop'),
  'the values are a plain object': withProps({ values: { host: 'db' } }),
  'the values were forgotten': withProps({ values: undefined }),
  'the environments are a list': withProps({ environments: ['local'] }),
  'an environment has no values': withProps({ environments: { local: {} } }),
  'an environment sets a value that there is not': withProps({ environments: { local: { values: { hst: 'a' } } } }),
  'an environment sets a number where a string is wanted': withProps({
    environments: { local: { values: { host: 5 } } },
  }),
  'the name of an environment has a slash': withProps({ environments: { 'eu/west': { values: {} } } }),
  'the release of an environment has capitals': withProps({ environments: { local: { values: {}, release: 'Shop' } } }),
  'a profile lies on an environment that there is not': withProps({
    profiles: { big: { on: 'prod', description: 'Big', values: {} } },
  }),
  'the naming is unknown': withProps({ naming: 'short' }),
  'the kubeVersion cannot be read': withProps({ kubeVersion: 'new' }),
  'two charts have one id': (app) => [withProps({})(app), withProps({})(app)],
  'a plain chart has an empty id': (app) => map(new Chart(app, ''), 'b'),

  'the key of a value is n': () => v.values({ n: v.string('', 'N') }),
  'the key of a value is on': () => v.values({ on: v.boolean(true, 'On') }),
  'the key of a value has a dash': () => v.values({ 'my-host': v.string('', 'Host') }),
  'a value is a plain string': () => v.values(untyped({ host: 'db' })),
  'a default is of another type': () => v.values({ port: v.integer(untyped('80'), 'Port') }),
  'a default is against its own schema': (app) =>
    withProps({ values: v.values({ host: v.string('', 'Host', { minLength: 1 }) }) })(app),
  'a default is not among the choices': (app) =>
    withProps({ values: v.values({ host: v.oneOf(['a', 'b'], untyped('c'), 'Host') }) })(app),
  'a value has no description': () => v.string('db', untyped(undefined)),
  'a constraint is misspelt': () => v.string('db', 'Host', untyped({ patern: 'a' })),
  'a pattern is not a regular expression': () => v.string('db', 'Host', { pattern: '[' }),
  'a list has no schema for its elements': () => v.list(untyped('string'), [], 'Hosts'),
  'the arguments of a list are swapped': () => v.list(v.string('', 'Host'), untyped('Hosts'), untyped([])),
  'a value is used by nothing': inShop(() => undefined, { port: v.integer(80, 'Port') }),
  'a block names a struct that there is not': withProps({
    values: v.values({ host: v.block({ $ref: '#/definitions/core.v1.Prob', type: 'object' }, {}, 'Probe') }),
  }),

  'a reference to a value is misspelt': inShop((chart, values) =>
    map(chart, v.text`${untyped<BaseRefs & { hots: string }>(values).hots}`),
  ),
  'each() goes over a map': inShop((chart, { labels }) =>
    map(
      chart,
      v.each(untyped(labels), 'x', (x) => x),
    ),
  ),
  'each() has no body': inShop((chart, { hosts }) => map(chart, v.each(hosts, 'x', untyped(undefined)))),
  'the body of each() returns nothing': inShop((chart, { hosts }) =>
    map(
      chart,
      v.each(
        hosts,
        'x',
        untyped(() => undefined),
      ),
    ),
  ),
  'the name of an element has a dash': inShop((chart, { hosts }) =>
    map(
      chart,
      v.each(hosts, 'my-host', (x) => x),
    ),
  ),
  'each() goes over when()': inShop((chart, { isOn, hosts }) =>
    map(
      chart,
      v.each(untyped(v.when(isOn, hosts)), 'x', (x) => x),
    ),
  ),
  'when() stands in choose()': inShop((chart, { isOn }) =>
    map(chart, v.choose(isOn, untyped<string>(v.when(isOn, 'a')), 'b')),
  ),
  'when() is given true': inShop((chart) => map(chart, v.when(untyped(true), 'a'))),
  'a condition is a literal false': inShop((chart) => Condition.of(map(chart, 'a')).when(untyped(false))),
  'choose() lacks its otherwise': inShop((chart, { isOn }) => map(chart, v.choose(isOn, 'a', untyped(undefined)))),
  'equals() compares with a list': inShop((chart, { host }) =>
    map(chart, v.choose(v.equals(host, untyped(['a'])), 'a', 'b')),
  ),
  'optional() is given a number': inShop((chart, { count }) =>
    map(chart, v.optional(untyped<v.Expression<string>>(count))),
  ),
  'orElse() is given a boolean': inShop((chart, { isOn }) =>
    map(chart, v.orElse(untyped<v.Expression<string>>(isOn), 'a')),
  ),
  'items() is given a map': inShop((chart, { labels }) => map(chart, ['x', ...v.items(untyped(labels))])),
  'entries() is given a string': inShop(
    (chart, { host }) => new KubeConfigMap(chart, 'map', { data: v.entries(untyped(host)) }),
  ),
  'join() is given a string': inShop((chart, { host }) => map(chart, v.join(untyped(host), ','))),
  'two templates have one name': inShop((chart) => [
    map(chart, v.named('a', 'A', v.text`a`)),
    map(chart, v.named('a', 'A', v.text`b`), 'other'),
  ]),
  'a file lies outside of the chart': inShop((chart) => map(chart, v.file('../x', 'text'))),
  'a file has no content': inShop((chart) => map(chart, v.file('x', untyped(undefined)))),
  'text() is called with parentheses': inShop((chart) => map(chart, v.text(untyped('a')))),
  'a value is added to a number': inShop((chart, { count }) => map(chart, `${untyped<number>(count) + 1}`)),
  'a string is cut': inShop((chart, { host }) => map(chart, String(host).slice(2))),
  'a string is turned to capitals': inShop((chart, { host }) => map(chart, String(host).toUpperCase())),
  'a string is encoded in base64': inShop((chart, { host }) =>
    map(chart, Buffer.from(String(host)).toString('base64')),
  ),
  'a reference is turned into a string and thrown away': inShop((_, { host }) => String(host)),
  'a reference is the key of a map': inShop(
    (chart, { host }) => new KubeConfigMap(chart, 'map', { data: { [String(host)]: 'a' } }),
  ),
  'a value of another chart is used': (app) => {
    const chart = new Shop(app, {});
    const other = new HelmChart(app, 'other', {
      ...metadata,
      values: v.values({}),
      environments: { local: { values: {} } },
    });
    map(other, (chart.values as unknown as BaseRefs).host);
  },
  'a number stands where a string is wanted': inShop((chart) => map(chart, 5)),
  'a function stands where a string is wanted': inShop((chart) => map(chart, () => 'a')),
  'a date stands where a string is wanted': inShop((chart) => map(chart, new Date(0))),
  'a misspelt field': inShop((chart) => new KubeConfigMap(chart, 'map', untyped({ dta: { a: 'b' } }))),

  'two constructs have one id': inShop((chart) => [map(chart, 'a'), map(chart, 'b')]),
  'two objects have one name': inShop((chart) =>
    ['a', 'b'].map((id) => new KubeConfigMap(chart, id, { metadata: { name: 'same' } })),
  ),
  'the name of an object has capitals': inShop(
    (chart) => new KubeConfigMap(chart, 'map', { metadata: { name: 'Map' } }),
  ),
  'a construct throws': inShop((chart) => new Failing(chart, 'bad')),
  'the app throws a string': () => {
    throw untyped<Error>('no');
  },
  'an object has no scope': inShop(() => new KubeConfigMap(untyped(undefined), 'map')),
  'an object stands beside the charts': (app) => [
    withProps({})(app),
    new ApiObject(app, 'map', { apiVersion: 'v1', kind: 'ConfigMap' }),
  ],
  'an object has no kind': inShop((chart) => new ApiObject(chart, 'map', untyped({ apiVersion: 'v1' }))),
  'a construct compares references': inShop((chart, { count }) => {
    const target = new Deployment(chart, 'd', { containers: [{ image: 'nginx:1.27' }] });
    new HorizontalPodAutoscaler(chart, 'hpa', { target, minReplicas: v.numberToken(count), maxReplicas: 5 });
  }),
  'a Configuration has no such key': inShop((chart) =>
    new Configuration(chart, 'c', { data: { PORT: '1' } }).key('PROT'),
  ),
  'a Configuration has no data': inShop((chart) => new Configuration(chart, 'c', untyped({}))),
  'a Secret has no such key': inShop((chart, { host }) =>
    new SecretSource(chart, 's', { existingSecret: host, keys: { a: { local: random() } } }).key('b'),
  ),
  'a Secret has a key without a recipe': inShop(
    (chart, { host }) => new SecretSource(chart, 's', { existingSecret: host, keys: { a: untyped({}) } }),
  ),
  'a service has no port': withWeb(() => ({ port: undefined })),
  'the port of a service is a string': withWeb(() => ({ port: '8080' })),
  'a service got the values of the whole chart': withWeb((chart) => ({ values: chart.values })),
  'a service has no values': withWeb(() => ({ values: undefined })),
  'a service has a path of metrics and no values for them': withWeb(() => ({ metricsPath: '/metrics' })),
  'an environment variable is undefined': withWeb(() => ({ env: { A: undefined } })),
  'an environment variable is true': withWeb(() => ({ env: { A: true } })),
  'an environment variable is a list': withWeb(() => ({ env: { A: ['a'] } })),
  'a property of a service is misspelt': withWeb(() => ({ evn: { A: 'a' } })),
  'the defaults of a service lack its image': () =>
    webServiceValues(untyped({ ...webValues, image: undefined }), 'Web'),

  'a hook has an event that there is not': inShop((chart) => Hook.of(map(chart, 'a')).on(untyped('preinstall'))),
  'a hook has half a weight': inShop((chart) => Hook.of(map(chart, 'a')).on('test').weight(0.5)),
  'the name of a construct is made a hook': inShop(() => Hook.of(untyped('c')).on('test')),
  'a phase is unknown': inShop((chart) => ApplyPhase.of(chart).set(untyped('database'))),
  'a binding has no slash': inShop((chart) => Binding.of(map(chart, 'a')).set('data.b', 'c')),
  'a binding leads nowhere': inShop((chart) => Binding.of(map(chart, 'a')).set('/data/a/b', 'c')),
  'an exception is from a rule that there is not': inShop((chart) =>
    Exception.of(chart).allow('no-such-rule', 'because'),
  ),
  'an exception is not needed': inShop((chart) => Exception.of(chart).allow('missing-role', 'because')),
  'an exception has no reason': inShop((chart) => Exception.of(chart).allow('missing-role', untyped(undefined))),
  'an external has no reason': inShop((chart) => External.of(chart).secret('a', untyped({}))),
  'a note is a plain string': inShop((chart) => chart.note(untyped('Open it'))),
  'a note is a reference': inShop((chart, { host }) => chart.note(host)),

  'an image has no tag': inShop((chart) =>
    deployment(chart, { containers: [container({ image: 'example.com/web' })] }),
  ),
  'a selector does not match': inShop((chart) => deployment(chart, { containers: [container()] }, { app: 'wbe' })),
  'a pod has no containers': inShop((chart) => deployment(chart, {})),
  'a mount has no volume': inShop((chart) =>
    deployment(chart, { containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data' }] })] }),
  ),
  'a binding names no role': inShop(
    (chart) =>
      new KubeRoleBinding(chart, 'b', {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
      }),
  ),
};
