import type { Json } from '../../values';
import { listOf } from '../../values/json-parts';
import { dnsSubdomain, pathSegment, serviceLabel } from '../syntax';
import { base64, identifier, portNumber, qualified, subdomain } from '../forms';
import type { FieldRule, Page, Section, StructRule } from '../page';
import {
  atMostItems,
  between,
  evenEmpty,
  filled,
  form,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
  shown,
  unique,
  uniqueBy,
} from '../vocabulary';

const hookName = form('invalid-name', 'is a domain of at least three parts', 'check.acme.dev', 'check', (text) => {
  const wrong = dnsSubdomain()(text);
  if (wrong !== undefined) return wrong;
  return text.split('.').length < 3 ? `${shown(text)} needs at least three parts, as check.acme.dev` : undefined;
});

const url = form(
  'invalid-format',
  'is an https URL without user, query and fragment',
  'https://a.b/c',
  'http://a.b',
  (text) => {
    const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(\?[^#]+)?\??(#.+)?#?$/i.exec(text);
    if (!match || match[2] === '') return `${shown(text)} is not a URL with a host`;
    if (match[1]!.toLowerCase() !== 'https') return `${shown(text)} is not a URL of https`;
    if (match[2]!.includes('@')) return `${shown(text)} names a user`;
    if (match[4] !== undefined) return `${shown(text)} has a query`;
    return match[5] === undefined ? undefined : `${shown(text)} has a fragment`;
  },
);

/** One of the two ways to a webhook. */
export const client: StructRule = rule(
  'not-exactly-one',
  'has exactly one of url, service',
  { valid: { url: 'https://a.b' }, invalid: { url: 'https://a.b', service: {} } },
  (config) => {
    const set = ['url', 'service'].filter((field) => isSet(config[field]));
    if (set.length === 1) return [];
    return [
      {
        path: [],
        message:
          set.length === 0 ? 'has no way to it: one of url, service' : 'has more than one way to it: url and service',
      },
    ];
  },
);

const versions: FieldRule = {
  code: 'missing-value',
  says: 'has v1 or v1beta1, and nothing twice',
  valid: ['v1'],
  invalid: ['v2'],
  seesAbsent: true,
  check: (value) => {
    const given = listOf(value);
    if (given.length === 0) return 'needs v1';
    const wrong = given.flatMap((each, i) => {
      const message = typeof each === 'string' ? serviceLabel(each) : undefined;
      return message === undefined ? [] : [{ path: [i], message }];
    });
    if (wrong.length > 0) return wrong;
    return given.includes('v1') || given.includes('v1beta1') ? undefined : 'has neither v1 nor v1beta1';
  },
};

const operations: FieldRule = {
  code: 'invalid-combination',
  says: 'has all operations by * alone',
  valid: ['CREATE', 'UPDATE'],
  invalid: ['*', 'CREATE'],
  check: (value) => aloneOf(value),
};

const aloneOf = (value: Json): string | undefined =>
  listOf(value).includes('*') && listOf(value).length > 1 ? '* stands for all; leave the others out' : undefined;

export const alone: FieldRule = { ...operations, says: 'has * alone', valid: ['a'], invalid: ['*', 'a'] };

/** What a pattern of resources covers already; the server looks at them in their order. */
const resources: FieldRule = {
  code: 'invalid-combination',
  says: 'names nothing that a pattern among them covers',
  valid: ['*', 'pods/*'],
  invalid: ['*/*', 'pods'],
  check: (value) => {
    const given = listOf(value).filter((each): each is string => typeof each === 'string');
    const patterns = new Set<string>();
    const found = given.flatMap((each, i) => {
      const slash = each.indexOf('/');
      if (slash < 0) return [];
      const [ofResource, ofPart] = [`${each.slice(0, slash)}/*`, `*${each.slice(slash)}`];
      const covering = [ofResource, ofPart].filter((pattern) => patterns.has(pattern));
      if (each === ofResource || each === ofPart) patterns.add(each);
      return covering.map((pattern) => ({ path: [i], message: `${shown(pattern)} covers ${shown(each)}` }));
    });
    if (given.length > 1 && given.includes('*/*'))
      return [...found, { path: [], message: '*/* stands for all; leave the others out' }];
    const isWhole = given.findLast((each) => !each.includes('/')) !== '*';
    return given.includes('*') && isWhole
      ? [...found, { path: [], message: '* stands for all resources; leave out those without a slash' }]
      : found;
  },
};

const notEmpty: FieldRule = { ...required, invalid: '', check: (value) => (value === '' ? 'is empty' : undefined) };

const operationsAndResources = {
  operations: [filled('needs an operation'), operations],
  'operations/*': oneOf('CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'),
  apiGroups: [filled('needs an API group; "" is the core'), alone],
  apiVersions: [filled('needs an API version'), alone],
  resources: [filled('needs a resource'), resources],
  scope: evenEmpty(oneOf('Cluster', 'Namespaced', '*')),
  'apiVersions/*': notEmpty,
  'resources/*': notEmpty,
};

const inPath = form('invalid-name', 'can be part of a path', 'a', 'a/b', pathSegment);

const condition: Section = {
  source: 'admissionregistration/validation validateMatchCondition',
  fields: { name: [required, qualified], expression: required },
};

const webhook: Section = {
  source: 'admissionregistration/validation validateValidatingWebhook',
  fields: {
    name: [required, hookName],
    admissionReviewVersions: [versions, unique],
    sideEffects: [required, oneOf('None', 'NoneOnDryRun')],
    failurePolicy: evenEmpty(oneOf('Fail', 'Ignore')),
    matchPolicy: evenEmpty(oneOf('Exact', 'Equivalent')),
    timeoutSeconds: between(1, 30),
    matchConditions: atMostItems(64),
    clientConfig: requiredStruct(),
  },
  rules: [uniqueBy('matchConditions', ['name'], { what: 'a condition' })],
};

/** A map that must be there, however empty: what is in it has rules of its own. */
function requiredStruct(): FieldRule {
  return { ...required, valid: {}, invalid: null, check: (value) => (isSet(value) ? undefined : 'is needed') };
}

const names: Section = {
  source: 'admissionregistration/validation ValidateValidatingWebhookConfiguration',
  rules: [uniqueBy('webhooks', ['name'], { code: 'duplicate-name', what: 'a webhook' })],
};

const denyOrWarn: FieldRule = {
  code: 'invalid-combination',
  says: 'warns of nothing that it denies',
  valid: ['Deny', 'Audit'],
  invalid: ['Deny', 'Warn'],
  check: (value) =>
    listOf(value).includes('Deny') && listOf(value).includes('Warn') ? 'Deny and Warn exclude each other' : undefined,
};

const notBlank = form('missing-value', 'is not blank', 'true', ' ', (text) =>
  text.trim() === '' ? 'is blank' : undefined,
);

const oneLine = form('invalid-format', 'is one line', 'a b', 'a\nb', (text) => {
  if (text.trim() === '') return 'is blank';
  return text.trim().includes('\n') ? 'must be one line' : undefined;
});

const groupVersion = form('invalid-format', 'is a group and a version', 'acme.dev/v1', 'a/b/c', (text) => {
  const parts = text.split('/');
  if (parts.length > 2) return `${shown(text)} is not a group and a version such as acme.dev/v1`;
  return (parts.length === 2 ? dnsSubdomain()(parts[0]!) : undefined) ?? serviceLabel(parts.at(-1)!);
});

const kindName = form('invalid-name', 'is the name of a kind', 'Foo', 'fo_o', (text) =>
  serviceLabel(text.toLowerCase()),
);

const reason = evenEmpty(oneOf('Unauthorized', 'Forbidden', 'Invalid', 'RequestEntityTooLarge'));

const somethingToDo: StructRule = rule(
  'missing-value',
  'validates something or writes it down',
  { valid: { validations: [{ expression: 'true' }] }, invalid: { validations: [] } },
  ({ validations, auditAnnotations }) =>
    isEmpty(validations) && isEmpty(auditAnnotations)
      ? [{ path: isSet(validations) ? ['validations'] : [], message: 'needs validations or auditAnnotations' }]
      : [],
);

const paramRef: StructRule = rule(
  'not-exactly-one',
  'names its parameters or selects them',
  {
    valid: { name: 'a', parameterNotFoundAction: 'Deny' },
    invalid: { name: 'a', selector: {}, parameterNotFoundAction: 'Deny' },
  },
  ({ name, selector }) => {
    const isNamed = !isEmpty(name);
    if (isNamed !== isSet(selector)) return [];
    return [
      {
        path: isNamed ? ['name'] : [],
        message: isNamed ? 'has both name and selector' : 'has no parameters: one of name, selector',
      },
    ];
  },
);

/** Webhooks and admission policies. */
export const admissionPage: Page = {
  'admissionregistration.ValidatingWebhookConfiguration': names,
  'admissionregistration.MutatingWebhookConfiguration': names,
  'admissionregistration.ValidatingWebhook': webhook,
  'admissionregistration.MutatingWebhook': {
    ...webhook,
    fields: { ...webhook.fields, reinvocationPolicy: evenEmpty(oneOf('Never', 'IfNeeded')) },
  },
  'admissionregistration.WebhookClientConfig': {
    source: 'apiserver/util/webhook ValidateWebhookURL; admissionregistration/validation',
    fields: { url: evenEmpty(url), caBundle: base64 },
    rules: [client],
  },
  'admissionregistration.ServiceReference': {
    source: 'apiserver/util/webhook ValidateWebhookService',
    fields: { name: required, namespace: required, port: portNumber, path: servicePath() },
  },
  'admissionregistration.RuleWithOperations': {
    source: 'admissionregistration/validation validateRuleWithOperations',
    fields: operationsAndResources,
  },
  'admissionregistration.NamedRuleWithOperations': {
    source: 'admissionregistration/validation validateNamedRuleWithOperations',
    fields: { ...operationsAndResources, resourceNames: unique, 'resourceNames/*': inPath },
  },
  'admissionregistration.MatchCondition': condition,
  'admissionregistration.MatchResources': {
    source: 'admissionregistration/validation validateMatchResources',
    fields: { matchPolicy: evenEmpty(oneOf('Exact', 'Equivalent')) },
  },
  'admissionregistration.ValidatingAdmissionPolicySpec': {
    source: 'admissionregistration/validation validateValidatingAdmissionPolicySpec',
    fields: {
      failurePolicy: evenEmpty(oneOf('Fail', 'Ignore')),
      matchConstraints: requiredStruct(),
      'matchConstraints/resourceRules': filled('needs a rule'),
      matchConditions: atMostItems(64),
      auditAnnotations: atMostItems(20),
    },
    rules: [
      somethingToDo,
      uniqueBy('matchConditions', ['name'], { what: 'a condition' }),
      uniqueBy('auditAnnotations', ['key'], { what: 'an annotation' }),
    ],
  },
  'admissionregistration.ParamKind': {
    source: 'admissionregistration/validation validateParamKind',
    fields: { apiVersion: [required, groupVersion], kind: [required, kindName] },
  },
  'admissionregistration.Variable': {
    source: 'admissionregistration/validation validateVariable',
    fields: { name: [required, identifier], expression: [required, notBlank] },
  },
  'admissionregistration.Validation': {
    source: 'admissionregistration/validation validateValidation',
    fields: { expression: [required, notBlank], reason, message: oneLine, messageExpression: notBlank },
  },
  'admissionregistration.AuditAnnotation': {
    source: 'admissionregistration/validation validateAuditAnnotation',
    fields: { key: [required, qualified], valueExpression: [required, notBlank] },
  },
  'admissionregistration.ValidatingAdmissionPolicyBindingSpec': {
    source: 'admissionregistration/validation validateValidatingAdmissionPolicyBindingSpec',
    fields: {
      policyName: [required, subdomain],
      validationActions: [filled('needs an action'), unique, denyOrWarn],
      'validationActions/*': oneOf('Deny', 'Warn', 'Audit'),
    },
  },
  'admissionregistration.ParamRef': {
    source: 'admissionregistration/validation validateParamRef',
    fields: { name: inPath, parameterNotFoundAction: [required, oneOf('Allow', 'Deny')] },
    rules: [paramRef],
  },
};

/** The path at which a Service listens for reviews. */
function servicePath(): FieldRule {
  return form('invalid-path', 'begins with a slash, and its parts are DNS names', '/a/b', '/a_b', (text) => {
    if (!text.startsWith('/')) return `${shown(text)} does not begin with a slash`;
    if (text === '/') return undefined;
    for (const part of text.replace(/^\//, '').replace(/\/$/, '').split('/')) {
      if (part === '') return `${shown(text)} has an empty part`;
      const wrong = dnsSubdomain()(part);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  });
}
