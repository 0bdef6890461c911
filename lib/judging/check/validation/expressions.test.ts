import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../../core/values';
import { celRules, schemaOf } from '../custom-resources/rules.fixture';
import { validationRules } from '.';

const found = (object: JsonObject): string[] =>
  validationRules.flatMap((rule) =>
    rule.check({ objects: [{ object }], kubernetes: '1.33' }).map(({ pointer, message }) => `${pointer} ${message}`),
  );

const definition = (spec: JsonObject, version: JsonObject = {}): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'foos.acme.dev' },
  spec: {
    group: 'acme.dev',
    scope: 'Namespaced',
    names: { plural: 'foos', kind: 'Foo' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        ...version,
      },
    ],
  },
});
/** The schema of two values; of structs anything, since these have not all fields that a rule may name. */
const openSchema = (valid: Json, invalid: Json): JsonObject => {
  const schema = schemaOf(valid, invalid);
  return schema['type'] === 'object' ? { 'x-kubernetes-preserve-unknown-fields': true } : schema;
};

const level = '/spec/versions/0/schema/openAPIV3Schema/properties/spec';

describe('a rule of a definition', () => {
  const rules = celRules.map(({ rule, valid, invalid, schema }) => ({
    rule,
    schema:
      schema === undefined ? openSchema(parse(valid) as Json, parse(invalid) as Json) : (parse(schema) as JsonObject),
  }));

  test.each(rules)('$rule can be read', ({ rule, schema }) => {
    expect(found(definition({ ...schema, 'x-kubernetes-validations': [{ rule }] }))).toEqual([]);
  });

  const struct: JsonObject = {
    type: 'object',
    properties: {
      'a-b': { type: 'integer' },
      namespace: { type: 'string' },
      list: { type: 'array', items: { type: 'string' } },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  };

  test.each([
    'self.a__dash__b > 0',
    "self.__namespace__ == 'x'",
    'self.labels.anything == "x"',
    'self.list.all(i, v, i >= 0 && v != "")',
    'self.list.transformMap(k, v, k > 0, v).size() > 0',
    '[?self.?list, optional.none()].size() > 0',
    'has(self.labels) && self.labels.size() > 0',
    'format.dns1123Label().validate(self.__namespace__).hasValue() == false',
    'math.greatest(1, 2) == 2',
    'double(self.a__dash__b) > .5 && -.5 < .25e1',
    'sets.contains(self.list, ["a"])',
  ])('%s is of fields that there are', (rule) => {
    expect(found(definition({ ...struct, 'x-kubernetes-validations': [{ rule }] }))).toEqual([]);
  });

  test.each([
    [{ rule: 'self.a__dash__c > 0' }, '/rule the rule there is no field "a-c"; did you mean "a-b"?'],
    [{ rule: 'self.open.anything > 0' }, '/rule the rule there is no field "anything"'],
    [{ rule: 'self.list == ' }, '/rule the rule cannot be read: Unexpected token: EOF'],
    [{ rule: 'this.list.size() > 0' }, '/rule the rule there is no variable this here; there are self, oldSelf'],
    [{ rule: 'isEmpty(self.list)' }, '/rule the rule there is no function isEmpty'],
    [
      { rule: "self.list.all(x, x.size() > 0 || 'a'.startWith('b'))" },
      '/rule the rule there is no function startWith; did you mean "startsWith"?',
    ],
    [{ rule: "'a'" }, '/rule the rule gives a string, where true or false is wanted'],
    [
      { rule: 'true', messageExpression: '1' },
      '/messageExpression the expression gives an int, where a string is wanted',
    ],
    [{ rule: 'true', optionalOldSelf: true }, '/optionalOldSelf goes with a rule about oldSelf only'],
    [{ rule: 'true', fieldPath: '.lists' }, '/fieldPath the schema has no field "lists"; did you mean "list"?'],
    [{ rule: 'true', fieldPath: 'list' }, '/fieldPath is not a path of fields such as .spec.replicas'],
    [{ rule: 'true', fieldPath: '.list[0]' }, '/fieldPath has the index of a list'],
  ])('%j is refused', (rule: JsonObject, message) => {
    expect(found(definition({ ...struct, 'x-kubernetes-validations': [rule] }))).toEqual([
      `${level}/x-kubernetes-validations/0${message}`,
    ]);
  });

  test('of a number is not about a text', () => {
    const rule = { rule: "self == 'a'" };
    expect(found(definition({ type: 'integer', 'x-kubernetes-validations': [rule] }))).toEqual([
      `${level}/x-kubernetes-validations/0/rule the rule compares or adds an int and a string (==)`,
    ]);
  });

  test('is about what was there before only where the server knows which element that was', () => {
    const item = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string', maxLength: 9 } },
      'x-kubernetes-validations': [{ rule: 'self.name == oldSelf.name' }],
    };
    const list = { type: 'array', items: item };
    const byName = { ...list, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] };
    expect(found(definition(byName))).toEqual([]);
    expect(found(definition(list))).toEqual([expect.stringContaining('oldSelf may not stand here')]);
  });

  test('of a resource knows of its metadata the name alone', () => {
    const whole = (rule: string) =>
      definition(
        { type: 'object' },
        {
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-validations': [{ rule }] } },
        },
      );
    expect(found(whole("self.metadata.name == 'a' && self.kind == 'Foo'"))).toEqual([]);
    expect(found(whole("self.metadata.namespace == 'a'"))).toHaveLength(1);
  });
});

describe('a field by which resources can be selected', () => {
  const spec = {
    type: 'object',
    properties: { color: { type: 'string' }, sizes: { type: 'array', items: { type: 'string' } } },
  };
  const withPath = (jsonPath: string) => found(definition(spec, { selectableFields: [{ jsonPath }] }));

  test('is a scalar of the schema', () => {
    expect(withPath('.spec.color')).toEqual([]);
  });

  test.each([
    '.spec.colour',
    'spec.color',
    '.spec',
    '.spec.sizes',
    ".spec['color']",
    '.metadata.name',
    '.spec.sizes[0]',
  ])('is not %s', (path) => {
    expect(withPath(path)).toEqual([expect.stringContaining('/spec/versions/0/selectableFields/0/jsonPath')]);
  });
});

describe('an expression of admission', () => {
  const policy = (spec: JsonObject): JsonObject => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'a' },
    spec: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] },
        ],
      },
      validations: [{ expression: 'true' }],
      ...spec,
    },
  });

  // As in the documentation of Kubernetes.
  test.each([
    'object.spec.replicas <= 5',
    "!has(object.metadata.labels) || !('environment' in object.metadata.labels)",
    "authorizer.group('apps').resource('deployments').check('create').allowed()",
    "authorizer.serviceAccount('default', 'myserviceaccount').group('').resource('pods').check('get').reason() != ''",
    "request.userInfo.username.startsWith('system:')",
    "namespaceObject.metadata.labels['environment'] == 'prod'",
    "object.spec.containers.all(c, c.image.startsWith('example.com/') && !c.image.endsWith(':latest'))",
    'oldObject == null || object.spec.replicas >= oldObject.spec.replicas',
    "quantity(object.spec.limit).isLessThan(quantity('1Gi'))",
    'cidr(object.spec.range).containsIP(ip("10.0.0.1"))',
    "object.kind in ['A', 'B'] ? object.metadata.name.size() > 3 : true",
  ])('%s can be read', (expression) => {
    expect(found(policy({ validations: [{ expression }] }))).toEqual([]);
  });

  test('may use the variables that stand before it, and parameters that there are', () => {
    const variables = [
      { name: 'containers', expression: 'object.spec.containers' },
      { name: 'count', expression: 'variables.containers.size()' },
    ];
    const validations = [
      { expression: 'variables.count <= params.most', messageExpression: "'at most ' + string(params.most)" },
    ];
    const paramKind = { apiVersion: 'acme.dev/v1', kind: 'Most' };
    expect(found(policy({ variables, validations, paramKind }))).toEqual([]);
    expect(found(policy({ variables, validations }))).toHaveLength(2);
    expect(found(policy({ variables: variables.slice().reverse() }))).toEqual([
      '/spec/variables/0/expression there is no variable "containers" before it',
    ]);
  });

  test.each(['object.spec. == 5', '1 + 1', 'obj.spec == 1', 'variables.none == 1'])('%s is refused', (expression) => {
    expect(found(policy({ validations: [{ expression }] }))).toEqual([
      expect.stringContaining('/spec/validations/0/expression'),
    ]);
  });

  test('of a webhook knows no parameters', () => {
    const webhook = (expression: string) => ({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: 'a' },
      webhooks: [
        {
          name: 'a.acme.dev',
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          clientConfig: { url: 'https://a.acme.dev' },
          matchConditions: [{ name: 'a', expression }],
        },
      ],
    });
    expect(found(webhook("!('system:nodes' in request.userInfo.groups)"))).toEqual([]);
    expect(found(webhook('params.a == 1'))).toHaveLength(1);
  });
});
