import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { Type } from '@sinclair/typebox';
import * as fc from 'fast-check';
import { kubernetesVersions, schemaOf as definitionsOf } from '../../../core/kubernetes/definitions';
import type { ApiType, Field } from '../../../core/kubernetes/api-type';
import { shortName } from '../../../core/kubernetes/struct-name';
import { blockDefinitions } from '../../../core/manifest/block-definitions';
import { schemaOf } from '../../../core/validation/fragments';
import type { FieldRule } from '../../../core/validation/page';
import { isWhole } from '../../../core/values/pattern-inclusion';
import { refuseUnportable } from '../../../core/values/portable-schema';
import { values, type Json, type JsonObject } from '../../../core/values';
import { ValueDrawing } from '../../kit/draw-values';
import { drawPattern, readPattern } from '../../kit/pattern';
import { Random } from '../../kit/random';
import { Interpreter } from './interpreter';
import { pages } from './pages';

/*
 * The schemas of values say what the pages say: what they take breaks no rule.
 */

const ajv = new Ajv({ strict: false, validateFormats: false });
const site = { kind: 'Pod', object: {}, minor: 28 };

const { structs } = definitionsOf(kubernetesVersions.at(-1)!);
const byName = new Map([...structs].map(([id, struct]) => [shortName(id), struct]));
const text: ApiType = { kind: 'primitive', name: 'string' };

/** The type at a path of a struct; that of a text where nothing tells. */
function typeAt(struct: string, path: string): ApiType {
  let type: ApiType | undefined;
  // Kinds of the core go by their own name.
  let fields = (byName.get(struct) ?? byName.get(`core.v1.${struct}`) ?? byName.get(`core.${struct}`))?.fields;
  for (const key of path.split('/')) {
    type = key === '*' && (type?.kind === 'list' || type?.kind === 'map') ? type.of : fields?.get(key)?.type;
    fields = type?.kind === 'struct' ? structs.get(type.id)?.fields : undefined;
  }
  return type ?? text;
}

interface Said {
  readonly title: string;
  readonly rule: FieldRule;
  readonly type: ApiType;
}

const fieldRules: readonly Said[] = pages
  .flatMap((page) => Object.entries(page))
  .flatMap(([struct, { fields = {} }]) =>
    Object.entries(fields).flatMap(([path, rules]) =>
      [rules].flat().map((rule) => ({ title: `${struct} ${path} ${rule.says}`, rule, type: typeAt(struct, path) })),
    ),
  )
  .filter(({ rule }) => rule.schema !== undefined);

const structRules = pages
  .flatMap((page) => Object.entries(page))
  .flatMap(([struct, { rules = [] }]) => rules.map((rule) => ({ struct, rule, title: `${struct} ${rule.says}` })))
  .filter(({ rule }) => rule.schema !== undefined);

const accepts = (schema: object, value: unknown): boolean => ajv.validate(schema, value);

/** Texts at the edges of forms. */
const texts = [
  ...[
    'a',
    'A',
    '1',
    '-',
    '.',
    '..',
    '/',
    'a/b',
    '/a',
    'a/../b',
    '..a',
    'a..b',
    '../a',
    'a/..',
    'a b',
    ' a',
    'a ',
    'a.b',
  ],
  ...[
    'a_b',
    'a--b',
    '1-2',
    '1-a',
    'a'.repeat(15),
    'a'.repeat(16),
    'a'.repeat(63),
    'a'.repeat(64),
    `a.${'b'.repeat(64)}`,
  ],
  ...[
    '10.0.0.1',
    '010.0.0.1',
    '256.0.0.1',
    '::',
    '::1',
    '1::2::3',
    '2001:db8::ffff',
    '10.0.0.0/8',
    '10.0.0.0/33',
    '::/128',
  ],
  ...[
    '::/129',
    '1Gi',
    '-1',
    '0',
    '0.0',
    '1m',
    '1.5',
    '.5',
    '.',
    '+1',
    '1e3',
    '2000',
    '1024',
    '1024.5',
    '100m',
    '1e-400',
    '0Mi',
  ],
  ...['50%', '101%', '100%', '0100%', '%', '5', 'metadata.name', "metadata.labels['a']", "metadata.labels['a b']"],
  ...[
    'example.com/a',
    'Example.com/a',
    `${'a.'.repeat(130)}a/b`,
    'a/b/c',
    'a/',
    '/a',
    'a:1',
    'a=b',
    'é',
    'a\nb',
    'A_B',
    '_a',
  ],
  ...['*.a.b', '*.*.a', 'https://a', 'A.b', 'a.b.', 'localhost', '0x7f', '1.2.3', '01.02', 'TRUE', 'null'],
];

const numbers = [
  -1,
  0,
  0.5,
  1,
  2,
  80,
  511,
  512,
  600,
  1024,
  1025,
  3600,
  3601,
  65535,
  65536,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 33,
];

/** Whether an example is of the type of the field: some are of a rule for fields of many types. */
function fits(example: Json, type: ApiType): boolean {
  if (Array.isArray(example)) return type.kind === 'list';
  if (typeof example === 'object') return example !== null && (type.kind === 'map' || type.kind === 'struct');
  return type.kind === 'primitive' || type.kind === 'enum';
}

describe('the rules of fields as JSON Schema', () => {
  test('are many', () => expect([fieldRules.length > 250, structRules.length > 60]).toEqual([true, true]));

  test('take their valid example and refuse the invalid one', () => {
    const wrong = fieldRules.flatMap(({ title, rule, type }) => {
      const schema = schemaOf(rule, type)!;
      const valid = !fits(rule.valid, type) || accepts(schema, rule.valid);
      const invalid = !fits(rule.invalid, type) || Object.keys(schema).length === 0 || !accepts(schema, rule.invalid);
      return valid && invalid ? [] : [title];
    });
    expect(wrong).toEqual([]);
  });

  test('take nothing that the rules refuse', () => {
    const mutated = fc.sample(fc.stringMatching(/^[-A-Za-z0-9_.:\/%+ ']{0,12}$/), { numRuns: 300, seed: 1 });
    const wrong = fieldRules.flatMap(({ title, rule, type }) => {
      const schema = schemaOf(rule, type)!;
      if (Object.keys(schema).length === 0) return [];
      const isText =
        type.kind === 'enum' || (type.kind === 'primitive' && !['integer', 'number', 'boolean'].includes(type.name));
      const isNumber =
        type.kind === 'primitive' && ['integer', 'number', 'intOrString', 'quantity'].includes(type.name);
      const tried: Json[] = [...(isText ? [...texts, ...mutated] : []), ...(isNumber ? numbers : [])];
      const whole = type.kind === 'primitive' && type.name !== 'number' && type.name !== 'quantity';
      const lax = tried
        .filter((value) => typeof value !== 'number' || !whole || Number.isInteger(value))
        .filter((value) => accepts(schema, value) && rule.check(value, site) !== undefined);
      return lax.length > 0 ? [`${title}: ${JSON.stringify(lax.slice(0, 4))}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

describe('the patterns of fields', () => {
  test('take no text that the rules refuse, whichever of their characters it has', () => {
    const wrong = fieldRules.flatMap(({ title, rule, type }) => {
      const schema = schemaOf(rule, type)!;
      const { pattern } = schema;
      const part = typeof pattern === 'string' && isWhole(pattern) ? readPattern(pattern) : undefined;
      if (!part) return [];
      const random = new Random(16);
      const drawn = Array.from({ length: 300 }, () => drawPattern(part, random));
      const lax = drawn.filter((value) => accepts(schema, value) && rule.check(value, site) !== undefined);
      return lax.length > 0 ? [`${title}: ${JSON.stringify(lax.slice(0, 4))}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

/** Null is absent to the server. */
const withoutNulls = (example: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(example).filter(([, value]) => value !== null));

describe('the rules of structs as JSON Schema', () => {
  test('take their valid example and refuse the invalid one', () => {
    const wrong = structRules.flatMap(({ struct, title, rule }) => {
      const fields = byName.get(struct)?.fields ?? new Map<string, Field>();
      const schema = typeof rule.schema === 'function' ? rule.schema(fields) : rule.schema!;
      const counts = 'maxProperties' in schema && !('oneOf' in schema);
      const named = (example: JsonObject) =>
        counts && [...fields].some(([name, { isRequired }]) => isRequired && !Object.hasOwn(example, name))
          ? { name: 'a', ...example }
          : example;
      const isOfNumbers = rule.says.startsWith('ends its range of ports');
      return accepts(schema, named(rule.valid)) && (isOfNumbers || !accepts(schema, named(withoutNulls(rule.invalid))))
        ? []
        : [title];
    });
    expect(wrong).toEqual([]);
  });
});

/** Where a struct stands in an object. */
const places: { readonly [struct: string]: (value: JsonObject) => JsonObject } = {
  'core.v1.Probe': (livenessProbe) => pod({ containers: [container({ livenessProbe })] }),
  'core.v1.Lifecycle': (lifecycle) => pod({ containers: [container({ lifecycle })] }),
  'core.v1.SecurityContext': (securityContext) => pod({ containers: [container({ securityContext })] }),
  'core.v1.PodSecurityContext': (securityContext) => pod({ containers: [container({})], securityContext }),
  'core.v1.ResourceRequirements': (resources) => pod({ containers: [container({ resources })] }),
  'core.v1.EnvVar': (variable) => pod({ containers: [container({ env: [variable] })] }),
  'core.v1.EnvFromSource': (source) => pod({ containers: [container({ envFrom: [source] })] }),
  'core.v1.VolumeMount': (mount) => pod({ containers: [container({ volumeMounts: [mount] })] }),
  'core.v1.Volume': (volume) => pod({ containers: [container({})], volumes: [volume] }),
  'core.v1.Toleration': (toleration) => pod({ containers: [container({})], tolerations: [toleration] }),
  'core.v1.Affinity': (affinity) => pod({ containers: [container({})], affinity }),
  'core.v1.HostAlias': (alias) => pod({ containers: [container({})], hostAliases: [alias] }),
  'apps.v1.DeploymentStrategy': (strategy) => ({ ...named('apps/v1', 'Deployment'), spec: { strategy } }),
  'apps.v1.StatefulSetUpdateStrategy': (updateStrategy) => ({
    ...named('apps/v1', 'StatefulSet'),
    spec: { updateStrategy },
  }),
  'apps.v1.DaemonSetUpdateStrategy': (updateStrategy) => ({
    ...named('apps/v1', 'DaemonSet'),
    spec: { updateStrategy },
  }),
  'autoscaling.v2.HorizontalPodAutoscalerBehavior': (behavior) => ({
    ...named('autoscaling/v2', 'HorizontalPodAutoscaler'),
    spec: { behavior },
  }),
  'networking.v1.NetworkPolicyIngressRule': (rule) => ({
    ...named('networking.k8s.io/v1', 'NetworkPolicy'),
    spec: { ingress: [rule] },
  }),
  'networking.v1.NetworkPolicyEgressRule': (rule) => ({
    ...named('networking.k8s.io/v1', 'NetworkPolicy'),
    spec: { egress: [rule] },
  }),
  'meta.v1.LabelSelector': (selector) => ({ ...named('policy/v1', 'PodDisruptionBudget'), spec: { selector } }),
};

const named = (apiVersion: string, kind: string): JsonObject => ({ apiVersion, kind, metadata: { name: 'a' } });
const container = (more: JsonObject): JsonObject => ({ name: 'a', image: 'a:1', ...more });
const pod = (spec: JsonObject): JsonObject => ({ ...named('v1', 'Pod'), spec });

/** What only a guard can tell: where two places have to be compared. */
const compared = [
  /is there already|there is .* already/,
  /is more than the limit of|is not the limit of|needs a limit, of|huge pages need|is not a multiple of the page size/,
  /is not part of/,
  /there is no container/,
  /is less than port/,
  /mismatchLabelKeys has/,
  /dataSource and dataSourceRef name different sources/,
  // What stands elsewhere in the pod.
  /the pod has no resourceClaims entry|there is no volume|needs hostUsers|needs hostNetwork|privileged containers only/,
  /does not lie between 0 and the grace period|must be 1$|goes with os/,
];

/** Policies, which are no question of validity. */
const policies = ['unusual-path', 'duplicate-variable'];

describe('values that the schema of a struct takes', () => {
  const interpreter = new Interpreter(pages);

  test.each(Object.entries(places))('break no rule: %s', (name, place) => {
    const schema = values({
      it: Type.Unsafe({ type: 'object', allOf: [{ $ref: `#/definitions/${name}` }], description: 'It', default: {} }),
    });
    Object.assign(schema, { definitions: blockDefinitions(schema) });
    const drawing = new ValueDrawing(schema);
    const random = new Random(1);
    const found = new Set<string>();
    const all = new Set<string>();
    for (let i = 0; i < 250; i += 1) {
      const value = drawing.draw(random, 1)['it'] as JsonObject | undefined;
      if (value === undefined) continue;
      all.add(JSON.stringify(value));
      for (const { code, pointer, message } of interpreter.violationsOf({ object: place(value) }, '1.28')) {
        if (policies.includes(code) || compared.some((known) => known.test(message))) continue;
        if (pointer === '/spec' || pointer === '/metadata' || pointer === '') continue;
        found.add(`${code} at ${pointer}: ${message} in ${JSON.stringify(value).slice(0, 200)}`);
      }
    }
    expect([...found].slice(0, 5)).toEqual([]);
    expect(all.size).toBeGreaterThan(10);
    expect(() => refuseUnportable(schema, 'it')).not.toThrow();
  });
});
