import type { App } from 'cdk8s';
import { KubeConfigMap, KubeDeployment, KubeJob, KubeRoleBinding } from '../../../imports/k8s';
import {
  ApplyPhase,
  Binding,
  Comment,
  Condition,
  Exception,
  External,
  HelmChart,
  Hook,
  KubeObject,
  NamedByContent,
  Order,
  References,
  Retain,
  Rules,
  composed,
  declareLocalSecret,
  hasApi,
  kubernetesAtLeast,
  labelMap,
  random,
} from '../../core/manifest';
import { ImageUpdates, restrictedContainer, restrictedPod } from '../../authoring';
import * as v from '../../core/values';
import {
  described,
  inChart,
  loosely,
  made,
  metadata,
  printed,
  type PublicCall,
  type Shop,
} from './public-call.fixture';
import { plusFunctions } from './public-plus.fixture';

/** Fields of a group that a chart shows one by one. */
const showGroup = (chart: Shop, { size }: { readonly size: unknown }) => chart.print(size);

const reads = (name: string) => (chart: Shop) =>
  new KubeConfigMap(chart, name, { metadata: { name }, data: { a: 'b' } });

/** An object that a rule is against. */
const roleBinding = (chart: Shop) =>
  new KubeRoleBinding(chart, 'binding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'Group', name: 'readers', apiGroup: 'rbac.authorization.k8s.io' }],
  });

/** An object on which a trait is set, with the arguments of `of` and of the method in one list. */
const trait = (
  type: { of(on: never): object },
  method: string,
  rest: (values: { readonly isOn: v.Expression<boolean>; readonly host: v.Expression<string> }) => readonly unknown[],
  optional: readonly string[] = [],
): PublicCall =>
  inChart(
    {},
    (values, chart) => [reads('map')(chart), ...rest(values)],
    (_, [on, ...given]) => {
      const target = type.of(on as never) as Record<string, (...given: readonly unknown[]) => unknown>;
      target[method]!(...given);
    },
    optional,
  );

/** What is said of the kinds of a chart, with the arguments of `of` and of the method in one list. */
const naming = (method: 'kind', rest: () => readonly unknown[]): PublicCall => trait(References, method, rest);

/** What is said of the fields of a kind. */
const namingOfKind = (
  method: 'needs' | 'needsTarget' | 'makes',
  given: readonly unknown[],
  optional: readonly string[],
): PublicCall =>
  inChart(
    {},
    (_, chart) => {
      reads('map')(chart);
      return given;
    },
    (chart, changed) => {
      const kind = References.of(chart).kind({ apiVersion: 'cache.example/v1', kind: 'Cache' });
      loosely(kind[method].bind(kind))(...changed);
    },
    optional,
  );

/** A Deployment whose image is moved. */
const movedImage = (method: 'semver' | 'alphabetical', choice: string): PublicCall =>
  inChart(
    {},
    (_, chart) => [
      new KubeDeployment(chart, 'web', {
        spec: {
          selector: { matchLabels: { app: 'web' } },
          template: {
            metadata: { labels: { app: 'web' } },
            spec: {
              securityContext: restrictedPod,
              containers: [{ name: 'web', image: 'web:1.0.0', securityContext: restrictedContainer }],
            },
          },
        },
      }),
      choice,
      { environments: ['local'], policy: 'web', namespace: 'flux-system' },
    ],
    (_, [on, ...given]) => {
      const updates = ImageUpdates.of(on as never);
      loosely(updates[method].bind(updates))(...given);
    },
    ['2', '2.environments', '2.policy', '2.namespace'],
  );

/** A chart with one value, which its environment sets. */
function inEnvironment(app: App, schema: v.Group<{ host: v.Leaf<string> }>, set: { readonly host: string }): void {
  const environments = { local: { values: set } };
  const chart = new HelmChart<typeof schema>(app, 'shop', { ...metadata, values: schema, environments });
  new KubeConfigMap(chart, 'map', { data: { host: chart.values.host } });
}

const helper: v.Helper = {
  name: 'greeting',
  description: 'A greeting.',
  type: 'string',
  template: () => 'hello {{ .name }}',
  evaluate: (_, { name = '' }) => `hello ${String(name)}`,
};

/** A correct call of each public function of values and charts. */
export const publicFunctions: { readonly [name: string]: PublicCall } = {
  and: printed(v.and, ({ isOn }) => [isOn, v.not(isOn)], ['0', '1']),
  or: printed(v.or, ({ isOn }) => [isOn, v.not(isOn)], ['0', '1']),
  not: printed(v.not, ({ isOn }) => [isOn]),
  equals: printed(v.equals, ({ host }) => [host, 'db']),
  choose: printed(v.choose, ({ isOn, host }) => [isOn, 'a', host]),
  orElse: printed(v.orElse, ({ host }) => [host, host, 'none'], ['0', '1', '2']),
  isSet: printed(v.isSet, ({ host }) => [host]),
  when: printed(v.when, ({ isOn, host }) => [isOn, { a: host }], ['1.*']),
  optional: printed(v.optional, ({ host }) => [host]),
  concat: printed(v.concat, ({ hosts }) => [hosts, hosts], ['0', '1']),
  join: printed(v.join, ({ hosts }) => [hosts, ',']),
  json: printed(v.json, ({ host }) => [host]),
  base64: printed(v.base64, ({ host }) => [host]),
  upper: printed(v.upper, ({ host }) => [host]),
  lower: printed(v.lower, ({ host }) => [host]),
  urlEncode: printed(v.urlEncode, ({ host }) => [host]),
  add: printed(v.add, ({ few }) => [few, 1, 2], ['0', '1', '2']),
  sub: printed(v.sub, ({ few }) => [few, 1]),
  mul: printed(v.mul, ({ few }) => [few, 2, 3], ['0', '1', '2']),
  div: printed(v.div, ({ few }) => [few, 2]),
  mod: printed(v.mod, ({ few }) => [few, 2]),
  min: printed(v.min, ({ few }) => [few, 2], ['0', '1']),
  max: printed(v.max, ({ few }) => [few, 2], ['0', '1']),
  floor: printed(v.floor, ({ few }) => [v.mul(few, 0.5)]),
  ceil: printed(v.ceil, ({ few }) => [v.mul(few, 0.5)]),
  round: printed(v.round, ({ few }) => [v.mul(few, 0.5)]),
  lessThan: printed(v.lessThan, ({ few }) => [few, 3]),
  greaterThan: printed(v.greaterThan, ({ few }) => [few, 3]),
  lessOrEqual: printed(v.lessOrEqual, ({ few }) => [few, 3]),
  greaterOrEqual: printed(v.greaterOrEqual, ({ few }) => [few, 3]),
  matches: printed(v.matches, ({ host }) => [host, '^db']),
  isUnique: printed(v.isUnique, ({ hosts }) => [hosts]),
  quantityAtMost: printed(v.quantityAtMost, ({ host }) => [host, '1Gi']),
  length: printed(v.length, ({ hosts }) => [hosts]),
  contains: printed(v.contains, ({ hosts }) => [hosts, 'db']),
  startsWith: printed(v.startsWith, ({ host }) => [host, 'db']),
  endsWith: printed(v.endsWith, ({ host }) => [host, 'db']),
  replace: printed(v.replace, ({ host }) => [host, '.', '-']),
  trim: printed(v.trim, ({ host }) => [host]),
  trimPrefix: printed(v.trimPrefix, ({ host }) => [host, 'db']),
  trimSuffix: printed(v.trimSuffix, ({ host }) => [host, 'db']),
  kubernetesAtLeast: printed(kubernetesAtLeast, () => ['1.29']),
  hasApi: printed(hasApi, () => ['keda.sh/v1alpha1']),
  items: printed(v.items, ({ hosts }) => [hosts]),
  entries: printed(v.entries, ({ labels }) => [labels]),
  each: printed(v.each, ({ hosts }) => [hosts, 'host', (host: unknown) => ({ host })]),
  'each.map': printed(v.each, ({ labels }) => [
    labels,
    ['name', 'value'],
    (name: unknown, value: unknown) => ({ name, value }),
  ]),
  digest: printed(v.digest, ({ labels }) => [labels]),
  named: printed(v.named, ({ host }) => ['thing', 'A thing.', { host }], ['2.*']),
  file: printed(v.file, () => ['a.txt', 'text']),
  numberToken: printed(v.numberToken, ({ count }) => [count]),
  ...plusFunctions,
  nameToken: printed(v.nameToken, ({ host }) => [host]),
  token: printed(v.token, ({ host }) => [host]),
  text: printed(v.text, ({ host }) => [Object.assign(['a', 'b', 'c'], { raw: ['a', 'b', 'c'] }), host, 1], ['1', '2']),
  textOf: printed(v.textOf, ({ host }) => [['a', host, 1]]),
  overlaid: printed(v.overlaid, ({ labels }) => [labels, labels], ['0', '1']),
  call: printed(v.call, ({ host }) => [helper, { name: host }], ['1', '1.*']),

  string: described(
    v.string,
    ['db', 'A name', { minLength: 1, pattern: '^[a-z]*$' }],
    ['2', '2.minLength', '2.pattern'],
  ),
  integer: described(v.integer, [2, 'How many', { minimum: 1 }], ['2', '2.minimum']),
  number: described(v.number, [0.5, 'How much', { maximum: 1 }], ['2', '2.maximum']),
  boolean: described(v.boolean, [true, 'Whether']),
  quantity: described(v.quantity, ['64Mi', 'How much']),
  oneOf: described(v.oneOf, [['a', 'b'], 'a', 'Which']),
  stringMap: described(v.stringMap, [{ a: 'b' }, 'A map', { minProperties: 0 }], ['0.*', '2', '2.minProperties']),
  list: described(v.list, [v.string('', 'One'), ['a'], 'Some', { minItems: 1 }], ['0.*', '3', '3.minItems']),
  block: described(v.block, [{ type: 'object' }, { a: 'b' }, 'A block'], ['1.*']),
  blockText: described(
    (...given: never[]) => v.list(loosely(v.blockText)(...given) as v.TSchema, ['a'], 'Some'),
    [{ minLength: 1 }],
    ['0', '0.minLength'],
  ),
  object: described(v.object, [{ size: v.string('a', 'A') }, 'A group'], ['0.*'], showGroup),
  openObject: described(v.openObject, [{ size: v.string('a', 'A') }, 'A group'], ['0.*'], showGroup),
  toggle: described(
    v.toggle,
    [true, { size: v.string('a', 'A') }, 'A group'],
    [],
    (chart: Shop, x: { size: unknown; enabled: unknown }) => chart.print([x.size, x.enabled]),
  ),
  required: {
    optional: [],
    run: (app, change) => {
      const schema = v.values({ host: loosely(v.required)(...change([v.string('', 'Host')])) as v.Leaf<string> });
      inEnvironment(app, schema, { host: 'example.com' });
    },
  },
  verbatim: {
    optional: [],
    run: (app, change) => {
      const schema = v.values({ host: loosely(v.verbatim)(...change([v.string('a', 'Rule')])) as v.Leaf<string> });
      inEnvironment(app, schema, { host: '{{ $value }}' });
    },
  },
  templated: {
    optional: [],
    run: (app, change) => {
      const schema = v.values({ host: loosely(v.templated)(...change([v.string('a', 'Host')])) as v.Leaf<string> });
      inEnvironment(app, schema, { host: '{{ .Release.Name }}.example.com' });
    },
  },
  labelMap: described(labelMap, [{ a: 'b' }, 'Labels'], ['0.*']),
  values: {
    optional: ['0.a'],
    run: (app, change) => {
      const schema = loosely(v.values)(...change([{ a: v.string('a', 'A') }])) as v.Group;
      const chart = new HelmChart<v.Group>(app, 'shop', {
        ...metadata,
        values: schema,
        environments: { local: { values: {} } },
      });
      new KubeConfigMap(chart, 'map', {
        data: { a: (chart.values as { a?: v.Expression<string> }).a, b: 'c' } as { b: string },
      });
    },
  },
  placeholder: {
    optional: [],
    run: (app, change) => {
      const host = loosely(v.placeholder)(...change(['example.com', 'The name of your host'])) as string;
      inEnvironment(app, v.values({ host: v.string('db', 'Host') }), { host });
    },
  },

  Condition: trait(Condition, 'when', ({ isOn }) => [isOn]),
  Hook: trait(Hook, 'on', () => ['pre-install', 'pre-upgrade'], ['1', '2']),
  'Hook.weight': trait({ of: (on: never) => Hook.of(on).on('pre-install') }, 'weight', () => [3]),
  'Hook.deleteWhen': trait({ of: (on: never) => Hook.of(on).on('pre-install') }, 'deleteWhen', () => [
    'hook-succeeded',
  ]),
  ApplyPhase: trait(ApplyPhase, 'set', () => ['dependency']),
  Binding: trait(Binding, 'set', ({ host }) => ['/data/b', host]),
  Comment: trait(Comment, 'set', () => ['Read this.']),
  'Comment.at': trait(Comment, 'at', () => ['/data', 'Read this.']),
  'Comment.ofValue': inChart(
    { tag: v.string('1.2.3', 'Tag') },
    ({ tag }) => [tag, 'Read this.'],
    (chart, given, { tag }) => {
      new KubeConfigMap(chart, 'map', { data: { tag } });
      loosely(Comment.ofValue.bind(Comment))(...given);
    },
  ),
  ImageUpdates: movedImage('semver', '^1.0'),
  'ImageUpdates.alphabetical': movedImage('alphabetical', '^main-'),
  Retain: trait(Retain, 'always', () => []),
  NamedByContent: inChart(
    {},
    (_, chart) => [
      new KubeJob(chart, 'job', {
        spec: {
          template: {
            spec: {
              restartPolicy: 'Never',
              securityContext: restrictedPod,
              containers: [{ name: 'job', image: 'job:1', securityContext: restrictedContainer }],
            },
          },
        },
      }),
    ],
    (_, [job]) => NamedByContent.of(job as never).always(),
  ),
  External: trait(External, 'secret', ({ host, isOn }) => [host, { reason: 'made by hand', keys: ['a'], when: isOn }], [
    '2.keys',
    '2.when',
  ]),
  Order: inChart(
    {},
    (_, chart) => [new KubeConfigMap(chart, 'after', {}), new KubeConfigMap(chart, 'before', {})],
    (_, [on, ...others]) => {
      const order = Order.of(on as never);
      loosely(order.after.bind(order))(...others);
    },
  ),
  'Order.waitsFor': inChart(
    {},
    (_, chart) => [new KubeConfigMap(chart, 'after', {}), new KubeConfigMap(chart, 'before', {})],
    (_, [on, ...others]) => {
      const order = Order.of(on as never);
      loosely(order.waitsFor.bind(order))(...others);
    },
  ),
  'External.object': trait(
    External,
    'object',
    ({ host, isOn }) => ['Issuer', host, { reason: 'made by hand', when: isOn }],
    ['3.when'],
  ),
  References: naming('kind', () => [{ apiVersion: 'cache.example/v1', kind: 'Cache' }]),
  'References.needs': namingOfKind(
    'needs',
    ['Secret', '/spec/secretName', { key: 'key', namespace: 'in', optional: true }],
    ['2', '2.*'],
  ),
  'References.needsTarget': namingOfKind(
    'needsTarget',
    ['/spec/ref', { apiVersion: 'apps/v1', kind: 'Deployment' }],
    ['1', '1.*'],
  ),
  'References.makes': namingOfKind(
    'makes',
    ['Secret', '/spec/secretName', { suffixes: ['-ca'], namespace: 'in' }],
    ['2', '2.*', '2.suffixes.*'],
  ),
  'External.secretProviderClass': trait(External, 'secretProviderClass', () => ['db', { reason: 'made by hand' }]),
  'External.role': trait(External, 'role', () => ['reader', { reason: 'made by hand' }]),
  Exception: inChart(
    {},
    (_, chart) => [roleBinding(chart), 'missing-role', 'the role is made by hand'],
    (_, [on, ...rest]) => {
      const exception = Exception.of(on as never);
      loosely(exception.allow.bind(exception))(...rest);
    },
  ),
  Rules: inChart(
    {},
    (_, chart) => [chart, { extends: 'recommended', 'floating-tag': 'off' }],
    (_, [on, ...rest]) => {
      const rules = Rules.of(on as never);
      loosely(rules.use.bind(rules))(...rest);
    },
    ['1.*'],
  ),
  'Exception.harmless': trait(Exception, 'harmless', () => ['hunter22', 'a demonstration']),
  declareLocalSecret: trait(
    { of: (on: never) => ({ declare: (...rest: never[]) => loosely(declareLocalSecret)(on, ...rest) }) },
    'declare',
    ({ host, isOn }) => [
      { id: 'secret', name: host, keys: { a: { recipe: random() } }, condition: isOn, isManaged: isOn },
    ],
    ['1.keys.*', '1.condition', '1.isManaged'],
  ),
  random: inChart(
    {},
    () => [32],
    (chart, given) =>
      declareLocalSecret(chart, {
        id: 's',
        name: v.text`s`,
        keys: { a: { recipe: loosely(random)(...given) as never } },
      }),
    ['0'],
  ),
  composed: inChart(
    {},
    () => [(read: unknown) => typeof read],
    (chart, given) =>
      declareLocalSecret(chart, {
        id: 's',
        name: v.text`s`,
        keys: { a: { recipe: loosely(composed)(...given) as never } },
      }),
  ),

  KubeObject: inChart(
    {},
    ({ host }, chart) => [
      chart,
      'map',
      { apiVersion: 'v1', kind: 'ConfigMap' },
      { metadata: { labels: { a: 'b' } }, data: { a: host } },
    ],
    (_, given) => made(KubeObject)(...given),
    ['3', '3.*'],
  ),
  'HelmChart.note': inChart(
    {},
    ({ host, isOn }) => [v.text`Open ${host}`, isOn],
    (chart, given) => loosely(chart.note.bind(chart))(...given),
    ['1'],
  ),
  'HelmChart.require': inChart(
    {},
    ({ isOn }) => [isOn, 'it is on'],
    (chart, given) => loosely(chart.require.bind(chart))(...given),
  ),
  HelmChart: {
    optional: [
      '2.keywords',
      '2.home',
      '2.maintainers',
      '2.environments.*',
      '2.naming',
      '2.disableResourceNameHashes',
      '2.labels',
      '2.labels.*',
      '2.ownsNamespace',
      '2.ownsNamespace.podSecurity',
      '2.profiles',
      '2.profiles.*',
      '2.rules',
      '2.rules.*',
      '2.environments.local.tier',
      '2.environments.local.kubernetes',
      '2.environments.local.apis',
      '2.environments.local.rules',
    ],
    run: (app: App, change) => {
      const schema = v.values({ host: v.string('db', 'Host') });
      const chart = made(HelmChart)(
        ...change([
          app,
          'shop',
          {
            ...metadata,
            values: schema,
            environments: {
              local: {
                values: { host: 'a' },
                namespace: 'shop',
                release: 'shop',
                tier: 'test',
                kubernetes: '1.34',
                apis: ['keda.sh/v1alpha1'],
                rules: 'strict',
              },
            },
            rules: { 'floating-tag': 'off' },
            keywords: ['a'],
            home: 'https://example.com',
            maintainers: [{ name: 'A' }],
            naming: 'full',
            disableResourceNameHashes: false,
            labels: { team: 'shop' },
            ownsNamespace: { podSecurity: 'baseline' },
            profiles: { large: { on: 'local', description: 'Large', values: { host: 'b' } } },
          },
        ]),
      ) as HelmChart<typeof schema>;
      new KubeConfigMap(chart, 'map', { data: { host: chart.values.host } });
    },
  },
};
