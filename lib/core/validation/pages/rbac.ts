import type { JsonObject } from '../../values';
import { dnsSubdomain, pathSegment } from '../syntax';
import type { Page, StructRule } from '../page';
import { elements, filled, form, isEmpty, isSet, oneOf, required, rule, shown } from '../vocabulary';

const group = 'rbac.authorization.k8s.io';

const isOfUrls = (policy: JsonObject): boolean => !isEmpty(policy['nonResourceURLs']);

/** A rule is about resources or about paths of the server, and about one of them in full. */
const subject: StructRule[] = [
  rule(
    'missing-value',
    'names groups and resources where it names no paths',
    {
      valid: { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      invalid: { resources: ['pods'], verbs: ['get'] },
    },
    (policy) => {
      if (isOfUrls(policy)) return [];
      const needs = { apiGroups: 'an API group; "" is the core', resources: 'a resource' };
      return Object.entries(needs)
        .filter(([field]) => isEmpty(policy[field]))
        .map(([field, what]) => ({ path: isSet(policy[field]) ? [field] : [], message: `${field} needs ${what}` }));
    },
  ),
  rule(
    'not-exactly-one',
    'is about resources or about paths of the server',
    {
      valid: { nonResourceURLs: ['/metrics'], verbs: ['get'] },
      invalid: { apiGroups: [''], resources: ['pods'], nonResourceURLs: ['/metrics'], verbs: ['get'] },
    },
    (policy) =>
      isOfUrls(policy) && ['apiGroups', 'resources', 'resourceNames'].some((field) => !isEmpty(policy[field]))
        ? [{ path: ['nonResourceURLs'], message: 'does not go with apiGroups, resources or resourceNames' }]
        : [],
  ),
];

const ofNamespace: StructRule = rule(
  'forbidden-field',
  'is about what a namespace has',
  { valid: { rules: [{ verbs: ['get'] }] }, invalid: { rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] } },
  (role) =>
    elements(role, 'rules')
      .filter(({ value }) => isOfUrls(value))
      .map(({ at }) => ({ path: ['rules', at, 'nonResourceURLs'], message: 'goes with a ClusterRole only' })),
);

const groupOfSubject: StructRule = rule(
  'invalid-enum',
  'names the group that its kind is of',
  {
    valid: { kind: 'User', name: 'a', apiGroup: group },
    invalid: { kind: 'ServiceAccount', name: 'a', apiGroup: group },
  },
  ({ kind, apiGroup }) => {
    if (isEmpty(apiGroup)) return [];
    const path = ['apiGroup'];
    if (kind === 'ServiceAccount') return [{ path, message: 'a ServiceAccount is of the group ""; leave it out' }];
    return (kind === 'User' || kind === 'Group') && apiGroup !== group
      ? [{ path, message: `${shown(apiGroup)} is not ${group}` }]
      : [];
  },
);

const accountName: StructRule = rule(
  'invalid-name',
  'has the name of an account',
  { valid: { kind: 'ServiceAccount', name: 'a' }, invalid: { kind: 'ServiceAccount', name: 'A_b' } },
  ({ kind, name }) => {
    const message =
      kind === 'ServiceAccount' && typeof name === 'string' && name !== '' ? dnsSubdomain()(name) : undefined;
    return message === undefined ? [] : [{ path: ['name'], message }];
  },
);

const inNamespace: StructRule = rule(
  'missing-value',
  'says of which namespace an account is',
  {
    valid: { subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'b' }] },
    invalid: { subjects: [{ kind: 'ServiceAccount', name: 'a' }] },
  },
  (binding) =>
    elements(binding, 'subjects')
      .filter(({ value }) => value['kind'] === 'ServiceAccount' && isEmpty(value['namespace']))
      .map(({ at, value }) => ({
        path: ['subjects', at, ...(isSet(value['namespace']) ? ['namespace'] : [])],
        message: 'a ServiceAccount needs its namespace here',
      })),
);

const name = form('invalid-name', 'can be part of a path', 'system:a', 'a/b', pathSegment);

/** Roles and bindings. */
export const rbacPage: Page = {
  'rbac.PolicyRule': {
    source: 'rbac/validation ValidatePolicyRule',
    fields: { verbs: filled('needs a verb') },
    rules: subject,
  },
  'rbac.Role': { source: 'rbac/validation ValidateRole', rules: [ofNamespace] },
  'rbac.AggregationRule': {
    source: 'rbac/validation ValidateClusterRole',
    fields: { clusterRoleSelectors: filled('needs a selector') },
  },
  'rbac.Subject': {
    source: 'rbac/validation ValidateRoleBindingSubject',
    fields: { kind: [required, oneOf('User', 'Group', 'ServiceAccount')], name: required },
    rules: [groupOfSubject, accountName],
  },
  'rbac.RoleRef': {
    source: 'rbac/validation ValidateRoleBinding',
    fields: { apiGroup: oneOf(group), name: [required, name] },
  },
  'rbac.RoleBinding': {
    source: 'rbac/validation ValidateRoleBinding',
    fields: { 'roleRef/kind': [required, oneOf('Role', 'ClusterRole')] },
  },
  'rbac.ClusterRoleBinding': {
    source: 'rbac/validation ValidateClusterRoleBinding',
    fields: { 'roleRef/kind': [required, oneOf('ClusterRole')] },
    rules: [inNamespace],
  },
};
