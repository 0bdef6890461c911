import { ownEntry } from '../../values/own-entry';
import { at as valueAt, listOf, mapOf } from '../../values/json-parts';
import type { Page, StructRule, BreachInStruct } from '../page';
import { form, isEmpty, isSet, rule, shown } from '../vocabulary';
import { systemClasses } from './cluster';
import { allContainers } from './pod-containers';

/*
 * What a pod may not ask for beside something else, and what admission leaves to the server.
 */

/** All search domains of a pod may have this many characters, with the spaces between them. */
const mostSearches = 2048;

const searches: StructRule = rule(
  'out-of-range',
  `has at most ${mostSearches} characters of search domains`,
  {
    valid: { searches: ['a.example.com'] },
    invalid: { searches: Array.from({ length: 20 }, (_, i) => `${'a'.repeat(60)}.${'b'.repeat(60)}${i}`) },
  },
  ({ searches: given }) => {
    const { length } = listOf(given).join(' ');
    return length > mostSearches
      ? [{ path: ['searches'], message: `has ${length} characters in all; ${mostSearches} are the most` }]
      : [];
  },
);

const unmasked: StructRule = rule(
  'invalid-combination',
  'shows all of /proc only to users of its own',
  {
    valid: { hostUsers: false, containers: [{ securityContext: { procMount: 'Unmasked' } }] },
    invalid: { containers: [{ securityContext: { procMount: 'Unmasked' } }] },
  },
  (spec, { minor }) =>
    spec['hostUsers'] === false || minor < 33
      ? []
      : allContainers(spec)
          .filter(({ value }) => valueAt(value, 'securityContext', 'procMount') === 'Unmasked')
          .map(({ list, at }) => ({
            path: [list, at, 'securityContext', 'procMount'],
            message: 'Unmasked needs hostUsers: false',
          })),
);

const oneSide: StructRule = rule(
  'invalid-combination',
  'takes no label of the pod as one that must and must not agree',
  {
    valid: { labelSelector: {}, matchLabelKeys: ['a'], mismatchLabelKeys: ['b'] },
    invalid: { labelSelector: {}, matchLabelKeys: ['a'], mismatchLabelKeys: ['a'] },
  },
  ({ matchLabelKeys, mismatchLabelKeys }) =>
    listOf(matchLabelKeys).flatMap((key, i) =>
      listOf(mismatchLabelKeys).includes(key)
        ? [{ path: ['matchLabelKeys', i], message: `mismatchLabelKeys has ${shown(key)} too` }]
        : [],
    ),
);

const padded = form('invalid-path', 'has no space around it', 'profile', ' profile ', (text) =>
  text.trim() === text && text !== '' ? undefined : `${shown(text)} is empty or has space around it`,
);

const mirror = 'kubernetes.io/config.mirror';

const mirrored: StructRule = rule(
  'missing-value',
  'is on a node where it mirrors a pod of it',
  {
    valid: { metadata: { annotations: { [mirror]: 'a' } }, spec: { nodeName: 'b' } },
    invalid: { metadata: { annotations: { [mirror]: 'a' } }, spec: {} },
  },
  (pod) =>
    isSet(valueAt(pod, 'metadata', 'annotations', mirror)) && isEmpty(valueAt(pod, 'spec', 'nodeName'))
      ? [{ path: ['spec'], message: `needs nodeName beside the annotation ${mirror}` }]
      : [],
);

const gated: StructRule = rule(
  'forbidden-field',
  'is on no node before it may be scheduled',
  {
    valid: { spec: { schedulingGates: [{ name: 'a' }] } },
    invalid: { spec: { schedulingGates: [{ name: 'a' }], nodeName: 'b' } },
  },
  ({ spec }) => {
    const { nodeName, schedulingGates } = mapOf(spec);
    return isEmpty(nodeName) || isEmpty(schedulingGates)
      ? []
      : [{ path: ['spec', 'nodeName'], message: 'may not be set while there are schedulingGates' }];
  },
);

const byAdmission: StructRule = rule(
  'forbidden-field',
  'leaves to admission what follows from a class',
  {
    valid: { spec: { priorityClassName: 'system-node-critical', priority: 2_000_001_000 } },
    invalid: { spec: { priority: 5 } },
  },
  ({ spec }) => {
    const { priority, priorityClassName: name, overhead, runtimeClassName, preemptionPolicy } = mapOf(spec);
    const found: BreachInStruct[] = [];
    const expected = isEmpty(name) ? 0 : ownEntry(systemClasses, String(name));
    if (typeof priority === 'number' && expected !== undefined && priority !== expected)
      found.push({ path: ['spec', 'priority'], message: `comes from priorityClassName, and would be ${expected}` });
    if (preemptionPolicy === 'Never' && expected !== undefined)
      found.push({
        path: ['spec', 'preemptionPolicy'],
        message: 'comes from priorityClassName, and would be PreemptLowerPriority',
      });
    if (!isEmpty(overhead) && isEmpty(runtimeClassName))
      found.push({
        path: ['spec', 'overhead'],
        message: 'comes from a RuntimeClass, and there is no runtimeClassName',
      });
    return found;
  },
);

/** What pods ask for that the server does not give. */
export const podRequestsPage: Page = {
  'core.PodDNSConfig': { source: 'core/validation validatePodDNSConfig', rules: [searches] },
  'core.PodSpec': { source: 'core/validation ValidatePodSpec', rules: [unmasked] },
  'core.PodAffinityTerm': { source: 'core/validation validateMatchLabelKeysAndMismatchLabelKeys', rules: [oneSide] },
  'core.AppArmorProfile': {
    source: 'core/validation validateAppArmorProfileField',
    fields: { localhostProfile: padded },
  },
  'core.Pod': {
    source: 'core/validation ValidatePodCreate; the admission plugins Priority and RuntimeClass',
    rules: [mirrored, gated, byAdmission],
  },
};
